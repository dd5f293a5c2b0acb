"""Choices and periods that a wording makes within a sentence, or two that follow each other, wherever they stand in a long clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.definitions import satisfying
from extractors.language.passages import Passage, sentences
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import Hit
from models.records import Term

CONFIDENCE = 0.75


def find_sentence_choices(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """For each term so read the first value, in the catalogue's order, that a sentence states."""
    for entry in catalogue.terms.values():
        if not entry.sentence or entry.defined:
            continue
        for value, cues in entry.values.items():
            found = next(satisfying_sentences(wording, list(map(parse_cue, cues))), None)
            evidence = wording.cite(found[0], found[2]) if found else None
            if evidence is not None:
                yield Term(entry.id, value, evidence, raw=evidence.quote, confidence=CONFIDENCE)
                break


def satisfying_sentences(wording: Wording, cues: Sequence[Cue]) -> Iterator[tuple[ClauseView, Passage, Hit]]:
    """Sentences that satisfy a cue, those that need no other before those that go on from the sentence before."""
    views = wording.holding(phrase for cue in cues for phrase in cue.wanted)
    for joined in (False, True):
        for view in views:
            for sentence in _sentences(view, joined):
                hit = next((hit for cue in cues if (hit := satisfying(wording, view, sentence, cue)) is not None), None)
                if hit is not None:
                    yield view, sentence, hit


def _sentences(view: ClauseView, joined: bool) -> Sequence[Passage]:
    alone = sentences(view.text)
    if not joined:
        return alone
    return [replace(second, opened=first.start) for first, second in pairwise(alone)]
