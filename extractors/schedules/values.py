"""What stands beside a label, read as the kind of value that its term asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.language.amounts import Amount, find_amounts, read_amount
from extractors.language.dates import find_dates, read_period
from extractors.schedules.vocabulary import Vocabulary
from models.catalogue import TermEntry
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import Phrases, satisfied

MAX_NAME = 90  # characters
MAX_TEXT = 160
_BOX = re.compile(r"\[[x ]\]")
_TICKED = re.compile(r"\[x\]((?:(?!\[[x ]\]).)+)", re.DOTALL)
_REFERENCE = re.compile(
    r"^[#:\s]*((?=[A-Z0-9/.-]*\d|[A-Z]{2,5}\s+[A-Z0-9/-]*\d)[A-Z0-9][A-Z0-9/.-]*(?:\s(?=[A-Z0-9/.-]*\d)[A-Z0-9/.-]+){0,3})", re.IGNORECASE
)
_RATIO = re.compile(r"(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/])")
_RATING = re.compile(r"\bA(?:\+\+|\+|-|–)?(?:\s*\([^)]*\))?[\s,]+[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as terms.csv writes it."""

    value: str
    unit: str = ""
    basis: str = ""


def plain(number: float) -> str:
    """A number without separators, decimals only where it has some."""
    return str(int(number)) if number == int(number) else f"{number:.2f}"


def ticked(text: str) -> str:
    """Of a line with check boxes only what is ticked."""
    return " ".join(part.strip() for part in _TICKED.findall(text)) if _BOX.search(text) else text


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of the phrases, the longer before the shorter."""
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))) + ")"


class ValueReader:
    """Reads values of one document. `day_leads`: its dates are written day first."""

    def __init__(self, vocabulary: Vocabulary, day_leads: bool) -> None:
        self._day_leads = day_leads
        self._special = {value: Phrases(words) for value, words in vocabulary.retro.items()}
        self._unset = {value: Phrases(words) for value, words in vocabulary.retro_unset.items()}
        self._declined = Phrases(vocabulary.relation.declined)
        endings = any_of(vocabulary.companies.endings)
        self._endings = re.compile(rf"(?<![\w.]){endings}(?!\w)(?!\s+{endings}\b)")
        self._tails = re.compile(rf"\s*,?\s*\b{any_of(vocabulary.companies.tails)}.*$", re.IGNORECASE)

    def read(self, entry: TermEntry, text: str) -> dict[str, Value]:
        """Values by term id; empty where the text holds none of the entry's kind. A period gives both of its dates."""
        text = ticked(text).lstrip(" :.-–—\u00a0").rstrip(" :-–—\u00a0")
        if entry.kind == "period":
            dates = read_period(text, self._day_leads)
            return {"effective_date": Value(dates[0].iso), "expiry_date": Value(dates[1].iso)} if dates else {}
        if entry.id == "effective_date" and (dates := read_period(text, self._day_leads)):
            return {"effective_date": Value(dates[0].iso), "expiry_date": Value(dates[1].iso)}
        value = self._single(entry, text)
        return {entry.id: value} if value else {}

    def retroactive(self, text: str) -> Value | None:
        """What a sentence says of the retroactive date without giving one: "There is no retroactive date"."""
        return next((Value(value) for value, words in self._unset.items() if words.find(text)), None)

    def lone_date(self, text: str) -> Value | None:
        """The date that is all of a line, as over a letter."""
        dates = find_dates(text, self._day_leads)
        return Value(dates[0].iso) if len(dates) == 1 and len(text) == dates[0].end - dates[0].start else None

    def year(self, text: str) -> dict[str, Value]:
        """Both ends of a period of insurance of a year that a sentence names."""
        dates = read_period(text, self._day_leads)
        if dates is None:
            return {}
        days = (dt.date.fromisoformat(dates[1].iso) - dt.date.fromisoformat(dates[0].iso)).days
        return {"effective_date": Value(dates[0].iso), "expiry_date": Value(dates[1].iso)} if abs(days - 365) <= 1 else {}

    def _single(self, entry: TermEntry, text: str) -> Value | None:
        match entry.kind:
            case "money":
                return self._money(entry, text)
            case "hours" | "days":
                return _time(entry, text)
            case "percent":
                return _percent(text)
            case "date":
                return self._date(entry, text)
            case "name":
                return self._name(text)
            case "reference":
                found = _REFERENCE.match(text)
                return Value(found[1].rstrip(".,-")) if found and sum(char.isdigit() for char in found[1]) >= 3 else None
            case "choice":
                return choice(entry, text)
            case "text":
                return _text(entry, text)
            case _:
                return None

    def _money(self, entry: TermEntry, text: str) -> Value | None:
        amount = read_amount(text) or _first(text)
        if amount is not None and amount.kind == "percent":
            amount = next((item.amount for item in find_amounts(text)[:2] if item.amount.kind == "money"), None)
        if amount is None:
            return None
        if amount.kind == "money" and amount.value is not None:
            return Value(plain(amount.value), amount.unit or "USD", _policy_basis(entry, amount))
        if entry.id == "tria_premium":
            if self._declined.find(text):
                return Value("rejected")
            return Value("0", "USD") if amount.kind == "included" else None
        if entry.id == "retention" and amount.kind in ("none", "not_applicable"):
            return Value("0", "USD")
        return None

    def _date(self, entry: TermEntry, text: str) -> Value | None:
        dates = find_dates(text, self._day_leads)
        if dates and not re.search(r"\b(?:from|after|of)\s*$", text[: dates[0].start]):
            return Value(dates[0].iso)
        if entry.id != "retro_date":
            return None
        return next((Value(value) for value, words in self._special.items() if words.find(text)), None)

    def _name(self, text: str) -> Value | None:
        """A company's name, without address, subsidiaries and rating."""
        name = re.split(r"\s*(?:\(|;|\s\d{1,3}%|,\s*A\.?M\.? Best|,\s*\d)", self._tails.sub("", text))[0]
        endings = list(self._endings.finditer(name))
        if endings:
            name = (
                name[: endings[0].end()]
                if len(endings) == 1 or "," in name[endings[0].end() : endings[-1].start()]
                else name[: endings[-1].end()]
            )
        name = name.strip(" ,:-")
        return Value(name) if 3 <= len(name) <= MAX_NAME and name[0].isupper() and not name.isdigit() and not find_amounts(name) else None


