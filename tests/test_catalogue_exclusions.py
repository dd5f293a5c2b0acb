"""What the catalogue knows of exclusions, terms, carriers and kinds of document; wording here is our own."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, get_args

import pytest

from models.catalogue.cues import parse_cue
from models.catalogue.matching import Phrases, satisfied, stem, tokenizer
from models.catalogue.schema import Carrier, DocumentKind, Exclusion, TermEntry
from models.records import DocumentType


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((files("models.catalogue") / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return rows


EXCLUSIONS = [Exclusion.model_validate(row) for row in _rows("exclusions", "exclusion")]
TERMS = {term.id: term for term in (TermEntry.model_validate(row) for row in _rows("terms", "term"))}
CARRIERS = [Carrier.model_validate(row) for row in _rows("carriers", "carrier")]
KINDS = [DocumentKind.model_validate(row) for row in _rows("kinds", "kind")]


def _hits(cues: tuple[str, ...], text: str) -> bool:
    parsed = [parse_cue(cue) for cue in cues]
    present = {hit.phrase for hit in Phrases(phrase for cue in parsed for phrase in cue.phrases).find(text)}
    return any(satisfied(cue, present) for cue in parsed)


def _all_cues() -> list[str]:
    found = [cue for entry in EXCLUSIONS for cue in entry.cues + entry.anywhere]
    found += [cue for term in TERMS.values() for cue in term.cues + tuple(c for value in term.values.values() for c in value)]
    return found + [cue for kind in KINDS for cue in kind.cues]


def test_there_are_34_exclusions_and_5_restrictions_with_the_restrictions_last() -> None:
    assert [entry.kind for entry in EXCLUSIONS] == ["exclusion"] * 34 + ["restriction"] * 5
    assert len({entry.id for entry in EXCLUSIONS}) == 39


def test_every_exclusion_can_be_found_by_its_heading_in_a_section_and_anywhere() -> None:
    assert [entry.id for entry in EXCLUSIONS if not (len(entry.headings) >= 8 and entry.cues and entry.anywhere)] == []


def test_every_eroded_coverage_is_in_the_catalogue() -> None:
    coverages = _rows("coverages", "coverage")
    known = {"*"} | {row["id"] for row in coverages} | {f"group:{row['group']}" for row in coverages}
    assert {target for entry in EXCLUSIONS for target in entry.erodes} - known == set()


def test_every_phrase_of_every_cue_has_a_word_to_look_for() -> None:
    phrases = {phrase for cue in _all_cues() for phrase in parse_cue(cue).phrases}
    assert [phrase for phrase in phrases if not any(stem(token.text) for token in tokenizer().make_doc(phrase))] == []


def test_every_kind_of_document_is_described() -> None:
    assert {kind.type for kind in KINDS} == set(get_args(DocumentType))
    assert {kind.type for kind in KINDS if kind.evidence} == {
        "policy_form",
        "declarations",
        "quote",
        "binder",
        "endorsement",
        "certificate",
    }


def test_a_company_issues_for_one_brand_only() -> None:
    names = [name.casefold() for carrier in CARRIERS for name in {*carrier.companies, *carrier.products}]
    assert len(CARRIERS) >= 40
    assert sorted({name for name in names if names.count(name) > 1}) == []


CLAUSES = [
    ("war_cyber_operation", "war, invasion, hostilities or civil war, whether declared or not;"),
    ("war_cyber_operation", "a cyber operation carried out for a state that gravely harms an essential service of another state;"),
    ("terrorism", "any act of terrorism, or steps taken to prevent or suppress terrorism;"),
    ("infrastructure_failure", "an outage of electrical power, gas, water or telecommunications that you do not operate;"),
    ("infrastructure_failure", "failure of satellites or of the internet backbone;"),
    ("widespread_event", "a widespread event that strikes many parties through one common piece of software;"),
    ("widespread_event", "malicious code that simultaneously affects multiple unrelated organisations;"),
    ("neglected_software", "an exploit of a vulnerability for which a patch was available and not applied within 45 days;"),
    ("neglected_software", "the use of any operating system that is no longer supported by its maker;"),
    ("security_standards", "your failure to keep in force the security controls described in the application;"),
    ("security_standards", "any login to your network made without multi-factor authentication;"),
    ("unencrypted_devices", "theft of a laptop or memory stick on which the data were not encrypted;"),
    ("prior_knowledge", "anything you knew about, or ought to have known about, before the policy started;"),
    ("prior_knowledge", "matters notified under an earlier policy;"),
    ("retro_prior_acts", "any act first committed before the retroactive date;"),
    ("retro_prior_acts", "any suit pending on or before the date shown in Item 7;"),
    ("contractual_liability", "liability assumed by the Insured under a contract, unless it would exist without that contract;"),
    ("contractual_liability", "service credits, liquidated damages or penalties due to a customer;"),
    ("professional_services", "the rendering of, or failure to render, professional services to others for a fee;"),
    ("managed_network", "any failure of a customer network that you manage or host;"),
    ("managed_network", "systems that are not under the direct operational control of the Insured;"),
    ("vendor_software", "the compromise of Kaseya products;"),
    ("vendor_software", "any vulnerability in the software listed in the schedule below;"),
    ("insured_v_insured", "claims brought by or on behalf of any Insured against another Insured;"),
    ("related_entity", "claims by a business in which you hold an ownership interest of more than 20 percent;"),
    ("wrongful_collection_ex", "the unlawful collection of personal information, or the use of a tracking pixel on a website;"),
    ("wrongful_collection_ex", "any violation of a biometric privacy statute;"),
    ("tcpa_spam", "sending unsolicited faxes, text messages or emails;"),
    ("pci_ex", "fines and assessments that a card brand levies under a merchant services agreement;"),
    ("regulatory_ex", "civil or criminal fines and penalties, except where insurable by law;"),
    ("regulatory_ex", "proceedings brought by the Federal Trade Commission;"),
    ("betterment_ex", "the cost of upgrading your systems beyond the condition they were in before;"),
    ("ip_patent_trade_secret", "infringement of a patent or misappropriation of trade secrets;"),
    ("bi_pd", "bodily injury, sickness, disease or death;"),
    ("bi_pd", "damage to tangible property, including loss of its use;"),
    ("fraud_dishonesty", "dishonest or criminal acts of the Insured, once established by final adjudication;"),
    ("rogue_employee_acts", "theft of client money by an employee;"),
    ("voluntary_parting", "money with which you voluntarily parted;"),
    ("callback_verification", "a payment made where the instruction was not verified by a telephone call to a number on file;"),
    ("crypto_assets", "loss of bitcoin or any other cryptocurrency;"),
    ("trading_losses", "trading losses or gambling debts;"),
    ("pollution_nuclear", "the release of pollutants, asbestos or radioactive matter;"),
    ("physical_perils", "fire, flood, earthquake or lightning;"),
    ("govt_seizure", "confiscation or seizure of your equipment by order of a public authority;"),
    ("wear_tear_capacity", "wear and tear, or insufficient capacity of your systems;"),
    ("own_products_recall", "the cost of recalling your products or doing any work again, and refunds of fees;"),
    ("discrimination_epl_erisa_securities", "discrimination, wrongful dismissal or breach of securities laws;"),
    ("sanctions", "any payment that would breach trade or economic sanctions;"),
    ("illegal_ransom_consent", "a ransom paid without our prior written consent;"),
    ("widespread_dependency_named", "any dependent business that is not listed in the schedule;"),
    ("other_insurance_crime", "loss covered by a crime policy, over which this insurance is excess;"),
    ("territory_sanction_suits", "claims brought in the courts of the United States or Canada;"),
]

OF_ID = {entry.id: entry for entry in EXCLUSIONS}


def test_every_exclusion_has_a_clause_in_the_table() -> None:
    assert [entry.id for entry in EXCLUSIONS if entry.id not in {expected for expected, _ in CLAUSES}] == []


@pytest.mark.parametrize(("expected", "clause"), CLAUSES)
def test_a_clause_of_an_exclusions_section_is_known(expected: str, clause: str) -> None:
    assert _hits(OF_ID[expected].cues, clause)


def test_the_cues_tell_the_exclusions_apart() -> None:
    strangers = [
        (clause, entry.id) for expected, clause in CLAUSES for entry in EXCLUSIONS if entry.id != expected and _hits(entry.cues, clause)
    ]
    assert len(strangers) <= len(CLAUSES) * 0.15, strangers


@pytest.mark.parametrize(
    ("expected", "passage"),
    [
        ("regulatory_ex", "Loss does not include fines, taxes or punitive damages."),
        ("own_products_recall", "Damages shall not include the return of fees you charged."),
        ("betterment_ex", "Restoration costs do not include the cost to upgrade or improve software to a level beyond that which existed."),
        ("illegal_ransom_consent", "We will reimburse extortion payments made with our prior written consent."),
        ("callback_verification", "Before transferring funds the change request must be verified by a call back to the payee."),
        ("other_insurance_crime", "This policy is excess of any other valid and collectible insurance."),
        (
            "sanctions",
            "No insurer is liable to pay where that would expose it to a prohibition under United Nations resolutions or trade sanctions.",
        ),
        ("territory_sanction_suits", "Territorial limits: worldwide, excluding the United States of America and Canada."),
        ("retro_prior_acts", "The wrongful act must take place on or after the Retroactive Date."),
        ("widespread_event", "The limit for any widespread event is shown in the schedule."),
        (
            "neglected_software",
            "Coinsurance rises with the days since the CVE was published; the limit of liability is reduced accordingly.",
        ),
        ("security_standards", "It is a condition precedent that multi-factor authentication is used for remote access."),
        ("widespread_dependency_named", "Dependent Business means an entity listed in the schedule."),
    ],
)
def test_a_taking_outside_the_exclusions_is_known(expected: str, passage: str) -> None:
    assert _hits(OF_ID[expected].anywhere, passage)


@pytest.mark.parametrize(
    "passage",
    [
        "We will pay on your behalf damages and claims expenses because of a security failure first discovered in the policy period.",
        "We will pay the cost to notify affected individuals and to offer them credit monitoring.",
        "We will pay your income loss and extra expense during the period of restoration after the waiting period.",
        "Computer System means computers, software and networks owned by you or leased to you.",
        "Defence costs means reasonable fees of counsel appointed by us to answer a claim.",
        "The Insured shall give notice of a claim as soon as practicable.",
        "Cyber Terrorism means an act of disruption of the computer system with the intent to intimidate a government.",
        "Employee means a person whose labour is directed by the Organization.",
    ],
)
def test_grants_and_plain_definitions_take_nothing(passage: str) -> None:
    assert [entry.id for entry in EXCLUSIONS if _hits(entry.anywhere, passage)] == []


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        ("defence_basis", "inside", "Claims expenses reduce the limit of liability."),
        ("defence_basis", "inside", "GBP 1,000,000 any one claim including costs and expenses"),
        ("defence_basis", "outside", "GBP 1,000,000 any one claim, costs in addition"),
        ("defence_basis", "outside", "Defense costs are paid in addition to the limit."),
        ("defence_duty", "duty", "The Insurer has the right and duty to defend any claim."),
        ("defence_duty", "right", "We have the right but not the duty to defend."),
        ("defence_duty", "reimburse", "It is the duty of the Insured to defend; we have no duty to defend and reimburse defense costs."),
        ("trigger", "claims_made_and_reported", "Claims made and reported"),
        ("trigger", "claims_made", "This is a claims-made policy."),
        ("trigger", "discovery", "Loss first discovered during the policy period."),
        ("territory", "worldwide", "This policy applies anywhere in the world."),
        ("admitted_status", "non_admitted", "Surplus lines carrier"),
        ("admitted_status", "non_admitted", "Non-admitted"),
        ("admitted_status", "admitted", "Admitted carrier"),
        ("other_insurance", "excess", "This policy is excess of any other valid and collectible insurance."),
        ("other_insurance", "primary", "This policy is primary insurance over other insurance of a customer."),
        ("other_insurance", "shared", "If there is other insurance we pay our pro rata share."),
        ("services_definition", "declarations", "Professional Services means the services stated in Item 6 of the Declarations."),
        ("services_definition", "listed", "Technology Services means consulting, design, hosting, support and training."),
        ("services_definition", "blanket", "Technology Services means any services in the field of computing performed for others."),
        ("layer", "excess", "Follow form excess policy"),
        ("layer", "primary", "Primary layer"),
        ("sublimit_relation", "part_of", "This sublimit is part of and not in addition to the limit."),
        ("sublimit_relation", "in_addition", "A separate limit that does not erode the aggregate."),
        ("consent", "yes", "No costs may be incurred without our prior written consent."),
        ("related_claims", "yes", "Claims arising from related acts are treated as one claim."),
        ("subrogation_waiver", "yes", "We waive rights of recovery where you agreed so in a written contract before the loss."),
        ("change_in_control", "yes", "If the Named Insured merges into another entity, cover is limited to acts prior to such date."),
        ("warranties", "yes", "It is a condition precedent that backups are kept offline."),
        ("additional_insured", "yes", "A customer is an additional insured where a written contract so requires."),
        ("panel", "yes", "Counsel is chosen from our panel of law firms."),
    ],
)
def test_a_choice_is_read_from_the_wording_and_no_other(term: str, value: str, text: str) -> None:
    assert [name for name, cues in TERMS[term].values.items() if _hits(cues, text)] == [value]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("policy_form", "Insuring agreements: we will pay damages. Exclusions. Definitions."),
        ("declarations", "Declarations. Item 1 Named Insured. Policy period. Limit of liability. Retention."),
        ("quote", "Quotation no. 12, valid until 1 May. Premium $4,000, subject to a signed application."),
        ("quote", "Unique market reference. Risk details. Security details. Order hereon."),
        ("binder", "Binder: coverage is bound, effective 1 May, for this premium until the policy is issued."),
        ("endorsement", "This endorsement changes the policy. All other terms remain unchanged."),
        ("application", "Applicant: do you use antivirus software? Yes / No. Signature."),
        ("certificate", "This certificate is issued as a matter of information only. Certificate holder."),
        ("marketing", "Our experts help. Contact your broker to learn more about cyber insurance. Coverage highlights."),
        ("financial_report", "Annual report. Consolidated balance sheet, year ended 31 December. Shareholders."),
        ("checklist", "Comparison of carrier policies: limits and coverage side by side."),
        ("other", "Invoice: amount due on receipt."),
    ],
)
def test_a_kind_of_document_speaks_its_language(expected: str, text: str) -> None:
    hits = {kind.type: sum(_hits((cue,), text) for cue in kind.cues) for kind in KINDS}
    assert hits[expected] == max(hits.values()) > 0, hits
