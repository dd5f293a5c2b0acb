"""Setting a schedule with ReportLab."""

from __future__ import annotations

import io
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.schedules.kinds import Schedule
from benchmarks.schedules.model import Cell, Grid, Look, placed

FACES = {"sans": ("Helvetica", "Helvetica-Bold"), "serif": ("Times-Roman", "Times-Bold")}
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
LINE = 0.5
Command = tuple[Any, ...]


def reportlab_pdf(schedule: Schedule) -> bytes:
    """The finished PDF in ReportLab's invariant mode."""
    look, buffer = schedule.look, io.BytesIO()
    plain, strong = FACES[look.face]
    body = ParagraphStyle("body", fontName=plain, fontSize=look.size, leading=look.size * 1.22, spaceAfter=look.size)
    bold = ParagraphStyle("bold", body, fontName=strong)
    document = SimpleDocTemplate(
        buffer,
        pagesize=landscape(LETTER) if look.landscape else LETTER,
        leftMargin=look.margin,
        rightMargin=look.margin,
        topMargin=64,
        bottomMargin=64,
        invariant=1,
    )
    story: list[Flowable] = [
        Paragraph(escape(schedule.title), ParagraphStyle("title", bold, fontSize=look.size + 5, leading=look.size * 2))
    ]
    for block in schedule.blocks:
        if isinstance(block, Grid):
            story += [_table(block, look, body, document.width), Spacer(1, 2 * look.size)]
        else:
            story.append(Paragraph(escape(block.text), bold if block.bold else body))
    furnish = partial(_furnish, schedule)
    document.build(story, furnish, furnish)
    return buffer.getvalue()


def _furnish(schedule: Schedule, canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(FACES[schedule.look.face][0], 7.5)
    canvas.drawString(schedule.look.margin, document.pagesize[1] - 38, schedule.title)
    canvas.drawString(schedule.look.margin, 32, f"Page {document.page}")


def _table(grid: Grid, look: Look, body: ParagraphStyle, width: float) -> Table:
    lines: list[list[Any]] = [[""] * len(grid.widths) for _ in grid.rows]
    commands: list[Command] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if look.middle else "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), look.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding),
        ("LEFTPADDING", (0, 0), (-1, -1), look.side),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.side),
        *_rules(grid, look),
    ]
    for row, column, cell in placed(grid):
        white = look.dark_head and row < grid.heads
        lines[row][column] = _content(cell, look, body, colors.white if white else colors.black)
        if cell.columns > 1 or cell.rows > 1:
            commands.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
    total = sum(grid.widths)
    return Table(
        lines,
        colWidths=[width * share / total for share in grid.widths],
        repeatRows=grid.heads if look.repeat else 0,
        style=TableStyle(commands),
    )


def _content(cell: Cell, look: Look, body: ParagraphStyle, colour: colors.Color) -> Flowable:
    style = ParagraphStyle("cell", body, fontName=FACES[look.face][cell.bold], alignment=ALIGN[cell.align], spaceAfter=0, textColor=colour)
    raised = f"<super size={look.size * 0.65:.1f}>{cell.raised}</super>" if cell.raised else ""
    dingbat = look.ticks == "dingbat" and {"ticked": "✔", "empty": "❏"}.get(cell.tick)
    before = f'<font name="ZapfDingbats">{dingbat}</font> ' if dingbat else ""
    paragraph = Paragraph(before + escape(cell.text) + raised, style)
    return _Boxed(paragraph, cell, look) if cell.tick and not dingbat else paragraph


class _Boxed(Flowable):
    """A drawn check box before a paragraph: with a cross, or with a letter X in it, where it is ticked."""

    def __init__(self, paragraph: Paragraph, cell: Cell, look: Look) -> None:
        super().__init__()
        self._paragraph, self._cell, self._look = paragraph, cell, look
        self._side = look.size * 0.85

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self._paragraph.wrap(width - 1.6 * self._side, height)[1] or self._look.size * 1.22
        return width, self.height

    def draw(self) -> None:
        side = self._side
        x = (self.width - side) / 2 if self._cell.align == "center" else 0.0
        y = self.height - 1.15 * side
        self.canv.setLineWidth(0.6)
        self.canv.rect(x, y, side, side)
        if self._cell.tick == "ticked" and self._look.ticks == "drawn":
            self.canv.line(x + 1, y + 1, x + side - 1, y + side - 1)
            self.canv.line(x + 1, y + side - 1, x + side - 1, y + 1)
        elif self._cell.tick == "ticked":
            self.canv.setFont(FACES[self._look.face][1], side)
            self.canv.drawCentredString(x + side / 2, y + 0.14 * side, "X")
        if self._cell.text:
            self._paragraph.drawOn(self.canv, x + 1.6 * side, 0)


def _rules(grid: Grid, look: Look) -> list[Command]:
    whole, grey = ((0, 0), (-1, -1)), colors.HexColor("#e8ebf0")
    head = ("BACKGROUND", (0, 0), (-1, grid.heads - 1), colors.HexColor("#23395b")) if look.dark_head and grid.heads else None
    drawn: dict[str, list[Command]] = {
        "grid": [("GRID", *whole, LINE, colors.black)],
        "double": [("GRID", *whole, LINE, colors.black, None, None, None, 2, 1.6)],
        "inner": [("INNERGRID", *whole, LINE, colors.grey)],
        "rows": [("LINEABOVE", *whole, LINE, colors.black), ("LINEBELOW", (0, -1), (-1, -1), LINE, colors.black)],
        "columns": [("LINEBEFORE", *whole, LINE, colors.black), ("LINEAFTER", (-1, 0), (-1, -1), LINE, colors.black)],
        "zebra": [("BACKGROUND", (0, row), (-1, row), grey) for row in range(1, len(grid.rows), 2)],
        "book": [
            ("LINEABOVE", (0, 0), (-1, 0), 2 * LINE, colors.black),
            ("LINEBELOW", (0, grid.heads - 1), (-1, grid.heads - 1), LINE, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 2 * LINE, colors.black),
            *(
                ("LINEBELOW", (column, row), (column + cell.columns - 1, row), LINE, colors.black)
                for row, column, cell in placed(grid)
                if cell.columns > 1
            ),
        ],
        "dashed": [("GRID", *whole, LINE, colors.black, None, (3, 2))],
        "tiles": [("BACKGROUND", *whole, grey), ("GRID", *whole, 2.0, colors.white)],
        "frame": [("BOX", *whole, LINE, colors.black), ("LINEBELOW", (0, grid.heads - 1), (-1, grid.heads - 1), LINE, colors.black)],
        "sections": [("BACKGROUND", (0, row), (-1, row), grey) for row, cells in enumerate(grid.rows) if len(cells) == 1],
        "none": [],
    }
    return drawn[look.rules] + ([head] if head else [])
