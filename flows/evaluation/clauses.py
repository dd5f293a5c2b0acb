"""How good the clause classifier is on labelled clauses in manners that it had not seen, beside what its parts do alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.classifier.clauses import LabelledClause
from models.classifier.features import BLOCKS
from models.classifier.held_out import VALIDATION, HeldOut, Task, Truth, clause_text, held_out
from models.classifier.marks import SAYING, said_by_marks
from models.classifier.measures import (
    agreement,
    calibration_bins,
    calibration_error,
    confusions,
    decided,
    risk_coverage,
    rounded,
    worst,
)

WAYS = ("phrases", "words", "both")  # the catalogue's phrases alone, the classifier without them, the classifier as it ships
WORDS = tuple(block for block in BLOCKS if block.name != "marks")
CONFUSIONS = 12  # pairs shown of each task
WORST = 10  # clauses shown of each task
SHOWN = 160  # characters of a clause that is shown


def clause_figures(clauses: Sequence[LabelledClause], processes: int = 0) -> dict[str, Any]:
    """Figures of roles, coverages and exclusions; `processes` as for `held_out`."""
    both = held_out(clauses, processes=processes)
    words = held_out(clauses, names=tuple(SAYING), blocks=WORDS, processes=processes)
    return {
        "clauses": len(clauses),
        "manners": len({clause.manner for clause in clauses}),
        "validation": VALIDATION,
        "role": _task_figures("role", both),
        **{name: _with_baselines(name, clauses, both, words) for name in SAYING},
    }


def _with_baselines(name: str, clauses: Sequence[LabelledClause], both: HeldOut, words: HeldOut) -> dict[str, Any]:
    asked = both.tasks[name]
    by_phrases = agreement(asked.labels, asked.truth, _said_by_phrases(name, clauses, asked))
    by_words = agreement(asked.labels, asked.truth, decided(name, words.chances[name]))
    figures = _task_figures(name, both)
    for label, of_label in figures["labels"].items():
        of_label |= {"phrases_f1": by_phrases["labels"][label]["f1"], "words_f1": by_words["labels"][label]["f1"]}
    chances = both.chances[name]
    return {
        "ways": {way: _overall(one) for way, one in zip(WAYS, (by_phrases, by_words, figures), strict=True)},
        **figures,
        "bins": calibration_bins(chances, asked.truth),
        "risk_coverage": risk_coverage(chances, asked.truth),
        "worst": [_shown(clauses[row], asked, row, column, chances[row, column]) for row, column in worst(chances, asked.truth, WORST)],
    }


def _task_figures(name: str, both: HeldOut) -> dict[str, Any]:
    asked, chances = both.tasks[name], both.chances[name]
    said = decided(name, chances)
    return {
        **agreement(asked.labels, asked.truth, said),
        "calibration_error": rounded(calibration_error(chances, asked.truth)),
        "confusions": confusions(asked.labels, asked.truth, said, CONFUSIONS),
    }


def _said_by_phrases(name: str, clauses: Sequence[LabelledClause], asked: Task) -> Truth:
    said = [said_by_marks(clause_text(clause).marks, name) for clause in clauses]
    return np.array([[label in labels for label in asked.labels] for labels in said], dtype=bool)


def _overall(figures: dict[str, Any]) -> dict[str, float]:
    return {name: figures[name] for name in ("macro_f1", "micro_f1", "precision", "recall")}


def _shown(clause: LabelledClause, asked: Task, row: int, column: int, chance: float) -> dict[str, Any]:
    return {
        "label": asked.labels[column],
        "wanted": bool(asked.truth[row, column]),
        "probability": rounded(chance),
        "manner": clause.manner,
        "heading": clause.heading,
        "text": clause.text if len(clause.text) <= SHOWN else clause.text[:SHOWN].rstrip() + " ...",
    }
