"""Severity, ranking and rows of the gap table."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.amount_text import amount_text
from models.catalogue import load_catalogue
from models.gap_layout import TermTest, check_layout, load_layout
from models.gaps import SEVERITY_ORDER, TONES, GapTable, gap_table, with_severity
from models.records import (
    Box,
    CarveBack,
    Cell,
    Comparison,
    CoverageStatus,
    Document,
    Evidence,
    Grant,
    Offer,
    Reading,
    ScheduleLine,
    Taking,
    Term,
)

CATALOGUE = load_catalogue()
BENCHMARK = CATALOGUE.profiles["medium"].benchmark_limit
BOX = Box(72, 100, 300, 112)


def evidence(document: str, page: int, quote: str) -> Evidence:
    return Evidence(document, page, BOX, quote)


def cell(status: str, coverage: str = "tech_eo", option: str = "1", **values: object) -> Cell:
    return Cell("2026/halden", "Halden Mutual", option, coverage, status, reason="as read", **values)  # type: ignore[arg-type]


def reading(name: str, kind: str = "policy_form", **found: object) -> Reading:
    return Reading(Document(f"2026/halden/{name}", "2026/halden", "0" * 64, type=kind, pages=20), **found)  # type: ignore[arg-type]


def table(*readings: Reading, cells: tuple[Cell, ...] = ()) -> GapTable:
    offer = Offer("2026/halden", "Halden Mutual", readings or (reading("form.pdf"),))
    documents = tuple(item.document for item in offer.readings)
    return gap_table(Comparison("Client", "medium", (), (offer,), documents, cells), CATALOGUE)


def entry(gaps: GapTable, row: str, column: int = 0):  # type: ignore[no-untyped-def]
    return next(item for item in gaps.rows if item.row == row).cells[column]


@pytest.mark.parametrize(
    ("judged", "severity"),
    [
        (cell("excluded"), 3.0),
        (cell("not_purchased"), 3.0),
        (cell("silent"), 3.0),
        (cell("conditional"), 1.8),
        (cell("partial"), 1.5),
        (cell("covered"), 0.0),
        (cell("granted"), 0.0),
        (cell("silent", "claims_prep_support"), 1.0),  # nice to have for a medium client
        (cell("silent", "media_liability"), 2.0),  # should have
        (cell("unclear"), 0.0),  # a queue of its own
        (cell("unknown"), 0.0),
        (cell("sublimited", limit=BENCHMARK, limit_unit="USD"), 0.9),  # no shortfall: least weight
        (cell("sublimited", limit=BENCHMARK * 2, limit_unit="USD"), 0.9),
        (cell("sublimited", limit=BENCHMARK / 2, limit_unit="USD"), 1.65),
        (cell("sublimited", limit=0.0, limit_unit="USD"), 2.4),
        (cell("sublimited"), 3 * CATALOGUE.status_weights["sublimited"]),  # no amount to measure the shortfall by
        (cell("sublimited", limit=1000.0, limit_unit="people"), 3 * CATALOGUE.status_weights["sublimited"]),
        (
            cell("sublimited", limit=1000.0, limit_unit="GBP"),
            3 * CATALOGUE.status_weights["sublimited"],
        ),  # the benchmark is in another currency
    ],
)
def test_severity_is_tier_weight_times_status_weight(judged: Cell, severity: float) -> None:
    assert with_severity([judged], CATALOGUE, "medium")[0].severity == pytest.approx(severity)


@given(st.floats(0, 1e8), st.floats(0, 1e8))
def test_a_lower_sublimit_is_never_less_grave(one: float, other: float) -> None:
    low, high = sorted((one, other))
    cells = [cell("sublimited", limit=limit, limit_unit="USD") for limit in (low, high)]
    graver, milder = with_severity(cells, CATALOGUE, "medium")
    assert 3 * 0.3 <= milder.severity <= graver.severity <= 3 * 0.8


def test_every_status_has_a_weight_and_a_tone() -> None:
    statuses = set(get_args(CoverageStatus))
    assert statuses <= set(CATALOGUE.status_weights) and statuses <= set(TONES)


def test_gaps_are_ranked_gravest_first_and_what_is_unread_waits_apart() -> None:
    gaps = table(
        cells=(
            cell("partial", "tech_eo"), cell("unknown", "privacy_liability"), cell("unclear", "media_liability"),
            cell("silent", "media_liability", "2"), cell("excluded", "cyber_extortion"), cell("covered", "forensics"),
        )
    )  # fmt: skip
    assert [gap.cell.coverage for gap in gaps.top_gaps] == ["cyber_extortion", "media_liability", "tech_eo"]
    assert [gap.cell.coverage for gap in gaps.review] == ["privacy_liability", "media_liability"]


DOUBT = "a figure was read from a picture with 62 % confidence: look at page 2 of quote.pdf"


def test_figures_in_doubt_come_to_a_person() -> None:
    doubtful = Term("aggregate_limit", "2000000", evidence("quote.pdf", 2, "Limit $2,000,000"), unit="USD", confidence=0.62, doubt=DOUBT)
    sure = Term("retention", "10000", evidence("quote.pdf", 2, "Retention $10,000"), unit="USD")
    covered, cut = cell("covered", "forensics", doubt=DOUBT), cell("sublimited", "cyber_extortion", doubt=DOUBT)
    gaps = table(reading("quote.pdf", "quote", terms=(doubtful, sure)), cells=(covered, cut, cell("covered", "tech_eo")))
    assert {gap.cell.coverage for gap in gaps.review} == {"forensics", "cyber_extortion"}
    assert [gap.cell.coverage for gap in gaps.top_gaps] == ["cyber_extortion"]
    limit = entry(gaps, "aggregate_limit")
    assert (limit.tone, limit.value, limit.reason) == ("review", "USD 2,000,000", DOUBT)
    assert entry(gaps, "retention").tone == "plain"


def test_rows_stand_in_the_order_of_a_comparison_sheet() -> None:
    gaps = table()
    groups = list(dict.fromkeys(row.group for row in gaps.rows))
    assert groups == ["program", "third_party", "first_party", "crime", "services", "exclusions", "conditions", "decisions", "price"]
    coverages = [row.row for row in gaps.rows if row.row in CATALOGUE.coverages]
    assert sorted(coverages) == sorted(CATALOGUE.coverages)
    severities = [SEVERITY_ORDER.index(row.tier) for row in gaps.rows if row.group == "exclusions"]
    assert severities == sorted(severities) and len(severities) == len(CATALOGUE.exclusions)


def test_one_column_per_option() -> None:
    gaps = table(reading("quote.pdf", "quote", options=("1", "2")), cells=(cell("quoted", option="2"),))
    assert [column.label for column in gaps.columns] == ["2026/halden / Halden Mutual / option 1", "2026/halden / Halden Mutual / option 2"]
    assert [item.status for item in next(row for row in gaps.rows if row.row == "tech_eo").cells] == ["unknown", "quoted"]


def test_a_column_names_what_it_was_judged_from_and_whether_it_expires() -> None:
    old = Offer("2025/halden", "Halden Mutual", (reading("old.pdf"),), "2025")
    new = Offer("2026/halden", "Halden Mutual", (reading("form.pdf"), reading("brochure.pdf", "marketing")), "2026")
    gaps = gap_table(Comparison("Client", "medium", (), (new, old), (), ()), CATALOGUE)
    assert [(column.documents, column.expiring) for column in gaps.columns] == [
        (("2026/halden/form.pdf",), False), (("2026/halden/old.pdf",), True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("judged", "text"),
    [
        (cell("silent"), "silent"),
        (cell("not_purchased", evidence=evidence("2026/halden/quote.pdf", 2, "Not Purchased")), "not purchased [quote.pdf p. 2]"),
        (
            cell("sublimited", limit=250000.0, limit_unit="USD", retention=10000.0, evidence=evidence("q.pdf", 2, "$250,000")),
            "sublimited: USD 250,000, retention USD 10,000 [q.pdf p. 2]",
        ),
        (
            cell("covered", limit=1e6, limit_unit="GBP", limit_basis="each_claim", limit_relation="part_of", waiting_hours=8.0),
            "covered: GBP 1,000,000 each claim part of the policy limit, waiting 8 hours",
        ),
        (cell("sublimited", limit=50.0, limit_unit="percent", coinsurance_pct=20.0), "sublimited: 50%, insured bears 20%"),
        (cell("sublimited", limit=25000.0, limit_unit="people", retention=5000.0), "sublimited: 25,000 people, retention 5,000"),
    ],
)
def test_a_cell_says_status_amounts_and_place(judged: Cell, text: str) -> None:
    assert entry(table(cells=(judged,)), "tech_eo").text == text


GRANT = Grant("tech_eo", evidence("2026/halden/form.pdf", 4, "we will pay"))
LINE = ScheduleLine("1", "tech_eo", "limit", evidence("2026/halden/quote.pdf", 2, "Technology E&O $1,000,000"), 1e6, "USD")
LINE_OF_OPTION_2 = ScheduleLine("2", "tech_eo", "limit", evidence("2026/halden/quote.pdf", 3, "Technology E&O $2,000,000"), 2e6, "USD")


@pytest.mark.parametrize(
    ("decided_by", "citation"),
    [(GRANT.evidence, "[form.pdf p. 4; quote.pdf p. 2]"), (LINE.evidence, "[quote.pdf p. 2; form.pdf p. 4]")],
)
def test_a_cell_cites_what_decided_it_first_then_grant_and_limit(decided_by: Evidence, citation: str) -> None:
    form = reading("form.pdf", grants=(GRANT,))
    quote = reading("quote.pdf", "quote", schedule=(LINE, LINE_OF_OPTION_2), options=("1", "2"))
    judged = cell("covered", limit=1e6, limit_unit="USD", evidence=decided_by)
    assert entry(table(form, quote, cells=(judged,)), "tech_eo").citation == citation


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1e6, "USD", "USD 1,000,000"), (1234.5, "EUR", "EUR 1,234.50"), (12, "hours", "12 hours"), (2.5, "percent", "2.50%"), (3, "", "3")],
)
def test_amounts_read_as_a_broker_writes_them(value: float, unit: str, text: str) -> None:
    assert amount_text(value, unit) == text


def test_an_exclusion_names_its_carve_backs_and_absence_says_what_was_searched() -> None:
    taking = Taking(
        "betterment_ex",
        evidence("2026/halden/form.pdf", 9, "the cost to improve"),
        carve_backs=(CarveBack("the cost to improve", "except where no like kind exists"),),
    )
    gaps = table(reading("form.pdf", takings=(taking,)))
    assert entry(gaps, "betterment_ex").text == "carved back: 1 carve-back [form.pdf p. 9]"
    assert entry(gaps, "war_cyber_operation").status == "not_found"
    assert "20 pages of 2026/halden/form.pdf" in entry(gaps, "war_cyber_operation").reason


def test_without_a_wording_an_exclusion_is_unknown_not_absent() -> None:
    assert entry(table(reading("quote.pdf", "quote")), "war_cyber_operation").status == "unknown"


def term(name: str, value: str, **values: object) -> Term:
    return Term(name, value, evidence("2026/halden/form.pdf", 3, value), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "row", "text"),
    [
        (term("retro_date", "Full Prior Acts"), "T01", "favourable: Full Prior Acts [form.pdf p. 3]"),
        (term("retro_date", "2024-01-01"), "T01", "2024-01-01 [form.pdf p. 3]"),
        (term("defence_basis", "inside"), "T02", "adverse: inside [form.pdf p. 3]"),
        (term("hammer_insured_share", "50"), "T14", "adverse: 50% [form.pdf p. 3]"),
        (term("hammer_insured_share", "10"), "T14", "favourable: 10% [form.pdf p. 3]"),
        (term("cancellation", "30"), "T13", "favourable: 30 days [form.pdf p. 3]"),
        (term("aggregate_limit", "3000000", unit="USD", basis="aggregate"), "aggregate_limit", "USD 3,000,000 aggregate [form.pdf p. 3]"),
        (term("retention", "25000", unit="USD", option="1"), "retention", "USD 25,000 [form.pdf p. 3]"),
        (term("retention", "25000", unit="USD", option="2"), "retention", "not stated"),  # of another option
        (term("retention", "25000", unit="USD", coverage="tech_eo"), "retention", "not stated"),  # of one coverage only
    ],
)
def test_terms_are_shown_and_tested(stated: Term, row: str, text: str) -> None:
    assert entry(table(reading("form.pdf", terms=(stated,))), row).text == text


def test_where_two_documents_differ_both_values_stand_there_and_the_adverse_one_decides() -> None:
    form = reading("form.pdf", terms=(term("defence_basis", "outside"),))
    endorsement = reading("endorsement.pdf", "endorsement", terms=(term("defence_basis", "inside"),))
    assert entry(table(form, endorsement), "T02").text.startswith("adverse: outside; inside")


def test_an_application_or_brochure_states_no_terms_and_no_exclusions() -> None:
    brochure = reading("brochure.pdf", "marketing", terms=(term("territory", "worldwide"),))
    assert entry(table(brochure), "T05").status == "not_stated"


def test_the_layout_fits_the_catalogue() -> None:
    check_layout(load_layout(), CATALOGUE)


@given(st.text())
def test_a_term_test_takes_any_text(value: str) -> None:
    assert TermTest(id="T", name="t", terms=("notice",), recommended="", at_least=30).status(value) in ("favourable", "adverse", "stated")
