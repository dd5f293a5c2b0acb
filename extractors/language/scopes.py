"""Scopes within a clause: what a carve-back gives back, what a proviso takes away. One small engine over the words of scopes.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

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


def said(text: str, name: str) -> Sequence[Hit]:
    """The hits of one list of scopes.toml in a clause."""
    return _said(text).get(name, ())


@lru_cache(maxsize=10_000)
def _said(text: str) -> dict[str, list[Hit]]:
    """The hits of all lists that clauses are asked for again and again, looked for together; in the manner of `Phrases.find`."""
    phrases, lists = _lists()
    found: dict[str, list[Hit]] = {}
    for hit in phrases.find(text):
        for name in lists[hit.phrase]:
            found.setdefault(name, []).append(hit)
    return found


@cache
def _lists() -> tuple[Phrases, dict[str, list[str]]]:
    """The phrases of these lists, and in which of them each stands."""
    data = scope_data()
    asked = {name: data[name] for name in ("carve_back", "no_carve_back", "sparing", "taking", "covered_elsewhere")}
    asked |= {_end_of(kind): phrases for kind, phrases in data["ends"].items()}
    lists: dict[str, list[str]] = {}
    for name, phrases in asked.items():
        for phrase in phrases:
            lists.setdefault(phrase, []).append(name)
    return Phrases(lists), lists


def _end_of(kind: str) -> str:
    return f"end of {kind}"


def _openers(text: str, kind: ScopeKind) -> list[Hit]:
    if kind != "carve_back":
        return longest(said(text, kind))
    deceptive = said(text, "no_carve_back")
    hits = longest([*said(text, kind), *deceptive])
    return [hit for hit in hits if hit not in deceptive and not _is_of_a_part(text, hit)]


def _is_of_a_part(text: str, hit: Hit) -> bool:
    """True for "Coverage Part B does not apply to ...": it is a part of the cover, named by its number, that does not apply."""
    if not hit.phrase.endswith("not apply"):
        return False
    at = tokens_of(text)[hit.start].idx
    return PART.search(text[max(0, at - PART_WITHIN) : at]) is not None


@lru_cache(maxsize=10_000)
def scopes(text: str, kind: ScopeKind) -> tuple[Scope, ...]:
    """The scopes of one kind in a clause's text, not overlapping, in text order; a scope ends with its sentence at the latest."""
    openers = _openers(text, kind)
    if not openers:
        return ()
    doc = tokens_of(text)
    ends = [doc[hit.start].idx for hit in said(text, _end_of(kind))]
    found: list[Scope] = []
    for hit in openers:
        start, opened = doc[hit.start].idx, doc[hit.end - 1].idx
        if found and start < found[-1].end:
            continue
        match = SENTENCE_END.search(text, opened)
        found.append(Scope(start, min([match.end() if match else len(text), *(end for end in ends if end > opened)]), hit.phrase))
    return tuple(found)


def inside(position: int, found: Sequence[Scope]) -> bool:
    """True where a character position lies in one of the scopes."""
    return any(scope.start <= position < scope.end for scope in found)
