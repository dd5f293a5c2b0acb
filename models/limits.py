"""The limits of an offer as a tree: what is part of the policy aggregate, what stands beside it, and over what an excess layer stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.catalogue import Catalogue
from models.in_force import without_struck
from models.policy import EffectivePolicy, Position, figure, papers
from models.records import Evidence, Offer, Term
from models.rules import load_rules

AGGREGATE = "policy aggregate limit"


@dataclass(frozen=True, slots=True)
class LimitNode:
    """A limit and its parts. `coverage` is "" for the policy's own; `relation` says how it stands to the one above ("" not stated).

    `attachment` is what an excess layer stands over; `defence` tells whether defence costs erode it ("inside", "outside", "" not stated).
    """

    name: str
    coverage: str
    amount: float | None
    unit: str
    evidence: Evidence
    basis: str = ""
    relation: str = ""
    retention: float | None = None
    waiting_hours: float | None = None
    coinsurance_pct: float | None = None
    attachment: float | None = None
    defence: str = ""
    parts: tuple[LimitNode, ...] = ()


def limit_trees(offer: Offer, option: str, catalogue: Catalogue) -> tuple[LimitNode, ...]:
    """The policy's aggregate with its parts first, then the limits that stand beside it.

    A limit whose relation is not stated is told below the aggregate: it is the most that the policy pays, unless a document says otherwise.
    """
    filed = papers(without_struck(offer), catalogue)
    policy = EffectivePolicy(filed, catalogue, load_rules())
    positions = [policy.position(coverage, option) for coverage in catalogue.coverages]
    nodes = [node for position in positions if (node := _node(position, catalogue)) is not None]
    aggregate = next((position.aggregate for position in positions if position.aggregate), None)
    if aggregate is None:
        return tuple(nodes)
    stated = [term for reading in filed.evidence for term in reading.terms if term.option in ("", "all", option) and not term.coverage]
    attachment = _first(stated, "attachment")
    root = LimitNode(
        AGGREGATE,
        "",
        figure(aggregate),
        aggregate.found.unit,
        aggregate.found.evidence,
        aggregate.found.basis or "aggregate",
        attachment=_number(attachment),
        defence=_first(stated, "defence_basis"),
        parts=tuple(node for node in nodes if node.relation != "in_addition"),
    )
    return (root, *(node for node in nodes if node.relation == "in_addition"))


def _node(position: Position, catalogue: Catalogue) -> LimitNode | None:
    line = position.line.found if position.line else None
    if line is None or line.position not in ("limit", "included"):
        return None
    relation = line.limit_relation or ("part_of" if line.position == "included" else "")
    return LimitNode(
        catalogue.coverages[position.coverage].name,
        position.coverage,
        line.limit,
        line.limit_unit,
        line.evidence,
        line.limit_basis,
        relation,
        line.retention,
        line.waiting_hours,
        line.coinsurance_pct,
    )


def _first(stated: Sequence[Term], term: str) -> str:
    return next((found.value for found in stated if found.term == term), "")


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def flat(nodes: Sequence[LimitNode], above: str = "") -> Iterator[tuple[LimitNode, str]]:
    """Each node with the name of the one above it, "" at the top."""
    for node in nodes:
        yield replace(node, parts=()), above
        yield from flat(node.parts, node.name)
