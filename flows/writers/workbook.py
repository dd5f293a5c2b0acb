"""gaps.xlsx: the comparison as a broker opens it. Nothing that a document says becomes a formula or a link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.writers.tables import Table, Value
from flows.writers.text import readable, shortened
from flows.writers.words import DISCLAIMER, TONE_WORDS, must_haves, verdict
from models.gaps import Gap, GapCell, GapTable, Tone
from models.records import Comparison

CELL_LENGTH = 32_767  # characters Excel can hold in one cell
NOTE_LENGTH = 900
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
            "Colours: " + "; ".join(f"{tone}: {words}" for tone, words in TONE_WORDS.items()),
        )
        self.write(sheet, 0, 0, f"Gap table: {comparison.account}", self.title)
        for row, line in enumerate(lines, 1):
            self.write(sheet, row, 0, line, self.line)
        head = len(lines) + 2
        for column, text in enumerate(("Recommended", "Importance", "Asked for", *(column.label for column in gaps.columns))):
            self.write(sheet, head, column, text, self.head)
        self.write(sheet, head + 1, 0, "Must-have coverages", self.name)
        self.write(sheet, head + 2, 0, "Documents relied on", self.name)
        for column, (offer, tally) in enumerate(zip(gaps.columns, must_haves(gaps), strict=True), 3):
            self.write(sheet, head + 1, column, tally.text)
            self.write(sheet, head + 2, column, "\n".join(offer.documents))
        self._rows(sheet, head + 3, gaps)
        sheet.freeze_panes(head + 1, 1)
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 1, 11)
        sheet.set_column(2, 2, 26)
        sheet.set_column(3, 2 + max(1, len(gaps.columns)), 36)
        sheet.repeat_rows(head)
        self._printed(sheet)

    def _rows(self, sheet: Worksheet, at: int, gaps: GapTable) -> None:
        group = ""
        for row in gaps.rows:
            if row.group != group:
                group = row.group
                for column in range(3 + len(gaps.columns)):
                    self.write(sheet, at, column, gaps.groups[group] if column == 0 else None, self.band)
                at += 1
            self.write(sheet, at, 0, row.name, self.name)
            self.write(sheet, at, 1, row.tier)
            self.write(sheet, at, 2, row.recommended)
            for column, cell in enumerate(row.cells, 3):
                status = "" if cell.status == "stated" else cell.status_text
                self.write(sheet, at, column, "\n".join(filter(None, (status, cell.value, cell.citation))), self.tones[cell.tone])
                note = _note(cell)
                if note:
                    sheet.write_comment(at, column, note, {"x_scale": 3, "y_scale": 2, "font_size": 9})
            at += 1

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
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        self._printed(sheet)

    @staticmethod
    def _printed(sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


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
