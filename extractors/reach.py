"""Which insuring agreements an exclusion reaches: those that its words name, or those of the part of the form in which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.language.numbering import labels_between
from extractors.wording import ClauseView, Wording

NAMED_PARTS = re.compile(
    r"\b(?:in respect of|with respect to|solely|applicable to|applies to|apply to|under)\s+"
    r"((?P<kind>insuring (?:agreement|clause|provision)|section|coverage part|coverage|module|part)s?\s+"
    r"(?P<numbers>[A-Z0-9(][^.;:]{0,90}?))"
    r"(?=,\s*(?:arising|for|based|any|which|the)|[.;:\n]|$)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\(?\b([A-Z]|[IVX]{2,5}|\d{1,2}(?:\.\d{1,2})?)\b\)?")
RANGE = re.compile(r"\b([A-Z]|\d{1,2})\)?\s*(?:to|through|-|\u2013)\s*\(?([A-Z]|\d{1,2})\b")
AGREEMENTS = ("insuring agreement", "insuring clause", "insuring provision", "coverage")  # called by their numbers alone


def numbers_of(wording: Wording, view: ClauseView) -> tuple[str, ...]:
    """What a clause and the parts in which it stands are called by, such as ("section 3", "b"): of an agreement what a scope may name."""
    found: list[str] = []
    clause = view.outline
    while True:
        if clause.label:
            found.append(clause.label.lower().strip("() ."))
        if clause.parent < 0:
            return tuple(reversed(found))
        clause = wording.views[clause.parent].outline


def named_numbers(passage: str) -> tuple[str, ...]:
    """The parts or agreements to which a passage confines itself, as `numbers_of` calls them; () where it names none."""
    match = NAMED_PARTS.search(passage)
    if match is None:
        return ()
    kind = match["kind"].lower()
    numbers = [number.lower() for number in _numbers(match["numbers"])]
    return tuple(number if kind in AGREEMENTS else f"{kind} {number}" for number in numbers)


def _numbers(text: str) -> list[str]:
    ranges = [number for match in RANGE.finditer(text) for number in labels_between(match[1], match[2])]
    return list(dict.fromkeys([*ranges, *NUMBER.findall(text)]))


def part_of(wording: Wording, view: ClauseView, granting: frozenset[str]) -> tuple[str, ...]:
    """The part with agreements of its own ("section 3") in which an exclusion stands: there it takes away from no other part."""
    return next(((number,) for number in reversed(numbers_of(wording, view)) if number in granting), ())


def granting_parts(wording: Wording) -> frozenset[str]:
    """The named parts ("section 3", "module 2") that hold insuring agreements."""
    views = wording.of_role("insuring_agreement")
    return frozenset(number for view in views for number in numbers_of(wording, view)[:-1] if " " in number)


def confined(reaches: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What several passages of one exclusion are confined to together; () where one of them holds for all."""
    return () if not all(reaches) else tuple(dict.fromkeys(number for reach in reaches for number in reach))
