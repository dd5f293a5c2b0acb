"""A verdict on one coverage, before it becomes a cell, and what verdicts are held against."""

from __future__ import annotations

from dataclasses import dataclass

from models.catalogue import Catalogue
from models.records import CoverageStatus, Evidence, ScheduleLine, Via
from models.rules import Rules


@dataclass(frozen=True, slots=True)
class Bench:
    """The catalogue, the rules, and the limit (in the currency of what is compared) that is full where no aggregate is stated."""

    catalogue: Catalogue
    rules: Rules
    full_limit: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its reason and evidence. `line` holds the figures of the schedule that count, where there are any."""

    status: CoverageStatus
    reason: str
    via: Via = ""
    evidence: Evidence | None = None
    confidence: float = 0.0
    line: ScheduleLine | None = None
