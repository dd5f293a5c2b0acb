"""What the catalogue's phrases say of a clause, as features beside its words: names in its heading and text, and cues that it satisfies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from models.catalogue import Catalogue
from models.catalogue.matching import CueIndex, Phrases, catalogue_phrases, longest
from models.classifier.features import ClauseText

Mark = tuple[str, str]  # the way of finding, and the id of a coverage or exclusion

# The marks by which the catalogue's phrases alone would say a label of a task.
SAYING = {"coverages": ("grants", "headed_coverage"), "exclusions": ("takes", "takes_anywhere", "headed_exclusion")}


@dataclass(frozen=True, slots=True)
class _Signs:
    """The names and cues of a catalogue, and whose they are."""

    names: Phrases
    owners: dict[str, tuple[Mark, ...]]
    cues: CueIndex[Mark]


def marks(present: Iterable[str], heading: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Marks such as "grants:tech_eo" for a clause in which the phrases `present` stand, each once, in a stable order."""
    signs, phrases = _signs(catalogue), dict.fromkeys(present)
    found = dict.fromkeys(_heading_marks(heading, catalogue))
    for phrase in phrases:
        found |= {f"says_{way}:{id_}": None for way, id_ in signs.owners.get(phrase, ()) if " " in phrase}
    found |= {f"{way}:{id_}": None for (way, id_), _ in signs.cues.satisfied(phrases)}
    return tuple(found)


@lru_cache(maxsize=2_000)
def _heading_marks(heading: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What the names in a heading say, under which many clauses may stand."""
    signs = _signs(catalogue)
    return tuple(f"headed_{way}:{id_}" for hit in longest(signs.names.find(heading)) for way, id_ in signs.owners[hit.phrase])


def with_marks(clause: ClauseText, catalogue: Catalogue) -> ClauseText:
    """The clause with the marks of what stands in its heading and text."""
    present = catalogue_phrases(catalogue).present(f"{clause.heading}. {clause.text}")
    return replace(clause, marks=marks(present, clause.heading, catalogue))


def said_by_marks(found: Iterable[str], task: str) -> set[str]:
    """The labels of a task, "coverages" or "exclusions", that a clause's marks say without any model."""
    return {id_ for way, _, id_ in (mark.partition(":") for mark in found) if way in SAYING[task]}


@cache
def _signs(catalogue: Catalogue) -> _Signs:
    coverages, exclusions = catalogue.coverages.values(), catalogue.exclusions.values()
    owners: dict[str, list[Mark]] = {}
    for way, id_, names in (
        *(("coverage", coverage.id, coverage.aliases) for coverage in coverages),
        *(("exclusion", exclusion.id, exclusion.headings) for exclusion in exclusions),
    ):
        for name in names:
            owners.setdefault(name, []).append((way, id_))
    cues: dict[Mark, tuple[str, ...]] = {("grants", coverage.id): coverage.grants for coverage in coverages}
    cues |= {("takes", exclusion.id): exclusion.cues for exclusion in exclusions}
    cues |= {("takes_anywhere", exclusion.id): exclusion.anywhere for exclusion in exclusions}
    return _Signs(Phrases(owners), {name: tuple(found) for name, found in owners.items()}, CueIndex(cues))
