"""Figures about answers whose truth is known: precision, recall, F1, calibration, what a higher threshold buys, what is mistaken for what.

Rows are clauses, columns the labels of one task. Every share is a number from 0 to 1, rounded to three decimals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress, product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_fscore_support

from models.classifier.predict import THRESHOLD

# Probabilities below this are the mass of plain "no"s; counting them would make any model look well calibrated.
CALIBRATED_FROM = 0.1
BINS = 10
THRESHOLDS = (THRESHOLD, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)
Chances = NDArray[np.float64]
Truth = NDArray[np.bool_]


def decided(name: str, chances: Chances) -> Truth:
    """What counts as said: of the roles the likeliest, of coverages and exclusions all from THRESHOLD on."""
    return np.asarray(chances == chances.max(axis=1, keepdims=True) if name == "role" else chances >= THRESHOLD)


def agreement(labels: Sequence[str], truth: Truth, said: Truth) -> dict[str, Any]:
    """Macro- and micro-F1, precision and recall over all labels, and precision, recall, F1 and count of clauses of each."""
    precision, recall, f1, count = precision_recall_fscore_support(truth, said, zero_division=0.0)
    over_all = precision_recall_fscore_support(truth, said, average="micro", zero_division=0.0)
    return {
        "macro_f1": rounded(np.mean(f1)),
        "micro_f1": rounded(over_all[2]),
        "precision": rounded(over_all[0]),
        "recall": rounded(over_all[1]),
        "labels": {
            label: {"precision": rounded(precision[n]), "recall": rounded(recall[n]), "f1": rounded(f1[n]), "clauses": int(count[n])}
            for n, label in enumerate(labels)
        },
    }


def calibration_bins(chances: Chances, truth: Truth) -> list[dict[str, Any]]:
    """For each tenth of the probabilities: their mean, the share of right answers and how many there are; empty tenths are left out."""
    place = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        {
            "from": n / BINS,
            "to": (n + 1) / BINS,
            "probability": rounded(chances[place == n].mean()),
            "right": rounded(truth[place == n].mean()),
            "count": int((place == n).sum()),
        }
        for n in range(BINS)
        if (place == n).any()
    ]


def calibration_error(chances: Chances, truth: Truth) -> float:
    """Mean distance between probability and share of right answers, in ten bins, over probabilities of at least CALIBRATED_FROM."""
    asked = chances >= CALIBRATED_FROM
    said, right = chances[asked], truth[asked]
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[place == n].mean() - right[place == n].mean()) * (place == n).sum() for n in range(BINS) if (place == n).any()]
    return float(sum(gaps) / len(said)) if len(said) else 0.0


def risk_coverage(chances: Chances, truth: Truth) -> list[dict[str, Any]]:
    """What remains as the threshold rises: labels asserted, their share of those at THRESHOLD, the share of them that is wrong, recall."""
    at_first = (chances >= THRESHOLD).sum()
    points = []
    for threshold in THRESHOLDS:
        said = chances >= threshold
        if said.any():
            right = (said & truth).sum()
            points.append(
                {
                    "threshold": threshold,
                    "asserted": int(said.sum()),
                    "share": rounded(said.sum() / at_first),
                    "wrong": rounded(1 - right / said.sum()),
                    "recall": rounded(right / truth.sum()),
                }
            )
    return points


def confusions(labels: Sequence[str], truth: Truth, said: Truth, most: int) -> dict[str, Any]:
    """Which label was said in place of which, and in how many clauses: the `most` frequent pairs of more than one clause.

    `missed_alone` counts labels missed in clauses of which nothing wrong was said, `said_alone` those said of clauses with nothing missed.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    missed_alone = said_alone = 0
    for missed, invented in zip(truth & ~said, said & ~truth, strict=True):
        pairs.update(product(compress(labels, missed), compress(labels, invented)))
        if not (missed.any() and invented.any()):
            missed_alone += int(missed.sum())
            said_alone += int(invented.sum())
    ordered = sorted(((pair, count) for pair, count in pairs.items() if count > 1), key=lambda one: (-one[1], one[0]))[:most]
    return {
        "pairs": [{"wanted": wanted, "said": found, "clauses": count} for (wanted, found), count in ordered],
        "missed_alone": missed_alone,
        "said_alone": said_alone,
    }


def worst(chances: Chances, truth: Truth, most: int) -> list[tuple[int, int]]:
    """(row, column) of the largest error of each clause, the `most` grievous clauses first."""
    errors = np.where(truth, 1 - chances, chances)
    columns = errors.argmax(axis=1)
    rows = np.argsort(-errors.max(axis=1), kind="stable")[:most]
    return [(int(row), int(columns[row])) for row in rows]


def rounded(share: Any) -> float:
    return round(float(share), 3)
