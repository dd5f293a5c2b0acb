"""The effective position of a coverage in one option of an offer: what its documents say, in the order in which they prevail.

An endorsement prevails over the declarations, they over the form, and the policy over the binder and the quote it replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from models.catalogue import Catalogue
from models.listed_forms import Absent, absent_forms
from models.records import Denial, Document, DocumentType, Evidence, Grant, Offer, Reading, ScheduleLine, Taking, Term, Via
from models.rules import Rules

VIA: dict[DocumentType, Via] = {
    "endorsement": "endorsement",
    "declarations": "declarations",
    "policy_form": "form",
    "binder": "binder",
    "quote": "quote",
    "certificate": "",  # evidence of a weak kind: it decides nothing
}
_PRECEDENCE = tuple(VIA)
_VIAS: tuple[Via, ...] = tuple(VIA.values())
_WORDINGS: tuple[DocumentType, ...] = ("endorsement", "policy_form")
_SCHEDULES: tuple[DocumentType, ...] = ("declarations", "binder", "quote", "certificate")
_EVERY_OPTION = ("", "all")
_PART = r"(?:[IVX]{1,4}|[A-Za-z]|\d{1,2})"
_NUMBER = re.compile(rf"^(?:\(?{_PART}(?:[.():-]+{_PART})*[.):]*\s+)+")  # before a name
NEEDS_LIMIT = "cover_needs_shown_limit"

Finding = TypeVar("Finding", Denial, Grant, Taking, ScheduleLine, Term)


@dataclass(frozen=True, slots=True)
class Sourced(Generic[Finding]):
    """A finding and by what kind of document it came."""

    via: Via
    found: Finding

    @property
    def place(self) -> str:
        return place(self.found.evidence)


def place(evidence: Evidence) -> str:
    """Where it stands, as it is said in a sentence: "form.pdf p. 4"."""
    return f"{_file(evidence.document)} p. {evidence.page}"


def _file(document: str) -> str:
    return document.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents of an offer: what was read of each kind that evidences cover, and what was not or cannot."""

    evidence: tuple[Reading, ...]
    forms: tuple[Reading, ...]
    unread: tuple[Document, ...]
    beside: tuple[Document, ...]
    absent: tuple[Absent, ...] = ()  # forms that the declarations list and nobody has read

    @property
    def defined(self) -> bool:
        """Whether any of the forms holds definitions, which then hold for all of them."""
        return any(clause.role == "definition" for reading in self.forms for clause in reading.clauses)

    @property
    def only_endorsements(self) -> bool:
        return all(reading.document.type == "endorsement" for reading in self.evidence)


@dataclass(frozen=True, slots=True)
class Position:
    """What the documents of an offer say of one coverage in one option.

    `takings` are the exclusions that reach it, weightiest first; `denial` is the surest passage that says it is not paid;
    `needs_limit` is where a wording says that it pays nothing without a limit on the schedule.
    """

    coverage: str
    option: str
    grant: Sourced[Grant] | None
    line: Sourced[ScheduleLine] | None
    parent: Sourced[ScheduleLine] | None
    takings: tuple[Sourced[Taking], ...]
    denial: Sourced[Denial] | None
    aggregate: Sourced[Term] | None
    needs_limit: Sourced[Term] | None = None


def papers(offer: Offer, catalogue: Catalogue) -> Papers:
    """Sort the documents of an offer. Duplicates and superseded documents say nothing, those of another line nothing of this cover."""
    current = [reading for reading in offer.readings if reading.document.status not in ("duplicate", "superseded")]
    readable = [reading for reading in current if reading.document.status in ("read", "partial")]
    foreign = {line.id for line in catalogue.lines.values() if not line.compared}
    evidence = tuple(
        reading
        for reading in readable
        if reading.document.type in VIA and reading.document.line not in foreign and not reading.document.of_another
    )
    return Papers(
        evidence=tuple(sorted(evidence, key=lambda reading: _PRECEDENCE.index(reading.document.type))),
        forms=tuple(reading for reading in evidence if reading.document.type == "policy_form"),
        unread=tuple(reading.document for reading in current if reading.document.status not in ("read", "partial")),
        beside=tuple(reading.document for reading in readable if reading not in evidence),
        absent=tuple(absent for absent in absent_forms(offer.readings) if absent.matters),
    )


