"""What a run says at the end: in the terminal as a table, for other programs as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.writers.text import readable, shortened
from flows.writers.words import must_haves, remark, verdict
from models.gaps import GapCell, GapTable, Tone
from models.records import Comparison

STYLES: dict[Tone, str] = {
    "good": "bold green", "likely": "green", "reduced": "yellow", "missing": "bold red", "review": "cyan", "plain": "",
}  # fmt: skip
NAME_WIDTH, CELL_WIDTH = 34, 17
OPEN_TONES = ("reduced", "missing", "review")


def print_summary(comparison: Comparison, gaps: GapTable, folder: Path, console: Console) -> None:
    """Offers across, must-have gaps down; then what could not be judged or read, and where the files lie."""
    console.print(Text(readable(f"{comparison.account}: {verdict(gaps)}"), style="bold"))
    judged = [index for index, column in enumerate(gaps.columns) if column.documents]
    across = max(1, (console.width - NAME_WIDTH) // CELL_WIDTH)
    for start in range(0, len(judged), across):
        console.print(_table(gaps, judged[start : start + across]))
    for column in gaps.columns:
        if not column.documents:
            console.print(Text(readable(f"  {column.label}: {remark(column)}"), style="cyan"))
    for document in comparison.documents:
        if document.status != "read":
            line = f"  {document.status.replace('_', ' ')}: {document.document}: {document.reason}"
            console.print(Text(readable(line), style="yellow"))
    console.print(Text(f"Tables, gaps.xlsx and report.html are in {folder}"))


def summary_json(comparison: Comparison, gaps: GapTable, folder: Path) -> dict[str, Any]:
    """The same for programs: options with their must-have coverages, ranked gaps, and documents that need attention."""
    return {
        "account": comparison.account,
        "folder": str(folder),
        "verdict": verdict(gaps),
        "options": [
            {
                "offer_folder": column.offer_folder, "carrier": column.carrier, "option": column.option,
                "remark": remark(column),
                "must_haves": {"stated": tally.stated, "reduced": tally.reduced, "missing": tally.missing, "to_be_read": tally.unread},
            }
            for column, tally in zip(gaps.columns, must_haves(gaps), strict=True)
        ],
        "gaps": [
            {
                "coverage": gap.cell.coverage, "tier": gap.tier, "offer_folder": gap.cell.offer_folder, "carrier": gap.cell.carrier,
                "option": gap.cell.option, "status": gap.cell.status, "severity": gap.cell.severity, "reason": gap.cell.reason,
            }
            for gap in gaps.top_gaps
        ],
        "documents": {
            "total": len(comparison.documents),
            "attention": [
                {"document": document.document, "status": document.status, "reason": document.reason}
                for document in comparison.documents
                if document.status != "read"
            ],
        },
    }  # fmt: skip


def _table(gaps: GapTable, columns: list[int]) -> Table:
    table = Table(header_style="bold", footer_style="bold", show_footer=True)
    table.add_column("Must-have coverage", footer="must-have gaps (to be read)", width=NAME_WIDTH - 4)
    tallies = must_haves(gaps)
    for index in columns:
        column, tally = gaps.columns[index], tallies[index]
        name = shortened(readable(column.carrier or column.offer_folder), 2 * CELL_WIDTH)
        heading = "\n".join(filter(None, (name, f"option {column.option}", remark(column))))
        table.add_column(Text(heading), footer=f"{tally.gaps} ({tally.unread})", width=CELL_WIDTH - 3)
    for row in gaps.rows:
        cells = [row.cells[index] for index in columns]
        if row.tier == "must" and any(cell.tone in OPEN_TONES for cell in cells):
            table.add_row(row.name, *(_cell(cell) for cell in cells))
    return table


def _cell(cell: GapCell) -> Text:
    """The status; where it is reduced also the limit."""
    limit = f"\n{shortened(readable(cell.parts[0]), 2 * CELL_WIDTH)}" if cell.tone == "reduced" and cell.parts else ""
    return Text(cell.status_text + limit, style=STYLES[cell.tone])
