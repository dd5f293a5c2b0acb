"""An offer with what its endorsements do to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.in_force.agreements import agreements_gone
from models.in_force.figures import changed_figures, dated, last_figures
from models.in_force.marks import Marker
from models.in_force.operations import Applied, applied_operations
from models.in_force.order import InForce, inception_of, ordered
from models.records import Finding, Offer, Reading
from models.write_backs import with_write_backs


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """An offer with its findings marked, and what its endorsements do, the earliest first."""

    offer: Offer
    endorsements: tuple[InForce, ...]
    applied: tuple[Applied, ...]


def policy_in_force(offer: Offer) -> PolicyInForce:
    """Apply the endorsements of an offer. Documents without any come out as they went in."""
    current = [reading for reading in offer.readings if reading.document.status not in ("duplicate", "superseded")]
    inception = inception_of(current)
    endorsements = ordered(current, inception)
    if not endorsements:
        return PolicyInForce(replace(offer, readings=with_write_backs(offer.readings)), (), ())
    applied = applied_operations(endorsements, current)
    readings = _marked(offer.readings, endorsements, applied)
    readings = agreements_gone(last_figures(readings, endorsements), applied)
    readings = dated(changed_figures(readings, applied), endorsements, inception)
    return PolicyInForce(replace(offer, readings=readings), endorsements, applied)


def _marked(readings: tuple[Reading, ...], endorsements: tuple[InForce, ...], applied: tuple[Applied, ...]) -> tuple[Reading, ...]:
    markers = [Marker(endorsements, applied, reading) for reading in readings]
    given_back = with_write_backs([marker.reading() for marker in markers])
    return tuple(marker.restored(reading) for marker, reading in zip(markers, given_back, strict=True))


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
