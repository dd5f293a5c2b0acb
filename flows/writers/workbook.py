"""gaps.xlsx: the comparison as a broker opens it. Nothing that a document says becomes a formula or a link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import isfinite
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.writers.tables import Table, Value
from flows.writers.text import readable, shortened
from flows.writers.words import DISCLAIMER, TONE_WORDS, must_haves, remark, verdict
from models.gaps import Gap, GapCell, GapTable, Tone
from models.records import Comparison

CELL_LENGTH = 32_767  # characters Excel can hold in one cell
NOTE_LENGTH = 900
LINE_HEIGHT, MOST_LINES = 13.5, 8  # points per line of a row; a longer cell is read in the formula bar
FILLS: dict[Tone, tuple[str, str]] = {
    "good": ("#CDEBD3", "#0B4A20"),
    "likely": ("#E8F5EA", "#1F5A32"),
    "reduced": ("#FDEBC8", "#6B4300"),
    "missing": ("#F9D2CE", "#7A120B"),
    "review": ("#DCE6FA", "#1C3A78"),
    "plain": ("#FFFFFF", "#222222"),
}
WIDTHS = {
    "quote": 70, "reason": 60, "carve_backs": 50, "heading": 32, "document": 38, "coverage": 28, "exclusion": 28, "term": 24, "value": 28,
    "raw": 34, "lead_in": 28, "erodes": 34, "offer_folder": 24, "carrier": 20, "insurer": 28, "name": 38, "sha256": 14, "offer": 40,
}  # fmt: skip
NAME_WIDTHS, COLUMN_WIDTH = (38, 11, 26), 36


class Workbook:
    """An xlsxwriter workbook with the house's formats, and one method per kind of sheet."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
        )
        # a fixed date: the same comparison gives the same bytes
        self.book.set_properties({"title": "Gap table", "author": "covergap", "created": dt.datetime(2000, 1, 1)})
        base = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 10}
        self.body = self.book.add_format(base)
        self.name = self.book.add_format(base | {"bold": True})
        self.whole = self.book.add_format(base | {"num_format": "#,##0", "text_wrap": False})
        self.fraction = self.book.add_format(base | {"num_format": "#,##0.00", "text_wrap": False})
        self.head = self.book.add_format(base | {"bold": True, "bg_color": "#24344D", "font_color": "#FFFFFF", "border": 1})
        self.band = self.book.add_format(base | {"bold": True, "bg_color": "#E3E7EE", "top": 1})
        self.title = self.book.add_format({"bold": True, "font_name": "Calibri", "font_size": 16})
        self.line = self.book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top"})
        self.tones: dict[Tone, Format] = {
            tone: self.book.add_format(base | {"bg_color": fill, "font_color": ink, "border": 1, "border_color": "#C9CED6"})
            for tone, (fill, ink) in FILLS.items()
        }

    def close(self) -> None:
        self.book.close()

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format | None = None) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, shortened(readable(value), CELL_LENGTH), form or self.body)
        elif value is not None and not isfinite(value):  # no spreadsheet holds it as a number
            sheet.write_string(row, column, str(value), form or self.body)
        elif value is not None:
            sheet.write_number(row, column, value, form or (self.whole if value == int(value) else self.fraction))
        elif form:
            sheet.write_blank(row, column, None, form)

    def comparison(self, comparison: Comparison, gaps: GapTable) -> None:
        """The first sheet: recommended coverages down, options across, each cell with its citation and its quotation as a note."""
        sheet = self.book.add_worksheet("Comparison")
        lines = (
            f"Client size: {comparison.size}. Services: {', '.join(comparison.services) or 'not given'}.",
            verdict(gaps),
            DISCLAIMER,
        )
        self.write(sheet, 0, 0, f"Gap table: {comparison.account}", self.title)
        for row, line in enumerate(lines, 1):
            self.write(sheet, row, 0, line, self.line)
        head = len(lines) + 2
        widths = [*NAME_WIDTHS, *(COLUMN_WIDTH for _ in gaps.columns)]
        heads = ["Recommended", "Importance", "Asked for", *(column.label for column in gaps.columns)]
        for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
            self.write(sheet, head, column, text, self.head)
            sheet.set_column(column, column, width)
        sheet.set_row(head, _height(heads, widths))
        tallies = [tally.text for tally in must_haves(gaps)]
        documents = ["\n".join(filter(None, (remark(column), *column.documents))) for column in gaps.columns]
        for row, (name, texts) in enumerate((("Must-have coverages", tallies), ("Documents relied on", documents)), head + 1):
            self.write(sheet, row, 0, name, self.name)
            for column, text in enumerate(texts, 3):
                self.write(sheet, row, column, text)
            sheet.set_row(row, _height(texts, [COLUMN_WIDTH] * len(texts)))
        self._legend(sheet, self._rows(sheet, head + 3, gaps) + 1)
        sheet.freeze_panes(head + 1, 1)
        sheet.repeat_rows(head)
        self._printed(sheet)

    def _rows(self, sheet: Worksheet, at: int, gaps: GapTable) -> int:
        """Write the gap table from row `at` on; the row below it is returned."""
        group = ""
        for row in gaps.rows:
            if row.group != group:
                group = row.group
                for column in range(3 + len(gaps.columns)):
                    self.write(sheet, at, column, gaps.groups[group] if column == 0 else None, self.band)
                at += 1
            texts = [row.name, row.tier, row.recommended, *(_cell_text(cell) for cell in row.cells)]
            forms = [self.name, self.body, self.body, *(self.tones[cell.tone] for cell in row.cells)]
            for column, (text, form) in enumerate(zip(texts, forms, strict=True)):
                self.write(sheet, at, column, text, form)
            for column, cell in enumerate(row.cells, 3):
                if note := _note(cell):
                    sheet.write_comment(at, column, note, {"x_scale": 3, "y_scale": 2, "font_size": 9})
            sheet.set_row(at, _height(texts, [*NAME_WIDTHS, *(COLUMN_WIDTH for _ in row.cells)]))
            at += 1
        return at

    def _legend(self, sheet: Worksheet, at: int) -> None:
        for row, (tone, words) in enumerate(TONE_WORDS.items(), at):
            self.write(sheet, row, 0, tone, self.tones[tone])
            self.write(sheet, row, 1, words, self.line)

    def gaps(self, gaps: GapTable) -> None:
        """Every gap, gravest first, then what needs to be read by a person."""
        columns = (
            "rank", "queue", "severity", "tier", "coverage", "offer", "option", "status", "limit", "limit_unit", "retention", "reason",
            "document", "page", "quote",
        )  # fmt: skip
        queued = [(gap, "gap") for gap in gaps.top_gaps] + [(gap, "to be read") for gap in gaps.review]
        self._sheet("Gaps", columns, [_gap_values(rank, queue, gap) for rank, (gap, queue) in enumerate(queued, 1)])

    def table(self, name: str, table: Table) -> None:
        self._sheet(name, table.columns, table.rows)

    def evidence(self, found: Sequence[Table]) -> None:
        """Every citation of the tables `found`, one row each, with what it is evidence of."""
        shown = ("offer_folder", "document", "page", "x0", "top", "x1", "bottom", "quote")
        rows: list[tuple[Value, ...]] = []
        for table in found:
            subject = table.columns.index(table.name.removesuffix("s"))
            places = [table.columns.index(column) for column in shown]
            cited = (row for row in table.rows if row[places[1]] is not None)
            rows += [(table.name.removesuffix("s"), row[subject], *(row[place] for place in places)) for row in cited]
        self._sheet("Evidence", ("kind", "of", *shown), rows)

    def _sheet(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        sheet = self.book.add_worksheet(name)
        for column, text in enumerate(columns):
            self.write(sheet, 0, column, text, self.head)
            sheet.set_column(column, column, WIDTHS.get(text, 12))
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self.write(sheet, number, column, value)
            sheet.set_row(number, _height(row, [WIDTHS.get(name, 12) for name in columns]))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        self._printed(sheet)

    @staticmethod
    def _printed(sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _cell_text(cell: GapCell) -> str:
    status = "" if cell.status == "stated" else cell.status_text
    return "\n".join(filter(None, (status, cell.value, cell.citation)))


def _height(values: Sequence[Value], widths: Sequence[int]) -> float:
    """Points for a row whose longest cell is to be read: not every program fits rows to wrapped text by itself."""
    texts = [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
    lines = max((sum(1 + int(len(line) / (1.05 * width)) for line in text.splitlines()) for text, width in texts), default=1)
    return LINE_HEIGHT * min(MOST_LINES, max(1, lines)) + 2


def _note(cell: GapCell) -> str:
    """The reason and the first quotations, as they stand in the document."""
    quotes = [f"{evidence.document}, p. {evidence.page}: “{shortened(evidence.quote, 300)}”" for evidence in cell.evidence[:2]]
    return shortened(readable("\n".join(filter(None, (cell.reason, *quotes)))), NOTE_LENGTH)


def _gap_values(rank: int, queue: str, gap: Gap) -> tuple[Value, ...]:
    cell, evidence = gap.cell, gap.cell.evidence
    offer = " / ".join(filter(None, (cell.offer_folder, cell.carrier)))
    return (
        rank, queue, cell.severity if queue == "gap" else None, gap.tier, gap.name, offer, cell.option, cell.status.replace("_", " "),
        cell.limit, cell.limit_unit, cell.retention, cell.reason, evidence.document if evidence else None,
        evidence.page if evidence else None, evidence.quote if evidence else None,
    )  # fmt: skip


def write_workbook(comparison: Comparison, gaps: GapTable, found: dict[str, Table], path: Path) -> None:
    """Write the workbook; `found` are the tables of the run by name."""
    workbook = Workbook(path)
    workbook.comparison(comparison, gaps)
    workbook.gaps(gaps)
    for name in ("exclusions", "terms", "documents"):
        workbook.table(name.capitalize(), found[name])
    workbook.evidence([found["coverages"], found["exclusions"], found["terms"]])
    workbook.close()
