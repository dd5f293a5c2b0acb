"""How good the whole program is on documents whose truth is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.pdf import read_pdf
from extractors.reading import read_document
from flows.evaluation.truths import Truth
from models.catalogue import Catalogue
from models.errors import DocumentError
from models.judgement import judge
from models.offers import group_offers
from models.records import Cell, CoverageStatus, Evidence, Reading

# What a broker does with a status: read on, ask for the cover, or look for himself.
VERDICTS: dict[str, tuple[str, ...]] = {
    "affirmed": ("covered", "granted", "quoted", "sublimited", "conditional", "partial"),
    "refused": ("excluded", "not_purchased"),
    "silent": ("silent", "unknown"),
    "unclear": ("unclear", "service_only"),
}
VERDICT_OF = {status: verdict for verdict, statuses in VERDICTS.items() for status in statuses}
# Dashes and quotation marks are told apart by typography only.
FOLDED = str.maketrans("‘’“”‐‑‒–—", "''\"\"-----", "\u00ad\ufffe\u0002")


@dataclass(slots=True)
class Hits:
    """Right, invented and missed findings of one coverage or exclusion."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def add(self, wanted: bool, found: bool) -> None:
        self.right += wanted and found
        self.invented += found and not wanted
        self.missed += wanted and not found

    def figures(self) -> dict[str, float | int | None]:
        """Shares are None where nothing was found, in truth, or either."""
        return {
            "precision": _share(self.right, self.right + self.invented),
            "recall": _share(self.right, self.right + self.missed),
            "f1": _share(2 * self.right, 2 * self.right + self.invented + self.missed),
            "true": self.right + self.missed,
            "found": self.right + self.invented,
        }


@dataclass(slots=True)
class Tally:
    """All that is counted while the documents are read."""

    coverages: dict[str, Hits]
    exclusions: dict[str, Hits]
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)  # wanted, found
    documents: int = 0
    right_types: int = 0
    citations: int = 0
    valid_citations: int = 0


def document_figures(asked: Sequence[Truth], catalogue: Catalogue) -> dict[str, Any]:
    """Types, verdicts, coverages, exclusions and citations of the documents in `asked`, held against their truth."""
    tally = Tally({id_: Hits() for id_ in catalogue.coverages}, {id_: Hits() for id_ in catalogue.exclusions})
    for truth in asked:
        # Each document is an offer of its own, so that what is measured is the reading and not the company it keeps.
        reading = read_document(truth.pdf, truth.pdf.name, "1")
        cells = judge(group_offers([reading], catalogue), catalogue, "medium")
        _count(truth, reading, cells, tally)
    return {
        "documents": tally.documents,
        "type": _share(tally.right_types, tally.documents),
        **_verdict_figures(tally.verdicts),
        "citations": tally.citations,
        "citation_validity": _share(tally.valid_citations, tally.citations),
        "coverages": _together(tally.coverages),
        "exclusions": _together(tally.exclusions),
    }


def _verdict_figures(verdicts: Counter[tuple[str, str]]) -> dict[str, Any]:
    confusion = {wanted: {found: verdicts[wanted, found] for found in VERDICTS} for wanted in VERDICTS}
    right = sum(confusion[verdict][verdict] for verdict in VERDICTS)
    shares = {verdict: _share(row[verdict], sum(row.values())) for verdict, row in confusion.items()}
    return {"asked": verdicts.total(), "verdict": {"all": _share(right, verdicts.total()), **shares}, "confusion": confusion}


def _together(hits: dict[str, Hits]) -> dict[str, Any]:
    """Figures over all labels and of each; macro-F1 is the mean over the labels that occur in the truth or were found."""
    labels = {id_: one.figures() for id_, one in hits.items()}
    every = Hits(*(sum(getattr(one, count) for one in hits.values()) for count in ("right", "invented", "missed"))).figures()
    occurring = [figures["f1"] for figures in labels.values() if figures["f1"] is not None]
    return {
        "macro_f1": round(sum(occurring) / len(occurring), 3) if occurring else None,
        "micro_f1": every["f1"],
        "precision": every["precision"],
        "recall": every["recall"],
        "labels": labels,
    }


def _count(truth: Truth, reading: Reading, cells: Sequence[Cell], tally: Tally) -> None:
    tally.documents += 1
    tally.right_types += reading.document.type == truth.type
    for number, option in enumerate(truth.options, 1):
        status_of: dict[str, CoverageStatus] = {
            cell.coverage: cell.status for cell in cells if len(truth.options) == 1 or cell.option == str(number)
        }
        for coverage, verdict in option.items():
            wanted, found = VERDICT_OF[verdict], VERDICT_OF[status_of.get(coverage, "unknown")]
            tally.verdicts[wanted, found] += 1
            tally.coverages[coverage].add(wanted == "affirmed", found == "affirmed")
    taken = {taking.exclusion for taking in reading.takings}
    for exclusion, present in truth.exclusions.items():
        tally.exclusions[exclusion].add(present, exclusion in taken)
    cited = [cell.evidence for cell in cells if cell.evidence] + [taking.evidence for taking in reading.takings]
    tally.citations += len(cited)
    tally.valid_citations += _standing(cited, truth.pdf)


def _standing(cited: Iterable[Evidence], pdf: Path) -> int:
    """How many quotations stand on the page they name, read afresh from the file."""
    try:
        pages = [_folded(page.raw) for page in read_pdf(pdf).pages]
    except DocumentError:
        return 0
    return sum(evidence.page <= len(pages) and _folded(evidence.quote) in pages[evidence.page - 1] for evidence in cited)


def _folded(text: str) -> str:
    return "".join(text.translate(FOLDED).lower().replace("-", "").split())


def _share(right: int, asked: int) -> float | None:
    return round(right / asked, 3) if asked else None
