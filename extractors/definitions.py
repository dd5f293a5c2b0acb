"""What a definition reaches and what it leaves out, read as a whole, -> the choices that it makes.

A definition is read in passages: what it says, what it leaves out ("does not include ..."), and what it gives back of that
("except ..."). What is left out in so many words wins over what is said; what is also given back is for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractors.language.passages import GIVEN_BACK, LEFT_OUT, Passage, passages
from extractors.language.roles import OPERATION
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import Hit, satisfied, satisfied_groups, stems_of
from models.catalogue.schema import TermEntry
from models.records import Term

CONFIDENCE = 0.8
# "Your systems: ..." on a line of its own defines a term in a list without verbs.
NAMED_LINE = re.compile(r"^[ \t]*[\u201c\"]?(?P<term>[A-Z][^:.;\n\u201d\"]{1,50}?)[\u201d\"]?:[ \t]+(?=\S)", re.MULTILINE)
# "... is deleted and replaced with: Computer System means ..." in an endorsement, up to its next instruction.
DEFINED_ANEW = re.compile(
    r"\b(?:replaced|amended|restated|added|substituted|read|reads)\b[^.:;]{0,80}:\s*[\u201c\"]?(?P<term>[A-Z][^.:;\u201d\"]{1,60}?)[\u201d\"]?\s+(?:shall\s+)?means?\b"
)
BOTH_WAYS = "unclear"
# Words that say whose a thing is: "your network", "the insured's computer system" and "company systems" are one kind of name.
OWNERS = frozenset(stems_of("the a an any your our insured insureds named covered company organization organisation policyholder"))


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a term is defined: from `start` to `end` of a clause's text, with the clause's items where it is the whole clause."""

    view: ClauseView
    start: int
    end: int
    whole: bool = True


