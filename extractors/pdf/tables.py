"""Ruled tables by pdfplumber, on the few pages that have rules enough to make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.layout import PdfText, Table, TableCell
from extractors.pdf.opening import fitting_password
from models.records import Box

if TYPE_CHECKING:
    import pdfplumber

MAX_OBJECTS = 4000  # a page with more drawing than this is a picture, not a table
THIN = 2.5  # points: a path thinner than this is a rule
LONG = 25.0  # points: a rule or a cell's side is at least this long
MIN_RULES = 3
GRID_SEGMENTS = 2 * (MIN_RULES + 2)  # a move and a line for each rule of the smallest table
MIN_CELLS = 4
SNAP = 3.0  # points within which cell edges are the same


def has_rules(page: pdfium.PdfPage) -> bool:
    """True where a page holds enough rules or cell frames for a ruled table, drawn one by one or as one path."""
    across = down = frames = 0
    for item in islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=2), MAX_OBJECTS):
        x0, y0, x1, y1 = item.get_bounds()
        width, height = x1 - x0, y1 - y0
        across += height <= THIN and width >= LONG
        down += width <= THIN and height >= LONG / 3
        frames += height > THIN and width >= LONG and LONG / 3 <= height < LONG * 6
        if width >= LONG and height >= LONG and c.FPDFPath_CountSegments(item.raw) >= GRID_SEGMENTS:
            return True
    return (across >= MIN_RULES and down >= MIN_RULES - 1) or frames >= MIN_CELLS


def with_tables(path: Path, pdf: PdfText, options: ReadOptions = AS_IT_IS) -> PdfText:
    """The document with the tables of its ruled pages. Memory of each page is given back before the next."""
    if not pdf.ruled:
        return pdf
    import pdfplumber  # only schedules need it, and it takes its time to load

    found = {}
    with pdfplumber.open(path, password=fitting_password(path, options.passwords)) as document:
        for number in pdf.ruled:
            page = document.pages[number - 1]
            found[number] = tuple(_table(table) for table in page.find_tables() if len(table.cells) >= MIN_CELLS)
            page.close()
    return replace(pdf, pages=tuple(replace(page, tables=found.get(page.number, ())) for page in pdf.pages))


def _table(table: pdfplumber.table.Table) -> Table:
    texts = table.extract()
    edges = _edges(cell[0] for cell in table.cells if cell)
    cells = []
    for row_number, (row, row_texts) in enumerate(zip(table.rows, texts, strict=True)):
        for cell, text in zip(row.cells, row_texts, strict=True):
            if cell is None:
                continue
            box = Box(*(round(value, 2) for value in cell))
            column = _column(edges, box.x0)
            spanned = sum(box.x0 - SNAP <= edge < box.x1 - SNAP for edge in edges)
            cells.append(TableCell(" ".join((text or "").split()), box, row_number, column, max(1, spanned)))
    return Table(Box(*(round(value, 2) for value in table.bbox)), tuple(cells))


def _edges(values: Iterable[float]) -> list[float]:
    """Left edges of the columns, those within SNAP counted once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _column(edges: list[float], x0: float) -> int:
    return max(index for index, edge in enumerate(edges) if edge <= x0 + SNAP)
