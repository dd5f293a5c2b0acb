"""The findings of a document marked with what strikes them, and its exclusions with what endorsements give back of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.in_force.operations import STRIKING, Applied
from models.in_force.order import InForce
from models.records import (
    AnyFinding,
    CarveBack,
    Clause,
    Denial,
    Finding,
    Grant,
    Reading,
    Role,
    ScheduleLine,
    Standing,
    Taking,
    Term,
    WriteBack,
)
from models.rules import folded

MAX_GIVEN_BACK = 400  # characters of a carve-back that an endorsement adds
QUOTED_WORDS = 4  # by at least so many words a passage is called


def struck(finding: Finding, why: str) -> Finding:
    """A finding with the reason why it no longer speaks, "" where it does."""
    return replace(finding, standing=replace(finding.standing, struck=why))


class Marker:
    """Marks the findings of one document."""

    def __init__(self, endorsements: Sequence[InForce], applied: Sequence[Applied], reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document.document
        own = [by for by in endorsements if by.document.document == self._document]
        self._out = {by.endorsement.id: by.out for by in own if by.out}
        self._own = {item.operation.id: item for item in applied if item.by.document.document == self._document}
        self._within = {by.endorsement.id: [item for item in applied if item.by == by] for by in own}
        self._struck_by = [item for item in applied if not item.superseded and item.operation.kind in STRIKING]
        self._given_back = [item for item in applied if not item.superseded and item.operation.kind == "write_back"]
        self._about = _spoken_of(applied)

    def reading(self) -> Reading:
        """The reading, what is struck in it with the reason; another clause that says the same speaks in its place."""
        reading = self._reading
        return replace(
            reading,
            grants=(*self._marked(reading.grants), *self._granted_again(reading.grants)),
            takings=(*self._marked(reading.takings), *self._said_again(reading.takings)),
            write_backs=self._marked(reading.write_backs),
            denials=self._marked(reading.denials),
            terms=self._marked(reading.terms),
            schedule=self._marked(reading.schedule),
        )

    def restored(self, reading: Reading) -> Reading:
        """The marked reading, its exclusions with what endorsements give back of them."""
        return replace(reading, takings=tuple(self._restored(taking) for taking in reading.takings))

    def _marked(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(struck(found, self._why(found)) for found in findings)

    # Why a finding no longer speaks

    def _why(self, found: AnyFinding) -> str:
        """Why a finding no longer speaks, "" where it does."""
        identity = found.standing.operation.partition(".")[0]
        if identity:
            return self._out.get(identity, "") or self._why_in_endorsement(found)
        item = next((item for item in self._struck_by if self._strikes(item, found)), None)
        return f"{item.operation.kind}d by {item.place}" if item else ""

    def _strikes(self, item: Applied, found: AnyFinding) -> bool:
        if item.operation.scope != "all" or isinstance(found, ScheduleLine):
            return False
        return item.meets(self._document, found.standing.clause) or self._means_taking(item, found) or _quotes(item, found)

    def _means_taking(self, item: Applied, found: AnyFinding) -> bool:
        """Where a reference leads to no clause of a form, the exclusion that its words speak of is meant."""
        if not isinstance(found, Taking) or item.clauses or item.operation.target.kind != "exclusion":
            return False
        return found.exclusion in self._about.get((item.by.document.document, item.operation.id), ())

    def _why_in_endorsement(self, found: AnyFinding) -> str:
        """What an endorsement says of what it deletes or gives back takes nothing away and grants nothing."""
        item = self._own.get(found.standing.operation)
        if item is None:
            return self._why_in_head(found)
        if item.superseded:
            return item.superseded
        kind = item.operation.kind
        if kind == "delete" and not isinstance(found, Term):
            return _said_of(item)
        if kind == "write_back" and (isinstance(found, Denial) or (isinstance(found, Taking) and item.clauses)):
            return _said_of(item)
        if isinstance(found, Grant) and kind in ("exclude", "limit", "write_back", "condition"):
            return f"{item.place} grants nothing here"
        return ""

    def _why_in_head(self, found: AnyFinding) -> str:
        """The same of what an endorsement says outside its operations, where all of these do one thing."""
        inside = self._within.get(found.standing.operation, [])
        kinds = {item.operation.kind for item in inside}
        deleted = kinds == {"delete"} and not isinstance(found, Term)
        given_back = kinds == {"write_back"} and isinstance(found, (Taking, Denial))
        return _said_of(inside[0]) if deleted or given_back else ""

    # What speaks in the place of what is struck

    def _said_again(self, takings: Sequence[Taking]) -> Iterator[Taking]:
        for taking in takings:
            clause = self._other_clause(taking, taking.exclusion, "exclusion")
            if clause is not None:
                yield replace(
                    taking, evidence=clause.evidence, heading=clause.heading, carve_backs=(),
                    confidence=min(taking.confidence, clause.confidence), standing=Standing(clause.clause),
                )  # fmt: skip

    def _granted_again(self, grants: Sequence[Grant]) -> Iterator[Grant]:
        for grant in grants:
            clause = self._other_clause(grant, grant.coverage, "insuring_agreement")
            if clause is not None:
                yield replace(
                    grant, evidence=clause.evidence, heading=clause.heading, conditions=(), facets=(),
                    confidence=min(grant.confidence, clause.confidence), standing=Standing(clause.clause),
                )  # fmt: skip

    def _other_clause(self, found: Grant | Taking, label: str, role: Role) -> Clause | None:
        """A clause in force of the form that is labelled alike, where the one that a finding cites is struck."""
        if found.standing.operation or not self._why(found):
            return None
        alike = (clause for clause in self._reading.clauses if clause.role == role and label in clause.labels and not clause.operation)
        return next((clause for clause in alike if not any(item.meets(self._document, clause.clause) for item in self._struck_by)), None)

    # What is given back

    def _restored(self, taking: Taking) -> Taking:
        """The exclusion with what endorsements give back of it in words that no write-back was read from."""
        if taking.standing.operation or taking.standing.struck:
            return taking
        told = {carve_back.evidence for carve_back in taking.carve_backs}
        carve_backs = (
            CarveBack(taking.evidence.quote, f"{text} ({item.place})", evidence=item.operation.evidence)
            for item, text in self._added(taking)
            if not any(write_back.evidence in told for write_back in _write_backs_of(item))
        )
        return replace(taking, carve_backs=(*taking.carve_backs, *carve_backs))

    def _added(self, taking: Taking) -> Iterator[tuple[Applied, str]]:
        """The operations that give back of an exclusion, or lift it for a part of the policy alone, with what they say."""
        for item in self._given_back:
            if item.meets(self._document, taking.standing.clause) or self._means_taking(item, taking):
                yield item, item.operation.new_text[:MAX_GIVEN_BACK]
        for item in self._struck_by:
            if item.operation.scope != "all" and item.meets(self._document, taking.standing.clause):
                yield item, f"{item.operation.kind}d for {item.operation.scope}"


def _write_backs_of(item: Applied) -> Iterator[WriteBack]:
    """The write-backs that were read within an operation."""
    return (one for one in item.by.reading.write_backs if one.standing.operation == item.operation.id)


def _said_of(item: Applied) -> str:
    return f"said of what {item.place} {'deletes' if item.operation.kind == 'delete' else 'gives back'}"


def _quotes(item: Applied, found: AnyFinding) -> bool:
    """True where an endorsement calls a passage by the words with which it begins, and a finding quotes them."""
    name = item.operation.target.name
    quote = found.evidence.quote if found.evidence else ""
    return not item.clauses and len(name.split()) >= QUOTED_WORDS and folded(quote).startswith(folded(name).rstrip())


def _spoken_of(applied: Sequence[Applied]) -> dict[tuple[str, str], set[str]]:
    """The exclusions of which each operation speaks, with those of the heading above it where it is the only one."""
    spoken: dict[tuple[str, str], set[str]] = {}
    for item in applied:
        places = {item.operation.id}
        if len(item.by.endorsement.operations) == 1:
            places.add(item.by.endorsement.id)
        spoken[item.by.document.document, item.operation.id] = {
            taking.exclusion for taking in item.by.reading.takings if taking.standing.operation in places
        }
    return spoken
