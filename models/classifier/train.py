"""Training: `python -m models.classifier.train` writes model.npz and card.json beside this file.

One-vs-rest logistic regression for each role, coverage and exclusion. The same labelled clauses give the same bytes.
Every figure of the card comes from clauses in manners of writing that the model had not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from models.catalogue import load_catalogue
from models.classifier.clauses import LabelledClause, load_labelled
from models.classifier.features import ClauseText
from models.classifier.marks import with_marks
from models.classifier.predict import CARD, MODEL, THRESHOLD, calibrated, role_probabilities
from models.classifier.store import save_model
from models.classifier.vectorizers import Vectorizers

FOLDS = 6
# Probabilities below this are the mass of plain "no"s; counting them would make any model look well calibrated.
CALIBRATED_FROM = 0.1
Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Task:
    """One question put to every clause: its possible labels, which of them are right, and whether it does such a thing at all."""

    labels: tuple[str, ...]
    truth: Truth
    at_all: Truth

    @property
    def columns(self) -> Truth:
        """What a model is fitted to: the labels, and last whether the clause does such a thing at all."""
        return np.column_stack([self.truth, self.at_all])


@dataclass(frozen=True, slots=True)
class Examples:
    """Clauses as they are trained on: with their heading and, since many stand under none, once more without."""

    texts: list[ClauseText]
    source: NDArray[np.int_]  # place of each example among the labelled clauses

    def of(self, rows: NDArray[np.int_]) -> list[ClauseText]:
        return [self.texts[row] for row in rows]


def main() -> None:
    clauses = load_labelled()
    tasks = {
        "role": task(clauses, lambda clause: (clause.role,), lambda clause: bool(clause.coverages or clause.exclusions)),
        "coverages": task(clauses, lambda clause: clause.coverages, lambda clause: bool(clause.coverages)),
        "exclusions": task(clauses, lambda clause: clause.exclusions, lambda clause: bool(clause.exclusions)),
    }
    examples = examples_of(clauses)
    unseen, folds = held_out_scores(examples, tasks, [clause.manner for clause in clauses])
    vectorizers = Vectorizers()
    rows = vectorizers.learn(examples.texts)
    state: dict[str, Any] = vectorizers.learned()
    figures: dict[str, Any] = {}
    for name, asked in tasks.items():
        weights, intercepts = fit(rows, asked.columns[examples.source])
        slopes, offset = calibration(unseen[name], asked.truth)
        # Two decimals less cost no measurable accuracy and make the file a third of the size.
        state[name] = {
            "labels": list(asked.labels),
            "weights": np.round(weights, 2).astype(np.float32),
            "intercepts": intercepts,
            "slopes": slopes,
            "offset": offset,
        }
        figures[name] = measured(name, asked, probabilities(name, unseen[name], asked.truth, folds))
    card = {
        "training_digest": digest_of(clauses, examples.texts),
        "model_sha256": save_model(state, MODEL),
        "scikit_learn": sklearn.__version__,
        "clauses": len(clauses),
        "manners": sorted({clause.manner for clause in clauses}),
        "features": rows.shape[1],
        "validation": f"{FOLDS} folds, no manner of writing both in training and in test",
        "threshold": THRESHOLD,
        **figures,
    }
    CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(summary(card))


def task(
    clauses: Sequence[LabelledClause], labels_of: Callable[[LabelledClause], Sequence[str]], at_all: Callable[[LabelledClause], bool]
) -> Task:
    """The labels that occur, in alphabetical order, and a row of truth per clause."""
    labels = tuple(sorted({label for clause in clauses for label in labels_of(clause)}))
    truth = np.array([[label in labels_of(clause) for label in labels] for clause in clauses], dtype=bool)
    return Task(labels, truth, np.array([at_all(clause) for clause in clauses]))


def examples_of(clauses: Sequence[LabelledClause]) -> Examples:
    headed = [number for number, clause in enumerate(clauses) if clause.heading or clause.section]
    bare = [clause_text(replace(clauses[number], heading="", section="")) for number in headed]
    return Examples([*map(clause_text, clauses), *bare], np.array([*range(len(clauses)), *headed]))


def digest_of(clauses: Sequence[LabelledClause], texts: Sequence[ClauseText]) -> str:
    """SHA-256 that identifies what the model learns from: clauses and labels, and the marks by which the catalogue tells them."""
    rows = [
        [text.text, text.section, text.heading, text.marks, clause.role, clause.coverages, clause.exclusions, clause.manner]
        for clause, text in zip(clauses, texts, strict=False)
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode("utf-8")).hexdigest()


def clause_text(clause: LabelledClause) -> ClauseText:
    """A labelled clause as the model is asked about it."""
    return with_marks(ClauseText(clause.text, clause.heading, clause.section), load_catalogue())


def held_out_scores(examples: Examples, tasks: dict[str, Task], manners: Sequence[str]) -> tuple[dict[str, Scores], NDArray[np.int_]]:
    """The score of every clause from a model that saw no clause of its manner, and the number of its fold."""
    count = len(manners)
    scores = {name: np.zeros(asked.columns.shape) for name, asked in tasks.items()}
    folds = np.zeros(count, dtype=int)
    for fold, (_, test) in enumerate(GroupKFold(FOLDS).split(np.zeros(count), groups=list(manners))):
        folds[test] = fold
        seen = np.flatnonzero(~np.isin(examples.source, test))
        vectorizers = Vectorizers()
        rows, asked_rows = vectorizers.learn(examples.of(seen)), vectorizers.features(examples.of(test))
        for name, asked in tasks.items():
            weights, intercepts = fit(rows, asked.columns[examples.source[seen]])
            scores[name][test] = asked_rows @ weights + intercepts
    return scores, folds


def fit(rows: csr_matrix, truth: Truth) -> tuple[Scores, Scores]:
    """Weights (features x labels) and intercepts of one logistic regression per label."""
    regression = partial(LogisticRegression, C=5.0, class_weight="balanced", solver="liblinear", dual=True, tol=1e-3, random_state=0)
    models = [regression().fit(rows, column) for column in truth.T]
    return np.column_stack([model.coef_[0] for model in models]), np.array([model.intercept_[0] for model in models])


def calibration(scores: Scores, truth: Truth) -> tuple[list[float], float]:
    """Slopes and offset for `calibrated`, the same for all labels: a dozen clauses could not carry their own."""
    own = scores[:, :-1]
    pairs = np.column_stack([own.reshape(-1), np.repeat(scores[:, -1], own.shape[1])])
    model = LogisticRegression(C=1e6).fit(pairs, truth.reshape(-1))
    return model.coef_[0].tolist(), float(model.intercept_[0])


def probabilities(name: str, scores: Scores, truth: Truth, folds: NDArray[np.int_]) -> Scores:
    """Probabilities of held-out clauses, each fold calibrated on the others."""
    result = np.zeros(truth.shape)
    for fold in range(FOLDS):
        here = folds == fold
        result[here] = calibrated(scores[here], *calibration(scores[~here], truth[~here]))
    return role_probabilities(result) if name == "role" else result


def measured(name: str, asked: Task, chances: Scores) -> dict[str, Any]:
    """Figures of one task on held-out clauses: macro-F1, calibration error, and precision, recall, F1 and count of each label."""
    decided = chances == chances.max(axis=1, keepdims=True) if name == "role" else chances >= THRESHOLD
    precision, recall, f1, count = precision_recall_fscore_support(asked.truth, decided, zero_division=0.0)
    return {
        "macro_f1": round(float(np.mean(f1)), 3),
        "micro_f1": round(float(f1_score(asked.truth, decided, average="micro")), 3),
        "calibration_error": round(calibration_error(chances, asked.truth), 3),
        "labels": {
            label: {
                "precision": round(float(precision[n]), 3),
                "recall": round(float(recall[n]), 3),
                "f1": round(float(f1[n]), 3),
                "clauses": int(count[n]),
            }
            for n, label in enumerate(asked.labels)
        },
    }


def calibration_error(chances: Scores, truth: Truth) -> float:
    """Mean distance between probability and share of right answers, in ten bins, over probabilities of at least CALIBRATED_FROM."""
    asked = chances >= CALIBRATED_FROM
    said, right = chances[asked], truth[asked]
    bins = np.minimum((said * 10).astype(int), 9)
    gaps = [abs(said[bins == n].mean() - right[bins == n].mean()) * (bins == n).sum() for n in range(10) if (bins == n).any()]
    return float(sum(gaps) / len(said)) if len(said) else 0.0


def summary(card: dict[str, Any]) -> str:
    """What a training run prints: one line per task."""
    lines = [f"{card['clauses']} clauses in {len(card['manners'])} manners; figures on manners not seen in training:"]
    for name in ("role", "coverages", "exclusions"):
        figures = card[name]
        lines.append(
            f"  {name:11s} macro-F1 {figures['macro_f1']:.3f}  micro-F1 {figures['micro_f1']:.3f}"
            f"  calibration error {figures['calibration_error']:.3f}  {len(figures['labels'])} labels"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
