"""Words of a page -> lines in reading order: rows, columns of prose, labels in the margin.

Rows of a table stay whole (label, limit and retention share a line); columns of prose are read one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate

from extractors.pdf.layout import Line, Word, union

MIN_COLUMN_ROWS = 8  # fewer rows side by side are taken for a table or a letterhead
MIN_GUTTER = 7.0  # points
GUTTER_FROM, GUTTER_TO = 0.28, 0.72  # of the text's width: where the gutter of two columns is looked for
MAX_FULL_WIDTH = 0.5  # of the rows may run over both columns
PROSE_FILL = 0.5  # share of a column's width that the words of prose cover, spaces left out
NUMBERS_IN_PROSE = 0.12  # more figures than this share of the words: a table
LABEL_WIDTH = 0.34  # of the page: widest margin label
MIN_LABELLED_ROWS = 14
LABEL_ROWS = 0.4  # labels stand beside at most this share of the rows

Row = list[Word]


def reading_order(words: Sequence[Word]) -> tuple[Line, ...]:
    """Lines of one page from top to bottom, column by column."""
    return tuple(Line(tuple(row)) for row in _ordered(_rows(words)))


def _rows(words: Iterable[Word]) -> list[Row]:
    """Words that share a baseline, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if rows and any(other.box.top <= middle <= other.box.bottom and _overlap(other, word) > 0.5 for other in rows[-1][-3:]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box.x0) for row in rows]


def _overlap(a: Word, b: Word) -> float:
    """Vertical overlap as a share of the lower of both words."""
    shared = min(a.box.bottom, b.box.bottom) - max(a.box.top, b.box.top)
    return shared / max(min(a.box.bottom - a.box.top, b.box.bottom - b.box.top), 0.1)


def _ordered(rows: list[Row]) -> list[Row]:
    gutter = _column_gutter(rows)
    if gutter is not None:
        return _by_columns(rows, gutter)
    edge = _label_edge(rows)
    return _labels_first(rows, edge) if edge is not None else rows


def _column_gutter(rows: list[Row]) -> float | None:
    """The x between two columns of prose, or None."""
    words = [word for row in rows for word in row]
    if len(words) < MIN_COLUMN_ROWS:
        return None
    left = min(word.box.x0 for word in words)
    right = max(word.box.x1 for word in words)
    x = _clearest(words, left + GUTTER_FROM * (right - left), left + GUTTER_TO * (right - left))
    if x is None or sum(_crosses(row, x) for row in rows) > MAX_FULL_WIDTH * len(rows):
        return None
    beside = [row for row in rows if not _crosses(row, x)]
    return x if _prose(beside, x, left, right) else None


def _clearest(words: Sequence[Word], low: float, high: float) -> float | None:
    """The middle of the widest strip between `low` and `high` that the fewest words touch."""
    first, last = math.ceil(low), math.floor(high)
    if first > last:
        return None
    starts = [0] * (last - first + 2)  # what touches a strip begins to do so here, and ends there
    for word in words:
        begin, end = math.ceil(word.box.x0 - MIN_GUTTER / 2), math.floor(word.box.x1 + MIN_GUTTER / 2)
        if begin <= last and end >= first:
            starts[max(begin, first) - first] += 1
            starts[min(end, last) + 1 - first] -= 1
    touched = list(accumulate(starts))[:-1]
    fewest = min(touched)
    runs: list[list[int]] = [[]]
    for x, count in enumerate(touched, first):
        if count == fewest:
            runs[-1].append(x)
        elif runs[-1]:
            runs.append([])
    widest = max(runs, key=len)
    return float(widest[len(widest) // 2])


def _crosses(row: Row, x: float) -> bool:
    return any(word.box.x0 < x < word.box.x1 for word in row) or _gap_at(row, x) < MIN_GUTTER


def _gap_at(row: Row, x: float) -> float:
    before = max((word.box.x1 for word in row if word.box.x1 <= x), default=None)
    after = min((word.box.x0 for word in row if word.box.x0 >= x), default=None)
    return MIN_GUTTER if before is None or after is None else after - before


def _prose(rows: list[Row], x: float, left: float, right: float) -> bool:
    """True where both sides of x are running text, not cells of a table."""
    words = [word for row in rows for word in row]
    if not words or sum(any(char.isdigit() for char in word.text) for word in words) > NUMBERS_IN_PROSE * len(words):
        return False
    for side, width in (([w for w in words if w.box.x1 <= x], x - left), ([w for w in words if w.box.x0 >= x], right - x)):
        side_rows = _rows(side)
        covered = sum(word.box.x1 - word.box.x0 for word in side)
        if len(side_rows) < MIN_COLUMN_ROWS or covered < PROSE_FILL * width * len(side_rows):
            return False
    return True


def _by_columns(rows: list[Row], x: float) -> list[Row]:
    """Bands of column text between rows that run over the full width: left column, then right."""
    ordered: list[Row] = []
    band: list[Row] = []

    def flush() -> None:
        for side in ([w for row in band for w in row if w.box.x1 <= x], [w for row in band for w in row if w.box.x0 >= x]):
            if side:
                ordered.extend(_ordered(_rows(side)))
        band.clear()

    for row in rows:
        if _crosses(row, x):
            flush()
            ordered.append(row)
        else:
            band.append(row)
    flush()
    return ordered


def _label_edge(rows: list[Row]) -> float | None:
    """Where running text begins beside labels that stand in the left margin, or None."""
    if len(rows) < MIN_LABELLED_ROWS:
        return None
    left = min(row[0].box.x0 for row in rows)
    right = max(row[-1].box.x1 for row in rows)
    starts = sorted(row[0].box.x0 for row in rows)
    edge = next((x for x in starts if x - left > 0.12 * (right - left)), None)
    if edge is None or edge - left > LABEL_WIDTH * (right - left):
        return None
    edge -= 2.0
    labelled = [row for row in rows if row[0].box.x1 <= edge]
    text = [row for row in rows if row[-1].box.x0 >= edge]
    if not labelled or len(labelled) > LABEL_ROWS * len(rows) or len(text) < 0.6 * len(rows):
        return None
    labels = [word for row in labelled for word in row if word.box.x1 <= edge]
    if not all(word.bold or word.text.isupper() or not word.text[0].isalpha() for word in labels):
        return None
    return edge if not any(word.box.x0 < edge < word.box.x1 for row in labelled for word in row) else None


def _labels_first(rows: list[Row], edge: float) -> list[Row]:
    """Each label as a block of its own before the text that it stands beside."""
    ordered: list[Row] = []
    waiting: list[Row] = []  # text beside the label that is being read
    label: list[Row] = []
    for row in rows:
        beside = [word for word in row if word.box.x1 <= edge]
        text = [word for word in row if word.box.x0 >= edge]
        if beside and label and beside[0].box.top - union(w.box for w in label[-1]).bottom > label[-1][0].size:
            ordered += label + waiting
            label, waiting = [], []
        if beside:
            label.append(beside)
        if text:
            (waiting if label else ordered).append(text)
        if not beside and label and text and text[0].box.top - label[-1][0].box.bottom > label[-1][0].size:
            ordered += label + waiting
            label, waiting = [], []
    return ordered + label + waiting
