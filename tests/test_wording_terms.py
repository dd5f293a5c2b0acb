"""Terms that a wording fixes: choices, periods, what a definition decides as a whole, and sublimits within agreements."""

from __future__ import annotations

import pytest

from extractors.wording_terms import find_terms
from models.catalogue import load_catalogue
from tests.layout import wording_of

TERMS = [
    ("# CONDITIONS\nA. Defence. We have the right and duty to defend any claim against you.", "defence_duty", "duty"),
    (
        "# CONDITIONS\nA. Other insurance. This policy is excess over any other valid and collectible insurance.",
        "other_insurance",
        "excess",
    ),
    (
        "# DEFINITIONS\n**Computer** **System** means hardware owned or leased by the insured.",
        "computer_system_includes_client_systems",
        "no",
    ),
    (
        "# DEFINITIONS\n**Computer** **System** means your hardware and systems of clients\noperated by you under a contract.",
        "computer_system_includes_client_systems",
        "yes",
    ),
    (
        "# DEFINITIONS\n**Professional** **Services** means only those services stated in the declarations.",
        "services_definition",
        "declarations",
    ),
    (
        "# DEFINITIONS\n**Technology** **Services** means computer services, including hosting and support.",
        "services_definition",
        "blanket",
    ),
    (
        "# DEFINITIONS\n**Indemnity** **Period** means one hundred eighty (180) days from the first day.",
        "restoration_period",
        "180",
    ),
]


@pytest.mark.parametrize(("text", "term", "value"), TERMS, ids=[f"{term} {value}" for _, term, value in TERMS])
def test_what_a_wording_fixes(text: str, term: str, value: str) -> None:
    assert [found.value for found in find_terms(wording_of(text), load_catalogue()) if found.term == term] == [value]


def test_a_condition_that_speaks_of_a_separate_limit_says_nothing_of_the_limits() -> None:
    text = "# INSURING AGREEMENTS\nA. Losses. We pay, but only where the Declarations show a separate limit for this item."
    assert not [term for term in find_terms(wording_of(text), load_catalogue()) if term.term == "sublimit_relation"]


SUBLIMITS = [
    ("We will pay the loss. Subject to a sublimit of $250,000 we also pay telephone fraud.", {"utility_fraud": "250000"}),
    ("For cyber extortion we pay an amount not to exceed $1,000,000.", {"cyber_extortion": "1000000"}),
    ("We will pay up to $50,000.", {}),  # of what, the sentence does not say
    # the coverage that the sentence pays, not the peril that it names on the way
    (
        "Subject to a sublimit of $90,000 we pay to replace hardware that a network security event has made non-functional.",
        {"hardware_bricking": "90000"},
    ),
    ("We pay for attendance at a hearing, subject to a maximum of $900 per day and $40,000 in all.", {"claims_prep_support": "40000"}),
    ("We pay up to the limit, for loss that exceeds the greater of $40,000 or your retention, from social engineering.", {}),
]


@pytest.mark.parametrize(("text", "expected"), SUBLIMITS)
def test_sublimits_within_agreements(text: str, expected: dict[str, str]) -> None:
    terms = find_terms(wording_of(f"# INSURING AGREEMENTS\nA. Losses\n    {text}"), load_catalogue())
    assert {term.coverage: term.value for term in terms if term.term == "sublimit"} == expected


def test_a_definition_of_something_else_decides_nothing() -> None:
    text = "# DEFINITIONS\n**Claim** means a demand by customers for whom systems are operated by you."
    assert not [term for term in find_terms(wording_of(text), load_catalogue()) if term.term == "computer_system_includes_client_systems"]
