"""Heads of tables: which column holds limits, which retentions, which belongs to which option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.language.amounts import find_amounts, read_amount
from extractors.language.dates import find_dates
from extractors.schedules.grid import Cell, Row
from extractors.schedules.vocabulary import Vocabulary
from models.catalogue.matching import Phrases, longest

MAX_HEAD_WORDS = 7
NAMED_SHARE = 0.3  # of a head's words at least are words for columns
VALUE_ROLES = frozenset({"limit", "aggregate", "retention", "waiting", "coinsurance", "premium", "option"})
MISSING = (("limit", frozenset({"limit", "aggregate"})), ("retention", frozenset({"retention"})))  # what an unknown column may be
SUREST = ("other", "premium", "retention", "waiting", "coinsurance", "limit", "aggregate")  # role of a label that names several
CENTRED = 0.08  # of the width of the option columns: a lone value this near their middle spans them all
ALL_OPTIONS = re.compile(r"\b(?:all|each|every|both)\s+options?\b", re.IGNORECASE)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Column:
    """`role` is a key of the vocabulary's columns, "" where it is not known; `option` is "1", "2", ... or "" where the column holds for
    all; `label` is what stands over it."""

    role: str
    option: str
    x0: float
    x1: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    columns: tuple[Column, ...]

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.option for column in self.columns if column.option))

    def columns_of(self, cell: Cell) -> list[Column]:
        """The columns that a cell of the table stands in: several where it spans them."""
        if cell.ruled:
            inside = [c for c in self.columns if min(c.x1, cell.x1) - max(c.x0, cell.x0) > 0.5 * (c.x1 - c.x0)]
            if inside:
                return inside
        nearest = min(self.columns, key=lambda column: _distance(column, cell))
        return [nearest]

    def spans(self, cells: Sequence[Cell]) -> bool:
        """True where one lone value stands in the middle of the option columns: it holds for all of them."""
        offered = [column for column in self.columns if column.option]
        inside = [cell for cell in cells if any(column.option for column in self.columns_of(cell))]
        if len(offered) < 2 or len(inside) != 1:
            return False
        left, right = min(column.x0 for column in offered), max(column.x1 for column in offered)
        return abs((inside[0].x0 + inside[0].x1) / 2 - (left + right) / 2) < CENTRED * (right - left)


def _distance(column: Column, cell: Cell) -> float:
    return min(abs(column.x0 - cell.x0), abs(column.x1 - cell.x1), abs(column.x0 + column.x1 - cell.x0 - cell.x1) / 2)


class HeadReader:
    """Tells heads of tables from rows of values. Option numbers are given in the order in which options are met.

    `own` are the document's own words for options.
    """

    def __init__(self, vocabulary: Vocabulary, own: Sequence[str] = ()) -> None:
        self._roles = {phrase.lower(): role for role, phrases in vocabulary.columns.items() for phrase in phrases}
        self._phrases = Phrases(self._roles)
        names = "|".join(re.escape(name) for name in sorted((*vocabulary.option.names, *own), key=len, reverse=True))
        self._option = re.compile(
            rf"^(?:{names})\s*(?:no\.?|#)?\s*(\d{{1,2}}|[A-F]|[IV]{{1,3}}|{'|'.join(_NUMBERS)})\b[\s:.)–-]*", re.IGNORECASE
        )
        self._seen: list[str] = []

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(str(number) for number in range(1, len(self._seen) + 1))

    def option(self, text: str) -> tuple[str, str] | None:
        """(option number, what follows its name) where a text begins with "Option 2", "Alternative B"."""
        match = self._option.match(text)
        if match is None:
            return None
        name = match[1].upper()
        return self.number(str(_NUMBERS.get(name.lower(), name))), text[match.end() :]

    def number(self, name: str) -> str:
        """The number of the option of that name."""
        if name not in self._seen:
            self._seen.append(name)
        return str(self._seen.index(name) + 1)

    def read(self, row: Row, above: Head | None) -> Head | None:
        """The head that a row is, or None. Under a head of options alone, a second head line tells what each option's columns hold."""
        cells = [cell for cell in row.cells if cell.words]
        columns = [self._column(cell) for cell in cells]
        known = [column for column in columns if column]
        named = {column.role for column in known}
        unknown = len(columns) - len(known)
        told = all(word.bold for cell in cells for word in cell.words)  # a head by its type
        stating = any(_states(cell) for cell, column in zip(cells, columns, strict=True) if not column)
        if len(row.cells) < 2 or not named & VALUE_ROLES or stating:
            return None
        if not (told and len(columns) > 2) and (unknown > 1 or len(known) < 2 - unknown or (len(known) == 1 and known[0].role != "option")):
            return None
        if told:
            known = _completed(cells, columns)
        head = Head(tuple(known))
        return _under_options(head, above) if above and above.options and not head.options else head

    def role(self, text: str) -> str:
        """What a label of one line names as the head of a column would, "" where it names nothing."""
        hits = longest(self._phrases.find(text))
        roles = {self._roles[hit.phrase] for hit in hits}
        return next((role for role in SUREST if role in roles), "")

    def _column(self, cell: Cell) -> Column | None:
        text = cell.text
        option = self.option(text)
        if option is not None and len(cell.words) <= MAX_HEAD_WORDS:
            return Column("option", option[0], cell.x0, cell.x1, text)
        if len(cell.words) > MAX_HEAD_WORDS or _states(cell):
            return None
        hits = longest(self._phrases.find(text))
        if sum(hit.end - hit.start for hit in hits) < NAMED_SHARE * len(cell.words):
            return None
        roles = [self._roles[hit.phrase] for hit in hits]
        role = next((role for role in roles if role == "other"), roles[0])
        return Column("retention" if {"retention", "waiting"} <= set(roles) else role, "", cell.x0, cell.x1, text)


def _states(cell: Cell) -> bool:
    text = cell.text
    amount = read_amount(text)
    named = amount is not None and amount.kind == "included"  # "Maximum policy aggregate" is a head, and may be a value
    return bool((amount and not named) or find_amounts(text) or find_dates(text) or text.rstrip().endswith(":"))


def _completed(cells: Sequence[Cell], columns: Sequence[Column | None]) -> list[Column]:
    """The columns with those whose name is not known: the first holds the coverages, another the limits or else the retentions."""
    known = {column.role for column in columns if column}
    roles: dict[str, str] = {}
    found: list[Column] = []
    for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if column is None and cell.text not in roles:
            missing = (role for role, has in MISSING if not has & {*known, *roles.values()})
            is_first = number == 0 and "coverage" not in known and sum(other.text == cell.text for other in cells) == 1
            roles[cell.text] = "coverage" if is_first else next(missing, "")
        found.append(column or Column(roles[cell.text], "", cell.x0, cell.x1, cell.text))
    return found


def _under_options(head: Head, above: Head) -> Head:
    """Columns "Limit | Retention | Limit | Retention" below "Option 1 | Option 2", shared out in order."""
    values = [column for column in head.columns if column.role in VALUE_ROLES]
    offered = [column.option for column in above.columns if column.option]
    if len(values) % len(offered) or len(values) == len(offered) == 1:
        return head
    each = len(values) // len(offered)
    numbered = [replace(column, option=offered[number // each]) for number, column in enumerate(values)]
    return Head(tuple([column for column in head.columns if column not in values] + numbered))
