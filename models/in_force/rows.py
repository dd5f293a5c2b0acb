"""What the endorsements of an offer do, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from models.in_force.policy import PolicyInForce
from models.records import Evidence, OperationKind, Target


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
