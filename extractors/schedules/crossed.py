"""Tables of prices in which each row is a limit and each column a retention, or the other way round: every price is an option."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.language.amounts import read_amount
from extractors.schedules.grid import Cell, Row
from extractors.schedules.terms import Candidate
from extractors.schedules.values import Value, plain

FEWEST = 2  # rows and columns of prices


@dataclass(frozen=True, slots=True)
class Crossing:
    """One price with the figures that it stands under and beside."""

    head: Row
    row: Row
    above: Cell
    beside: Cell
    price: Cell

    @property
    def rows(self) -> tuple[Row, Row]:
        return self.head, self.row


def crossings(rows: Sequence[Row]) -> list[Crossing]:
    """The prices of every such table, row by row."""
    found: list[Crossing] = []
    for number, head in enumerate(rows):
        if _is_head(head):
            below = _body(head, rows[number + 1 :])
            if len(below) >= FEWEST:
                found += [Crossing(head, row, *cells) for row in below for cells in _cells(head, row)]
    return found


def _is_head(row: Row) -> bool:
    """A label over the row heads, then amounts that grow."""
    figures = _moneys(row.cells[1:])
    return len(row.cells) > FEWEST and len(figures) == len(row.cells) - 1 and not _moneys(row.cells[:1]) and _grow(figures)


def _body(head: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows of amounts right below, whose first figures grow."""
    body: list[Row] = []
    for row in rows:
        if len(row.cells) != len(head.cells) or len(_moneys(row.cells)) != len(row.cells):
            break
        if not _grow(_moneys([*(above.cells[0] for above in body), row.cells[0]])):
            break
        body.append(row)
    return body


def _cells(head: Row, row: Row) -> list[tuple[Cell, Cell, Cell]]:
    return [(above, row.cells[0], price) for above, price in zip(head.cells[1:], row.cells[1:], strict=True)]


def _moneys(cells: Iterable[Cell]) -> list[float]:
    """The money that cells state; a cell that states none is left out."""
    amounts = [read_amount(cell.text) for cell in cells]
    return [amount.value for amount in amounts if amount is not None and amount.kind == "money" and amount.value is not None]


def _grow(figures: Sequence[float]) -> bool:
    return all(one < other for one, other in pairwise(figures))


def crossed_terms(found: Sequence[Crossing], number: Callable[[str], str]) -> list[Candidate]:
    """Limit, retention and premium of each option; `number` gives the option of a name. Of two figures the limit is the larger."""
    terms = []
    for crossing in found:
        limit, retention = sorted((crossing.above, crossing.beside), key=lambda cell: _moneys([cell]), reverse=True)
        option = number(f"{limit.text} / {retention.text}")
        for term, cell in (("aggregate_limit", limit), ("retention", retention), ("premium", crossing.price)):
            amount = read_amount(cell.text)
            if amount is not None and amount.value is not None:
                basis = "policy_aggregate" if term == "aggregate_limit" else amount.basis
                value = Value(plain(amount.value), amount.unit or "USD", basis)
                terms.append(Candidate(term, value, option, cell.text, crossing.row.page, (cell.words, crossing.row.words)))
    return terms
