"""Numbers in front of clauses: text -> the readings it allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.numbering import markers

READINGS = [
    ("A. Contractual liability", [("letter-upper:.", 1)]),
    ("(b) any fine", [("letter-lower:()", 2)]),
    ("(i) the cost of", [("roman-lower:()", 1), ("letter-lower:()", 9)]),  # a letter or a roman number: its list decides
    ("iv) the cost of", [("roman-lower:)", 4)]),
    ("12. Cyber extortion", [("number:.", 12)]),
    ("2.3.1 forensic work", [("dotted:3", 1)]),
    ("A.1 Incident handling", [("lettered:1", 1)]),
    ("B-12. Coercion", [("lettered:1", 12)]),
    ("AA. Waiting period", [("letter-upper:.", 27)]),  # the alphabet begins anew
    ("NN.Technology product", [("letter-upper:.", 40)]),  # no space after the number
    ("SECTION B: PRIVACY LIABILITY", [("named:section:letter-upper", 2)]),
    ("Insuring Clause 3: Incident response", [("named:insuring clause:number", 3)]),
    ("PART FOUR: WHAT IS NOT INSURED", [("named:part:spelt", 4)]),
    ("Item 4. Limits of liability", [("named:item:number", 4)]),
    ("• telephone fraud", [("bullet", 0)]),
    ("Section 12 of the Act applies", []),  # a reference within a sentence
    ("3.9.2.", []),  # a cross-reference left alone on its line
    ("180 days after the end", []),
    ("We will pay", []),
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[text for text, _ in READINGS])
def test_number_in_front_of_a_clause(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(marker.kind, marker.ordinal) for marker in markers(text)] == expected


@given(st.integers(1, 49))
def test_a_roman_number_reads_back(number: int) -> None:
    tens, units = divmod(number, 10)
    roman = ["", "x", "xx", "xxx", "xl"][tens] + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][units]
    assert ("roman-lower:.", number) in [(marker.kind, marker.ordinal) for marker in markers(f"{roman}. damages")]
