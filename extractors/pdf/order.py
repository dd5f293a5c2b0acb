"""Words of a page -> lines in reading order: rows, columns of prose, labels in the margin.

Rows of a table stay whole (label, limit and retention share a line); columns of prose are read one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from extractors.pdf.layout import Line, Word

MIN_COLUMN_ROWS = 8  # fewer rows side by side are taken for a table or a letterhead
MIN_GUTTER = 7.0  # points
GUTTER_FROM, GUTTER_TO = 0.28, 0.72  # of the text's width: where the gutter of two columns is looked for
MAX_FULL_WIDTH = 0.5  # of the rows may run over both columns
TWIN_WORDS = 0.6  # of the words of two headings side by side are the same
PROSE_FILL = 0.5  # share of a column's width that the words of prose cover, spaces left out
NUMBERS_IN_PROSE = 0.12  # more figures than this share of the words: a table
LABELLED_WORDS = 5  # words that a row of text beside labels has on average at least: fewer are the cells of a table
MIN_ALIGNED = 3  # rows of the text that begin at one x
SAME_SIZE = 0.6  # points: labels differ by less in size
LABEL_FROM, LABEL_WIDTH = 0.12, 0.34  # of the text's width: where the text beside margin labels begins
MIN_LABELLED_ROWS = 14
LABEL_ROWS = 0.6  # labels stand beside at most this share of the rows

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
    edge = _label_edge(rows)
    if edge is not None:
        return _labels_first(rows, edge)
    gutter = _column_gutter(rows)
    return _by_columns(rows, gutter) if gutter is not None else rows


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
    if not words or _mostly_figures(words):
        return False
    for side, width in (([w for w in words if w.box.x1 <= x], x - left), ([w for w in words if w.box.x0 >= x], right - x)):
        side_rows = _rows(side)
        covered = sum(word.box.x1 - word.box.x0 for word in side)
        if len(side_rows) < MIN_COLUMN_ROWS or covered < PROSE_FILL * width * len(side_rows):
            return False
    return True


def _mostly_figures(words: Sequence[Word]) -> bool:
    return sum(any(char.isdigit() for char in word.text) for word in words) > NUMBERS_IN_PROSE * len(words)


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
        crosses = _crosses(row, x)
        if crosses or _twin_headings(row, x):
            above = _headings_at_end(band, x)
            del band[len(band) - len(above) :]
            flush()
            ordered.extend(above)
        (ordered if crosses else band).append(row)
    flush()
    return ordered


def _twin_headings(row: Row, x: float) -> bool:
    """True for two headings side by side that share most of their words, such as what is and what is not paid: a table begins."""
    left, right = ({word.text.lower() for word in row if (word.box.x1 <= x) == is_left} for is_left in (True, False))
    return all(word.bold for word in row) and len(left & right) >= TWIN_WORDS * max(len(left), len(right), 2)


def _headings_at_end(band: list[Row], x: float) -> list[Row]:
    """The bold rows with nothing beside them at the end of a band: they head what follows over both columns."""
    at = len(band)
    while at and all(word.bold and word.box.x1 <= x for word in band[at - 1]):
        at -= 1
    return band[at:]


def _label_edge(rows: list[Row]) -> float | None:
    """Where running text begins beside labels that stand in the left margin, or None."""
    if len(rows) < MIN_LABELLED_ROWS:
        return None
    left = min(row[0].box.x0 for row in rows)
    width = max(row[-1].box.x1 for row in rows) - left
    starts = [word.box.x0 for row in rows for word in _after_gaps(row) if LABEL_FROM * width < word.box.x0 - left <= LABEL_WIDTH * width]
    usual = [x for x in starts if sum(abs(other - x) < 1 for other in starts) >= MIN_ALIGNED]
    if not usual:
        return None
    edge = min(usual) - 2.0
    beside = [row for row in rows if not _across(row, edge)]
    labelled = [row for row in beside if row[0].box.x1 <= edge]
    text = [row for row in beside if row[-1].box.x0 >= edge]
    if len(beside) < MAX_FULL_WIDTH * len(rows) or len(text) < max(MIN_COLUMN_ROWS, 0.6 * len(beside)):
        return None
    words = [word for row in text for word in row if word.box.x0 >= edge]
    if _mostly_figures(words) or len(words) < LABELLED_WORDS * len(text):
        return None
    named = sum(any(word.bold and word.text.isalpha() for word in row if word.box.x1 <= edge) for row in labelled)
    return edge if labelled and len(labelled) <= LABEL_ROWS * len(beside) and named >= len(labelled) / 2 else None


def _across(row: Row, edge: float) -> bool:
    """True for a row that runs over the edge, or stands left of it without being a label."""
    return _crosses(row, edge) or not all(
        word.bold or word.text.isupper() or not word.text[0].isalpha() for word in row if word.box.x1 <= edge
    )


def _after_gaps(row: Row) -> Iterator[Word]:
    """The words of a row before which something could end: the first, and those behind a gap."""
    yield row[0]
    yield from (after for before, after in pairwise(row) if after.box.x0 - before.box.x1 >= MIN_GUTTER)


def _labels_first(rows: list[Row], edge: float) -> list[Row]:
    """Each label as a row of its own before the text that it stands beside."""
    ordered: list[Row] = []
    waiting: list[Row] = []  # text beside the label that is being read
    label: Row = []

    def flush() -> None:
        ordered.extend([label.copy(), *waiting] if label else waiting)
        label.clear()
        waiting.clear()

    for row in rows:
        if _across(row, edge):
            flush()
            ordered.append(row)
            continue
        beside = [word for word in row if word.box.x1 <= edge]
        text = [word for word in row if word.box.x0 >= edge]
        if label and _apart(label, beside or text):
            flush()
        label.extend(beside)
        if text:
            (waiting if label else ordered).append(text)
    flush()
    return ordered


def _apart(label: Row, row: Row) -> bool:
    """True where a row stands more than a line below a label, or in other type."""
    last = label[-1]
    return row[0].box.top - last.box.bottom > last.size or (row[0].bold and abs(row[0].size - last.size) > SAME_SIZE)
