"""Setting a paper word by word: values that are only in form fields, and letters set apart."""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from sample_docs.make.markup import Block, Source, printed

LEFT, TOP, WIDTH, LEADING = 60, 730, 490, 22
SIZE = 9.5


def canvas_pdf(source: Source) -> bytes:
    """The finished PDF. A cell "=words" is a form field with the words as its value; `tracking` of the layout sets letters apart."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1, pageCompression=0)
    tracking = source.facts.get("layout", {}).get("tracking", 0)
    y = TOP
    for cells in _lines(source.blocks):
        for x, text in cells:
            if text.startswith("="):
                _field(canvas, text[1:], x, y)
                continue
            words = canvas.beginText(x, y)
            words.setFont("Helvetica", SIZE)
            words.setCharSpace(tracking)
            words.textOut(text)
            canvas.drawText(words)
        y -= LEADING
    canvas.save()
    return buffer.getvalue()


def _lines(blocks: tuple[Block, ...]) -> Iterator[list[tuple[float, str]]]:
    """What stands on each line, with its distance from the left edge of the page."""
    for block in blocks:
        if block.kind != "table":
            yield [(LEFT, printed(block.text))]
            continue
        starts = [LEFT + WIDTH * sum(block.widths[:column]) / sum(block.widths) for column in range(len(block.widths))]
        for row in block.rows:
            yield [(x, cell.text) for x, cell in zip(starts, row.cells, strict=False) if cell.text]


def _field(canvas: Canvas, value: str, x: float, y: float) -> None:
    name = f"field at {x:.0f}, {y:.0f}"
    canvas.acroForm.textfield(value=value, name=name, x=x, y=y - 4, width=110, height=14, fontName="Helvetica", fontSize=8, borderWidth=0)
