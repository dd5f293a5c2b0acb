"""Policy dates -> ISO dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.dates import day_first, find_dates, read_period


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("July 1, 2026", ["2026-07-01"]),
        ("July 1,2026", ["2026-07-01"]),  # as typed in haste, or read from a picture
        ("1 July 2026 to 1 July 2027", ["2026-07-01", "2027-07-01"]),
        ("1st day of March 2026", ["2026-03-01"]),
        ("Sept. 3, 2026", ["2026-09-03"]),
        ("12-Aug-2026", ["2026-08-12"]),
        ("2026-08-01", ["2026-08-01"]),
        ("07/01/2026 - 07/01/2027", ["2026-07-01", "2027-07-01"]),
        ("07/01/2026-07/01/2027", ["2026-07-01", "2027-07-01"]),
        ("07/01/26", ["2026-07-01"]),
        ("18/04/2026", ["2026-04-18"]),  # no month 18: day first
        ("1.4.2026", ["2026-04-01"]),  # points are day first
        ("February 30, 2026 or 02/30/2026", []),
        ("form (05/26), edition 11-24, 203.0.113.44, 12/2026", []),
    ],
)
def test_dates_are_found(text: str, dates: list[str]) -> None:
    assert [date.iso for date in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["From 03/04/2026", "signed 18/04/2026"], True),  # another date of the document decides
        (["From 03/04/2026", "signed 04/18/2026", "GBP 5,000"], False),
        (["From 03/04/2026", "Limit GBP 5,000,000, London"], True),  # else the currency
        (["From 03/04/2026", "$5,000,000"], False),
        (["From 03/04/2026"], False),
    ],
)
def test_order_of_day_and_month(texts: list[str], expected: bool) -> None:
    assert day_first(texts) is expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("From: 01/01/2026 To: 01/01/2027", ("2026-01-01", "2027-01-01")),
        ("starts on September 15, 2026 and ends on September 15, 2027", ("2026-09-15", "2027-09-15")),
        ("from 01/01/2026", None),
        ("01/01/2027 to 01/01/2026", None),
    ],
)
def test_periods(text: str, period: tuple[str, str] | None) -> None:
    found = read_period(text)
    assert (found and (found[0].iso, found[1].iso)) == period


@given(st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31)), st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%Y", "%m/%d/%Y"]))
def test_every_style_of_writing_gives_its_date_back(date: dt.date, style: str) -> None:
    assert [found.iso for found in find_dates(f"effective {date.strftime(style)}, 12:01 a.m.")] == [date.isoformat()]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31)))
def test_day_first_dates(date: dt.date) -> None:
    assert [found.iso for found in find_dates(date.strftime("%d/%m/%Y"), day_leads=True)] == [date.isoformat()]
