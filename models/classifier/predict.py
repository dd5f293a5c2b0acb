"""What the trained classifier says of a clause: its role, the coverages it grants and the exclusions it takes, with probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.classifier.features import features, restored_vectorizers
from models.classifier.store import load_model
from models.records import Role

MODEL = Path(__file__).parent / "model.skops"
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

    def __init__(self, state: dict[str, Any], card: dict[str, Any]) -> None:
        self.card = card
        self._heads = {name: state[name] for name in TASKS}
        self._words, self._spelling = restored_vectorizers(state["words"], state["spelling"])

    def predict(self, texts: Sequence[str], headings: Sequence[str]) -> list[Prediction]:
        """One prediction per clause; `headings` has "" where a clause stands under none. Raises ValueError if their number differs."""
        if not texts:
            return []
        rows = features(self._words, self._spelling, texts, headings)
        chances = {name: _chances(head, rows) for name, head in self._heads.items()}
        roles, coverages, exclusions = (self._heads[name]["labels"] for name in TASKS)
        shares = role_probabilities(chances["role"])
        return [
            Prediction(
                role=cast(Role, roles[best]),
                role_probability=float(shares[n, best]),
                coverages=dict(zip(coverages, chances["coverages"][n].tolist(), strict=True)),
                exclusions=dict(zip(exclusions, chances["exclusions"][n].tolist(), strict=True)),
            )
            for n, best in enumerate(shares.argmax(axis=1))
        ]


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


def _chances(head: dict[str, Any], rows: Any) -> NDArray[np.float64]:
    return calibrated(rows @ head["weights"] + head["intercepts"], head["slopes"], head["offset"])
