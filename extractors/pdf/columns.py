"""Columns of prose: where their gutters stand, and the parts of a page that they make."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.rows import MIN_GUTTER, Row, crosses, mostly_figures, rows_of

MIN_COLUMN_ROWS, MIN_SHORT_ROWS = 6, 2  # of the longer column and of the shorter: fewer are taken for a table or a letterhead
MAX_TRIED = 3  # gutters of one part of a page
GUTTER_FROM, GUTTER_TO = 0.2, 0.8  # of the text's width: where a gutter is looked for
MIN_WIDTH, MAX_WIDTH = 50.0, 5000.0  # points of text within which gutters are looked for: the broadest is a poster, or damaged
MIN_SHARE = 0.28  # of the text's width: a narrower column could hold labels
FULL_LINE, FULL_LINES = 0.7, 0.5  # of the width of a column is a full line; of its lines are full, where it is narrow or short
PROSE_FILL = 0.5  # share of a column's width that the words of prose cover, spaces left out
REACHES = 1.5  # points: a row over the full width reaches further into the gutter from both sides
WIDE_SPACE = 2.0  # of the font size: no space between two words of justified text is wider
MOST_ENDED = 0.9  # of the rows left of a gutter end before its left edge
MIN_ALIGNED = 0.1  # of the rows right of a gutter begin at its right edge
SOLID = 0.9  # of the font size: the least distance of two baselines in one column
BY_CHANCE = 1.5  # times the usual space between two words: gutters are wider
TWIN_WORDS = 0.6  # of the words of two headings side by side are the same
HEADING_GAP = 1.5  # of a heading's height: the other column is empty for longer, where the heading stands over both
HEADING_OVER_TABLE = 2.0  # of its height: the most between it and the head of the table that it names, within whose frame there is space
HEADING_SPACE = 0.3  # of its height above a heading
LEVEL = 0.5  # of its height: columns begin level below a heading
LARGER = 0.6  # points: a heading in larger type


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The middle of a gutter, and the numbers of the first and last of the rows that keep clear of it."""

    x: float
    first: int
    last: int

    def beside(self, rows: list[Row]) -> list[Row]:
        return rows[self.first : self.last + 1]


def parts(rows: list[Row]) -> list[list[Row]]:
    """The parts of a page in reading order: columns, and what stands over and between them. One part where there are no columns."""
    gutters = _gutters(rows)
    if not gutters:
        return [rows]
    gutter = next((gutter for gutter in gutters if _columns(gutter.beside(rows), gutter.x)), None)
    if gutter is None:  # the longest is a table's: columns may stand above or below
        first, last = gutters[0].first, gutters[0].last + 1
        return [part for part in (rows[:first], rows[first:last], rows[last:]) if part]
    beside = gutter.beside(rows)
    found: list[list[Row]] = []
    for section, full_width in _sections(rows, gutter.x, _facing_edges(beside, gutter.x)):
        left, right = _sides(section, gutter.x)
        if full_width or not (left and right and _prose(section, gutter.x)):
            found.append(section)
        else:
            found += [rows_of(word for row in side for word in row) for side in (left, right)]
    return found


