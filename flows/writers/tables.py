"""The tables of a run as CSV and Parquet. Their names and columns are a contract with other programs: columns are only ever added."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.writers.text import storable
from models.facets import facet_effects, named_facets
from models.gaps import GapTable, undecided
from models.in_force import endorsement_rows, policy_in_force
from models.policy import place
from models.records import Comparison, Evidence, Taking

Value = str | int | float | None

ARROW_TYPES = {str: pa.string(), int: pa.int32(), float: pa.float64()}
NUMBERS: dict[str, type] = {
    "pages": int, "page": int, "limit": float, "retention": float, "waiting_hours": float, "coinsurance_pct": float,
    "confidence": float, "x0": float, "top": float, "x1": float, "bottom": float,
}  # fmt: skip
CITATION = ("document", "page", "x0", "top", "x1", "bottom", "quote")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold one value per column: text, a number, or None for what is not stated. `types` is str, int or float per column."""

    name: str
    columns: tuple[str, ...]
    types: tuple[type, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(comparison: Comparison, gaps: GapTable) -> tuple[Table, ...]:
    """All tables of one account, in the order of the contract."""
    return (
        documents_table(comparison),
        coverages_table(gaps),
        exclusions_table(comparison),
        terms_table(comparison),
        clauses_table(comparison),
        endorsements_table(comparison),
        gaps_table(gaps),
    )


def documents_table(comparison: Comparison) -> Table:
    columns = (
        "document", "offer_folder", "sha256", "type", "line", "carrier", "insurer", "form_number", "edition", "pages", "text_source",
        "status", "reason",
    )  # fmt: skip
    return _table("documents", columns, (tuple(getattr(document, column) for column in columns) for document in comparison.documents))


def coverages_table(gaps: GapTable) -> Table:
    columns = (
        "offer_folder", "carrier", "option", "coverage", "status", "limit", "limit_unit", "limit_basis", "limit_relation", "retention",
        "waiting_hours", "coinsurance_pct", "via", "severity", "confidence", *CITATION, "reason",
    )  # fmt: skip
    before = columns[: columns.index("severity")]
    rows = (
        (
            *(getattr(cell, column) for column in before),
            None if undecided(cell) else cell.severity,
            cell.confidence, *_citation(cell.evidence), cell.reason,
        )
        for cell in gaps.cells
    )  # fmt: skip
    return _table("coverages", columns, rows, severity=float)


def exclusions_table(comparison: Comparison) -> Table:
    columns = (
        "offer_folder", "carrier", "exclusion", "heading", "lead_in", "scope", "carve_backs", "erodes", "severity", "confidence", *CITATION,
        "excluded", "effects", "restores", "carve_back_places", "facets",
    )  # fmt: skip
    rows = (
        (
            offer.folder, offer.carrier, taking.exclusion, taking.heading, taking.lead_in, taking.scope, " | ".join(taking.given_back),
            " ".join(taking.erodes), taking.severity, taking.confidence, *_citation(taking.evidence),
            *_pairs(taking),
        )
        for offer in comparison.offers
        for reading in offer.readings
        for taking in reading.takings
    )  # fmt: skip
    return _table("exclusions", columns, rows)


def _pairs(taking: Taking) -> tuple[str, str, str, str, str]:
    """What each carve-back goes on from, its effect, what it restores and where it stands if elsewhere, in the order of `carve_backs`;
    and what is left of the facets that the exclusion or they name."""
    given = taking.carve_backs
    facets = facet_effects(taking, named_facets(taking))
    return (
        " | ".join(carve_back.excluded for carve_back in given),
        " | ".join(carve_back.effect for carve_back in given),
        " | ".join(" ".join(carve_back.restores) for carve_back in given) if any(each.restores for each in given) else "",
        " | ".join(place(each.evidence) if each.evidence else "" for each in given) if any(each.evidence for each in given) else "",
        " ".join(f"{facet}={effect}" for facet, effect in facets.items()),
    )


def terms_table(comparison: Comparison) -> Table:
    columns = ("offer_folder", "carrier", "option", "term", "coverage", "value", "unit", "basis", "raw", "confidence", *CITATION)
    rows = (
        (
            offer.folder, offer.carrier, term.option, term.term, term.coverage, term.value, term.unit, term.basis, term.raw,
            term.confidence, *_citation(term.evidence),
        )
        for offer in comparison.offers
        for reading in offer.readings
        for term in reading.terms
    )  # fmt: skip
    return _table("terms", columns, rows)


def clauses_table(comparison: Comparison) -> Table:
    columns = (
        "offer_folder", "document", "clause", "path", "heading", "role", "labels", "confidence", "page", "x0", "top", "x1", "bottom",
        "text",
    )  # fmt: skip
    rows = (
        (
            offer.folder, clause.evidence.document, clause.clause, clause.path, clause.heading, clause.role, " ".join(clause.labels),
            clause.confidence, *_citation(clause.evidence)[1:-1], clause.text,
        )
        for offer in comparison.offers
        for reading in offer.readings
        for clause in reading.clauses
    )  # fmt: skip
    return _table("clauses", columns, rows)


def endorsements_table(comparison: Comparison) -> Table:
    """One row per thing that an endorsement does; `out` says why it is not in force, `clauses` which of the form it changes."""
    columns = (
        "offer_folder", "number", "title", "effective", "out", "operation", "target", "target_number", "target_name", "scope", "coverages",
        "amount", "unit", "clauses", *CITATION, "new_text",
    )  # fmt: skip
    rows = (
        (
            offer.folder, row.number, row.title, row.effective, row.out, row.kind, row.target.kind, ".".join(row.target.numbers),
            row.target.name, row.scope, " ".join(row.coverages), row.amount, row.unit, " ".join(row.clauses), *_citation(row.evidence),
            row.new_text,
        )
        for offer in comparison.offers
        for row in endorsement_rows(policy_in_force(offer))
    )  # fmt: skip
    return _table("endorsements", columns, rows, amount=float)


def gaps_table(gaps: GapTable) -> Table:
    columns = ("row_group", "row", "name", "tier", "recommended", *(column.label for column in gaps.columns))
    rows = ((row.group, row.row, row.name, row.tier, row.recommended, *(cell.text for cell in row.cells)) for row in gaps.rows)
    return _table("gaps", columns, rows)


def _citation(evidence: Evidence | None) -> tuple[Value, ...]:
    if evidence is None:
        return (None,) * len(CITATION)
    return (evidence.document, evidence.page, *(round(edge, 2) for edge in evidence.box), evidence.quote)


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]], **types: type) -> Table:
    kinds = NUMBERS | types
    return Table(
        name,
        tuple(storable(column) for column in columns),
        tuple(kinds.get(column, str) for column in columns),
        tuple(tuple(_stored(value) for value in row) for row in rows),
    )


def _stored(value: Value) -> Value:
    if isinstance(value, str):
        return storable(value) or None
    return round(value, 4) if isinstance(value, float) else value


def write_csv(table: Table, path: Path) -> None:
    """UTF-8 with CRLF line ends on every system. Text that a spreadsheet would take for a formula gets a space before it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_csv_text(column) for column in table.columns)
        writer.writerows([_csv_text(value) for value in row] for row in table.rows)


def _csv_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    text = str(value)
    return f" {text}" if text.startswith(FORMULA_SIGNS) and not text[1:].isdecimal() else text


def write_parquet(table: Table, path: Path) -> None:
    """The same values, typed: whole numbers, floating-point numbers, text; null where nothing is stated."""
    schema = pa.schema([pa.field(column, ARROW_TYPES[kind]) for column, kind in zip(table.columns, table.types, strict=True)])
    values = [[row[index] for row in table.rows] for index in range(len(table.columns))]
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")
