"""Kind, line and carrier of a document, and the form number at the edge of its pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.kind import form_number, identify
from extractors.pdf import PdfText
from models.catalogue import load_catalogue
from tests.layout import lines_of, pdf_of

FORM = (
    "# CYBER POLICY FORM\nIn consideration of the premium we agree as follows.\n\n"
    "# INSURING AGREEMENTS\nWe will pay damages because of a data breach.\n"
    "\n# DEFINITIONS\n**Loss** means damages.\n\n# EXCLUSIONS\nThis policy does not apply to loss arising out of war."
)
KINDS = [
    (FORM, "policy_form"),
    (
        "# QUOTATION\nQuote number Q-1. We are pleased to offer these terms.\nPremium $4,000. Subject to a survey. Valid until June 1.",
        "quote",
    ),
    (
        "# DECLARATIONS\nItem 1. Named Insured: Alder MSP LLC\nItem 2. Policy Period: one year\nLimit of Liability $1,000,000",
        "declarations",
    ),
    ("# ENDORSEMENT\nThis endorsement changes the policy. Please read it carefully.\nAll other terms remain unchanged.", "endorsement"),
    (
        "# Why choose us?\nOur cyber solution protects your business. Contact your broker to learn more about coverage highlights.",
        "marketing",
    ),
    (
        "# APPLICATION\nPlease provide full answers. Applicant: ____\nDo you use MFA? Yes No\nSignature of the applicant: ____ Date",
        "application",
    ),
    (
        "# COVERAGE ANALYZER\nOur form Other carrier's program\nExtortion included optional\nFor information about coverage contact us.",
        "checklist",
    ),
    ("# Menu of the day\nSoup, bread and cheese.", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_kind(text: str, kind: str) -> None:
    assert identify(pdf_of(text), load_catalogue()).type == kind


LINES = [
    (FORM, "cyber"),
    ("# POLICY\nThe insurer covers the motor vehicle, its accessories and the driver after a collision of the vehicle.", "motor"),
    (
        "# EXCLUSIONS\nfire, flood and storm to any building; a data breach, ransomware and the privacy of a computer system are covered",
        "cyber",
    ),
]


@pytest.mark.parametrize(("text", "line"), LINES)
def test_line(text: str, line: str) -> None:
    assert identify(pdf_of(text), load_catalogue()).line == line


CARRIERS = [
    ("Issued by Alder Bay Surplus Lines Insurance Company", "Alder Bay Surplus", "Alder Bay Surplus Lines Insurance Company"),
    ("Insurer: Quayside Syndicate 9955 at the market", "Quayside Syndicate 9955", "Quayside Syndicate 9955"),
    ("Underwritten by ACE American Insurance Company", "Chubb", "ACE American Insurance Company"),
    ("Provided by Ormstead National Insurance Company. Read it.", "Ormstead National", "Ormstead National Insurance Company"),
    ("ORMSTEAD SPECIALTY INSURANCE COMPANY", "Ormstead Specialty", "Ormstead Specialty Insurance Company"),
    ("ORMSTEAD SPECIALTY\nINSURANCE COMPANY", "Ormstead Specialty", "Ormstead Specialty Insurance Company"),
    ("ORMSTEAD SPECIALTY\nINSURANCE COMPANY (an admitted company)", "Ormstead Specialty", "Ormstead Specialty Insurance Company"),
    ("a contract between you and us, Fenwater Specialty\nInsurance SE, UK Branch", "Fenwater Specialty", "Fenwater Specialty Insurance SE"),
    ("LARCH & HOLT UNDERWRITING LIMITED", "Larch & Holt", "Larch & Holt Underwriting Limited"),
    ("words of no company at all", "", ""),
]


@pytest.mark.parametrize(("text", "brand", "company"), CARRIERS)
def test_carrier(text: str, brand: str, company: str) -> None:
    found = identify(pdf_of(text), load_catalogue())
    assert (found.carrier, found.insurer) == (brand, company)


def test_a_company_named_on_a_late_page_only() -> None:
    pages = ["words of no company at all"] * 5 + ["Issued by Ormstead National Insurance Company"]
    assert identify(pdf_of(*pages), load_catalogue()).carrier == "Ormstead National"


FEET = [
    ("AB-100 (03/26) Page 1 of 9", ("AB-100", "03/26")),
    ("XYZ 0001 00 11 21", ("XYZ 0001 00", "11 21")),
    ("CYB-7 Ed. 01-26", ("CYB-7", "01-26")),
    ("Page 3 of 12", ("", "")),
]


@pytest.mark.parametrize(("foot", "expected"), FEET)
def test_form_number_in_the_running_foot(foot: str, expected: tuple[str, str]) -> None:
    pdf = pdf_of("We will pay damages.")
    page = replace(pdf.pages[0], furniture=lines_of(foot))
    assert form_number(PdfText((page,))) == expected
