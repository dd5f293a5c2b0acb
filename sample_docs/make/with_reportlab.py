"""Setting a document with ReportLab: schedules, slips and wordings with ruled tables."""

from __future__ import annotations

import io
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from sample_docs.make.markup import Block, Source, runs


def reportlab_pdf(source: Source) -> bytes:
    """The finished PDF in ReportLab's invariant mode; set twice, for "Page n of m" needs the number of pages."""
    pages, _ = _set(source, 0)
    return _set(source, pages)[1]


def _set(source: Source, pages: int) -> tuple[int, bytes]:
    layout = source.facts.get("layout", {})
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4 if layout.get("paper") == "a4" else LETTER,
        leftMargin=60,
        rightMargin=60,
        topMargin=66,
        bottomMargin=60,
        title=source.facts["title"],
        author=source.facts.get("insurer", source.facts["carrier"]),
        invariant=1,
        pageCompression=0,  # the same bytes whichever zlib the machine has
    )
    furnish = partial(_furnish, layout, pages)
    document.build([flowable for block in source.blocks for flowable in _flowables(block, layout, document.width)], furnish, furnish)
    return document.page, buffer.getvalue()


def _furnish(layout: dict[str, Any], pages: int, canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(layout.get("font", "Helvetica"), 7.5)
    canvas.drawString(60, document.pagesize[1] - 42, layout.get("head", ""))
    canvas.drawRightString(document.pagesize[0] - 60, document.pagesize[1] - 42, f"Page {document.page} of {pages}")
    canvas.drawString(60, 36, layout.get("foot", ""))


def _flowables(block: Block, layout: dict[str, Any], width: float) -> list[Flowable]:
    size = layout.get("size", 10)
    face = layout.get("font", "Helvetica")
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[face]
    plain = ParagraphStyle("plain", fontName=face, fontSize=size, leading=size * 1.28, spaceAfter=size * 0.55, leftIndent=16 * block.level)
    match block.kind:
        case "break":
            return [PageBreak()]
        case "table":
            return [
                _table(block, ParagraphStyle("cell", plain, spaceAfter=0, fontSize=size - 1, leading=size * 1.15), bold, width),
                Spacer(1, size),
            ]
        case "title":
            style = ParagraphStyle("title", plain, fontName=bold, fontSize=size + 6, leading=(size + 6) * 1.2, spaceAfter=size)
        case "section":
            style = ParagraphStyle("section", plain, fontName=bold, fontSize=size + 2.5, leading=size * 1.6, spaceBefore=size)
        case "heading":
            style = ParagraphStyle("heading", plain, fontName=bold)
        case "notice":
            style = ParagraphStyle(
                "notice", plain, borderWidth=0.8, borderColor=colors.black, borderPadding=5, spaceBefore=size, spaceAfter=size * 1.4
            )
        case _:
            style = plain
    return [Paragraph(_markup(block.text), style)]


def _table(block: Block, style: ParagraphStyle, bold: str, width: float) -> Table:
    heading = ParagraphStyle("head", style, fontName=bold)
    lines: list[list[Paragraph | str]] = []
    rules: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for number, row in enumerate(block.rows):
        line: list[Paragraph | str] = []
        if row.header:
            rules.append(("BACKGROUND", (0, number), (-1, number), colors.HexColor("#e4e7ec")))
        for cell in row.cells:
            if cell.span > 1:
                rules.append(("SPAN", (len(line), number), (len(line) + cell.span - 1, number)))
            line += [Paragraph(_markup(cell.text), heading if row.header else style), *[""] * (cell.span - 1)]
        lines.append(line)
    total = sum(block.widths)
    return Table(
        lines, colWidths=[width * part / total for part in block.widths], repeatRows=int(block.rows[0].header), style=TableStyle(rules)
    )


def _markup(text: str) -> str:
    return "".join(f"<b>{escape(words)}</b>" if kind == "bold" else escape(words) for kind, words in runs(text))
