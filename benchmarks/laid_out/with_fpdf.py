"""Setting a planned document with fpdf2: its own text columns, balanced, and cells side by side.

Items do not hang: fpdf2 does not narrow an indented line, so that it would run into the next column.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import reportlab
from fpdf import FPDF
from fpdf.enums import Align, CharVPos
from fpdf.text_region import TextRegion

from benchmarks.laid_out.errors import OverfullError
from benchmarks.laid_out.plan import Beside, Document, Flow, Geometry, Labelled, Note, Paragraph, Rows, Sheet, runs

FONTS = Path(reportlab.__file__).parent / "fonts"
SPACED = 3.0  # points between the letters of a spaced title


def fpdf_pdf(document: Document) -> bytes:
    """The finished PDF. Raises OverfullError where a page does not hold its text."""
    geometry = document.geometry
    pdf = FPDF(format=(geometry.width, geometry.height), unit="pt")
    pdf.set_creation_date(datetime(2026, 1, 5, tzinfo=UTC))
    for style, name in (("", "Vera"), ("B", "VeraBd")):
        pdf.add_font("Vera", style, FONTS / f"{name}.ttf")
    setter = _Setter(pdf, geometry)
    for sheet in document.sheets:
        setter.sheet(sheet, document.notes_in_columns)
    return bytes(pdf.output())


class _Setter:
    def __init__(self, pdf: FPDF, geometry: Geometry) -> None:
        self._pdf = pdf
        self._geometry = geometry
        self._align = Align.J if geometry.justified else Align.L

    def sheet(self, sheet: Sheet, notes_in_columns: bool) -> None:
        geometry, pdf = self._geometry, self._pdf
        pdf.set_margins(geometry.left, geometry.top, geometry.right)
        pdf.set_auto_page_break(False)
        pdf.add_page()
        pdf.set_font("Vera", size=7.5)
        pdf.text(geometry.left, 34, sheet.head)
        pdf.text(geometry.width - geometry.right - pdf.get_string_width(sheet.foot), geometry.height - 26, sheet.foot)
        if sheet.stamp:
            with pdf.rotation(90, geometry.width - 10, geometry.height / 2):
                pdf.text(geometry.width - 10, geometry.height / 2, sheet.stamp)
        floor = self._notes(sheet, notes_in_columns)
        pdf.set_auto_page_break(True, geometry.height - floor)
        number = pdf.page_no()
        pdf.set_xy(geometry.left, geometry.top)
        for band in sheet.bands:
            match band:
                case Flow(paragraphs, columns):
                    self._flow(paragraphs, columns)
                case Labelled(entries, share, bold):
                    for label, paragraphs in entries:
                        self._labelled(label, paragraphs, share, bold)
                case Beside(paragraphs, box, share):
                    self._boxed(paragraphs, box, share)
                case Rows():
                    self._rows(band)
        if pdf.page_no() > number:
            raise OverfullError

    def _notes(self, sheet: Sheet, in_columns: bool) -> float:
        """Sets the footnotes; gives the height down to which the text may run."""
        geometry = self._geometry
        columns = max((band.columns for band in sheet.bands if isinstance(band, Flow)), default=1)
        width = (geometry.measure + geometry.gutter) / columns - geometry.gutter if in_columns else geometry.measure
        floors = [geometry.height - geometry.bottom] * columns
        for at, note in reversed(list(enumerate(sheet.notes))):
            column = (0 if at == 0 else columns - 1) if in_columns else 0
            x = geometry.left + column * (width + geometry.gutter)
            floors[column] -= self._note(note, x, floors[column], width)
        floor = min(floors)
        return floor - 8 if sheet.notes else floor

    def _note(self, note: Note, x: float, foot: float, width: float) -> float:
        size = max(0.8 * self._geometry.size, 5.5)
        pdf = self._pdf
        pdf.set_font("Vera", size=size)
        text = f"{note.mark} {note.text}"
        lines = pdf.multi_cell(width, 1.2 * size, text, align="L", dry_run=True, output="LINES")
        assert isinstance(lines, list)
        height = 1.2 * size * len(lines)
        pdf.set_xy(x, foot - height)
        pdf.multi_cell(width, 1.2 * size, text, align="L")
        return height

    def _flow(self, paragraphs: tuple[Paragraph, ...], columns: int, left: float = 0.0, right: float = 0.0) -> None:
        """Text between insets from both margins."""
        geometry, pdf = self._geometry, self._pdf
        with pdf.text_columns(
            ncols=columns, gutter=geometry.gutter, balance=columns > 1, line_height=geometry.leading,
            l_margin=geometry.left + left, r_margin=geometry.right + right,
        ) as region:  # fmt: skip
            for paragraph in paragraphs:
                self._paragraph(region, paragraph)
        pdf.ln(0.3 * geometry.size)

    def _paragraph(self, region: TextRegion, paragraph: Paragraph) -> None:
        geometry, pdf = self._geometry, self._pdf
        titled = paragraph.setting in ("title", "spaced")
        size = 1.4 * geometry.size if titled else geometry.size
        with region.paragraph(
            text_align=Align.L if titled or paragraph.setting == "heading" else self._align,
            bottom_margin=0.6 * geometry.size,
        ) as made:
            pdf.set_char_spacing(SPACED if paragraph.setting == "spaced" else 0.0)
            for kind, words in runs(paragraph.text):
                pdf.set_font("Vera", "B" if kind == "bold" or paragraph.setting in ("heading", "title", "spaced") else "", size)
                pdf.char_vpos = CharVPos.SUP if kind == "mark" else CharVPos.LINE
                made.write(words)
            pdf.char_vpos = CharVPos.LINE
        pdf.set_char_spacing(0.0)

    def _labelled(self, label: str, paragraphs: tuple[Paragraph, ...], share: float, bold: bool) -> None:
        geometry, pdf = self._geometry, self._pdf
        top, width = pdf.y, share * geometry.measure
        pdf.set_font("Vera", "B" if bold else "", geometry.size)
        pdf.set_x(geometry.left)
        pdf.multi_cell(width - geometry.gutter / 2, geometry.size * geometry.leading, label, align="L")
        below = pdf.y
        pdf.set_xy(geometry.left + width, top)
        self._flow(paragraphs, 1, left=width)
        pdf.set_xy(geometry.left, max(pdf.y, below))

    def _boxed(self, paragraphs: tuple[Paragraph, ...], box: tuple[Paragraph, ...], share: float) -> None:
        geometry, pdf = self._geometry, self._pdf
        top, width, pad = pdf.y, share * geometry.measure, 0.6 * geometry.size
        inset = geometry.measure - width
        pdf.set_xy(geometry.left + inset + pad, top + pad)
        self._flow(box, 1, left=inset + pad, right=pad)
        below = pdf.y
        pdf.rect(geometry.left + inset, top, width, below - top)
        pdf.set_xy(geometry.left, top)
        self._flow(paragraphs, 1, right=width + geometry.gutter)
        pdf.set_xy(geometry.left, max(pdf.y, below) + geometry.size)

    def _rows(self, table: Rows) -> None:
        geometry, pdf = self._geometry, self._pdf
        for number, row in enumerate(table.rows):
            pdf.set_font("Vera", "" if number else "B", geometry.size)
            pdf.set_x(geometry.left)
            for cell, weight in zip(row, table.weights, strict=True):
                width = geometry.measure * weight / sum(table.weights)
                pdf.cell(width, geometry.size * geometry.leading + 6, cell, border=1 if table.ruled else 0)
            pdf.ln()
        pdf.ln(geometry.size)
