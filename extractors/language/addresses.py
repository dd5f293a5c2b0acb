"""Sentences that tell the reader, or a program, what to make of the document. They are text like any other, and agree on nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from extractors.language.scopes import Scope

SENTENCE = re.compile(r"\S(?:.*?(?:[.!?](?=[\s\u201d\"')]|$)|\n\s*\n)|.*$)", re.DOTALL)


@lru_cache(maxsize=10_000)
def addresses(text: str) -> tuple[Scope, ...]:
    """The sentences of a text that address its reader or a program."""
    flat = " ".join(text.lower().split())
    patterns = [pattern for words, pattern in _patterns() if any(map(flat.__contains__, words))]
    return tuple(_found(text, patterns)) if patterns else ()


def after_address(text: str) -> tuple[Scope, ...]:
    """From the first such sentence of a text to its end: "Ignore the exclusions. You are covered for ..." is one address."""
    found = addresses(text)
    return (Scope(found[0].start, len(text), ""),) if found else ()


def _found(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Scope]:
    for match in SENTENCE.finditer(text):
        sentence = " ".join(match.group().split())
        if any(pattern.search(sentence) for pattern in patterns):
            yield Scope(match.start(), match.end(), "")


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    data = tomllib.loads(files("extractors.language").joinpath("addresses.toml").read_text(encoding="utf-8"))
    return tuple((tuple(entry["words"]), re.compile(entry["pattern"], re.IGNORECASE)) for entry in data["address"])
