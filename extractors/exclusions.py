"""Exclusions, and what definitions and conditions take away, -> the exclusions and restrictions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.agreements import facets_named
from extractors.candidates import Candidate
from extractors.carve_backs import carve_backs, telling_hit
from extractors.language.scopes import Scope, inside, phrases_of, scopes
from extractors.reach import NAMED_PARTS, confined, granting_parts, named_numbers, part_of
from extractors.wording import ClauseView, Wording
from extractors.write_backs import Written, find_write_backs
from models.catalogue import Catalogue
from models.catalogue.matching import CueIndex, Phrases, longest, stem, tokens_of
from models.classifier import THRESHOLD
from models.records import CarveBack, Evidence, Taking

BY_HEADING, BY_CUE, BY_LIST, BY_CUE_ANYWHERE, BY_ITEM = 0.95, 0.85, 0.75, 0.7, 0.65  # how sure each way of finding an exclusion is
BY_CLASSIFIER = 0.6  # times its probability: below every other way
SURELY_SEEN = 0.9  # probability from which it makes no difference any more
BY_AGREEMENT = 0.2  # times the classifier's probability, where it is asked which of several passages an exclusion is told from
ITEM_WORDS = 26  # a list item of at most so many words names an exclusion as a heading would
ITEM_OPENING = 4  # characters between an item's number and its first word at most
HEADING_SHARE = 0.5  # of a heading's words must be an exclusion's name


def find_takings(wording: Wording, catalogue: Catalogue) -> tuple[Taking, ...]:
    """One taking per exclusion that the document holds, the surest and earliest passage; in the order of the catalogue."""
    passages: dict[str, list[Candidate]] = {}
    written = find_write_backs(wording, catalogue)
    for candidate in _candidates(wording, catalogue):
        if not any(_within_write_back(wording, candidate, one) for one in written):
            passages.setdefault(candidate.id, []).append(candidate)
    takings = (_taking(wording, catalogue, passages[exclusion], written) for exclusion in catalogue.exclusions if exclusion in passages)
    return tuple(taking for taking in takings if taking is not None)


def _within_write_back(wording: Wording, candidate: Candidate, written: Written) -> bool:
    """True where an exclusion is only named to say that it does not apply."""
    view, hit = candidate.view, telling_hit(wording, candidate)
    if view.index != written.view.index:
        return False
    return written.start <= wording.place(view, hit) < written.end if hit else written.end >= len(view.text.rstrip())


def _told_from(wording: Wording, candidates: Sequence[Candidate]) -> Candidate:
    """The passage from which an exclusion is told: the surest, of those about as sure the one in which the classifier sees it too."""

    def weight(candidate: Candidate) -> float:
        seen = wording.predictions[candidate.view.index].exclusions.get(candidate.id, 0.0)
        return candidate.confidence + BY_AGREEMENT * min(seen, SURELY_SEEN)

    return max(candidates, key=weight)


def _whole(wording: Wording, told: Candidate, candidates: Sequence[Candidate]) -> ClauseView:
    """The clause that holds the whole of an exclusion of which a passage may be an item: the outermost above it that speaks of it too."""
    views = {candidate.view.index for candidate in candidates if candidate.view.role == "exclusion"}
    whole = view = told.view
    while view.outline.parent >= 0:
        view = wording.views[view.outline.parent]
        whole = view if view.index in views else whole
    return whole


def _reach(wording: Wording, view: ClauseView, granting: frozenset[str]) -> tuple[str, ...]:
    if view.role == "endorsement":
        return ()
    return next(filter(None, map(named_numbers, _confining(wording, view))), ()) or part_of(wording, view, granting)


def _candidates(wording: Wording, catalogue: Catalogue) -> Iterator[Candidate]:
    within, anywhere = _cues(catalogue)
    for view in wording.views:
        if view.role == "notice" or wording.gives_back(view):
            continue
        excludes = view.role == "exclusion" or wording.takes_away(view)
        given_back = scopes(view.text, "carve_back") if excludes else ()
        if excludes:
            for exclusion in _named(catalogue, view.outline.heading):
                yield Candidate(exclusion, BY_HEADING, view)
            yield from _items(wording, catalogue, view, given_back)
            for exclusion, probability in wording.predictions[view.index].exclusions.items():
                if probability >= THRESHOLD:
                    yield Candidate(exclusion, BY_CLASSIFIER * probability, view)
        if excludes:
            found = wording.matches(view, within, given_back)
        elif view.role == "insuring_agreement":  # what an agreement pays, it may take away in the next sentence
            found = wording.matches_within(view, within, scopes(view.text, "taking"))
        else:
            found = {}
        for exclusion, match in found.items():
            yield Candidate(exclusion, BY_CUE if view.role == "exclusion" else BY_LIST, view, match.hits[0], match)
        for exclusion, match in wording.matches(view, anywhere, given_back).items():
            if exclusion not in found:
                yield Candidate(exclusion, BY_CUE_ANYWHERE, view, match.hits[0], match)


def _items(wording: Wording, catalogue: Catalogue, view: ClauseView, given_back: Sequence[Scope]) -> Iterator[Candidate]:
    """Exclusions named by a short item of a list, or by the words with which a longer one begins ("We will not pay for war, ...")."""
    short = len(view.text.split()) <= ITEM_WORDS
    begins = len(view.outline.label) + ITEM_OPENING
    _, owners = _heading_names(catalogue)
    for hit in longest([hit for hit in view.hits if hit.phrase in owners]):
        at = wording.place(view, hit)
        if (short or at <= begins) and not inside(at, given_back):
            for exclusion in owners[hit.phrase]:
                yield Candidate(exclusion, BY_ITEM, view, hit)


def _named(catalogue: Catalogue, heading: str) -> list[str]:
    """Exclusions whose names make up most of a heading."""
    words = sum(bool(stem(token.text)) for token in tokens_of(heading))
    phrases, owners = _heading_names(catalogue)
    return [
        exclusion
        for hit in longest(phrases.find(heading))
        if hit.end - hit.start >= HEADING_SHARE * words
        for exclusion in owners[hit.phrase]
    ]


def _taking(wording: Wording, catalogue: Catalogue, candidates: Sequence[Candidate], written: Sequence[Written]) -> Taking | None:
    told = _told_from(wording, candidates)
    view, granting = told.view, granting_parts(wording)
    evidence = _cite(wording, told)
    if evidence is None:
        return None
    given_back = (*_given_back(wording, catalogue, told, candidates), *_written_back(wording, _whole(wording, told, candidates), written))
    return Taking(
        exclusion=told.id,
        evidence=evidence,
        heading=wording.name(view),
        lead_in=_lead_in(wording.lead_ins[view.index] + " " + view.text),
        scope=_scope(wording, view),
        reach=confined([_reach(wording, candidate.view, granting) for candidate in candidates]),
        carve_backs=given_back,
        erodes=catalogue.eroded_by(told.id),
        severity=catalogue.exclusions[told.id].severity,
        confidence=told.confidence,
        facets=facets_named(catalogue, " ".join([evidence.quote, *(carve_back.excluded for carve_back in given_back)])),
    )


def _written_back(wording: Wording, whole: ClauseView, written: Sequence[Written]) -> Iterator[CarveBack]:
    """What other clauses of the document give back of an exclusion, of the list in which it stands, or of one of its items."""
    for one in written:
        if any(wording.stands_in(whole, meant) or wording.stands_in(meant, whole) for meant in one.meant):
            yield one.write_back.carve_back


def _cite(wording: Wording, candidate: Candidate) -> Evidence | None:
    return wording.cite(candidate.view, telling_hit(wording, candidate)) or wording.cite(candidate.view)


def _given_back(wording: Wording, catalogue: Catalogue, told: Candidate, candidates: Sequence[Candidate]) -> Iterator[CarveBack]:
    """What the exclusion gives back where it is told, then what its other sure passages give back of it, each with its own citation."""
    whole = _whole(wording, told, candidates)
    yield from carve_backs(wording, catalogue, told, whole)
    seen = {whole.index}
    for candidate in sorted(candidates, key=lambda candidate: (candidate.view.index, -candidate.confidence)):
        view, whole = candidate.view, _whole(wording, candidate, candidates)
        agreed = wording.predictions[view.index].exclusions.get(candidate.id, 0.0) >= THRESHOLD
        if whole.index not in seen and agreed and candidate.confidence >= BY_CUE_ANYWHERE:
            seen.add(whole.index)
            evidence = _cite(wording, candidate)
            for carve_back in carve_backs(wording, catalogue, candidate, whole) if evidence else ():
                yield replace(carve_back, evidence=evidence)


def _lead_in(text: str) -> str:
    """How the exclusion is tied to what it excludes, the widest tie that stands there."""
    found = {hit.phrase for hit in phrases_of("lead_in").find(text)}
    return next((phrase for phrase in phrases_of("lead_in").spelt if phrase in found), "")


def _scope(wording: Wording, view: ClauseView) -> str:
    """The insuring agreements to which an exclusion is limited, in the document's words, or "all"."""
    match = next(filter(None, map(NAMED_PARTS.search, _confining(wording, view))), None)
    return " ".join(match[1].split()) if match else "all"


def _confining(wording: Wording, view: ClauseView) -> tuple[str, str, str]:
    """Where an exclusion may say what it is confined to: in itself up to a carve-back, in what opens its list, in the headings above."""
    text = wording.block_text(view)
    before = text[: min([scope.start for scope in scopes(text, "carve_back")], default=len(text))]
    return before, wording.lead_ins[view.index], wording.section(view)


@cache
def _heading_names(catalogue: Catalogue) -> tuple[Phrases, dict[str, tuple[str, ...]]]:
    owners: dict[str, list[str]] = {}
    for exclusion in catalogue.exclusions.values():
        for heading in exclusion.headings:
            owners.setdefault(heading, []).append(exclusion.id)
    return Phrases(owners), {name: tuple(ids) for name, ids in owners.items()}


@cache
def _cues(catalogue: Catalogue) -> tuple[CueIndex[str], CueIndex[str]]:
    """(cues within exclusions sections, cues that hold anywhere)."""
    exclusions = catalogue.exclusions.values()
    return CueIndex({item.id: item.cues for item in exclusions}), CueIndex({item.id: item.anywhere for item in exclusions})
