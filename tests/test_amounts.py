"""The grammar of limits, retentions and periods: text of a cell -> what it says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.amounts import Amount, find_amounts, read_amount, read_number_words


def money(value: float, unit: str = "USD", **more: Any) -> Amount:
    return Amount("money", value, unit, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1,000,000", money(1e6)),
        ("USD 1,000,000", money(1e6)),
        ("US$1M", money(1e6)),
        ("USD5,000,000", money(5e6)),
        ("1,000,000.00", money(1e6, "")),
        ("$1MM", money(1e6)),
        ("$1mm", money(1e6)),
        ("$1 mil", money(1e6)),
        ("1m", money(1e6, "")),
        ("$1 Million", money(1e6)),
        ("$250K", money(250_000)),
        ("250k", money(250_000, "")),
        ("USD 2.5m", money(2.5e6)),
        ("$97,411.50", money(97_411.5)),
        ("One Million Dollars ($1,000,000)", money(1e6)),
        ("One Million Dollars", money(1e6)),
        ("£1m", money(1e6, "GBP")),
        ("GBP 1,000,000", money(1e6, "GBP")),
        ("EUR 5.000.000", money(5e6, "EUR")),
        ("5.000.000 EUR", money(5e6, "EUR")),
        ("€5,000,000", money(5e6, "EUR")),
        ("GBP 5 000 000", money(5e6, "GBP")),
        ("CHF 1'000'000", money(1e6, "CHF")),
        ("EUR 2.500,50", money(2500.5, "EUR")),
        ("$0", money(0)),
        # each / aggregate
        ("$1M/$3M", money(1e6, basis="each_claim", aggregate=3e6)),
        ("$1,000,000 each claim / $2,000,000 aggregate", money(1e6, basis="each_claim", aggregate=2e6)),
        ("1/3", money(1e6, "", basis="each_claim", aggregate=3e6)),
        ("USD5,000,000 any one claim and in the aggregate", money(5e6, basis="each_claim", aggregate=5e6)),
        ("$75,000 each Incident", money(75_000, basis="each_event")),
        ("$1,000,000 policy aggregate", money(1e6, basis="aggregate")),
        # layers
        ("$5M xs $5M", money(5e6, attachment=5e6)),
        ("$1,000,000 excess of $2,000,000", money(1e6, attachment=2e6)),
        ("5 x 5", money(5e6, "", attachment=5e6)),
        # relation to the limit
        ("$250,000 sublimit (part of, not in addition to)", money(250_000, relation="part_of")),
        ("$1,000,000 separate limit", money(1e6, relation="in_addition")),
        # waiting and retention in one cell
        ("Greater of 12 hours or $25,000", money(25_000, hours=12)),
        ("12 hours or $50,000 whichever greater", money(50_000, hours=12)),
        ("8 hours", Amount("time", 8, "hours")),
        ("12 hrs", Amount("time", 12, "hours")),
        ("0 hrs", Amount("time", 0, "hours")),
        ("(8) eight hours", Amount("time", 8, "hours")),
        ("eight (8) hours", Amount("time", 8, "hours")),
        ("14 days", Amount("time", 14, "days")),
        ("12 months", Amount("time", 12, "months")),
        # shares and counts
        ("50% of the Policy Aggregate, not to exceed $1,000,000", Amount("percent", 50, "percent", cap=1e6)),
        ("10% of sum insured, max $100k", Amount("percent", 10, "percent", cap=1e5)),
        ("10% of loss, minimum GBP 60,000", Amount("percent", 10, "percent", minimum=60_000)),
        ("twenty-five percent", Amount("percent", 25, "percent")),
        ("25,000 Notified Individuals", Amount("count", 25_000, "people")),
        # words
        ("Included", Amount("included")),
        ("Full limit", Amount("included")),
        ("as per policy limit", Amount("included")),
        ("Included in Breach Response", Amount("included")),
        ("Not Purchased", Amount("none")),
        ("[Not Purchased]", Amount("none")),
        ("Not incl.", Amount("none")),
        ("NO COVER GIVEN", Amount("none")),
        ("N/C", Amount("none")),
        ("Nil", Amount("none")),
        ("Nil excess", Amount("none")),
        ("Excess: Nil", Amount("none")),
        ("-", Amount("none")),
        ("None, other than exhaustion of the underlying", Amount("none")),
        ("N/A", Amount("not_applicable")),
        ("Not Applicable", Amount("not_applicable")),
        # footnote marks
        ("$1,000,000*", money(1e6, marks=("*",))),
        ("$500,000 (2)", money(500_000, marks=("2",))),
    ],
)
def test_cells_are_read(text: str, expected: Amount) -> None:
    assert read_amount(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x,000,000", "$ TBD", "«f12»", "$XXX", "[ ]", "$________",  # blanks and templates
        "$5 - 10M", "$1M to $2M", "5 - 10M",  # ranges
        "One Million Dollars ($2,000,000)", "eight (12) hours",  # words against figures
        "GBP 2,500,000 GBP 50,000",  # two amounts that nothing joins
        "07/01/2026", "203.0.113.44", "2207 Tamsin Ridge Road", "CYB 12/18", "Suite 300",  # figures that are no amounts
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


def test_amounts_in_a_sentence_keep_their_places() -> None:
    text = "fines are limited to $500,000, after ten hours, of which the insured carries 10 percent"
    found = find_amounts(text)
    assert [text[item.start : item.end] for item in found] == ["$500,000", "ten hours", "10 percent"]


STYLES = {
    "us": lambda value: f"${value:,}",
    "code": lambda value: f"USD {value:,}",
    "cents": lambda value: f"${value:,}.00",
    "continental": lambda value: "EUR " + f"{value:,}".replace(",", "."),
    "spaced": lambda value: "GBP " + f"{value:,}".replace(",", " "),
    "swiss": lambda value: "CHF " + f"{value:,}".replace(",", "'"),
}


@given(st.integers(1, 999_999_999).map(lambda n: n * 1000), st.sampled_from(sorted(STYLES)))
def test_every_style_of_writing_gives_its_value_back(value: int, style: str) -> None:
    amount = read_amount(STYLES[style](value))
    assert amount is not None
    assert (amount.kind, amount.value) == ("money", value)


@given(st.integers(1, 999), st.sampled_from(["K", "k", "M", "MM", "m", " million"]))
def test_magnitudes_multiply(value: int, magnitude: str) -> None:
    amount = read_amount(f"${value}{magnitude}")
    assert amount is not None
    assert amount.value == value * (1e3 if magnitude.lower() == "k" else 1e6)


@given(st.text(max_size=60))
def test_any_text_is_survived_and_places_lie_inside_it(text: str) -> None:
    read_amount(text)
    ends = [0]
    for item in find_amounts(text):
        assert ends[-1] <= item.start < item.end <= len(text)
        ends.append(item.end)


@pytest.mark.parametrize(("words", "value"), [("twenty-five", 25), ("one hundred and eighty", 180), ("two million", 2e6), ("many", None)])
def test_number_words(words: str, value: float | None) -> None:
    assert read_number_words(words) == value
