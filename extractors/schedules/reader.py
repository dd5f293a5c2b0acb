"""From the text of a quote, declarations, binder or endorsement to the coverages, terms and options that it states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.evidence import Citer
from extractors.language.amounts import Amount, find_amounts
from extractors.language.dates import day_first
from extractors.pdf import Page, PdfText, Word
from extractors.schedules.columns import HeadReader
from extractors.schedules.crossed import crossed_terms, crossings
from extractors.schedules.grid import page_rows
from extractors.schedules.lines import LineReader, Stated, by_option
from extractors.schedules.option_names import own_names
from extractors.schedules.passages import lines_of, passages
from extractors.schedules.prose import ProseReader, Said
from extractors.schedules.terms import Candidate, TermReader
from extractors.schedules.values import plain
from extractors.schedules.vocabulary import line_names, load_vocabulary, term_labels
from models.catalogue import Catalogue
from models.records import DocumentType, Evidence, Position, ScheduleLine, Term

ROW_CONFIDENCE = 0.95
PROSE_CONFIDENCE = 0.8
DERIVED_CONFIDENCE = 0.85  # "Included", "50% of the aggregate", "as policy retention"
LONGEST_WAIT = 72.0  # hours; longer ones are of reputational harm, not of an interruption
DEFAULT_CURRENCY = "USD"
IDENTITY = frozenset({"policy_number", "named_insured", "insurer", "effective_date"})  # terms that an endorsement repeats
_EXCLUDED = re.compile(r"\bexclu|not respond|not follow|not pay|not cover", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a document declares. `options` are "1", "2", ... in page order."""

    schedule: tuple[ScheduleLine, ...]
    terms: tuple[Term, ...]
    options: tuple[str, ...]


def read_schedule(pdf: PdfText, kind: DocumentType, citer: Citer, catalogue: Catalogue) -> Declared:
    """Coverage lines and terms of a document, each with its quotation. Raises CatalogueError where the vocabulary is malformed."""
    vocabulary = load_vocabulary()
    rows = [row for page in pdf.pages for row in page_rows(page, pdf.tables)]
    names, labels, heads = line_names(catalogue), term_labels(catalogue), HeadReader(vocabulary, own_names(rows, vocabulary))
    crossed = crossings(rows)
    prices = crossed_terms(crossed, heads.number)
    rows = [row for row in rows if not any(row in one.rows for one in crossed)]
    stated, others = LineReader(names, labels, vocabulary, heads).read(rows)
    text = passages([row for row, _ in others])
    margin = [(row, None) for page in pdf.pages for row in page_rows(_margin(page))]
    prose = ProseReader(names, vocabulary, kind == "endorsement")
    reader = TermReader(catalogue, vocabulary, labels, names, heads, day_first(page.raw for page in pdf.pages))
    candidates = [*prices, *reader.read([*others, *margin], [*text, *passages([row for row, _ in margin])])]
    if kind == "endorsement":
        candidates = [candidate for candidate in candidates if candidate.term in IDENTITY]
    offered = _offered(heads.options, stated, candidates)
    options = tuple(offered.values()) or ("1",)
    stated = [replace(line, option=offered.get(line.option, "")) for line in stated]
    candidates = [replace(candidate, option=offered.get(candidate.option, "")) for candidate in candidates]
    schedule = _Schedule(citer, candidates, options, _currency(page.raw for page in pdf.pages))
    for option, line in by_option(stated, options):
        schedule.add_line(option, line)
    for said in prose.read(text):
        said.option = offered.get(said.passage.option, "")
        schedule.add_said(said, stated)
    schedule.relate(prose.every_relation(text))
    lines = tuple(line for line in schedule.lines.values() if kind != "endorsement" or line.position != "unstated")
    return Declared(
        lines,
        (
            *_policy_terms(candidates, options, citer),
            *_waiting(candidates, lines),
            *_coverage_terms(lines, schedule),
            *schedule.footnotes.values(),
        ),
        options,
    )


def _offered(options: Sequence[str], stated: Iterable[Stated], candidates: Iterable[Candidate]) -> dict[str, str]:
    """Options that something is stated for, with their numbers in page order; empty where there is but one."""
    used = {line.option for line in stated} | {candidate.option for candidate in candidates}
    kept = [option for option in options if option in used]
    return {option: str(number) for number, option in enumerate(kept, 1)} if len(kept) > 1 else {}


def _margin(page: Page) -> Page:
    return replace(page, lines=page.furniture, furniture=())


