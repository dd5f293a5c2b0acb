"""Schedules: a page as it is laid out -> the limits, retentions, options and terms that it states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.evidence import Citer
from extractors.pdf import Line, Page, PdfText, Word
from extractors.pdf.layout import LEADER
from extractors.pdf.tables import read_tables
from extractors.schedules import Declared, read_schedule
from extractors.schedules.grid import page_rows
from extractors.schedules.vocabulary import LineNames, load_vocabulary
from models.catalogue import load_catalogue
from models.records import Box, DocumentType, ScheduleLine

SIZE = 10.0
CHARACTER = 5.0  # width of every character, points
SPACE = 2.5
PITCH = 20.0
WRAP = 12.0

Cells = list[tuple[float, str]]


def laid_out(*rows: str | Cells, top: float = 60.0) -> Page:
    """A page with one row per argument: a text at the left margin, or cells at their x. A row that begins with "+" wraps the one above."""
    lines = []
    y = top - PITCH
    for row in rows:
        cells = [(50.0, row)] if isinstance(row, str) else row
        wrapped = cells[0][1].startswith("+")
        y += WRAP if wrapped else PITCH
        words = []
        for x, text in cells:
            for token in text.removeprefix("+").split():
                words.append(Word(token, Box(x, y, x + CHARACTER * len(token), y + SIZE), SIZE))
                x += CHARACTER * len(token) + SPACE
        if words:
            lines.append(Line(tuple(words)))
    return Page(1, 612.0, 792.0, tuple(lines), "\n".join(line.text for line in lines))


def table(*rows: tuple[str, ...], xs: tuple[float, ...] = (50, 300, 400, 500)) -> list[Cells]:
    return [[(x, text) for x, text in zip(xs, row, strict=False) if text] for row in rows]


def read(*rows: str | Cells, kind: DocumentType = "quote") -> Declared:
    page = laid_out(*rows)
    pdf = read_tables(PdfText((page,)), {})
    return read_schedule(pdf, kind, Citer("quote.pdf", pdf), load_catalogue())


def terms(declared: Declared, option: str = "") -> dict[str, str]:
    return {term.term: term.value for term in declared.terms if not term.coverage and term.option in ("", option)}


def lines(declared: Declared, option: str = "1") -> dict[str, ScheduleLine]:
    return {line.coverage: line for line in declared.schedule if line.option == option}


HEAD = ("Coverage", "Limit", "Retention")


@pytest.mark.parametrize(
    ("row", "coverage", "position", "limit", "retention", "hours"),
    [
        (("Cyber Extortion", "$500,000", "$25,000"), "cyber_extortion", "limit", 500_000, 25_000, None),
        (("A.2 Network Security Liability", "$1M", "$10K"), "network_security_liability", "limit", 1e6, 10_000, None),
        (("Business Interruption", "$1,000,000", "8 hours"), "bi_security", "limit", 1e6, None, 8),
        (
            ("Business Interruption: System Failure", "$250,000", "Greater of 12 hours or $25K"),
            "bi_system_failure",
            "limit",
            250_000,
            25_000,
            12,
        ),
        (("Reputational Harm", "$250,000", "14 days"), "reputational_harm", "limit", 250_000, None, 336),
        (("Data Restoration", "$500,000", "$5,000 / 10 hours"), "data_restoration", "limit", 500_000, 5000, 10),
        (("Breach Response", "$500,000", "Nil"), "incident_response_costs", "limit", 500_000, 0, None),
        (("Public Relations", "$50,000", "N/A"), "crisis_pr", "limit", 50_000, 0, None),
        (("Media Liability", "Included", "$10,000"), "media_liability", "included", None, 10_000, None),
        (("Invoice Manipulation", "Not Purchased", "-"), "invoice_manipulation", "not_purchased", None, None, None),
        (("Contingent Bodily Injury", "N/A", "N/A"), "contingent_bi_pd", "not_purchased", None, None, None),
        (("Telephone Fraud", "$0", ""), "utility_fraud", "not_purchased", None, None, None),
        (("PCI Assessments", "Excluded", "-"), "pci_assessments", "excluded", None, None, None),
        (("☐ Social Engineering", "$100,000", "$10,000"), "social_engineering", "not_purchased", None, None, None),
        (("Bricking", "$ TBD", "$10,000"), "hardware_bricking", "unstated", None, 10_000, None),
    ],
)
def test_one_line_of_a_schedule(
    row: tuple[str, ...], coverage: str, position: str, limit: float | None, retention: float | None, hours: float | None
) -> None:
    line = lines(read(*table(HEAD, row)))[coverage]
    assert (line.position, line.limit, line.retention, line.waiting_hours) == (position, limit, retention, hours)
    assert line.evidence.quote.startswith(row[0])


def test_count_of_people_is_a_limit_in_people() -> None:
    line = lines(read(*table(HEAD, ("Notified Individuals", "25,000 Notified Individuals", ""))))["notification_costs"]
    assert (line.limit, line.limit_unit) == (25_000, "people")


def test_percentage_of_the_aggregate_with_a_cap() -> None:
    rows = [("Policy Aggregate", "$3,000,000"), ("Regulatory Proceedings", "50% of the aggregate, max $1,000,000")]
    assert lines(read(*table(*rows)))["regulatory_proceedings"].limit == 1_000_000


OPTIONS = table(
    ("Coverage", "Option 1", "Option 2", "Retention"),
    ("Policy Aggregate Limit", "$1,000,000", "$2,000,000", "-"),
    ("Policy Retention", "$10,000", "$15,000", "-"),
    ("Privacy Liability", "$1,000,000", "$2,000,000", "As policy retention"),
    ("Cyber Extortion", "", "", "$25,000"),
    ("Social Engineering", "Not Purchased", "$100,000", "$25,000"),
    ("Annual Premium", "$8,450.00", "$14,220.00"),
    ("Stamping fee", "$76.74", "$124.52"),
)
OPTIONS[4].insert(1, (350.0, "$500,000"))  # in the middle of both option columns


def test_options_in_columns() -> None:
    declared = read(*OPTIONS)
    assert declared.options == ("1", "2")
    assert (terms(declared, "1")["premium"], terms(declared, "2")["premium"]) == ("8450", "14220")
    assert (terms(declared, "1")["aggregate_limit"], terms(declared, "2")["fees_taxes"]) == ("1000000", "124.52")
    first, second = lines(declared, "1"), lines(declared, "2")
    assert (first["privacy_liability"].retention, second["privacy_liability"].retention) == (10_000, 15_000)
    assert (first["social_engineering"].position, second["social_engineering"].limit) == ("not_purchased", 100_000)


def test_a_cell_in_the_middle_of_the_options_holds_for_all() -> None:
    declared = read(*OPTIONS)
    assert [lines(declared, option)["cyber_extortion"].limit for option in ("1", "2")] == [500_000, 500_000]


def test_options_in_rows() -> None:
    declared = read(
        *table(
            ("Option", "Limit", "Retention", "Premium"),
            ("Option 1", "$1,000,000", "$5,000", "$4,120"),
            ("Option 2", "$2,000,000", "$10,000", "$6,875"),
        )
    )
    assert terms(declared, "2") == {"aggregate_limit": "2000000", "retention": "10000", "premium": "6875"}


def test_options_listed_under_each_item() -> None:
    declared = read(
        "A. Policy Aggregate Limit",
        "Option 1: $1,000,000",
        "Option 2: $2,000,000",
        "B. Cyber Extortion",
        "Option 1: $250,000",
        "Option 2: $500,000",
    )
    assert terms(declared, "2")["aggregate_limit"] == "2000000"
    assert [lines(declared, option)["cyber_extortion"].limit for option in ("1", "2")] == [250_000, 500_000]


def test_options_under_a_name_of_the_documents_own() -> None:
    declared = read(
        *table(
            ("Coverage", "Structure A", "Structure B"),
            ("Cyber Extortion", "$500,000", "Not covered"),
            ("Annual premium", "$9,000", "$7,000"),
        )
    )
    assert declared.options == ("1", "2")
    assert lines(declared)["cyber_extortion"].limit == 500_000
    assert lines(declared, "2")["cyber_extortion"].position == "not_purchased"
    assert terms(declared, "2")["premium"] == "7000"


def test_numbered_parts_of_a_schedule_are_no_options() -> None:
    declared = read(*table(("Section 1", "Section 2"), ("Cyber Extortion", "$500,000"), ("Media Liability", "$250,000")))
    assert declared.options == ("1",)


def test_each_price_of_limits_by_retentions_is_an_option() -> None:
    declared = read(
        *table(("Aggregate / Retention", "$10,000", "$25,000"), ("$1,000,000", "$8,100", "$7,300"), ("$2,000,000", "$11,900", "$10,400"))
    )
    told = [{term: terms(declared, option)[term] for term in ("aggregate_limit", "retention", "premium")} for option in declared.options]
    assert [tuple(option.values()) for option in told] == [
        ("1000000", "10000", "8100"),
        ("1000000", "25000", "7300"),
        ("2000000", "10000", "11900"),
        ("2000000", "25000", "10400"),
    ]


def test_a_coverage_told_line_by_line_under_its_heading() -> None:
    declared = read(
        "Business Interruption", "Most we pay: $750,000", "Deductible: $10,000", "Time to wait: 12 hours", "Media Liability", "Limit: Nil"
    )
    line = lines(declared)["bi_security"]
    assert (line.limit, line.retention, line.waiting_hours) == (750_000, 10_000, 12)
    assert lines(declared)["media_liability"].position == "not_purchased"


@pytest.mark.parametrize(
    ("label", "value", "term", "read_as"),
    [
        ("Quotation lapses on", "03/14/2026", "quote_expiry", "2026-03-14"),
        ("Indication prepared", "March 2, 2026", "quote_date", "2026-03-02"),
        ("Earlier acts back to", "01/31/2019", "retro_date", "2019-01-31"),
        ("Overall price you pay", "$12,345", "total_cost", "12345"),
        ("Premium before taxes and fees", "$10,000", "premium", "10000"),
        ("Yearly maximum of the policy", "$3,000,000", "aggregate_limit", "3000000"),
        ("Deductible you carry", "$15,000", "retention", "15000"),
        ("Offer number", "QX-20417", "quote_reference", "QX-20417"),
    ],
)
def test_labels_that_no_list_has(label: str, value: str, term: str, read_as: str) -> None:
    assert terms(read(*table((label, value))))[term] == read_as
    assert terms(read(f"{label}: {value}"))[term] == read_as


def test_limit_and_retention_under_each_option() -> None:
    xs = (50, 250, 330, 410, 490)
    declared = read(
        *table(("", "Option A", "", "Option B", ""), xs=xs),
        *table(("Coverage", "Limit", "Retention", "Limit", "Retention"), ("Media Liability", "$1M", "$10K", "$2M", "$15K"), xs=xs),
    )
    assert [(lines(declared, o)["media_liability"].limit, lines(declared, o)["media_liability"].retention) for o in ("1", "2")] == [
        (1e6, 10_000),
        (2e6, 15_000),
    ]


def test_indented_lines_share_the_limit_of_the_line_above() -> None:
    declared = read(
        *table(HEAD, ("Breach Response", "$500,000", "$5,000")), [(60, "Forensic Investigation"), (300, "Included"), (400, "N/A")]
    )
    assert {term.value for term in declared.terms if (term.term, term.coverage) == ("coverage_limit", "forensics")} == {"500000"}


def test_waiting_period_on_a_line_of_its_own() -> None:
    declared = read(*table(("Dependent Business Interruption", "$500,000")), [(70, "waiting period"), (300, "12 hours")])
    assert lines(declared)["dbi_security"].waiting_hours == 12


def test_wrapped_labels_and_cells_are_joined() -> None:
    declared = read(
        *table(HEAD, ("Dependent Business", "$500,000", "12 hours")),
        [(50, "+Interruption")],
        *table(("Data Restoration", "USD", "$5,000")),
        [(300, "+250,000")],
    )
    found = lines(declared)
    assert found["dbi_security"].limit == 500_000
    assert found["data_restoration"].limit == 250_000


def test_leaders_of_dots_part_label_and_value() -> None:
    declared = read("Policy Aggregate ........................ $3,000,000", "Cyber Extortion ........................ $1,000,000")
    assert terms(declared)["aggregate_limit"] == "3000000"
    assert lines(declared)["cyber_extortion"].evidence.quote == "Cyber Extortion ........................ $1,000,000"


@pytest.mark.parametrize(
    ("text", "limit", "retention", "hours"),
    [
        ("• Cyber Extortion: $1M, $25K ret", 1e6, 25_000, None),
        ("Cyber Extortion: $1M, retention $25K", 1e6, 25_000, None),
        ("Cyber Extortion - $250K sublimit", 250_000, None, None),
        ("Cyber Extortion: $500K, 12 hr waiting period", 500_000, None, 12),
    ],
)
def test_bullet_lists(text: str, limit: float, retention: float | None, hours: float | None) -> None:
    line = lines(read(text))["cyber_extortion"]
    assert (line.limit, line.retention, line.waiting_hours) == (limit, retention, hours)


def test_a_schedule_under_the_heading_of_each_option() -> None:
    rows: list[str | Cells] = []
    for heading, limit, premium in (("OPTION 1", "$1,000,000", "$4,000"), ("OPTION 2", "$2,000,000", "$7,000")):
        rows += [
            heading,
            f"Policy Aggregate Limit: {limit}",
            *table(HEAD, ("Privacy Liability", limit, "$5,000")),
            f"Annual Premium: {premium}",
        ]
    declared = read(*rows)
    assert [lines(declared, option)["privacy_liability"].limit for option in ("1", "2")] == [1e6, 2e6]
    assert [terms(declared, option)["premium"] for option in ("1", "2")] == ["4000", "7000"]


def test_an_option_named_in_passing_makes_no_options() -> None:
    assert read("Option 1 of the submission was declined.", *table(HEAD, ("Privacy Liability", "$1M", "$5,000"))).options == ("1",)


def test_item_numbers_in_a_column_of_their_own_and_columns_in_another_order() -> None:
    xs = (50, 80, 300, 400)
    head = ("#", "Coverage", "Retention", "Limit of Liability")
    line = lines(read(*table(head, ("3", "Regulatory Fines and Penalties", "$10,000", "$500,000"), xs=xs)))["regulatory_proceedings"]
    assert (line.limit, line.retention) == (500_000, 10_000)


def test_included_under_a_nil_parent_is_not_purchased() -> None:
    declared = read(*table(HEAD, ("G Cyber Crime", "Nil", "-"), ("G(2) Social engineering fraud", "Included", "-")))
    assert lines(declared)["social_engineering"].position == "not_purchased"


def test_waiting_period_and_coinsurance_beside_the_amounts() -> None:
    declared = read(
        *table(
            HEAD,
            ("Business Interruption", "$500,000, waiting period 8 hours", ""),
            ("Cyber Extortion", "$250,000", "$10,000 plus 20% coinsurance"),
        )
    )
    found = lines(declared)
    assert (found["bi_security"].limit, found["bi_security"].waiting_hours) == (500_000, 8)
    assert (found["cyber_extortion"].retention, found["cyber_extortion"].coinsurance_pct) == (10_000, 20)


def test_a_company_is_the_insurer_rather_than_its_underwriter() -> None:
    assert terms(read("Underwriter: Jane Doe", "Carrier: Northgate Insurance Company"))["insurer"] == "Northgate Insurance Company"


def test_footnotes_and_notes_below_a_table() -> None:
    declared = read(
        *table(("Policy Aggregate", "$3,000,000")),
        *table(
            HEAD,
            ("Regulatory Proceedings", "$3,000,000 (1)", "$75,000"),
            ("Cyber Extortion", "$1,000,000", "$75,000"),
            ("Breach Fund", "$500,000", "$0"),
        ),
        "(1) of which fines and penalties, limited to $1,500,000",
        "After the retention the Insured bears 25% of each Cyber Extortion loss.",
        "The Breach Fund is in addition to the Policy Aggregate. Other limits are part of it.",
    )
    found = lines(declared)
    assert found["regulatory_proceedings"].limit == 1_500_000
    assert [term.value for term in declared.terms if term.term == "sublimit"] == ["1500000"]
    assert (found["cyber_extortion"].coinsurance_pct, found["cyber_extortion"].limit_relation) == (25, "part_of")
    assert found["incident_response_costs"].limit_relation == "in_addition"


def test_a_letter() -> None:
    declared = read(
        "Re: Cyber liability proposal QX-55-2093 for Harrow Lane Dental, P.C.",
        "On behalf of Fernhill Assurance Company we can offer a policy that starts on May 1, 2027 and ends on May 1, 2028.",
        "The policy has a policy aggregate of $1 million, and a retention of $5,000 for each claim.",
        "Within it, regulatory fines and defense are limited to $500,000 and PCI assessments are limited to $100,000.",
        "We pay extortion payments, up to $250,000, of which you bear ten percent.",
        "There is $50,000 for loss from a fraudulent instruction, with its own retention of $10,000.",
        "Media liability has not been included. There is no retroactive date.",
        "The annual premium is $4,285. With our fee of $195 that makes a total of $4,480.",
        "At inception twenty-five percent of the premium is earned. Legal defense costs erode the limit.",
    )
    stated = terms(declared)
    expected = {
        "quote_reference": "QX-55-2093", "named_insured": "Harrow Lane Dental, P.C.", "insurer": "Fernhill Assurance Company",
        "effective_date": "2027-05-01", "expiry_date": "2028-05-01", "aggregate_limit": "1000000", "retention": "5000", "premium": "4285",
        "fees_taxes": "195", "total_cost": "4480", "min_earned": "25", "retro_date": "unlimited", "defence_basis": "inside",
    }  # fmt: skip
    assert {term: stated.get(term) for term in expected} == expected
    found = lines(declared)
    assert (found["regulatory_proceedings"].limit, found["pci_assessments"].limit) == (500_000, 100_000)
    assert (found["cyber_extortion"].limit, found["cyber_extortion"].coinsurance_pct) == (250_000, 10)
    assert (found["social_engineering"].limit, found["social_engineering"].retention) == (50_000, 10_000)
    assert found["media_liability"].position == "not_purchased"


def test_a_london_slip() -> None:
    declared = read(
        [(50, "UNIQUE MARKET"), (200, "B0999ABC2027001")],
        [(50, "+REFERENCE:")],
        [(50, "ASSURED:"), (200, "Delft Havenlogistiek B.V. and its subsidiaries")],
        [(50, "PERIOD:"), (200, "From 03/05/2027 to 02/05/2028 both days inclusive")],
        [(50, "LIMIT OF LIABILITY:"), (200, "EUR 5.000.000 any one claim and in the aggregate")],
        [(50, "DEDUCTIBLE:"), (200, "EUR 25.000 each and every claim")],
        [(50, "TERRITORIAL LIMITS:"), (200, "Worldwide")],
        [(50, "PREMIUM:"), (200, "EUR 42.500,00 annual")],
    )
    assert terms(declared) == {
        "policy_number": "B0999ABC2027001", "named_insured": "Delft Havenlogistiek B.V.", "effective_date": "2027-05-03",
        "expiry_date": "2028-05-02", "aggregate_limit": "5000000", "retention": "25000", "territory": "Worldwide", "premium": "42500",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["6. RETENTION", "$25,000 each claim, unless Item 4 shows otherwise"], {"retention": "25000"}),
        (["Item 4. Limit: Policy Aggregate Limit of Liability: $3,000,000"], {"aggregate_limit": "3000000"}),
        (["Retroactive Date: July 1, 2019. Period of Restoration: 120 days."], {"retro_date": "2019-07-01", "restoration_period": "120"}),
        (
            [[(50, "Policy Number:"), (150, "ABC-123-77"), (320, "Effective Date:"), (430, "03/15/2027")]],
            {"policy_number": "ABC-123-77", "effective_date": "2027-03-15"},
        ),
        (["Limit: $5M xs $5M, each claim and aggregate"], {"aggregate_limit": "5000000", "attachment": "5000000", "layer": "excess"}),
        (["Terrorism premium: ☐ Accepted ☒ Rejected by the Insured"], {"tria_premium": "rejected"}),
        (["Retroactive Date: ☒ Full Prior Acts Coverage ☐ Date: ________"], {"retro_date": "Full Prior Acts"}),
        (["Premium: $ TBD", "Policy Number: «f1»", "Quote valid until: [ ]"], {}),
        (["Premium: $10,000", "Policy fee: $250"], {"premium": "10000", "fees_taxes": "250"}),
    ],
)
def test_terms_beside_their_labels(rows: list[str | Cells], expected: dict[str, str]) -> None:
    assert terms(read(*rows)) == expected


def test_each_fee_and_tax_is_a_term_of_its_own() -> None:
    declared = read(*table(("Policy Fee", "$250.00"), ("Surplus Lines Tax", "$250.00"), ("Stamping Fee", "$12.50")))
    assert sorted(term.value for term in declared.terms if term.term == "fees_taxes") == ["12.50", "250", "250"]


def test_an_endorsement_states_its_new_limit_and_not_the_policy() -> None:
    declared = read(
        "Policy Number: ABC-123-77",
        "Insuring Agreement B.8, Bricked Equipment: the limit of $100,000 is deleted and replaced with $250,000.",
        "The most the Insurer will pay for all Loss from one Ransomware Event is $500,000 in the aggregate, part of the policy limit.",
        "After the Retention, the Insured bears 20% of all such Loss.",
        kind="endorsement",
    )
    found = lines(declared)
    assert found["hardware_bricking"].limit == 250_000
    assert (found["cyber_extortion"].limit, found["cyber_extortion"].coinsurance_pct) == (500_000, 20)
    assert terms(declared) == {"policy_number": "ABC-123-77"}


def test_a_blank_limit_in_an_endorsement_states_nothing() -> None:
    rows = table(HEAD, ("Technology E&O", "$________", "$________"))
    assert not read(*rows, kind="endorsement").schedule
    assert lines(read(*rows))["tech_eo"].position == "unstated"


def test_panels_side_by_side_are_read_one_after_the_other() -> None:
    rows: list[Cells] = []
    for number in range(12):
        rows += [[(50, f"Left {number}"), (150, f"${number + 1},000")], [(330, f"+Right {number}"), (450, f"${number + 1},500")]]
    texts = [row.text for row in page_rows(laid_out(*rows))]
    assert texts == [f"Left {n} ${n + 1},000" for n in range(12)] + [f"Right {n} ${n + 1},500" for n in range(12)]


@pytest.mark.parametrize(
    ("label", "coverages"),
    [
        ("Security and privacy liability", ("network_security_liability", "privacy_liability")),
        ("Technology E&O", ("tech_eo",)),
        ("Dependent Business, System Failure", ("dbi_system_failure",)),
        ("Legal, Forensic & Public Relations", ("incident_response_costs", "forensics", "crisis_pr")),
        ("Brand Harm Income Loss", ("reputational_harm",)),
        ("Surplus Lines Tax", ()),
        ("Policy Aggregate", ()),
    ],
)
def test_names_of_lines(label: str, coverages: tuple[str, ...]) -> None:
    assert LineNames(load_catalogue()).coverages(label) == coverages


def test_the_vocabulary_names_only_terms_of_the_catalogue() -> None:
    catalogue, vocabulary = load_catalogue(), load_vocabulary()
    assert {*vocabulary.labels, *vocabulary.after, *vocabulary.whole.terms} <= set(catalogue.terms)


SAID = st.text("ABCabc019$.,", min_size=1, max_size=8).filter(lambda text: not LEADER.match(text))  # dots that lead nowhere make no row


@given(st.lists(st.tuples(st.sampled_from([50.0, 130.0, 300.0, 410.0]), SAID), max_size=40))
def test_no_word_of_a_page_is_lost_or_doubled(cells: list[tuple[float, str]]) -> None:
    page = laid_out(*[[cell] for cell in cells])
    words = [word for line in page.lines for word in line.words]
    assert sorted(word.box for row in page_rows(page) for word in row.words) == sorted(word.box for word in words)


WORDS = [
    "Cyber",
    "Extortion",
    "Option",
    "1",
    "2",
    "Limit",
    "Retention",
    "$1M",
    "$5,000",
    "12",
    "hours",
    "N/A",
    ":",
    "....",
    "07/01/2026",
    "Premium",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from([50.0, 200.0, 350.0]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)), max_size=3),
        max_size=12,
    )
)
def test_any_page_is_survived_and_everything_stated_is_quoted(rows: list[list[tuple[float, list[str]]]]) -> None:
    declared = read(*[[(x, " ".join(words)) for x, words in row] for row in rows if row])
    assert all(item.evidence.quote for item in (*declared.terms, *declared.schedule))
    assert {line.option for line in declared.schedule} <= set(declared.options)
