"""Setting a schedule with fpdf2. It draws no check boxes."""

from __future__ import annotations

from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import CellBordersLayout, TableBordersLayout
from fpdf.fonts import FontFace

from benchmarks.schedules.kinds import Schedule
from benchmarks.schedules.model import Cell, Grid, Look, placed

FACES = {"sans": "Helvetica", "serif": "Times"}
ALIGN = {"left": "L", "center": "C", "right": "R"}
LAYOUTS: dict[str, TableBordersLayout] = {
    "grid": TableBordersLayout.ALL,
    "double": TableBordersLayout.ALL,
    "inner": TableBordersLayout.INTERNAL,
    "rows": TableBordersLayout.NONE,
    "columns": TableBordersLayout.NO_HORIZONTAL_LINES,
    "book": TableBordersLayout.NONE,
    "zebra": TableBordersLayout.NONE,
    "tiles": TableBordersLayout.NONE,
    "frame": TableBordersLayout.NONE,
    "sections": TableBordersLayout.NONE,
    "none": TableBordersLayout.NONE,
}
DOUBLE = 1.8  # points between the two rules
FILLS = {"zebra": "ROWS", "tiles": "ALL"}
GREY, DARK = (232, 235, 240), (35, 57, 91)


class _Paper(FPDF):
    def __init__(self, schedule: Schedule) -> None:
        super().__init__(format="letter", unit="pt", orientation="landscape" if schedule.look.landscape else "portrait")
        self._schedule = schedule
        self.face = FACES[schedule.look.face]
        self.core_fonts_encoding = "windows-1252"
        self.set_margins(schedule.look.margin, 60)
        self.set_auto_page_break(True, 64)
        self.set_creation_date(datetime(2026, 1, 5, tzinfo=UTC))

    def header(self) -> None:
        self.set_font(self.face, size=7.5)
        self.cell(0, 10, self._schedule.title, new_x="LMARGIN", new_y="NEXT")
        self.ln(8)

    def footer(self) -> None:
        self.set_y(-40)
        self.set_font(self.face, size=7.5)
        self.cell(0, 10, f"Page {self.page_no()}")


def fpdf_pdf(schedule: Schedule) -> bytes:
    """The finished PDF, with a fixed date of creation."""
    look = schedule.look
    paper = _Paper(schedule)
    paper.add_page()
    _write(paper, schedule.title, look.size + 5, "B")
    for block in schedule.blocks:
        if isinstance(block, Grid):
            _table(paper, block, look)
            paper.ln(2 * look.size)
        else:
            _write(paper, block.text, look.size, "B" if block.bold else "")
    return bytes(paper.output())


def _write(paper: _Paper, text: str, size: float, style: str) -> None:
    paper.set_font(paper.face, style, size)
    paper.multi_cell(0, size * 1.22, text, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(size)


def _table(paper: _Paper, grid: Grid, look: Look) -> None:
    paper.set_font(paper.face, size=look.size)
    paper.set_line_width(0.5)
    gutter = DOUBLE if look.rules in ("double", "tiles") else 0.0
    cells: dict[int, list[tuple[int, Cell]]] = {}
    for row, column, cell in placed(grid):
        cells.setdefault(row, []).append((column, cell))
    with paper.table(
        col_widths=grid.widths,
        borders_layout=LAYOUTS[look.rules],
        first_row_as_headings=grid.heads > 0,
        num_heading_rows=grid.heads,
        headings_style=FontFace(
            emphasis="", color=(255, 255, 255) if look.dark_head else None, fill_color=DARK if look.dark_head else None
        ),
        repeat_headings=1 if look.repeat else 0,
        line_height=look.size * 1.2,
        padding=(look.padding, look.side),
        v_align="MIDDLE" if look.middle else "TOP",
        gutter_height=gutter,
        gutter_width=gutter,
        cell_fill_color=GREY if look.rules in FILLS else None,
        cell_fill_mode=FILLS.get(look.rules, "NONE"),
    ) as table:
        for number in range(len(grid.rows)):
            line = table.row()
            for column, cell in cells.get(number, ()):
                line.cell(
                    cell.text + cell.raised,
                    align=ALIGN[cell.align],
                    style=_face(look, cell, number < grid.heads),
                    colspan=cell.columns,
                    rowspan=cell.rows,
                    border=_border(grid, look, number, column, cell),
                )


def _face(look: Look, cell: Cell, head: bool) -> FontFace | None:
    shaded = look.rules == "sections" and cell.columns > 1 and not head
    return FontFace(emphasis="BOLD", fill_color=GREY if shaded else None) if cell.bold else None


def _border(grid: Grid, look: Look, row: int, column: int, cell: Cell) -> CellBordersLayout:
    last = len(grid.rows) - 1
    bottom = row + cell.rows - 1
    if look.rules == "rows":
        return CellBordersLayout.TOP | CellBordersLayout.BOTTOM if bottom == last else CellBordersLayout.TOP
    if look.rules == "frame":
        return _frame(grid, row, bottom, column, cell)
    if look.rules != "book":
        return CellBordersLayout.INHERIT
    border = CellBordersLayout.TOP if row == 0 else CellBordersLayout.NONE
    return border | CellBordersLayout.BOTTOM if bottom in (grid.heads - 1, last) or cell.columns > 1 else border


def _frame(grid: Grid, row: int, bottom: int, column: int, cell: Cell) -> CellBordersLayout:
    sides = {
        CellBordersLayout.TOP: row in (0, grid.heads),
        CellBordersLayout.BOTTOM: bottom == len(grid.rows) - 1,
        CellBordersLayout.LEFT: column == 0,
        CellBordersLayout.RIGHT: column + cell.columns == len(grid.widths),
    }
    border = CellBordersLayout.NONE
    for side, drawn in sides.items():
        border |= side if drawn else CellBordersLayout.NONE
    return border
