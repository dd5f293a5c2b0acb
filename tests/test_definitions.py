"""What a definition reaches and leaves out: clients' systems, services, fines, liquidated damages, betterment."""

from __future__ import annotations

import pytest

from extractors.wording_terms import find_terms
from models.catalogue import load_catalogue
from tests.layout import wording_of

SYSTEM, SERVICES = "computer_system_includes_client_systems", "services_definition"
FINES, FIXED, BETTER = "loss_includes_fines", "loss_includes_liquidated_damages", "loss_includes_betterment"

READINGS = [
    # D1
    (
        "**Computer** **System** means hardware and software that you own or lease, and systems of your clients\nthat you manage.",
        SYSTEM,
        ["yes"],
    ),
    ("**IT** **Systems** means any computer or network under your management, whoever owns it.", SYSTEM, ["yes"]),
    ("**Your** **Network** means devices you rent, and devices you administer on behalf of your customers.", SYSTEM, ["yes"]),
    ("**Digital** **Systems** means equipment which the insured operates for its clients under contract.", SYSTEM, ["yes"]),
    (
        "**Computer** **System** means servers you own, and customer networks monitored by you while you provide\nservices to customers.",
        SYSTEM,
        ["yes"],
    ),
    (
        "**Insured's** **Computer** **System** means computers leased by the insured, or operated on its\nbehalf by a host.",
        SYSTEM,
        ["no"],
    ),
    ("**Network** means equipment owned by you and used to provide services for your customers.", SYSTEM, ["no"]),
    (
        "**Computer** **Systems** means systems you operate, including for others. It does not include systems of\nyour customers.",
        SYSTEM,
        ["no"],
    ),
    ("**Computer** **System** means machines of the firm. A client network is not part of the Computer System.", SYSTEM, ["no"]),
    (
        "**Computer** **System** means what you own. It does not include client networks, except those\nclient networks that you manage.",
        SYSTEM,
        ["unclear"],
    ),
    ("**Computer** **System** means electronic machines with their programs.", SYSTEM, []),
    ("**Client** means a firm whose network is managed by you for a fee.", SYSTEM, []),
    # D2
    ("**Contracted** **Work** means any technology services performed for others.", SERVICES, ["blanket"]),
    ("**Your** **Services** means software and consulting work, including hosting.", SERVICES, ["blanket"]),
    ("**Insured** **Services** means hosting, support, training and design services.", SERVICES, ["listed"]),
    ("**Business** **Activities** means those activities described in the schedule.", SERVICES, ["declarations"]),
    ("**Professional** **Services** means only those services named in the application.", SERVICES, ["declarations"]),
    (
        "**Technology** **Services** means hosting and support services. Tests are services\nonly if disclosed in the application.",
        SERVICES,
        ["listed"],
    ),
    ("**Money** means coins and any services voucher stated in the declarations.", SERVICES, []),
    ("**Services** means what the parties had in mind.", SERVICES, []),
    # Loss and Damages
    ("**Damages** means judgments, and civil fines where they may be insured.", FINES, ["yes"]),
    ("**Covered** **Loss** means settlements, awards, penalties and interest.", FINES, ["yes"]),
    ("**Damages** means awards. Damages include fines, but do not include fines uninsurable by law.", FINES, ["yes"]),
    ("**Damages** means awards. It does not include taxes, fines or penalties.", FINES, ["no"]),
    ("**Loss** means awards, but it does not mean: (1) taxes; (2) fines and penalties; or (3) wages.", FINES, ["no"]),
    ("**Financial** **Loss** means awards, other than fines.", FINES, ["no"]),
    ("**Damages** means awards. It does not include fines, except fines of a data protection authority.", FINES, ["unclear"]),
    ("**Damages** means awards. It does not include taxes.", FINES, []),
    ("**Claim** means a demand. It does not include fines.", FINES, []),
    ("**Damages** means awards and liquidated damages.", FIXED, ["yes"]),
    ("**Damages** means awards. It does not include service credits.", FIXED, ["no"]),
    ("**Loss** means what you must pay. It does not include sums refunded.", FIXED, []),
    ("**Loss** means what you must pay, including betterment up to ten percent.", BETTER, ["yes"]),
    ("**Restoration** **Costs** means the price of new data. It does not include the cost to upgrade your programs.", BETTER, ["no"]),
    ("**Loss** means what you must pay.", BETTER, []),
]


def read(text: str, term: str) -> list[str]:
    return [found.value for found in find_terms(wording_of(text), load_catalogue()) if found.term == term]


@pytest.mark.parametrize(("text", "term", "expected"), READINGS)
def test_what_a_definition_says(text: str, term: str, expected: list[str]) -> None:
    assert read(f"# DEFINITIONS\n{text}", term) == expected


def test_a_paragraph_behind_a_definition_goes_on_about_its_term() -> None:
    text = "# DEFINITIONS\n**Damages** means awards and settlements.\n\nDamages will not include:\n1. fines; or\n2. wages."
    assert read(text, FINES) == ["no"]


def test_a_definition_in_a_list_without_verbs() -> None:
    text = "# DEFINITIONS\nClaim: a demand.\nYour systems: computers which you own, or which you operate\non behalf of customers."
    assert read(text, SYSTEM) == ["yes"]


def test_the_answer_cites_the_words_that_decide() -> None:
    text = "# DEFINITIONS\n**Computer** **System** means machines of the firm. A client network is not part of the Computer System."
    (term,) = [found for found in find_terms(wording_of(text), load_catalogue()) if found.term == SYSTEM]
    assert term.evidence.quote == "A client network is not part of the Computer System."
