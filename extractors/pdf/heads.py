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
    below = sorted(cell.column for cell in lower if cell.columns == 1)
    over = [
        cell for cell in upper if set(range(cell.column, cell.column + cell.columns)) & set(below) or cell.column > min(below, default=0)
    ]
    each = len(below) // len(over) if over else 0
    spans: dict[TableCell, tuple[int, int]] = {}
    if each > 1 and len(below) == each * len(over):
        for number, cell in enumerate(over):
            group = below[number * each : (number + 1) * each]
            spans[cell] = (group[0], group[-1] - group[0] + 1)
        frames = {cell.column: cell.box for cell in lower}
        if not all(_over(cell, frames[start].x0, frames[start + wide - 1].x1) for cell, (start, wide) in spans.items()):
            spans = {}
    covered = {
        column for cell in upper for start, wide in [spans.get(cell, (cell.column, cell.columns))] for column in range(start, start + wide)
    }
    return [_placed(cell, spans, cell in lower and cell.column not in covered) for cell in cells]


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
