"""What a quote states and what the tables of a comparison tell, as facts that can be held against each other."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.quotes_drawn.model import Option, Quote, Stated

POSITIONS = {
    "affirmed": {"covered", "granted", "quoted", "sublimited", "conditional", "partial"},
    "refused": {"excluded", "not_purchased"},
}
FIELDS = {"coverage_limit": "limit", "sublimit": "limit", "retention": "retention", "waiting_period": "hours", "coinsurance": "share"}
COLUMNS = {"limit": "limit", "retention": "retention", "waiting_hours": "hours", "coinsurance_pct": "share"}


class Fact(NamedTuple):
    """A value of an option, "" where it is that of every option. `coverage` is "" for the policy's own, `field` a term of terms.csv or
    a column of a coverage."""

    option: str
    coverage: str
    field: str
    value: str


def stated(quote: Quote) -> frozenset[Fact]:
    """Every value that the quote states."""
    found = {Fact("", "", "options", str(len(quote.options)))}
    for number, option in enumerate(quote.options):
        name = str(number + 1)
        found |= {Fact(name, "", term, _folded(value)) for term, value in _policy(quote, option)}
        for line in quote.lines:
            for coverage in line.coverages:
                found |= {Fact(name, coverage, field, _folded(value)) for field, value in _coverage(line.by_option[number])}
    return _once(found, len(quote.options))


def derived(quote: Quote) -> frozenset[Fact]:
    """What may be told besides, since it follows: the aggregate for what is "Included", surplus lines paper, a waiting period."""
    found = set()
    for number, option in enumerate(quote.options):
        name = str(number + 1)
        for line in quote.lines:
            one = line.by_option[number]
            if one.position == "included":
                found |= {Fact(name, coverage, "limit", _folded(option.aggregate)) for coverage in line.coverages}
        if "Surplus Lines" in quote.insurer or any("urplus lines" in label for label, _ in option.fees):
            found.add(Fact(name, "", "admitted_status", "nonadmitted"))
        hours = {other.hours for line in quote.lines for other in line.by_option if other.hours is not None}
        found |= {Fact(name, "", "waiting_period", _folded(some)) for some in hours}
    return _once(found, len(quote.options)) | found


def _policy(quote: Quote, option: Option) -> Iterator[tuple[str, object]]:
    yield from (("insurer", quote.insurer), ("named_insured", quote.insured), ("quote_reference", quote.reference))
    yield from (
        ("quote_date", quote.issued),
        ("quote_expiry", quote.expires),
        ("effective_date", quote.begins),
        ("expiry_date", quote.ends),
    )
    yield from (("aggregate_limit", option.aggregate), ("retention", option.retention), ("premium", option.premium))
    yield from (("fees_taxes", amount) for _, amount in option.fees)
    if quote.totalled:
        yield "total_cost", option.total
    for term, value in (("retro_date", quote.retro), ("min_earned", quote.min_earned), ("tria_premium", quote.terrorism)):
        if value is not None:
            yield term, value


def _coverage(one: Stated) -> Iterator[tuple[str, object]]:
    yield "position", "refused" if one.position == "refused" else "affirmed"
    for field, value in (("limit", one.limit), ("retention", one.retention), ("hours", one.hours), ("share", one.share)):
        if value is not None:
            yield field, value


def told(tables: Path) -> frozenset[Fact]:
    """Every value that the tables below a folder tell of coverages and of the policy."""
    coverages, terms = (list(_rows(tables, name)) for name in ("coverages.csv", "terms.csv"))
    options = sorted({row["option"] for row in coverages})
    found = {Fact("", "", "options", str(len(options)))}
    for row in coverages:
        position = next((name for name, statuses in POSITIONS.items() if row["status"] in statuses), "")
        if position:
            found.add(Fact(row["option"], row["coverage"], "position", position))
            found |= {Fact(row["option"], row["coverage"], field, _folded(row[column])) for column, field in COLUMNS.items() if row[column]}
    for row in terms:
        field = FIELDS[row["term"]] if row["coverage"] else row["term"]
        for option in [row["option"]] if row["option"] not in ("", "all") else options:
            found.add(Fact(option, row["coverage"], field, _folded(row["value"])))
    return _once(found, len(options))


def _once(found: set[Fact], options: int) -> frozenset[Fact]:
    """What holds in every option is one fact."""
    times = Counter(fact[1:] for fact in found)
    return frozenset(Fact("", *fact[1:]) if times[fact[1:]] == options else fact for fact in found)


def _rows(folder: Path, name: str) -> Iterable[dict[str, str]]:
    for path in sorted(folder.rglob(name)):
        with path.open(newline="", encoding="utf-8") as handle:
            yield from csv.DictReader(handle)


def _folded(value: object) -> str:
    """Numbers without separators and needless decimals, dates as they are, names as letters and figures."""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    try:
        return f"{float(text):g}" if abs(float(text)) < 1e6 and float(text) == int(float(text)) else f"{float(text):.2f}"
    except ValueError:
        return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else re.sub(r"[^a-z0-9]", "", text.lower())
