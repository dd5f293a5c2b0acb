"""Exclusions, and what definitions and conditions take away, -> the exclusions and restrictions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.candidates import Candidate, surest
from extractors.language.scopes import Scope, inside, phrases_of, scopes
from extractors.reach import NAMED_PARTS, confined, granting_parts, named_numbers, part_of
from extractors.wording import ClauseView, CueMatch, Wording
from models.catalogue import Catalogue
from models.catalogue.matching import CueIndex, Hit, Phrases, longest, stem, tokens_of
from models.classifier import THRESHOLD
from models.records import Taking

BY_HEADING, BY_CUE, BY_LIST, BY_CUE_ANYWHERE, BY_ITEM = 0.95, 0.85, 0.75, 0.7, 0.65  # how sure each way of finding an exclusion is
BY_CLASSIFIER = 0.6  # times its probability: below every other way
ITEM_WORDS = 26  # a list item of at most so many words names an exclusion as a heading would
ITEM_OPENING = 4  # characters between an item's number and its first word at most
HEADING_SHARE = 0.5  # of a heading's words must be an exclusion's name


def find_takings(wording: Wording, catalogue: Catalogue) -> tuple[Taking, ...]:
    """One taking per exclusion that the document holds, the surest and earliest passage; in the order of the catalogue."""
    candidates = list(_candidates(wording, catalogue))
    best, reaches = surest(candidates), _reaches(wording, candidates)
    takings = (_taking(wording, catalogue, best[exclusion], reaches[exclusion]) for exclusion in catalogue.exclusions if exclusion in best)
    return tuple(taking for taking in takings if taking is not None)


def _reaches(wording: Wording, candidates: Sequence[Candidate]) -> dict[str, tuple[str, ...]]:
    """For each exclusion the agreements and parts to which all its passages are confined, () where it holds for all."""
    granting = granting_parts(wording)
    reaches: dict[str, list[tuple[str, ...]]] = {}
    for candidate in candidates:
        reaches.setdefault(candidate.id, []).append(_reach(wording, candidate.view, granting))
    return {exclusion: confined(found) for exclusion, found in reaches.items()}


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
            yield Candidate(exclusion, BY_CUE if view.role == "exclusion" else BY_LIST, view, match.hits[0])
        for exclusion, match in wording.matches(view, anywhere, given_back).items():
            if exclusion not in found:
                yield Candidate(exclusion, BY_CUE_ANYWHERE, view, _left_out(wording, view, match))


def _left_out(wording: Wording, view: ClauseView, match: CueMatch) -> Hit:
    """What a cue names last where the clause leaves it out, for a definition says what it means before that; else what it names first."""
    taken = scopes(view.text, "taking")
    subjects = (hit for hit in match.hits if hit.phrase in match.cue.required[-1] and inside(wording.place(view, hit), taken))
    return next(subjects, match.hits[0])


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


def _taking(wording: Wording, catalogue: Catalogue, candidate: Candidate, reach: tuple[str, ...]) -> Taking | None:
    view = candidate.view
    evidence = wording.cite(view, candidate.hit) or wording.cite(view)
    if evidence is None:
        return None
    text = wording.block_text(view)
    return Taking(
        exclusion=candidate.id,
        evidence=evidence,
        heading=wording.name(view),
        lead_in=_lead_in(wording.lead_ins[view.index] + " " + view.text),
        scope=_scope(wording, view),
        reach=reach,
        carve_backs=_carve_backs(text, scopes(text, "carve_back")),
        erodes=catalogue.eroded_by(candidate.id),
        severity=catalogue.exclusions[candidate.id].severity,
        confidence=candidate.confidence,
    )


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


def _carve_backs(text: str, found: Sequence[Scope]) -> tuple[str, ...]:
    return tuple(" ".join(text[scope.start : scope.end].split()) for scope in found)


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
