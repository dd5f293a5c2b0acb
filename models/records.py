"""The typed, frozen records that flow through the house, from a page of a PDF to a cell of a gap table.

Units: boxes are PDF points from the top left of the page, pages are 1-based, money is in the currency of `unit`,
waiting periods are hours, shares are per cent borne by the insured.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

DocumentType = Literal[
    "policy_form",
    "declarations",
    "quote",
    "binder",
    "endorsement",
    "application",
    "certificate",
    "marketing",
    "financial_report",
    "checklist",
    "other",
    "unknown",
]
DocumentStatus = Literal[
    "read",
    "partial",
    "encrypted",
    "corrupt",
    "empty",
    "timeout",
    "too_large",
    "duplicate",
    "superseded",
    "unsupported",
]
TextSource = Literal["text", "ocr", "mixed", "none"]
Role = Literal["insuring_agreement", "definition", "exclusion", "condition", "limit", "endorsement", "declarations", "notice", "other"]
CoverageStatus = Literal[
    "covered",
    "granted",
    "quoted",
    "sublimited",
    "conditional",
    "partial",
    "service_only",
    "not_purchased",
    "excluded",
    "silent",
    "unclear",
    "unknown",
]
Via = Literal["", "form", "endorsement", "declarations", "quote", "binder"]
Severity = Literal["critical", "high", "medium", "low"]
Tier = Literal["must", "should", "nice"]
Size = Literal["small", "medium", "large"]
Position = Literal["limit", "included", "not_purchased", "excluded", "unstated"]
CarveBackEffect = Literal["restored", "conditional", "defence_only"]
FacetEffect = Literal["restored", "conditional", "gone"]
OperationKind = Literal["add", "delete", "replace", "amend", "limit", "exclude", "write_back", "condition", "cancel"]
TargetKind = Literal["policy", "clause", "agreement", "definition", "exclusion", "condition", "declarations_item", "endorsement"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a finding stands: `quote` is verbatim text of `page` of `document` (path below the client's folder)."""

    document: str
    page: int
    box: Box
    quote: str

    def __post_init__(self) -> None:
        if self.page < 1 or not self.quote.strip():
            raise ValueError(f"evidence needs a page and a quotation: {self!r}")


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the folder and what became of it. `insured`, `policy_number` and `quote_reference` are "" where not stated.

    `of_another`: it names another insured, and counts for nothing.
    """

    document: str
    offer_folder: str
    sha256: str
    type: DocumentType = "unknown"
    line: str = "unknown"
    carrier: str = ""
    insurer: str = ""
    form_number: str = ""
    edition: str = ""
    pages: int = 0
    text_source: TextSource = "none"
    status: DocumentStatus = "read"
    reason: str = ""
    insured: str = ""
    policy_number: str = ""
    quote_reference: str = ""
    of_another: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or headed piece of wording. `path` is its place in the outline, such as "III.B.2"; `labels` are catalogue ids.

    `above` is the clause in which it stands, "" at the top; `operation` the operation of an endorsement that brings it in.
    """

    clause: str
    path: str
    heading: str
    role: Role
    labels: tuple[str, ...]
    confidence: float
    text: str
    evidence: Evidence
    above: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands in its document: in which clause, and in which operation of an endorsement ("" in the form's own text).

    `struck` says by what it is no longer in force, "" while it is.
    """

    clause: str = ""
    operation: str = ""
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A value stated in a document. `option` is "" where it holds for every option, `coverage` "" where it holds for the policy.

    `doubt` says why a person must look at the figures, "" where they are sure.
    """

    term: str
    value: str
    evidence: Evidence
    option: str = ""
    coverage: str = ""
    unit: str = ""
    basis: str = ""
    raw: str = ""
    confidence: float = 1.0
    doubt: str = ""
    standing: Standing = Standing()


@dataclass(frozen=True, slots=True)
class Grant:
    """A passage that grants a coverage (or only a service). `conditions` are the provisos that stand with it, verbatim.

    `numbers` are what it and the parts in which it stands are called by, the outermost first: ("section 1", "b").
    `undefined` are the terms it uses that its document defines nowhere; `hollow`: what it pays is nothing but such a term.
    """

    coverage: str
    evidence: Evidence
    heading: str = ""
    numbers: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    service_only: bool = False
    confidence: float = 1.0
    undefined: tuple[str, ...] = ()
    hollow: bool = False
    standing: Standing = Standing()


@dataclass(frozen=True, slots=True)
class CarveBack:
    """What an exclusion gives back: of `excluded`, its matter, the `restored`; both verbatim but for line ends.

    `effect` is "restored" without more, "conditional" where something is asked for, "defence_only" where no damages are given back.
    `restores` are the coverages ("cyber_extortion") and facets of coverages ("pci_assessments.fines") that it names, () where it names
    none. `evidence` is where it stands, None where it stands with its exclusion.
    """

    excluded: str
    restored: str
    effect: CarveBackEffect = "restored"
    restores: tuple[str, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class WriteBack:
    """A carve-back that stands outside its exclusion, and by what it names that exclusion."""

    target: Target
    carve_back: CarveBack
    standing: Standing = Standing()

    @property
    def evidence(self) -> Evidence | None:
        return self.carve_back.evidence


@dataclass(frozen=True, slots=True)
class Taking:
    """An exclusion or restriction of the catalogue found in a document, with what it gives back.

    `scope` are the words that limit it, or "all"; `reach` the `numbers` of the agreements and parts to which it is confined, () for all.
    `facets` are those that its own words name ("pci_assessments.fines").
    """

    exclusion: str
    evidence: Evidence
    heading: str = ""
    lead_in: str = ""
    scope: str = "all"
    reach: tuple[str, ...] = ()
    carve_backs: tuple[CarveBack, ...] = ()
    erodes: tuple[str, ...] = ()
    severity: Severity = "medium"
    confidence: float = 1.0
    facets: tuple[str, ...] = ()
    standing: Standing = Standing()

    @property
    def given_back(self) -> tuple[str, ...]:
        """The words of what it gives back."""
        return tuple(carve_back.restored for carve_back in self.carve_backs)


@dataclass(frozen=True, slots=True)
class Denial:
    """A passage that says a coverage is not paid, be it by an exclusion of the catalogue or in words of its own."""

    coverage: str
    evidence: Evidence
    heading: str = ""
    confidence: float = 1.0
    standing: Standing = Standing()


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One coverage in one option of a schedule of limits. `limit` is None unless `position` is "limit"; `option` is "1", "2", ...

    `condition` is the sentence by which the insured's share depends on something, "" where it is borne in any case.
    `doubt` says why a person must look at the figures, "" where they are sure.
    """

    option: str
    coverage: str
    position: Position
    evidence: Evidence
    limit: float | None = None
    limit_unit: str = ""
    limit_basis: str = ""
    limit_relation: str = ""
    retention: float | None = None
    waiting_hours: float | None = None
    coinsurance_pct: float | None = None
    condition: str = ""
    confidence: float = 1.0
    doubt: str = ""
    standing: Standing = Standing()


AnyFinding = Grant | Taking | Denial | Term | ScheduleLine | WriteBack
Finding = TypeVar("Finding", Grant, Taking, Denial, Term, ScheduleLine, WriteBack)


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation of an endorsement is about: `numbers` are those of a clause, the outermost first, such as ("iii", "b", "2").

    `name` is a heading, a defined term or what stands on the declarations, as the endorsement calls it.
    """

    kind: TargetKind
    numbers: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that an endorsement does. `id` is unique in its document; `new_text` is what it brings in, `old_text` the words it strikes.

    `coverages` are those that its words name; `figure` is what it changes where that is no wording ("limit", "retention", "waiting",
    "coinsurance"), `amount` its new value in `unit`; `scope` are the words that confine it, or "all".
    """

    id: str
    kind: OperationKind
    target: Target
    evidence: Evidence
    new_text: str = ""
    old_text: str = ""
    coverages: tuple[str, ...] = ()
    figure: str = ""
    amount: float | None = None
    unit: str = ""
    scope: str = "all"


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One endorsement of a document. `number` and `effective` (ISO) are "" where not stated; `void` says why it has no effect, else ""."""

    id: str
    number: str
    title: str
    effective: str
    void: str
    evidence: Evidence
    operations: tuple[Operation, ...] = ()

    @property
    def name(self) -> str:
        return f"Endorsement {self.number}" if self.number else f'endorsement "{self.title}"' if self.title else "the endorsement"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one document; the only thing that crosses the border of a worker process."""

    document: Document
    clauses: tuple[Clause, ...] = ()
    grants: tuple[Grant, ...] = ()
    takings: tuple[Taking, ...] = ()
    denials: tuple[Denial, ...] = ()
    write_backs: tuple[WriteBack, ...] = ()  # of exclusions that stand in another document
    terms: tuple[Term, ...] = ()
    schedule: tuple[ScheduleLine, ...] = ()
    options: tuple[str, ...] = ("1",)
    forms: tuple[str, ...] = ()  # numbers of the forms that it is made of, such as "CM-TC 231 (04/26)"
    endorsements: tuple[Endorsement, ...] = ()
    undefined: tuple[str, ...] = ()  # terms that a form without definitions uses as if it defined them
    rejected: int = 0  # findings dropped because their quotation was not found again on its page
    parts: tuple[Reading, ...] = ()  # the other documents in the same file: merged into it, or attached to it
    seconds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One carrier's proposal: the readings that belong together. `term` is the year folder ("2026", "2025-2026") or ""."""

    folder: str
    carrier: str
    readings: tuple[Reading, ...]
    term: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """Option numbers in page order; ("1",) where there is only one."""
        numbers = {option for reading in self.readings for option in reading.options} or {"1"}
        return tuple(sorted(numbers, key=lambda option: (len(option), option)))


@dataclass(frozen=True, slots=True)
class Cell:
    """The judgement on one coverage in one option of one offer. `evidence` is None exactly where nothing was found.

    `doubt` says why a person must look at the figures, "" where they are sure; it stands in `reason` too.
    """

    offer_folder: str
    carrier: str
    option: str
    coverage: str
    status: CoverageStatus
    reason: str
    limit: float | None = None
    limit_unit: str = ""
    limit_basis: str = ""
    limit_relation: str = ""
    retention: float | None = None
    waiting_hours: float | None = None
    coinsurance_pct: float | None = None
    via: Via = ""
    severity: float = 0.0
    confidence: float = 0.0
    evidence: Evidence | None = None
    takings: tuple[Taking, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One client's folder, compared: what the writers write. `cells` has one entry per offer, option and catalogue coverage."""

    account: str
    size: Size
    services: tuple[str, ...]
    offers: tuple[Offer, ...]
    documents: tuple[Document, ...]
    cells: tuple[Cell, ...]
    seconds: dict[str, float] = field(default_factory=dict)
