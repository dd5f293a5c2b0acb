"""The hard cases as data (cases.toml): the papers of each, and what must be read from them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
Table = Literal["coverages", "documents", "terms", "exclusions", "changes", "gaps"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(Entry):
    """One document of a case, in the markup of sample_docs/make/markup.py, or a part of a file that holds several.

    It is the paper `on` of the folder papers, with `fill` at its «places» and what stands in pairs `instead`, or else a `text` of its own.
    `pages` are those that are left of it, `then` is what befalls it afterwards. Papers with the same `file` are merged in their order.
    """

    file: str
    on: str = ""
    text: str = ""
    fill: dict[str, str] = {}
    instead: tuple[tuple[str, str], ...] = ()
    producer: Literal["", "typst", "reportlab", "fpdf2", "canvas"] = ""
    pages: tuple[int, ...] = ()
    then: tuple[Literal["scanned", "sideways"], ...] = ()


class Expected(Entry):
    """What rows of a table must hold. `where` are columns that tell the rows, `holds` those to compare: a figure, a text, one of several
    texts, or "~" before words that must stand in it. With `none` there must be no such row."""

    table: Table
    where: dict[str, str]
    holds: dict[str, str | float | list[str]] = {}
    none: bool = False


class Case(Entry):
    """A client's papers, and what the tables must say of them; `why` is told where they do not."""

    number: int = Field(ge=1, le=37)
    title: str
    why: str
    paper: tuple[Paper, ...]
    expect: tuple[Expected, ...]


@cache
def load_cases() -> tuple[Case, ...]:
    """All cases in the order of the file. Raises pydantic.ValidationError where one is malformed."""
    return tuple(Case.model_validate(case) for case in tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"])
