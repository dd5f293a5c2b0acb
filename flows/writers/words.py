"""Sentences that report, workbook and terminal share. They say what the documents state, never that somebody is covered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.gaps import GapTable, Tone

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


def verdict(gaps: GapTable) -> str:
    """The first thing to say, and which option leaves least open. An option nobody could read is never the best."""
    options = must_haves(gaps)
    if not options:
        return "No offer was found in this folder."
    found = count(sum(option.gaps for option in options), "must-have gap")
    unread = sum(option.unread for option in options)
    sentence = f"{found} in {count(len(options), 'option')}".capitalize() + (
        f", and {count(unread, 'must-have')} to be read." if unread else "."
    )
    if len(options) == 1:
        return sentence
    best = max(range(len(options)), key=lambda index: options[index].stated)
    stated = options[best].stated
    if not stated:
        return f"{sentence} No document states a must-have coverage in full."
    total = stated + options[best].gaps + options[best].unread
    return f"{sentence} Most must-haves stated: {gaps.columns[best].label}, {stated} of {total}."
