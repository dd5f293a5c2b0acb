"""What a document says of its own figures: a price that does not add up, and blanks that nobody filled in."""

from __future__ import annotations

import pytest

from extractors.footing import footed
from extractors.pdf import PdfText
from extractors.template import told_template
from models.records import Box, Document, Evidence, Reading, Term
from tests.layout import page_of

PLACE = Evidence("quote.pdf", 1, Box(0, 0, 10, 10), "Total")
ROW = Document("quote.pdf", "offer", "0" * 64, "quote")


@pytest.mark.parametrize(
    ("stated", "doubted"),
    [
        ({"premium": "24600", "fees_taxes": "300", "total_cost": "24900"}, False),
        ({"premium": "24600", "fees_taxes": "300", "total_cost": "24900.45"}, False),  # rounded
        ({"premium": "24600", "fees_taxes": "300", "total_cost": "29400"}, True),
        ({"premium": "24600", "tria_premium": "246", "fees_taxes": "300", "total_cost": "25146"}, False),
        ({"premium": "24600", "tria_premium": "246", "fees_taxes": "300", "total_cost": "24900"}, False),  # terrorism within the premium
        ({"premium": "24600", "fees_taxes": "300", "total_cost": "24600"}, False),  # the total of the premium
        ({"fees_taxes": "300", "total_cost": "24900"}, False),
    ],
)
def test_the_price_adds_up(stated: dict[str, str], doubted: bool) -> None:
    reading = footed(Reading(ROW, terms=tuple(Term(name, value, PLACE, unit="USD") for name, value in stated.items())))
    assert any(term.doubt for term in reading.terms if term.term == "total_cost") is doubted
    assert ("does not add up" in reading.document.reason) is doubted


def test_each_option_has_its_own_total() -> None:
    prices = {"1": ("1000", "1100"), "2": ("2000", "2200")}
    terms = [Term("fees_taxes", "100", PLACE, unit="USD")]
    for option, (premium, total) in prices.items():
        terms += [Term("premium", premium, PLACE, option, unit="USD"), Term("total_cost", total, PLACE, option, unit="USD")]
    assert [term.option for term in footed(Reading(ROW, terms=tuple(terms))).terms if term.doubt] == ["2"]


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("Insured «Name» Limit $«Limit» Premium «Premium»", True),
        ("Insured {{name}} Limit $X,000,000 Retention $XX,XXX", True),
        ("Insured <<Name>> Limit <<Limit>> Premium <<Premium>>", True),
        ("Limit $1,000,000 Premium TBD Retention $10,000", False),
        ("The name «Alder» is a trade name of Alder Insurance, form XX 100", False),
    ],
)
def test_blanks_that_nobody_filled_in(text: str, template: bool) -> None:
    assert ("not filled in" in told_template(ROW, PdfText((page_of(text),))).reason) is template
