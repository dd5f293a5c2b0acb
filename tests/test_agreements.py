"""Wordings of agreements and definitions -> the coverages they grant, and none that they only name."""

from __future__ import annotations

import pytest

from extractors.agreements import find_grants
from models.catalogue import load_catalogue
from tests.layout import wording_of

AGREEMENTS = [
    # named by heading
    ("# INSURING AGREEMENTS\nA. Cyber Extortion\n    We will pay what you part with under a threat.", {"cyber_extortion"}),
    ("# WHAT IS COVERED\nSection A: Media liability\n    We will indemnify you for libel.", {"media_liability"}),
    # named by a short item of a list
    (
        "# INSURING AGREEMENTS\nA. eCrime\n    We will pay loss caused by:\n    1. Telephone Fraud;\n    2. Invoice Manipulation.",
        {"utility_fraud", "invoice_manipulation"},
    ),
    # told without its name
    (
        "# INSURING AGREEMENTS\nA. Response\n    We will pay a computer security expert to find the cause and the extent of the incident.",
        {"forensics"},
    ),
    # in plain words
    (
        "# What you're covered for\n## When work stops\nWe'll replace the income you lose when malware takes your systems down.",
        {"bi_security"},
    ),
    (
        "# What you're covered for\n## Dead kit\nIf an attack leaves a device beyond use, we'll pay for a substitute.",
        {"hardware_bricking"},
    ),
    (
        "# What you're covered for\n## Tricks\nIf somebody deceives your bookkeeper into sending money away, we'll reimburse it.",
        {"social_engineering"},
    ),
    (
        "# INSURING AGREEMENTS\n1. We agree to pay loss of profit caused by a cyber attack on a hosting vendor.",
        {"dbi_security"},
    ),
    (
        "# INSURING AGREEMENTS\n1. We agree to pay the cost of writing to the people affected, and to the authorities.",
        {"notification_costs"},
    ),
    # a definition of what an agreement pays
    (
        "# INSURING AGREEMENTS\nA. Response\n    We will pay Breach Costs.\n\n# DEFINITIONS\n**Breach** **Costs** means the cost:\n"
        "1. to notify the affected individuals as the law requires; and\n2. to provide a call center and credit monitoring.",
        {"notification_costs", "identity_monitoring_callcentre"},
    ),
]


@pytest.mark.parametrize(("text", "granted"), AGREEMENTS)
def test_what_an_agreement_grants(text: str, granted: set[str]) -> None:
    found = {grant.coverage for grant in find_grants(wording_of(text), load_catalogue())}
    assert granted <= found


PRIVACY = "# INSURING AGREEMENTS\nA. Privacy liability\n    We will pay damages.\n\n"
RESPONSE = "# INSURING AGREEMENTS\nA. Response\n    We will pay Breach Costs.\n\n"
NOT_GRANTED = [
    # a definition that names a peril without any agreement that pays it
    (
        PRIVACY + "# DEFINITIONS\n**Cryptojacking** means the theft of computing power.",
        "utility_fraud",
    ),
    # an exclusion
    (
        PRIVACY + "# EXCLUSIONS\nA. Cyber extortion\n    any ransom.",
        "cyber_extortion",
    ),
    # what a definition leaves out
    (
        RESPONSE + "# DEFINITIONS\n**Breach** **Costs** means fees of counsel.\n\n"
        "**Breach** **Costs** will not include:\n1. betterment and upgrades of computer systems.",
        "betterment_remediation",
    ),
    # a condition
    (
        PRIVACY + "# GENERAL CONDITIONS\nA. Reputational harm must be reported to us.",
        "reputational_harm",
    ),
    # an agreement that names it among what is not paid
    (
        "# INSURING AGREEMENTS\nA. Data recovery\n    We will pay the cost to restore your data from back-ups. "
        "We will not pay for any improvement of your systems beyond their state before the incident.",
        "betterment_remediation",
    ),
]


@pytest.mark.parametrize(("text", "coverage"), NOT_GRANTED)
def test_what_only_names_a_coverage_grants_nothing(text: str, coverage: str) -> None:
    assert coverage not in {grant.coverage for grant in find_grants(wording_of(text), load_catalogue())}


def test_the_agreement_that_pays_is_cited_not_its_chapter() -> None:
    text = "# INSURING CLAUSE 2: PRIVACY LIABILITY\n\n# SECTION B: PRIVACY LIABILITY\nWe agree to pay damages after a breach of privacy."
    grant = next(grant for grant in find_grants(wording_of(text), load_catalogue()) if grant.coverage == "privacy_liability")
    assert "We agree to pay" in grant.evidence.quote


def test_provisos_stay_with_the_grant() -> None:
    text = (
        "# INSURING AGREEMENTS\nA. Social Engineering\n    We will pay the loss, provided that the instruction was verified by a call back."
    )
    grant = next(grant for grant in find_grants(wording_of(text), load_catalogue()) if grant.coverage == "social_engineering")
    assert grant.conditions == ("provided that the instruction was verified by a call back.",)


def test_a_hotline_without_payment_is_a_service() -> None:
    services = "# INSURING AGREEMENTS\nA. Incident hotline\n    A hotline answers at any hour and names a panel of experts."
    paid = "# INSURING AGREEMENTS\nA. Incident hotline\n    We will pay the cost of the hotline and its panel of experts."
    found = [
        next(grant for grant in find_grants(wording_of(text), load_catalogue()) if grant.coverage == "ir_panel_access").service_only
        for text in (services, paid)
    ]
    assert found == [True, False]
