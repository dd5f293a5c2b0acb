"""What a wording decides within a sentence, and matters that it protects or excludes."""

from __future__ import annotations

import pytest

from extractors.wording_terms import find_terms
from models.catalogue import load_catalogue
from tests.layout import wording_of

DATE, RETENTION, OVERLAP = "related_claims_date", "related_claims_retention", "overlapping_agreements"
WHOSE, THEN, SCOPE = "control_conditions", "control_conditions_consequence", "additional_insured_scope"
FOLLOWS, CANCEL, TESTING = "excess_follows", "cancellation", "testing_protected"

CONDITIONS = [
    ("Related claims are deemed first made when the earliest of them was made.", DATE, ["first_claim_date"]),
    ("All claims with the same cause are one claim. It is treated as made on the date of the first.", DATE, ["first_claim_date"]),
    ("Related claims are treated as one.", DATE, []),
    ("A claim first made after the retroactive date is considered.", DATE, []),
    ("Related claims bear a single retention.", RETENTION, ["one_retention"]),
    ("Claims from one original cause bear one excess.", RETENTION, ["one_retention"]),
    ("Each claim bears its own retention.", RETENTION, []),
    ("Related claims are reported together.", RETENTION, []),
    ("Where more than one insuring agreement applies, the highest limit is the most we pay.", OVERLAP, ["highest_limit"]),
    ("If more than one section answers, you may recover under only one section.", OVERLAP, ["one_agreement"]),
    ("The highest limit is shown in the schedule.", OVERLAP, []),
    ("More than one section may be bought.", OVERLAP, []),
    ("It is a condition precedent that multi-factor authentication protects client networks.", WHOSE, ["client"]),
    ("It is a condition precedent that you keep a backup of your data.", WHOSE, ["own"]),
    ("A backup of your data is a good thing.", WHOSE, []),
    ("Notice is a condition precedent. We may sue customer networks.", WHOSE, []),
    ("It is a condition precedent that you use a firewall.", THEN, ["no_cover"]),
    ("If multi-factor authentication is not in place, the limit is reduced to half.", THEN, ["reduced"]),
    ("You should use multi-factor authentication.", THEN, []),
    ("Notice of a claim is a condition precedent.", THEN, []),
    ("An additional insured is covered, but only for the acts of the named insured.", SCOPE, ["vicarious"]),
    ("Additional insureds are covered for vicarious liability.", SCOPE, ["vicarious"]),
    ("An additional insured is covered as you are.", SCOPE, []),
    ("We pay only for negligent acts.", SCOPE, []),
    ("This excess policy will follow form to the primary.", FOLLOWS, ["follows"]),
    (
        "Coverage follows form to the underlying policy. It does not apply to any sublimit of the underlying policy.",
        FOLLOWS,
        ["not_sublimits"],
    ),
    ("The form follows.", FOLLOWS, []),
    ("A sublimit does not apply twice.", FOLLOWS, []),
    ("We may cancel by giving ten days' notice where the premium is unpaid, otherwise sixty days' notice.", CANCEL, ["60"]),
    ("You may cancel within 14 days of receiving the policy. We may cancel on 30 days' notice.", CANCEL, ["30"]),
    ("Notify us within 28 days. Either of us may cancel.", CANCEL, []),
    ("If the policy is cancelled you have 60 days' notice to take an extended reporting period.", CANCEL, []),
]


@pytest.mark.parametrize(("text", "term", "expected"), CONDITIONS)
def test_a_sentence_decides(text: str, term: str, expected: list[str]) -> None:
    terms = find_terms(wording_of(f"# CONDITIONS\nA. Matters. {text}"), load_catalogue())
    assert [found.value for found in terms if found.term == term] == expected


TESTS = [
    (
        "# EXCLUSIONS\nWe will not pay for:\nA. Intentional acts. This exclusion does not apply to penetration testing for a client.",
        ["yes"],
    ),
    ("# INSURING AGREEMENTS\nA. Services. We will pay damages from your security testing for clients.", ["yes"]),
    ("# EXCLUSIONS\nWe will not pay for:\nA. Tests. Loss from penetration testing or red team work.", ["no"]),
    ("# DEFINITIONS\n**Services** means advice. It does not include ethical hacking.", ["no"]),
    ("# DEFINITIONS\n**Services** means advice. Penetration tests are services only if you told us of them.", ["unclear"]),
    ("# CONDITIONS\nA. Duty. You must have a penetration test made every year.", []),
    ("# EXCLUSIONS\nWe will not pay for:\nA. Intent. Intentional acts.", []),
]


@pytest.mark.parametrize(("text", "expected"), TESTS)
def test_penetration_testing(text: str, expected: list[str]) -> None:
    assert [found.value for found in find_terms(wording_of(text), load_catalogue()) if found.term == TESTING] == expected
