"""How good the program is on documents whose truth is known, and how good its clause classifier is on clauses it had not seen.

A truth record is a JSON file beside or apart from its PDF, one per document, with `document` (file name), `type`, and
`coverages` (id -> verdict, for a wording), `options` (the same for each column of a quote) and `exclusions` (id -> present).
Entries marked `"sure": false` are not asked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from extractors.pdf import read_pdf
from extractors.reading import read_document
from models.catalogue import Catalogue, load_catalogue
from models.classifier import load_classifier
from models.errors import CovergapError, DocumentError
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


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one document. `options` has one entry per column: coverage id -> verdict; exclusions: id -> present."""

    pdf: Path
    type: str
    options: tuple[dict[str, str], ...]
    exclusions: dict[str, bool]


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
        return {
            "precision": _share(self.right, self.right + self.invented),
            "recall": _share(self.right, self.right + self.missed),
            "true": self.right + self.missed,
        }


@dataclass(slots=True)
class Tally:
    """All that is counted while the documents are read."""

    coverages: dict[str, Hits]
    exclusions: dict[str, Hits]
    verdicts: Counter[str] = field(default_factory=Counter)
    right_verdicts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    right_types: int = 0
    citations: int = 0
    valid_citations: int = 0


def evaluate(*, labelled: bool = True, pdfs: Path | None = None, gold: Path | None = None) -> dict[str, Any]:
    """The classifier's figures (with `labelled`) and those of the whole program on the PDFs below `pdfs` that have a truth below `gold`.

    Without `gold` the truth records are looked for below `pdfs` itself. Raises CovergapError where there is nothing to measure.
    """
    report: dict[str, Any] = {}
    if labelled:
        report["classifier"] = load_classifier().card
    if pdfs is not None:
        report["documents"] = _measured(list(truths(pdfs, gold or pdfs)), load_catalogue())
    if not report:
        raise CovergapError("nothing to evaluate: ask for the labelled clauses, or name a folder of PDFs with truth records")
    return report


def truths(pdfs: Path, gold: Path) -> Iterator[Truth]:
    """Truth records below `gold`, in order of their paths, with their PDFs. Raises CovergapError where none has its PDF below `pdfs`."""
    by_name = {path.name: path for path in sorted(pdfs.rglob("*.pdf"), reverse=True)}
    found = False
    for path in sorted(gold.rglob("*.json")):
        record = _record(path)
        if record is None:
            continue
        beside = pdfs / path.relative_to(gold).parent / record["document"]
        pdf = beside if beside.is_file() else by_name.get(Path(record["document"]).name)
        if pdf is None:
            continue
        found = True
        options = [option.get("coverages", {}) for option in record.get("options") or [record]]
        yield Truth(
            pdf=pdf,
            type=record["type"],
            options=tuple({id_: entry["verdict"] for id_, entry in option.items() if _asked(entry)} for option in options),
            exclusions={id_: entry.get("present", True) for id_, entry in record.get("exclusions", {}).items() if _asked(entry)},
        )
    if not found:
        raise CovergapError(f"no truth record below {gold} names a PDF below {pdfs}: name the folders with --pdfs and --gold")


def print_evaluation(report: dict[str, Any], console: Console) -> None:
    """The report as tables for a terminal."""
    if card := report.get("classifier"):
        table = Table("task", "macro-F1", "micro-F1", "calibration error", "labels", title=f"Clause classifier: {card['clauses']} clauses")
        for task in ("role", "coverages", "exclusions"):
            figures = card[task]
            table.add_row(
                task, _number(figures["macro_f1"]), _number(figures["micro_f1"]), _number(figures["calibration_error"]),
                str(len(figures["labels"])),
            )  # fmt: skip
        console.print(table)
        console.print(f"[dim]{card['validation']}[/dim]")
    if measured := report.get("documents"):
        for name in ("coverages", "exclusions"):
            table = Table(name, "precision", "recall", "in truth", title=f"{name.capitalize()} found in {measured['documents']} documents")
            for id_, figures in measured[name].items():
                table.add_row(id_, _number(figures["precision"]), _number(figures["recall"]), str(figures["true"]))
            console.print(table)
        table = Table("whole program", "share", "asked")
        table.add_row("document type", _number(measured["type"]), str(measured["documents"]))
        table.add_row("verdict", _number(measured["verdict"]["all"]), str(measured["asked"]))
        for verdict in VERDICTS:
            table.add_row(f"  {verdict}", _number(measured["verdict"][verdict]), "")
        table.add_row("citation stands on its page", _number(measured["citation_validity"]), str(measured["citations"]))
        console.print(table)


def _measured(asked: Sequence[Truth], catalogue: Catalogue) -> dict[str, Any]:
    tally = Tally({id_: Hits() for id_ in catalogue.coverages}, {id_: Hits() for id_ in catalogue.exclusions})
    for truth in asked:
        # Each document is an offer of its own, so that what is measured is the reading and not the company it keeps.
        reading = read_document(truth.pdf, truth.pdf.name, "1")
        cells = judge(group_offers([reading], catalogue), catalogue, "medium")
        _count(truth, reading, cells, tally)
    return {
        "documents": tally.documents,
        "type": _share(tally.right_types, tally.documents),
        "asked": sum(tally.verdicts.values()),
        "verdict": {
            "all": _share(sum(tally.right_verdicts.values()), sum(tally.verdicts.values())),
            **{verdict: _share(tally.right_verdicts[verdict], tally.verdicts[verdict]) for verdict in VERDICTS},
        },
        "citations": tally.citations,
        "citation_validity": _share(tally.valid_citations, tally.citations),
        "coverages": {id_: hits.figures() for id_, hits in tally.coverages.items()},
        "exclusions": {id_: hits.figures() for id_, hits in tally.exclusions.items()},
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
            tally.verdicts[wanted] += 1
            tally.right_verdicts[wanted] += wanted == found
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


def _record(path: Path) -> dict[str, Any] | None:
    """The truth record in `path`, or None where the file is some other JSON. Raises CovergapError where it is not JSON at all."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CovergapError(f"{path} cannot be read as a truth record ({error}): correct or remove it") from error
    return record if isinstance(record, dict) and {"document", "type"} <= record.keys() else None


def _asked(entry: dict[str, Any]) -> bool:
    return entry.get("sure", True) is not False


def _share(right: int, asked: int) -> float | None:
    return round(right / asked, 4) if asked else None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
