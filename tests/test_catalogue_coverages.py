"""The coverages and client profiles of the catalogue: complete, in order, and with names that mean one thing."""

from __future__ import annotations

import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

from models.catalogue import ClientProfile, Coverage, load_catalogue
from models.catalogue.cues import parse_cue
from models.catalogue.matching import Phrases, longest, satisfied, stem, tokenizer
from models.records import CoverageStatus, Size, Tier

FOLDER = Path(str(files("models.catalogue")))
COVERAGE_DATA = tomllib.loads((FOLDER / "coverages.toml").read_text(encoding="utf-8"))
PROFILE_DATA = tomllib.loads((FOLDER / "profiles.toml").read_text(encoding="utf-8"))
COVERAGES = {row["id"]: Coverage.model_validate(row) for row in COVERAGE_DATA["coverage"]}
PROFILES = {row["size"]: ClientProfile.model_validate(row) for row in PROFILE_DATA["profile"]}

IDS = [
    "tech_eo",
    "network_security_liability",
    "privacy_liability",
    "client_cascade_liability",
    "regulatory_proceedings",
    "pci_assessments",
    "media_liability",
    "contractual_indemnity",
    "contingent_bi_pd",
    "wrongful_collection",
    "incident_response_costs",
    "forensics",
    "notification_costs",
    "identity_monitoring_callcentre",
    "notify_on_behalf",
    "crisis_pr",
    "bi_security",
    "bi_system_failure",
    "dbi_security",
    "dbi_system_failure",
    "extra_expense",
    "data_restoration",
    "hardware_bricking",
    "betterment_remediation",
    "cyber_extortion",
    "reputational_harm",
    "social_engineering",
    "computer_funds_fraud",
    "invoice_manipulation",
    "utility_fraud",
    "client_funds_property",
    "ir_panel_access",
    "compliance_experts",
    "vendor_tier_choice",
    "claims_prep_support",
]

# Coverages which the market sells under one name; a name that two other coverages share is a slip.
SOLD_TOGETHER = {
    frozenset(pair)
    for pair in [
        ("network_security_liability", "privacy_liability"),
        ("client_cascade_liability", "notify_on_behalf"),
        ("incident_response_costs", "ir_panel_access"),
        ("incident_response_costs", "forensics"),
        ("incident_response_costs", "notification_costs"),
        ("incident_response_costs", "crisis_pr"),
        ("notification_costs", "crisis_pr"),
        ("notification_costs", "identity_monitoring_callcentre"),
        ("tech_eo", "media_liability"),
        ("bi_security", "extra_expense"),
        ("bi_security", "data_restoration"),
        ("dbi_security", "extra_expense"),
        ("data_restoration", "hardware_bricking"),
        ("social_engineering", "computer_funds_fraud"),
    ]
}


def stems(text: str) -> tuple[str, ...]:
    return tuple(stemmed for token in tokenizer().make_doc(text) if (stemmed := stem(token.text)))


ALIASES = Phrases(alias for coverage in COVERAGES.values() for alias in coverage.aliases)
OWNERS: dict[tuple[str, ...], set[str]] = defaultdict(set)
for entry in COVERAGES.values():
    for name in entry.aliases:
        OWNERS[stems(name)].add(entry.id)


def named(heading: str) -> set[str]:
    """The coverages that a heading names, the longest alias winning."""
    return {owner for hit in longest(ALIASES.find(heading)) for owner in OWNERS[stems(hit.phrase)]}


def granted(clause: str) -> set[str]:
    """The coverages one of whose grant cues holds in the clause."""
    return {coverage.id for coverage in COVERAGES.values() if any(holds(text, clause) for text in coverage.grants)}


def holds(cue_text: str, clause: str) -> bool:
    cue = parse_cue(cue_text)
    return satisfied(cue, {hit.phrase for hit in Phrases(cue.phrases).find(clause)})


def cue_texts() -> Iterator[tuple[str, str]]:
    for coverage in COVERAGES.values():
        for text in coverage.grants + tuple(cue for cues in coverage.facets.values() for cue in cues):
            yield coverage.id, text


def test_the_coverages_of_the_field_reference_stand_in_its_order() -> None:
    assert list(COVERAGES) == IDS


@pytest.mark.parametrize("coverage", COVERAGES.values(), ids=IDS)
def test_a_coverage_is_complete(coverage: Coverage) -> None:
    assert set(coverage.tier_seed) == set(coverage.tier_broker) == set(get_args(Size))
    assert len(coverage.aliases) >= 15
    assert len(coverage.grants) >= 3
    assert all(stems(alias) for alias in coverage.aliases)
    assert len({stems(alias) for alias in coverage.aliases}) == len(coverage.aliases), "an alias stands there twice"


def test_a_broker_is_never_laxer_than_the_seed() -> None:
    order = get_args(Tier)
    stricter = {
        (coverage.id, size)
        for coverage in COVERAGES.values()
        for size, tier in coverage.tier_seed.items()
        if order.index(coverage.tier_broker[size]) != order.index(tier)
    }
    assert stricter == {(name, "small") for name in ("tech_eo", "client_cascade_liability", "extra_expense", "social_engineering")}
    assert all(COVERAGES[name].tier_broker["small"] == "must" for name, _ in stricter)


