"""What a wording says it does not pay -> the coverages it denies, whatever exclusion of the market that is.

Only a coverage that nothing grants is judged by it (models.erosion): what cuts a granted one are the exclusions of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.agreements import coverage_names
from extractors.candidates import Candidate, surest
from extractors.language.addresses import after_address
from extractors.language.scopes import SENTENCE_END, Scope, inside, said, scopes
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.matching import CueIndex, tokens_of
from models.records import Denial

BY_NAME, BY_CUE = 0.75, 0.7  # how sure each way of finding a denial is
BY_MORE_WORDS = 0.001  # more for each thing that a cue asks for
MIN_NAME_WORDS = 2  # single words, such as "media", stand in exclusions of other things too


def find_denials(wording: Wording, catalogue: Catalogue) -> tuple[Denial, ...]:
    """One denial per coverage, the surest and earliest passage; in the order of the catalogue."""
    best = surest(_candidates(wording, catalogue))
    denials = (_denial(wording, best[coverage]) for coverage in catalogue.coverages if coverage in best)
    return tuple(denial for denial in denials if denial is not None)


def _candidates(wording: Wording, catalogue: Catalogue) -> Iterator[Candidate]:
    names = coverage_names(catalogue)
    for view in wording.views:
        if view.role == "notice" or wording.gives_back(view) or view.is_bare:
            continue
        addressed = after_address(view.text)
        for passage in _denying(wording, view):
            if inside(passage.start, addressed):
                continue
            for coverage, match in wording.matches_within(view, _denial_cues(catalogue), (passage,)).items():
                yield Candidate(coverage, BY_CUE + BY_MORE_WORDS * len(match.cue.required), view, match.hits[0])
            for hit in view.hits_between(passage.start, passage.end):
                if hit.end - hit.start >= MIN_NAME_WORDS:
                    for coverage in names.coverages.get(hit.phrase, ()):
                        yield Candidate(coverage, BY_NAME, view, hit)


def _denying(wording: Wording, view: ClauseView) -> Iterator[Scope]:
    """The sentences of an exclusion, elsewhere what is said not to be paid; each as far as nothing is given back or named as covered."""
    given_back = scopes(view.text, "carve_back")
    elsewhere = said(view.text, "covered_elsewhere")
    ends = [scope.start for scope in given_back] + [tokens_of(view.text)[hit.start].idx for hit in elsewhere]
    for passage in _said(wording, view):
        # "This exclusion shall not apply to ..." gives back, though it says "not apply to".
        until = min([end for end in ends if passage.start <= end < passage.end], default=passage.end)
        if passage.start < until and not inside(passage.start, given_back):
            yield Scope(passage.start, until, passage.opener)


def _said(wording: Wording, view: ClauseView) -> Iterator[Scope]:
    if view.role != "exclusion" and not wording.takes_away(view):
        yield from scopes(view.text, "taking")
        return
    ends = [match.end() for match in SENTENCE_END.finditer(view.text)]
    for start, end in zip([0, *ends], [*ends, len(view.text)], strict=True):
        yield Scope(start, end, "")


def _denial(wording: Wording, candidate: Candidate) -> Denial | None:
    evidence = wording.cite(candidate.view, candidate.hit) or wording.cite(candidate.view)
    if evidence is None:
        return None
    return Denial(candidate.id, evidence, heading=wording.name(candidate.view), confidence=round(candidate.confidence, 3))


@cache
def _denial_cues(catalogue: Catalogue) -> CueIndex[str]:
    return CueIndex({coverage.id: coverage.denials for coverage in catalogue.coverages.values()})
