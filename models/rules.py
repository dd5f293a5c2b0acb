"""The rules of judgement (judgement.toml): which exclusion takes away what, what counts as a condition, what is worse than what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from models.catalogue import Catalogue
from models.errors import CatalogueError
from models.records import CoverageStatus, Taking


class Outright(BaseModel):
    """An exclusion whose subject is the coverage itself; the keys are explained in judgement.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exclusion: str
    coverages: tuple[str, ...]
    names: tuple[str, ...] = ()
    restored_by: tuple[str, ...] = ()
    beside_grant: Literal["excluded", "unclear", "partial"] = "excluded"
    carve_back_grants: bool = False


class Rules(BaseModel):
    """The judgement policy as data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: tuple[CoverageStatus, ...]
    aggregate_terms: tuple[str, ...]
    count_units: tuple[str, ...]
    exceptions: tuple[str, ...]
    weighty_conditions: tuple[str, ...]
    conditional: tuple[str, ...]
    usual: tuple[str, ...]
    sure_enough: float
    exclusion_headings: tuple[str, ...]
    sure_grant: float
    undefined: float
    paying: tuple[str, ...]
    agreement_references: tuple[str, ...]
    lifting: tuple[str, ...]
    parents: dict[str, str]
    facets: dict[str, str]
    outright: tuple[Outright, ...]

    @field_validator("order")
    @classmethod
    def _complete(cls, order: tuple[CoverageStatus, ...]) -> tuple[CoverageStatus, ...]:
        if sorted(order) != sorted(get_args(CoverageStatus)):
            raise ValueError("order must name each status of a coverage once")
        return order

    def worst(self, statuses: Iterable[CoverageStatus]) -> CoverageStatus:
        return max(statuses, key=self.order.index)

    def is_sure(self, taking: Taking) -> bool:
        """Whether it was found surely enough to take a granted coverage away."""
        return taking.confidence >= self.sure_enough or says(taking.heading, self.exclusion_headings)

    def outright_for(self, taking: Taking, coverage: str) -> Outright | None:
        """The rule by which this exclusion is about this very coverage, if it is."""
        said = f"{taking.heading} {taking.lead_in} {taking.evidence.quote}"
        for rule in self.outright:
            if rule.exclusion == taking.exclusion and coverage in rule.coverages and (not rule.names or says(said, rule.names)):
                return rule
        return None


def says(text: str, phrases: Iterable[str]) -> bool:
    """True where one of the phrases stands in the text as whole words."""
    whole = folded(text)
    return any(folded_phrase(phrase) in whole for phrase in phrases if phrase.strip())


def folded(text: str) -> str:
    """Words alone, in lower case, with a space before, between and after them."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


folded_phrase = cache(folded)


@cache
def load_rules() -> Rules:
    """Read judgement.toml. Raises CatalogueError where it breaks its own shape."""
    try:
        return Rules.model_validate(tomllib.loads(files("models").joinpath("judgement.toml").read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogueError(f"judgement.toml: {error}") from error


def check_rules(rules: Rules, catalogue: Catalogue) -> None:
    """Raises CatalogueError where a rule names a coverage or exclusion that the catalogue does not have."""
    coverages = {*rules.parents, *rules.parents.values(), *(coverage for rule in rules.outright for coverage in rule.coverages)}
    exclusions = {*rules.conditional, *rules.usual, *(rule.exclusion for rule in rules.outright)}
    facets = {facet for coverage in catalogue.coverages.values() for facet in coverage.facets}
    if unnamed := sorted(facets - set(rules.facets)):
        raise CatalogueError(f"judgement.toml has no name for these facets of the catalogue: {', '.join(unnamed)}")
    strangers = sorted(coverages - set(catalogue.coverages)) + sorted(exclusions - set(catalogue.exclusions))
    if strangers:
        raise CatalogueError(f"judgement.toml names what the catalogue does not have: {', '.join(strangers)}")
