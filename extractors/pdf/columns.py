"""Columns of prose: where their gutters stand, and the parts of a page that they make."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.layout import Word
from extractors.pdf.rows import MIN_GUTTER, Row, crosses, mostly_figures, rows_of
from models.records import Box

MIN_COLUMN_ROWS, MIN_SHORT_ROWS = 8, 2  # of the longer column and of the shorter: fewer are taken for a table or a letterhead
GUTTER_FROM, GUTTER_TO = 0.2, 0.8  # of the text's width: where a gutter is looked for
PROSE_FILL = 0.5  # share of a column's width that the words of prose cover, spaces left out
PROTRUDES = 2.0  # points: a row over the full width that has a gap at the gutter by chance reaches further into it
MIN_ALIGNED = 0.1  # of the rows right of a gutter begin where its column begins
SOLID = 0.9  # of the font size: the least distance of two baselines in one column
TWIN_WORDS = 0.6  # of the words of two headings side by side are the same
HEADING_GAP = 1.5  # of a heading's height: the other column is empty for longer, where the heading stands over both


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The middle of a gutter, and the numbers of the first and last of the rows that keep clear of it."""

    x: float
    first: int
    last: int


def parts(rows: list[Row]) -> list[list[Row]]:
    """The parts of a page in reading order: columns, and what stands over and between them. One part where there are no columns."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows]
    beside = rows[gutter.first : gutter.last + 1]
    if not _columns(beside, gutter.x):
        return [part for part in (rows[: gutter.first], beside, rows[gutter.last + 1 :]) if part]
    found: list[list[Row]] = []
    for section, full_width in _sections(rows, gutter.x, _column_edge(beside, gutter.x)):
        left, right = _sides(section, gutter.x)
        if full_width or not (left and right and _prose(section, gutter.x)):
            found.append(section)
        else:
            found += [rows_of(left), rows_of(right)]
    return found


def _gutter(rows: Sequence[Row]) -> _Gutter | None:
    """Where the longest columns stand side by side: the place that the most consecutive rows keep clear of, with text on both sides."""
    if len(rows) < MIN_COLUMN_ROWS:
        return None
    starts, ends = [row[0].box.x0 for row in rows], [max(word.box.x1 for word in row) for row in rows]
    left, right = min(starts), max(ends)
    low, high = math.ceil(left + GUTTER_FROM * (right - left)), math.floor(left + GUTTER_TO * (right - left))
    if low > high:
        return None
    blocked = np.zeros((len(rows), high - low + 1), dtype=bool)
    for number, row in enumerate(rows):
        for word in row:
            begin, end = math.ceil(word.box.x0 - MIN_GUTTER / 2) - low, math.floor(word.box.x1 + MIN_GUTTER / 2) - low
            if end >= 0:
                blocked[number, max(begin, 0) : end + 1] = True
    places = np.arange(low, high + 1)
    before = np.maximum.accumulate(np.where(blocked, np.arange(len(rows))[:, None], -1), axis=0)  # the last row that blocks a place
    shorter = np.minimum(
        _since(before, ~blocked & (np.array(starts)[:, None] < places)), _since(before, ~blocked & (np.array(ends)[:, None] > places))
    )
    longest = shorter.max(axis=0)
    best = int(longest.max())
    if best < MIN_SHORT_ROWS:
        return None
    place = _middle_of_widest(longest == best)
    at = int(shorter[:, place].argmax())
    after = np.flatnonzero(blocked[at:, place])
    return _Gutter(float(low + place), int(before[at, place]) + 1, at + int(after[0]) - 1 if after.size else len(rows) - 1)


def _since(before: NDArray[np.intp], counted: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many rows are counted at each place since the last one that blocks it."""
    totals = np.vstack([np.zeros((1, counted.shape[1]), dtype=np.intp), np.cumsum(counted, axis=0)])
    since: NDArray[np.intp] = totals[1:] - np.take_along_axis(totals, before + 1, axis=0)
    return since


