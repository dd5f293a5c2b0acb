"""What a renewal changes against the expiring term: status, limit, retention and waiting period per coverage, and dated terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from models.catalogue import Catalogue
from models.offers import term_year
from models.records import Cell, Evidence, Offer, Term

Direction = Literal["better", "worse", "changed"]
TERMS = ("aggregate_limit", "retention", "retro_date", "continuity_ppl", "premium")  # of the policy as a whole
DATED = ("retro_date", "continuity_ppl")
NO_DATE = ("full prior acts", "none", "unlimited")  # ways of saying that no act is too old
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
UNRESTRICTED = "0000-00-00"  # before every date
HIGHER_IS_BETTER = {"aggregate_limit": True, "retention": False}


@dataclass(frozen=True, slots=True)
class Side:
    """One option of one offer."""

    offer_folder: str
    carrier: str
    option: str


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is status, limit, retention, waiting_hours, or a term's id; `coverage` is "" for terms of the whole policy."""

    expiring: Side
    renewal: Side
    coverage: str
    field: str
    before: str
    after: str
    direction: Direction
    evidence_before: Evidence | None
    evidence_after: Evidence | None


def changes(offers: Sequence[Offer], cells: Sequence[Cell], catalogue: Catalogue) -> tuple[Change, ...]:
    """Every option of the newest term against the expiring policy; nothing where the folder holds one term only."""
    terms = sorted({offer.term for offer in offers}, key=term_year)
    if len(terms) < 2:
        return ()
    newest, before = terms[-1], terms[-2]
    expiring = [offer for offer in offers if offer.term == before]
    by_side = _cells_by_side(cells)
    return tuple(
        change
        for renewal in offers
        if renewal.term == newest
        for old in _expiring_of(renewal, expiring)
        for before_option in old.options
        for after_option in renewal.options
        for change in (
            *_coverage_changes(by_side, old, before_option, renewal, after_option, catalogue),
            *_term_changes(old, before_option, renewal, after_option),
        )
    )


def _expiring_of(renewal: Offer, expiring: Sequence[Offer]) -> list[Offer]:
    """The same carrier's policy where there is one, else what was in force: the offers with declarations or a binder, else all."""
    same = [offer for offer in expiring if offer.carrier and offer.carrier == renewal.carrier]
    bound = [offer for offer in expiring if any(reading.document.type in ("declarations", "binder") for reading in offer.readings)]
    return same or bound or list(expiring)


def _cells_by_side(cells: Sequence[Cell]) -> dict[tuple[str, str], dict[str, Cell]]:
    by_side: dict[tuple[str, str], dict[str, Cell]] = {}
    for cell in cells:
        by_side.setdefault((cell.offer_folder, cell.option), {})[cell.coverage] = cell
    return by_side


def _coverage_changes(
    by_side: dict[tuple[str, str], dict[str, Cell]], old: Offer, old_option: str, new: Offer, new_option: str, catalogue: Catalogue
) -> Iterator[Change]:
    before_cells, after_cells = by_side[old.folder, old_option], by_side[new.folder, new_option]
    for coverage in catalogue.coverages:
        before, after = before_cells[coverage], after_cells[coverage]
        sides = _side(old, old_option), _side(new, new_option)
        for name, was, now, direction in _differences(before, after, catalogue):
            yield Change(*sides, coverage, name, was, now, direction, before.evidence, after.evidence)


def _differences(before: Cell, after: Cell, catalogue: Catalogue) -> Iterator[tuple[str, str, str, Direction]]:
    if "unknown" in (before.status, after.status):  # no wording or schedule on one side: nothing to compare with
        return
    if before.status != after.status:
        yield "status", before.status, after.status, _status_direction(before, after, catalogue)
    higher_is_better = {"limit": True, "retention": False, "waiting_hours": False}
    for name, good in higher_is_better.items():
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        comparable = was is not None and now is not None and before.limit_unit == after.limit_unit
        unit = name != "waiting_hours"
        direction: Direction = ("better" if (now > was) == good else "worse") if comparable else "changed"
        yield name, _figure(was, before.limit_unit if unit else ""), _figure(now, after.limit_unit if unit else ""), direction


def _status_direction(before: Cell, after: Cell, catalogue: Catalogue) -> Direction:
    was, now = catalogue.status_weights[before.status], catalogue.status_weights[after.status]
    if was == now or "unclear" in (before.status, after.status):
        return "changed"
    return "better" if now < was else "worse"


def _term_changes(old: Offer, old_option: str, new: Offer, new_option: str) -> Iterator[Change]:
    for name in TERMS:
        before, after = _policy_term(old, old_option, name), _policy_term(new, new_option, name)
        if before is None or after is None or (before.value, before.unit) == (after.value, after.unit):
            continue
        was, now = (f"{term.value} {term.unit}".strip() for term in (before, after))
        sides = _side(old, old_option), _side(new, new_option)
        yield Change(*sides, "", name, was, now, _term_direction(before, after), before.evidence, after.evidence)


def _term_direction(before: Term, after: Term) -> Direction:
    """A later retroactive date takes away what was done before it, as does the first one; a premium is no cover."""
    if before.term in DATED:
        was, now = (UNRESTRICTED if term.value.casefold() in NO_DATE else term.value for term in (before, after))
        if not all(DATE.fullmatch(value) for value in (was, now)):
            return "changed"
        return "worse" if now > was else "better"
    if before.term not in HIGHER_IS_BETTER or before.unit != after.unit:
        return "changed"
    return "better" if (float(after.value) > float(before.value)) == HIGHER_IS_BETTER[before.term] else "worse"


def _policy_term(offer: Offer, option: str, name: str) -> Term | None:
    terms = [
        term
        for reading in offer.readings
        for term in reading.terms
        if term.term == name and not term.coverage and term.option in ("", "all", option)
    ]
    return next((term for term in terms if term.option == option), terms[0] if terms else None)


def _side(offer: Offer, option: str) -> Side:
    return Side(offer.folder, offer.carrier, option)


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}".strip() if value < 1e6 else f"{value:.0f} {unit}".strip()
