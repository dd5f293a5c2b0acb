"""Which words of an offer's documents are in force: endorsements applied to the form and the declarations, in their order.

Findings are not moved: what an endorsement strikes stays, with the reason why it no longer speaks; what it gives back is added to the
exclusion that it changes. A later endorsement (by its effective date, then its number) prevails over an earlier one on the same target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from models.records import (
    CarveBack,
    Clause,
    Denial,
    Document,
    Endorsement,
    Evidence,
    Grant,
    Offer,
    Operation,
    OperationKind,
    Reading,
    Role,
    ScheduleLine,
    Standing,
    Taking,
    Target,
    Term,
    WriteBack,
)
from models.rules import folded
from models.targets import Form, form_of
from models.write_backs import with_write_backs

Finding = TypeVar("Finding", Grant, Taking, Denial, Term, ScheduleLine, WriteBack)
Found = Grant | Taking | Denial | Term | ScheduleLine | WriteBack
STRIKING = ("delete", "replace")
MAX_GIVEN_BACK = 400  # characters of a carve-back that an endorsement adds
QUOTED_WORDS = 4  # by at least so many words a passage is called
ADDED_DENIAL = 0.9  # how sure it is that a deleted insuring agreement is not paid


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
    def place(self) -> str:
        return told(self.endorsement)


def told(endorsement: Endorsement) -> str:
    """Such as "Endorsement 3 (endorsements.pdf p. 5)"."""
    evidence = endorsement.evidence
    return f"{endorsement.name} ({evidence.document.rpartition('/')[2]} p. {evidence.page})"


@dataclass(frozen=True, slots=True)
class Applied:
    """An operation in force, and the clauses that it changes, by document. `superseded` says what overrides it, "" where it stands."""

    by: InForce
    operation: Operation
    clauses: dict[str, tuple[Clause, ...]] = field(default_factory=dict)
    superseded: str = ""

    @property
    def place(self) -> str:
        return self.by.place

    def meets(self, document: str, clause: str) -> bool:
        return any(met.clause == clause for met in self.clauses.get(document, ()))


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """An offer with its findings marked, and what its endorsements do, the earliest first."""

    offer: Offer
    endorsements: tuple[InForce, ...]
    applied: tuple[Applied, ...]


def policy_in_force(offer: Offer) -> PolicyInForce:
    """Apply the endorsements of an offer. Documents without any come out as they went in."""
    current = [reading for reading in offer.readings if reading.document.status not in ("duplicate", "superseded")]
    inception = _inception(current)
    endorsements = _without_cancelled(sorted(_endorsements(current), key=lambda by: _order(by, inception)))
    if not endorsements:
        return PolicyInForce(replace(offer, readings=with_write_backs(offer.readings)), (), ())
    forms = {reading.document.document: form_of(reading) for reading in current if reading.document.type == "policy_form"}
    applied = _superseded([_applied(by, operation, forms) for by in endorsements if not by.out for operation in by.endorsement.operations])
    markers = [_Marker(endorsements, applied, reading) for reading in offer.readings]
    given_back = with_write_backs([marker.reading() for marker in markers])
    marked = tuple(marker.restored(reading) for marker, reading in zip(markers, given_back, strict=True))
    marked = tuple(_one_line(marked, endorsements))
    marked = tuple(_dated(_changed_figures(_agreements_gone(marked, applied), applied), endorsements, inception))
    return PolicyInForce(replace(offer, readings=marked), tuple(endorsements), tuple(applied))


def without_struck(offer: Offer) -> Offer:
    """The offer with only what is in force."""
    return replace(offer, readings=tuple(_standing(reading) for reading in offer.readings))


def _standing(reading: Reading) -> Reading:
    return replace(
        reading,
        grants=_unstruck(reading.grants),
        takings=_unstruck(reading.takings),
        denials=_unstruck(reading.denials),
        terms=_unstruck(reading.terms),
        schedule=_unstruck(reading.schedule),
    )


def _unstruck(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(found for found in findings if not found.standing.struck)


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    """One operation with its endorsement, for a table. `out` says why it is not in force, `clauses` are the form's that it changes."""

    number: str
    title: str
    effective: str
    out: str
    kind: OperationKind | Literal[""]
    target: Target
    evidence: Evidence
    scope: str = ""
    coverages: tuple[str, ...] = ()
    amount: float | None = None
    unit: str = ""
    clauses: tuple[str, ...] = ()
    new_text: str = ""


