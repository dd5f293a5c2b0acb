"""Decisions from two findings: an exclusion and what it gives back, a grant and what denies it."""

from __future__ import annotations

import pytest

from extractors.decisions import find_decisions
from models.catalogue import load_catalogue
from models.records import Box, CarveBack, Denial, Evidence, Grant, Taking

HERE = Evidence("form.pdf", 1, Box(0, 0, 9, 9), "We pay what you owe.")
SERVICES = "Technology services. For technology services that you provide for others."
CONTRACT = "For liability that you have assumed under a contract."
SUED = "For a claim brought by or on behalf of an insured against another insured."


def grants(*coverages: str) -> tuple[Grant, ...]:
    return tuple(Grant(coverage, HERE) for coverage in coverages)


def taking(exclusion: str, quote: str, *carve_backs: str, scope: str = "all") -> Taking:
    return Taking(
        exclusion,
        Evidence("form.pdf", 2, Box(0, 0, 9, 9), quote),
        carve_backs=tuple(CarveBack(quote, given_back) for given_back in carve_backs),
        scope=scope,
    )


def decided(term: str, granted: tuple[Grant, ...] = (), taken: tuple[Taking, ...] = (), denied: tuple[str, ...] = ()) -> list[str]:
    denials = [Denial(coverage, HERE) for coverage in denied]
    return [found.value for found in find_decisions(granted, taken, denials, load_catalogue()) if found.term == term]


CYBER, BOTH = grants("privacy_liability"), grants("tech_eo", "network_security_liability")
COLLISIONS = [
    (CYBER, (taking("professional_services", SERVICES),), (), ["yes"]),
    (CYBER, (taking("professional_services", SERVICES, "except to the extent a claim results from a rebate"),), (), ["yes"]),
    (grants("tech_eo"), (), ("privacy_liability",), ["yes"]),
    (CYBER, (taking("professional_services", SERVICES, "this does not apply to a privacy breach"),), (), ["no"]),
    (BOTH, (), (), ["no"]),
    (BOTH, (taking("professional_services", SERVICES, scope="Insuring Agreement B"),), (), ["no"]),
    (BOTH, (taking("professional_services", SERVICES),), (), ["unclear"]),
    (CYBER, (), (), []),
    (CYBER, (taking("professional_services", "For the costs of products recalled."),), (), []),
    (grants("tech_eo"), (), (), []),
    (grants("cyber_extortion"), (taking("professional_services", SERVICES),), (), []),
]


@pytest.mark.parametrize(("granted", "taken", "denied", "expected"), COLLISIONS)
def test_cyber_and_eo_collide(granted: tuple[Grant, ...], taken: tuple[Taking, ...], denied: tuple[str, ...], expected: list[str]) -> None:
    assert decided("cyber_eo_collision", granted, taken, denied) == expected


CONTRACTS = [
    (taking("contractual_liability", CONTRACT, "unless you would have been liable in the absence of such contract"), ["yes"]),
    (taking("contractual_liability", CONTRACT, "except what you would owe even without the contract"), ["yes"]),
    (taking("contractual_liability", "For what you owe only because you promised it."), ["yes"]),
    (taking("contractual_liability", CONTRACT, "except for your agreement with a card processor"), ["other_matters_only"]),
    (taking("contractual_liability", CONTRACT), ["no"]),
    (taking("contractual_liability", "For breach of warranty or of a guarantee."), ["no"]),
    (taking("contractual_liability", "For lost income when a client cancels."), []),
    (taking("war_cyber_operation", "For war."), []),
]


@pytest.mark.parametrize(("taken", "expected"), CONTRACTS)
def test_what_the_contractual_exclusion_gives_back(taken: Taking, expected: list[str]) -> None:
    assert decided("contract_liability_carve_back", taken=(taken,)) == expected


INSIDERS = [
    (taking("insured_v_insured", SUED, "does not apply to an additional insured"), ["yes"]),
    (taking("insured_v_insured", SUED), ["no"]),
    (taking("insured_v_insured", SUED, "except a claim by an employee"), ["other_matters_only"]),
    (taking("insured_v_insured", "For fees charged by your parent."), []),
]


@pytest.mark.parametrize(("taken", "expected"), INSIDERS)
def test_claims_by_additional_insureds(taken: Taking, expected: list[str]) -> None:
    assert decided("insured_v_insured_carve_back", taken=(taken,)) == expected


@pytest.mark.parametrize(
    ("granted", "denied", "expected"),
    [
        (("notify_on_behalf",), (), ["yes"]),
        (("notify_on_behalf", "notification_costs"), (), ["yes"]),
        (("notify_on_behalf",), ("notify_on_behalf",), ["unclear"]),
        ((), ("notify_on_behalf",), ["no"]),
        (("notification_costs",), ("notify_on_behalf",), ["no"]),
        (("notification_costs",), (), []),
        ((), ("notification_costs",), []),
    ],
)
def test_response_for_clients_people(granted: tuple[str, ...], denied: tuple[str, ...], expected: list[str]) -> None:
    assert decided("client_response_costs", grants(*granted), denied=denied) == expected


def test_a_mere_service_for_clients_pays_nothing() -> None:
    assert not decided("client_response_costs", (Grant("notify_on_behalf", HERE, service_only=True),))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((taking("widespread_event", "For one flaw at many firms."),), ["widespread_event"]),
        (
            (taking("neglected_software", "For a hole left open."), taking("vendor_software", "For the program named below.")),
            ["unpatched_software", "vendor_software"],
        ),
        ((taking("widespread_dependency_named", "Only a provider named in the schedule counts."),), ["scheduled_providers_only"]),
        ((taking("widespread_dependency_named", "It does not include utilities."),), []),
        ((taking("war_cyber_operation", "For war."),), []),
    ],
)
def test_vendor_events(taken: tuple[Taking, ...], expected: list[str]) -> None:
    assert decided("vendor_event_wording", taken=taken) == expected


def test_one_form_for_both() -> None:
    assert decided("cyber_eo_combined", BOTH) == ["yes"]
    assert not decided("cyber_eo_combined", CYBER)
    assert not decided("cyber_eo_combined", grants("tech_eo"))
