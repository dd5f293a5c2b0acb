"""From judgements to the gap table: how grave each gap is, the rows a broker reads from top to bottom, and what comes first.

One column per offer option. Coverages carry a severity (tier weight x status weight); what nobody could decide goes to a queue
of its own and is never scored as covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from models.amount_text import amount_text
from models.catalogue import Catalogue
from models.gap_layout import TermTest, check_layout, load_layout
from models.in_force import without_struck
from models.offers import term_year
from models.records import Cell, Comparison, Evidence, Offer, Size, Taking, Term, Tier

Tone = Literal["good", "likely", "reduced", "missing", "review", "plain"]

TONES: dict[str, Tone] = {
    "covered": "good", "favourable": "good",
    "granted": "likely", "quoted": "likely",
    "sublimited": "reduced", "conditional": "reduced", "partial": "reduced", "adverse": "reduced", "present": "reduced",
    "service_only": "missing", "not_purchased": "missing", "excluded": "missing", "silent": "missing",
    "unclear": "review", "unknown": "review",
}  # fmt: skip
SUBLIMIT_WEIGHTS = (0.3, 0.8)  # at or above the benchmark limit, and at nothing
SEVERITY_ORDER = ("critical", "high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Column:
    """One option of one offer. `documents` are the files it was judged from; `expiring` where a newer term lies in the folder."""

    offer_folder: str
    carrier: str
    option: str
    documents: tuple[str, ...]
    expiring: bool = False

    @property
    def label(self) -> str:
        return f"{self.offer_folder} / {self.carrier or 'carrier not stated'} / option {self.option}"


@dataclass(frozen=True, slots=True)
class GapCell:
    """What one option says on one row. `parts` are its amounts (the limit first) or words, `reason` tells how the status was reached."""

    status: str
    parts: tuple[str, ...] = ()
    reason: str = ""
    severity: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    takings: tuple[Taking, ...] = ()

    @property
    def tone(self) -> Tone:
        return TONES.get(self.status, "plain")

    @property
    def status_text(self) -> str:
        return self.status.replace("_", " ")

    @property
    def value(self) -> str:
        return ", ".join(self.parts)

    @property
    def citation(self) -> str:
        """Where it stands, such as "[quote.pdf p. 2; form.pdf p. 9]", or ""."""
        places = dict.fromkeys(f"{PurePosixPath(evidence.document).name} p. {evidence.page}" for evidence in self.evidence)
        return f"[{'; '.join(places)}]" if places else ""

    @property
    def text(self) -> str:
        """The whole cell in one line, such as "sublimited: USD 250,000, retention USD 10,000 [quote.pdf p. 2]"."""
        said = self.value if self.status == "stated" else ": ".join(filter(None, (self.status_text, self.value)))
        return f"{said} {self.citation}".strip()


@dataclass(frozen=True, slots=True)
class GapRow:
    """A recommended coverage, an exclusion or a term. `tier` is the coverage's tier or the exclusion's severity."""

    group: str
    row: str
    name: str
    tier: str
    recommended: str
    cells: tuple[GapCell, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A coverage that one option lacks, has reduced, or leaves to be read."""

    name: str
    tier: Tier
    cell: Cell


@dataclass(frozen=True, slots=True)
class GapTable:
    """`cells` are the judgements with their severity; `top_gaps` is ranked, gravest first; `review` is what needs reading."""

    columns: tuple[Column, ...]
    rows: tuple[GapRow, ...]
    groups: dict[str, str]
    cells: tuple[Cell, ...]
    top_gaps: tuple[Gap, ...]
    review: tuple[Gap, ...]


def gap_table(comparison: Comparison, catalogue: Catalogue) -> GapTable:
    """Lay out one client's comparison. Raises CatalogueError where gaps.toml and the catalogue do not fit together."""
    layout = load_layout()
    check_layout(layout, catalogue)
    cells = with_severity(comparison.cells, catalogue, comparison.size)
    options = [(without_struck(offer), option) for offer in comparison.offers for option in offer.options]
    newest = max((term_year(offer.term) for offer in comparison.offers), default=0)
    rows = [
        *_term_rows("program", layout.program, options, catalogue),
        *_coverage_rows(cells, options, catalogue, comparison.size, layout.benchmark_unit),
        *_exclusion_rows(options, catalogue),
        *(_test_row(test, options, catalogue) for test in layout.test),
        *_term_rows("conditions", layout.conditions, options, catalogue),
        *_term_rows("price", layout.price, options, catalogue),
    ]
    return GapTable(
        columns=tuple(
            Column(offer.folder, offer.carrier, option, _relied_on(offer, catalogue), 0 < term_year(offer.term) < newest)
            for offer, option in options
        ),
        rows=tuple(rows),
        groups=layout.groups,
        cells=cells,
        top_gaps=_ranked((cell for cell in cells if cell.severity > 0), catalogue, comparison.size),
        review=_ranked((cell for cell in cells if cell.doubt or undecided(cell)), catalogue, comparison.size),
    )