def _currency(texts: Iterable[str]) -> str:
    """The currency that most amounts of the document are in, for amounts that name none."""
    units = Counter(item.amount.unit for text in texts for item in find_amounts(text) if item.amount.kind == "money" and item.amount.unit)
    return min(units, key=lambda unit: (-units[unit], unit)) if units else DEFAULT_CURRENCY


def _row_groups(words: Sequence[Word]) -> list[Sequence[Word]]:
    return [words, *sorted(lines_of(words), key=lambda line: -len(line))]


class _Schedule:
    """Gathers one ScheduleLine per option and coverage. What a row says stands before what a sentence says."""

    def __init__(self, citer: Citer, candidates: Sequence[Candidate], options: Sequence[str], currency: str) -> None:
        self.lines: dict[tuple[str, str], ScheduleLine] = {}
        self.parents: dict[tuple[str, str], float] = {}
        self.footnotes: dict[tuple[str, str], Term] = {}
        self.unit = currency
        self._citer = citer
        self._options = options
        self._aggregates = {option: _stated_number(candidates, "aggregate_limit", option) for option in options}
        self._retentions = {option: _stated_number(candidates, "retention", option) for option in options}

    def aggregate(self, option: str) -> float | None:
        return self._aggregates[option]

    def add_line(self, option: str, line: Stated) -> None:
        new = [coverage for coverage in line.coverages if self._open(option, coverage)]
        evidence = self._citer.cite(line.page, *_row_groups(line.words)) if new else None
        if evidence is None:
            return
        for coverage in new:
            self.lines[option, coverage] = self._schedule_line(option, coverage, line, evidence)
            if line.parent is not None and line.parent.limit is not None and line.parent.limit.kind == "money":
                self.parents[option, coverage] = line.parent.limit.value or 0.0

    def _open(self, option: str, coverage: str) -> bool:
        known = self.lines.get((option, coverage))
        return known is None or known.position == "unstated"

    def _schedule_line(self, option: str, coverage: str, line: Stated, evidence: Evidence) -> ScheduleLine:
        position = _position(line)
        offered = position in ("limit", "included", "unstated")
        amount = line.limit if position == "limit" else None
        limit, unit = self._limit(option, amount)
        if position == "limit" and limit is None:
            position = "unstated"
        return ScheduleLine(
            option,
            coverage,
            position,
            evidence,
            limit,
            unit,
            amount.basis if amount else "",
            amount.relation if amount else "",
            self._retention(option, line) if offered else None,
            line.waiting_hours if offered else None,
            line.coinsurance if offered else None,
            confidence=ROW_CONFIDENCE if amount is None or amount.kind != "percent" else DERIVED_CONFIDENCE,
        )

    def _limit(self, option: str, amount: Amount | None) -> tuple[float | None, str]:
        if amount is None or amount.value is None:
            return None, ""
        if amount.kind == "count":
            return amount.value, amount.unit
        if amount.kind == "percent":
            parent = self._aggregates[option]
            share = amount.value / 100 * parent if parent is not None else None
            bounds = [bound for bound in (share, amount.cap) if bound is not None]
            return (min(bounds), self.unit) if share is not None and bounds else (None, "")
        return amount.value, amount.unit or self.unit

    def _retention(self, option: str, line: Stated) -> float | None:
        if line.as_policy:
            return self._retentions[option]
        if line.retention is None:
            return None
        return line.retention.value if line.retention.kind == "money" else 0.0

    def add_said(self, said: Said, stated: Sequence[Stated]) -> None:
        """Completes the lines of a table; makes lines only of coverages that stand in none."""
        marked = {coverage for line in stated if said.mark and said.mark in line.footnotes for coverage in line.coverages}
        targets = tuple(coverage for coverage in said.coverages if coverage in marked) or (tuple(sorted(marked)) or said.coverages)
        for option in (said.option,) if said.option else self._options:
            for coverage in targets:
                known = self.lines.get((option, coverage))
                if known is None:
                    self._add_sentence(option, coverage, said)
                    continue
                limit, relation = known.limit, said.relation
                if said.limit is not None and said.limit.value is not None and coverage in marked:
                    limit, relation = said.limit.value, said.limit.relation or relation
                    self._footnote(option, coverage, said, said.limit)
                self.lines[option, coverage] = replace(
                    known,
                    limit=limit if known.position == "limit" else None,
                    limit_relation=known.limit_relation or (relation if known.position in ("limit", "included") else ""),
                    coinsurance_pct=known.coinsurance_pct if known.coinsurance_pct is not None else said.coinsurance,
                    condition=known.condition or (said.condition if known.coinsurance_pct is None else ""),
                )

    def _footnote(self, option: str, coverage: str, said: Said, limit: Amount) -> None:
        """The limit that a footnote fixes is a term of its own, cited where the footnote stands."""
        evidence = self._citer.cite(said.passage.page, said.passage.words)
        if evidence is not None and limit.value is not None:
            of_option = option if len(self._options) > 1 else ""
            unit = limit.unit or self.unit
            self.footnotes[option, coverage] = Term(
                "sublimit", plain(limit.value), evidence, of_option, coverage, unit, limit.basis, said.passage.text, PROSE_CONFIDENCE
            )

    def _add_sentence(self, option: str, coverage: str, said: Said) -> None:
        position: Position | None = None
        if said.limit is not None:
            position = "limit"
        elif said.refused:
            position = "excluded" if _EXCLUDED.search(said.passage.text) else "not_purchased"
        elif said.included:
            position = "included"
        elif said.waiting_hours is not None:
            position = "unstated"
        if position is None:
            return
        evidence = self._citer.cite(said.passage.page, said.passage.words)
        if evidence is None:
            return
        amount = said.limit
        self.lines[option, coverage] = ScheduleLine(
            option,
            coverage,
            position,
            evidence,
            amount.value if amount else None,
            (amount.unit or self.unit) if amount else "",
            amount.basis if amount else "",
            amount.relation if amount else "",
            said.retention if position != "excluded" else None,
            said.waiting_hours if position != "excluded" else None,
            said.coinsurance,
            said.condition,
            PROSE_CONFIDENCE,
        )

    def relate(self, relation: str) -> None:
        """A note says of every limit how it stands to the aggregate; what a line says itself stays."""
        for key, line in self.lines.items():
            if relation and line.position == "limit" and not line.limit_relation and line.limit != self._aggregates[key[0]]:
                self.lines[key] = replace(line, limit_relation=relation)


