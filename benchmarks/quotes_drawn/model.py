"""A quote as data: what it offers in each option, before any layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Position = Literal["limit", "included", "refused"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one option gives one coverage. None: not stated. `retention` is 0 where it is nil."""

    position: Position
    limit: int | None = None
    retention: int | None = None
    hours: int | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One coverage line: its label, and what each option states, in the order of the options."""

    coverages: tuple[str, ...]
    label: str
    by_option: tuple[Stated, ...]

    @property
    def shared(self) -> bool:
        return len(set(self.by_option)) == 1


@dataclass(frozen=True, slots=True)
class Option:
    """The policy's own figures in one option. `fees` are (label, amount); the total is what all of it makes."""

    name: str
    aggregate: int
    retention: int
    premium: int
    fees: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float:
        return round(self.premium + sum(amount for _, amount in self.fees), 2)


@dataclass(frozen=True, slots=True)
class Quote:
    """`retro` is a date or words. `min_earned` is percent; `terrorism` a premium that stands beside the total; None: not stated."""

    insurer: str
    insured: str
    reference: str
    issued: dt.date
    expires: dt.date
    begins: dt.date
    ends: dt.date
    retro: dt.date | str | None
    options: tuple[Option, ...]
    lines: tuple[Line, ...]
    min_earned: int | None = None
    terrorism: int | None = None
    totalled: bool = True
