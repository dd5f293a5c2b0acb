"""Setting a document with fpdf2: letters and plain office papers in the fonts that every reader has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.fonts import FontFace

from sample_docs.make.markup import Block, Source


class Letter(FPDF):
    """A page with a running head and "n/m" at its foot."""

    def __init__(self, layout: dict[str, Any]) -> None:
        super().__init__(format=layout.get("paper", "letter"), unit="pt")
        self.layout = layout
        self.face = layout.get("font", "Times")
        self.size = layout.get("size", 11)
        self.set_compression(False)  # the same bytes whichever zlib the machine has
        self.core_fonts_encoding = "windows-1252"
        self.set_producer("fpdf2")
        self.set_margins(72, 64)
        self.set_auto_page_break(True, 64)
        self.set_creation_date(datetime(2026, 1, 5, tzinfo=UTC))

    def header(self) -> None:
        self.set_font(self.face, size=8)
        self.cell(0, 12, self.layout.get("head", ""), align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(8)

    def footer(self) -> None:
        self.set_y(-48)
        self.set_font(self.face, size=8)
        self.cell(0, 12, f"{self.layout.get('foot', '')}   {self.page_no()}/{{nb}}", align="C")


def fpdf_pdf(source: Source) -> bytes:
    """The finished PDF, with a fixed date of creation."""
    letter = Letter(source.facts.get("layout", {}))
    letter.set_title(source.facts["title"])
    letter.add_page()
    for block in source.blocks:
        _set(letter, block)
    return bytes(letter.output())


def _set(letter: Letter, block: Block) -> None:
    size = letter.size
    match block.kind:
        case "break":
            letter.add_page()
        case "table":
            _table(letter, block)
        case "title":
            _write(letter, block.text, size + 5, "B", after=8, align="C")
        case "section":
            letter.ln(6)
            _write(letter, block.text, size + 2, "B", after=4)
        case "heading":
            _write(letter, block.text, size, "B", after=2)
        case "notice":
            letter.set_font(letter.face, size=size)
            letter.multi_cell(0, size * 1.3, block.text, border=1, padding=5, markdown=True, new_x="LMARGIN", new_y="NEXT")
            letter.ln(8)
        case "paragraph":
            _write(letter, block.text, size, "", after=6, indent=18 * block.level)


def _write(letter: Letter, text: str, size: float, style: str, after: float, indent: float = 0, align: str = "L") -> None:
    letter.set_font(letter.face, style=style, size=size)
    letter.set_x(letter.l_margin + indent)
    letter.multi_cell(0, size * 1.3, text, markdown=not style, align=align, new_x="LMARGIN", new_y="NEXT")
    letter.ln(after)


def _table(letter: Letter, block: Block) -> None:
    letter.set_font(letter.face, size=letter.size - 1)
    headed = block.rows[0].header
    layout = {"col_widths": block.widths, "line_height": letter.size * 1.35, "text_align": "LEFT", "first_row_as_headings": headed}
    with letter.table(**layout, num_heading_rows=int(headed), headings_style=FontFace(emphasis="BOLD")) as table:
        for row in block.rows:
            line = table.row()
            for cell in row.cells:
                line.cell(cell.text, colspan=cell.span)
    letter.ln(8)
