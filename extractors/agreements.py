"""Insuring agreements, and definitions of what they pay, -> the coverages they grant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extractors.candidates import Candidate, surest
from extractors.granting import Chances, granting_chances
from extractors.language.addresses import addresses, after_address
from extractors.language.scopes import phrases_of, scopes
from extractors.reach import numbers_of
from extractors.undefined import pays_only, used_in
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import CueIndex, Phrases, longest, satisfied, tokens_of
from models.records import Evidence, Grant

BY_HEADING, BY_BARE_HEADING, BY_WORDING, BY_ITEM, BY_NAME_IN_TEXT = 0.95, 0.9, 0.85, 0.87, 0.75  # how sure each way of finding a grant is
BY_MORE_WORDS = 0.001  # more for each thing that a cue asks for
BY_DEFINITION = 0.1  # less, where a definition grants it
UNDER_OTHER_NAME = 0.12  # less, where the agreement bears the name of another coverage
SURE_ALONE = 0.6  # probability from which the classifier alone is believed that something is granted
UNLIKELY = 0.1  # below it the classifier speaks against what words in passing seem to grant
SURE_UNDER_OTHER_NAME = 0.8  # the same, where the agreement bears the name of another coverage
BY_CLASSIFIER = 0.7  # times its probability: below every other way
ITEM_WORDS = 16  # a list item of at most so many words names a coverage as a heading would


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of coverages, and which coverages bear them."""

    phrases: Phrases
    coverages: Mapping[str, tuple[str, ...]]


def find_grants(wording: Wording, catalogue: Catalogue) -> tuple[Grant, ...]:
    """One grant per coverage that the document grants, the surest and earliest passage; in the order of the catalogue."""
    best = surest(_candidates(wording, catalogue))
    grants = (_grant(wording, catalogue, best[coverage]) for coverage in catalogue.coverages if coverage in best)
    return tuple(grant for grant in grants if grant is not None)


def _candidates(wording: Wording, catalogue: Catalogue) -> Iterator[Candidate]:
    reachable = wording.reachable_terms()
    chances = granting_chances(wording, catalogue)
    for view in wording.views:
        defined = wording.defined_term_of(view) if view.role == "definition" else ""
        if not (view.role == "insuring_agreement" or defined in reachable) or wording.takes_away(view):
            continue
        meant, not_meant = _senses(wording, catalogue, view)
        yield from (Candidate(coverage, BY_HEADING, view) for coverage in meant)
        if not defined:
            yield from (found for found in _named(wording, catalogue, view, chances) if found.id not in not_meant)
        yield from (found for found in _worded(wording, catalogue, view, chances, defined) if found.id not in not_meant)


def _worded(wording: Wording, catalogue: Catalogue, view: ClauseView, chances: Chances, defined: str) -> Iterator[Candidate]:
    """Coverages that the wording of an agreement or definition grants, by a cue or for the classifier."""
    less = BY_DEFINITION if defined else 0.0
    addressed = after_address(view.text)  # what tells a reader or program what to think grants nothing
    left_out = (*scopes(view.text, "taking"), *addressed)
    named = _headed(wording, catalogue, view)
    for coverage, match in wording.matches(view, grant_cues(catalogue), left_out).items():
        if chances[view.index][coverage] < UNLIKELY:
            continue
        more = BY_MORE_WORDS * len(match.cue.required)
        other = UNDER_OTHER_NAME if named and coverage not in named else 0.0
        yield Candidate(coverage, BY_WORDING + more - less - other, view, match.hits[0])
    for coverage in () if addressed else catalogue.coverages:
        least = SURE_UNDER_OTHER_NAME if named and coverage not in named else SURE_ALONE
        if (chance := chances[view.index][coverage]) >= least:
            yield Candidate(coverage, BY_CLASSIFIER * chance, view)


def _senses(wording: Wording, catalogue: Catalogue, view: ClauseView) -> tuple[set[str], set[str]]:
    """Where the heading of an agreement is a name of several senses: the coverages that its wording means by it, and those it does not."""
    hits = longest(_sense_names(catalogue).find(wording.nearest_heading(view))) if view.role == "insuring_agreement" else []
    own = longest(coverage_names(catalogue).phrases.find(wording.nearest_heading(view))) if hits else []
    if any(hit.end - hit.start > hits[0].end - hits[0].start for hit in own):
        return set(), set()  # a longer name, which says what it means
    bearers = {coverage.id: coverage.sense for coverage in catalogue.coverages.values() if coverage.sense and hits}
    text = wording.block_text(view)
    meant = {
        id_
        for id_, sense in bearers.items()
        if hits[0].phrase in sense.names
        and any(satisfied(cue, {hit.phrase for hit in phrases.find(text)}) for cue, phrases in _compiled(sense.cues))
    }
    return meant, set(bearers) - meant if meant else set()


