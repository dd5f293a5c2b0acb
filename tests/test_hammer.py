"""The insured's share of what a claim costs after a refused settlement."""

from __future__ import annotations

import pytest

from extractors.hammer import insured_share
from extractors.wording_terms import find_terms
from models.catalogue import load_catalogue
from tests.layout import wording_of

SHARES = [
    ("the insurer bears seventy percent of what follows and the insured bears thirty percent", 30.0),
    ("the insured will pay 20% of the costs after that day", 20.0),
    ("later costs are shared, 80% payable by us", 20.0),
    ("our liability will not exceed the offer plus ninety percent (90%) of later loss", 10.0),
    ("we will pay no more than the amount for which the claim could have been settled", 100.0),
    ("a fee of 10% is due", None),
    ("we will speak with you again", None),
]


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_whose_share_it_is(text: str, expected: float | None) -> None:
    assert insured_share(text) == expected


CLAUSES = [
    ("If you refuse to settle as we recommend, we pay 60% of what it costs beyond that.", ["40"]),
    (
        "If the insured rejects a settlement, the insurer's liability will not exceed:\n    1. the offer; plus\n    2. 50% of later costs.",
        ["50"],
    ),
    ("You bear 20% of every loss.", []),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_the_clause_is_found(text: str, expected: list[str]) -> None:
    terms = find_terms(wording_of(f"# CONDITIONS\nA. Settlement. {text}"), load_catalogue())
    assert [term.value for term in terms if term.term == "hammer_insured_share"] == expected
