"""How well a page was read: characters, figures, and what the engine's confidence is worth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment


@dataclass(frozen=True, slots=True)
class Agreement:
    """One page held against what stands on it. `right` says of each word that was read whether it stands there."""

    characters: int
    wrong: int
    figures: int
    exact: int
    right: tuple[bool, ...]


def agreement(words: Sequence[str], truth: Sequence[str], figures: Sequence[str]) -> Agreement:
    """Hold the words that were read against the lines of the page; their order does not count (it is measured elsewhere).

    Words that agree are paired, the rest so that the fewest characters differ (Levenshtein); a word without a partner is wrong as a whole.
    """
    stands = Counter(word for line in truth for word in line.split())
    left = stands.copy()
    right = []
    for word in words:
        right.append(left[word] > 0)
        left[word] -= left[word] > 0
    missing, wrong = list(left.elements()), [word for word, is_right in zip(words, right, strict=True) if not is_right]
    return Agreement(
        sum(len(word) * count for word, count in stands.items()),
        _distance(missing, wrong),
        len(figures),
        _exact(words, figures),
        tuple(right),
    )


def _distance(missing: Sequence[str], wrong: Sequence[str]) -> int:
    side = max(len(missing), len(wrong))
    if not side:
        return 0
    a, b = [*missing, *[""] * (side - len(missing))], [*wrong, *[""] * (side - len(wrong))]
    costs = cdist(a, b, scorer=Levenshtein.distance)
    rows, columns = linear_sum_assignment(costs)
    return int(costs[rows, columns].sum())


def _exact(words: Sequence[str], figures: Sequence[str]) -> int:
    """How many of the amounts and dates were read to the last character; a space lost within them ("July 4,2026") does not count."""
    text = " ".join(words)
    patterns = {figure: re.escape(figure).replace(r"\ ", r"\s*") for figure in figures}
    return sum(
        min(count, len(re.findall(rf"(?<![\w$,.]){patterns[figure]}(?![\d]|[.,]\d)", text))) for figure, count in Counter(figures).items()
    )


def calibration(confidences: Sequence[float], right: Sequence[bool], edges: Sequence[float]) -> list[tuple[float, float, int, float]]:
    """For each band of confidence its bounds, how many words fell into it, and the share of them that was right."""
    bands = []
    sure, true = np.asarray(confidences), np.asarray(right, float)
    for low, high in zip(edges, [*edges[1:], 1.01], strict=True):
        inside = (sure >= low) & (sure < high)
        bands.append((low, high, int(inside.sum()), float(true[inside].mean()) if inside.any() else 0.0))
    return bands
