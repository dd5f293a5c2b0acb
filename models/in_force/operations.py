"""The operations of the endorsements in force: which clauses each changes, and which of them a later one overrides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.in_force.order import InForce
from models.records import Clause, Operation, Reading, Target
from models.targets import Form, form_of

STRIKING = ("delete", "replace")
ELSEWHERE = ("policy", "declarations_item", "endorsement")  # targets that are no clause of a form
OPENING_WORDS = 12  # of what an endorsement brings in, among which its number and heading stand


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


def applied_operations(endorsements: Sequence[InForce], readings: Sequence[Reading]) -> tuple[Applied, ...]:
    """What the endorsements in force do to the policy forms among the readings, in their order."""
    forms = {reading.document.document: form_of(reading) for reading in readings if reading.document.type == "policy_form"}
    operations = [(by, operation) for by in endorsements if not by.out for operation in by.endorsement.operations]
    return tuple(_superseded([_applied(by, operation, forms) for by, operation in operations]))


def _applied(by: InForce, operation: Operation, forms: Mapping[str, Form[Clause]]) -> Applied:
    if operation.target.kind in ELSEWHERE:
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
        verb = "deleted" if later.operation.kind == "delete" else "superseded"
        for before, earlier in enumerate(found[:at]):
            if not earlier.superseded and earlier.by != later.by and _same_target(earlier.operation, later.operation):
                found[before] = replace(earlier, superseded=f"{verb} by {later.place}")
    return found


def _same_target(old: Operation, new: Operation) -> bool:
    if new.kind == "limit":
        return old.kind == "limit" and old.figure == new.figure and bool(set(old.coverages) & set(new.coverages)) and old.scope == new.scope
    if old.kind == "limit":
        return False
    if old.kind in ("replace", "amend", "delete", "write_back") and _called_alike(old.target, new.target):
        return True
    return old.kind in ("add", "exclude", "replace") and _brought_in(old, new.target)


def _called_alike(old: Target, new: Target) -> bool:
    return bool(new.numbers or new.name) and (old.kind, old.numbers, old.name.lower()) == (new.kind, new.numbers, new.name.lower())


def _brought_in(operation: Operation, target: Target) -> bool:
    """True where an operation brought in the clause that a target names, by its number and its heading."""
    opening = " ".join(operation.new_text.split()[:OPENING_WORDS]).lower()
    name = target.name.lower()
    if name:
        return opening.lstrip("0123456789.() ").startswith(name) or opening.startswith(name)
    number = target.numbers[-1] if target.numbers else ""
    kinds = {operation.target.kind, "exclusion" if operation.kind == "exclude" else operation.target.kind}
    return bool(number) and target.kind in kinds and opening.split(" ")[0].strip(".()") == number