def _first(text: str) -> Amount | None:
    """The first amount where the text begins with one: "GBP 61,500 plus tax", "$10,000 each claim, $5,000 each event"."""
    found = find_amounts(text)
    return found[0].amount if found and found[0].start <= 2 else None


def _policy_basis(entry: TermEntry, amount: Amount) -> str:
    if entry.id == "aggregate_limit":
        return "policy_aggregate"
    return amount.basis


def _time(entry: TermEntry, text: str) -> Value | None:
    times = [item.amount for item in find_amounts(text) if item.amount.kind == "time" and item.amount.value is not None]
    if not times or times[0].value is None:
        return None
    if entry.kind == "hours":
        return Value(plain(times[0].value * (24 if times[0].unit == "days" else 1)), "hours") if times[0].unit != "months" else None
    return Value(plain(times[0].value), times[0].unit) if times[0].unit in ("days", "months") else None


def _percent(text: str) -> Value | None:
    percents = [item.amount.value for item in find_amounts(text) if item.amount.kind == "percent" and item.amount.value is not None]
    if percents:
        return Value(plain(percents[0]), "percent")
    ratio = _RATIO.search(text)
    return Value(plain(float(ratio[1])), "percent") if ratio and int(ratio[1]) + int(ratio[2]) == 100 else None


def choice(entry: TermEntry, text: str) -> Value | None:
    """The value of the entry whose cues the text satisfies."""
    for value, cues in entry.values.items():
        for cue, phrases in map(_compiled, cues):
            if satisfied(cue, {hit.phrase for hit in phrases.find(text)}):
                return Value(value)
    return None


@cache
def _compiled(cue: str) -> tuple[Cue, Phrases]:
    parsed = parse_cue(cue)
    return parsed, Phrases(parsed.phrases)


def _text(entry: TermEntry, text: str) -> Value | None:
    if entry.id == "am_best":
        rating = _RATING.search(text)
        return Value(rating[0]) if rating else None
    ratio = _RATIO.search(text)
    if entry.id == "hammer" and ratio:
        return Value(plain(float(ratio[1])), "percent")
    words = re.split(r"(?<=[a-z])\.\s|;", text)[0].strip(" .,")
    return Value(words[:MAX_TEXT]) if words else None


def company_names(text: str, endings: Sequence[str]) -> list[tuple[int, int, str]]:
    """Capitalised names that end as companies do, with their character offsets."""
    ending = any_of(endings)
    pattern = re.compile(rf"\b[A-Z][\w’'&.-]*(?:,?\s+(?:[A-Z][\w’'&.-]*|&|and|of|the))*?,?\s+{ending}(?![\w])(?:,?\s+{ending}(?![\w]))*")
    return [(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]
