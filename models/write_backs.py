"""Write-backs of one document given to the exclusions of another: "Exclusion III.D of the policy does not apply to ..."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.records import CarveBack, Reading, Taking, WriteBack
from models.rules import folded


def with_write_backs(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of an offer, the exclusions of its forms with what its other documents give back of them."""
    return tuple(replace(reading, takings=_written_back(reading, _of_others(reading, readings))) for reading in readings)


def _of_others(reading: Reading, readings: Sequence[Reading]) -> list[WriteBack]:
    return [write_back for other in readings if other is not reading for write_back in other.write_backs if not write_back.standing.struck]


def _written_back(reading: Reading, write_backs: Sequence[WriteBack]) -> tuple[Taking, ...]:
    if reading.document.type != "policy_form":
        return reading.takings
    given: dict[str, list[CarveBack]] = {}
    for write_back in write_backs:
        for taking in _meant(write_back, reading.takings):
            given.setdefault(taking.exclusion, []).append(replace(write_back.carve_back, excluded=taking.evidence.quote))
    return tuple(replace(taking, carve_backs=(*taking.carve_backs, *given.get(taking.exclusion, ()))) for taking in reading.takings)


def _meant(write_back: WriteBack, takings: Sequence[Taking]) -> list[Taking]:
    """The exclusions that a write-back names by their heading, or by the numbers of the clause that bears them highest in the outline."""
    if write_back.heading:
        return [taking for taking in takings if folded(taking.heading) == folded(write_back.heading)]
    depths = {taking.exclusion: _depth(write_back.path, taking.path) for taking in takings}
    least = min((depth for depth in depths.values() if depth), default=0)
    return [taking for taking in takings if least and depths[taking.exclusion] == least]


def _depth(wanted: tuple[str, ...], path: tuple[str, ...]) -> int:
    """How deep in a clause's numbers those wanted end, 0 where they do not stand there: ("d",) ends at 2 in ("iii", "d", "1")."""
    ends = range(len(wanted), len(path) + 1)
    return next((end for end in ends if wanted and path[end - len(wanted) : end] == wanted), 0)
