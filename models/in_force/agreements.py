"""Insuring agreements that endorsements delete: with the last one of a coverage its limit goes too, and the deletion denies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.in_force.marks import struck
from models.in_force.operations import Applied
from models.records import Denial, Grant, Reading, ScheduleLine, Standing

ADDED_DENIAL = 0.9  # how sure it is that a deleted insuring agreement is not paid


def agreements_gone(readings: Sequence[Reading], applied: Sequence[Applied]) -> tuple[Reading, ...]:
    """The readings with the denials of the coverages whose insuring agreement was deleted and that nothing else grants."""
    gone = _gone(readings, applied)
    return tuple(
        replace(
            reading,
            denials=(*reading.denials, *_denials(reading, gone)),
            schedule=tuple(_void(line, gone) for line in reading.schedule),
        )
        for reading in readings
    )


def _gone(readings: Sequence[Reading], applied: Sequence[Applied]) -> dict[str, Applied]:
    """By coverage the operation that took away its last insuring agreement."""
    granted = {grant.coverage for reading in readings for grant in reading.grants if not grant.standing.struck}
    return {
        grant.coverage: item
        for item in applied
        if item.operation.kind == "delete" and not item.superseded and item.operation.scope == "all"
        for reading in readings
        for grant in reading.grants
        if grant.coverage not in granted and _deleted(item, reading, grant)
    }


def _deleted(item: Applied, reading: Reading, grant: Grant) -> bool:
    return not grant.standing.operation and item.meets(reading.document.document, grant.standing.clause)


def _denials(reading: Reading, gone: Mapping[str, Applied]) -> tuple[Denial, ...]:
    return tuple(
        Denial(coverage, item.operation.evidence, item.by.endorsement.title, ADDED_DENIAL, Standing(operation=item.operation.id))
        for coverage, item in gone.items()
        if item.by.document.document == reading.document.document
    )


def _void(line: ScheduleLine, gone: Mapping[str, Applied]) -> ScheduleLine:
    if line.coverage not in gone or line.standing.struck:
        return line
    return struck(line, f"its insuring agreement is deleted by {gone[line.coverage].place}")
