"""Amounts as policies write them: money, periods, shares and head counts, with what qualifies them.

Reading goes in two steps: atoms ("$1M", "12 hours", "50%") are found by pattern, then the text between two atoms tells how they
belong together ("$1M / $2M aggregate", "greater of 12 hours or $25K", "$5M xs $5M", "50% of ... not to exceed $1M").
A range ("$5 - 10M"), a template ("$XXX") and words that disagree with their figure are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Kind = Literal["money", "count", "time", "percent", "included", "none", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One reading of a cell or phrase.

    `value` is in `unit`: an ISO currency, "people", "hours", "days", "months" or "percent"; None for the kinds that are words.
    `basis` and `relation` are those of models.records. `aggregate` is the second of "each / aggregate", `attachment` what a layer
    stands over, `cap` and `minimum` bound a percentage, `hours` stand beside money in "greater of 12 hours or $25K".
    `marks` are footnote marks without their brackets.
    """

    kind: Kind
    value: float | None = None
    unit: str = ""
    basis: str = ""
    relation: str = ""
    aggregate: float | None = None
    attachment: float | None = None
    cap: float | None = None
    minimum: float | None = None
    hours: float | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An amount with its character offsets in the text that was searched."""

    start: int
    end: int
    amount: Amount


CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "ca$": "CAD", "c$": "CAD", "cad": "CAD", "a$": "AUD", "au$": "AUD",
    "aud": "AUD", "chf": "CHF",
}  # fmt: skip
MAGNITUDES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mil": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMERALS = {word: float(number) for number, word in enumerate(UNITS)} | {word: 10.0 * n for n, word in enumerate(TENS, 2)}
MULTIPLIERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6}

_NUMERAL = "|".join(sorted([*NUMERALS, *MULTIPLIERS], key=len, reverse=True))
_WORDS = rf"(?:{_NUMERAL})(?:(?:[\s-]+|\s+and\s+)(?:{_NUMERAL}))*"
_GROUPED = r"\d{1,3}(?:(?P<sep>[,.'’\u00a0\u202f ])\d{3})(?:(?P=sep)\d{3})*(?!\d)(?:[.,]\d{1,2}(?!\d))?"
_PLAIN = r"\d+(?:[.,]\d{1,3})?(?!\d)"
_SIGN = r"(?-i:US ?\$|CA?\$|AU?\$)|[$£€]|\b(?:USD|GBP|EUR|CAD|AUD|CHF)"
_MONEY = re.compile(
    rf"(?<![\w.,])(?P<sign>{_SIGN})?\s?(?<![\d.,/])(?P<number>{_GROUPED}|{_PLAIN})"
    r"(?:\s?(?P<magnitude>thousand|million|billion|mil|mm|mn|bn|k|m)\b\.?)?"
    r"(?:\s?(?P<after>USD|GBP|EUR|CAD|AUD|CHF|dollars?|pounds?|euros?|€)(?!\w))?"
    r"(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_WORD_MONEY = re.compile(rf"\b(?P<words>{_WORDS})\s+(?P<after>US\s+dollars|dollars|pounds|euros)\b", re.IGNORECASE)
_FIGURE = rf"(?:\(\s*(?P<bracket>\d+)\s*\)\s*)?(?P<figure>\d+(?:[.,]\d+)?|\b{_WORDS})(?:\s*\(\s*(?P<again>\d+|{_WORDS})\s*\))?"
_TIME = re.compile(rf"(?<![\w.,$£€]){_FIGURE}[\s-]*(?P<unit>hours?|hrs?|days?|weeks?|months?|years?)\b\.?", re.IGNORECASE)
_PERCENT = re.compile(rf"(?<![\w.,]){_FIGURE}\s*(?P<unit>%|per\s?cent\b)", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![\w.,$£€])(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s+(?:notified\s+|affected\s+)?(?P<unit>individuals?|persons?|people|data\s+subjects?)\b",
    re.IGNORECASE,
)
_HEADS = ("individual", "person", "people", "subject")
_PERIODS = {
    "hour": (1, "hours"), "hr": (1, "hours"), "day": (1, "days"), "week": (7, "days"), "month": (1, "months"), "year": (12, "months"),
}  # fmt: skip

_SLASH = re.compile(r"\s*(?:,?\s*(?:each|per|any one)[^/]*?)?\s*/\s*", re.IGNORECASE)
_OVER = re.compile(r"\s*(?:xs|x/s|x|in excess of|excess of)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|to)\s*", re.IGNORECASE)
_OR = re.compile(r"\s*(?:,|or|and|,\s*or|/)\s*", re.IGNORECASE)
_PERIOD_IN_BRACKETS = re.compile(r"\s*\(\s*", re.IGNORECASE)
_CAP = re.compile(
    r"[^.;]{0,60}?(?:max(?:imum)?(?: of)?\.?|not to exceed|not exceeding|not more than|up to|capped at|subject to a cap of)\s*:?\s*",
    re.IGNORECASE,
)
_MINIMUM = re.compile(r"[^.;]{0,60}?(?:min(?:imum)?(?: of)?\.?|not less than|at least)\s*:?\s*", re.IGNORECASE)
_GREATER = re.compile(r"\b(?:the\s+)?(?:greater|higher|larger)\s+of\s*:?\s*$", re.IGNORECASE)
_WHICHEVER = re.compile(r"^\s*,?\s*whichever", re.IGNORECASE)

_BASES = (
    ("aggregate", r"\baggregate\b|\bin agg\b|\bannual agg"),
    ("per_person", r"\b(?:per|each)\s+(?:person|individual)"),
    ("each_event", r"\b(?:per|each|each and every|any one)\s+(?:event|incident|loss|occurrence|breach|interruption)"),
    ("each_claim", r"\b(?:per|each|each and every|any one)\s+claim|\ba\.?o\.?c\b"),
)
_RELATIONS = (
    ("part_of", r"not in addition to|never in addition|\bpart of\b|\bwithin\b|\bincluded in\b|\bshared\b|\binside\b"),
    ("in_addition", r"\bin addition\b|\bseparate\b|\boutside\b|\bdedicated\b|\badditional\b"),
)
_WORD_CELLS: tuple[tuple[Kind, str], ...] = (
    ("included", r"incl(?:uded|usive)?\.?|shared(?: limit)?|full(?: policy)? limits?"
                 r"|(?:as per |up to |at )?(?:the )?policy (?:limits?|aggregate)"
                 r"|up to (?:the )?(?:policy )?aggregate|within (?:the )?(?:policy )?limits?"),
    ("none", r"not (?:covered|purchased|provided|offered|incl(?:uded|\.)?|insured|elected|taken|available|selected|quoted)"
             r"|no cover(?:age)?(?: given| provided)?"
             r"|none|nil|excluded|declined|rejected|n/?c|[-–—]+"),
    ("not_applicable", r"n\.?/?a\.?|not applicable"),
)  # fmt: skip
_WORD_CELL = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _WORD_CELLS), re.IGNORECASE)
_MARK = re.compile(
    r"(?<=\S)\s*(?:(?P<stars>[*†‡§]+)|\(\s*(?P<number>\d{1,2}|[a-z])\s*\)|(?P<super>[¹²³⁴⁵⁶⁷⁸⁹]+))"
    r"(?=\s|$|,|;)(?!\s*(?:hours?|hrs?|days?|weeks?|months?|years?|per|%))"
)
_TEMPLATE = re.compile(
    r"[«»]|\bTB[ADC]\b|\bto be (?:advised|determined|agreed|confirmed)\b|\bx{2,}\b|\bx,0{3}|[$£€]\s*x+\b|\[\s*\]|_{3,}",
    re.IGNORECASE,
)
_MILLIONS = re.compile(r"^(?P<a>\d{1,2}(?:\.\d)?)\s*(?P<how>/|x|xs)\s*(?P<b>\d{1,2}(?:\.\d)?)$", re.IGNORECASE)
_LEADING = (
    r"[\s(:]*(?:(?:limit|excess|deductible|retention|up to|maximum|all options|each option|sub-?limit(?:ed)?"
    r"|of|to|at|the|greater|higher|larger|a)\b[\s:]*)*"
)
_LEAD = re.compile(_LEADING, re.IGNORECASE)
_RETENTION_NAME = re.compile(r"\s*(?:excess|deductible|retention)$", re.IGNORECASE)


def read_amount(text: str) -> Amount | None:
    """What one cell or value says, or None where it says no single amount (blank, a range, a template, two unrelated amounts)."""
    marks, plain = _without_marks(text)
    if not plain or _TEMPLATE.search(plain):
        return None
    short = _MILLIONS.match(plain)
    if short:
        return replace(_millions(short), marks=marks)
    found = find_amounts(plain)
    if not found:
        return _word_amount(plain, marks)
    if not _LEAD.fullmatch(plain[: found[0].start]) or any(item.amount.kind == found[0].amount.kind for item in found[1:]):
        return None
    return None if _is_range(plain) else replace(found[0].amount, marks=marks)


def find_amounts(text: str) -> list[Found]:
    """Every amount in running text, from left to right. Ranges and contradictions between words and figures are left out."""
    atoms = _atoms(text)
    found: list[Found] = []
    position = 0
    while position < len(atoms):
        used, item = _composed(text, atoms, position)
        if item is not None:
            found.append(item)
        position += used
    return [_qualified(text, item, found[n + 1].start if n + 1 < len(found) else len(text)) for n, item in enumerate(found)]


def read_number_words(text: str) -> float | None:
    """The value of "twenty-five" or "one hundred and eighty", None where a word is no numeral."""
    total = current = 0.0
    words = [word for word in re.split(r"[\s-]+", text.lower().strip()) if word != "and"]
    for word in words:
        if word in NUMERALS:
            current += NUMERALS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in MULTIPLIERS:
            total += (current or 1) * MULTIPLIERS[word]
            current = 0.0
        else:
            return None
    return total + current if words else None


def _without_marks(text: str) -> tuple[tuple[str, ...], str]:
    marks = tuple(m["stars"] or m["number"] or m["super"] for m in _MARK.finditer(text))
    plain = re.sub(r"^\[(.*)\]$", r"\1", " ".join(_MARK.sub("", text).split()))
    return marks, plain.strip(" \u00a0")


def _millions(short: re.Match[str]) -> Amount:
    first, second = float(short["a"]) * 1e6, float(short["b"]) * 1e6
    if short["how"] == "/":
        return Amount("money", first, basis="each_claim", aggregate=second)
    return Amount("money", first, attachment=second)


def _word_amount(plain: str, marks: tuple[str, ...]) -> Amount | None:
    """ "Included", "Excess: Nil", "None, other than exhaustion of the underlying": the first word rules the cell."""
    lead = _LEAD.match(plain)
    word = _WORD_CELL.match(plain, lead.end() if lead else 0) or _WORD_CELL.match(plain)
    if word is None:
        return None
    rest = _RETENTION_NAME.sub("", plain[word.end() :])
    if rest and not (word[0].strip("-–—") and re.match(r"\s*(?:[,;(:.]|(?:in|within|at|under|by)\b)", rest)):
        return None
    return Amount(next(kind for kind, _ in _WORD_CELLS if word[kind]), marks=marks)


def _is_range(text: str) -> bool:
    atoms = _atoms(text)
    return any(a.amount.kind == b.amount.kind and _RANGE.fullmatch(text[a.end : b.start]) for a, b in pairwise(atoms))


def _atoms(text: str) -> list[Found]:
    """Atoms from left to right; where two patterns overlap the longer reading stays."""
    candidates = sorted([*_money_atoms(text), *_other_atoms(text)], key=lambda item: (item.start, -item.end))
    atoms: list[Found] = []
    for item in candidates:
        if atoms and item.start < atoms[-1].end:
            if item.end > atoms[-1].end:
                atoms[-1] = item
            continue
        atoms.append(item)
    return _open_ranges(text, atoms)


def _open_ranges(text: str, atoms: list[Found]) -> list[Found]:
    """Drop "10M" of "5 - 10M": a bare figure and a dash before money make that money the end of a range."""
    return [atom for atom in atoms if atom.amount.kind != "money" or not re.search(r"(?<![\w/.$£€-])\d+\s*[-–—]\s*$", text[: atom.start])]


def _money_atoms(text: str) -> Iterator[Found]:
    for match in _MONEY.finditer(text) if any(map(text.__contains__, "0123456789")) else ():
        sign = re.sub(r"\s", "", (match["sign"] or match["after"] or "").lower())
        magnitude = (match["magnitude"] or "").lower()
        grouped = bool(match["sep"])
        if not sign and not magnitude and not (grouped and match["sep"] in ",'’"):
            continue
        if magnitude in ("k", "m", "mm") and not sign and text[match.end("number") : match.start("magnitude")]:
            continue  # "6 M": a unit or an initial, not millions
        value = _figure(match["number"], match["sep"] or "", bool(magnitude)) * MAGNITUDES.get(magnitude, 1.0)
        yield Found(match.start(), match.end(), Amount("money", round(value, 2), CURRENCIES.get(sign, "")))
    for match in _WORD_MONEY.finditer(text) if any(name in text.lower() for name in ("dollar", "pound", "euro")) else ():
        words = read_number_words(match["words"])
        if words is not None:
            yield Found(match.start(), match.end(), Amount("money", words, CURRENCIES[match["after"].lower().split()[-1]]))


def _figure(number: str, separator: str, scaled: bool) -> float:
    """Figures of any country: thousands by comma, point, apostrophe or space; a decimal point or comma."""
    if separator:
        whole, _, decimals = number.partition("," if separator == "." else ".")
        if separator in " '’\u00a0\u202f" and "," in whole:
            whole, _, decimals = whole.partition(",")
        return float(re.sub(r"\D", "", whole) + "." + (decimals or "0"))
    if scaled or re.fullmatch(r"\d+,\d{1,2}", number):
        return float(number.replace(",", "."))
    return float(number.replace(",", ""))


def _other_atoms(text: str) -> Iterator[Found]:
    """Periods, shares and counts; each is looked for only where its unit stands, for few texts hold any."""
    lowered = text.lower()
    for match in _TIME.finditer(text) if any(unit in lowered for unit in _PERIODS) else ():
        value = _agreed(match)
        if value is not None:
            factor, unit = _PERIODS[match["unit"].lower().rstrip("s")]
            yield Found(match.start(), match.end(), Amount("time", value * factor, unit))
    for match in _PERCENT.finditer(text) if "%" in text or "cent" in lowered else ():
        value = _agreed(match)
        if value is not None:
            yield Found(match.start(), match.end(), Amount("percent", value, "percent"))
    for match in _COUNT.finditer(text) if any(unit in lowered for unit in _HEADS) else ():
        yield Found(match.start(), match.end(), Amount("count", float(match["number"].replace(",", "")), "people"))


def _agreed(match: re.Match[str]) -> float | None:
    """The figure, None where the same number in words or brackets says something else."""
    values = {_plain_figure(part) for part in (match["bracket"], match["figure"], match["again"]) if part}
    return values.pop() if len(values) == 1 else None


def _plain_figure(text: str) -> float | None:
    return float(text.replace(",", ".")) if text[0].isdigit() else read_number_words(text)


def _composed(text: str, atoms: Sequence[Found], position: int) -> tuple[int, Found | None]:
    """How many atoms from `position` make one amount, and that amount (None for a range or a contradiction)."""
    first = atoms[position]
    if position + 1 == len(atoms):
        return 1, first
    second = atoms[position + 1]
    between = text[first.end : second.start]
    a, b = first.amount, second.amount
    kinds = (a.kind, b.kind)
    if kinds == ("money", "money"):
        return _two_moneys(text, first, second, between)
    if kinds == ("percent", "money"):
        if _MINIMUM.fullmatch(between):
            return 2, Found(first.start, second.end, replace(a, minimum=b.value))
        if _CAP.fullmatch(between):
            return 2, Found(first.start, second.end, replace(a, cap=b.value))
    if set(kinds) == {"time", "money"} and _OR.fullmatch(between):
        money, time = (a, b) if a.kind == "money" else (b, a)
        if time.unit == "hours" and (_GREATER.search(text[: first.start]) or _WHICHEVER.match(text[second.end :])):
            return 2, Found(first.start, second.end, replace(money, hours=time.value))
    return 1, first


def _two_moneys(text: str, first: Found, second: Found, between: str) -> tuple[int, Found | None]:
    a, b = first.amount, second.amount
    unit = a.unit or b.unit
    if _RANGE.fullmatch(between):
        return 2, None
    if _OVER.fullmatch(between):
        return 2, Found(first.start, second.end, replace(a, unit=unit, attachment=b.value))
    if _SLASH.fullmatch(between):
        return 2, Found(first.start, second.end, replace(a, unit=unit, basis="each_claim", aggregate=b.value))
    if _PERIOD_IN_BRACKETS.fullmatch(between) and text[second.end : second.end + 1] == ")":
        same = a.value == b.value
        return 2, Found(first.start, second.end + 1, replace(b, unit=unit)) if same else None
    return 1, first


def _qualified(text: str, item: Found, stop: int) -> Found:
    """The amount with the basis and relation that stand in the words after it."""
    tail = re.split(r"(?<=[a-z)])\.\s|;", text[item.end : stop][:120])[0].lower()
    basis = item.amount.basis or next((name for name, pattern in reversed(_BASES) if re.search(pattern, tail)), "")
    relation = next((name for name, pattern in _RELATIONS if re.search(pattern, tail)), "")
    aggregate = item.amount.aggregate
    if basis.startswith("each") and item.amount.kind == "money" and aggregate is None and re.search(_BASES[0][1], tail):
        aggregate = item.amount.value  # "any one claim and in the aggregate"
    return Found(item.start, item.end, replace(item.amount, basis=basis, relation=relation, aggregate=aggregate))