def undecided(cell: Cell) -> bool:
    """True where nobody has decided yet: such a cell has no severity."""
    return TONES[cell.status] == "review"


def _relied_on(offer: Offer, catalogue: Catalogue) -> tuple[str, ...]:
    documents = (reading.document for reading in offer.readings)
    return tuple(
        document.document for document in documents if catalogue.kinds[document.type].evidence and document.status in ("read", "partial")
    )


def with_severity(cells: Sequence[Cell], catalogue: Catalogue, size: Size) -> tuple[Cell, ...]:
    """The cells with their severity: tier weight for a client of `size` x status weight; 0.0 for what is in the review queue."""
    unit = load_layout().benchmark_unit
    return tuple(replace(cell, severity=_severity(cell, catalogue, size, unit)) for cell in cells)


def _severity(cell: Cell, catalogue: Catalogue, size: Size, unit: str) -> float:
    if undecided(cell):
        return 0.0
    weight = catalogue.status_weights[cell.status]
    if cell.status == "sublimited" and cell.limit is not None and cell.limit_unit == unit:
        shortfall = max(0.0, 1 - cell.limit / catalogue.profiles[size].benchmark_limit)
        least, most = SUBLIMIT_WEIGHTS
        weight = least + (most - least) * shortfall
    return round(catalogue.tier_weights[catalogue.coverages[cell.coverage].tier_broker[size]] * weight, 2)


def _ranked(cells: Iterable[Cell], catalogue: Catalogue, size: Size) -> tuple[Gap, ...]:
    """Gravest first, then by tier; a sort is stable, so that equals keep the order of offers and catalogue."""
    gaps = [Gap(catalogue.coverages[cell.coverage].name, catalogue.coverages[cell.coverage].tier_broker[size], cell) for cell in cells]
    return tuple(sorted(gaps, key=lambda gap: (-gap.cell.severity, -catalogue.tier_weights[gap.tier])))


# Coverages


def _coverage_rows(
    cells: Sequence[Cell], options: Sequence[tuple[Offer, str]], catalogue: Catalogue, size: Size, unit: str
) -> list[GapRow]:
    found = {(cell.offer_folder, cell.carrier, cell.option, cell.coverage): cell for cell in cells}
    benchmark = amount_text(catalogue.profiles[size].benchmark_limit, unit)
    groups = list(dict.fromkeys(coverage.group for coverage in catalogue.coverages.values()))
    return [
        GapRow(
            coverage.group, coverage.id, coverage.name, coverage.tier_broker[size],
            "" if coverage.group == "services" else f"benchmark limit {benchmark}",
            tuple(
                _coverage_cell(found.get((offer.folder, offer.carrier, option, coverage.id)), offer, catalogue)
                for offer, option in options
            ),
        )
        for coverage in sorted(catalogue.coverages.values(), key=lambda coverage: groups.index(coverage.group))
    ]  # fmt: skip


def _coverage_cell(cell: Cell | None, offer: Offer, catalogue: Catalogue) -> GapCell:
    if cell is None:
        return GapCell("unknown", reason="not judged")
    evidence = (cell.evidence, *_beside(cell, offer, catalogue)) if cell.evidence else ()
    return GapCell(cell.status, _amounts(cell), cell.reason, cell.severity, tuple(dict.fromkeys(evidence)), cell.takings)


def _beside(cell: Cell, offer: Offer, catalogue: Catalogue) -> Iterator[Evidence]:
    """A cell cites what decided it; a reader also wants the wording that grants the coverage, and the line that states its limit."""
    readings = [reading for reading in offer.readings if catalogue.kinds[reading.document.type].evidence]
    grants = [grant for reading in readings for grant in reading.grants if grant.coverage == cell.coverage]
    if grants:
        yield max(grants, key=lambda grant: grant.confidence).evidence
    for reading in readings:
        for line in reading.schedule:
            if line.coverage == cell.coverage and line.option == cell.option and line.limit is not None and line.limit == cell.limit:
                yield line.evidence


