"""Excess layers: what an excess policy follows of the policy below it, and what it does not.

What the excess documents say themselves of a coverage stands. Of the others the policy below decides, where it is among the offers;
what it pays under a sublimit is lost where the excess policy does not follow sublimits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.amount_text import amount_text
from models.catalogue import Catalogue
from models.policy import place
from models.records import Cell, CoverageStatus, Offer, Term

OPEN: tuple[CoverageStatus, ...] = ("silent", "unknown")  # an excess document that names a coverage decides it itself
FOLLOWED: tuple[CoverageStatus, ...] = ("covered", "granted", "conditional", "partial", "quoted")
FOLLOWING = 0.7  # how sure a coverage is that is only followed


@dataclass(frozen=True, slots=True)
class Layer:
    """An excess offer: over what it stands (None where not stated), and what it says that it follows."""

    offer: Offer
    follows: Term
    attachment: Term | None
    below: Offer | None

    @property
    def over(self) -> str:
        if self.attachment is None:
            return ""
        return f", in excess of {amount_text(float(self.attachment.value), self.attachment.unit)} ({place(self.attachment.evidence)})"


def layered(cells: Sequence[Cell], offers: Sequence[Offer], catalogue: Catalogue) -> tuple[Cell, ...]:
    """The cells, those of excess offers being judged by what lies below where their own documents say nothing."""
    layers = {(layer.offer.folder, layer.offer.carrier): layer for layer in _layers(offers, catalogue)}
    if not layers:
        return tuple(cells)
    known = {(cell.offer_folder, cell.carrier, cell.coverage): cell for cell in reversed(cells)}
    return tuple(
        _followed(cell, layer, known) if (layer := layers.get((cell.offer_folder, cell.carrier))) and cell.status in OPEN else cell
        for cell in cells
    )


def _layers(offers: Sequence[Offer], catalogue: Catalogue) -> Iterator[Layer]:
    for offer in offers:
        terms = [term for reading in offer.readings if catalogue.kinds[reading.document.type].evidence for term in reading.terms]
        stated = {term.term: term for term in reversed(terms) if not term.standing.struck}
        layer, follows = stated.get("layer"), stated.get("excess_follows")
        if layer is not None and layer.value == "excess" and follows is not None:
            yield Layer(offer, follows, stated.get("attachment"), _below(offer, offers))


def _below(offer: Offer, offers: Sequence[Offer]) -> Offer | None:
    """The offer whose policy number the excess documents name."""
    said = " ".join(clause.text for reading in offer.readings for clause in reading.clauses)
    own = {reading.document.policy_number for reading in offer.readings}
    for other in offers:
        numbers = {reading.document.policy_number for reading in other.readings} - own - {""}
        if other is not offer and any(number in said for number in numbers):
            return other
    return None


def _followed(cell: Cell, layer: Layer, known: dict[tuple[str, str, str], Cell]) -> Cell:
    follows, said = (
        layer.follows,
        f"excess policy{layer.over} that follows the form of the policy below it ({place(layer.follows.evidence)})",
    )
    if layer.below is None:
        return replace(cell, status="unknown", reason=f"{said}: the policy that it follows is not among the offers")
    below = known.get((layer.below.folder, layer.below.carrier, cell.coverage))
    if below is None:
        return cell
    theirs = f"{layer.below.folder or layer.below.carrier}: {below.status.replace('_', ' ')}"
    if below.evidence is not None:
        theirs += f" ({place(below.evidence)})"
    if below.status == "sublimited" and follows.value == "not_sublimits":
        reason = f"not followed where the policy below pays under a sublimit ({place(follows.evidence)}); {theirs}"
        return replace(cell, status="excluded", reason=reason, via="form", evidence=follows.evidence, confidence=follows.confidence)
    if below.status in (*FOLLOWED, "sublimited"):
        status: CoverageStatus = "granted" if below.status in ("covered", "granted", "quoted", "sublimited") else below.status
        return replace(
            cell,
            status=status,
            reason=f"{said}; {theirs}",
            via="form",
            evidence=follows.evidence,
            confidence=round(FOLLOWING * below.confidence, 4),
        )
    return replace(
        cell, status=below.status, reason=f"{said}; {theirs}", evidence=below.evidence, confidence=below.confidence, via=below.via
    )
