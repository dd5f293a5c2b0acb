"""What a text calls clauses by: "Exclusion III.D", "Section IV, item 2", "the War exclusion", "item (5) of the definition of Loss".

This is the one place where references are read; models.targets finds the clauses that bear their numbers and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.language.numbering import labels_between
from models.records import Target, TargetKind
from models.targets import parts_of

KINDS: tuple[tuple[TargetKind, str], ...] = (
    ("endorsement", r"(?:policy\s+|amendatory\s+)?endorsements?|riders?"),
    ("exclusion", r"exclusions?|exclusionary\s+clauses?"),
    ("definition", r"definitions?"),
    (
        "agreement",
        r"(?:insuring\s+)?agreements?|insuring\s+(?:clause|provision)s?|coverage\s+(?:part|section|agreement)s?|coverages?|modules?|extensions?",
    ),
    ("condition", r"(?:general\s+|claims?\s+|policy\s+)?conditions?"),
    ("clause", r"sections?|parts?|articles?|clauses?|paragraphs?|sub-?paragraphs?|sub-?sections?|provisions?|items?"),
)
_CALLED = "|".join(rf"(?P<{kind}>{words})" for kind, words in KINDS)
_INNER = r"(?:\d{1,3}|[ivxlIVXL]{1,5}|[A-Za-z]{1,2})"  # what may stand in brackets
_STEP = rf"\({_INNER}\)|(?:\d{{1,3}}|[IVXLC]{{1,6}}|[A-Z]{{1,2}})(?![\w\u2019'])|[a-z](?=[.)](?:\s|$))"
_NEXT = rf"[.-]?\s?\({_INNER}\)|[.-](?:\d{{1,3}}|[IVXLC]{{1,6}}|[A-Za-z]{{1,2}})(?![\w\u2019'])"
_NUMBER = rf"(?:{_STEP})(?:{_NEXT})*\.?"
_MORE = rf"(?:\s*(?:,\s*(?:and|or)?|and|or|&|to|through|\u2013)\s*(?:{_NUMBER}))*"
NUMBERED = re.compile(
    rf"(?<!this )(?P<open>\()?\b(?P<called>(?:{_CALLED}))\b(?:\ssection)?(?(open)\)),?(?:\s(?:paragraph|item|clause)s?)?\s*"
    rf"(?:(?:nos?\b\.?|number|\#)\s*)?(?P<numbers>(?-i:{_NUMBER}{_MORE}))",
    re.IGNORECASE,
)
_TITLED = r"exclusion|insuring agreement|insuring clause|coverage agreement|endorsement|condition|definition"
NAMED = re.compile(
    rf"[\u201c\"](?P<quoted>[^\u201c\u201d\"]{{3,60}})[\u201d\"]\s+(?P<kind1>(?i:{_TITLED}))\b"
    r"|\b(?P<kind2>(?i:exclusion))\s*(?:(?:entitled|titled|headed|called)\s*)?[\u201c\"](?P<behind>[^\u201c\u201d\"]{3,60})[\u201d\"]"
    r"|(?:\b[Tt]he\s+|^\s*(?!(?i:an?|any|all|each|every|no|such|that|these|this)\s))"
    r"(?P<titled>(?:[A-Za-z]*[A-Z][\w\u2019'&/-]*\s+(?:(?:and|or|of|for|from|&)\s+)?){1,6}?)"
    rf"(?P<kind3>(?i:{_TITLED}))\b(?!\s+[\dA-Z]\b)"
)
DEFINED = re.compile(
    r"\bdefinitions?\s+of\s+(?:the\s+term\s+)?[\u201c\"\u2018']?(?P<term>[A-Za-z][\w\u2019'/&-]*(?:\s+(?!(?:is|are|shall|in|under|contained|set|as|and"
    r"|means|does|will|has|to)\b)[A-Za-z(][\w\u2019')/&-]*){0,6})|\bterm\s+[\u201c\"](?P<quoted>[^\u201d\"]{2,60})[\u201d\"]",
    re.IGNORECASE,
)
NAME = re.compile(
    r"^\s*(?:[,:(\u2013\u2014-]|\.(?=\s)|\bof\s+the\s+policy\b)?\s*[\u201c\"(]?(?P<name>(?!(?:An?|We|You|It|This)\s)[A-Z][^,.;:()\u201c\u201d\"]{3,70}?)"
    r"[\u201d\")]?\s*(?=[,.;:]|\b(?:is|are|shall|does|do|will|of\s+the|in\s+its)\b|$)"
)
NO_NAMES = frozenset((
    "paragraph", "section", "exclusions", "definitions", "insuring agreements", "conditions", "the policy", "policy", "the",
    "the following", "following", "general",
))  # fmt: skip
RANGE = re.compile(r"^\s*(?:to|through|\u2013)\s*$")
OUTER = re.compile(r"^(?:[\s,:\u2013\u2014-]|\(\))*$")  # between "Section V" and "Exclusion L"
WITHIN = re.compile(r"^[\s,()]*\b(?:of|in|under)(?:\s+the)?\s*$")  # between "item 2" and "Exclusion L"


@dataclass(frozen=True, slots=True)
class Reference:
    """The characters in which a text names a clause, and what it calls it by."""

    start: int
    end: int
    target: Target

    @property
    def kind(self) -> TargetKind:
        return self.target.kind


def references(text: str) -> tuple[Reference, ...]:
    """The clauses that a text names by number, heading or defined term, in text order; one for places named one within the other."""
    found = sorted([*_all_numbered(text), *_named(text), *_defined(text)], key=lambda reference: reference.start)
    return tuple(_joined(text, found))


def name_behind(text: str) -> str:
    """The name with which a text goes on behind a number or a kind ("Exclusion 7, War, is deleted"), "" where it does not."""
    match = NAME.match(text)
    name = " ".join(match["name"].split()) if match else ""
    return "" if name.lower() in NO_NAMES or NUMBERED.search(name) else name


def _all_numbered(text: str) -> Iterator[Reference]:
    """A name that stands behind a number is read past: "Section V.A, Exclusions of All Agreements, paragraph 1" names no agreement."""
    match = NUMBERED.search(text)
    while match:
        *others, last = _listed(match)
        name = name_behind(text[last.end :])
        yield from others
        yield replace(last, target=replace(last.target, name=name))
        named = NAME.match(text[last.end :]) if name else None
        match = NUMBERED.search(text, last.end + (named.end("name") if named else 0))


def _listed(match: re.Match[str]) -> list[Reference]:
    """ "Exclusions 3 to 5" are three, "Exclusion 5, A ..." is one: after a single one only "and" and "or" go on."""
    kind = next(kind for kind, _ in KINDS if match[kind])
    found: list[Reference] = []
    reached = 0
    for number in re.finditer(_NUMBER, match["numbers"]):
        between, end = match["numbers"][reached : number.start()], match.start("numbers") + number.end()
        if found and not match["called"].lower().endswith("s") and "," in between:
            break
        numbers = parts_of(number[0])
        last = found[-1].target.numbers if found else ()
        steps = labels_between(last[-1], numbers[-1])[1:-1] if RANGE.match(between) else []
        found += [Reference(match.start(), end, Target(kind, (*last[:-1], step))) for step in steps]
        found.append(Reference(match.start(), end, Target(kind, numbers)))
        reached = number.end()
    return found


def _named(text: str) -> Iterator[Reference]:
    for match in NAMED.finditer(text):
        name = " ".join((match["quoted"] or match["behind"] or match["titled"]).split())
        called = match["kind1"] or match["kind2"] or match["kind3"]
        kind = next(kind for kind, words in KINDS if re.fullmatch(words, called, re.IGNORECASE))
        if name.lower() not in NO_NAMES:
            yield Reference(match.start(), match.end(), Target(kind, name=name))


def _defined(text: str) -> Iterator[Reference]:
    for match in DEFINED.finditer(text):
        yield Reference(match.start(), match.end(), Target("definition", name=" ".join((match["term"] or match["quoted"]).split())))


def _joined(text: str, found: list[Reference]) -> Iterator[Reference]:
    """The references, "Section V, Exclusion L" and "item 2 of Exclusion L" as one each."""
    waiting: Reference | None = None
    for reference in found:
        joined = _one(text, waiting, reference) if waiting else None
        if waiting and not joined:
            yield waiting
        waiting = joined or reference
    if waiting:
        yield waiting


def _one(text: str, first: Reference, second: Reference) -> Reference | None:
    """Two references as one where one of them is the place of the other, None where they are two."""
    between = " ".join(text[first.end : second.start].split()).replace(first.target.name, "", 1)
    numbers = second.target.numbers
    if not first.target.numbers or not (numbers or second.kind == "definition"):
        return None
    if WITHIN.match(between):
        kind = second.kind if first.kind == "clause" else first.kind
        return Reference(first.start, second.end, Target(kind, numbers + first.target.numbers, second.target.name or first.target.name))
    if numbers and OUTER.match(between) and "clause" in (first.kind, second.kind) and _word(text, first) != _word(text, second):
        kind = first.kind if second.kind == "clause" else second.kind
        return Reference(first.start, second.end, Target(kind, first.target.numbers + numbers, second.target.name))
    return None


def _word(text: str, reference: Reference) -> str:
    return text[reference.start : reference.end].split()[0].lower().strip("(),s")