def endorsement_rows(policy: PolicyInForce) -> Iterator[EndorsementRow]:
    """All that the endorsements do, in the order in which they apply; one that does nothing that was understood is a row too."""
    applied = {(item.by.document.document, item.operation.id): item for item in policy.applied}
    for by in policy.endorsements:
        one = by.endorsement
        if not one.operations:
            yield EndorsementRow(one.number, one.title, one.effective, by.out, "", Target("policy"), one.evidence)
        for operation in one.operations:
            item = applied.get((by.document.document, operation.id))
            met = tuple(clause.clause for clauses in item.clauses.values() for clause in clauses) if item else ()
            yield EndorsementRow(
                one.number, one.title, one.effective, by.out or (item.superseded if item else ""), operation.kind, operation.target,
                operation.evidence, operation.scope, operation.coverages, operation.amount, operation.unit, met, operation.new_text,
            )  # fmt: skip


# Order, cancellation, supersession


def _endorsements(readings: Sequence[Reading]) -> Iterator[InForce]:
    for reading in readings:
        for endorsement in reading.endorsements:
            yield InForce(reading, endorsement, f"{told(endorsement)} has no effect: {endorsement.void}" if endorsement.void else "")


def _inception(readings: Sequence[Reading]) -> str:
    """The day on which the policy begins: what an endorsement without a date has been in force since."""
    stated = [term.value for reading in readings for term in reading.terms if term.term == "effective_date" and not term.standing.operation]
    dates = [endorsement.effective for reading in readings for endorsement in reading.endorsements if endorsement.effective]
    return min(stated or dates, default="")


def _order(by: InForce, inception: str) -> tuple[str, int, str, int, str]:
    """By effective date, then by number, then as they stand in the folder."""
    number = "".join(char for char in by.endorsement.number if char.isdigit())
    effective = by.endorsement.effective or inception
    return effective, int(number or 0), by.document.document, by.endorsement.evidence.page, by.endorsement.id


def _without_cancelled(endorsements: Sequence[InForce]) -> list[InForce]:
    """The endorsements, those that a later one cancels being out; a cancelled one cancels nothing itself."""
    found = list(endorsements)
    for at in range(len(found) - 1, -1, -1):
        by = found[at]
        if by.out:
            continue
        cancelled = {
            number for operation in by.endorsement.operations if operation.kind == "cancel" for number in operation.target.numbers[:1]
        }
        for other in range(len(found)):
            number = found[other].endorsement.number.lower()
            if other != at and number and number in cancelled and not found[other].out:
                found[other] = replace(found[other], out=f"{told(found[other].endorsement)} is cancelled by {by.place}")
    return found


def _applied(by: InForce, operation: Operation, forms: Mapping[str, Form[Clause]]) -> Applied:
    if operation.target.kind in ("policy", "declarations_item", "endorsement"):
        return Applied(by, operation)
    met = {document: clauses for document, form in forms.items() if (clauses := form.meant(operation.target))}
    if operation.kind in ("add", "exclude") and not operation.target.name:
        # what is added to a clause stands in it, what is added to a part of the form behind its last clause
        met = {document: clauses for document, clauses in met.items() if len(clauses) == 1 and operation.target.kind == "clause"}
    return Applied(by, operation, met)


def _superseded(applied: Sequence[Applied]) -> list[Applied]:
    """The operations, those being superseded whose target, or whose own text, a later one deletes or replaces."""
    found = list(applied)
    for at, later in enumerate(found):
        if later.operation.kind not in (*STRIKING, "limit") or later.operation.scope != "all":
            continue
        for before in range(at):
            earlier = found[before]
            if not earlier.superseded and earlier.by != later.by and _same_target(earlier, later):
                verb = "deleted" if later.operation.kind == "delete" else "superseded"
                found[before] = replace(earlier, superseded=f"{verb} by {later.place}")
    return found