def _middle_of_widest(chosen: NDArray[np.bool_]) -> int:
    """The middle of the longest run of chosen places."""
    runs = [list(group) for is_chosen, group in groupby(range(len(chosen)), lambda place: bool(chosen[place])) if is_chosen]
    widest = max(runs, key=len)
    return widest[len(widest) // 2]


def _columns(rows: Sequence[Row], x: float) -> bool:
    """True where both sides of x are running text, not cells of a table."""
    lengths = sorted(len(rows_of(side)) for side in _sides(rows, x))
    return lengths[0] >= MIN_SHORT_ROWS and lengths[1] >= MIN_COLUMN_ROWS and _prose(rows, x)


def _prose(rows: Sequence[Row], x: float) -> bool:
    words = [word for row in rows for word in row]
    if mostly_figures(words):
        return False
    left, right = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    return all(
        side and sum(word.box.x1 - word.box.x0 for word in side) >= PROSE_FILL * width * _deep(rows_of(side))
        for side, width in zip(_sides(rows, x), (x - left, right - x), strict=True)
    )


def _deep(rows: Sequence[Row]) -> int:
    """How many rows deep some text is, where rows of columns within it stand side by side without a common baseline."""
    count, last = 0, -math.inf
    for row in rows:
        if row[0].box.bottom - last >= SOLID * row[0].size:
            count, last = count + 1, row[0].box.bottom
    return count


def _sides(rows: Sequence[Row], x: float) -> tuple[list[Word], list[Word]]:
    words = [word for row in rows for word in row]
    return [word for word in words if word.box.x1 <= x], [word for word in words if word.box.x0 >= x]


def _column_edge(rows: Sequence[Row], x: float) -> float:
    """Where the column right of a gutter begins: the leftmost place where a share of its rows begin."""
    starts = Counter(round(min(word.box.x0 for word in row if word.box.x0 >= x)) for row in rows if row[-1].box.x0 >= x)
    return min((start for start, count in starts.items() if count >= max(2, MIN_ALIGNED * starts.total())), default=x)


def _protrudes(row: Row, x: float, edge: float) -> bool:
    """True for a row over the full width that has a gap at the gutter by chance."""
    return row[0].box.x0 < x and min((word.box.x0 for word in row if word.box.x0 >= x), default=edge) < edge - PROTRUDES


def _sections(rows: list[Row], x: float, edge: float) -> Iterator[tuple[list[Row], bool]]:
    """Parts the rows into what stands over the full width (True) and beside the gutter; twin headings begin a new part."""
    full_width = _full_width(rows, x, edge)
    section: list[Row] = []
    for number, row in enumerate(rows):
        if section and (full_width[number] != full_width[number - 1] or _twin_headings(row, x)):
            yield section, full_width[number - 1]
            section = []
        section.append(row)
    yield section, full_width[-1]


def _full_width(rows: Sequence[Row], x: float, edge: float) -> list[bool]:
    """Whether each row stands over both columns: it runs over the gutter, or heads what does or what stands on both sides."""
    full = [crosses(row, x) or _protrudes(row, x, edge) for row in rows]
    right = [word.box for row, is_full in zip(rows, full, strict=True) if not is_full for word in row if word.box.x0 >= x]
    for number in reversed(range(len(rows) - 1)):
        row, below = rows[number], rows[number + 1]
        if not full[number] and _left_heading(row, x) and below[0].box.top - row[0].box.bottom <= row[0].box.bottom - row[0].box.top:
            full[number] = full[number + 1] or _twin_headings(below, x) or _stands_alone(row, right)
    return full


def _left_heading(row: Row, x: float) -> bool:
    return all(word.box.x1 <= x and (word.bold or word.text.isupper()) for word in row)


def _stands_alone(row: Row, right: Sequence[Box]) -> bool:
    """True for a heading beside which the right column is empty for longer than between two paragraphs."""
    middle = (row[0].box.top + row[0].box.bottom) / 2
    above = max((box.bottom for box in right if box.top < middle), default=None)
    below = min((box.top for box in right if box.bottom > middle), default=None)
    return above is not None and below is not None and below - above > HEADING_GAP * (row[0].box.bottom - row[0].box.top)


def _twin_headings(row: Row, x: float) -> bool:
    """True for two headings side by side that share most of their words, such as what is and what is not paid: a table begins."""
    left, right = ({word.text.lower() for word in row if (word.box.x1 <= x) == is_left} for is_left in (True, False))
    return all(word.bold for word in row) and len(left & right) >= TWIN_WORDS * max(len(left), len(right), 2)
