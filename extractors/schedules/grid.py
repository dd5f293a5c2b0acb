"""Words of a page -> rows of cells: ruled tables as they are drawn, everything else by the gaps between words.

Panels that stand side by side are read one after the other, wrapped cells are joined, leaders of dots part a label from its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.pdf import Page, Table, Word

GAP = 0.75  # of the font size: a wider gap between words parts cells
COLUMN_REPEATS = 3  # this many cells that begin at one x make a column
SURE_GAP = 1.3  # of the font size: so wide a gap parts cells in justified text too
JUSTIFIED = 1.6  # times the narrowest gap of a line is no cell's end
WIDER = 1.4  # times the usual gap between words: at a column such a gap parts cells too
SNAP = 1.5  # points within which cells begin at the same x
TIGHT = 0.88  # a wrapped line stands closer than this share of the distance between rows
WRAP = 1.75  # of the font size: lines of one cell are at most this far apart
MIN_PANEL_ROWS = 10
LONG_CELL = 600  # characters: a table with such a cell is a frame around text
LEADER = re.compile(r"^[._·…‥-]{3,}$")
OPEN_END = re.compile(r"(?:[,&:/(-]|\b(?:and|or|of|for|each|any|USD|GBP|EUR))$")
MARKER = re.compile(r"^(?:[•●▪◦*☐☒☑✓✔✗✘–-]|[A-Z]\.|\(?[a-z0-9]{1,2}[.)])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """`x0` and `x1` are the cell's frame where it is ruled, else the extent of its words. `leader`: the dots that lead to the next cell."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    ruled: bool = False
    leader: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right. `block` numbers what belongs together: a ruled table, or the lines of one panel between two.

    `option` is the option under whose heading the row stands, "" where there is none.
    """

    page: int
    block: int
    cells: tuple[Cell, ...]
    ruled: bool = False
    option: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, leaders of dots too, as they follow each other on the page."""
        return tuple(word for cell in self.cells for word in (*cell.words, *cell.leader))

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def top(self) -> float:
        return min((word.box.top for word in self.words), default=0.0)

    @property
    def bottom(self) -> float:
        return max((word.box.bottom for word in self.words), default=0.0)


def page_rows(page: Page) -> list[Row]:
    """All rows of a page in reading order."""
    words = [word for line in page.text for word in line.words]
    tables = [table for table in page.tables if _holds_rows(table)]
    rows: list[Row] = []
    block = 0
    for panel in _panels(words):
        inside = [_table_rows(page.number, table, panel) for table in tables]
        free = [word for word in panel if not any(_within(word, table) for table in tables)]
        edges = sorted(found[0].top for found in inside if found)
        for band in _bands(free, edges):
            rows += _free_rows(page.number, block, band)
            block += 1
            table_rows = next((found for found in inside if found and found[0].top == edges[0]), []) if edges else []
            rows += [Row(row.page, block, row.cells, row.ruled) for row in table_rows]
            block += 1
            edges = edges[1:]
    return rows


def _holds_rows(table: Table) -> bool:
    return any(cell.column > 0 for cell in table.cells) and all(len(cell.text) <= LONG_CELL for cell in table.cells)


def _within(word: Word, table: Table) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    return table.box.x0 <= x <= table.box.x1 and table.box.top <= y <= table.box.bottom


def _table_rows(page: int, table: Table, words: Sequence[Word]) -> list[Row]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        inside = [w for w in words if cell.box.x0 <= (w.box.x0 + w.box.x1) / 2 < cell.box.x1]
        inside = [w for w in inside if cell.box.top <= (w.box.top + w.box.bottom) / 2 < cell.box.bottom]
        by_row.setdefault(cell.row, []).append(Cell(tuple(inside), cell.box.x0, cell.box.x1, True))
    rows = (Row(page, 0, tuple(sorted(cells, key=lambda cell: cell.x0)), True) for _, cells in sorted(by_row.items()))
    return [row for row in rows if row.words]


