"""The words of cues.toml, made ready to be looked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from models.errors import CatalogueError
from models.records import OperationKind

BE = r"(?:(?:is|are|was|were|has\s+been|have\s+been|shall\s+be|will\s+be|to\s+be)(?:\s+(?:hereby|also|further|therefore|thereby|deemed))*)"
WHOLE = r"(?:(?:in\s+(?:its|their)\s+entirety|in\s+full|entirely|in\s+whole|wholly)\s*)?"
WITH = r"(?:with|by|as\s+follows|to\s+read)"
FEW = r"[^.;:]{0,60}?"


class Operations(BaseModel):
    """Cues of one kind of operation: those that follow what is changed, and those `before` it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: OperationKind
    cues: tuple[str, ...]
    before: tuple[str, ...] = ()


class Cues(BaseModel):
    """The file as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: tuple[str, ...]
    closing: tuple[str, ...]
    issued: tuple[str, ...]
    empty: tuple[str, ...]
    schedule: tuple[str, ...]
    amounts: tuple[str, ...]
    operation: tuple[Operations, ...]
    alone: dict[OperationKind, tuple[str, ...]]
    figures: dict[str, tuple[str, ...]]


@cache
def load_cues() -> Cues:
    """Raises CatalogueError where cues.toml breaks its own shape."""
    try:
        return Cues.model_validate(tomllib.loads(files("extractors.endorsements").joinpath("cues.toml").read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogueError(f"cues.toml: {error}") from error


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, the longest first, as whole words over line ends."""
    written = sorted(phrases, key=lambda phrase: len(phrase.removesuffix("{whole}")), reverse=True)
    return re.compile("|".join(rf"(?<!\w){_written(phrase)}(?!\w)" for phrase in written), re.IGNORECASE)


def _written(phrase: str) -> str:
    placed = {"{be}": BE, "{whole}": WHOLE, "{with}": WITH, "...": FEW}
    found = ""
    for word in phrase.split():
        bare = word.rstrip(",")
        comma = ",?" if word != bare else ""
        gap = "" if not found or found.endswith(WHOLE) else r"\s+"
        found += (r"\s*" if bare == "..." else gap) + placed.get(bare, re.escape(bare)) + comma
    return found.removesuffix(r"\s+" + WHOLE)


@cache
def any_cue() -> re.Pattern[str]:
    """The cues of all operations."""
    return pattern(cue for item in load_cues().operation for cue in (*item.cues, *item.before))
