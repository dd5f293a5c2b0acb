"""Training: `python -m models.classifier.train` writes model.npz and card.json beside this file.

One-vs-rest logistic regression for each role, coverage and exclusion. The same labelled clauses give the same bytes.
Every figure of the card comes from clauses in manners of writing that the model had not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import sklearn

from models.classifier.clauses import LabelledClause, load_labelled
from models.classifier.features import ClauseText
from models.classifier.held_out import VALIDATION, Scores, Task, calibration, examples_of, fit, held_out
from models.classifier.measures import agreement, calibration_error, decided, rounded
from models.classifier.predict import CARD, MODEL, THRESHOLD
from models.classifier.store import save_model
from models.classifier.vectorizers import Vectorizers


def main() -> None:
    clauses = load_labelled()
    unseen, examples = held_out(clauses), examples_of(clauses)
    vectorizers = Vectorizers()
    rows = vectorizers.learn(examples.texts)
    state: dict[str, Any] = vectorizers.learned()
    figures: dict[str, Any] = {}
    for name, asked in unseen.tasks.items():
        weights, intercepts = fit(rows, asked.columns[examples.source])
        slopes, offset = calibration(unseen.scores[name], asked.truth)
        # Two decimals less cost no measurable accuracy and make the file a third of the size.
        state[name] = {
            "labels": list(asked.labels),
            "weights": np.round(weights, 2).astype(np.float32),
            "intercepts": intercepts,
            "slopes": slopes,
            "offset": offset,
        }
        figures[name] = measured(name, asked, unseen.chances[name])
    card = {
        "training_digest": digest_of(clauses, examples.texts),
        "model_sha256": save_model(state, MODEL),
        "scikit_learn": sklearn.__version__,
        "clauses": len(clauses),
        "manners": sorted({clause.manner for clause in clauses}),
        "features": rows.shape[1],
        "validation": VALIDATION,
        "threshold": THRESHOLD,
        **figures,
    }
    CARD.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8", newline="\n")
    print(summary(card))


def digest_of(clauses: Sequence[LabelledClause], texts: Sequence[ClauseText]) -> str:
    """SHA-256 that identifies what the model learns from: clauses and labels, and the marks by which the catalogue tells them."""
    rows = [
        [text.text, text.section, text.heading, text.marks, clause.role, clause.coverages, clause.exclusions, clause.manner]
        for clause, text in zip(clauses, texts, strict=False)
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode("utf-8")).hexdigest()


def measured(name: str, asked: Task, chances: Scores) -> dict[str, Any]:
    """Figures of one task on held-out clauses: agreement over all labels and of each, and the error of calibration."""
    figures = agreement(asked.labels, asked.truth, decided(name, chances))
    labels = figures.pop("labels")
    return {**figures, "calibration_error": rounded(calibration_error(chances, asked.truth)), "labels": labels}


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
