"""Setting a planned document with Typst: its own columns, grids, footnotes and hyphenation."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
import reportlab
import typst

from benchmarks.laid_out.errors import OverfullError
from benchmarks.laid_out.plan import Band, Beside, Document, Flow, Labelled, Paragraph, Rows, Sheet, runs

FONTS = Path(reportlab.__file__).parent / "fonts"
ISSUED = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())


def typst_pdf(document: Document) -> bytes:
    """The finished PDF. Raises OverfullError where a page does not hold its text."""
    pages = "\n".join(_sheet(sheet, document) for sheet in document.sheets)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.typ"
        source.write_text(_prelude(document) + pages, encoding="utf-8")
        made = typst.compile(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=ISSUED)
    with pdfium.PdfDocument(made) as read:
        if len(read) != len(document.sheets):
            raise OverfullError
    return bytes(made)


def _prelude(document: Document) -> str:
    geometry = document.geometry
    font = "Libertinus Serif" if geometry.serif else "Bitstream Vera Sans"
    between = geometry.leading - 1.0 + 0.3  # Typst counts from the foot of one line to the caps of the next
    return f"""
#set text(font: "{font}", size: {geometry.size}pt, hyphenate: {str(geometry.justified).lower()})
#set par(justify: {str(geometry.justified).lower()}, leading: {between}em, spacing: {between + 0.6}em)
#show footnote.entry: set text(size: {max(0.8 * geometry.size, 5.5)}pt)
#let flow(n, body) = layout(size => {{
  let width = (size.width + {geometry.gutter}pt) / n - {geometry.gutter}pt
  let height = measure(block(width: width, body)).height
  block(height: height / n + 3em, columns(n, gutter: {geometry.gutter}pt, body))
}})
"""


def _sheet(sheet: Sheet, document: Document) -> str:
    geometry = document.geometry
    page_columns = 1
    if document.notes_in_columns:
        page_columns = max(band.columns for band in sheet.bands if isinstance(band, Flow))
    body = "\n\n".join(_band(band, page_columns, document) for band in sheet.bands)
    for note in sheet.notes:
        words = f"#footnote(numbering: _ => {_string(note.mark)}, {_text(note.text)})"
        body = body.replace(f"#super({_string(note.mark)})", words, 1)
    stamp = f"rotate(-90deg, reflow: true, text(size: 7.5pt, {_string(sheet.stamp)}))"
    placed = f"place(right + horizon, dx: -4pt, {stamp})" if sheet.stamp else "none"
    return f"""
#page(width: {geometry.width}pt, height: {geometry.height}pt, columns: {page_columns},
  margin: (left: {geometry.left}pt, right: {geometry.right}pt, top: {geometry.top}pt, bottom: {geometry.bottom}pt),
  header: place(top + left, dy: 26pt, text(size: 7.5pt, {_string(sheet.head)})),
  footer: place(bottom + right, dy: -20pt, text(size: 7.5pt, {_string(sheet.foot)})),
  foreground: {placed})[
#set columns(gutter: {geometry.gutter}pt)
{body}
]
"""


def _band(band: Band, page_columns: int, document: Document) -> str:
    geometry = document.geometry
    match band:
        case Flow(paragraphs, columns):
            body = "\n\n".join(_paragraphs(paragraphs, geometry.indent))
            return body if columns == page_columns else f"#flow({columns})[{body}]"
        case Labelled(entries, share, bold):
            face = "strong" if bold else "text"
            cells = "".join(
                f"par(justify: false, text(hyphenate: false, {face}({_string(label)}))), [{_joined(paragraphs, geometry.indent)}], "
                for label, paragraphs in entries
            )
            return f"#grid(columns: ({share}fr, {1 - share}fr), column-gutter: {geometry.gutter / 2}pt, row-gutter: 1em, {cells})"
        case Beside(paragraphs, box, share):
            inner = f"rect(inset: 0.6em, width: 100%, [#set par(justify: false)\n{_joined(box, geometry.indent)}])"
            return (
                f"#grid(columns: ({1 - share}fr, {share}fr), column-gutter: {geometry.gutter}pt,"
                f" [{_joined(paragraphs, geometry.indent)}], {inner})"
            )
        case Rows(rows, weights, ruled):
            heads = ", ".join(f"strong({_string(cell)})" for cell in rows[0])
            cells = ", ".join(_text(cell) for row in rows[1:] for cell in row)
            stroke = "0.5pt" if ruled else "none"
            return f"#table(columns: ({', '.join(f'{weight}fr' for weight in weights)}), stroke: {stroke}, inset: 3pt, {heads}, {cells})"


def _joined(paragraphs: tuple[Paragraph, ...], indent: float) -> str:
    return "\n\n".join(_paragraphs(paragraphs, indent))


def _paragraphs(paragraphs: tuple[Paragraph, ...], indent: float) -> Iterator[str]:
    for paragraph in paragraphs:
        match paragraph.setting:
            case "text":
                yield "#" + _text(paragraph.text)
            case "item":
                label, text = paragraph.text.split(" ", 1)
                yield f"#grid(columns: ({indent}pt, 1fr), {_text(label)}, {_text(text)})"
            case "heading":
                yield f"#block(sticky: true, strong({_text(paragraph.text)}))"
            case "title":
                yield f'#block(text(size: 1.4em, weight: "bold", {_text(paragraph.text)}))'
            case "spaced":
                yield f'#block(text(size: 1.4em, weight: "bold", tracking: 3pt, {_text(paragraph.text)}))'


def _text(text: str) -> str:
    calls = {"plain": "text", "bold": "strong", "mark": "super"}
    return "[" + "".join(f"#{calls[kind]}({_string(words)})" for kind, words in runs(text)) + "]"


def _string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
