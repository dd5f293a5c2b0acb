"""Whether the price adds up: premium, fees and taxes against the total that the document states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.remarks import remarked
from models.records import Reading, Term

TOLERANCE = 1.0  # totals are rounded to whole units
PARTS = ("premium", "tria_premium", "fees_taxes")


def footed(reading: Reading) -> Reading:
    """The reading with a total in doubt, and a remark, where what it is made of makes another sum."""
    doubts = {term: doubt for term in reading.terms if term.term == "total_cost" and (doubt := _doubt(term, reading.terms))}
    if not doubts:
        return reading
    document = remarked(reading.document, "; ".join(dict.fromkeys(doubts.values())))
    terms = tuple(replace(term, doubt="; ".join(filter(None, (term.doubt, doubts.get(term, ""))))) for term in reading.terms)
    return replace(reading, document=document, terms=terms)


def _doubt(total: Term, terms: Iterable[Term]) -> str:
    parts = {name: list(_figures(name, total, terms)) for name in PARTS}
    if not parts["premium"]:
        return ""
    premium, rest = parts["premium"][0], sum(parts["fees_taxes"])
    terrorism = sum(parts["tria_premium"])
    stated = float(total.value)
    # A premium may include the one for terrorism, and a total may be that of the premiums alone.
    sums = (premium + rest + terrorism, premium + rest, premium + terrorism, premium)
    if any(abs(made - stated) <= TOLERANCE for made in sums):
        return ""
    return f"the price does not add up: premium, fees and taxes make {sums[0]:,.2f}, the total says {stated:,.2f}"


def _figures(name: str, total: Term, terms: Iterable[Term]) -> Iterator[float]:
    """The amounts of a term that hold in the option of the total, in its currency."""
    for term in terms:
        if term.term == name and not term.coverage and term.unit == total.unit and term.option in ("", total.option):
            yield float(term.value)
