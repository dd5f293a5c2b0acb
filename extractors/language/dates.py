"""Dates as documents write them, as ISO dates.

Day and month of "03/04/2026" are told by the other dates of the document ("18/04/2026" can only be day first), else by its currency
and its words (London, GBP), else the American order is taken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.parser import ParserError, parse

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<first>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})"
    rf"|(?P<named>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+)\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+day\s+of|\s+of)?[\s-]+{_MONTH},?[\s-]+\d{{4}})"
    r")(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?<=/\d{4})[-–](?=\d{1,2}/)")  # "01/15/2027-01/15/2028"
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:day\s+of|of)\b", re.IGNORECASE)
_BRITISH = re.compile(r"£|\bGBP\b|\bEUR\b|€|\bLondon\b|\bUnited Kingdom\b|\bEngland\b|\bLloyd.?s\b|dd/mm", re.IGNORECASE)
_AMERICAN = re.compile(r"\bUSD\b|\$|mm/dd", re.IGNORECASE)
_CENTURY_BREAK = 70  # "69" is 2069, "70" is 1970


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its character offsets. `iso` is "YYYY-MM-DD"."""

    start: int
    end: int
    iso: str


def day_first(texts: Iterable[str]) -> bool:
    """True where the dates of a document are written day first. Its own dates decide, then its currency and place names."""
    text = "\n".join(texts)
    pairs = [(int(match["first"]), int(match["second"])) for match in _DATE.finditer(text) if match["first"]]
    day_leads = sum(first > 12 >= second for first, second in pairs)
    month_leads = sum(second > 12 >= first for first, second in pairs)
    if day_leads != month_leads:
        return day_leads > month_leads
    return len(_BRITISH.findall(text)) > len(_AMERICAN.findall(text))


def find_dates(text: str, day_leads: bool = False) -> list[FoundDate]:
    """Every complete date of a text, from left to right. A date that the calendar does not have is left out."""
    found = []
    for match in _DATE.finditer(_JOINED.sub(" ", text)):
        date = _named(match["named"]) if match["named"] else _numeric(match, day_leads)
        if date is not None:
            found.append(FoundDate(match.start(), match.end(), date.isoformat()))
    return found


def read_period(text: str, day_leads: bool = False) -> tuple[FoundDate, FoundDate] | None:
    """The two dates of "From x to y", "x - y", "x until y"; None unless the text holds exactly two, the first before the second."""
    dates = find_dates(text, day_leads)
    return (dates[0], dates[1]) if len(dates) == 2 and dates[0].iso < dates[1].iso else None


def _named(text: str) -> dt.date | None:
    try:
        moment: dt.datetime = parse(_ORDINAL.sub(" ", text), default=dt.datetime(2000, 1, 1))
        return moment.date()
    except (ParserError, OverflowError):
        return None


def _numeric(match: re.Match[str], day_leads: bool) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        first, second = int(match["first"]), int(match["second"])
        year = int(match["year"])
        if year < 100:
            year += 2000 if year < _CENTURY_BREAK else 1900
        leads = day_leads or first > 12 or match["sep"] == "."
        day, month = (first, second) if leads and second <= 12 else (second, first)
        return dt.date(year, month, day)
    except ValueError:
        return None
