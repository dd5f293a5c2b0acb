"""The small language in which the catalogue says what to look for.

    "technology services|professional services & pay|indemnify & !exclusion"

`&` joins what must stand together in one clause, `|` separates ways of saying it, `!` marks what must not stand there.
Phrases are compared by word stems, so "fail to maintain" also finds "failed to maintain"; case, hyphens and dashes do not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True)
class Cue:
    """`required`: each group needs at least one of its phrases; `forbidden`: none of these may stand in the clause."""

    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...] = ()

    @cached_property
    def wanted(self) -> frozenset[str]:
        """All that the groups ask for."""
        return frozenset(phrase for group in self.required for phrase in group)

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(phrase for group in self.required for phrase in group) + self.forbidden


@cache
def parse_cue(text: str) -> Cue:
    """Read one cue. Raises ValueError where it names nothing to look for or has an empty phrase."""
    required: list[tuple[str, ...]] = []
    forbidden: list[str] = []
    for part in text.split("&"):
        part = part.strip()
        phrases = tuple(phrase.strip() for phrase in part.removeprefix("!").split("|"))
        if not all(phrases):
            raise ValueError(f"empty phrase in cue {text!r}")
        if part.startswith("!"):
            forbidden.extend(phrases)
        else:
            required.append(phrases)
    if not required:
        raise ValueError(f"cue {text!r} names nothing that must stand there")
    return Cue(tuple(required), tuple(forbidden))
