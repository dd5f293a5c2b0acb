"""What a text calls another clause by, and which clause that is."""

from __future__ import annotations

import pytest

from extractors.references import references
from tests.layout import wording_of

# text -> (kind, numbers, name) of each clause that it names
REFERENCES = [
    ("subject to Section IV.C", [("clause", "iv.c", "")]),
    ("as described in Insuring Agreement A.2.", [("agreement", "a.2", "")]),
    ("Exclusion 5(b) shall not apply", [("exclusion", "5.b", "")]),
    ("notwithstanding Exclusion III.D, we will pay", [("exclusion", "iii.d", "")]),
    ("Section V, Exclusion L., does not apply", [("exclusion", "v.l", "")]),  # one clause, named from the outside in
    ("item (2) of Exclusion L", [("exclusion", "l.2", "")]),  # and from the inside out
    ("Exclusion 7, Contract, of Section 3 does", [("exclusion", "3.7", "Contract")]),
    ("exclusion 4 of Section 3", [("exclusion", "3.4", "")]),
    ("Exclusions, paragraph 3.", [("exclusion", "3", "")]),
    ("Section IV (Exclusions), item 5", [("exclusion", "iv.5", "")]),
    ("Section III. Exclusions, paragraph B.2 is deleted", [("exclusion", "iii.b.2", "")]),
    ("Section V.A, Exclusions Applicable to All Insuring Agreements, paragraph 1, is amended", [("clause", "v.a.1", "")]),
    ("under Insuring Agreement C, Exclusion 7", [("agreement", "c", ""), ("exclusion", "7", "")]),  # neither is a place of the other
    ("Exclusions A, B and D", [("exclusion", "a", ""), ("exclusion", "b", ""), ("exclusion", "d", "")]),
    ("Exclusions 3 to 5", [("exclusion", "3", ""), ("exclusion", "4", ""), ("exclusion", "5", "")]),
    ("Exclusion 4 and Exclusion 5", [("exclusion", "4", ""), ("exclusion", "5", "")]),
    ("Agreement N-2 or N-3", [("agreement", "n.2", ""), ("agreement", "n.3", "")]),
    ("Exclusion 5, A Claim", [("exclusion", "5", "")]),  # "A" begins what follows
    ("Exclusion N, Portable Media, is deleted", [("exclusion", "n", "Portable Media")]),
    ("Exclusion N, Portable\nMedia, item 2 of\nSection IV", [("exclusion", "iv.n.2", "")]),
    ("Condition 4 (Other Insurance)", [("condition", "4", "Other Insurance")]),
    ("the Pollution Exclusion is waived", [("exclusion", "", "Pollution")]),
    ("Exclusion “Own work” is waived", [("exclusion", "", "Own work")]),
    ("the Crime and Fraud insuring agreement", [("agreement", "", "Crime and Fraud")]),
    ("the definition of Computer System is replaced", [("definition", "", "Computer System")]),
    ("item (5) of the definition of Loss", [("definition", "5", "Loss")]),
    ("Endorsements 2 and 3", [("endorsement", "2", ""), ("endorsement", "3", "")]),
    ("this exclusion does not apply", []),
    ("the exclusions of this policy", []),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_how_a_text_names_a_clause(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [reference.target for reference in references(text)]
    assert [(target.kind, ".".join(target.numbers), target.name) for target in found] == expected


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
C. Patents
    1. infringement of a patent; or
    2. misappropriation of a trade secret.

# III. DEFINITIONS
A. Loss means:
    1. damages; and
    2. defence costs.
B. Period means twelve months.

# IV. CONDITIONS
4.1 Notice
    You must tell us at once.
"""
CLAUSES = [
    ("Exclusion A", "ii.a"),
    ("Insuring Agreement A", "i.a"),
    ("Section II.B", "ii.b"),
    ("Exclusion B.2", "ii.b.2"),
    ("Exclusion B(1)", "ii.b.1"),
    ("the Contract exclusion", "ii.b"),
    ("Exclusion C, item 2", "ii.c.2"),
    ("item 2", None),  # it stands below several
    ("Section II.D", None),
    ("Section III.A", "iii.a"),
    ("Definition B", "iii.b"),
    ("the definition of Period", "iii.b"),
    ("item 2 of the definition of Loss", "iii.a.2"),
    ("Condition 4.1", "iv.4.1"),
    ("Exclusion F", None),
    ("the Ransom exclusion", None),
]


@pytest.mark.parametrize(("text", "path"), CLAUSES)
def test_the_clause_that_a_reference_means(text: str, path: str | None) -> None:
    wording = wording_of(FORM)
    meant = wording.meant(references(text)[0].target, wording.views[0])
    assert (".".join(wording.form.numbers(meant)) if meant else None) == path