def find_defined_choices(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """For each term that a definition decides, the answer of the first definition, in the catalogue's order, that gives one."""
    found = _definitions(wording)
    for entry in catalogue.terms.values():
        if not entry.values:
            continue
        for name in dict.fromkeys(_core(stems_of(name)) for name in entry.defined):
            answer = _answer(wording, entry, found[name]) if name in found else None
            if answer is not None:
                yield answer
                break


def _answer(wording: Wording, entry: TermEntry, definition: Definition) -> Term | None:
    if entry.left_out or entry.sentence:
        return _weighed(wording, entry, definition)
    view = definition.view
    present = {hit.phrase for part in (view, *wording.below(view)) for hit in part.hits}
    value = next((value for value, cues in entry.values.items() if any(satisfied(parse_cue(cue), present) for cue in cues)), None)
    return _term(wording, entry, value, view) if value else None


def _weighed(wording: Wording, entry: TermEntry, definition: Definition) -> Term | None:
    """Left out and given back: for a person to read; left out: that; else the first value that the definition says."""
    read = list(_passages(wording, definition))
    denied = _first(wording, entry.left_out, [item for item in read if item[1].kind == LEFT_OUT])
    returned = _first(wording, entry.values, [item for item in read if item[1].kind == GIVEN_BACK])
    if denied and returned and returned[0] != denied[0]:
        return _term(wording, entry, BOTH_WAYS, *denied[1:])
    chosen = denied or _first(wording, entry.values, [item for item in read if item[1].kind != LEFT_OUT])
    return _term(wording, entry, *chosen) if chosen else None


def _first(
    wording: Wording, values: Mapping[str, Sequence[str]], read: Sequence[tuple[ClauseView, Passage]]
) -> tuple[str, ClauseView, Hit] | None:
    """The first value, in the catalogue's order, of which a passage satisfies a cue, with the phrase to cite."""
    for value, cues in values.items():
        for view, passage in read:
            for cue in map(parse_cue, cues):
                hit = satisfying(wording, view, passage, cue)
                if hit is not None:
                    return value, view, hit
    return None


def satisfying(wording: Wording, view: ClauseView, passage: Passage, cue: Cue) -> Hit | None:
    """The phrase of the passage that answers what a cue asks for first; others may stand in the words that open the passage's list.

    A forbidden phrase around a required one only hides it: "services for customers" says nothing of systems "for customers".
    """
    own = view.hits_between(passage.start, passage.end)
    asked = [hit for hit in own if hit.phrase in cue.wanted]
    against = [hit for hit in own if hit.phrase in cue.forbidden]
    seen = [hit for hit in asked if not any(_within(hit, other) for other in against)]
    if any(not any(_within(hit, other) for hit in asked) for other in against):
        return None
    before = {hit.phrase for hit in view.hits_between(passage.opened, passage.start)}
    if not seen or not satisfied_groups(cue, {hit.phrase for hit in seen} | before | wording.lead_hits[view.index]):
        return None
    return next(hit for group in cue.required for hit in seen if hit.phrase in group)


def _within(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end


def _passages(wording: Wording, definition: Definition) -> Iterator[tuple[ClauseView, Passage]]:
    """The passages of a definition with its items, and of the paragraphs behind it that go on about its term."""
    view = definition.view
    if not definition.whole:
        for passage in passages(view.text[definition.start : definition.end]):
            at = definition.start
            yield view, replace(passage, start=passage.start + at, end=passage.end + at, opened=passage.opened + at)
        return
    for part in (view, *wording.below(view), *_continued(wording, view)):
        for passage in passages(part.text, wording.takes_away(part)):
            yield part, passage


def _continued(wording: Wording, view: ClauseView) -> Iterator[ClauseView]:
    """Paragraphs behind a definition that begin with its term and say more of it ("Damages will not include: ..."), with their items."""
    term = wording.defined_term_of(view)
    starts = {clause.start for clause in wording.definitions.values()}
    more = re.compile(rf"[\W\d]*{re.escape(term)}\b", re.IGNORECASE)
    goes_on = True
    for later in wording.views[view.index + 1 + len(list(wording.below(view))) :]:
        if later.outline.parent != view.outline.parent:
            if goes_on and later.outline.parent >= 0 and later.outline.parent > view.index:
                yield later
                continue
            return
        goes_on = later.outline.start not in starts and more.match(later.text) is not None
        if not goes_on:
            return
        yield later


def _definitions(wording: Wording) -> dict[tuple[str, ...], Definition]:
    """Where terms are defined, by the stems of their names without the words that say whose they are; a plain name before an owned one."""
    by_start = {view.outline.start: view for view in wording.views}
    found: dict[tuple[str, ...], Definition] = {}
    for term, clause in wording.definitions.items():
        view = by_start[clause.start]
        found[stems_of(term)] = Definition(view, 0, len(view.text))
    for term, definition in _defined_anew(wording):
        found[stems_of(term)] = definition
    for term, definition in _named_lines(wording):
        found.setdefault(stems_of(term), definition)
    for stems, definition in list(found.items()):
        found.setdefault(_core(stems), definition)
    return found


def _named_lines(wording: Wording) -> Iterator[tuple[str, Definition]]:
    for view in wording.of_role("definition"):
        named = list(NAMED_LINE.finditer(view.text))
        for match, following in zip_longest(named, named[1:]):
            end = following.start() if following else len(view.text)
            yield match["term"], Definition(view, match.start(), end, whole=False)


def _defined_anew(wording: Wording) -> Iterator[tuple[str, Definition]]:
    for view in wording.views:
        for match in DEFINED_ANEW.finditer(view.text):
            following = OPERATION.search(view.text, match.end())
            yield match["term"], Definition(view, match.start("term"), following.start() if following else len(view.text), whole=False)


def _core(stems: tuple[str, ...]) -> tuple[str, ...]:
    while len(stems) > 1 and stems[0] in OWNERS:
        stems = stems[1:]
    return stems


def _term(wording: Wording, entry: TermEntry, value: str, view: ClauseView, hit: Hit | None = None) -> Term | None:
    evidence = wording.cite(view, hit)
    return Term(entry.id, value, evidence, raw=evidence.quote, confidence=CONFIDENCE) if evidence is not None else None
