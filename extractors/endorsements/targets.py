"""What an instruction of an endorsement is about: the clauses that it names, an item of the declarations, or a part of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.references import Reference, name_behind, references
from models.records import Target, TargetKind

DECLARATIONS = re.compile(
    r"\b(?:declarations?|schedule\s+of\s+(?:coverages?|limits?)|policy\s+schedule|certificate|risk\s+details)\b", re.IGNORECASE
)
ITEM = re.compile(r"items?\b", re.IGNORECASE)
PARTS: tuple[tuple[TargetKind, re.Pattern[str]], ...] = (  # what is named without a number
    ("exclusion", re.compile(r"\bexclusions?\b(?!\s+(?:applies|does|shall|will))", re.IGNORECASE)),
    ("definition", re.compile(r"\bdefinitions?\b", re.IGNORECASE)),
    (
        "agreement",
        re.compile(r"\b(?:insuring\s+(?:agreements?|clauses?)|coverage\s+agreements?|extensions?\s+of\s+cover(?:age)?)\b", re.IGNORECASE),
    ),
    ("condition", re.compile(r"\bconditions?\b", re.IGNORECASE)),
)
QUOTED = re.compile(r"[\u201c\"](?P<name>[^\u201d\"]{3,70})[\u201d\"]")
OPENS = re.compile(
    r"\b(?:begins|beginning|starts|starting|opens|opening|headed|entitled|titled|called|captioned|reading|reads)\b[^\u201c\"]{0,25}[\u201c\"](?P<name>[^\u201d\"]{3,120})[\u201d\"]",
    re.IGNORECASE,
)
SELF = re.compile(r"\bthis\s+(?:exclusion|endorsement|definition|insuring\s+agreement|section|clause|paragraph|coverage)\b", re.IGNORECASE)
LISTS = re.compile(r"^\s*(?:,\s*(?:and|or)?|and|or|&)?\s*(?:the\s+)?$")  # between the clauses of a list


def targets_of(text: str) -> tuple[Target, ...]:
    """What a passage of an instruction names, in its order; several where it lists them ("Exclusions B.2 and C.4"), () where nothing."""
    plain = SELF.sub(lambda match: " " * len(match.group()), text)
    found = references(plain)
    if DECLARATIONS.search(plain):
        items = (number for reference in found if ITEM.match(plain, reference.start) for number in reference.target.numbers)
        return (Target("declarations_item", tuple(items)),)
    defined = tuple(reference.target for reference in found if reference.kind == "definition" and reference.target.name)
    if defined:
        return defined if " and " in plain else defined[:1]
    named = tuple(_numbered(plain, found)) or tuple(_unnumbered(plain, found))
    opening = OPENS.search(plain)
    if opening and not any(target.name for target in named):
        return (replace(named[0] if named else Target("clause"), name=" ".join(opening["name"].split())),)
    return named


def _numbered(text: str, found: Sequence[Reference]) -> Iterator[Target]:
    """The first clause that is named by its number, and those with which it stands in a list."""
    last: Reference | None = None
    for reference in found:
        if not reference.target.numbers:
            continue
        if last and (reference.kind != last.kind or not LISTS.match(text[last.end : reference.start])):
            return
        parts = _parts(text) if reference.kind == "clause" else []
        yield replace(reference.target, kind=parts[0] if parts else reference.kind)
        last = reference


def _unnumbered(text: str, found: Sequence[Reference]) -> Iterator[Target]:
    """The clause that is named by its heading, else the part of the form."""
    for kind, words in PARTS:
        if match := words.search(text):
            headed = [reference.target for reference in found if reference.kind == kind]
            quoted = QUOTED.search(text)
            yield headed[0] if headed else Target(kind, name=quoted["name"] if quoted else name_behind(text[match.end() :]))
            return


def _parts(text: str) -> list[TargetKind]:
    return [kind for kind, words in PARTS if words.search(text)]
