"""Terms that a wording itself fixes: choices such as the duty to defend, periods in days, and sublimits in an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.agreements import coverage_names
from extractors.language.amounts import Amount, find_amounts
from extractors.language.matching import Hit, longest
from extractors.language.scopes import SENTENCE_END, phrases_of
from extractors.wording import ClauseView, CueIndex, Wording
from models.catalogue import Catalogue
from models.records import Term

CONFIDENCE = 0.8
PERIODS = {"days": {"days": 1.0, "months": 30.0, "hours": 1 / 24}, "hours": {"hours": 1.0, "days": 24.0}}


def find_terms(wording: Wording, catalogue: Catalogue) -> tuple[Term, ...]:
    """Terms in the order of the catalogue, one value each; sublimits follow, one per coverage."""
    return (*_choices(wording, catalogue), *_periods(wording, catalogue), *_sublimits(wording, catalogue))


def _choices(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """Of the readings of a choice the one whose cue asks most, the earliest of these."""
    best: dict[str, tuple[int, ClauseView, Hit, str]] = {}
    for view in wording.views:
        if view.role == "notice":
            continue
        for (term, value), match in wording.matches(view, _value_cues(catalogue)).items():
            if term not in best or len(match.cue.required) > best[term][0]:
                best[term] = (len(match.cue.required), view, match.hits[0], value)
    for term in catalogue.terms:
        if term in best:
            _, view, hit, value = best[term]
            evidence = wording.cite(view, hit)
            if evidence is not None:
                yield Term(term, value, evidence, raw=evidence.quote, confidence=CONFIDENCE)


def _periods(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """Periods whose cue and amount share a sentence, the first of each term."""
    seen: set[str] = set()
    for view in wording.views:
        if view.role == "notice":
            continue
        for term, match in wording.matches(view, _period_cues(catalogue)).items():
            kind = catalogue.terms[term].kind
            stated = _amount_near(wording, view, match.hits, kind)
            evidence = wording.cite(view, match.hits[0]) if stated and term not in seen else None
            if stated and stated.value is not None and evidence is not None:
                seen.add(term)
                value = stated.value * PERIODS[kind][stated.unit]
                yield Term(term, f"{value:g}", evidence, unit=kind, raw=evidence.quote, confidence=CONFIDENCE)


def _amount_near(wording: Wording, view: ClauseView, hits: tuple[Hit, ...], kind: str) -> Amount | None:
    """The period that stands in the same sentence as a hit."""
    at = wording.doc[hits[0].start].idx - view.outline.start
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(view.text))]
    start = max(position for position in starts if position <= at)
    end = min([position for position in starts if position > at], default=len(view.text))
    found = [item.amount for item in find_amounts(view.text[start:end])]
    return next((amount for amount in found if amount.kind == "time" and amount.unit in PERIODS[kind]), None)


def _sublimits(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """Amounts that an insuring agreement puts on itself: "subject to a sublimit of ...", "not to exceed ..."."""
    names = coverage_names(catalogue)
    seen: set[str] = set()
    for view in wording.of_role("insuring_agreement", "endorsement", "condition"):
        for found in find_amounts(view.text):
            before = view.text[max(0, found.start - 60) : found.start]
            if found.amount.kind != "money" or found.amount.value is None or not phrases_of("sublimit").find(before):
                continue
            named = longest([hit for hit in view.hits if hit.phrase in names.coverages])
            coverages = {coverage for hit in named for coverage in names.coverages[hit.phrase]} - seen
            at = wording.doc.char_span(view.outline.start + found.start, view.outline.start + found.end, alignment_mode="expand")
            evidence = wording.cite(view, Hit("", at.start, at.end)) if at is not None else None
            if evidence is None or len(coverages) != 1:
                continue
            seen |= coverages
            amount = found.amount
            yield Term(
                "sublimit", f"{amount.value:g}", evidence, coverage=coverages.pop(), unit=amount.unit, basis=amount.basis,
                raw=view.text[found.start : found.end], confidence=CONFIDENCE,
            )  # fmt: skip


@cache
def _value_cues(catalogue: Catalogue) -> CueIndex[tuple[str, str]]:
    return CueIndex({(term.id, value): cues for term in catalogue.terms.values() for value, cues in term.values.items()})


@cache
def _period_cues(catalogue: Catalogue) -> CueIndex[str]:
    return CueIndex({term.id: term.cues for term in catalogue.terms.values() if term.kind in PERIODS})