def _position(line: Stated) -> Position:
    amount = line.limit
    if line.ticked_off:
        return "not_purchased"
    if amount is None or amount.kind == "time":
        return "unstated"
    if amount.kind == "included":
        return "not_purchased" if line.parent is not None and _position(line.parent) in ("not_purchased", "excluded") else "included"
    if amount.kind == "none":
        return "excluded" if any(re.match(r"\W*exclu", text, re.IGNORECASE) for text in line.texts) else "not_purchased"
    if amount.kind == "not_applicable" or amount.value == 0:
        return "not_purchased"
    return "limit"


def _stated_number(candidates: Iterable[Candidate], term: str, option: str) -> float | None:
    return next(
        (float(item.value.value) for item in candidates if item.term == term and item.option in ("", option) and item.value.unit), None
    )


def _policy_terms(candidates: Iterable[Candidate], options: Sequence[str], citer: Citer) -> list[Term]:
    terms = []
    for candidate in candidates:
        evidence = citer.cite(candidate.page, *candidate.words)
        if evidence is None:
            continue
        value = candidate.value
        option = candidate.option if len(options) > 1 else ""
        terms.append(Term(candidate.term, value.value, evidence, option, "", value.unit, value.basis, candidate.raw, ROW_CONFIDENCE))
    return terms


def _waiting(candidates: Iterable[Candidate], lines: Iterable[ScheduleLine]) -> list[Term]:
    """The waiting period of the policy is that of its first line with hours, where it is not stated for the policy itself."""
    if any(candidate.term == "waiting_period" for candidate in candidates):
        return []
    first = next((line for line in lines if line.waiting_hours is not None and line.waiting_hours <= LONGEST_WAIT), None)
    if first is None or first.waiting_hours is None:
        return []
    return [
        Term(
            "waiting_period",
            plain(first.waiting_hours),
            first.evidence,
            unit="hours",
            raw=first.evidence.quote,
            confidence=DERIVED_CONFIDENCE,
        )
    ]


def _coverage_terms(lines: Iterable[ScheduleLine], schedule: _Schedule) -> list[Term]:
    terms = []
    several = len({line.option for line in schedule.lines.values()}) > 1
    for line in lines:
        limit, unit = line.limit, line.limit_unit
        if line.position == "included":
            limit, unit = schedule.parents.get((line.option, line.coverage), schedule.aggregate(line.option)), schedule.unit
        stated = (
            ("coverage_limit", limit, unit),
            ("retention", line.retention, schedule.unit),
            ("waiting_period", line.waiting_hours, "hours"),
            ("coinsurance", line.coinsurance_pct, "percent"),
        )
        for term, value, unit in stated:
            if value is not None:
                option = line.option if several else ""
                basis = line.limit_basis if term == "coverage_limit" else ""
                terms.append(
                    Term(term, plain(value), line.evidence, option, line.coverage, unit, basis, line.evidence.quote, line.confidence)
                )
    return terms
