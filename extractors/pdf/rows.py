"""Words that share a baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.pdf.layout import Word
from models.records import Box

MIN_GUTTER = 7.0  # points: less parts words, not columns
NUMBERS_IN_PROSE = 0.12  # more figures than this share of the words: a table
DIGIT = re.compile(r"\d")
LONGEST_MARK = 3  # characters of a footnote's mark
SAME_ROW = 0.5  # of the lower of two words stands beside the other

Row = list[Word]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Words that share a baseline, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if rows and any(
            other.box.top <= middle <= other.box.bottom and _overlap(other.box, word.box) > SAME_ROW for other in rows[-1][:-4:-1]
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.x0) for row in _with_marks(rows)]


def _with_marks(rows: list[Row]) -> list[Row]:
    """The rows, each with the raised mark that begins it."""
    joined: list[Row] = []
    for row in rows:
        mark = joined[-1][0] if joined and len(joined[-1]) == 1 and len(joined[-1][0].text) <= LONGEST_MARK else None
        if mark and any(abs(word.box.x0 - mark.box.x1) < word.size and _overlap(mark.box, word.box) > SAME_ROW for word in row):
            joined[-1] += row
        else:
            joined.append(row)
    return joined


def _overlap(a: Box, b: Box) -> float:
    """Vertical overlap as a share of the lower of both boxes."""
    shared = (a.bottom if a.bottom < b.bottom else b.bottom) - (a.top if a.top > b.top else b.top)
    lower = a if a.bottom - a.top < b.bottom - b.top else b
    return shared / max(lower.bottom - lower.top, 0.1)


def crosses(row: Row, x: float) -> bool:
    """True where a row runs over x without a gutter's gap."""
    return any(word.box.x0 < x < word.box.x1 for word in row) or _gap_at(row, x) < MIN_GUTTER


def _gap_at(row: Row, x: float) -> float:
    before = max((word.box.x1 for word in row if word.box.x1 <= x), default=None)
    after = min((word.box.x0 for word in row if word.box.x0 >= x), default=None)
    return MIN_GUTTER if before is None or after is None else after - before


def mostly_figures(words: Sequence[Word]) -> bool:
    return sum(DIGIT.search(word.text) is not None for word in words) > NUMBERS_IN_PROSE * len(words)
