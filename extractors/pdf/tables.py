"""Tables of a document. Ruled ones by pdfplumber, which finds the cells that rules enclose; the words in them are our own.

What stands in no ruled table is read by how its words line up (aligned.py); parts of a table on following pages are joined (joined.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.aligned import aligned_tables
from extractors.pdf.joined import joined
from extractors.pdf.layout import Page, PdfText, Table, TableCell, Word
from extractors.pdf.opening import fitting_password
from extractors.pdf.parts import baselines, panels
from extractors.pdf.rules import MIN_CELLS, SNAP, Rule, Rules, measured
from extractors.pdf.table_rows import LEADING
from extractors.pdf.ticks import with_ticks
from models.records import Box

MAX_RULES = 600  # a page with more is a drawing
SLIVER = 4.0  # points: narrower cells are the space between double rules
LONG_CELL = 600  # characters: a table with such a cell is a frame around text
STACKED = 1.5  # rows: the heading of a section between two parts of a table is at most so high


def with_tables(path: Path, pdf: PdfText, options: ReadOptions = AS_IT_IS) -> PdfText:
    """The document with its tables and its check boxes. Only pages with rules are measured, for it takes long."""
    ruled = [page for page in pdf.pages if page.ruled]
    return read_tables(pdf, measured(path, fitting_password(path, options.passwords), ruled) if ruled else {})


def read_tables(pdf: PdfText, drawn: Mapping[int, Rules]) -> PdfText:
    """The document with its tables and its check boxes; `drawn` has what is drawn on its pages, by page number."""
    pages = tuple(with_ticks(page, drawn[page.number].ticks if page.number in drawn else ()) for page in pdf.pages)
    tables = [_page_tables(page, drawn.get(page.number, Rules())) for page in pages]
    return replace(pdf, pages=pages, tables=joined(pages, tables))


def _page_tables(page: Page, rules: Rules) -> list[Table]:
    """The tables of a page from top to bottom, panel by panel."""
    words = [word for line in page.lines for word in line.words]
    found = []
    enclosed: set[Word] = set()
    for grid in sorted(_grids(rules), key=_area):  # a grid may stand in a frame of another
        table = _ruled_table(page.number, grid, [word for word in words if word not in enclosed])
        if table is not None:
            found.append(table)
            enclosed |= {word for cell in table.cells for word in cell.words}
    tables: list[Table] = []
    for panel in map(frozenset, panels(words)):
        free = [word for word in words if word in panel and word not in enclosed]
        inside = [table for table in found if table not in tables and any(word in panel for cell in table.cells for word in cell.words)]
        edges = sorted(_top(table) for table in inside)
        aligned = [table for band in _bands(free, edges) for table in aligned_tables(page.number, band, rules)]
        tables += sorted([*inside, *aligned], key=_top)
    return tables


def _area(grid: Rules) -> float:
    box = _extent(grid)
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _top(table: Table) -> float:
    return min(cell.box.top for cell in table.cells)


def _bands(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words above the first ruled table, between the tables, below the last."""
    limits = [float("-inf"), *edges, float("inf")]
    return [[word for word in words if low <= word.box.top < high] for low, high in pairwise(limits)]


def _grids(rules: Rules) -> list[Rules]:
    """Rules that touch each other, with the frame around them closed: where rules part both rows and columns."""
    left = [(True, rule) for rule in rules.across] + [(False, rule) for rule in rules.down]
    if len(left) > MAX_RULES:
        return []
    found: list[Rules] = []
    while left:
        group = [left.pop()]
        for across, rule in group:
            touching = [item for item in left if item[0] != across and _touch(rule, item[1])]
            left = [item for item in left if item not in touching]
            group += touching
        across_rules, down_rules = (tuple(rule for kind, rule in group if kind == across) for across in (True, False))
        if across_rules and down_rules:
            found.append(Rules(across_rules, down_rules))
    framed = [_framed(grid) for grid in _stacked(found)]
    return [grid for grid in framed if _inner(grid.across) and _inner(grid.down)]


def _stacked(grids: Sequence[Rules]) -> list[Rules]:
    """Grids, those put together that stand below each other with open sides: the heading of a section may part them."""
    found: list[Rules] = []
    for grid in sorted(grids, key=lambda grid: _extent(grid).top):
        above = found[-1] if found else None
        if above and _open(above) and _open(grid) and _near(above, grid):
            found[-1] = Rules(above.across + grid.across, above.down + grid.down)
        else:
            found.append(grid)
    return found


def _open(grid: Rules) -> bool:
    """True where no rule runs down at either side."""
    box = _extent(grid)
    return all(box.x0 + SNAP < rule.at < box.x1 - SNAP for rule in grid.down)


def _near(above: Rules, below: Rules) -> bool:
    """True where both have the same columns and no more than a row stands between them."""
    one, two = _extent(above), _extent(below)
    columns = [_edges(rule.at for rule in grid.down) for grid in (above, below)]
    if len(columns[0]) != len(columns[1]) or any(abs(a - b) > SNAP for a, b in zip(*columns, strict=True)):
        return False
    same_sides = abs(one.x0 - two.x0) <= SNAP and abs(one.x1 - two.x1) <= SNAP
    return same_sides and two.top - one.bottom <= STACKED * min(_lowest_row(above), _lowest_row(below))


