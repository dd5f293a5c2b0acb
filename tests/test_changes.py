"""What a renewal changes: told per coverage and term, with the direction where it can be told."""

from __future__ import annotations

from typing import Any

import pytest

from models.catalogue import load_catalogue
from models.changes import changes
from models.records import Box, Cell, Document, DocumentType, Evidence, Offer, Reading, Term

CATALOGUE = load_catalogue()
FIRST = next(iter(CATALOGUE.coverages))


def offer(term: str, carrier: str, kind: DocumentType = "quote", terms: tuple[Term, ...] = ()) -> Offer:
    folder = f"{term}/{carrier}" if term else carrier
    return Offer(folder, carrier, (Reading(Document(f"{folder}/a.pdf", folder, "", type=kind), terms=terms),), term)


def cells(of: Offer, **first: Any) -> list[Cell]:
    """One cell per coverage, all covered; `first` are the values of the first one."""
    facts = {"status": "covered", "limit_unit": "USD"} | first
    return [
        Cell(of.folder, of.carrier, "1", id_, reason="", **(facts if id_ == FIRST else {"status": "covered"}))
        for id_ in CATALOGUE.coverages
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"limit": 1e6}, {"limit": 1e6}, []),
        ({"limit": 1e6}, {"limit": 5e5}, [("limit", "1000000 USD", "500000 USD", "worse")]),
        ({"limit": 2.5e5}, {"limit": 5e5}, [("limit", "250000 USD", "500000 USD", "better")]),
        ({"limit": 1e6}, {"limit": 9e5, "limit_unit": "GBP"}, [("limit", "1000000 USD", "900000 GBP", "changed")]),
        ({"limit": 1e6}, {}, [("limit", "1000000 USD", "", "changed")]),
        ({"retention": 10000.0}, {"retention": 25000.0}, [("retention", "10000 USD", "25000 USD", "worse")]),
        ({"waiting_hours": 12.0}, {"waiting_hours": 8.0}, [("waiting_hours", "12", "8", "better")]),
        ({"status": "covered"}, {"status": "excluded"}, [("status", "covered", "excluded", "worse")]),
        ({"status": "silent"}, {"status": "sublimited"}, [("status", "silent", "sublimited", "better")]),
        ({"status": "covered"}, {"status": "unclear"}, [("status", "covered", "unclear", "changed")]),
        ({"status": "covered", "limit": 1e6}, {"status": "unknown"}, []),  # nothing was read: nothing to compare with
    ],
)  # fmt: skip
def test_differences_of_one_coverage(before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, ...]]) -> None:
    old, new = offer("2025", "Harrow"), offer("2026", "Harrow")
    found = changes((new, old), cells(new, **after) + cells(old, **before), CATALOGUE)
    assert [(change.field, change.before, change.after, change.direction) for change in found] == expected
    assert {change.coverage for change in found} <= {FIRST}


@pytest.mark.parametrize(
    ("expiring", "renewals", "pairs"),
    [
        ([("Harrow", "quote"), ("Stone", "quote")], ["Harrow"], [("2025/Harrow", "2026/Harrow")]),  # the same carrier's
        ([("Harrow", "declarations"), ("Stone", "quote")], ["Lantern"], [("2025/Harrow", "2026/Lantern")]),  # what was in force
        ([("Harrow", "quote")], ["Harrow", "Stone"], [("2025/Harrow", "2026/Harrow"), ("2025/Harrow", "2026/Stone")]),
        ([], ["Harrow", "Stone"], []),  # one term only
    ],
)
def test_what_a_renewal_is_held_against(
    expiring: list[tuple[str, DocumentType]], renewals: list[str], pairs: list[tuple[str, str]]
) -> None:
    old = [offer("2025", carrier, kind) for carrier, kind in expiring]
    new = [offer("2026", carrier) for carrier in renewals]
    judged = [cell for one in old for cell in cells(one, limit=1e6)] + [cell for one in new for cell in cells(one, limit=2e6)]
    found = changes((*new, *old), judged, CATALOGUE)
    assert [(change.expiring.offer_folder, change.renewal.offer_folder) for change in found] == pairs


def test_only_the_newest_two_terms_are_compared() -> None:
    offers = [offer(term, "Harrow") for term in ("2026-2027", "25-26", "2024")]
    judged = [cell for number, one in enumerate(offers, 1) for cell in cells(one, limit=number * 1e6)]
    assert [(change.before, change.after) for change in changes(offers, judged, CATALOGUE)] == [("2000000 USD", "1000000 USD")]


def test_a_retroactive_date_that_moved() -> None:
    def dated(term: str, value: str) -> Offer:
        return offer(term, "Harrow", terms=(Term("retro_date", value, Evidence("a.pdf", 1, Box(0, 0, 1, 1), value)),))

    old, new = dated("2025", "2019-01-01"), dated("2026", "2026-03-01")
    (change,) = changes((new, old), cells(new) + cells(old), CATALOGUE)
    assert (change.coverage, change.field, change.before, change.after) == ("", "retro_date", "2019-01-01", "2026-03-01")
    assert change.evidence_before and change.evidence_after
