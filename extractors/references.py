"""What a text calls another clause by ("Exclusion III.D", "Section IV, item 2", "the War exclusion"), and which clause that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.reach import numbers_of
from extractors.wording import ClauseView, Wording
from models.records import Role
from models.rules import folded

_KIND = (
    r"insuring (?:agreement|clause|provision)|coverage (?:part|agreement|section)|exclusion|section|clause|sub-?paragraph|paragraph|part"
    r"|item|condition|module|article|agreement|endorsement|coverage"
)
_STEP = r"\((?:\d{1,3}|[A-Za-z]{1,4})\)|(?:\d{1,3}|[IVXLC]{1,6}|[A-Z]{1,2})(?![A-Za-z0-9])|[a-z](?=[.)](?:\s|$))"
_PATH = rf"(?:{_STEP})(?:[.-]?\((?:\d{{1,3}}|[A-Za-z]{{1,4}})\)|[.-](?:\d{{1,3}}|[IVXLC]{{1,6}}|[A-Za-z]{{1,2}})(?![A-Za-z0-9]))*\.?"
NUMBERED = re.compile(
    rf"(?<![Tt]his )\b(?P<kind>(?i:{_KIND}))(?P<plural>(?i:s?))(?:(?i: section)?,? (?i:paragraph|item|clause)s?)?\s+(?:[Nn]os?\.?\s*)?"
    rf"(?P<paths>{_PATH}(?:\s*(?:,\s*(?:and|or)?|and|or|&|to|through|\u2013)\s*(?:{_PATH}))*)"
)
NAMED = re.compile(
    r"[\u201c\"](?P<quoted>[^\u201c\u201d\"]{3,60})[\u201d\"]\s+(?P<kind1>(?i:exclusion|insuring agreement|insuring clause|endorsement))\b"
    r"|\b(?P<kind2>(?i:exclusion))\s*(?:(?:entitled|titled|headed|called)\s*)?[\u201c\"](?P<behind>[^\u201c\u201d\"]{3,60})[\u201d\"]"
    r"|\b[Tt]he\s+(?P<titled>(?:[A-Za-z]*[A-Z][\w&/-]*\s+(?:(?:and|or|of|&)\s+)?){1,6}?)"
    r"(?P<kind3>(?i:exclusion|insuring agreement|insuring clause|endorsement))(?!s?\s+[\dA-Z]\b)"
)
RANGE = re.compile(r"^\s*(?:to|through|\u2013)\s*$")
OUTER = re.compile(r"^\s*(?:\([^)]{0,40}\)\s*)?,?\s*$")  # between "Section V" and "Exclusion L"
INNER = re.compile(r"^\s*,?\s*of\s+(?:the\s+)?$")  # between "item 2" and "Exclusion L"
PARTS = ("paragraph", "subparagraph", "sub-paragraph", "item", "clause")  # kinds that are called after what they are a part of
ROLES: dict[str, Role] = {
    "exclusion": "exclusion",
    "insuring agreement": "insuring_agreement",
    "insuring clause": "insuring_agreement",
    "insuring provision": "insuring_agreement",
    "coverage agreement": "insuring_agreement",
    "agreement": "insuring_agreement",
    "coverage": "insuring_agreement",
    "condition": "condition",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause as a text names it: `kind` is what it is called, `path` its numbers, the outermost first, `heading` its name."""

    start: int
    end: int
    kind: str
    path: tuple[str, ...] = ()
    heading: str = ""


def references(text: str) -> tuple[Reference, ...]:
    """The clauses that a text names by number or heading, in text order."""
    numbered = list(_joined(text, [reference for match in NUMBERED.finditer(text) for reference in _numbered(match)]))
    return tuple(sorted([*numbered, *_named(text)], key=lambda reference: reference.start))