def _amounts(cell: Cell) -> tuple[str, ...]:
    parts = []
    if cell.limit is not None:
        relation = {"part_of": "part of the policy limit", "in_addition": "in addition to the policy limit"}.get(cell.limit_relation, "")
        parts.append(" ".join(filter(None, (amount_text(cell.limit, cell.limit_unit), cell.limit_basis.replace("_", " "), relation))))
    if cell.retention is not None:
        # a retention is money, also where the limit is counted in people or per cent
        parts.append(f"retention {amount_text(cell.retention, cell.limit_unit if cell.limit_unit.isupper() else '')}")
    if cell.waiting_hours is not None:
        parts.append(f"waiting {amount_text(cell.waiting_hours, 'hours')}")
    if cell.coinsurance_pct is not None:
        parts.append(f"insured bears {amount_text(cell.coinsurance_pct, 'percent')}")
    return tuple(parts)


# Exclusions and restrictions


def _exclusion_rows(options: Sequence[tuple[Offer, str]], catalogue: Catalogue) -> list[GapRow]:
    ordered = sorted(catalogue.exclusions.values(), key=lambda exclusion: SEVERITY_ORDER.index(exclusion.severity))
    return [
        GapRow(
            "exclusions", exclusion.id, exclusion.name, exclusion.severity, "absent, or carved back",
            tuple(_exclusion_cell(exclusion.id, offer, catalogue) for offer, _ in options),
        )
        for exclusion in ordered
    ]  # fmt: skip


def _exclusion_cell(exclusion: str, offer: Offer, catalogue: Catalogue) -> GapCell:
    readings = [reading for reading in offer.readings if catalogue.kinds[reading.document.type].evidence]
    takings = tuple(taking for reading in readings for taking in reading.takings if taking.exclusion == exclusion)
    if takings:
        given_back = sum(len(taking.carve_backs) for taking in takings)
        parts = (f"{given_back} carve-back{'s' if given_back > 1 else ''}",) if given_back else ()
        evidence = tuple(taking.evidence for taking in takings)
        return GapCell("carved_back" if given_back else "present", parts, evidence=evidence, takings=takings)
    forms = [reading.document for reading in readings if reading.document.type == "policy_form"]
    if any(form.status == "read" for form in forms):
        searched = ", ".join(f"{form.pages} pages of {form.document}" for form in forms)
        return GapCell("not_found", reason=f"not found in {searched}")
    return GapCell("unknown", reason="no policy form of this offer was read in full")


# Terms


def _term_rows(group: str, terms: Sequence[str], options: Sequence[tuple[Offer, str]], catalogue: Catalogue) -> list[GapRow]:
    return [
        GapRow(group, term, catalogue.terms[term].name, "", "", tuple(_term_cell([term], *option, catalogue) for option in options))
        for term in terms
    ]


def _test_row(test: TermTest, options: Sequence[tuple[Offer, str]], catalogue: Catalogue) -> GapRow:
    cells = tuple(_tested(test, *option, catalogue) for option in options)
    return GapRow(test.group, test.id, test.name, "", test.recommended, cells)


def _tested(test: TermTest, offer: Offer, option: str, catalogue: Catalogue) -> GapCell:
    """The gravest answer of the values stated: where form and declarations differ, the adverse one is shown first."""
    cell = _term_cell(test.terms, offer, option, catalogue, test.named)
    if cell.status == "unclear":
        return cell
    answers = {test.status(term.value) for term in _stated(test.terms, offer, option, catalogue)}
    status = next((status for status in ("adverse", "stated", "favourable") if status in answers), cell.status)
    return replace(cell, status=status)


def _term_cell(names: Sequence[str], offer: Offer, option: str, catalogue: Catalogue, named: bool = False) -> GapCell:
    terms = _stated(names, offer, option, catalogue)
    if not terms:
        return GapCell("not_stated")
    said = [(catalogue.terms[term.term].name, _value_text(term, catalogue)) for term in terms]
    values = dict.fromkeys(f"{name.lower()}: {value}" if named else value for name, value in said)
    doubts = dict.fromkeys(term.doubt for term in terms if term.doubt)
    evidence = tuple(dict.fromkeys(term.evidence for term in terms))
    return GapCell("unclear" if doubts else "stated", ("; ".join(values),), "; ".join(doubts), evidence=evidence)


def _stated(names: Sequence[str], offer: Offer, option: str, catalogue: Catalogue) -> list[Term]:
    """What the offer's documents of evidence state for the whole policy, in this option or in all."""
    return [
        term
        for reading in offer.readings
        if catalogue.kinds[reading.document.type].evidence
        for term in reading.terms
        if term.term in names and not term.coverage and term.option in ("", "all", option)
    ]


def _value_text(term: Term, catalogue: Catalogue) -> str:
    kind = catalogue.terms[term.term].kind
    try:
        figure = float(term.value)
    except ValueError:
        return term.value.replace("_", " ") if kind == "choice" else term.value
    text = amount_text(figure, term.unit or (kind if kind in ("hours", "days", "percent") else ""))
    return f"{text} {term.basis.replace('_', ' ')}".strip()
