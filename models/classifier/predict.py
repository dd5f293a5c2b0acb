"""What the trained classifier says of a clause: its role, the coverages it grants and the exclusions it takes, with probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.classifier.features import BLOCKS, ClauseText, Tfidf
from models.classifier.store import load_model
from models.records import Role

MODEL = Path(__file__).parent / "model.npz"
CARD = Path(__file__).parent / "card.json"
TASKS = ("role", "coverages", "exclusions")
# A coverage or exclusion counts as said from here on; the figures of the card are measured at it.
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Prediction:
    """Calibrated probabilities of every known coverage and exclusion; `role_probability` belongs to `role`, the likeliest."""

    role: Role
    role_probability: float
    coverages: dict[str, float]
    exclusions: dict[str, float]


class Classifier:
    """The trained model. `card` holds its figures and the digests of its data and file."""

    def __init__(self, state: dict[str, dict[str, Any]], card: dict[str, Any]) -> None:
        self.card = card
        self._blocks = [(block, Tfidf(state[block.name]["terms"].tolist(), state[block.name]["idf"], block)) for block in BLOCKS]
        self._heads = [_Head(state[name]) for name in TASKS]
        weights = np.concatenate([state[name]["weights"] for name in TASKS], axis=1).astype(np.float64)
        self._weights = np.split(weights, np.cumsum([len(tfidf) for _, tfidf in self._blocks])[:-1])

    def predict(self, clauses: Sequence[ClauseText]) -> list[Prediction]:
        """One prediction per clause."""
        if not clauses:
            return []
        cleaned = zip(*([block.clean(clause) for block, _ in self._blocks] for clause in clauses), strict=True)
        scores = sum(tfidf.rows(texts) @ weights for (_, tfidf), texts, weights in zip(self._blocks, cleaned, self._weights, strict=True))
        ends = np.cumsum([len(head.intercepts) for head in self._heads])[:-1]
        chances = [head.chances(part) for head, part in zip(self._heads, np.split(scores, ends, axis=1), strict=True)]
        role, coverages, exclusions = self._heads
        shares = role_probabilities(chances[0])
        return [
            Prediction(
                role=cast(Role, role.labels[best]),
                role_probability=float(shares[n, best]),
                coverages=dict(zip(coverages.labels, chances[1][n].tolist(), strict=True)),
                exclusions=dict(zip(exclusions.labels, chances[2][n].tolist(), strict=True)),
            )
            for n, best in enumerate(shares.argmax(axis=1))
        ]


class _Head:
    """One question put to a clause: its labels and what turns scores into probabilities."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.labels: list[str] = state["labels"].tolist()
        self.intercepts = state["intercepts"]
        self._slopes: list[float] = state["slopes"].tolist()
        self._offset = float(state["offset"])

    def chances(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        return calibrated(scores + self.intercepts, self._slopes, self._offset)


@cache
def load_classifier(model: Path = MODEL, card: Path = CARD) -> Classifier:
    """The classifier in `model`, checked against its card. Raises CovergapError where either is missing or they do not belong together."""
    return Classifier(*load_model(model, card))


def calibrated(scores: NDArray[Any], slopes: Sequence[float], offset: float) -> NDArray[np.float64]:
    """Probabilities of the labels from their scores and, in the last column, the score of the clause doing such a thing at all.

    A definition names a peril in the words of its coverage: that it grants nothing shows in the last column.
    """
    own, at_all = slopes
    return np.asarray(1.0 / (1.0 + np.exp(-(own * scores[:, :-1] + at_all * scores[:, -1:] + offset))), dtype=np.float64)


def role_probabilities(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """A clause has one role: its chances shared out to a sum of one."""
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)