def _headed(wording: Wording, catalogue: Catalogue, view: ClauseView) -> set[str]:
    """The coverages that the nearest heading of an agreement names."""
    names = coverage_names(catalogue)
    hits = longest(names.phrases.find(wording.nearest_heading(view))) if view.role == "insuring_agreement" else []
    return {coverage for hit in hits for coverage in names.coverages[hit.phrase]}


def _named(wording: Wording, catalogue: Catalogue, view: ClauseView, chances: Chances) -> Iterator[Candidate]:
    """Coverages whose names stand in an agreement's heading, in a short item of its list, or in what it says it pays."""
    names = coverage_names(catalogue)
    for hit in () if addresses(view.outline.heading) else longest(names.phrases.find(view.outline.heading)):
        for coverage in names.coverages[hit.phrase]:
            yield Candidate(coverage, BY_BARE_HEADING if view.is_bare else BY_HEADING, view)
    words = len(view.text.split())
    if not wording.pays(view) and words > ITEM_WORDS:
        return
    left_out = (*scopes(view.text, "taking"), *after_address(view.text))
    own = [hit for hit in view.hits if hit.phrase in names.coverages]
    for hit in longest(own):
        at = wording.place(view, hit)
        if len(hit.phrase.split()) < 2 and words > ITEM_WORDS:
            continue
        if any(scope.start <= at < scope.end for scope in left_out):
            continue
        for coverage in names.coverages[hit.phrase]:
            if chances[view.index][coverage] >= UNLIKELY:
                yield Candidate(coverage, BY_ITEM if words <= ITEM_WORDS else BY_NAME_IN_TEXT, view, hit)


def _grant(wording: Wording, catalogue: Catalogue, candidate: Candidate) -> Grant | None:
    view = candidate.view
    evidence: Evidence | None = wording.cite(view, candidate.hit) or wording.cite(view)
    if evidence is None:
        return None
    text = wording.block_text(view)
    return Grant(
        coverage=candidate.id,
        evidence=evidence,
        heading=wording.name(view),
        numbers=numbers_of(wording, view),
        facets=_facets(catalogue, candidate.id, text),
        conditions=_provisos(text),
        service_only=catalogue.coverages[candidate.id].group == "services" and not _is_paid(wording, view),
        confidence=round(candidate.confidence, 3),
        undefined=used_in(text, wording.undefined),
        hollow=pays_only(text, wording.undefined),
    )


def _is_paid(wording: Wording, view: ClauseView) -> bool:
    """False where an agreement only offers help. What a definition lists is paid by the agreement that uses it."""
    return view.role == "definition" or wording.pays(view)


def _facets(catalogue: Catalogue, coverage: str, text: str) -> tuple[str, ...]:
    return tuple(facet for owner, _, facet in (named.partition(".") for named in facets_named(catalogue, text)) if owner == coverage)


def facets_named(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """The facets of coverages that a text speaks of, such as "pci_assessments.fines"; in the order of the catalogue."""
    found = _facet_phrases(catalogue).present(text)
    return tuple(
        f"{coverage.id}.{facet}"
        for coverage in catalogue.coverages.values()
        for facet, cues in coverage.facets.items()
        if any(satisfied(parse_cue(cue), found) for cue in cues)
    )


def _provisos(text: str) -> tuple[str, ...]:
    """The "provided that" and "subject to" passages of an agreement, verbatim but for line ends."""
    found = []
    for hit in phrases_of("proviso").find(text):
        start = tokens_of(text)[hit.start].idx
        end = text.find(". ", start)
        found.append(" ".join(text[start : end if end > 0 else len(text)].split()))
    return tuple(dict.fromkeys(found))


@cache
def coverage_names(catalogue: Catalogue) -> _Names:
    """The aliases of all coverages; one alias may name several."""
    by_name: dict[str, list[str]] = {}
    for coverage in catalogue.coverages.values():
        for alias in coverage.aliases:
            by_name.setdefault(alias, []).append(coverage.id)
    return _Names(Phrases(by_name), {name: tuple(ids) for name, ids in by_name.items()})


@cache
def grant_cues(catalogue: Catalogue) -> CueIndex[str]:
    return CueIndex({coverage.id: coverage.grants for coverage in catalogue.coverages.values()})


@cache
def _facet_phrases(catalogue: Catalogue) -> Phrases:
    return Phrases(
        phrase
        for coverage in catalogue.coverages.values()
        for cues in coverage.facets.values()
        for cue in cues
        for phrase in parse_cue(cue).phrases
    )


@cache
def _sense_names(catalogue: Catalogue) -> Phrases:
    return Phrases(name for coverage in catalogue.coverages.values() if coverage.sense for name in coverage.sense.names)


@cache
def _compiled(cues: tuple[str, ...]) -> tuple[tuple[Cue, Phrases], ...]:
    return tuple((parse_cue(cue), Phrases(parse_cue(cue).phrases)) for cue in cues)
