"""Scopes within a clause: what a carve-back gives back, what a proviso takes away."""

from __future__ import annotations

import pytest

from extractors.language.scopes import scopes

CARVE_BACKS = [
    ("any patent.", []),
    ("bodily injury, but this exclusion does not apply to mental anguish.", ["but this exclusion does not apply to mental anguish."]),
    ("war. However, this exclusion will not apply to hackers. And more.", ["However, this exclusion will not apply to hackers."]),
    ("liability assumed by contract, unless you would be liable without it;", ["unless you would be liable without it;"]),
    ("wear and tear, other than from a security failure; or", ["other than from a security failure;"]),
    ("This policy does not apply to any claim for war.", []),  # here the cover is what does not apply
    ("The insurance shall not apply to fines, except for those insurable by law.", ["except for those insurable by law."]),
    ("fines, except where insurable. Taxes, except for sales tax.", ["except where insurable.", "except for sales tax."]),
]


@pytest.mark.parametrize(("text", "expected"), CARVE_BACKS)
def test_carve_backs(text: str, expected: list[str]) -> None:
    assert [text[scope.start : scope.end] for scope in scopes(text, "carve_back")] == expected


TAKINGS = [
    ("Loss means damages and defence costs.", []),
    ("Loss does not include fines or penalties.", ["does not include fines or penalties."]),
    ("Extra expense, excluding wages; and rent.", ["excluding wages;"]),
    ("We will not pay taxes, provided that this does not reach wages.", ["We will not pay taxes, "]),
]


@pytest.mark.parametrize(("text", "expected"), TAKINGS)
def test_takings_within_a_grant(text: str, expected: list[str]) -> None:
    assert [text[scope.start : scope.end] for scope in scopes(text, "taking")] == expected