def _lowest_row(grid: Rules) -> float:
    """The height of the lowest row of a grid."""
    box = _extent(grid)
    tops = _edges([box.top, box.bottom, *(rule.at for rule in grid.across)])
    return min(below - above for above, below in pairwise(tops))


def _extent(grid: Rules) -> Box:
    xs = [x for rule in grid.across for x in (rule.start, rule.end)] + [rule.at for rule in grid.down]
    ys = [y for rule in grid.down for y in (rule.start, rule.end)] + [rule.at for rule in grid.across]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _touch(rule: Rule, other: Rule) -> bool:
    return other.start - SNAP <= rule.at <= other.end + SNAP and rule.start - SNAP <= other.at <= rule.end + SNAP


def _framed(grid: Rules) -> Rules:
    """The grid with its four sides, whether they are drawn or not."""
    box = _extent(grid)
    above_below = _missing(grid.across, (box.top, box.bottom), box.x0, box.x1)
    beside = _missing(grid.down, (box.x0, box.x1), box.top, box.bottom)
    return Rules((*grid.across, *above_below), (*grid.down, *beside))


def _missing(rules: Sequence[Rule], at: Iterable[float], start: float, end: float) -> list[Rule]:
    """The sides of a frame at which no rule is drawn from end to end."""
    return [
        Rule(place, start, end)
        for place in at
        if not any(abs(rule.at - place) <= SNAP and rule.start <= start + SNAP and rule.end >= end - SNAP for rule in rules)
    ]


def _inner(rules: Sequence[Rule]) -> bool:
    return len({round(rule.at / SNAP) for rule in rules}) > 2


def _ruled_table(number: int, grid: Rules, words: Sequence[Word]) -> Table | None:
    """The cells that the rules enclose, or None where they are no table's."""
    boxes = [box for box in _cells(grid) if box.x1 - box.x0 >= SLIVER and box.bottom - box.top >= SLIVER]
    lefts, tops = _edges(box.x0 for box in boxes), _edges(box.top for box in boxes)
    if len(boxes) < MIN_CELLS or len(lefts) < 2:
        return None
    inside = _shared_out(boxes, words)
    cells = []
    for box in sorted(boxes, key=lambda box: (_at(tops, box.top), box.x0)):
        rows = sum(box.top - SNAP <= edge < box.bottom - SNAP for edge in tops)
        columns = sum(box.x0 - SNAP <= edge < box.x1 - SNAP for edge in lefts)
        cells.append(TableCell(inside[box], box, number, _at(tops, box.top), _at(lefts, box.x0), max(1, rows), max(1, columns)))
    written = [cell for cell in cells if cell.words]
    if len({cell.column for cell in written}) < 2 or any(len(cell.text) > LONG_CELL for cell in written) or _rows_unruled(written, tops):
        return None
    first, last = min(cell.row for cell in written), max(cell.row for cell in written)
    return Table(tuple(replace(cell, row=cell.row - first) for cell in cells if first <= cell.row <= last), ruled=True)


def _shared_out(boxes: Iterable[Box], words: Sequence[Word]) -> dict[Box, tuple[Word, ...]]:
    """The words of each box, line by line. A word stands where its middle is, once."""
    found: dict[Box, tuple[Word, ...]] = {}
    left = list(words)
    for box in boxes:
        inside = [word for word in left if box.x0 <= _middle(word)[0] < box.x1 and box.top <= _middle(word)[1] < box.bottom]
        taken = set(inside)
        left = [word for word in left if word not in taken]
        found[box] = tuple(word for line in baselines(inside) for word in line)
    return found


def _middle(word: Word) -> tuple[float, float]:
    return (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2


def _cells(grid: Rules) -> list[Box]:
    from pdfplumber.table import edges_to_intersections, intersections_to_cells

    edges = [{"orientation": "h", "x0": r.start, "x1": r.end, "top": r.at, "bottom": r.at} for r in grid.across]
    edges += [{"orientation": "v", "x0": r.at, "x1": r.at, "top": r.start, "bottom": r.end} for r in grid.down]
    found = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    return [Box(*(round(value, 2) for value in cell)) for cell in found]


def _rows_unruled(cells: Sequence[TableCell], tops: Sequence[float]) -> bool:
    """True where rules part the head from a body whose own rows stand below each other without any."""
    body = [cell for cell in cells if cell.row == len(tops) - 1]
    if len(tops) > 2 or len(body) < 2:
        return False
    lines = [baselines(cell.words) for cell in body]
    far = [below[0].box.bottom - above[0].box.bottom > LEADING * below[0].size for column in lines for above, below in pairwise(column)]
    return sum(far) > len(far) / 2


def _edges(values: Iterable[float]) -> list[float]:
    """Edges of rows or columns, those within SNAP counted once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return max(index for index, edge in enumerate(edges) if edge <= value + SNAP)
