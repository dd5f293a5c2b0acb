"""Setting a schedule with Typst."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import reportlab
import typst

from benchmarks.schedules.kinds import Schedule
from benchmarks.schedules.model import Cell, Grid, Look, placed

FONTS = Path(reportlab.__file__).parent / "fonts"  # Bitstream Vera, beside the serif faces that Typst carries itself
FACES = {"sans": "Bitstream Vera Sans", "serif": "Libertinus Serif"}
ISSUED = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
STROKES = {
    "grid": "0.5pt",
    "double": "0.5pt",
    "inner": "(x, y) => (left: if x > 0 { 0.5pt }, top: if y > 0 { 0.5pt })",
    "rows": "(x, y) => (top: 0.5pt, bottom: 0.5pt)",
    "columns": "(x, y) => (left: 0.5pt, right: 0.5pt)",
    "book": "none",
    "zebra": "none",
    "dashed": '(thickness: 0.5pt, dash: "dashed")',
    "tiles": "none",
    "frame": "(x, y) => (left: if x == 0 { 0.5pt }, top: if y < 2 { 0.5pt })",
    "sections": "none",
    "none": "none",
}
GUTTERS = {"double": "1.8pt", "tiles": "2pt"}
BOXES = """
#let empty = box(baseline: 15%, rect(width: 0.85em, height: 0.85em, stroke: 0.6pt))
#let crossed = box(baseline: 15%, width: 0.85em, height: 0.85em, stroke: 0.6pt)[
  #place(line(start: (1pt, 1pt), end: (0.85em - 1pt, 0.85em - 1pt), stroke: 0.6pt))
  #place(line(start: (1pt, 0.85em - 1pt), end: (0.85em - 1pt, 1pt), stroke: 0.6pt))]
#let lettered = box(baseline: 15%, width: 0.85em, height: 0.85em, stroke: 0.6pt, align(center + horizon, text(size: 0.8em)[X]))
#let glyph(it) = text(font: "DejaVu Sans Mono", it)
"""
TICKS = {
    ("dingbat", "ticked"): 'glyph("☒")',
    ("dingbat", "empty"): 'glyph("☐")',
    ("drawn", "ticked"): "crossed",
    ("drawn", "empty"): "empty",
    ("letter", "ticked"): "lettered",
    ("letter", "empty"): "empty",
}


def typst_pdf(schedule: Schedule) -> bytes:
    """The finished PDF. Only fonts that come with the packages are used, so every machine makes the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "schedule.typ"
        page.write_text("\n".join(_source(schedule)), encoding="utf-8")
        return typst.compile(str(page), font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=ISSUED)


def _source(schedule: Schedule) -> Iterator[str]:
    look = schedule.look
    yield f"""
#set page(paper: "us-letter", flipped: {str(look.landscape).lower()}, margin: (x: {look.margin:.1f}pt, y: 64pt),
  header: text(size: 7.5pt, {_string(schedule.title)}), footer: context text(size: 7.5pt, "Page " + counter(page).display()))
#set text(font: "{FACES[look.face]}", size: {look.size}pt, hyphenate: false)
#set par(leading: 0.5em, spacing: 1em)
{BOXES}
#block(text(size: 1.4em, weight: "bold", {_string(schedule.title)}))"""
    for number, block in enumerate(schedule.blocks):
        if isinstance(block, Grid):
            yield _table(block, look)
        elif block.bold:
            yield f"#block(strong({_string(block.text)}))"
        else:
            after_table = number > 0 and isinstance(schedule.blocks[number - 1], Grid)
            yield f"#block({'above: 2em, ' if after_table else ''}{_string(block.text)})"


def _table(grid: Grid, look: Look) -> str:
    heads = [_cell(cell, look, row < grid.heads) for row, _, cell in placed(grid) if row < grid.heads]
    body = [_cell(cell, look, False) for row, _, cell in placed(grid) if row >= grid.heads]
    parts = [f"table.header(repeat: {str(look.repeat).lower()}, {', '.join(heads)})"] if heads else []
    widths = ", ".join(f"{width:.2f}fr" for width in grid.widths)
    return (
        f"#table(columns: ({widths}), stroke: {STROKES[look.rules]}, inset: (x: {look.side:.1f}pt, y: {look.padding:.1f}pt), "
        f"align: {'horizon' if look.middle else 'top'}, fill: {_fill(grid, look)}, gutter: {GUTTERS.get(look.rules, '0pt')}, "
        f"{', '.join(parts + body + list(_book_rules(grid, look)))})"
    )


def _fill(grid: Grid, look: Look) -> str:
    if look.rules == "zebra":
        return '(x, y) => if calc.odd(y) { rgb("#e8ebf0") }'
    if look.rules == "tiles":
        return 'rgb("#e8ebf0")'
    if look.rules == "sections":
        shaded = ", ".join(str(row) for row, cells in enumerate(grid.rows) if len(cells) == 1)
        return f'(x, y) => if y in ({shaded},) {{ rgb("#e8ebf0") }}'
    return f'(x, y) => if y < {grid.heads} {{ rgb("#23395b") }}' if look.dark_head else "none"


def _book_rules(grid: Grid, look: Look) -> Iterator[str]:
    if look.rules == "frame":
        yield f"table.hline(y: {len(grid.rows)}, stroke: 0.5pt), table.vline(x: {len(grid.widths)}, stroke: 0.5pt)"
    if look.rules != "book":
        return
    for row, weight in ((0, 1), (grid.heads, 0.5), (len(grid.rows), 1)):
        yield f"table.hline(y: {row}, stroke: {weight}pt)"
    for row, column, cell in placed(grid):
        if cell.columns > 1:
            yield f"table.hline(y: {row + 1}, start: {column}, end: {column + cell.columns}, stroke: 0.5pt)"


def _cell(cell: Cell, look: Look, head: bool) -> str:
    words = _string(cell.text)
    if cell.tick:
        words = f"{TICKS[look.ticks, cell.tick]} + {_string(' ' + cell.text if cell.text else '')}"
    if cell.raised:
        words += f" + super(typographic: false, {_string(cell.raised)})"
    weight = ', weight: "bold"' if cell.bold else ""
    colour = ", fill: white" if head and look.dark_head else ""
    across = f"align: {cell.align} + {'horizon' if look.middle else 'top'}"
    text = f"text(hyphenate: false{weight}{colour}, {words})"
    return f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows}, breakable: false, {across}, {text})"


def _string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
