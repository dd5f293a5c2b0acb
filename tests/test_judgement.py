"""Situations in a broker's folder and how each coverage is judged in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import Catalogue, load_catalogue
from models.errors import CatalogueError
from models.judgement import judge
from models.records import (
    Box,
    CarveBack,
    Cell,
    Clause,
    CoverageStatus,
    Denial,
    Document,
    DocumentType,
    Evidence,
    Grant,
    Offer,
    Position,
    Reading,
    Role,
    ScheduleLine,
    Taking,
    Term,
)
from models.rules import check_rules, load_rules

CATALOGUE = load_catalogue()
AFFIRMED = {"covered", "granted", "quoted", "sublimited", "conditional", "partial"}
REFUSED = {"excluded", "not_purchased"}


def evidence(document: str, page: int, quote: str = "as the page says") -> Evidence:
    return Evidence(document, page, Box(72, 100, 300, 112), quote)


def clause(role: Role) -> Clause:
    return Clause("1", "I.A", "", role, (), 1.0, "text", evidence("form.pdf", 1))


def document(kind: DocumentType, name: str, *findings: Any, pages: int = 25, **known: Any) -> Reading:
    """A document with its findings; a form shows the outline of a form."""
    of = {record: tuple(finding for finding in findings if isinstance(finding, record)) for record in (Grant, Taking, Term, ScheduleLine)}
    clauses = (
        tuple(clause(role) for role in ("insuring_agreement", "definition", "definition", "exclusion")) if kind == "policy_form" else ()
    )
    options = tuple(sorted({line.option for line in of[ScheduleLine]})) or ("1",)
    return Reading(
        Document(name, "offer", name, type=kind, carrier="Alder", pages=pages, **known),
        clauses=clauses, grants=of[Grant], takings=of[Taking], terms=of[Term], schedule=of[ScheduleLine], options=options,
    )  # fmt: skip


def form(*findings: Any, **known: Any) -> Reading:
    return document("policy_form", "form.pdf", *findings, **known)


def quote(*findings: Any) -> Reading:
    return document("quote", "quote.pdf", *findings)


def decs(*findings: Any) -> Reading:
    return document("declarations", "decs.pdf", *findings)


def endorsement(*findings: Any) -> Reading:
    return document("endorsement", "endorsement.pdf", *findings)


def grant(coverage: str, heading: str = "C. The Grant", document: str = "form.pdf", **known: Any) -> Grant:
    return Grant(coverage, evidence(document, 4), heading=heading, **known)


def taking(
    exclusion: str, *carve_backs: str | CarveBack, wording: str = "we will not pay for this", document: str = "form.pdf", **known: Any
) -> Taking:
    severity = CATALOGUE.exclusions[exclusion].severity
    heading = known.pop("heading", "12. The Clause")
    given_back = tuple(CarveBack(wording, one) if isinstance(one, str) else one for one in carve_backs)
    return Taking(exclusion, evidence(document, 19, wording), heading=heading, carve_backs=given_back, severity=severity, **known)


def line(
    coverage: str, limit: float | None = None, position: Position = "limit", option: str = "1", document: str = "quote.pdf", **known: Any
) -> ScheduleLine:
    unit = known.pop("limit_unit", "USD")
    return ScheduleLine(option, coverage, position, evidence(document, 2), limit=limit, limit_unit=unit, **known)


def aggregate(value: float, option: str = "", document: str = "quote.pdf", unit: str = "USD") -> Term:
    return Term("aggregate_limit", f"{value:.0f}", evidence(document, 1), option=option, unit=unit)


def cell(coverage: str, *readings: Reading, option: str = "1") -> Cell:
    cells = judge([Offer("offer", "Alder", readings)], CATALOGUE, "medium")
    return next(cell for cell in cells if (cell.coverage, cell.option) == (coverage, option))


# fmt: off
SITUATIONS = [
    # What the wording alone says.
    ("granted by the form", "forensics", [form(grant("forensics"))], "granted", "form", '"C. The Grant" (form.pdf p. 4); no limit seen'),
    ("a service without indemnity", "ir_panel_access", [form(grant("ir_panel_access", service_only=True))], "service_only", "form",
     "only a service"),
    ("an indemnity outweighs a service", "forensics", [form(grant("forensics", "Help", service_only=True), grant("forensics", "Costs"))],
     "granted", "form", '"Costs"'),
    ("paid only after verification", "social_engineering",
     [form(grant("social_engineering", conditions=("provided that the instruction was first verified",)))], "conditional", "form",
     "first verified"),
    ("prior consent is usual", "cyber_extortion", [form(grant("cyber_extortion", conditions=("with our prior written consent",)))],
     "granted", "form", ""),
    ("nothing found in a whole form", "crisis_pr", [form(grant("forensics"))], "silent", "",
     "25 pages of form.pdf: 1 insuring agreements, 2 definitions, 1 exclusions"),
    ("an endorsement alone is searched too", "crisis_pr", [endorsement(grant("forensics", document="endorsement.pdf"))], "silent", "",
     "endorsement.pdf"),
    ("granted by an endorsement", "crisis_pr", [form(), endorsement(grant("crisis_pr", document="endorsement.pdf"))],
     "granted", "endorsement", "endorsement.pdf p. 4"),
    # Silence needs a complete search.
    ("pages missing from a scan", "crisis_pr", [form(grant("forensics"), status="partial")], "unknown", "", "form.pdf was read in part"),
    ("a locked file lies beside the form", "crisis_pr",
     [form(grant("forensics")), document("unknown", "locked.pdf", status="encrypted")], "unknown", "", "locked.pdf could not be read"),
    ("a form whose outline was not recognised", "crisis_pr", [replace(form(), clauses=())], "unknown", "",
     "no insuring agreement that was recognised"),
    ("a copy changes nothing", "crisis_pr", [form(grant("forensics")), document("policy_form", "copy.pdf", status="duplicate")],
     "silent", "", "form.pdf"),
    # What cannot evidence cover.
    ("a brochure promises", "cyber_extortion", [document("marketing", "brochure.pdf", grant("cyber_extortion"))], "unknown", "",
     "brochure.pdf"),
    ("an application asks", "cyber_extortion", [document("application", "application.pdf", line("cyber_extortion", 1e6))], "unknown", "",
     "application.pdf"),
    ("a certificate confers no rights", "tech_eo", [document("certificate", "acord.pdf", line("tech_eo", 1e6))], "unclear", "",
     "confers no rights"),
    ("a certificate beside the form", "tech_eo", [form(grant("tech_eo")), document("certificate", "acord.pdf", line("tech_eo", 1e6))],
     "granted", "form", "no limit seen"),
    ("nothing readable", "tech_eo", [document("unknown", "locked.pdf", status="encrypted")], "unknown", "",
     "locked.pdf could not be read (encrypted)"),
    ("only a copy", "tech_eo", [document("quote", "copy.pdf", status="duplicate")], "unknown", "", "copies"),
    # What a schedule alone says.
    ("a full limit is quoted", "tech_eo", [quote(aggregate(1e6), line("tech_eo", 1e6))], "quoted", "quote",
     "USD 1,000,000; the policy form was not read"),
    ("a sublimit is quoted", "tech_eo", [quote(aggregate(1e6), line("tech_eo", 2.5e5))], "sublimited", "quote",
     "below the policy limit of USD 1,000,000"),
    ("no aggregate: the benchmark of the size", "tech_eo", [quote(line("tech_eo", 1.0))], "sublimited", "quote",
     "no policy aggregate is stated"),
    ("a count of people", "notification_costs", [quote(aggregate(1e6), line("notification_costs", 5e6, limit_unit="people"))],
     "sublimited", "quote", "5,000,000 people, which counts people"),
    ("another currency than the policy limit", "tech_eo", [quote(aggregate(1e6, unit="GBP"), line("tech_eo", 1e6))],
     "sublimited", "quote", "another unit"),
    ("not purchased", "media_liability", [quote(line("media_liability", position="not_purchased"))], "not_purchased", "quote",
     "not purchased"),
    ("a limit of nil", "media_liability", [quote(line("media_liability", 0.0))], "not_purchased", "quote", "not purchased"),
    ("excluded on the schedule", "media_liability", [quote(line("media_liability", position="excluded"))], "excluded", "quote",
     "marks it as excluded"),
    ("a blank limit", "media_liability", [quote(line("media_liability", position="unstated"))], "unknown", "", "without a limit"),
    ("not named in the quote", "media_liability", [quote(line("tech_eo", 1e6))], "unknown", "", "not named in quote.pdf"),
    ("included in the aggregate", "media_liability", [quote(aggregate(1e6), line("media_liability", position="included"))],
     "quoted", "quote", "includes it in USD 1,000,000"),
    ("included in a sublimited parent", "forensics",
     [quote(aggregate(1e6), line("incident_response_costs", 2e5), line("forensics", position="included"))], "sublimited", "quote",
     "USD 200,000"),
    ("included under a nil parent", "forensics",
     [quote(aggregate(1e6), line("incident_response_costs", position="not_purchased"), line("forensics", position="included"))],
     "not_purchased", "quote", "which is not purchased"),
    ("included, of nothing stated", "media_liability", [quote(line("media_liability", position="included"))], "quoted", "quote",
     "without a limit of its own"),
    # Schedule and wording together.
    ("granted at the full limit", "tech_eo", [form(grant("tech_eo")), decs(aggregate(1e6), line("tech_eo", 1e6))],
     "covered", "declarations", "granted by"),
    ("granted below it", "tech_eo", [form(grant("tech_eo")), decs(aggregate(1e6), line("tech_eo", 5e5))], "sublimited", "declarations",
     "granted by"),
    ("granted but not bought", "tech_eo", [form(grant("tech_eo")), decs(line("tech_eo", position="not_purchased"))],
     "not_purchased", "declarations", "although"),
    ("granted, limit left blank", "tech_eo", [form(grant("tech_eo")), decs(line("tech_eo", position="unstated"))],
     "unclear", "declarations", "shows no limit"),
    ("an endorsement that grants it without a figure", "crisis_pr",
     [endorsement(grant("crisis_pr", document="endorsement.pdf"), line("crisis_pr", position="unstated", document="endorsement.pdf"))],
     "granted", "endorsement", "no limit seen"),
    ("a limit without a grant in the form", "crisis_pr", [form(grant("tech_eo")), decs(line("crisis_pr", 5e4))],
     "unclear", "declarations", "no insuring agreement"),
    ("nil, yet endorsed", "crisis_pr", [endorsement(grant("crisis_pr")), decs(line("crisis_pr", position="not_purchased"))],
     "unclear", "declarations", "granted"),
    ("declarations prevail over the quote", "tech_eo",
     [form(grant("tech_eo")), quote(line("tech_eo", 1e6)), decs(line("tech_eo", position="not_purchased"))],
     "not_purchased", "declarations", ""),
    ("what the declarations leave out is not quoted any more", "crisis_pr", [quote(line("crisis_pr", 1e6)), decs(line("tech_eo", 1e6))],
     "unknown", "", "not named in decs.pdf"),
    ("an endorsement cuts the declared limit", "cyber_extortion",
     [form(grant("cyber_extortion")), decs(aggregate(1e6), line("cyber_extortion", 1e6)), endorsement(line("cyber_extortion", 1e5))],
     "sublimited", "endorsement", "USD 100,000"),
    # What takes it away.
    ("excluded and nowhere granted", "contingent_bi_pd", [form(taking("bi_pd", wording="for bodily injury"))], "excluded", "form",
     "no grant found, and excluded by"),
    ("a carve-back for something else", "contingent_bi_pd", [form(taking("bi_pd", "mental anguish", wording="for bodily injury"))],
     "excluded", "form", "mental anguish"),
    ("the carve-back speaks of it, no grant found", "pci_assessments",
     [form(taking("pci_ex", "amounts under a Payment Card agreement"))], "unclear", "form", "speaks of"),
    ("one exclusion gives it back, another does not", "pci_assessments",
     [form(taking("pci_ex", "amounts under a Payment Card agreement"), taking("pci_ex"))], "excluded", "form", "no grant found"),
    ("liability absent the contract", "contractual_indemnity",
     [form(taking("contractual_liability", "liability in the absence of such contract"))], "partial", "form", ""),
    ("an exclusion of antitrust claims is not one of fines", "regulatory_proceedings",
     [form(taking("regulatory_ex", wording="restraint of trade"))], "silent", "", ""),
    ("granted and taken away outright", "pci_assessments", [form(grant("pci_assessments"), taking("pci_ex"))], "excluded", "form",
     "taken away by"),
    ("granted, excluded, and given back by name", "pci_assessments",
     [form(grant("pci_assessments", "PCI Fines"), taking("pci_ex", "cover under PCI Fines"))], "granted", "form", "gives it back"),
    ("granted, excluded, something else given back", "wrongful_collection",
     [form(grant("wrongful_collection"), taking("wrongful_collection_ex", "defence expenses"))], "partial", "form", "defence expenses"),
    ("given back by the letter of its agreement", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", "this does not apply to Insuring Agreement C"))], "granted", "form",
     "gives it back"),
    ("another agreement is given back", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", "this does not apply to Insuring Agreement D"))], "partial", "form",
     "gives back only"),
    ("given back by number, the grant has none", "pci_assessments",
     [form(grant("pci_assessments", "Cards"), taking("pci_ex", "unless covered under Insuring Clause 2"))], "granted", "form",
     "gives it back"),
    ("a definition that seems to exclude it", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", confidence=0.7))], "partial", "form", "what seems to be"),
    ("its heading says that it is an exclusion", "client_cascade_liability",
     [form(grant("client_cascade_liability")), endorsement(taking("managed_network", heading="RMM Exclusion", confidence=0.7))], "excluded",
     "endorsement", "taken away by"),
    ("a doubtful exclusion is only named", "privacy_liability",
     [form(grant("privacy_liability"), taking("unencrypted_devices", confidence=0.7))], "granted", "form", "reaches it"),
    ("internet failure is excluded everywhere", "bi_security", [form(grant("bi_security"), taking("infrastructure_failure"))],
     "granted", "form", "reaches it"),
    ("technology services beside an exclusion of services", "tech_eo",
     [form(grant("tech_eo"), taking("professional_services", wording="rendering professional services"))], "partial", "form",
     "speaks against it"),
    ("an exception within the exclusion", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", wording="fines, except as insured"))], "partial", "form", "exception"),
    ("the exclusion binds another agreement", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", scope="Insuring Agreement A"))], "partial", "form", "Insuring Agreement A"),
    ("the exclusion binds this agreement", "pci_assessments",
     [form(grant("pci_assessments"), taking("pci_ex", scope="for C. The Grant only"))], "unclear", "form", "for C. The"),
    ("contingent cover beside a bodily injury exclusion", "contingent_bi_pd",
     [form(grant("contingent_bi_pd"), taking("bi_pd", wording="bodily injury"))], "unclear", "form", "speaks against it"),
    ("an endorsement writes it back", "pci_assessments",
     [form(taking("pci_ex")), endorsement(grant("pci_assessments", document="endorsement.pdf"))], "granted", "endorsement",
     "prevails over"),
    ("an endorsement that adds it, with an exclusion beside", "contingent_bi_pd",
     [endorsement(line("contingent_bi_pd", 2.5e5), taking("bi_pd", wording="death", document="endorsement.pdf"))],
     "partial", "endorsement", "stands beside it"),
    ("an endorsement takes it away", "client_cascade_liability",
     [form(grant("client_cascade_liability")), endorsement(taking("managed_network", document="endorsement.pdf"))],
     "excluded", "endorsement", "endorsement.pdf p. 19"),
    ("quoted in full, excluded by the attached form", "pci_assessments",
     [quote(aggregate(1e6), line("pci_assessments", 1e6)), form(taking("pci_ex"))], "excluded", "form", ""),
    ("an exclusion is only named in the quote", "pci_assessments",
     [quote(aggregate(1e6), line("pci_assessments", 1e6), taking("pci_ex"))], "partial", "quote", "not read"),
    ("a weighty exclusion reaches it", "privacy_liability", [form(grant("privacy_liability"), taking("unencrypted_devices"))],
     "partial", "form", "cut by"),
    ("a weighty exclusion with a carve-back", "privacy_liability",
     [form(grant("privacy_liability"), taking("unencrypted_devices", "where a policy required it"))], "granted", "form", "giving back"),
    ("a light exclusion reaches it", "tech_eo", [form(grant("tech_eo"), taking("related_entity"))], "granted", "form", "reaches it"),
    ("call-back verification", "social_engineering", [form(grant("social_engineering"), taking("callback_verification"))],
     "conditional", "form", "depends on"),
    ("named providers only", "dbi_security", [form(grant("dbi_security"), taking("widespread_dependency_named"))], "conditional", "form",
     "depends on"),
    ("consent to a ransom is usual", "cyber_extortion", [form(grant("cyber_extortion"), taking("illegal_ransom_consent"))],
     "granted", "form", ""),
    ("war stands over the whole policy", "tech_eo", [form(grant("tech_eo"), taking("war_cyber_operation"))], "granted", "form", ""),
    ("the worst of sublimit and condition", "social_engineering",
     [form(grant("social_engineering"), taking("callback_verification")), decs(aggregate(1e6), line("social_engineering", 1e5))],
     "conditional", "declarations", "USD 100,000"),
    ("the worst of sublimit and cut", "privacy_liability",
     [form(grant("privacy_liability"), taking("unencrypted_devices")), decs(aggregate(1e6), line("privacy_liability", 1e6))],
     "partial", "declarations", "USD 1,000,000"),
]
# fmt: on


@pytest.mark.parametrize(
    ("coverage", "readings", "status", "via", "fragment"), [pytest.param(*situation[1:], id=situation[0]) for situation in SITUATIONS]
)
def test_situation(coverage: str, readings: list[Reading], status: CoverageStatus, via: str, fragment: str) -> None:
    judged = cell(coverage, *readings)
    assert (judged.status, judged.via) == (status, via), judged.reason
    assert fragment in judged.reason
    assert (judged.evidence is None) == (status in ("silent", "unknown"))
    assert (judged.confidence > 0) == (judged.evidence is not None)


@pytest.mark.parametrize(
    ("granted", "denied", "status"),
    [
        (0.0, 0.72, "excluded"),
        (0.55, 0.72, "excluded"),  # what the classifier alone takes for a grant gives way
        (0.9, 0.72, "granted"),
        (0.55, 0.0, "granted"),
    ],
)
def test_a_passage_that_says_a_coverage_is_not_paid(granted: float, denied: float, status: CoverageStatus) -> None:
    grants = [grant("forensics"), *([grant("hardware_bricking", confidence=granted)] if granted else [])]
    denials = (Denial("hardware_bricking", evidence("form.pdf", 9), "Not insured", denied),) if denied else ()
    judged = cell("hardware_bricking", replace(form(*grants), denials=denials))
    assert judged.status == status
    assert judged.evidence and judged.evidence.page == (9 if status == "excluded" else 4)


@pytest.mark.parametrize(
    ("numbers", "reach", "status"),
    [
        (("section 1", "a"), ("section 2",), "granted"),
        (("section 1", "a"), ("section 1",), "excluded"),
        (("a",), ("b", "c"), "granted"),
        (("a",), (), "excluded"),
        ((), ("b",), "excluded"),  # nobody knows what the agreement is called: the careful reading
    ],
)
def test_an_exclusion_of_other_agreements_takes_nothing_away(
    numbers: tuple[str, ...], reach: tuple[str, ...], status: CoverageStatus
) -> None:
    assert cell("pci_assessments", form(grant("pci_assessments", numbers=numbers), taking("pci_ex", reach=reach))).status == status


# What an exclusion restores of a coverage's facets, and what is then said of the coverage.
OWN_SYSTEMS = CarveBack("laptops", "your own systems", "restored", ("privacy_liability.own_systems",))
PRIVACY = CarveBack("laptops", "the liability for a privacy event", "restored", ("privacy_liability",))
DEFENCE = CarveBack("fines", "we will pay defence costs of a regulatory action", "defence_only")
FACETS: list[tuple[str, str, CarveBack, CoverageStatus, str]] = [
    ("privacy_liability", "unencrypted_devices", OWN_SYSTEMS, "partial", "its carve-back does not reach clients' systems"),
    ("privacy_liability", "unencrypted_devices", PRIVACY, "granted", "reaches it, giving back"),
    ("regulatory_proceedings", "regulatory_ex", DEFENCE, "partial", "gives back only the cost of defending it"),
    ("regulatory_proceedings", "regulatory_ex", CarveBack("fines", "unless insurable", "conditional"), "conditional", "on a condition"),
    ("regulatory_proceedings", "regulatory_ex", CarveBack("fines", "except regulatory penalties"), "granted", "gives it back"),
]


@pytest.mark.parametrize(("coverage", "exclusion", "carve_back", "status", "reason"), FACETS)
def test_what_a_carve_back_leaves_of_a_coverage(
    coverage: str, exclusion: str, carve_back: CarveBack, status: CoverageStatus, reason: str
) -> None:
    found = cell(coverage, form(grant(coverage), taking(exclusion, carve_back, wording="any fines or penalties for a lost laptop")))
    assert (found.status, reason in found.reason) == (status, True), found.reason


def test_figures_of_the_schedule_stand_in_the_cell() -> None:
    stated = line(
        "bi_security", 5e5, limit_basis="each_event", limit_relation="part_of", retention=1e4, waiting_hours=8.0, coinsurance_pct=20.0
    )
    judged = cell("bi_security", quote(aggregate(1e6), stated))
    assert (judged.limit, judged.limit_unit, judged.limit_basis, judged.limit_relation) == (5e5, "USD", "each_event", "part_of")
    assert (judged.retention, judged.waiting_hours, judged.coinsurance_pct) == (1e4, 8.0, 20.0)
    assert judged.evidence == stated.evidence


def test_included_shows_the_limit_it_shares() -> None:
    assert cell("media_liability", quote(aggregate(2e6), line("media_liability", position="included"))).limit == 2e6


def test_a_limit_never_stands_in_a_cell_that_is_taken_away() -> None:
    judged = cell("pci_assessments", form(grant("pci_assessments"), taking("pci_ex")), decs(aggregate(1e6), line("pci_assessments", 1e6)))
    assert (judged.status, judged.limit) == ("excluded", None)


def test_options_are_judged_apart() -> None:
    priced = quote(
        aggregate(1e6, "1"),
        aggregate(2e6, "2"),
        line("tech_eo", 1e6, option="1"),
        line("tech_eo", 1e6, option="2"),
        line("crisis_pr", 1e5, option="2"),
    )
    assert (cell("tech_eo", priced).status, cell("tech_eo", priced, option="2").status) == ("quoted", "sublimited")
    assert (cell("crisis_pr", priced).status, cell("crisis_pr", priced, option="2").status) == ("unknown", "sublimited")


def test_an_endorsement_speaks_for_every_option() -> None:
    priced = quote(aggregate(1e6), line("cyber_extortion", 1e6, option="1"), line("cyber_extortion", 1e6, option="2"))
    assert cell("cyber_extortion", priced, endorsement(line("cyber_extortion", 1e5)), option="2").limit == 1e5


def test_confidence_is_the_product_of_what_was_weighed() -> None:
    judged = cell("tech_eo", form(grant("tech_eo", confidence=0.8)), decs(aggregate(1e6), line("tech_eo", 1e6, confidence=0.5)))
    assert judged.confidence == pytest.approx(0.4)


def test_exclusions_that_reach_a_coverage_are_listed_weightiest_first() -> None:
    reaching = [taking("war_cyber_operation"), taking("unencrypted_devices"), taking("pci_ex")]
    judged = cell("privacy_liability", form(grant("privacy_liability"), *reaching))
    assert [found.exclusion for found in judged.takings] == ["unencrypted_devices", "war_cyber_operation"]


def test_every_offer_option_and_coverage_has_a_cell_with_a_reason() -> None:
    offers = [
        Offer("Alder", "Alder", (quote(line("tech_eo", 1e6, option="1"), line("tech_eo", 2e6, option="2")),)),
        Offer("brochure", "", (document("marketing", "brochure.pdf"),)),
    ]
    cells = judge(offers, CATALOGUE, "small")
    assert [(judged.offer_folder, judged.option, judged.coverage) for judged in cells] == [
        (folder, option, coverage)
        for folder, option in (("Alder", "1"), ("Alder", "2"), ("brochure", "1"))
        for coverage in CATALOGUE.coverages
    ]
    assert all(judged.reason for judged in cells)


def test_a_rule_about_an_unknown_coverage_is_an_error() -> None:
    rules = load_rules().model_copy(update={"parents": {"forensics": "no_such_coverage"}})
    with pytest.raises(CatalogueError, match="no_such_coverage"):
        check_rules(rules, CATALOGUE)


exclusion_ids = st.sampled_from(sorted(CATALOGUE.exclusions))
coverage_ids = st.sampled_from(sorted(CATALOGUE.coverages))
carve_backs = st.lists(
    st.sampled_from(["defence expenses", "a security failure", "The Grant", "payment card", "in the absence of such contract"]), max_size=2
)
said = st.sampled_from(["fines and theft of money", "services, except as insured", "bodily injury"])
takings = st.builds(
    lambda exclusion, given_back, wording, scope: taking(exclusion, *given_back, wording=wording, scope=scope),
    exclusion_ids,
    carve_backs,
    said,
    st.sampled_from(["all", "Section A"]),
)
wordings = st.lists(
    st.one_of(takings, st.builds(grant, coverage_ids), st.builds(grant, coverage_ids, service_only=st.just(True))), max_size=6
)
lines = st.lists(
    st.builds(
        lambda coverage, limit, position: line(coverage, limit if position == "limit" else None, position, document="decs.pdf"),
        coverage_ids,
        st.sampled_from([0.0, 1e5, 1e6]),
        st.sampled_from(get_args(Position)),
    ),
    max_size=4,
    unique_by=lambda stated: stated.coverage,
)


def goodness(judged: Cell) -> int:
    """Higher is better for the client; what is not evidenced ranks alike, whatever the reason."""
    order = load_rules().order
    if judged.status in AFFIRMED:
        return len(order) - order.index(judged.status)
    return -1 if judged.status in REFUSED else 0


@given(wordings, lines, takings, st.booleans())
def test_another_exclusion_never_makes_a_cell_better(wording: list[Any], stated: list[ScheduleLine], more: Taking, scheduled: bool) -> None:
    beside = (decs(aggregate(1e6), *stated),) if scheduled else ()
    before = judge([Offer("offer", "Alder", (form(*wording), *beside))], CATALOGUE, "medium")
    after = judge([Offer("offer", "Alder", (form(*wording, more), *beside))], CATALOGUE, "medium")
    for old, new in zip(before, after, strict=True):
        if gives(more, new.coverage):
            continue  # this coverage is itself a carve-back: it is granted by what its exclusion gives back
        assert goodness(new) <= goodness(old), (old.reason, new.reason)


def gives(more: Taking, coverage: str) -> bool:
    rule = load_rules().outright_for(more, coverage)
    return rule is not None and rule.carve_back_grants and bool(more.carve_backs)


@given(wordings, lines, st.booleans())
def test_a_verdict_for_or_against_is_always_evidenced(wording: list[Any], stated: list[ScheduleLine], read: bool) -> None:
    readings = (form(*wording), decs(*stated)) if read else (decs(*stated),)
    for judged in judge([Offer("offer", "Alder", readings)], CATALOGUE, "large"):
        assert judged.reason
        assert (judged.evidence is not None) == (judged.status not in ("silent", "unknown"))
        assert bool(judged.via) == (judged.evidence is not None)


def test_the_catalogue_may_grow() -> None:
    coverage = CATALOGUE.coverages["forensics"].model_copy(update={"id": "new_coverage"})
    grown: Catalogue = replace(CATALOGUE, coverages={**CATALOGUE.coverages, "new_coverage": coverage})
    (judged,) = (
        judged
        for judged in judge([Offer("offer", "Alder", (form(grant("new_coverage")),))], grown, "medium")
        if judged.coverage == "new_coverage"
    )
    assert judged.status == "granted"


def test_a_form_of_another_line_is_no_evidence_and_no_silence() -> None:
    found = cell("cyber_extortion", form(line="motor"))
    assert (found.status, "motor insurance" in found.reason) == ("unknown", True)
