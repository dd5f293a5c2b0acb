"""Heads of tables: how many rows they have, and how far their cells reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.pdf.geometry import union
from extractors.pdf.layout import TableCell
from extractors.pdf.parts import FIGURE

MAX_HEAD_ROWS = 3
MIN_FIGURES = 2  # cells with figures that a column has below a head in plain type


def head_rows(cells: Sequence[TableCell]) -> int:
    """How many rows the head has: those in bold type above others, else one row of words above a column of figures."""
    rows = _by_row(cells)
    bold = next((number for number, row in enumerate(rows) if not _is_bold_head(row)), len(rows))
    if 0 < bold <= MAX_HEAD_ROWS and bold < len(rows):
        return bold
    words = bool(rows) and not any(FIGURE.search(cell.text) for cell in rows[0])
    return int(words and len(rows) > MIN_FIGURES and any(_above_figures(cell, cells) for cell in rows[0]))


def _by_row(cells: Sequence[TableCell]) -> list[list[TableCell]]:
    last = max((cell.row for cell in cells), default=-1)
    return [[cell for cell in cells if cell.row == number and cell.words] for number in range(last + 1)]


def _is_bold_head(row: Sequence[TableCell]) -> bool:
    """True for bold cells in a row. A lone one at the left is the heading of a section."""
    return bool(row) and all(word.bold for cell in row for word in cell.words) and (len(row) > 1 or row[0].column > 0)


def _above_figures(head: TableCell, cells: Sequence[TableCell]) -> bool:
    below = [cell for cell in cells if cell.column == head.column and cell.row > head.row and cell.words]
    return len(below) >= MIN_FIGURES and all(FIGURE.search(cell.text) for cell in below)


def spread(cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells of a table without rules, with the heads that stand over several columns reaching over all of theirs.

    The heads of the upper row share the columns of the lower row evenly; a head in the lower row alone reaches up.
    """
    heads = head_rows(cells)
    if heads < 2:
        return list(cells)
    upper, lower = ([cell for cell in cells if cell.row == row and cell.words] for row in (heads - 2, heads - 1))
    spans = {cell: (cell.column, cell.columns) for cell in upper} | _shared_out(upper, lower)
    covered = {column for first, wide in spans.values() for column in range(first, first + wide)}
    return [_placed(cell, spans, cell in lower and cell.column not in covered) for cell in cells]


def _shared_out(upper: Sequence[TableCell], lower: Sequence[TableCell]) -> dict[TableCell, tuple[int, int]]:
    """First column and number of columns of the upper heads; empty where the lower ones cannot be shared out among them."""
    below = sorted((cell for cell in lower if cell.columns == 1), key=lambda cell: cell.column)
    columns = {cell.column for cell in below}
    over = [cell for cell in upper if not columns.isdisjoint(range(cell.column, cell.column + cell.columns))]
    over += [cell for cell in upper if cell not in over and cell.column > min(columns, default=cell.column)]
    each = len(below) // len(over) if over else 0
    if each < 2 or len(below) != each * len(over):
        return {}
    groups = [below[start : start + each] for start in range(0, len(below), each)]
    pairs = list(zip(sorted(over, key=lambda cell: cell.column), groups, strict=True))
    if not all(_over(cell, group[0].box.x0, group[-1].box.x1) for cell, group in pairs):
        return {}
    return {cell: (group[0].column, group[-1].column - group[0].column + 1) for cell, group in pairs}


def _over(cell: TableCell, x0: float, x1: float) -> bool:
    """True where a head stands over the columns from x0 to x1, as far as can be seen from their own heads."""
    slack = (x1 - x0) / 2
    return x0 - slack <= (cell.box.x0 + cell.box.x1) / 2 <= x1 + slack


def _placed(cell: TableCell, spans: dict[TableCell, tuple[int, int]], reaches_up: bool) -> TableCell:
    if cell in spans:
        return replace(cell, column=spans[cell][0], columns=spans[cell][1])
    return replace(cell, row=cell.row - 1, rows=2) if reaches_up else cell


def extent(cells: Sequence[TableCell]) -> dict[int, tuple[float, float]]:
    """Left and right of each column, measured by the cells that stand in one alone."""
    boxes: dict[int, list[TableCell]] = {}
    for cell in cells:
        if cell.columns == 1:
            boxes.setdefault(cell.column, []).append(cell)
    around = {column: union(cell.box for cell in inside) for column, inside in boxes.items()}
    return {column: (box.x0, box.x1) for column, box in sorted(around.items())}
