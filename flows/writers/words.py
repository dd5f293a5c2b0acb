"""Sentences that report, workbook and terminal share. They say what the documents state, never that somebody is covered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.gaps import Column, GapTable, Tone
from models.records import CarveBackEffect

DISCLAIMER = (
    "This comparison shows what the documents state and where. It does not replace the policy, is not legal advice and confirms no cover: "
    "read each citation in its document before relying on it."
)
TONE_WORDS: dict[Tone, str] = {
    "good": "granted at the policy limit, or a favourable term",
    "likely": "granted without a limit seen, or quoted without the wording read",
    "reduced": "sublimited, conditional or partial; an exclusion that stands; an adverse term",
    "missing": "excluded, not purchased, service only, or silent after a complete search",
    "review": "unclear or unknown: to be read by a person, never counted as covered",
}

EFFECT_WORDS: dict[CarveBackEffect, str] = {
    "restored": "Gives back",
    "conditional": "Gives back on a condition",
    "defence_only": "Gives back the cost of defending only",
}


@dataclass(frozen=True, slots=True)
class MustHaves:
    """How one option stands on the must-have coverages: how many are stated, reduced, missing, and still to be read."""

    stated: int
    reduced: int
    missing: int
    unread: int

    @property
    def gaps(self) -> int:
        return self.reduced + self.missing

    @property
    def text(self) -> str:
        parts = f"{self.missing} missing, {self.reduced} reduced"
        unread = f"; {self.unread} to be read" if self.unread else ""
        return f"{count(self.gaps, 'must-have gap')}{f' ({parts})' if self.gaps else ''}{unread}"


def must_haves(gaps: GapTable) -> tuple[MustHaves, ...]:
    """One per column of the gap table."""
    tallies: list[Counter[Tone]] = [Counter() for _ in gaps.columns]
    for row in gaps.rows:
        if row.tier == "must":
            for tally, cell in zip(tallies, row.cells, strict=True):
                tally[cell.tone] += 1
    return tuple(MustHaves(tally["good"] + tally["likely"], tally["reduced"], tally["missing"], tally["review"]) for tally in tallies)


def count(number: int, noun: str) -> str:
    """ "1 gap", "2 gaps", "no gaps"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def remark(column: Column) -> str:
    """What a reader must know of a column before reading it, or ""."""
    if not column.documents:
        return "nothing that can evidence cover was read"
    return "expiring term" if column.expiring else ""


def verdict(gaps: GapTable) -> str:
    """The first thing to say of the options on offer, and which one states most. The expiring term and the unread are not counted."""
    offered = [(column, tally) for column, tally in zip(gaps.columns, must_haves(gaps), strict=True) if not remark(column)]
    if not offered:
        return "No offer with a document that can evidence cover was found in this folder."
    unread = sum(tally.unread for _, tally in offered)
    found = f"{count(sum(tally.gaps for _, tally in offered), 'must-have gap')} in {count(len(offered), 'option')}".capitalize()
    sentence = f"{found}, and {count(unread, 'must-have')} to be read." if unread else f"{found}."
    column, best = max(offered, key=lambda pair: pair[1].stated)
    if len(offered) == 1 or not best.stated:
        return sentence
    return f"{sentence} Most must-haves stated: {column.label}, {best.stated} of {best.stated + best.gaps + best.unread}."