def _bands(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words above the first table, between the tables, below the last."""
    limits = [float("-inf"), *edges, float("inf")]
    return [[word for word in words if low <= word.box.top < high] for low, high in pairwise(limits)]


def _panels(words: Sequence[Word]) -> list[list[Word]]:
    """Words parted at a gutter where two schedules stand side by side; what runs over the full width comes first."""
    gutter = _gutter(words)
    if gutter is None:
        return [list(words)]
    lines = _baselines(words)
    crossing = {id(w) for line in lines if any(word.box.x0 < gutter < word.box.x1 for word in line) for w in line}
    full = [w for w in words if id(w) in crossing]
    left = [w for w in words if id(w) not in crossing and w.box.x1 <= gutter]
    right = [w for w in words if id(w) not in crossing and w.box.x0 >= gutter]
    return [panel for panel in (full, left, right) if panel]


def _gutter(words: Sequence[Word]) -> float | None:
    """The x between two panels whose lines do not share their baselines, or None."""
    lines = _baselines(words)
    if not lines:
        return None
    left, right = min(w.box.x0 for w in words), max(w.box.x1 for w in words)
    starts = {round(cell[0].box.x0) for line in lines for cell in _split(line)}
    best: tuple[int, float] | None = None
    for x in sorted(starts):
        edge = x - 2.0
        if not left + 0.3 * (right - left) < edge < left + 0.7 * (right - left):
            continue
        crossing = sum(any(w.box.x0 < edge < w.box.x1 for w in line) for line in lines)
        before = [line for line in lines if any(w.box.x1 <= edge for w in line)]
        after = [line for line in lines if any(w.box.x0 >= edge for w in line)]
        shared = sum(any(w.box.x1 <= edge for w in line) and any(w.box.x0 >= edge for w in line) for line in lines)
        smaller = min(len(before), len(after))
        if smaller >= MIN_PANEL_ROWS and crossing <= 0.1 * len(lines) and shared < 0.5 * smaller and (best is None or crossing < best[0]):
            best = (crossing, edge)
    return best[1] if best else None


def _baselines(words: Iterable[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (round(w.box.bottom, 1), w.box.x0)):
        if lines and abs(lines[-1][0].box.bottom - word.box.bottom) <= 0.3 * max(word.size, 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.x0) for line in lines]


def _free_rows(page: int, block: int, words: Sequence[Word]) -> list[Row]:
    lines = _baselines(words)
    columns = _columns(lines)
    gaps = [(b.box.x0 - a.box.x1) / max(a.size, 1.0) for line in lines for a, b in pairwise(line)]
    spaces = [gap for gap in gaps if gap < SURE_GAP]
    narrow = min(WIDER * median(spaces), GAP) if spaces else GAP
    merged = _joined([[_cell(part) for part in _split(line, columns, narrow)] for line in lines])
    rows = (Row(page, block, tuple(cells)) for cells in merged)
    return [row for row in rows if row.words]


def _columns(lines: Sequence[list[Word]]) -> list[float]:
    """Where cells begin again and again: there a narrow gap parts cells too."""
    starts = sorted(part[0].box.x0 for line in lines for part in _split(line)[1:])
    columns, run = [], starts[:1]
    for x in starts[1:]:
        if x - run[-1] <= SNAP:
            run.append(x)
            continue
        columns += run[:1] if len(run) >= COLUMN_REPEATS else []
        run = [x]
    return columns + (run[:1] if len(run) >= COLUMN_REPEATS else [])


def _split(line: Sequence[Word], columns: Sequence[float] = (), narrow: float = GAP) -> list[list[Word]]:
    """Cells of one line. At one of `columns` a gap of `narrow` times the font size parts cells; in justified text every gap is wide."""
    gaps = [(b.box.x0 - a.box.x1) / max(a.size, 1.0) for a, b in pairwise(line)]
    wide = min(max(GAP, JUSTIFIED * min(gaps)), SURE_GAP) if len(gaps) > 3 else GAP
    parts: list[list[Word]] = []
    parted = True
    for word in line:
        if LEADER.match(word.text):
            if parts:
                parts[-1].append(word)
            parted = True
            continue
        if parts and not parted:
            gap = (word.box.x0 - parts[-1][-1].box.x1) / max(word.size, 1.0)
            at_column = any(abs(word.box.x0 - x) <= SNAP for x in columns)
            parted = gap > (narrow if at_column else wide) and not _is_marker(parts[-1])
        if parted:
            parts.append([word])
        else:
            parts[-1].append(word)
        parted = False
    return parts


def _is_marker(part: Sequence[Word]) -> bool:
    """A bullet, letter or tick box belongs to the text that follows it."""
    return len(part) == 1 and bool(MARKER.match(part[0].text))


def _cell(part: Sequence[Word]) -> Cell:
    words = tuple(word for word in part if not LEADER.match(word.text))
    return Cell(words, words[0].box.x0, words[-1].box.x1, leader=tuple(part[len(words) :]))


def _joined(lines: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Lines that wrap within their cells joined to rows."""
    rows: list[list[Cell]] = []
    for number, cells in enumerate(lines):
        if not cells:
            continue
        if rows and _continues(rows[-1], cells, lines[number + 1] if number + 1 < len(lines) else []):
            rows[-1] = _merge(rows[-1], cells)
        else:
            rows.append(cells)
    return rows


def _continues(row: Sequence[Cell], cells: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """True where `cells` is one more line of the cells of `row`."""
    above, below = _last(row), cells[0].words[0]
    pitch = below.box.bottom - above.box.bottom
    if pitch > WRAP * max(below.size, above.size) or len(cells) > len(row) or not all(_column_of(row, cell) is not None for cell in cells):
        return False
    if pitch < 0.75 * below.size:  # cells centred against each other overlap
        return len(row) > 1 or len(cells) == 1
    if len(row) == 1:
        return False
    next_pitch = following[0].words[0].box.bottom - below.box.bottom if following else float("inf")
    first = _column_of(row, cells[0]) == 0
    if not first:
        return True
    if len(cells) == 1:
        return bool(OPEN_END.search(row[0].text)) or pitch < TIGHT * next_pitch
    return all(OPEN_END.search(row[index].text) for index in (_column_of(row, cell) for cell in cells[1:]) if index is not None)


def _last(row: Sequence[Cell]) -> Word:
    return max((word for cell in row for word in cell.words), key=lambda word: word.box.bottom)


def _column_of(row: Sequence[Cell], cell: Cell) -> int | None:
    """Number of the cell of `row` under which `cell` stands."""
    for index, above in enumerate(row):
        limit = row[index + 1].x0 if index + 1 < len(row) else float("inf")
        aligned = abs(above.x0 - cell.x0) <= 3 * SNAP or (above.x0 <= (cell.x0 + cell.x1) / 2 <= above.x1)
        if aligned and cell.x0 < limit - SNAP:
            return index
    return None


def _merge(row: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    merged = list(row)
    for cell in cells:
        index = _column_of(row, cell)
        if index is not None:
            old = merged[index]
            merged[index] = Cell(old.words + cell.words, min(old.x0, cell.x0), max(old.x1, cell.x1), leader=old.leader + cell.leader)
    return merged
