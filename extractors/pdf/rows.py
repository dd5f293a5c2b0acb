"""Words that share a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.pdf.layout import Word

MIN_GUTTER = 7.0  # points: less parts words, not columns
NUMBERS_IN_PROSE = 0.12  # more figures than this share of the words: a table
SAME_ROW = 0.5  # of the lower of two words stands beside the other

Row = list[Word]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Words that share a baseline, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if rows and any(other.box.top <= middle <= other.box.bottom and _overlap(other, word) > SAME_ROW for other in rows[-1][-3:]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.x0) for row in rows]


def _overlap(a: Word, b: Word) -> float:
    """Vertical overlap as a share of the lower of both words."""
    shared = min(a.box.bottom, b.box.bottom) - max(a.box.top, b.box.top)
    return shared / max(min(a.box.bottom - a.box.top, b.box.bottom - b.box.top), 0.1)


def crosses(row: Row, x: float) -> bool:
    """True where a row runs over x without a gutter's gap."""
    return any(word.box.x0 < x < word.box.x1 for word in row) or _gap_at(row, x) < MIN_GUTTER


def _gap_at(row: Row, x: float) -> float:
    before = max((word.box.x1 for word in row if word.box.x1 <= x), default=None)
    after = min((word.box.x0 for word in row if word.box.x0 >= x), default=None)
    return MIN_GUTTER if before is None or after is None else after - before


def mostly_figures(words: Sequence[Word]) -> bool:
    return sum(any(char.isdigit() for char in word.text) for word in words) > NUMBERS_IN_PROSE * len(words)