def _numbered(match: re.Match[str]) -> Iterator[Reference]:
    """ "Exclusions 3 to 5" are three, "Exclusion 5, A ..." is one: after a single one only "and" and "or" go on."""
    kind, first = match["kind"].lower(), match.start("paths")
    last: tuple[str, ...] = ()
    reached = 0
    for found in re.finditer(_PATH, match["paths"]):
        between = match["paths"][reached : found.start()]
        if last and not match["plural"] and "," in between:
            return
        path = steps(found[0])
        if RANGE.match(between):
            for number in _between(last[-1], path[-1]):
                yield Reference(match.start(), first + found.end(), kind, (*last[:-1], number))
        yield Reference(match.start(), first + found.end(), kind, path)
        last, reached = path, found.end()


def _between(first: str, last: str) -> list[str]:
    """The numbers or letters that lie between two."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, int(last))]
    return [chr(letter) for letter in range(ord(first) + 1, ord(last))] if len(first) == len(last) == 1 else []


def _joined(text: str, found: list[Reference]) -> Iterator[Reference]:
    """The references, "Section V, Exclusion L" and "item 2 of Exclusion L" as one each."""
    waiting: Reference | None = None
    for reference in found:
        between = text[waiting.end : reference.start] if waiting else ""
        if waiting and OUTER.match(between) and waiting.kind != reference.kind:
            kind = waiting.kind if reference.kind in PARTS else reference.kind
            waiting = Reference(waiting.start, reference.end, kind, waiting.path + reference.path)
            continue
        if waiting and INNER.match(between):
            kind = reference.kind if waiting.kind in PARTS else waiting.kind
            waiting = Reference(waiting.start, reference.end, kind, reference.path + waiting.path)
            continue
        if waiting:
            yield waiting
        waiting = reference
    if waiting:
        yield waiting


def _named(text: str) -> Iterator[Reference]:
    for match in NAMED.finditer(text):
        heading = match["quoted"] or match["behind"] or match["titled"]
        kind = match["kind1"] or match["kind2"] or match["kind3"]
        yield Reference(match.start(), match.end(), kind.lower(), heading=" ".join(heading.split()))


def steps(label: str) -> tuple[str, ...]:
    """The numbers in a label: ("iii", "d", "2") of "Section III.D(2)"."""
    return tuple(step.lower() for step in re.findall(r"\d+|\b[A-Za-z]{1,6}\b", label))


def clause_path(wording: Wording, view: ClauseView) -> tuple[str, ...]:
    """The numbers of a clause, the outermost first; a label that repeats those above it ("4.1" in "Section 4") stands for them."""
    path: tuple[str, ...] = ()
    for label in numbers_of(wording, view):
        own = steps(label.rpartition(" ")[2])
        path = (*path[: path.index(own[0])], *own) if len(own) > 1 and own[0] in path else (*path, *own)
    return path


def resolve(wording: Wording, reference: Reference, at: ClauseView) -> ClauseView | None:
    """The clause that a reference in the clause `at` means; of several with its numbers the one in the same part, None where unsure."""
    role = ROLES.get(reference.kind)
    views = [view for view in wording.views if (role is None or view.role == role) and view.index != at.index]
    if reference.heading:
        named = [view for view in views if folded(view.outline.heading) == folded(reference.heading)]
        return named[0] if len(named) == 1 else None
    paths = {view.index: clause_path(wording, view) for view in views if view.outline.label}
    meant = [index for index, path in paths.items() if path[-len(reference.path) :] == reference.path]
    least = min((len(paths[index]) for index in meant), default=0)
    meant = [index for index in meant if len(paths[index]) == least]
    if len(meant) > 1:
        here = clause_path(wording, at)[:1]
        meant = [index for index in meant if paths[index][:1] == here]
    return wording.views[meant[0]] if len(meant) == 1 else None


def within(wording: Wording, view: ClauseView, whole: ClauseView) -> bool:
    """True where a clause is another or an item of it."""
    while view.index != whole.index and view.outline.parent >= 0:
        view = wording.views[view.outline.parent]
    return view.index == whole.index
