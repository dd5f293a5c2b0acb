"""Setting a planned document with ReportLab: paragraphs broken over the columns, each line one piece of text."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Set

from benchmarks.laid_out.errors import OverfullError
from benchmarks.laid_out.plan import Beside, Document, Flow, Geometry, Labelled, Note, Paragraph, Rows, Sheet, runs

JUSTIFIED = 4
ROUNDING = 0.1  # points by which a line may be higher than its leading
SPACED = 3.0  # points between the letters of a spaced title


def reportlab_pdf(document: Document) -> bytes:
    """The finished PDF. Raises OverfullError where a page does not hold its text."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    buffer = io.BytesIO()
    geometry = document.geometry
    canvas = Canvas(buffer, (geometry.width, geometry.height), invariant=1)
    for sheet in document.sheets:
        _Setter(canvas, geometry, document.by_line).sheet(sheet, document.notes_in_columns)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Setter:
    """Sets one page from the top; `y` is how far down the page it has come, measured from the bottom.

    Where it works `by_line`, it draws at the end, line by line down the page over all columns.
    """

    def __init__(self, canvas: Canvas, geometry: Geometry, by_line: bool) -> None:
        self._canvas = canvas
        self._geometry = geometry
        self._by_line = by_line
        self._waiting: list[tuple[float, float, Set]] = []
        self._face, self._strong = ("Times-Roman", "Times-Bold") if geometry.serif else ("Vera", "VeraBd")
        self._y = geometry.height - geometry.top

    def sheet(self, sheet: Sheet, notes_in_columns: bool) -> None:
        geometry, canvas = self._geometry, self._canvas
        canvas.setFont(self._face, 7.5)
        canvas.drawString(geometry.left, geometry.height - 34, sheet.head)
        canvas.drawRightString(geometry.width - geometry.right, 26, sheet.foot)
        if sheet.stamp:
            canvas.saveState()
            canvas.rotate(90)
            canvas.drawString(geometry.height / 3, -geometry.width + 8, sheet.stamp)
            canvas.restoreState()
        floors = self._notes(sheet, notes_in_columns)
        for band in sheet.bands:
            match band:
                case Flow():
                    self._flow(band, floors)
                case Labelled(entries, share, bold):
                    for label, paragraphs in entries:
                        named = Paragraph(f"**{label}**" if bold else label)
                        self._side_by_side((named,), paragraphs, share, ragged=True)
                case Beside(paragraphs, box, share):
                    self._boxed(paragraphs, box, share)
                case Rows():
                    self._rows(band)
        if self._y < max(floors):
            raise OverfullError
        for y, x, line in sorted(self._waiting, key=lambda placed: (-placed[0], placed[1])):
            line.drawOn(canvas, x, y)

    def _draw(self, made: Set, x: float, y: float, width: float) -> None:
        """Draws a paragraph with its foot at y, or keeps its lines till the page is full."""
        if not self._by_line:
            made.drawOn(self._canvas, x, y)
            return
        rest = made
        y += made.height
        while rest is not None:
            line, rest = (*rest.split(width, rest.style.leading + ROUNDING), None)[:2]
            y -= line.wrap(width, 10_000)[1]
            self._waiting.append((y, x, line))

    def _notes(self, sheet: Sheet, in_columns: bool) -> list[float]:
        """Sets the footnotes; gives the floor of each column."""
        geometry = self._geometry
        columns = max((band.columns for band in sheet.bands if isinstance(band, Flow)), default=1)
        floors = [geometry.bottom] * columns
        width = self._width(columns) if in_columns else geometry.measure
        for at, note in reversed(list(enumerate(sheet.notes))):
            column = (0 if at == 0 else columns - 1) if in_columns else 0
            x, foot = geometry.left + column * (width + geometry.gutter), floors[column]
            height = self._note(note, x, foot, width)
            floors[column] = foot + height
        for column, floor in enumerate(floors):
            if floor > geometry.bottom:
                x = geometry.left + column * (width + geometry.gutter)
                self._canvas.line(x, floor + 4, x + 60, floor + 4)
                floors[column] = floor + 10
        return floors if in_columns else [max(floors)] * columns

    def _note(self, note: Note, x: float, foot: float, width: float) -> float:
        size = max(0.8 * self._geometry.size, 5.5)
        style = ParagraphStyle("note", fontName=self._face, fontSize=size, leading=1.2 * size, allowOrphans=1)
        made = Set(f"<super>{note.mark}</super> {escape(note.text)}", style)
        _, height = made.wrap(width, 1000)
        self._draw(made, x, foot, width)
        return float(height)

    def _width(self, columns: int) -> float:
        return (self._geometry.measure + self._geometry.gutter) / columns - self._geometry.gutter

    def _flow(self, flow: Flow, floors: list[float]) -> None:
        width = self._width(flow.columns)
        story = [self._set(paragraph) for paragraph in flow.paragraphs]
        needed = sum(made.wrap(width, 10_000)[1] + made.style.spaceAfter for made in story)
        top, lowest = self._y, self._y
        deepest = top - needed / flow.columns - 2 * self._geometry.size * self._geometry.leading
        for column in range(flow.columns):
            x, y = self._geometry.left + column * (width + self._geometry.gutter), top
            floor = max(deepest, floors[min(column, len(floors) - 1)])
            while story:
                height = story[0].wrap(width, y - floor)[1]
                if height > y - floor:
                    first, *rest = story[0].split(width, y - floor) or (None,)
                    if first is None:
                        break
                    story[:1] = [first, *rest]
                    height = first.wrap(width, y - floor)[1]
                made = story.pop(0)
                self._draw(made, x, y - height, width)
                y -= height + made.style.spaceAfter
            lowest = min(lowest, y)
        if story:
            raise OverfullError
        self._y = lowest

    def _column(self, paragraphs: tuple[Paragraph, ...], x: float, width: float, ragged: bool = False) -> float:
        """Sets paragraphs from the present height down; gives where they end."""
        y = self._y
        for paragraph in paragraphs:
            made = self._set(paragraph, ragged)
            _, height = made.wrap(width, 10_000)
            self._draw(made, x, y - height, width)
            y -= height + made.style.spaceAfter
        return y

    def _side_by_side(self, left: tuple[Paragraph, ...], right: tuple[Paragraph, ...], share: float, ragged: bool) -> float:
        geometry = self._geometry
        edge = geometry.left + share * geometry.measure
        ends = self._column(left, geometry.left, share * geometry.measure - geometry.gutter / 2, ragged)
        self._y = min(ends, self._column(right, edge, geometry.measure * (1 - share)))
        return ends

    def _boxed(self, paragraphs: tuple[Paragraph, ...], box: tuple[Paragraph, ...], share: float) -> None:
        geometry = self._geometry
        pad, width = 0.6 * geometry.size, share * geometry.measure
        x, top = geometry.width - geometry.right - width, self._y
        self._y -= pad
        bottom = self._column(box, x + pad, width - 2 * pad, ragged=True)
        self._canvas.rect(x, bottom - pad, width, top - bottom + pad)
        self._y = top
        self._y = min(bottom - pad, self._column(paragraphs, geometry.left, geometry.measure - width - geometry.gutter)) - geometry.size

    def _rows(self, table: Rows) -> None:
        geometry, canvas = self._geometry, self._canvas
        height = geometry.size * geometry.leading + 6
        for number, row in enumerate(table.rows):
            canvas.setFont(self._face if number else self._strong, geometry.size)
            x = geometry.left
            for cell, weight in zip(row, table.weights, strict=True):
                width = geometry.measure * weight / sum(table.weights)
                canvas.drawString(x + 4, self._y - geometry.size - 2, cell)
                if table.ruled:
                    canvas.rect(x, self._y - height, width, height)
                x += width
            self._y -= height
        self._y -= geometry.size

    def _set(self, paragraph: Paragraph, ragged: bool = False) -> Set:
        geometry = self._geometry
        size, leading = geometry.size, geometry.size * geometry.leading
        plain = ParagraphStyle(
            "text", fontName=self._face, fontSize=size, leading=leading, spaceAfter=0.6 * size, allowOrphans=1,
            alignment=JUSTIFIED if geometry.justified and not ragged else 0,
        )  # fmt: skip
        match paragraph.setting:
            case "heading":
                return Set(escape(paragraph.text), ParagraphStyle("heading", plain, fontName=self._strong, alignment=0))
            case "title" | "spaced":
                style = ParagraphStyle("title", plain, fontName=self._strong, fontSize=1.4 * size, leading=1.7 * size, alignment=0)
                if paragraph.setting == "title":
                    return Set(escape(paragraph.text), style)
                return _Spaced(escape(paragraph.text), style)
            case "item":
                label, text = paragraph.text.split(" ", 1)
                return Set(self._markup(text), ParagraphStyle("item", plain, leftIndent=geometry.indent), bulletText=label)
        return Set(self._markup(paragraph.text), plain)

    def _markup(self, text: str) -> str:
        written = {"plain": "{}", "bold": f'<font face="{self._strong}">{{}}</font>', "mark": "<super>{}</super>"}
        return "".join(written[kind].format(escape(words)) for kind, words in runs(text))


class _Spaced(Set):  # type: ignore[misc]
    """A title of one line with space between its letters."""

    def draw(self) -> None:
        text = self.canv.beginText(0, self.height - self.style.fontSize)
        text.setFont(self.style.fontName, self.style.fontSize)
        text.setCharSpace(SPACED)
        text.textOut(self.text)
        self.canv.drawText(text)
