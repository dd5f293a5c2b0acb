"""The policy in force as a text: every clause of the form and every clause that an endorsement brings in, with struck and added words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.in_force import Applied, InForce, PolicyInForce, policy_in_force
from models.policy import place
from models.records import Clause, Evidence, Offer, Operation, OperationKind, Reading, Role, ScheduleLine
from models.targets import ROLES, Form, form_of

Mark = Literal["", "struck", "added", "note"]
VERBS: dict[OperationKind, str] = {
    "add": "adds to",
    "delete": "deletes",
    "replace": "replaces",
    "amend": "amends",
    "limit": "changes a figure of",
    "exclude": "excludes",
    "write_back": "gives back under",
    "condition": "asks for",
    "cancel": "cancels",
}
DECLARING = ("declarations", "binder", "quote")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a clause. `by` is the endorsement that struck or added them, "" where they stand as printed."""

    text: str
    mark: Mark = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ClauseInForce:
    """`provenance` is the form or the endorsement that it comes from; `level` how deep it stands; `heading` is part of its text."""

    pieces: tuple[Piece, ...]
    provenance: str
    evidence: Evidence
    heading: str = ""
    level: int = 0
    role: Role = "other"

    @property
    def struck(self) -> bool:
        """True where nothing of it is left."""
        return all(piece.mark in ("struck", "note") for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class FormInForce:
    """One form with what endorsements made of it."""

    title: str
    clauses: tuple[ClauseInForce, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """A line of the schedule that is, or was, in force."""

    line: ScheduleLine
    provenance: str


@dataclass(frozen=True, slots=True)
class WordingInForce:
    """An offer's policy. `unplaced` is what endorsements say that belongs to no clause of a form that was read."""

    offer: Offer
    endorsements: tuple[InForce, ...]
    declared: tuple[Declared, ...]
    forms: tuple[FormInForce, ...]
    unplaced: tuple[ClauseInForce, ...]


def wording_in_force(offer: Offer) -> WordingInForce:
    """Put the documents of an offer together."""
    policy = policy_in_force(offer)
    current = [reading for reading in policy.offer.readings if reading.document.status in ("read", "partial")]
    forms = [reading for reading in current if reading.document.type == "policy_form"]
    placed: set[str] = set()
    written = tuple(_Writer(reading, policy, placed).form() for reading in forms)
    return WordingInForce(policy.offer, policy.endorsements, tuple(_declared(current)), written, tuple(_unplaced(policy, placed)))


def _declared(readings: Sequence[Reading]) -> Iterator[Declared]:
    """The lines of the prevailing schedule and of the endorsements, as they stand."""
    kinds = {reading.document.type for reading in readings if reading.schedule}
    prevailing = next((kind for kind in DECLARING if kind in kinds), "")
    for reading in readings:
        for line in reading.schedule:
            if line.standing.operation or reading.document.type == prevailing:
                yield Declared(line, place(line.evidence))


def _unplaced(policy: PolicyInForce, placed: set[str]) -> Iterator[ClauseInForce]:
    for item in policy.applied:
        operation = item.operation
        if _identity(item) in placed or operation.kind == "cancel":
            continue
        text = operation.new_text or operation.evidence.quote
        piece = Piece(text, "struck" if item.superseded else "added", item.superseded or item.place)
        said = _said(operation)
        yield ClauseInForce((Piece(f"{said}: ", "note"), piece), item.place, operation.evidence, item.by.endorsement.title)


def _said(operation: Operation) -> str:
    """What an operation does, for a reader: "deletes exclusion III.B.2"."""
    target = operation.target
    number = ".".join(part.upper() for part in target.numbers)
    what = " ".join(filter(None, (target.kind.replace("_", " "), number, target.name)))
    scope = "" if operation.scope == "all" else f", for {operation.scope}"
    return f"{VERBS[operation.kind]} {'the ' if not number else ''}{what}{scope}"


def _identity(item: Applied) -> str:
    return f"{item.by.document.document} {item.operation.id}"


@dataclass(slots=True)
class _Writer:
    """Writes one form. `placed` gathers the operations that found their clause."""

    reading: Reading
    policy: PolicyInForce
    placed: set[str]
    _levels: dict[str, int] = field(default_factory=dict)

    def form(self) -> FormInForce:
        document = self.reading.document
        form = form_of(self.reading)
        added = self._added(form)
        clauses: list[ClauseInForce] = []
        for clause in form.clauses:
            self._levels[clause.clause] = self._levels.get(clause.above, -1) + 1 if clause.above else 0
            clauses.append(self._clause(clause))
            clauses += added.pop(clause.clause, [])
        title = " ".join(filter(None, (document.form_number, document.edition))) or document.document.rpartition("/")[2]
        return FormInForce(title, tuple(clauses))

    def _clause(self, clause: Clause) -> ClauseInForce:
        """The clause with the operations that meet it, the earliest first."""
        pieces = [Piece(clause.text)]
        for item in self.policy.applied:
            met = item.clauses.get(self.reading.document.document, ())
            if not any(other.clause == clause.clause for other in met):
                continue
            self.placed.add(_identity(item))
            head = met[0].clause == clause.clause
            if not item.superseded:
                pieces = _changed(pieces, item, head)
            elif head:
                pieces.append(Piece(f"{_said(item.operation)}: {item.superseded}", "note", item.place))
        return ClauseInForce(
            tuple(pieces), place(clause.evidence), clause.evidence, clause.heading, self._levels[clause.clause], clause.role
        )  # fmt: skip

    def _added(self, form: Form[Clause]) -> dict[str, list[ClauseInForce]]:
        """What endorsements add to a part of the form, by the clause behind which it belongs."""
        added: dict[str, list[ClauseInForce]] = {}
        for item in self.policy.applied:
            operation = item.operation
            if item.clauses or operation.kind not in ("add", "exclude") or not operation.new_text:
                continue
            inside = form.meant(replace(operation.target, kind="clause")) if operation.target.numbers else ()
            inside = inside or tuple(clause for clause in form.clauses if clause.role in ROLES.get(operation.target.kind, ())[:1])
            if not inside:
                continue
            self.placed.add(_identity(item))
            mark: Mark = "struck" if item.superseded else "added"
            added.setdefault(inside[-1].clause, []).append(
                ClauseInForce(
                    (Piece(operation.new_text, mark, item.superseded or item.place),),
                    item.place,
                    operation.evidence,
                    "",
                    1,
                    inside[-1].role,
                )
            )
        return added


def _changed(pieces: list[Piece], item: Applied, head: bool) -> list[Piece]:
    """The pieces of a clause after one operation; of a clause with items only the first brings in the new text."""
    operation, by = item.operation, item.place
    new = [Piece(operation.new_text, "added", by)] if head and operation.new_text else []
    if operation.kind in ("delete", "replace"):
        if operation.scope != "all":
            return [*pieces, Piece(f"{_said(operation)}", "note", by), *new] if head else pieces
        return [
            replace(piece, mark="struck", by=piece.by or by) if not piece.mark or piece.mark == "added" else piece for piece in pieces
        ] + new
    if operation.old_text:
        return [part for piece in pieces for part in _words_struck(piece, operation, by)]
    scope = [Piece(f"for {operation.scope}", "note", by)] if new and operation.scope != "all" else []
    return [*pieces, *scope, *new]


def _words_struck(piece: Piece, operation: Operation, by: str) -> list[Piece]:
    """A piece with the words that an endorsement strikes, and those that it puts in their place."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in operation.old_text.split()), re.IGNORECASE)
    match = None if piece.mark else pattern.search(piece.text)
    if match is None:
        return [piece]
    parts = [Piece(piece.text[: match.start()]), Piece(match.group(), "struck", by)]
    parts += [Piece(operation.new_text, "added", by)] if operation.new_text else []
    return [part for part in (*parts, Piece(piece.text[match.end() :])) if part.text]
