"""run.json: how the tables came about, for whoever must show it later."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from flows.writers.tables import Table
from models.gaps import GapTable
from models.records import Comparison, Reading


def write_run(comparison: Comparison, gaps: GapTable, found: dict[str, Table], run: dict[str, Any], path: Path) -> None:
    """Complete `run` (versions, hashes, settings) with inputs, seconds and counts. The one file that differs between equal runs."""
    readings = [reading for offer in comparison.offers for reading in offer.readings]
    record = {
        "account": comparison.account,
        "size": comparison.size,
        "services": list(comparison.services),
        "inputs": {document.document: document.sha256 for document in comparison.documents},
        "seconds": {step: round(seconds, 3) for step, seconds in comparison.seconds.items()},
        "reading_seconds": _reading_seconds(readings),
        "counts": {
            "documents": dict(sorted(Counter(document.status for document in comparison.documents).items())),
            "offers": len(comparison.offers),
            "options": len(gaps.columns),
            "rows": {name: len(table.rows) for name, table in found.items()},
            "statuses": dict(sorted(Counter(cell.status for cell in gaps.cells).items())),
            "gaps": len(gaps.top_gaps),
            "to_be_read": len(gaps.review),
            "rejected_quotations": sum(reading.rejected for reading in readings),
        },
    }
    path.write_text(json.dumps(run | record, indent=2, sort_keys=True, default=str) + "\n", encoding="utf-8", newline="\n")


def _reading_seconds(readings: list[Reading]) -> dict[str, float]:
    """Seconds per step within the documents, added up over all of them; several processes spend them side by side."""
    total: dict[str, float] = {}
    for reading in readings:
        for step, seconds in reading.seconds:
            total[step] = total.get(step, 0.0) + seconds
    return {step: round(seconds, 3) for step, seconds in sorted(total.items())}
