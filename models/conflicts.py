"""What the documents of an offer say differently of one coverage: each with both citations, for a person to look at.

What an endorsement changes is no conflict: it is what endorsements are for. A quote or binder that the policy replaced is one, where its
figure is another: what was bound may not be what was issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.amount_text import amount_text
from models.policy import Position, place
from models.records import Evidence, Reading, ScheduleLine

REFUSED = ("not_purchased", "excluded")
PREVAILING = {"declarations": 0, "policy_form": 1, "binder": 2, "quote": 3}  # kinds of documents whose figures can disagree


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two documents that differ on one figure of a coverage; the first is the one that prevails."""

    coverage: str
    option: str
    subject: str
    first: str
    first_evidence: Evidence
    second: str
    second_evidence: Evidence

    @property
    def told(self) -> str:
        """A sentence with both citations."""
        return (
            f"documents disagree on the {self.subject}: {place(self.first_evidence)} says {self.first}, "
            f"{place(self.second_evidence)} says {self.second}"
        )


def conflicts(position: Position, evidence: Sequence[Reading]) -> tuple[Conflict, ...]:
    """What other documents say differently than the line that prevails; of one subject the first."""
    line = position.line.found if position.line else None
    if line is None or position.line is None or position.line.via in ("endorsement", ""):
        return ()
    found: dict[str, Conflict] = {}
    for other in _others(line, position, evidence):
        for subject, first, second in _differences(line, other):
            conflict = Conflict(position.coverage, position.option, subject, first, line.evidence, second, other.evidence)
            found.setdefault(subject, conflict)
    return tuple(found.values())


def _others(line: ScheduleLine, position: Position, evidence: Sequence[Reading]) -> Iterator[ScheduleLine]:
    """Lines of the same coverage in other documents. Of one that shows several options it is not known which was bought."""
    for reading in sorted(evidence, key=lambda reading: PREVAILING.get(reading.document.type, len(PREVAILING))):
        if reading.document.type not in PREVAILING or reading.document.document == line.evidence.document:
            continue
        same = [other for other in reading.schedule if other.coverage == position.coverage and not other.standing.operation]
        if len({other.option for other in same}) == 1:
            yield from same


def _differences(line: ScheduleLine, other: ScheduleLine) -> Iterator[tuple[str, str, str]]:
    """(what, what the line says, what the other says) where both speak of it and differ."""
    if "unstated" in (line.position, other.position):
        return
    if (line.position in REFUSED) != (other.position in REFUSED):
        yield "cover", _said(line), _said(other)
        return
    if line.limit is not None and other.limit is not None and (line.limit, line.limit_unit) != (other.limit, other.limit_unit):
        yield "limit", _said(line), _said(other)
    if line.retention is not None and other.retention is not None and line.retention != other.retention:
        yield "retention", amount_text(line.retention, line.limit_unit), amount_text(other.retention, other.limit_unit)
    if line.waiting_hours is not None and other.waiting_hours is not None and line.waiting_hours != other.waiting_hours:
        yield "waiting period", amount_text(line.waiting_hours, "hours"), amount_text(other.waiting_hours, "hours")


def _said(line: ScheduleLine) -> str:
    return amount_text(line.limit, line.limit_unit) if line.limit is not None else line.position.replace("_", " ")
