"""Terms that a wording itself fixes: choices such as the duty to defend, periods in days, and sublimits in an agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.agreements import coverage_names, grant_cues
from extractors.definitions import find_defined_choices
from extractors.hammer import find_hammer
from extractors.language.amounts import Amount, Found, find_amounts
from extractors.language.scopes import SENTENCE_END, Scope, phrases_of
from extractors.sentences import find_sentence_choices, satisfying_sentences
from extractors.subjects import find_subjects
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import parse_cue
from models.catalogue.matching import CueIndex, Hit, longest, stems_of
from models.records import Term

CONFIDENCE = 0.8
BEFORE_AMOUNT = 60  # characters in which the words of a sublimit stand
RATE = re.compile(r"\s*(?:per|a|an|each|every)\s+(?:day|hour|week|month)\b", re.IGNORECASE)  # behind a sum that is no limit of the whole
PERIODS = {"days": {"days": 1.0, "months": 30.0, "hours": 1 / 24}, "hours": {"hours": 1.0, "days": 24.0}}


def find_terms(wording: Wording, catalogue: Catalogue) -> tuple[Term, ...]:
    """Terms of the wording, one value each; sublimits follow, one per coverage."""
    return (
        *find_defined_choices(wording, catalogue),
        *_choices(wording, catalogue),
        *find_sentence_choices(wording, catalogue),
        *find_subjects(wording, catalogue),
        *find_hammer(wording, catalogue),
        *_periods(wording, catalogue),
        *_sentence_periods(wording, catalogue),
        *_sublimits(wording, catalogue),
    )


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
            if not _in_definition(wording, view, catalogue.terms[term].defined):
                continue
            kind = catalogue.terms[term].kind
            stated = _amount_near(wording, view, match.hits, kind)
            evidence = wording.cite(view, match.hits[0]) if stated and term not in seen else None
            if stated and stated.value is not None and evidence is not None:
                seen.add(term)
                value = stated.value * PERIODS[kind][stated.unit]
                yield Term(term, f"{value:g}", evidence, unit=kind, raw=evidence.quote, confidence=CONFIDENCE)


def _sentence_periods(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """Periods read within a sentence: the longest that it states ("ten days where the premium is unpaid, else sixty")."""
    for entry in catalogue.terms.values():
        if not entry.sentence or entry.kind not in PERIODS:
            continue
        for view, sentence, hit in satisfying_sentences(wording, list(map(parse_cue, entry.cues))):
            found = [item.amount for item in find_amounts(view.text[sentence.start : sentence.end])]
            units = PERIODS[entry.kind]
            values = [
                amount.value * units[amount.unit] for amount in found if amount.kind == "time" and amount.value and amount.unit in units
            ]
            evidence = wording.cite(view, hit) if values else None
            if evidence is not None:
                yield Term(entry.id, f"{max(values):g}", evidence, unit=entry.kind, raw=evidence.quote, confidence=CONFIDENCE)
                break


def _in_definition(wording: Wording, view: ClauseView, defined: tuple[str, ...]) -> bool:
    """True where a term may be read from any clause, or the clause stands in the definition of what is `defined`."""
    return not defined or stems_of(wording.defined_term_of(view)) in {stems_of(term) for term in defined}


def _amount_near(wording: Wording, view: ClauseView, hits: tuple[Hit, ...], kind: str) -> Amount | None:
    """The period that stands in the same sentence as a hit."""
    start, end = _sentence_at(view.text, wording.place(view, hits[0]))
    found = [item.amount for item in find_amounts(view.text[start:end])]
    return next((amount for amount in found if amount.kind == "time" and amount.unit in PERIODS[kind]), None)


def _sentence_at(text: str, position: int) -> tuple[int, int]:
    """Where the sentence at a position begins and ends."""
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    return max(start for start in starts if start <= position), min([start for start in starts if start > position], default=len(text))


def _sublimits(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """Amounts that an agreement puts on one coverage: "subject to a sublimit of ...", "not to exceed ..."; each once."""
    seen: set[tuple[str, float | None]] = set()
    for view in wording.of_role("insuring_agreement", "endorsement", "condition"):
        for found in find_amounts(view.text):
            capped = found.amount.value is not None and _caps(view.text[: found.start]) and not RATE.match(view.text, found.end)
            if found.amount.kind != "money" or not capped:
                continue
            coverage = _bounded(wording, catalogue, view, found)
            key = coverage, found.amount.value
            at = wording.doc.char_span(view.outline.start + found.start, view.outline.start + found.end, alignment_mode="expand")
            evidence = wording.cite(view, Hit("", at.start, at.end)) if coverage and key not in seen and at is not None else None
            if evidence is None:
                continue
            seen.add(key)
            value, raw = f"{found.amount.value:.12g}", view.text[found.start : found.end]
            yield Term("sublimit", value, evidence, "", coverage, found.amount.unit, found.amount.basis, raw, CONFIDENCE)


def _caps(before: str) -> bool:
    """True where the words before an amount say that no more is paid, and not that it is borne first."""
    text = before[-BEFORE_AMOUNT:]
    caps, retained = phrases_of("sublimit").find(text), phrases_of("retained").find(text)
    return bool(caps) and max(hit.end for hit in caps) >= max([hit.end for hit in retained], default=0)


def _bounded(wording: Wording, catalogue: Catalogue, view: ClauseView, found: Found) -> str:
    """The one coverage that the sentence of an amount grants, else whose name follows the amount, else stands before; else ""."""
    start, end = _sentence_at(view.text, found.start)
    granted = wording.matches_within(view, grant_cues(catalogue), (Scope(start, end, ""),))
    if len(granted) == 1:
        return next(iter(granted))
    names = coverage_names(catalogue)
    here = [hit for hit in view.hits if start <= wording.place(view, hit) < end and hit.phrase in names.coverages]
    after = [hit for hit in longest(here) if wording.place(view, hit) >= found.end]
    nearest = after[0] if after else next(iter(reversed(longest(here))), None)
    coverages = names.coverages[nearest.phrase] if nearest else ()
    return coverages[0] if len(coverages) == 1 else ""


@cache
def _value_cues(catalogue: Catalogue) -> CueIndex[tuple[str, str]]:
    """Choices that any clause may make."""
    terms = [term for term in catalogue.terms.values() if not (term.defined or term.carved or term.sentence)]
    return CueIndex({(term.id, value): cues for term in terms for value, cues in term.values.items()})


@cache
def _period_cues(catalogue: Catalogue) -> CueIndex[str]:
    return CueIndex({term.id: term.cues for term in catalogue.terms.values() if term.kind in PERIODS and not term.sentence})
