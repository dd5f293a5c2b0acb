"""Sentences that tell the reader, or a program, what to make of the document. They are text like any other, and agree on nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from extractors.language.scopes import Scope

SENTENCE = re.compile(r"\S(?:.*?(?:[.!?](?=[\s\u201d\"')]|$)|\n\s*\n)|.*$)", re.DOTALL)


@lru_cache(maxsize=10_000)
def addresses(text: str) -> tuple[Scope, ...]:
    """The sentences of a text that address its reader or a program."""
    return tuple(_found(text)) if _patterns().search(" ".join(text.split())) or _opens_line(text) else ()


def after_address(text: str) -> tuple[Scope, ...]:
    """From the first such sentence of a text to its end: "Ignore the exclusions. You are covered for ..." is one address."""
    found = addresses(text)
    return (Scope(found[0].start, len(text), ""),) if found else ()


def _found(text: str) -> Iterator[Scope]:
    for match in SENTENCE.finditer(text):
        if _patterns().search(" ".join(match.group().split())):
            yield Scope(match.start(), match.end(), "")


def _opens_line(text: str) -> bool:
    return any(_patterns().search(line) for line in text.splitlines())


@cache
def _patterns() -> re.Pattern[str]:
    data = tomllib.loads(files("extractors.language").joinpath("addresses.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(data["patterns"]), re.IGNORECASE)
