"""Which rows the gap table has beside coverages and exclusions, and how a term is tested: read from gaps.toml, validated on load."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from models.catalogue import Catalogue
from models.errors import CatalogueError

TermStatus = Literal["favourable", "adverse", "stated"]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TermTest(Strict):
    """What a broker asks of a term. Values are compared without regard to case; figures against `at_least` and `at_most`.

    `group` is the group of rows in which it stands; `named` where each value is told with its term's name.
    """

    id: str
    name: str
    terms: tuple[str, ...]
    recommended: str
    favourable: tuple[str, ...] = ()
    adverse: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    group: str = "conditions"
    named: bool = False

    def status(self, value: str) -> TermStatus:
        """How the stated `value` answers the test; "stated" where only reading it can tell."""
        if value.casefold() in self.favourable:
            return "favourable"
        if value.casefold() in self.adverse:
            return "adverse"
        try:
            figure = float(value)
        except ValueError:
            return "stated"
        if self.at_least is not None:
            return "favourable" if figure >= self.at_least else "adverse"
        if self.at_most is not None:
            return "favourable" if figure <= self.at_most else "adverse"
        return "stated"


class Layout(Strict):
    """`groups` maps each group of rows to its title, in the table's order; `program`, `conditions` and `price` are term ids."""

    benchmark_unit: str
    groups: dict[str, str]
    program: tuple[str, ...]
    conditions: tuple[str, ...]
    price: tuple[str, ...]
    test: tuple[TermTest, ...]


@cache
def load_layout() -> Layout:
    """Raises CatalogueError where gaps.toml breaks its rules."""
    try:
        return Layout.model_validate(tomllib.loads(files("models").joinpath("gaps.toml").read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogueError(f"gaps.toml: {error}") from error


def check_layout(layout: Layout, catalogue: Catalogue) -> None:
    """Raises CatalogueError where the layout names a term that the catalogue does not have."""
    named = {*layout.program, *layout.conditions, *layout.price, *(term for test in layout.test for term in test.terms)}
    strangers = named - set(catalogue.terms)
    if strangers:
        raise CatalogueError(f"gaps.toml names terms that terms.toml does not have: {', '.join(sorted(strangers))}")
