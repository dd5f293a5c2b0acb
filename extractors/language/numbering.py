"""The numbers and letters in front of clauses, and which of them continue which list."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NAMED = re.compile(
    r"^(?P<name>section|part|article|item|insuring clause|insuring agreement|coverage part|coverage|module|endorsement|clause|"
    r"exclusion|extension|chapter|appendix)\s+(no\.?\s*)?(?P<value>[IVXL]+|\d{1,3}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<close>\s*[.:)\u2013\u2014-]+|\s*$)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(?P<value>\d{1,2}(\.\d{1,2}){1,3})\.?(?=\s+\S)")
_LETTERED = re.compile(r"^(?P<letter>[A-Z])[.-](?P<value>\d{1,2}(\.\d{1,2}){0,2})[.):]?(?=\s+\S)")
_PLAIN = re.compile(r"^(?P<open>\(?)(?P<value>\d{1,3}|(?P<letter>[A-Za-z])(?P=letter)?|[ivxlIVXL]{2,8})(?P<close>\.\)|[.)])(?=\s|$|[A-Z])")
_BARE = re.compile(r"^(?P<value>\d{1,2})(?=\s+[A-Z][a-z]+)")
_BULLET = re.compile(r"^(?P<value>[•●▪■◦‣·]|o(?=\s)|[\u2013\u2014-](?=\s))")


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of a number in front of a line: `kind` is its style, `ordinal` its place in a list of that style."""

    kind: str
    ordinal: int
    label: str
    length: int


def markers(text: str) -> list[Marker]:
    """All readings of the number that `text` begins with, most specific first; [] where it begins with none."""
    if match := _NAMED.match(text):
        return [
            Marker(f"named:{match['name'].lower()}:{style}", n, match.group().strip(" .:-\u2013\u2014"), match.end())
            for style, n in _ordinals(match["value"])
        ]
    if match := _DOTTED.match(text):
        parts = match["value"].split(".")
        return [Marker(f"dotted:{len(parts)}", int(parts[-1]), match["value"], match.end())]
    if match := _LETTERED.match(text):
        parts = match["value"].split(".")
        return [Marker(f"lettered:{len(parts)}", int(parts[-1]), match.group().rstrip(".):"), match.end())]
    if match := _PLAIN.match(text):
        shape = match["open"] + match["close"]
        return [Marker(f"{style}:{shape}", n, match["value"], match.end()) for style, n in _ordinals(match["value"])]
    if match := _BULLET.match(text):
        return [Marker("bullet", 0, "", match.end())]
    if match := _BARE.match(text):
        return [Marker("number:bare", int(match["value"]), match["value"], match.end())]
    return []


def _ordinals(value: str) -> list[tuple[str, int]]:
    """(style, ordinal) readings: "i" is a letter and a roman number."""
    if value.lower() in _SPELT:
        return [("spelt", _SPELT.index(value.lower()) + 1)]
    if value.isdigit():
        return [("number", int(value))]
    case = "upper" if value.isupper() else "lower"
    readings = []
    if set(value.lower()) <= set(_ROMAN):
        readings.append((f"roman-{case}", _roman(value.lower())))
    if len(set(value)) == 1:  # after "Z." comes "AA."
        readings.append((f"letter-{case}", ord(value[0].lower()) - ord("a") + 1 + 26 * (len(value) - 1)))
    return readings


def labels_between(first: str, last: str) -> list[str]:
    """The numbers or letters of a list from one to another, [] where they are not of one kind: "B" to "D" are B, C and D."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [chr(letter) for letter in range(ord(first), ord(last) + 1)] if len(first) == len(last) == 1 else []


def _roman(value: str) -> int:
    digits = [_ROMAN[char] for char in value]
    return sum(-digit if any(later > digit for later in digits[index + 1 : index + 2]) else digit for index, digit in enumerate(digits))