class EffectivePolicy:
    """The positions of one offer."""

    def __init__(self, sorted_papers: Papers, catalogue: Catalogue, rules: Rules) -> None:
        self._rules = rules
        self._catalogue = catalogue
        self._evidence = sorted_papers.evidence
        self._defined = sorted_papers.defined
        schedules = {reading.document.type for reading in self._evidence} & set(_SCHEDULES)
        prevailing = next((kind for kind in _SCHEDULES if kind in schedules), None)
        # A quote's figures end with the policy: what the declarations leave out is not taken from the quote they replaced.
        self._scheduled = [reading for reading in self._evidence if reading.document.type in (*_WORDINGS, prevailing)]
        self._takings = [Sourced(_via(reading, taking), taking) for reading in self._evidence for taking in reading.takings]
        self._needs_limit = next(self._stated(NEEDS_LIMIT), None)
        self._reach = {taking.found.exclusion: set(catalogue.eroded_by(taking.found.exclusion)) for taking in self._takings}
        self._renamed = self._names_of_the_form()
        self._wording = {
            coverage: (self._grant(coverage), self._reaching(coverage), self._denial(coverage)) for coverage in catalogue.coverages
        }

    def position(self, coverage: str, option: str) -> Position:
        """What is said of `coverage` in `option` ("1", "2", ...)."""
        grant, takings, denial = self._wording[coverage]
        parent = self._rules.parents.get(coverage)
        return Position(
            coverage=coverage,
            option=option,
            grant=grant,
            line=self._line(coverage, option),
            parent=self._line(parent, option) if parent else None,
            takings=tuple(taking for taking in takings if _reaches(taking, grant)),
            denial=denial,
            aggregate=self._aggregate(option),
            needs_limit=self._needs_limit,
        )

    def _names_of_the_form(self) -> dict[Evidence, tuple[str, ...]]:
        """Lines whose name usually means a coverage that no wording grants, with the coverages that the form grants under that name."""
        grants = [grant for reading in self._evidence if reading.document.type in _WORDINGS for grant in reading.grants]
        granted = {grant.coverage for grant in grants}
        lines = [line for reading in self._scheduled for line in reading.schedule if line.coverage not in granted]
        renamed = {line.evidence: tuple(grant.coverage for grant in grants if _bears_name(line, grant)) for line in lines}
        return {evidence: coverages for evidence, coverages in renamed.items() if coverages}

    def _stated(self, term: str) -> Iterator[Sourced[Term]]:
        """What the wordings state of a term."""
        for reading in self._evidence:
            if reading.document.type in _WORDINGS:
                yield from (Sourced(_via(reading, found), found) for found in reading.terms if found.term == term)

    def _grant(self, coverage: str) -> Sourced[Grant] | None:
        """The surest grant. Only of a form whose definitions no form of the offer holds are the undefined terms kept in mind."""
        grants = [
            Sourced(_via(reading, grant), self._rested(grant, reading))
            for reading in self._evidence
            if reading.document.type in _WORDINGS
            for grant in reading.grants
            if grant.coverage == coverage
        ]
        return min(grants, key=_weaker_grant, default=None)

    def _rested(self, grant: Grant, reading: Reading) -> Grant:
        """The grant, less sure where it rests on terms that its form leaves undefined and no other form of the offer defines."""
        if self._defined or not reading.undefined:
            return replace(grant, undefined=(), hollow=False)
        return replace(grant, confidence=grant.confidence * self._rules.undefined) if grant.undefined else grant

    def _line(self, coverage: str, option: str) -> Sourced[ScheduleLine] | None:
        lines = [
            Sourced(_via(reading, line), line)
            for reading in self._scheduled
            for line in reading.schedule
            if coverage in self._renamed.get(line.evidence, (line.coverage,))
            and _holds(line.option, option, reading)
            # Only a schedule has blanks: a wording that names a coverage without a figure leaves nothing open.
            and (line.position != "unstated" or reading.document.type in _SCHEDULES)
        ]
        lines.sort(key=lambda line: _VIAS.index(line.via))
        stated = [line for line in lines if line.found.position != "unstated"]
        return _completed(stated) if stated else next(iter(lines), None)

    def _aggregate(self, option: str) -> Sourced[Term] | None:
        terms = [
            Sourced(_via(reading, term), term)
            for reading in self._scheduled
            for term in reading.terms
            if term.term in self._rules.aggregate_terms
            and not term.coverage
            and _holds(term.option, option, reading)
            and _figure(term) is not None
        ]
        return min(terms, key=lambda term: self._rules.aggregate_terms.index(term.found.term), default=None)

    def _denial(self, coverage: str) -> Sourced[Denial] | None:
        denials = [
            Sourced(_via(reading, denial), denial)
            for reading in self._evidence
            for denial in reading.denials
            if denial.coverage == coverage
        ]
        return max(denials, key=lambda denial: denial.found.confidence, default=None)

    def _reaching(self, coverage: str) -> tuple[Sourced[Taking], ...]:
        def weight(taking: Sourced[Taking]) -> int:
            if self._rules.outright_for(taking.found, coverage):
                return 0
            return 1 if coverage in self._catalogue.exclusions[taking.found.exclusion].erodes else 2

        reaching = [taking for taking in self._takings if weight(taking) == 0 or coverage in self._reach[taking.found.exclusion]]
        return tuple(sorted(reaching, key=weight))


