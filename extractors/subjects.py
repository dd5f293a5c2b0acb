"""Matters that a wording protects in one place and excludes in another -> yes, no, or unclear where it does both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.definitions import BOTH_WAYS, satisfying
from extractors.language.passages import LEFT_OUT, Passage, passages
from extractors.language.scopes import phrases_of
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.records import Role, Term

CONFIDENCE = 0.75
COVERING: tuple[Role, ...] = ("insuring_agreement", "definition", "endorsement")  # elsewhere a matter may be spoken of as a duty


def find_subjects(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """One answer for each term whose subject the wording speaks of."""
    for term, cues in _subjects(catalogue).items():
        answers: dict[str, Term] = {}
        for view in wording.holding(phrase for cue in cues for phrase in cue.wanted):
            for answer in _answers(wording, view, term, cues):
                answers.setdefault(answer.value, answer)
        if answers:
            first = next(iter(answers.values()))
            yield first if len(answers) == 1 else Term(term, BOTH_WAYS, first.evidence, raw=first.raw, confidence=CONFIDENCE)


def _answers(wording: Wording, view: ClauseView, term: str, cues: tuple[Cue, ...]) -> Iterator[Term]:
    excludes = view.role == "exclusion" or wording.takes_away(view)
    for passage in passages(view.text, excludes and not wording.gives_back(view)):
        value = _value(wording, view, passage, excludes)
        hits = [hit for cue in cues if value and (hit := satisfying(wording, view, passage, cue)) is not None]
        evidence = wording.cite(view, hits[0]) if hits else None
        if evidence is not None:
            yield Term(term, value, evidence, raw=evidence.quote, confidence=CONFIDENCE)


def _value(wording: Wording, view: ClauseView, passage: Passage, excludes: bool) -> str:
    """What a passage says of the matter in it, "" where it says neither."""
    if passage.kind == LEFT_OUT:
        return "no"
    if phrases_of("restricting").find(view.text[passage.start : passage.end]):
        return BOTH_WAYS
    return "yes" if excludes or wording.gives_back(view) or view.role in COVERING else ""


@cache
def _subjects(catalogue: Catalogue) -> dict[str, tuple[Cue, ...]]:
    return {term.id: tuple(map(parse_cue, term.subject)) for term in catalogue.terms.values() if term.subject}
