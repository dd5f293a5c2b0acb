"""Clauses in passages: what is said, left out, and given back."""

from __future__ import annotations

import pytest

from extractors.language.passages import passages

CASES = [
    ("It means awards.", False, ["said: It means awards."]),
    (
        "It means awards, but does not include fines, except civil fines.",
        False,
        ["said: It means awards, but", "left_out: does not include fines,", "given_back: except civil fines."],
    ),
    ("It means awards other than fines.", False, ["said: It means awards", "left_out: other than fines."]),
    ("It does not include: (1) fines; (2) taxes.", False, ["said: It", "left_out: does not include: (1) fines;", "left_out: (2) taxes."]),
    (
        "It means (a) computers, excluding phones; (b) networks.",
        False,
        ["said: It means (a) computers,", "left_out: excluding phones;", "said: (b) networks."],
    ),
    ("A phone is not part of it, save while in use.", False, ["left_out: A phone is not part of it,", "given_back: save while in use."]),
    (
        "Fines. This exclusion does not apply to interest.",
        True,
        ["left_out: Fines.", "given_back: This exclusion does not apply to interest."],
    ),
]


@pytest.mark.parametrize(("text", "leaves_out", "expected"), CASES)
def test_passages(text: str, leaves_out: bool, expected: list[str]) -> None:
    found = [f"{passage.kind}: {text[passage.start : passage.end].strip()}" for passage in passages(text, leaves_out)]
    assert [part for part in found if not part.endswith(": ")] == expected
