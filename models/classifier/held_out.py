"""What the classifier says of clauses in manners of writing that it has not seen: the ground of every figure about it.

One-vs-rest logistic regression for each role, coverage and exclusion, as train.py fits it on all clauses; here once per fold.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.catalogue import load_catalogue
from models.classifier.clauses import LabelledClause
from models.classifier.features import BLOCKS, Block, ClauseText
from models.classifier.marks import with_marks
from models.classifier.predict import TASKS, calibrated, role_probabilities
from models.classifier.vectorizers import Vectorizers

FOLDS = 6
VALIDATION = f"{FOLDS} folds, no manner of writing both in training and in test"
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


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Answers by models that saw no clause of the same manner, by task; one row per clause, one column per label of the task.

    `scores` are those of the models, with a last column for doing such a thing at all; `chances` are probabilities, calibrated on
    the other folds.
    """

    tasks: dict[str, Task]
    scores: dict[str, Scores]
    chances: dict[str, Scores]


@dataclass(frozen=True, slots=True)
class _Fold:
    """One model to be fitted and asked; whole in itself, so that a process of its own can do it."""

    examples: Examples
    tasks: dict[str, Task]
    test: NDArray[np.int_]  # places of the clauses that are asked
    blocks: tuple[Block, ...]


def held_out(
    clauses: Sequence[LabelledClause], *, names: Sequence[str] = TASKS, blocks: tuple[Block, ...] = BLOCKS, processes: int = 0
) -> HeldOut:
    """The answers to every labelled clause, to the tasks `names` by the features `blocks`.

    `processes` is how many folds are worked on at once, 0 for one per processor; it changes no figure. Raises ValueError where
    the clauses have fewer than FOLDS manners, or all clauses of a label stand in the manners of one fold.
    """
    every = tasks_of(clauses)
    tasks = {name: every[name] for name in names}
    folds = [test for _, test in GroupKFold(FOLDS).split(np.zeros(len(clauses)), groups=[clause.manner for clause in clauses])]
    examples = examples_of(clauses)
    answers = _each([_Fold(examples, tasks, test, blocks) for test in folds], processes or os.cpu_count() or 1)
    scores = {name: np.zeros(asked.columns.shape) for name, asked in tasks.items()}
    for test, answer in zip(folds, answers, strict=True):
        for name in tasks:
            scores[name][test] = answer[name]
    return HeldOut(tasks, scores, {name: _probabilities(name, scores[name], asked.truth, folds) for name, asked in tasks.items()})


def tasks_of(clauses: Sequence[LabelledClause]) -> dict[str, Task]:
    """The three tasks of predict.TASKS."""
    return {
        "role": _task(clauses, lambda clause: (clause.role,), lambda clause: bool(clause.coverages or clause.exclusions)),
        "coverages": _task(clauses, lambda clause: clause.coverages, lambda clause: bool(clause.coverages)),
        "exclusions": _task(clauses, lambda clause: clause.exclusions, lambda clause: bool(clause.exclusions)),
    }


def _task(
    clauses: Sequence[LabelledClause], labels_of: Callable[[LabelledClause], Sequence[str]], at_all: Callable[[LabelledClause], bool]
) -> Task:
    """The labels that occur, in alphabetical order, and a row of truth per clause."""
    labels = tuple(sorted({label for clause in clauses for label in labels_of(clause)}))
    truth = np.array([[label in labels_of(clause) for label in labels] for clause in clauses], dtype=bool)
    return Task(labels, truth, np.array([at_all(clause) for clause in clauses]))


def examples_of(clauses: Sequence[LabelledClause]) -> Examples:
    """What a model is fitted to: first every clause in order, then those with a heading once more without it."""
    headed = [number for number, clause in enumerate(clauses) if clause.heading or clause.section]
    bare = [clause_text(replace(clauses[number], heading="", section="")) for number in headed]
    return Examples([*map(clause_text, clauses), *bare], np.array([*range(len(clauses)), *headed]))


def clause_text(clause: LabelledClause) -> ClauseText:
    """A labelled clause as the model is asked about it."""
    return with_marks(ClauseText(clause.text, clause.heading, clause.section), load_catalogue())


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


def _each(folds: Sequence[_Fold], processes: int) -> list[dict[str, Scores]]:
    if processes == 1:
        return [_answer(fold) for fold in folds]
    # The solver draws from one source of chance per process: threads would make its figures waver.
    with ProcessPoolExecutor(min(processes, len(folds)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(_answer, folds))


def _answer(fold: _Fold) -> dict[str, Scores]:
    """The scores of the clauses that are asked, from models fitted to all others."""
    examples = fold.examples
    seen = np.flatnonzero(~np.isin(examples.source, fold.test))
    vectorizers = Vectorizers(fold.blocks)
    rows, asked_rows = vectorizers.learn(examples.of(seen)), vectorizers.features(examples.of(fold.test))
    answer = {}
    for name, asked in fold.tasks.items():
        weights, intercepts = fit(rows, asked.columns[examples.source[seen]])
        answer[name] = asked_rows @ weights + intercepts
    return answer


def _probabilities(name: str, scores: Scores, truth: Truth, folds: Sequence[NDArray[np.int_]]) -> Scores:
    """Probabilities of held-out clauses, each fold calibrated on the others."""
    result = np.zeros(truth.shape)
    for test in folds:
        others = np.setdiff1d(np.arange(len(truth)), test)
        result[test] = calibrated(scores[test], *calibration(scores[others], truth[others]))
    return role_probabilities(result) if name == "role" else result
