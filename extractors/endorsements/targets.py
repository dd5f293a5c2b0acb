"""What an instruction is about: the clause, definition, exclusion, agreement, item of the declarations or endorsement that it names.

This is the one place where endorsements' references are read; models.targets finds the clauses that bear these numbers and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.records import Target, TargetKind

_FIRST = r"(?:\(?(?:[IVXL]{1,6}|\d{1,3}|[A-Z]{1,2})\)?(?![a-z])|\([a-z]{1,4}\)|[a-z](?=[.)]))"
_NEXT = r"(?:\s?\.\s?\(?(?:[IVXL]{1,5}|[ivxl]{1,5}|\d{1,3}|[A-Za-z])\)?(?![A-Za-z\d])|\s?\((?:[ivxl]{1,5}|\d{1,3}|[A-Za-z])\))"
_NUMBER = rf"{_FIRST}{_NEXT}*"
_KINDS: tuple[tuple[TargetKind, str], ...] = (
    ("endorsement", r"(?:policy\s+|amendatory\s+)?endorsements?|riders?"),
    (
        "agreement",
        r"(?:insuring\s+)?agreements?|insuring\s+(?:agreements?|clauses?|provisions?)|coverage\s+(?:part|section|agreement)s?|coverages?|modules?|extensions?",
    ),
    ("exclusion", r"exclusions?|exclusionary\s+clauses?"),
    ("definition", r"definitions?"),
    ("condition", r"(?:general\s+|claims?\s+|policy\s+)?conditions?"),
    ("clause", r"sections?|parts?|articles?|clauses?|paragraphs?|sub-?paragraphs?|subsections?|sub-?sections?|provisions?|items?"),
)
_PLACE = "|".join(rf"(?P<{kind}>{words})" for kind, words in _KINDS)
_REFERENCE = re.compile(
    rf"\b(?:{_PLACE})\b\s*(?:no\.?|number|\#)?\s*(?P<number>(?-i:{_NUMBER}))(?![\w\u2019'])(?P<more>(?:\s*(?:,|and|&|,\s*and|or|through|to)\s*(?-i:{_NUMBER})(?=[\s,.;]|$))*)",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"\bitems?\s*(?:no\.?|\#)?\s*(?P<number>(?-i:{_NUMBER}))(?=[\s,.;:)\u2013-])", re.IGNORECASE)
_DECLARATIONS = re.compile(
    r"\b(?:declarations?|schedule\s+of\s+(?:coverages?|limits?)|policy\s+schedule|certificate|risk\s+details)\b", re.IGNORECASE
)
_DEFINED = re.compile(
    r"\bdefinitions?\s+of\s+(?:the\s+term\s+)?[\u201c\"\u2018']?(?P<term>[A-Za-z][\w\u2019'/&-]*(?:\s+(?!is\b|are\b|shall\b|in\b|under\b|contained\b|set\b|as\b|and\b|means\b|does\b|will\b|has\b|to\b)[A-Za-z(][\w\u2019')/&-]*){0,6})",
    re.IGNORECASE,
)
_TERM = re.compile(r"\bterm\s+[\u201c\"](?P<term>[^\u201d\"]{2,60})[\u201d\"]", re.IGNORECASE)
_DEFINES = re.compile(r"\b(?:the\s+)?(?:following\s+)?(?:new\s+|additional\s+)?definitions?\b", re.IGNORECASE)
_NAMED: tuple[tuple[TargetKind, re.Pattern[str]], ...] = (  # parts that are named without a number
    ("exclusion", re.compile(r"\b(?:exclusions?)\b(?!\s+(?:applies|does|shall|will))", re.IGNORECASE)),
    ("definition", re.compile(r"\bdefinitions?\b", re.IGNORECASE)),
    (
        "agreement",
        re.compile(r"\b(?:insuring\s+(?:agreements?|clauses?)|coverage\s+agreements?|extensions?\s+of\s+cover(?:age)?)\b", re.IGNORECASE),
    ),
    ("condition", re.compile(r"\bconditions?\b", re.IGNORECASE)),
)
_NAME = re.compile(
    r"^\s*(?:[,:\u2013\u2014-]|\.(?=\s)|\(|\bof\s+the\s+policy\b)?\s*[\u201c\"(]?(?P<name>[A-Z][^,.;:()\u201c\u201d\"]{3,70}?)[\u201d\")]?\s*(?=[,.;:]|\b(?:is|are|shall|does|do|will|of\s+the|in\s+its)\b|$)"
)
_OPENS = re.compile(
    r"\b(?:begins|beginning|starts|starting|opens|opening|headed|entitled|titled|called|captioned|reading|reads)\b[^\u201c\"]{0,25}[\u201c\"](?P<name>[^\u201d\"]{3,120})[\u201d\"]",
    re.IGNORECASE,
)
_SELF = re.compile(r"\bthis\s+(?:exclusion|endorsement|definition|insuring\s+agreement|section|clause|paragraph|coverage)\b", re.IGNORECASE)


def targets_of(text: str) -> tuple[Target, ...]:
    """What a passage of an instruction names, in its order; several where it lists them ("Exclusions B.2 and C.4"), () where nothing."""
    plain = _SELF.sub(lambda match: " " * len(match.group()), text)
    declared = _declared(plain)
    if declared is not None:
        return (declared,)
    defined = [
        Target("definition", _item_of(plain[: match.start()]), " ".join(match["term"].split()))
        for match in (*_DEFINED.finditer(plain), *_TERM.finditer(plain))
    ]
    if defined:
        return tuple(defined[:1] if " and " not in plain else defined)
    found = list(_numbered(plain)) or list(_unnumbered(plain))
    opening = _OPENS.search(plain)
    if opening and not any(target.name for target in found):
        name = " ".join(opening["name"].split())
        return (replace(found[0], name=name),) if found else (Target("clause", name=name),)
    return tuple(found)


def _item_of(before: str) -> tuple[str, ...]:
    """The number of the item of a definition that is meant ("item (5) of the definition of ..."), () where it is the whole."""
    matches = list(_REFERENCE.finditer(before))
    inside = matches and re.fullmatch(r"\s*(?:of|in|under)\s+(?:the\s+)?", before[matches[-1].end() :])
    return parts_of_number(matches[-1]["number"]) if inside else ()


def _declared(text: str) -> Target | None:
    if not _DECLARATIONS.search(text):
        return None
    items = [number for match in _ITEM.finditer(text) for number in parts_of_number(match["number"])]
    return Target("declarations_item", tuple(items))


def _numbered(text: str) -> Iterator[Target]:
    """Places named one within the other are one target ("Section III. Exclusions, paragraph B.2"); each of a list is its own."""
    matches = list(_REFERENCE.finditer(text))
    if not matches:
        return
    numbers: list[str] = []
    kinds: list[TargetKind] = []
    for index, match in enumerate(matches):
        kind = next(kind for kind, _ in _KINDS if match[kind])
        if kind == "endorsement":
            yield from (Target("endorsement", (number,)) for number in _listed(match))
            return
        if numbers and kind != "clause" and kinds[-1] not in ("clause", kind):
            break
        kinds.append(kind)
        own = list(parts_of_number(match["number"]))
        outer = (
            bool(index) and re.fullmatch(r"\s*(?:of|in|under)\s+(?:the\s+)?", text[matches[index - 1].end() : match.start()]) is not None
        )
        numbers = own + numbers if outer else numbers + own
    told = (*(kind for kind in kinds if kind != "clause"), *(kind for kind, words in _NAMED if words.search(text)))
    kind = told[0] if told else "clause"
    last = matches[len(kinds) - 1]
    name = _name(text[last.end() :])
    yield Target(kind, tuple(numbers), name)
    for number in _listed(last)[1:]:
        yield Target(kind, parts_of_number(number))


def _listed(match: re.Match[str]) -> list[str]:
    more = re.findall(rf"(?<![\w.])(?:{_NUMBER})(?=[\s,.;]|$)", re.sub(r"\b(?:and|or|to|through)\b", ",", match["more"]))
    return [number.strip(" ().").lower() for number in (match["number"], *more) if number.strip(" ().")]


def _unnumbered(text: str) -> Iterator[Target]:
    for kind, words in _NAMED:
        match = words.search(text)
        if match is None:
            continue
        before, behind = text[: match.start()], text[match.end() :]
        quoted = re.search(r"[\u201c\"](?P<name>[^\u201d\"]{3,70})[\u201d\"]", text)
        titled = re.search(r"(?P<name>(?:[A-Z][\w\u2019'/&-]+\s+(?:(?:of|and|or|the|for|from)\s+)*)+)$", before)
        name = quoted["name"] if quoted else _name(behind)
        if (
            not name
            and titled
            and titled["name"].strip().lower() not in ("the", "following", "section", "the following", "general", "policy")
        ):
            name = " ".join(titled["name"].split()).removeprefix("The ")
        yield Target(kind, name=name)
        return


def _name(behind: str) -> str:
    match = _NAME.match(behind)
    name = " ".join(match["name"].split()) if match else ""
    return (
        ""
        if name.lower() in ("paragraph", "section", "exclusions", "definitions", "insuring agreements", "the policy", "conditions")
        else name
    )


def parts_of_number(number: str) -> tuple[str, ...]:
    """The parts of a number, the outermost first: "III.B.2(a)" is ("iii", "b", "2", "a")."""
    return tuple(part.lower() for part in re.findall(r"[A-Za-z]+|\d+", number))
