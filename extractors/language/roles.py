"""Which part of a policy a heading, a numbered part or an endorsement's instruction opens."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extractors.language.numbering import Marker
from models.catalogue.matching import Phrases, longest
from models.records import Role

HEADING_WORDS = {1: 1, 2: 8}  # words of a section heading at most, by the words of the phrase that gives its role
LONGEST_HEADING = 11
NUMBER = re.compile(r"^(?:[IVXL]+|[A-Z]?\d+|[A-Z](?=[.):]))(?:[.-]\d+)*[.):]?$")  # "IV.", "A.2", "3)" before a heading
BEFORE_HEADING = re.compile(r"^\(?(?:[A-Z]|[IVX]+|\d+)[.)]+\s+")  # its number
OPERATION = re.compile(
    r"\b(is|are)\s+(hereby\s+)?(deleted|amended|added|replaced|removed)\b|\bthe following\b.*\b(added|replaces)\b", re.IGNORECASE
)


@cache
def section_data() -> dict[str, Any]:
    """The words of sections.toml."""
    return tomllib.loads(files("extractors.language").joinpath("sections.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=2_000)
def heading_role(heading: str) -> Role | None:
    """The role that a section heading gives to what stands below it, or None."""
    phrases, roles = _role_phrases()
    hits = [] if confines(heading) else longest(phrases.find(heading))
    if not hits:
        return None
    phrase = min(hits, key=lambda hit: (hit.start, hit.start - hit.end)).phrase
    words = [word for word in heading.split() if any(char.isalpha() for char in word) and not NUMBER.match(word)]
    if len(words) > HEADING_WORDS.get(len(phrase.split()), LONGEST_HEADING):
        return None
    return roles[phrase]


def named_role(marker: Marker) -> Role | None:
    """The role of a part that its number names, such as "Insuring Clause 3" or "Module 2"."""
    if not marker.kind.startswith("named:"):
        return None
    name = marker.kind.split(":")[1]
    return next((role for role, names in section_data()["named"].items() if name in names), None)


def operative_role(text: str) -> Role | None:
    """The role of the section that an endorsement's instruction names, such as "Exclusions, paragraph 3, is deleted"."""
    if not OPERATION.search(text):
        return None
    phrases, roles = _role_phrases()
    hits = longest(phrases.find(text))
    return roles[min(hits, key=lambda hit: hit.start).phrase] if hits else None


def confines(heading: str) -> bool:
    """True for a heading such as "With respect to Insuring Agreement A only", which opens no part but says what a part is about."""
    return BEFORE_HEADING.sub("", heading).lower().startswith(tuple(section_data()["confining"]))


def of_the_whole(heading: str) -> bool:
    """True for a heading such as "General exclusions", which opens a part of the whole policy, not of the section before it."""
    return heading.lower().startswith(tuple(section_data()["whole"]))


def promises(text: str) -> bool:
    """True where a clause promises to pay for something."""
    return bool(_promise_phrases().present(text))


@cache
def _promise_phrases() -> Phrases:
    return Phrases(section_data()["promises"])


@cache
def _role_phrases() -> tuple[Phrases, dict[str, Role]]:
    roles: dict[str, Role] = {phrase: role for role, phrases in section_data()["roles"].items() for phrase in phrases}
    return Phrases(roles), roles
