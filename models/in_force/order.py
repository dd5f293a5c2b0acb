"""The endorsements of an offer in the order in which they apply, and which of them are not in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.records import Document, Endorsement, Reading, ScheduleLine


@dataclass(frozen=True, slots=True)
class InForce:
    """An endorsement of the offer. `out` says why it is not in force, "" where it is."""

    reading: Reading
    endorsement: Endorsement
    out: str = ""

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of the offer: its document and its id there."""
        return self.document.document, self.endorsement.id

    @property
    def place(self) -> str:
        """Such as "Endorsement 3 (endorsements.pdf p. 5)"."""
        evidence = self.endorsement.evidence
        return f"{self.endorsement.name} ({evidence.document.rpartition('/')[2]} p. {evidence.page})"


def key_of(reading: Reading, line: ScheduleLine) -> tuple[str, str]:
    """The key of the endorsement in which a figure stands."""
    return reading.document.document, line.standing.operation.partition(".")[0]


def inception_of(readings: Sequence[Reading]) -> str:
    """The day on which the policy begins: what an endorsement without a date has been in force since."""
    stated = [term.value for reading in readings for term in reading.terms if term.term == "effective_date" and not term.standing.operation]
    dates = [endorsement.effective for reading in readings for endorsement in reading.endorsements if endorsement.effective]
    return min(stated or dates, default="")


def ordered(readings: Sequence[Reading], inception: str) -> tuple[InForce, ...]:
    """The endorsements, the earliest first; the void and those that a later one cancels are out."""
    return tuple(_without_cancelled(sorted(_endorsements(readings), key=lambda by: _order(by, inception))))


def _endorsements(readings: Sequence[Reading]) -> Iterator[InForce]:
    for reading in readings:
        for endorsement in reading.endorsements:
            by = InForce(reading, endorsement)
            yield replace(by, out=f"{by.place} has no effect: {endorsement.void}") if endorsement.void else by


def _order(by: InForce, inception: str) -> tuple[str, int, str, int, str]:
    """By effective date, then by number, then as they stand in the folder."""
    number = "".join(char for char in by.endorsement.number if char.isdigit())
    effective = by.endorsement.effective or inception
    return effective, int(number or 0), by.document.document, by.endorsement.evidence.page, by.endorsement.id


def _without_cancelled(endorsements: Sequence[InForce]) -> list[InForce]:
    """The endorsements, the cancelled out; the last one is asked first, for a cancelled one cancels nothing itself."""
    found = list(endorsements)
    for at in range(len(found) - 1, -1, -1):
        by = found[at]
        cancelled = set() if by.out else _cancelled_by(by)
        for other, one in enumerate(found):
            number = one.endorsement.number.lower()
            if other != at and number and number in cancelled and not one.out:
                found[other] = replace(one, out=f"{one.place} is cancelled by {by.place}")
    return found


def _cancelled_by(by: InForce) -> set[str]:
    """The numbers of the endorsements that one cancels."""
    return {number for operation in by.endorsement.operations if operation.kind == "cancel" for number in operation.target.numbers[:1]}
