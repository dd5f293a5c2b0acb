"""Which documents make one offer: folders, loose documents, year folders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import load_catalogue
from models.offers import group_offers, term_year
from models.records import Document, Offer, Reading

CATALOGUE = load_catalogue()


def reading(document: str, carrier: str = "", **known: str) -> Reading:
    folder = document.rpartition("/")[0]
    return Reading(Document(document, folder, known.pop("sha256", document), type="quote", carrier=carrier, **known))  # type: ignore[arg-type]


def grouped(*readings: Reading) -> dict[str, list[str]]:
    return {offer.folder: [member.document.document for member in offer.readings] for offer in group_offers(readings, CATALOGUE)}


@pytest.mark.parametrize(
    ("readings", "offers"),
    [
        pytest.param(
            [reading("001/001-form.pdf"), reading("002/002-quote.pdf")],
            {"001": ["001/001-form.pdf"], "002": ["002/002-quote.pdf"]},
            id="a folder each, numbered: no years",
        ),
        pytest.param(
            [reading("Alder/quote.pdf", "Alder"), reading("Alder/form.pdf"), reading("Birch/quote.pdf", "Birch")],
            {"Alder": ["Alder/form.pdf", "Alder/quote.pdf"], "Birch": ["Birch/quote.pdf"]},
            id="documents of a folder belong together, whatever they bear",
        ),
        pytest.param(
            [reading("a.pdf", "Alder", quote_reference="Q-1"), reading("b.pdf", "Alder"), reading("c.pdf", "Birch")],
            {"Alder": ["a.pdf", "b.pdf"], "Birch": ["c.pdf"]},
            id="loose: the form without a number finds its carrier's quote",
        ),
        pytest.param(
            [reading("q1.pdf", "Alder", quote_reference="Q-1"), reading("q2.pdf", "Alder", quote_reference="Q-2")],
            {"Alder": ["q1.pdf"], "Alder Q-2": ["q2.pdf"]},
            id="loose: two quotes of one carrier are two offers",
        ),
        pytest.param(
            [reading("decs.pdf", policy_number="P 7"), reading("endorsement.pdf", "Alder", policy_number="P 7")],
            {"Alder": ["decs.pdf", "endorsement.pdf"]},
            id="loose: the same policy number, carrier known from one of them",
        ),
        pytest.param(
            [reading("a.pdf", "Alder", policy_number="P 1"), reading("b.pdf", "Alder", quote_reference="Q-1")],
            {"Alder": ["a.pdf", "b.pdf"]},
            id="loose: a quote number does not contradict a policy number",
        ),
        pytest.param(
            [reading("a.pdf", insurer="Alder Specialty Insurance Company"), reading("b.pdf", insurer="Alder Specialty Insurance Company")],
            {"Alder Specialty Insurance Company": ["a.pdf", "b.pdf"]},
            id="loose: by insurer where no brand is known",
        ),
        pytest.param(
            [reading("locked.pdf"), reading("notes.pdf")],
            {"locked": ["locked.pdf"], "notes": ["notes.pdf"]},
            id="loose: unknown ones alone",
        ),
        pytest.param(
            [reading("scan.pdf"), reading("scan.PDF"), reading("Alder.pdf"), reading("Alder/q.pdf")],
            {"Alder": ["Alder/q.pdf"], "Alder.pdf": ["Alder.pdf"], "scan": ["scan.PDF"], "scan.pdf": ["scan.pdf"]},
            id="loose: no two offers of one name",
        ),
        pytest.param(
            [reading("copy of q.pdf", sha256="x"), reading("q.pdf", "Alder", sha256="x", quote_reference="Q-1")],
            {"Alder": ["copy of q.pdf", "q.pdf"]},
            id="loose: a duplicate stays with its original",
        ),
        pytest.param(
            [reading("2025/Alder/decs.pdf", "Alder"), reading("2026/Alder/quote.pdf", "Alder"), reading("2026/q.pdf", "Birch")],
            {"2026/Alder": ["2026/Alder/quote.pdf"], "2026/Birch": ["2026/q.pdf"], "2025/Alder": ["2025/Alder/decs.pdf"]},
            id="terms apart, the newest first; loose in a year folder",
        ),
        pytest.param(
            [reading("Alder/2025-2026/decs.pdf"), reading("Alder/26-27/quote.pdf")],
            {"Alder/26-27": ["Alder/26-27/quote.pdf"], "Alder/2025-2026": ["Alder/2025-2026/decs.pdf"]},
            id="year folders below the carrier's",
        ),
    ],
)
def test_offers(readings: list[Reading], offers: dict[str, list[str]]) -> None:
    found = grouped(*readings)
    assert found == offers
    assert list(found) == list(offers)


def test_brand_of_a_known_company() -> None:
    carrier = next(carrier for carrier in CATALOGUE.carriers.values() if carrier.companies)
    (offer,) = group_offers([reading("a.pdf", insurer=carrier.companies[0].upper()), reading("b.pdf", carrier.brand)], CATALOGUE)
    assert offer.carrier == carrier.brand


def test_carrier_of_an_offer_is_that_of_its_evidence() -> None:
    brochure = Reading(Document("Alder/a brochure.pdf", "Alder", "1", type="marketing", carrier="Birch"))
    (offer,) = group_offers([brochure, reading("Alder/quote.pdf", "Alder")], CATALOGUE)
    assert offer.carrier == "Alder"


@pytest.mark.parametrize(
    ("folder", "year"),
    [
        ("2025", 2025), ("2025-2026", 2025), ("2025-26", 2025), ("25-26", 2025), ("2025_2026", 2025), ("99-00", 2099),
        ("001", 0), ("25-27", 0), ("2025 quotes", 0), ("Q-2025", 0), ("", 0), ("12-11", 0),
    ],
)  # fmt: skip
def test_term_year(folder: str, year: int) -> None:
    assert term_year(folder) == year


def test_term_of_an_offer() -> None:
    offers = group_offers([reading("2025/Alder/decs.pdf"), reading("2026/q.pdf"), reading("Birch/q.pdf")], CATALOGUE)
    assert [(offer.folder, offer.term) for offer in offers] == [("2026/q", "2026"), ("2025/Alder", "2025"), ("Birch", "")]


documents = st.builds(
    lambda folder, stem, carrier, quote, policy: reading(f"{folder}{stem}.pdf", carrier, quote_reference=quote, policy_number=policy),
    folder=st.sampled_from(["", "Alder/", "2025/", "2026/", "2026/Birch/"]),
    stem=st.sampled_from("abcdef"),
    carrier=st.sampled_from(["", "Alder", "Birch"]),
    quote=st.sampled_from(["", "Q-1", "Q-2"]),
    policy=st.sampled_from(["", "P-1", "P-2"]),
)


@given(st.lists(documents, unique_by=lambda reading: reading.document.document), st.randoms(use_true_random=False))
def test_nothing_is_lost_or_told_twice(readings: list[Reading], random: object) -> None:
    offers = group_offers(readings, CATALOGUE)
    placed = [member.document for offer in offers for member in offer.readings]
    assert sorted(document.document for document in placed) == sorted(reading.document.document for reading in readings)
    assert all(member.document.offer_folder == offer.folder for offer in offers for member in offer.readings)
    assert len({offer.folder for offer in offers}) == len(offers)
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group_offers(shuffled, CATALOGUE) == offers


def test_options_of_an_offer() -> None:
    quote = Reading(Document("q.pdf", "", "1"), options=("1", "2", "10"))
    assert Offer("q", "", (quote, reading("form.pdf"))).options == ("1", "2", "10")
