"""Which exclusions and denials of a quote, binder or declarations are told in words, and which are but rows of its schedule misread.

A schedule is no wording: a cell "Not covered" refuses its own row, which the schedule itself states, and nothing of the rows around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.amounts import find_amounts
from models.records import Box, Evidence, Reading, ScheduleLine

_WORDED = re.compile(r"\bexclu(?:sions?|des?|ding)\b|\b(?:does|do|shall|will|is|are) not\b", re.IGNORECASE)
_REFUSES = re.compile(r"\bexcluded\b|\b(?:not|no)\s+(?:cover|insur|includ|provid)", re.IGNORECASE)  # what a cell may say as well


def told_in_words(reading: Reading) -> Reading:
    """The reading with only those of its exclusions and denials that are worded as such, or stand apart from the schedule."""
    takings = (one for one in reading.takings if _is_told(one.evidence, one.heading, one.lead_in, reading.schedule))
    denials = (one for one in reading.denials if _is_told(one.evidence, one.heading, "", reading.schedule))
    return replace(reading, takings=tuple(takings), denials=tuple(denials))


def _is_told(evidence: Evidence, heading: str, lead_in: str, schedule: Sequence[ScheduleLine]) -> bool:
    words = f"{heading} {evidence.quote}"
    if _WORDED.search(words):
        return True
    priced = any(item.amount.kind == "money" for item in find_amounts(words))
    return bool(lead_in or _REFUSES.search(words)) and not priced and not any(_in_row(evidence, line.evidence) for line in schedule)


def _in_row(found: Evidence, row: Evidence) -> bool:
    return found.page == row.page and _beside(found.box, row.box)


def _beside(one: Box, other: Box) -> bool:
    """True where half of the lower box lies beside the other."""
    beside = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.x0 < other.x1 and other.x0 < one.x1 and beside > 0.5 * min(one.bottom - one.top, other.bottom - other.top)
