"""Exclusion clauses -> the exclusions of the catalogue with what they give back, how far they reach and where they stand."""

from __future__ import annotations

import pytest

from extractors.exclusions import find_takings
from models.catalogue import load_catalogue
from models.records import Taking
from tests.layout import wording_of


def takings(text: str) -> dict[str, Taking]:
    return {taking.exclusion: taking for taking in find_takings(wording_of(text), load_catalogue())}


CLAUSES = [
    ("# EXCLUSIONS\nA. War\n    loss from war, invasion or insurrection.", "war_cyber_operation"),
    ("# EXCLUSIONS\nWe will not pay loss arising out of:\nA. bodily injury, sickness or death;", "bi_pd"),
    ("# What we will not pay for\n1. We will not pay for patents.", "ip_patent_trade_secret"),  # a short item, in plain English
    ("# COVERAGE PART A\nA.3 Exclusions\nThis Coverage Part does not apply to:\na. infringement of a patent.", "ip_patent_trade_secret"),
    (
        "# When we won't pay\n1. War, in whichever form and by whomever it is begun, and whether or not any government has declared it, "
        "together with all that follows from it in any place at any later time, near or far.",
        "war_cyber_operation",  # a long item, by the word it begins with
    ),
    ("# CONDITIONS\n1. You must use multi-factor authentication for every remote log-in.", "security_standards"),
    ("# CONDITIONS\n1. If another policy also responds, we will pay only above what it pays.", "other_insurance_crime"),
    ("# EXCLUSIONS\nA. any liability assumed under a contract or agreement.", "contractual_liability"),
    (
        "# DEFINITIONS\n**Loss** means damages.\n\n**Loss** shall not include:\n1. fines or penalties; or\n2. liquidated damages.",
        "regulatory_ex",
    ),
]


@pytest.mark.parametrize(("text", "exclusion"), CLAUSES)
def test_what_is_excluded(text: str, exclusion: str) -> None:
    assert exclusion in takings(text)


def test_what_a_carve_back_gives_back_is_not_excluded() -> None:
    found = takings(
        "# EXCLUSIONS\nA. Contract\n    liability assumed under any contract. This exclusion does not apply to:\n"
        "    1. bodily injury; or\n    2. fines under a merchant services agreement."
    )
    assert set(found) == {"contractual_liability"}


def test_carve_backs_of_the_items_below_belong_to_the_exclusion() -> None:
    found = takings(
        "# EXCLUSIONS\nA. Fraud\n    any dishonest act; but this exclusion does not apply until a final adjudication.\nB. any patent."
    )
    assert found["fraud_dishonesty"].given_back == ("but this exclusion does not apply until a final adjudication.",)
    assert found["ip_patent_trade_secret"].given_back == ()


SCOPES = [
    ("in respect of Insuring Agreements A and D only, arising from pollution", "Insuring Agreements A and D only"),
    ("arising from pollution", "all"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_the_agreements_that_an_exclusion_reaches(text: str, scope: str) -> None:
    assert takings(f"# EXCLUSIONS\nA. Pollution\n    {text}.")["pollution_nuclear"].scope == scope


def test_the_widest_lead_in_is_told() -> None:
    assert (
        takings("# EXCLUSIONS\nWe will not pay loss based upon or arising out of:\nA. pollution.")["pollution_nuclear"].lead_in
        == "based upon"
    )


def test_an_exclusion_cites_the_sentence_that_names_it_on_its_page() -> None:
    wording = wording_of("# EXCLUSIONS\nA. any patent.", "# EXCLUSIONS FOR CRIME\nA. trading in securities or other investments.")
    found = {taking.exclusion: taking.evidence for taking in find_takings(wording, load_catalogue())}
    assert found["ip_patent_trade_secret"].page == 1
    assert (found["trading_losses"].page, found["trading_losses"].quote) == (2, "A. trading in securities or other investments.")


def test_us_is_the_insurer_and_no_country() -> None:
    assert "territory_sanction_suits" not in takings("# EXCLUSIONS\nA. any Claim brought of which the Insured told Us too late.")
