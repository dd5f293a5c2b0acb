"""changes.csv and changes.parquet: what the newest term changes against the expiring one, both sides with their citation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.writers.tables import Table, Value, write_csv, write_parquet
from flows.writers.text import storable
from models.changes import Change
from models.records import Evidence

COLUMNS: dict[str, type] = {
    "expiring_offer": str, "expiring_carrier": str, "expiring_option": str,
    "renewal_offer": str, "renewal_carrier": str, "renewal_option": str,
    "coverage": str, "field": str, "before": str, "after": str, "direction": str,
    "before_document": str, "before_page": int, "before_quote": str, "document": str, "page": int, "quote": str,
}  # fmt: skip


def write_changes(changes: Sequence[Change], folder: Path) -> None:
    """Write both files; with the header row alone where the client's folder holds one term only."""
    table = Table("changes", tuple(COLUMNS), tuple(COLUMNS.values()), tuple(_row(change) for change in changes))
    write_csv(table, folder / "changes.csv")
    write_parquet(table, folder / "changes.parquet")


def _row(change: Change) -> tuple[Value, ...]:
    texts = (
        change.expiring.offer_folder, change.expiring.carrier, change.expiring.option,
        change.renewal.offer_folder, change.renewal.carrier, change.renewal.option,
        change.coverage, change.field, change.before, change.after, change.direction,
    )  # fmt: skip
    return (*(storable(text) or None for text in texts), *_citation(change.evidence_before), *_citation(change.evidence_after))


def _citation(evidence: Evidence | None) -> tuple[Value, ...]:
    return (storable(evidence.document), evidence.page, storable(evidence.quote)) if evidence else (None, None, None)
