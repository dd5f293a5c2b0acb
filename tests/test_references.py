"""What a text calls another clause by, and which clause that is."""

from __future__ import annotations

import pytest

from extractors.references import clause_path, references, resolve
from tests.layout import wording_of

REFERENCES = [
    ("subject to Section IV.C", [("section", "iv.c")]),
    ("as described in Insuring Agreement A.2.", [("insuring agreement", "a.2")]),
    ("Exclusion 5(b) shall not apply", [("exclusion", "5.b")]),
    ("notwithstanding Exclusion III.D, we will pay", [("exclusion", "iii.d")]),
    ("Section V, Exclusion L., does not apply", [("exclusion", "v.l")]),  # one clause, named from the outside in
    ("item (2) of Exclusion L", [("exclusion", "l.2")]),  # and from the inside out
    ("Exclusions, paragraph 3.", [("exclusion", "3")]),
    ("Section IV (Exclusions), item 5", [("section", "iv.5")]),
    ("Exclusions A, B and D", [("exclusion", "a"), ("exclusion", "b"), ("exclusion", "d")]),
    ("Exclusions 3 to 5", [("exclusion", "3"), ("exclusion", "4"), ("exclusion", "5")]),
    ("Agreement N-2 or N-3", [("agreement", "n.2"), ("agreement", "n.3")]),
    ("Exclusion 5, A Claim", [("exclusion", "5")]),  # "A" begins what follows
    ("the Pollution Exclusion is waived", [("exclusion", "Pollution")]),
    ("Exclusion “Own work” is waived", [("exclusion", "Own work")]),
    ("the Crime and Fraud insuring agreement", [("insuring agreement", "Crime and Fraud")]),
    ("this exclusion does not apply", []),
    ("the exclusions of this policy", []),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_how_a_text_names_a_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(reference.kind, reference.heading or ".".join(reference.path)) for reference in references(text)] == expected


FORM = """
# I. INSURING AGREEMENTS
A. Libel
    We will pay damages for libel.
B. Ransom
    We will pay a ransom.

# II. EXCLUSIONS
We will not pay loss arising out of:
A. Pollution
    the release of any pollutant.
B. Contract
    liability assumed under:
    1. a warranty; or
    2. a promise of service levels.
"""
CLAUSES = [
    ("Exclusion A", "ii.a"),
    ("Insuring Agreement A", "i.a"),
    ("Section II.B", "ii.b"),
    ("Exclusion B.2", "ii.b.2"),
    ("Exclusion B(1)", "ii.b.1"),
    ("the Contract exclusion", "ii.b"),
    ("Exclusion F", None),
    ("the Ransom exclusion", None),
]


@pytest.mark.parametrize(("text", "path"), CLAUSES)
def test_the_clause_that_a_reference_means(text: str, path: str | None) -> None:
    wording = wording_of(FORM)
    meant = resolve(wording, references(text)[0], wording.views[0])
    assert (".".join(clause_path(wording, meant)) if meant else None) == path
