"""What an exclusion leaves of the facets of a coverage: restored, restored on a condition, or gone."""

from __future__ import annotations

from collections.abc import Iterable

from models.records import CarveBack, FacetEffect, Taking


def named_facets(taking: Taking) -> tuple[str, ...]:
    """The facets ("pci_assessments.fines") of which an exclusion or its carve-backs speak."""
    restored = [name for carve_back in taking.carve_backs for name in carve_back.restores if "." in name]
    return tuple(dict.fromkeys([*taking.facets, *restored]))


def facet_effects(taking: Taking, facets: Iterable[str]) -> dict[str, FacetEffect]:
    """What an exclusion leaves of each of the facets that it takes: one that no carve-back reaches is gone."""
    return {facet: _effect(facet, taking.carve_backs) for facet in facets}


def taken_facets(taking: Taking, coverage: str, facets: Iterable[str]) -> tuple[str, ...]:
    """Of a coverage's facets those that an exclusion takes: those that it names, all where it names none."""
    whole = tuple(f"{coverage}.{facet}" for facet in facets)
    restored = [name for carve_back in taking.carve_backs for name in carve_back.restores]
    named = tuple(facet for facet in whole if facet in taking.facets)
    return tuple(facet for facet in whole if facet in named or facet in restored) if named else whole


def _effect(facet: str, carve_backs: Iterable[CarveBack]) -> FacetEffect:
    """The best that a carve-back does for a facet; one of the cost of defending alone gives back no loss."""
    coverage = facet.partition(".")[0]
    effects = {carve_back.effect for carve_back in carve_backs if {facet, coverage} & set(carve_back.restores)}
    return "restored" if "restored" in effects else "conditional" if "conditional" in effects else "gone"
