"""Where each finding stands: in which clause of its document, and in which operation of an endorsement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.endorsements import Span
from extractors.wording import Wording
from models.records import Clause, Evidence, Finding, Reading, Standing


def placed(reading: Reading, wording: Wording, spans: Sequence[Span]) -> Reading:
    """The reading with the standing of its findings; `spans` are the endorsements and their operations in the running text."""
    return _Places(wording, spans).of(reading)


class _Places:
    def __init__(self, wording: Wording, spans: Sequence[Span]) -> None:
        self._wording = wording
        self._spans = spans
        self._starts = [view.outline.start for view in wording.views]
        self._last = wording.source.lines[-1].end if wording.source.lines else 0

    def of(self, reading: Reading) -> Reading:
        return replace(
            reading,
            clauses=tuple(self._clause(clause) for clause in reading.clauses),
            grants=self._all(reading.grants),
            takings=self._all(reading.takings),
            denials=self._all(reading.denials),
            write_backs=self._all(reading.write_backs),
            terms=self._all(reading.terms),
            schedule=self._all(reading.schedule),
        )

    def _all(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(replace(found, standing=self._standing(found.evidence)) for found in findings)

    def _standing(self, evidence: Evidence | None) -> Standing:
        at = None if evidence is None else self._wording.offset(evidence)
        if evidence is None or at is None:
            return Standing()
        clause = bisect_right(self._starts, at)
        return Standing(f"c{clause}" if clause else "", self._operation(at, at + len(evidence.quote)))

    def _clause(self, clause: Clause) -> Clause:
        """A clause belongs to the operation in which it begins; the instruction may stand within a clause that began before it."""
        start = self._starts[int(clause.clause[1:]) - 1]
        return replace(clause, operation=self._operation(start, start + 1))

    def _operation(self, at: int, end: int) -> str:
        """The innermost span around a passage, of an operation, else of the endorsement; its title may stand before the instruction."""
        inside = [span for span in self._spans if span.start <= at < span.end]
        if not inside:
            return ""
        innermost = min(inside, key=lambda span: span.end - span.start)
        begun = (span for span in self._spans if span.id.startswith(f"{innermost.id}.") and at < span.start < end)
        return next(begun, innermost).id
