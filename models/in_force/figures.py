"""The figures of the declarations as endorsements change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from models.in_force.marks import struck
from models.in_force.operations import Applied
from models.in_force.order import InForce, key_of
from models.records import Reading, ScheduleLine, Standing


def last_figures(readings: Sequence[Reading], endorsements: Sequence[InForce]) -> tuple[Reading, ...]:
    """Of several endorsements that fix a figure for one coverage the last one speaks."""
    order = {by.key: at for at, by in enumerate(endorsements)}
    last: dict[tuple[str, str], int] = {}
    for reading in readings:
        for line in reading.schedule:
            if not line.standing.struck and line.position != "unstated":
                known = last.get((line.option, line.coverage), -1)
                last[line.option, line.coverage] = max(known, order.get(key_of(reading, line), -1))

    def told(reading: Reading, line: ScheduleLine) -> Iterator[ScheduleLine]:
        at, latest = order.get(key_of(reading, line)), last.get((line.option, line.coverage), -1)
        superseded = at is not None and at < latest and not line.standing.struck
        yield struck(line, f"superseded by {endorsements[latest].place}") if superseded else line

    return _with_lines(readings, told)


def changed_figures(readings: Sequence[Reading], applied: Sequence[Applied]) -> tuple[Reading, ...]:
    """Lines of the declarations whose figure an endorsement deletes, or changes in words that make no line of their own."""
    figures = [item for item in applied if not item.superseded and item.operation.figure and item.operation.kind in ("delete", "limit")]
    endorsed = {(line.coverage, line.standing.operation) for reading in readings for line in reading.schedule if not line.standing.struck}

    def told(_: Reading, line: ScheduleLine) -> Iterator[ScheduleLine]:
        changing = [item for item in figures if _about_line(item, line) and (line.coverage, item.operation.id) not in endorsed]
        if not changing or line.standing.operation or line.standing.struck:
            yield line
            return
        yield struck(line, f"{changing[-1].operation.figure} changed by {changing[-1].place}")
        yield _changed(line, changing[-1])

    return _with_lines(readings, told)


def dated(readings: Sequence[Reading], endorsements: Sequence[InForce], inception: str) -> tuple[Reading, ...]:
    """Figures of an endorsement that begins later than the policy: until then another one holds."""
    later = {by.key: by for by in endorsements if inception and by.endorsement.effective > inception and not by.out}

    def told(reading: Reading, line: ScheduleLine) -> Iterator[ScheduleLine]:
        by = later.get(key_of(reading, line))
        if by is not None and not line.standing.struck:
            doubt = f"in force only from {by.endorsement.effective} ({by.place}): until then look at what it changed"
            line = replace(line, doubt="; ".join(filter(None, (line.doubt, doubt))))
        yield line

    return _with_lines(readings, told)


def _with_lines(readings: Sequence[Reading], told: Callable[[Reading, ScheduleLine], Iterable[ScheduleLine]]) -> tuple[Reading, ...]:
    """The readings, each line of their schedules as it is told anew."""
    return tuple(replace(reading, schedule=tuple(new for line in reading.schedule for new in told(reading, line))) for reading in readings)


def _about_line(item: Applied, line: ScheduleLine) -> bool:
    """True where an operation names the coverage of a line, or the number with which the line begins."""
    operation = item.operation
    if operation.coverages:
        return line.coverage in operation.coverages
    numbers, opening = operation.target.numbers, line.evidence.quote.split()[:1]
    if not numbers or not opening:
        return False
    return tuple(part for part in opening[0].lower().replace("(", ".").strip(".):").split(".") if part) == numbers[-2:]


def _changed(line: ScheduleLine, item: Applied) -> ScheduleLine:
    """The line with its new figure. A sublimit that is deleted leaves the coverage at the policy limit."""
    operation = item.operation
    amended = replace(line, standing=Standing(operation=operation.id), evidence=operation.evidence)
    gone = operation.kind == "delete"
    if operation.figure == "retention":
        return replace(amended, retention=None if gone else operation.amount)
    if operation.figure == "waiting":
        return replace(amended, waiting_hours=None if gone else operation.amount)
    if operation.figure == "coinsurance":
        return replace(amended, coinsurance_pct=None if gone else operation.amount)
    if gone:
        return replace(amended, position="included", limit=None, limit_unit="", limit_basis="", limit_relation="")
    if not operation.amount:
        return replace(amended, position="not_purchased", limit=None)
    return replace(amended, position="limit", limit=operation.amount, limit_unit=operation.unit or line.limit_unit)
