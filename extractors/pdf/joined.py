"""Tables over pages: the part on the next page continues the rows, and its repeated head is left out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.pdf.heads import extent, head_rows
from extractors.pdf.layout import Page, Table, TableCell

CONTINUED = 1  # lines such as "continued" that may stand between the edge of the page and the table


def joined(pages: Sequence[Page], tables: Sequence[Sequence[Table]]) -> tuple[Table, ...]:
    """All tables in reading order. `tables` are those of each page."""
    found: list[Table] = []
    for number, on_page in enumerate(tables):
        for place, table in enumerate(on_page):
            runs_on = (
                place == 0 and found and tables[number - 1] and _at_end(pages[number - 1], found[-1]) and _at_start(pages[number], table)
            )
            whole = _continued(found[-1], table) if runs_on else None
            if whole is not None:
                found[-1] = whole
            else:
                found.append(table)
    return tuple(found)


def _at_end(page: Page, table: Table) -> bool:
    bottom = max((cell.box.bottom for cell in table.cells if cell.page == page.number), default=page.height)
    return sum(line.box.top >= bottom for line in page.lines) <= CONTINUED


def _at_start(page: Page, table: Table) -> bool:
    top = min(cell.box.top for cell in table.cells)
    return sum(line.box.bottom <= top for line in page.lines) <= CONTINUED


def _continued(above: Table, below: Table) -> Table | None:
    """Both parts as one table, or None where they are two: with other columns, or another head."""
    columns = _matched(above, below)
    if columns is None or above.ruled != below.ruled:
        return None
    heads = head_rows(above.cells)
    repeated = heads if heads and _texts(below.cells, heads) == _texts(above.cells, heads) else 0
    if not repeated and heads and _has_own_head(below, _is_bold(above.cells, heads)):
        return None
    first = max(cell.row + cell.rows for cell in above.cells)
    moved = [_moved(cell, first - repeated, columns) for cell in below.cells if cell.row >= repeated]
    head = tuple(cell for cell in below.cells if cell.row < repeated)
    return replace(above, cells=(*above.cells, *moved), repeated=(*above.repeated, *head))


def _has_own_head(table: Table, bold: bool) -> bool:
    """True where a table begins with a head, in bold type where `bold` is what the head above it is set in."""
    heads = head_rows(table.cells)
    return heads > 0 and (not bold or _is_bold(table.cells, heads))


def _is_bold(cells: Sequence[TableCell], heads: int) -> bool:
    return all(word.bold for cell in cells if cell.row < heads for word in cell.words)


def _matched(above: Table, below: Table) -> dict[int, int] | None:
    """The column of the upper part under which each column of the lower one stands; None where two stand under one."""
    over, under = extent(above.cells), extent(below.cells)
    columns: dict[int, int] = {}
    for column, (x0, x1) in under.items():
        shared = {other: min(x1, right) - max(x0, left) for other, (left, right) in over.items()}
        best = max(shared, key=lambda other: shared[other], default=None)
        if best is None or shared[best] <= 0 or best in columns.values():
            return None
        columns[column] = best
    return columns


def _moved(cell: TableCell, rows: int, columns: dict[int, int]) -> TableCell:
    """The cell so many rows further down, in the column of the upper part."""
    first = columns.get(cell.column, cell.column)
    last = columns.get(cell.column + cell.columns - 1, first + cell.columns - 1)
    return replace(cell, row=cell.row + rows, column=first, columns=last - first + 1)


def _texts(cells: Sequence[TableCell], heads: int) -> list[tuple[int, str]]:
    return [(cell.row, cell.text) for cell in cells if cell.row < heads and cell.words]