def _same_target(earlier: Applied, later: Applied) -> bool:
    old, new = earlier.operation, later.operation
    if new.kind == "limit":
        return old.kind == "limit" and old.figure == new.figure and bool(set(old.coverages) & set(new.coverages)) and old.scope == new.scope
    if old.kind == "limit":
        return False
    same = (old.target.kind, old.target.numbers, old.target.name.lower()) == (new.target.kind, new.target.numbers, new.target.name.lower())
    if same and old.kind in ("replace", "amend", "delete", "write_back") and (new.target.numbers or new.target.name):
        return True
    return old.kind in ("add", "exclude", "replace") and _brought_in(old, new.target)


def _brought_in(operation: Operation, target: Target) -> bool:
    """True where an operation brought in the clause that a target names, by its number and its heading."""
    opening = " ".join(operation.new_text.split()[:12]).lower()
    name = target.name.lower()
    if name:
        return opening.lstrip("0123456789.() ").startswith(name) or opening.startswith(name)
    number = target.numbers[-1] if target.numbers else ""
    kinds = {operation.target.kind, "exclusion" if operation.kind == "exclude" else operation.target.kind}
    return bool(number) and target.kind in kinds and opening.split(" ")[0].strip(".()") == number


# Marks


class _Marker:
    """Marks the findings of one document."""

    def __init__(self, endorsements: Sequence[InForce], applied: Sequence[Applied], reading: Reading) -> None:
        self._reading = reading
        self._document = reading.document.document
        self._out = {by.endorsement.id: by.out for by in endorsements if by.document.document == self._document and by.out}
        self._own = {item.operation.id: item for item in applied if item.by.document.document == self._document}
        self._within = {
            by.endorsement.id: [item for item in applied if item.by == by] for by in endorsements if by.document.document == self._document
        }
        self._struck_by = [item for item in applied if not item.superseded and item.operation.kind in STRIKING]
        self._given_back = [item for item in applied if not item.superseded and item.operation.kind == "write_back"]
        self._about = _spoken_of(applied)

    def reading(self) -> Reading:
        reading = self._reading
        takings = (*self._marked(reading.takings), *self._said_again(reading.takings))
        grants = (*self._marked(reading.grants), *self._granted_again(reading.grants))
        return replace(
            reading,
            grants=grants,
            takings=takings,
            write_backs=self._marked(reading.write_backs),
            denials=self._marked(reading.denials),
            terms=self._marked(reading.terms),
            schedule=self._marked(reading.schedule),
        )

    def restored(self, reading: Reading) -> Reading:
        """The marked reading, its exclusions with what endorsements give back of them."""
        return replace(reading, takings=tuple(self._restored(taking) for taking in reading.takings))

    def _marked(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(replace(found, standing=replace(found.standing, struck=self._why(found))) for found in findings)

    def _said_again(self, takings: Sequence[Taking]) -> Iterator[Taking]:
        """Where the passage of an exclusion is struck, another clause that says the same speaks."""
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

    def _why(self, found: Found) -> str:
        """Why a finding no longer speaks, "" where it does."""
        standing = found.standing
        identity = standing.operation.partition(".")[0]
        if identity:
            return self._out.get(identity, "") or self._why_in_endorsement(found)
        for item in self._struck_by:
            if item.operation.scope != "all" or isinstance(found, ScheduleLine):
                continue
            if item.meets(self._document, standing.clause) or self._means_taking(item, found) or _quotes(item, found):
                return f"{'deleted' if item.operation.kind == 'delete' else 'replaced'} by {item.place}"
        return ""

    def _means_taking(self, item: Applied, found: Found) -> bool:
        """Where a reference leads to no clause of a form, the exclusion that its words speak of is meant."""
        if not isinstance(found, Taking) or item.clauses or item.operation.target.kind != "exclusion":
            return False
        return found.exclusion in self._about.get((item.by.document.document, item.operation.id), ())

    def _why_in_endorsement(self, found: Found) -> str:
        """What an endorsement says of what it deletes or gives back takes nothing away and grants nothing."""
        item = self._own.get(found.standing.operation)
        if item is None:
            inside = self._within.get(found.standing.operation, [])
            kinds = {each.operation.kind for each in inside}
            if kinds == {"delete"} and not isinstance(found, Term):
                return f"said of what {inside[0].place} deletes"
            if kinds == {"write_back"} and isinstance(found, (Taking, Denial)):
                return f"said of what {inside[0].place} gives back"
            return ""
        if item.superseded:
            return item.superseded
        kind = item.operation.kind
        if kind == "delete" and not isinstance(found, Term):
            return f"said of what {item.place} deletes"
        if kind == "write_back" and (isinstance(found, Denial) or (isinstance(found, Taking) and item.clauses)):
            return f"said of what {item.place} gives back"
        if isinstance(found, Grant) and kind in ("exclude", "limit", "write_back", "condition"):
            return f"{item.place} grants nothing here"
        return ""

    def _restored(self, taking: Taking) -> Taking:
        """The exclusion with what endorsements give back of it in words that no write-back was read from."""
        if taking.standing.operation or taking.standing.struck:
            return taking
        given = [
            item for item in self._given_back if item.meets(self._document, taking.standing.clause) or self._means_taking(item, taking)
        ]
        scoped = [item for item in self._struck_by if item.operation.scope != "all" and item.meets(self._document, taking.standing.clause)]
        told = {(carve_back.evidence.document, carve_back.evidence.page) for carve_back in taking.carve_backs if carve_back.evidence}
        added = [(item, item.operation.new_text[:MAX_GIVEN_BACK]) for item in given]
        added += [(item, f"{item.operation.kind}d for {item.operation.scope}") for item in scoped]
        carve_backs = (
            CarveBack(taking.evidence.quote, f"{text} ({item.place})", evidence=item.operation.evidence)
            for item, text in added
            if (item.operation.evidence.document, item.operation.evidence.page) not in told
        )
        return replace(taking, carve_backs=(*taking.carve_backs, *carve_backs))


def _quotes(item: Applied, found: Found) -> bool:
    """True where an endorsement calls a passage by the words with which it begins, and a finding quotes them."""
    name = item.operation.target.name
    quote = found.evidence.quote if found.evidence else ""
    return not item.clauses and len(name.split()) >= QUOTED_WORDS and folded(quote).startswith(folded(name).rstrip())


def _spoken_of(applied: Sequence[Applied]) -> dict[tuple[str, str], set[str]]:
    """The exclusions of which each operation speaks, with those of the heading above it where it is the only one."""
    spoken: dict[tuple[str, str], set[str]] = {}
    for item in applied:
        document = item.by.document.document
        places = {item.operation.id}
        if len(item.by.endorsement.operations) == 1:
            places.add(item.by.endorsement.id)
        spoken[document, item.operation.id] = {
            taking.exclusion for taking in item.by.reading.takings if taking.standing.operation in places and taking.standing.operation
        }
    return spoken


# Figures


def _one_line(readings: Sequence[Reading], endorsements: Sequence[InForce]) -> Iterator[Reading]:
    """Of several endorsements that fix a figure for one coverage the last one speaks."""
    order = {(by.document.document, by.endorsement.id): at for at, by in enumerate(endorsements)}
    names = {(by.document.document, by.endorsement.id): by.place for by in endorsements}
    last: dict[tuple[str, str], tuple[int, tuple[str, str]]] = {}
    for reading in readings:
        for line in reading.schedule:
            key = (reading.document.document, line.standing.operation.partition(".")[0])
            if key in order and not line.standing.struck and line.position != "unstated":
                last[line.option, line.coverage] = max(last.get((line.option, line.coverage), (-1, key)), (order[key], key))
    for reading in readings:
        lines = []
        for line in reading.schedule:
            key = (reading.document.document, line.standing.operation.partition(".")[0])
            known = last.get((line.option, line.coverage))
            if key in order and known and order[key] < known[0] and not line.standing.struck:
                line = replace(line, standing=replace(line.standing, struck=f"superseded by {names[known[1]]}"))
            lines.append(line)
        yield replace(reading, schedule=tuple(lines))


def _agreements_gone(readings: Sequence[Reading], applied: Sequence[Applied]) -> list[Reading]:
    """Where an insuring agreement was deleted and nothing else grants its coverage, its limit is void and the deletion denies it."""
    granted = {grant.coverage for reading in readings for grant in reading.grants if not grant.standing.struck}
    found = []
    gone: dict[str, Applied] = {}
    for item in applied:
        if item.operation.kind != "delete" or item.superseded or item.operation.scope != "all":
            continue
        for reading in readings:
            for grant in reading.grants:
                if (
                    item.meets(reading.document.document, grant.standing.clause)
                    and grant.coverage not in granted
                    and not grant.standing.operation
                ):
                    gone[grant.coverage] = item
    for reading in readings:
        denials = tuple(
            Denial(coverage, item.operation.evidence, item.by.endorsement.title, ADDED_DENIAL, Standing(operation=item.operation.id))
            for coverage, item in gone.items()
            if item.by.document.document == reading.document.document
        )
        lines = tuple(
            replace(
                line,
                standing=replace(
                    line.standing, struck=line.standing.struck or f"its insuring agreement is deleted by {gone[line.coverage].place}"
                ),
            )
            if line.coverage in gone
            else line
            for line in reading.schedule
        )
        found.append(replace(reading, denials=(*reading.denials, *denials), schedule=lines))
    return found


def _changed_figures(readings: Sequence[Reading], applied: Sequence[Applied]) -> Iterator[Reading]:
    """Lines of the declarations whose figure an endorsement deletes, or changes in words that make no line of their own."""
    figures = [item for item in applied if not item.superseded and item.operation.figure and item.operation.kind in ("delete", "limit")]
    endorsed = {
        (line.coverage, line.standing.operation)
        for reading in readings
        for line in reading.schedule
        if line.standing.operation and not line.standing.struck
    }
    for reading in readings:
        lines: list[ScheduleLine] = []
        for line in reading.schedule:
            changing = [
                item
                for item in figures
                if not line.standing.operation and not line.standing.struck and _about_line(item, line)
                and (line.coverage, item.operation.id) not in endorsed
            ]  # fmt: skip
            if not changing:
                lines.append(line)
                continue
            item = changing[-1]
            lines.append(replace(line, standing=replace(line.standing, struck=f"{item.operation.figure} changed by {item.place}")))
            lines.append(_changed(line, item))
        yield replace(reading, schedule=tuple(lines))


def _dated(readings: Iterable[Reading], endorsements: Sequence[InForce], inception: str) -> Iterator[Reading]:
    """Figures of an endorsement that begins later than the policy: until then another one holds."""
    later = {
        (by.document.document, by.endorsement.id): by
        for by in endorsements
        if inception and by.endorsement.effective > inception and not by.out
    }
    for reading in readings:
        lines = []
        for line in reading.schedule:
            by = later.get((line.evidence.document, line.standing.operation.partition(".")[0])) if line.standing.operation else None
            if by is not None and not line.standing.struck:
                doubt = f"in force only from {by.endorsement.effective} ({by.place}): until then look at what it changed"
                line = replace(line, doubt="; ".join(filter(None, (line.doubt, doubt))))
            lines.append(line)
        yield replace(reading, schedule=tuple(lines))


def _about_line(item: Applied, line: ScheduleLine) -> bool:
    operation = item.operation
    if operation.coverages:
        return line.coverage in operation.coverages
    numbers = operation.target.numbers
    opening = line.evidence.quote.split()[:1]
    return (
        bool(numbers and opening)
        and tuple(part for part in opening[0].lower().replace("(", ".").strip(".):").split(".") if part) == numbers[-2:]
    )


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