def test_an_alias_names_one_coverage_unless_they_are_sold_together() -> None:
    slips = {
        " ".join(alias): sorted(owners)
        for alias, owners in OWNERS.items()
        if any(frozenset(pair) not in SOLD_TOGETHER for pair in combinations(owners, 2))
    }
    assert slips == {}


def test_each_cue_can_hold_as_none_of_its_groups_is_also_forbidden() -> None:
    for name, text in cue_texts():
        cue = parse_cue(text)
        forbidden = {stems(phrase) for phrase in cue.forbidden}
        for group in cue.required:
            assert any(stems(phrase) not in forbidden for phrase in group), (name, text)
        assert all(stems(phrase) for phrase in cue.phrases), (name, text)


@pytest.mark.parametrize(
    ("heading", "coverages"),
    [
        ("Technology E&O", {"tech_eo"}),
        ("TECHNOLOGY ERRORS & OMISSIONS LIABILITY", {"tech_eo"}),
        ("Data & Network Liability", {"network_security_liability", "privacy_liability"}),
        ("Regulatory Defence, Fines and Penalties", {"regulatory_proceedings"}),
        ("PCI-DSS Fines and Assessments", {"pci_assessments"}),
        ("Contingent BI/PD", {"contingent_bi_pd"}),
        ("Operator error interruption", {"bi_system_failure"}),
        ("System outage (non-malicious)", {"bi_system_failure"}),
        ("IT vendor interruption", {"dbi_security"}),
        ("Dependent Business Interruption: System Failure", {"dbi_system_failure"}),
        ("Business Interruption / System Failure", {"bi_system_failure"}),
        ("Business Interruption", {"bi_security"}),
        ("Business Income and Extra Expense", {"bi_security", "extra_expense"}),
        ("Bricked equipment", {"hardware_bricking"}),
        ("Brand harm", {"reputational_harm"}),
        ("Payment diversion", {"social_engineering"}),
        ("Deceptive transfer", {"social_engineering"}),
        ("Altered invoice", {"invoice_manipulation"}),
        ("Toll fraud", {"utility_fraud"}),
        ("Breach costs", {"incident_response_costs"}),
        ("Notification and Call Centre", {"notification_costs", "identity_monitoring_callcentre"}),
        ("Ransomware events", {"cyber_extortion"}),
        ("Premium and taxes", set()),
        ("Choice of law", set()),
    ],
)
def test_a_heading_names_its_coverages(heading: str, coverages: set[str]) -> None:
    assert named(heading) == coverages


@pytest.mark.parametrize(
    ("clause", "coverage"),
    [
        ("We will pay the cost of notifying individuals where the law requires it.", "notification_costs"),
        ("the fees of a computer security expert to determine the cause and extent of the event", "forensics"),
        ("loss of income during an unplanned outage of your computer systems caused by human error", "bi_system_failure"),
        ("income loss you suffer because a cloud provider had a security breach", "dbi_security"),
        ("the cost to restore or recreate data that was deleted", "data_restoration"),
        ("replacement of devices that malware has left inoperable", "hardware_bricking"),
        ("ransom paid with our consent, and the expenses of a negotiator", "cyber_extortion"),
        ("money an employee transferred on an instruction purporting to come from a vendor", "social_engineering"),
        ("a reward for information leading to an arrest", "claims_prep_support"),
        ("We pay on your behalf damages from a claim for an error in your technology services", "tech_eo"),
    ],
)
def test_wording_without_the_usual_name_still_grants(clause: str, coverage: str) -> None:
    assert coverage in granted(clause)


def test_notice_to_the_insureds_own_customers_is_not_given_on_behalf_of_clients() -> None:
    assert granted("The insurer pays on behalf of the insured the costs to notify customers as the law requires.") == {"notification_costs"}


@pytest.mark.parametrize(
    "clause",
    [
        "This insurance is governed by the law shown in the schedule.",
        "You may cancel this policy by writing to us.",
        "The premium is due within thirty days.",
        "With our consent you may select your own defence counsel for a claim.",
    ],
)
def test_general_conditions_grant_nothing(clause: str) -> None:
    assert granted(clause) == set()


def test_profiles_cover_every_size_and_status() -> None:
    assert list(PROFILES) == list(get_args(Size))
    assert set(PROFILE_DATA["status_weights"]) == set(get_args(CoverageStatus))
    assert PROFILE_DATA["tier_weights"] == {"must": 3.0, "should": 2.0, "nice": 1.0}
    limits = [profile.benchmark_limit for profile in PROFILES.values()]
    assert limits == sorted(limits)


def test_a_new_coverage_is_one_entry(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    extra = """
[[coverage]]
id = "drone_liability"
name = "Drone liability"
group = "third_party"
pays = "Damages when a survey drone comes down."
why = "Some providers survey sites."
tier_seed = { small = "nice", medium = "nice", large = "nice" }
tier_broker = { small = "nice", medium = "nice", large = "nice" }
aliases = ["drone liability"]
"""
    with (folder / "coverages.toml").open("a", encoding="utf-8") as file:
        file.write(extra)
    catalogue = load_catalogue(folder)
    assert list(catalogue.coverages) == [*IDS, "drone_liability"]
    assert any("drone_liability" in catalogue.eroded_by(exclusion) for exclusion in catalogue.exclusions)
