"""Passages that may grant or take away something of the catalogue, and which of them is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.wording import ClauseView, CueMatch
from models.catalogue.matching import Hit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage for one catalogue id. `hit` is the phrase that gave it away, None where the clause did; `match` the cue."""

    id: str
    confidence: float
    view: ClauseView
    hit: Hit | None = None
    match: CueMatch | None = None


def surest(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    """For each id the surest candidate, the earliest of equals."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.id not in best or candidate.confidence > best[candidate.id].confidence:
            best[candidate.id] = candidate
    return best
