"""Everything that is written for one account: tables, workbook, report and the record of the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.writers.report import write_report
from flows.writers.run import write_run
from flows.writers.tables import tables, write_csv, write_parquet
from flows.writers.workbook import write_workbook
from models.gaps import GapTable
from models.records import Comparison


def write_outputs(comparison: Comparison, gaps: GapTable, folder: Path, run: dict[str, Any]) -> None:
    """Write all files of one account into the existing, empty `folder`. Raises OSError where it cannot be written."""
    found = {table.name: table for table in tables(comparison, gaps)}
    for table in found.values():
        write_csv(table, folder / f"{table.name}.csv")
        write_parquet(table, folder / f"{table.name}.parquet")
    write_workbook(comparison, gaps, found, folder / "gaps.xlsx")
    write_report(comparison, gaps, folder / "report.html")
    write_run(comparison, gaps, found, run, folder / "run.json")
