"""Which insuring agreements an exclusion reaches, by its words and by the part of the form in which it stands."""

from __future__ import annotations

import pytest

from extractors.agreements import find_grants
from extractors.exclusions import find_takings
from extractors.reach import named_numbers
from models.catalogue import load_catalogue
from tests.layout import wording_of


@pytest.mark.parametrize(
    ("passage", "numbers"),
    [
        ("With respect to Insuring Agreements A and B only", ("a", "b")),
        ("Applicable to Insuring Clauses 1 to 3", ("1", "2", "3")),
        ("under Insuring Agreement C, arising from war", ("c",)),
        ("in respect of Sections 2 and 4", ("section 2", "section 4")),
        ("solely Coverage Part B", ("coverage part b",)),
        ("With respect to Insuring Agreements (D) through (F)", ("d", "e", "f")),
        ("With respect to all Insuring Agreements", ()),
        ("any claim under the policy", ()),
    ],
)
def test_what_a_passage_confines_itself_to(passage: str, numbers: tuple[str, ...]) -> None:
    assert set(named_numbers(passage)) == set(numbers)


PARTS = """
# Section 1: Claims against you
## What we will pay
We will pay damages for libel.
## What we will not pay
We will not pay for:
(a) infringement of a patent;
(b) war.

# Section 2: Your own losses
## What we will pay
We will pay a ransom surrendered to end an extortion threat.
## What we will not pay
We will not pay for:
(a) war.
"""


def test_an_exclusion_of_one_section_is_confined_to_it() -> None:
    wording = wording_of(PARTS)
    reach = {taking.exclusion: taking.reach for taking in find_takings(wording, load_catalogue())}
    assert reach["ip_patent_trade_secret"] == ("section 1",)
    assert set(reach["war_cyber_operation"]) == {"section 1", "section 2"}
    numbers = {grant.coverage: grant.numbers for grant in find_grants(wording, load_catalogue())}
    assert numbers["cyber_extortion"][0] == "section 2"


COMMON = """
# INSURING AGREEMENTS
A. Libel
    We will pay damages for libel.
B. Ransom
    We will pay a ransom.

# EXCLUSIONS
# With respect to Insuring Agreement A only

1. infringement of a patent.

# With respect to all Insuring Agreements

2. war, invasion or rebellion.
"""


def test_the_heading_over_exclusions_confines_them() -> None:
    reach = {taking.exclusion: taking.reach for taking in find_takings(wording_of(COMMON), load_catalogue())}
    assert reach == {"ip_patent_trade_secret": ("a",), "war_cyber_operation": ()}
