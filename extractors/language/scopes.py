"""Scopes within a clause: what a carve-back gives back, what a proviso takes away. One small engine over the words of scopes.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from spacy.tokens import Doc

from models.catalogue.matching import Hit, Phrases, longest, tokens_of

ScopeKind = Literal["carve_back", "sparing", "taking"]
SENTENCE_END = re.compile(r"[.;](?=\s+[\u201c\"(]?[A-Z(]|\s*$)|;(?=\s)")
PART = re.compile(r"^(?!.*xclusion).*\b(?i:coverage|part|module|section|agreement|clause)\s+[A-Z0-9](?:[\w.-]{0,5}\w)?\s$", re.DOTALL)
PART_WITHIN = 40  # characters before "does not apply" in which it is said what does not


@dataclass(frozen=True, slots=True)
class Scope:
    """A range of characters that a phrase opens, from the phrase to the end of its reach."""

    start: int
    end: int
    opener: str


@cache
def scope_data() -> dict[str, Any]:
    """The words of scopes.toml."""
    return tomllib.loads(files("extractors.language").joinpath("scopes.toml").read_text(encoding="utf-8"))


@cache
def phrases_of(name: str) -> Phrases:
    """One list of scopes.toml, ready to be looked for."""
    return Phrases(scope_data()[name])


@cache
def _closers(kind: ScopeKind) -> Phrases:
    return Phrases(scope_data()["ends"][kind])


def _openers(doc: Doc, kind: ScopeKind) -> list[Hit]:
    opening = phrases_of(kind)
    if kind != "carve_back":
        return longest(opening.find(doc))
    deceptive = phrases_of("no_carve_back")
    hits = longest([*opening.find(doc), *deceptive.find(doc)])
    return [hit for hit in hits if hit.phrase not in deceptive.spelt and not _is_of_a_part(doc, hit)]


def _is_of_a_part(doc: Doc, hit: Hit) -> bool:
    """True for "Coverage Part B does not apply to ...": it is a part of the cover, named by its number, that does not apply."""
    before = doc.text[max(0, doc[hit.start].idx - PART_WITHIN) : doc[hit.start].idx] if hit.phrase.endswith("not apply") else ""
    return PART.search(before) is not None


@lru_cache(maxsize=10_000)
def scopes(text: str, kind: ScopeKind) -> tuple[Scope, ...]:
    """The scopes of one kind in a clause's text, not overlapping, in text order; a scope ends with its sentence at the latest."""
    doc = tokens_of(text)
    ends = [doc[hit.start].idx for hit in _closers(kind).find(doc)]
    found: list[Scope] = []
    for hit in _openers(doc, kind):
        start, opened = doc[hit.start].idx, doc[hit.end - 1].idx
        if found and start < found[-1].end:
            continue
        match = SENTENCE_END.search(text, opened)
        found.append(Scope(start, min([match.end() if match else len(text), *(end for end in ends if end > opened)]), hit.phrase))
    return tuple(found)


def inside(position: int, found: Sequence[Scope]) -> bool:
    """True where a character position lies in one of the scopes."""
    return any(scope.start <= position < scope.end for scope in found)
