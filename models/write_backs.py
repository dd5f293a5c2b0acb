"""Write-backs of one document given to the exclusions of another: "Exclusion III.D of the policy does not apply to ..."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.records import CarveBack, Reading, Taking, WriteBack
from models.targets import form_of


def with_write_backs(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of an offer, the exclusions of its forms with what its other documents give back of them."""
    return tuple(replace(reading, takings=_written_back(reading, _of_others(reading, readings))) for reading in readings)


def _of_others(reading: Reading, readings: Sequence[Reading]) -> list[WriteBack]:
    return [write_back for other in readings if other is not reading for write_back in other.write_backs if not write_back.standing.struck]


def _written_back(reading: Reading, write_backs: Sequence[WriteBack]) -> tuple[Taking, ...]:
    if reading.document.type != "policy_form":
        return reading.takings
    form = form_of(reading)
    given: dict[str, list[CarveBack]] = {}
    for write_back in write_backs:
        meant = {clause.clause for clause in form.meant(write_back.target)}
        for taking in reading.takings:
            if taking.standing.clause in meant and not taking.standing.operation:
                given.setdefault(taking.exclusion, []).append(replace(write_back.carve_back, excluded=taking.evidence.quote))
    return tuple(replace(taking, carve_backs=(*taking.carve_backs, *given.get(taking.exclusion, ()))) for taking in reading.takings)