def _gutters(rows: Sequence[Row]) -> list[_Gutter]:
    """Where columns may stand side by side, the longest first: the places that the most consecutive rows keep clear of, between texts."""
    if len(rows) < MIN_COLUMN_ROWS:
        return []
    starts, ends = [row[0].box.x0 for row in rows], [max(word.box.x1 for word in row) for row in rows]
    left, right = min(starts), max(ends)
    if not MIN_WIDTH < right - left < MAX_WIDTH:
        return []
    low, high = math.ceil(left + GUTTER_FROM * (right - left)), math.floor(left + GUTTER_TO * (right - left))
    blocked = _blocked(rows, low, high)
    places = np.arange(low, high + 1)
    before = np.maximum.accumulate(np.where(blocked, np.arange(len(rows))[:, None], -1), axis=0)  # the last row that blocks a place
    shorter = np.minimum(
        _since(before, ~blocked & (np.array(starts)[:, None] < places)), _since(before, ~blocked & (np.array(ends)[:, None] > places))
    )
    longest = shorter.max(axis=0)
    found: list[_Gutter] = []
    while len(found) < MAX_TRIED and longest.max() >= MIN_SHORT_ROWS:
        run = _widest(longest == longest.max())
        place = run[len(run) // 2]
        at = int(shorter[:, place].argmax())
        after = np.flatnonzero(blocked[at:, place])
        found.append(_Gutter(float(low + place), int(before[at, place]) + 1, at + int(after[0]) - 1 if after.size else len(rows) - 1))
        longest[_around(longest, place)] = 0
    return found


def _blocked(rows: Sequence[Row], low: int, high: int) -> NDArray[np.bool_]:
    """Whether a word of each row stands nearer than half a gutter to each place from `low` to `high`."""
    boxes = np.nan_to_num([(number, word.box.x0, word.box.x1) for number, row in enumerate(rows) for word in row])
    begin = np.ceil(boxes[:, 1] - MIN_GUTTER / 2 - low).astype(int).clip(0, high - low + 1)
    end = np.floor(boxes[:, 2] + MIN_GUTTER / 2 - low).astype(int).clip(-1, high - low) + 1
    steps = np.zeros((len(rows), high - low + 2), dtype=int)
    np.add.at(steps, (boxes[:, 0].astype(int), begin), 1)
    np.add.at(steps, (boxes[:, 0].astype(int), end), -1)
    return np.cumsum(steps, axis=1)[:, :-1] > 0


def _since(before: NDArray[np.intp], counted: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many rows are counted at each place since the last one that blocks it."""
    totals = np.vstack([np.zeros((1, counted.shape[1]), dtype=np.intp), np.cumsum(counted, axis=0)])
    since: NDArray[np.intp] = totals[1:] - np.take_along_axis(totals, before + 1, axis=0)
    return since


def _widest(chosen: NDArray[np.bool_]) -> list[int]:
    """The longest run of chosen places."""
    runs = [list(group) for is_chosen, group in groupby(range(len(chosen)), lambda place: bool(chosen[place])) if is_chosen]
    return max(runs, key=len)


def _around(longest: NDArray[np.intp], place: int) -> slice:
    """The places around one that are in the same gutter: up to where no rows keep clear."""
    none = np.flatnonzero(longest < MIN_SHORT_ROWS)
    after = int(np.searchsorted(none, place))
    return slice(int(none[after - 1]) + 1 if after else 0, int(none[after]) if after < len(none) else len(longest))


def _columns(rows: Sequence[Row], x: float) -> bool:
    """True where both sides of x are running text, not cells of a table: a short or narrow one must have full lines, too."""
    sides = _sides(rows, x)
    shorter, longer = sorted(map(len, sides))
    labelled = any(all(word.bold for row in side for word in row) for side in sides)
    if shorter < MIN_SHORT_ROWS or longer < MIN_COLUMN_ROWS or labelled or not _prose(rows, x):
        return False
    left, right = min(row[0].box.x0 for row in rows), max(word.box.x1 for row in rows for word in row)
    alike = shorter >= MIN_COLUMN_ROWS and MIN_SHARE <= (x - left) / (right - left) <= 1 - MIN_SHARE
    return _parted_by_more_than_spaces(rows, x) and (alike or all(map(_full_lines, sides)))


def _parted_by_more_than_spaces(rows: Sequence[Row], x: float) -> bool:
    """False where the gap at x is as wide as the spaces between words: in type of one width they stand below each other by chance."""
    spaces = [after.box.x0 - before.box.x1 for row in rows for before, after in pairwise(row) if not before.box.x1 <= x <= after.box.x0]
    gaps = [after.box.x0 - before.box.x1 for row in rows for before, after in pairwise(row) if before.box.x1 <= x <= after.box.x0]
    return not spaces or not gaps or median(gaps) >= BY_CHANCE * median(spaces)


def _full_lines(rows: Sequence[Row]) -> bool:
    """True where most lines run up to the right edge, as those of paragraphs do and those of labels do not."""
    left, right = min(row[0].box.x0 for row in rows), max(row[-1].box.x1 for row in rows)
    return sum(row[-1].box.x1 >= left + FULL_LINE * (right - left) for row in rows) >= FULL_LINES * len(rows)


def _prose(rows: Sequence[Row], x: float) -> bool:
    words = [word for row in rows for word in row]
    if mostly_figures(words):
        return False
    left, right = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
    return all(
        sum(word.box.x1 - word.box.x0 for row in side for word in row) >= PROSE_FILL * width * max(_deep(side), 1)
        for side, width in zip(_sides(rows, x), (x - left, right - x), strict=True)
    )


def _deep(rows: Sequence[Row]) -> int:
    """How many rows deep some text is, where rows of columns within it stand side by side without a common baseline."""
    count, last = 0, -math.inf
    for row in rows:
        if row[0].box.bottom - last >= SOLID * row[0].size:
            count, last = count + 1, row[0].box.bottom
    return count


def _sides(rows: Sequence[Row], x: float) -> tuple[list[Row], list[Row]]:
    """What stands left and right of x of the rows that do not cross it: each word on one side, wherever a damaged box ends."""
    left = ([word for word in row if word.box.x1 <= x] for row in rows)
    right = ([word for word in row if not word.box.x1 <= x] for row in rows)
    return [row for row in left if row], [row for row in right if row]


def _facing_edges(rows: Sequence[Row], x: float) -> tuple[float, float]:
    """Where most of the rows left of a gutter have ended, and the leftmost place where some rows right of it begin."""
    left, right = _sides(rows, x)
    ends = sorted(row[-1].box.x1 for row in left)
    starts = Counter(round(row[0].box.x0) for row in right)
    begun = (start for start, count in starts.items() if count >= max(2, MIN_ALIGNED * starts.total()))
    return ends[int(MOST_ENDED * (len(ends) - 1))], min(begun, default=x)


def _sections(rows: list[Row], x: float, edges: tuple[float, float]) -> Iterator[tuple[list[Row], bool]]:
    """Parts the rows into what stands over the full width (True) and beside the gutter; twin headings begin a new part."""
    full_width = _full_width(rows, x, edges)
    section: list[Row] = []
    for number, row in enumerate(rows):
        if section and (full_width[number] != full_width[number - 1] or _twin_headings(row, x)):
            yield section, full_width[number - 1]
            section = []
        section.append(row)
    yield section, full_width[-1]


def _full_width(rows: Sequence[Row], x: float, edges: tuple[float, float]) -> list[bool]:
    """Whether each row stands over both columns: it runs over the gutter, or heads what does or what stands on both sides."""
    full = [crosses(row, x) or _gap_by_chance(row, x, edges) for row in rows]
    left, right = _sides([row for row, is_full in zip(rows, full, strict=True) if not is_full], x)
    below = len(rows)  # the next row that has words left of the gutter
    for number in reversed(range(len(rows))):
        row = rows[number]
        if row[0].box.x0 >= x:
            continue
        if below < len(rows) and not full[number] and _left_heading(row, x):
            gap, height = _gap(row, rows[below]), max(_height(row), row[0].size)
            over_table = gap <= HEADING_OVER_TABLE * height and _twin_headings(rows[below], x)
            full[number] = over_table or (gap <= height and (full[below] or _stands_alone(row, rows[below], left, right)))
        below = number
    return full


def _gap_by_chance(row: Row, x: float, edges: tuple[float, float]) -> bool:
    """True for a row over the full width with a wide space at the gutter, into which it reaches from both sides."""
    left = max((word.box.x1 for word in row if word.box.x1 <= x), default=0.0)
    right = min((word.box.x0 for word in row if word.box.x0 >= x), default=math.inf)
    return left > edges[0] + REACHES and right < edges[1] - REACHES and right - left < WIDE_SPACE * row[0].size


def _left_heading(row: Row, x: float) -> bool:
    return all(word.box.x1 <= x and (word.bold or word.text.isupper()) for word in row)


def _stands_alone(row: Row, below: Row, left: Sequence[Row], right: Sequence[Row]) -> bool:
    """True for a heading, larger than the text or apart from it, beside which the right column is empty.

    The right column has text above, and goes on level with the left below.
    """
    height = max(_height(row), row[0].size)
    middle = (row[0].box.top + row[0].box.bottom) / 2
    apart = row[0].box.top - max((other[0].box.bottom for other in left if other[0].box.bottom < middle), default=-math.inf)
    ended = max((other[0].box.bottom for other in right if other[0].box.top < middle), default=math.inf)
    begun = min((other[0].box.top for other in right if other[0].box.bottom > middle), default=-math.inf)
    return (
        (apart > HEADING_SPACE * height or row[0].size > below[0].size + LARGER)
        and abs(begun - below[0].box.top) < LEVEL * height
        and begun - ended > HEADING_GAP * height
    )


def _gap(row: Row, below: Row) -> float:
    return below[0].box.top - row[0].box.bottom


def _height(row: Row) -> float:
    return row[0].box.bottom - row[0].box.top


def _twin_headings(row: Row, x: float) -> bool:
    """True for two headings side by side that share most of their words, such as what is and what is not paid: a table begins."""
    left, right = ({word.text.lower() for word in row if (word.box.x1 <= x) == is_left} for is_left in (True, False))
    return all(word.bold for word in row) and len(left & right) >= TWIN_WORDS * max(len(left), len(right), 2)
