"""Endorsements in many manners of writing -> their heads and operations."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.reading import read_document
from models.records import Endorsement, Operation, Reading
from tests.wordings import write_form

HEAD = """# ENDORSEMENT NO. {number}

THIS ENDORSEMENT CHANGES THE POLICY. PLEASE READ IT CAREFULLY.

Named Insured: Wrenhaven Managed IT, Inc.
Policy Number: CM-TC-4410277-03
Effective: {effective}

# {title}

"""
FOOT = "\n\nAll other terms and conditions of the policy remain unchanged.\n\n______________________ Authorized Representative"


def endorsement_text(body: str, number: str = "1", effective: str = "September 1, 2026", title: str = "CHANGE OF TERMS") -> str:
    return HEAD.format(number=number, effective=effective, title=title) + body.strip() + FOOT


def read(path: Path, *pages: str) -> Reading:
    return read_document(write_form(path, *pages), path.name, "offer")


def short(operation: Operation) -> tuple[str, str, str, str]:
    target = operation.target
    return operation.kind, target.kind, ".".join(target.numbers), target.name


# wording of an endorsement -> (operation, kind of its target, number of its target, name of its target)
OPERATIONS = [
    # deleted
    ("Exclusion 7 is deleted in its entirety.", [("delete", "exclusion", "7", "")]),
    ("Exclusion N, Portable Media, is hereby deleted.", [("delete", "exclusion", "n", "Portable Media")]),
    ("Section III, Exclusions, paragraph B.2 is deleted in its entirety.", [("delete", "exclusion", "iii.b.2", "")]),
    ("Exclusions B.2, C.4 and D are deleted in their entirety.",
     [("delete", "exclusion", "b.2", ""), ("delete", "exclusion", "c.4", ""), ("delete", "exclusion", "d", "")]),
    ("Insuring Agreement B.4, Extortion, is deleted.", [("delete", "agreement", "b.4", "Extortion")]),
    ("We delete exclusion 4 of Section 3.", [("delete", "exclusion", "3.4", "")]),
    ("The War exclusion no longer applies.", [("delete", "exclusion", "", "War")]),
    ("The exclusion entitled \u201cWrongful Collection\u201d is removed.", [("delete", "exclusion", "", "Wrongful Collection")]),
    ("The definition of Client Systems is struck out.", [("delete", "definition", "", "Client Systems")]),
    ("Condition 4 (Other Insurance) is deleted in full.", [("delete", "condition", "4", "Other Insurance")]),
    ("Item (5) of the definition of Loss is deleted.", [("delete", "definition", "5", "Loss")]),
    ("It is agreed that Section V, EXCLUSIONS, is amended as follows:\n\n1. Exclusion J. is deleted in its entirety.",
     [("delete", "exclusion", "j", "")]),
    ("Clause 3.6.4 is removed.", [("delete", "clause", "3.6.4", "")]),
    ("The paragraph that begins \u201cWe do not pay outages\u201d is taken out.", [("delete", "clause", "", "We do not pay outages")]),
    ("The sublimit of $250,000 for Social Engineering Fraud shown in Item 4 of the Declarations is deleted.",
     [("delete", "declarations_item", "4", "")]),
    # replaced
    ("Section III. Exclusions, paragraph B.2 is deleted in its entirety and replaced by the following:\n\n2. Contract.",
     [("replace", "exclusion", "iii.b.2", "")]),
    ("The definition of Computer System is deleted and replaced with: Computer System means hardware that you own.",
     [("replace", "definition", "", "Computer System")]),
    ("Exclusion 7. Breach of Contract is amended to read as follows: Breach of Contract. Any breach of a written contract.",
     [("replace", "exclusion", "7", "Breach of Contract")]),
    ("The following replaces Insuring Agreement A.2: A.2 Security. We will pay damages.", [("replace", "agreement", "a.2", "")]),
    ("Section VI, Conditions, paragraph (2) shall read: You must tell us within ninety days.", [("replace", "condition", "vi.2", "")]),
    ("Definition 12 (Loss) is amended and restated in full: Loss means damages.", [("replace", "definition", "12", "Loss")]),
    ("Exclusion (d) is struck out.\n\nIn its place: Pollution. Arising out of the escape of oil.", [("replace", "exclusion", "d", "")]),
    # added
    ("The definition of Insured is amended to include each client of yours.", [("add", "definition", "", "Insured")]),
    ("Section 1, Insuring Agreements, is amended by the addition of the following: B.9 Betterment. We will pay for improvements.",
     [("add", "agreement", "1", "")]),
    ("The following insuring agreement is added: B.9 Bricking. We will pay to replace computers.", [("add", "agreement", "", "")]),
    ("The following definition is added: Client System means a computer of a client.", [("add", "definition", "", "")]),
    ("The following condition is added to Section 6: 9. Assistance. You must help us.", [("add", "condition", "6", "")]),
    # exclusions added
    ("The following exclusion is added to Section III.A of the Policy:\n\n13. Remote tools. Arising out of remote tools.",
     [("exclude", "exclusion", "iii.a", "")]),
    ("Section IV, Exclusions, is amended by adding the following: Pixels. Arising out of pixels.", [("exclude", "exclusion", "iv", "")]),
    ("The following exclusion is added and applies to all Insuring Agreements: loss arising from war.", [("exclude", "exclusion", "", "")]),
    ("This policy does not apply to any loss arising out of a failure of a cloud provider.", [("exclude", "policy", "", "")]),
    ("The Insurer will not pay loss arising out of services that the Insured renders to casinos.", [("exclude", "policy", "", "")]),
    # written back
    ("Exclusion 7 does not apply to liability under a business associate agreement.", [("write_back", "exclusion", "7", "")]),
    ("Exclusion III.A.4 is amended by adding: This exclusion does not apply to grief.", [("write_back", "exclusion", "iii.a.4", "")]),
    ("Notwithstanding Exclusion 3, Infrastructure, we will pay loss from an outage of your own generator.",
     [("write_back", "exclusion", "3", "Infrastructure")]),
    # amended
    ("In Section 2 the words \u201cten days\u201d are replaced by \u201csix days\u201d.", [("amend", "clause", "2", "")]),
    ("In Exclusion 4 the phrase \u201cor agents\u201d is deleted.", [("amend", "exclusion", "4", "")]),
    # figures
    ("Item 4 of the Declarations is amended to read: Cyber Extortion $250,000.", [("limit", "declarations_item", "4", "")]),
    ("Insuring Agreement B.8, Bricked Equipment: the limit of $100,000 is deleted and replaced with $250,000.",
     [("limit", "agreement", "b.8", "Bricked Equipment")]),
    ("The Retention in Item 5 of the Declarations is amended to $50,000 for Cyber Extortion.", [("limit", "declarations_item", "5", "")]),
    ("The most we will pay for all ransomware events in the policy period is $100,000.", [("limit", "policy", "", "")]),
    # conditions
    ("It is a condition precedent to cover for social engineering that you call back before you pay.", [("condition", "policy", "", "")]),
    # cancelled
    ("Endorsement No. 2 is void.", [("cancel", "endorsement", "2", "")]),
    ("Endorsement No. 2 is deleted and replaced by the following: Exclusion 7 applies.", [("cancel", "endorsement", "2", "")]),
    ("Endorsements 2 and 3 are withdrawn.", [("cancel", "endorsement", "2", ""), ("cancel", "endorsement", "3", "")]),
    ("This endorsement supersedes Endorsement No. 4.", [("cancel", "endorsement", "4", "")]),
    # several in one
    ("1. Exclusion 7 is deleted in its entirety.\n\n2. The definition of Claim is amended to include a written request to toll a statute.",
     [("delete", "exclusion", "7", ""), ("add", "definition", "", "Claim")]),
    ("Insuring Agreement A.7 is deleted.\nThe definition of Media Content is deleted.",
     [("delete", "agreement", "a.7", ""), ("delete", "definition", "", "Media Content")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), OPERATIONS, ids=[body[:60] for body, _ in OPERATIONS])
def test_operations(body: str, expected: list[tuple[str, str, str, str]], tmp_path: Path) -> None:
    (found,) = read(tmp_path / "endorsement.pdf", endorsement_text(body)).endorsements
    assert [short(operation) for operation in found.operations] == expected


# wording -> what the operation brings in, strikes and is confined to
TEXTS = [
    ("The definition of Computer System is deleted and replaced with: Computer System means hardware that you own.",
     "Computer System means hardware that you own.", "", "all"),
    ("In Section 2 the words \u201cten days\u201d are replaced by \u201csix days\u201d.", "six days", "ten days", "all"),
    ("The following exclusion is added to Section III.A of the Policy:\n\n13. Remote tools. Arising out of remote tools.",
     "13. Remote tools. Arising out of remote tools.", "", "all"),
    ("Solely with respect to Insuring Agreement C, Exclusion 7 is deleted.", "", "", "Insuring Agreement C"),
    ("For the purposes of Insuring Agreement B.2 only, Exclusion 3 is deleted in its entirety.", "", "", "Insuring Agreement B.2 only"),
    ("Exclusion 7 does not apply to liability under a written contract.", "liability under a written contract.", "", "all"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "new", "old", "scope"), TEXTS, ids=[body[:60] for body, *_ in TEXTS])
def test_texts(body: str, new: str, old: str, scope: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / "endorsement.pdf", endorsement_text(body)).endorsements
    (operation,) = found.operations
    assert (operation.new_text, operation.old_text, operation.scope) == (new, old, scope)


NO_OPERATION = [
    "This exclusion applies notwithstanding Insuring Agreement A.4.",
    "Ransomware means malicious code that encrypts data.",
]


@pytest.mark.parametrize("body", NO_OPERATION)
def test_what_is_no_operation(body: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / "endorsement.pdf", endorsement_text(body)).endorsements
    assert not found.operations


# Heads


def heads(found: tuple[Endorsement, ...]) -> list[tuple[str, str, str]]:
    return [(one.number, one.title, one.effective) for one in found]


def test_the_head_of_an_endorsement(tmp_path: Path) -> None:
    text = endorsement_text("Exclusion 7 is deleted.", "3", "10/01/2026", "PORTABLE MEDIA")
    assert heads(read(tmp_path / "e.pdf", text).endorsements) == [("3", "PORTABLE MEDIA", "2026-10-01")]


def test_several_endorsements_in_one_file(tmp_path: Path) -> None:
    pages = [endorsement_text("Exclusion 7 is deleted.", str(number), title=f"CHANGE OF TERM {'ABC'[number - 1]}") for number in (1, 2, 3)]
    assert [one.number for one in read(tmp_path / "e.pdf", *pages).endorsements] == ["1", "2", "3"]


def test_two_endorsements_on_one_page(tmp_path: Path) -> None:
    page = endorsement_text("Exclusion 7 is deleted.", "1") + "\n\n" + endorsement_text("Endorsement No. 1 is void.", "2")
    found = read(tmp_path / "e.pdf", page).endorsements
    assert [(one.number, [operation.kind for operation in one.operations]) for one in found] == [("1", ["delete"]), ("2", ["cancel"])]


def test_an_endorsement_goes_on_over_the_page(tmp_path: Path) -> None:
    first = (
        HEAD.format(number="4", effective="September 1, 2026", title="CONTRACTS")
        + "Exclusion 7 is deleted and replaced by:\n\n7. Contract."
    )
    second = "# ENDORSEMENT NO. 4\n\nLiability assumed under a contract.\n\nExclusion 8 is deleted." + FOOT
    (found,) = read(tmp_path / "e.pdf", first, second).endorsements
    assert [operation.kind for operation in found.operations] == ["replace", "delete"]


VOID = [
    (
        "The Insurer will not pay loss arising out of a program shown in the Schedule below.\n\nSchedule of programs\n\nNone",
        "holds no entry",
    ),
    ("We will not pay loss arising out of a vendor listed below.\n\nVendors: N/A\n\nNot applicable", "holds no entry"),
    ("We will pay for betterment up to the amount in the Schedule below.\n\nSchedule\n\nBetterment limit: $________", "is not filled in"),
    ("The Insurer will not pay loss arising out of a program shown in the Schedule below.\n\nSchedule of programs\n\nMoveFast 3.1", ""),
    ("Exclusion 7 is deleted.", ""),
]


@pytest.mark.parametrize(("body", "why"), VOID, ids=[body[-40:] for body, _ in VOID])
def test_a_schedule_without_entry_makes_void(body: str, why: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / "e.pdf", endorsement_text(body)).endorsements
    assert found.void == (f"its schedule {why}" if why else "")