def _reaches(taking: Sourced[Taking], grant: Sourced[Grant] | None) -> bool:
    """False where an exclusion of the same document is confined to other agreements than the one that grants the coverage."""
    elsewhere = grant is not None and grant.found.evidence.document != taking.found.evidence.document
    if grant is None or elsewhere or not taking.found.reach or not grant.found.numbers:
        return True
    return bool(set(taking.found.reach) & set(grant.found.numbers))


def figure(aggregate: Sourced[Term]) -> float:
    """The amount of a term that `position` took as an aggregate."""
    return float(aggregate.found.value)


def _figure(term: Term) -> float | None:
    try:
        return float(term.value)
    except ValueError:
        return None


def _via(reading: Reading, found: Denial | Grant | Taking | ScheduleLine | Term) -> Via:
    """By what kind of document a finding came; an endorsement is one wherever it stands."""
    return "endorsement" if found.standing.operation else VIA[reading.document.type]


def _completed(lines: Sequence[Sourced[ScheduleLine]]) -> Sourced[ScheduleLine]:
    """The line that prevails; what an endorsement does not speak of stays as the declarations have it."""
    first = lines[0]
    below = next((line.found for line in lines if line.via != "endorsement"), None)
    if first.via != "endorsement" or below is None or first.found.position not in ("limit", "included"):
        return first
    line = first.found
    kept = replace(
        line,
        retention=below.retention if line.retention is None else line.retention,
        waiting_hours=below.waiting_hours if line.waiting_hours is None else line.waiting_hours,
        coinsurance_pct=below.coinsurance_pct if line.coinsurance_pct is None else line.coinsurance_pct,
    )
    return Sourced(first.via, kept)


def _holds(stated: str, option: str, reading: Reading) -> bool:
    """A document that shows one option only, such as the declarations, speaks for every option of its offer."""
    return stated == option or stated in _EVERY_OPTION or len(reading.options) == 1


def _bears_name(line: ScheduleLine, grant: Grant) -> bool:
    """Whether a line of a schedule begins with the name of the agreement that grants, whatever number stands before either."""
    name, quote = (_NUMBER.sub("", " ".join(text.split())).casefold() for text in (grant.heading, line.evidence.quote))
    return bool(name) and quote.startswith(name)


def _weaker_grant(grant: Sourced[Grant]) -> tuple[bool, float, bool]:
    """The indemnity before the mere service, then the surest, then the one under a heading; ties stay in order of precedence and page."""
    return grant.found.service_only, -grant.found.confidence, not grant.found.heading


def names(documents: Iterable[Document], limit: int = 3) -> str:
    """File names for a sentence, the first few where there are many."""
    files: Sequence[str] = [_file(document.document) for document in documents]
    rest = f" and {len(files) - limit} more" if len(files) > limit else ""
    return ", ".join(files[:limit]) + rest
