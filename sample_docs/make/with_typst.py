"""Setting a document with Typst: forms in one or two columns, with footnotes and running heads."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import reportlab
import typst

from sample_docs.make.markup import Block, Cell, Source, runs

FONTS = Path(reportlab.__file__).parent / "fonts"  # Bitstream Vera, beside the serif faces that Typst carries itself
ISSUED = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())


def typst_pdf(source: Source) -> bytes:
    """The finished PDF. Only the fonts that come with the packages are used, so every machine makes the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "document.typ"
        page.write_text("\n".join([_prelude(source), *_body(source.blocks)]), encoding="utf-8")
        return typst.compile(str(page), font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=ISSUED)


def _prelude(source: Source) -> str:
    facts = source.facts
    layout = facts.get("layout", {})
    head, foot = json.dumps(layout.get("head", "")), json.dumps(layout.get("foot", ""))
    hyphenate, justify = (str(layout.get(key, False)).lower() for key in ("hyphenate", "justify"))
    page_of_pages = '"Page " + str(counter(page).get().first()) + " of " + str(counter(page).final().first())'
    return f"""
#set document(title: {json.dumps(facts["title"])}, author: {json.dumps(facts.get("insurer", facts["carrier"]))})
#set page(paper: "{layout.get("paper", "us-letter")}", margin: (x: {layout.get("margin", 1)}in, top: 1in, bottom: 0.9in),
  columns: {layout.get("columns", 1)},
  header: context text(size: 7.5pt, {head} + h(1fr) + {page_of_pages}),
  footer: text(size: 7pt, {foot}))
#set columns(gutter: 0.3in)
#set text(font: {json.dumps(layout.get("font", "Libertinus Serif"))}, size: {layout.get("size", 10.5)}pt, hyphenate: {hyphenate})
#set par(justify: {justify}, leading: {layout.get("leading", 0.62)}em, spacing: 0.95em)
#show heading: set par(justify: false)
#show heading: set text(weight: "bold", hyphenate: false)
#show heading.where(level: 1): set text(size: 1.15em)
#show heading.where(level: 2): set text(size: 0.86em)
#show heading: set block(above: 1.3em, below: 0.8em)
"""


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block.kind:
            case "title":
                yield f'#place(top + center, scope: "parent", float: true, text(size: 1.6em, weight: "bold", {_text(block.text)}))'
            case "section":
                yield f"#heading(level: 1, {_text(block.text)})"
            case "heading":
                yield f"#heading(level: 2, {_text(block.text)})"
            case "notice":
                yield f"#block(stroke: 0.8pt, inset: 7pt, width: 100%, {_text(block.text)})"
            case "break":
                yield "#pagebreak()"
            case "table":
                yield _table(block)
            case "paragraph":
                yield f"#pad(left: {1.6 * block.level}em, par({_text(block.text)}))"


def _table(block: Block) -> str:
    widths = ", ".join(f"{width}fr" for width in block.widths)
    cells = ", ".join(_cell(cell, row.header) for row in block.rows for cell in row.cells)
    return f"#table(columns: ({widths},), stroke: 0.5pt, inset: 5pt, {cells})"


def _cell(cell: Cell, header: bool) -> str:
    words = f"strong({_text(cell.text)})" if header else _text(cell.text)
    return f"table.cell(colspan: {cell.span}, {words})"


def _text(text: str) -> str:
    calls = {"plain": "text", "bold": "strong", "note": "footnote"}
    return " + ".join(f"{calls[kind]}({_string(words)})" for kind, words in runs(text)) or '""'


def _string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
