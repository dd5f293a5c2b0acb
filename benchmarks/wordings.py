"""Outline, matching, classifying and judging of every form below a folder, after reading, against spaCy's tokens and sentences.

    python -m benchmarks.wordings [FOLDER] [--runs 3]

All run in one process on one processor, in turn, over the same pages; what is printed are the medians. Forms are documents of the
kinds that hold wording; a form of another line counts too. The peer is spaCy's blank English pipeline with its sentencizer over the
same text. FOLDER is searched for PDFs; by default the sample client.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import spacy

from benchmarks.one_processor import asked
from extractors.agreements import find_grants
from extractors.clauses import labelled_clauses
from extractors.denials import find_denials
from extractors.evidence import Citer
from extractors.exclusions import find_takings
from extractors.kind import identify
from extractors.language.pipeline import read_language
from extractors.merged import documents_in
from extractors.pdf import PdfText, read_pdf
from extractors.reading import WORDINGS
from extractors.wording import Wording
from extractors.wording_terms import find_terms
from models.catalogue import load_catalogue
from models.errors import DocumentError
from models.judgement import judge
from models.records import Document, DocumentType, Offer, Reading

TEXTS_KEPT = 10_000  # at most; what is remembered of more is of words, which forms have in common
LONGEST = 20_000_000  # characters of a text that spaCy takes

Form = tuple[PdfText, DocumentType]


def main() -> int:
    """Print pages a second and seconds per step."""
    options = asked(__doc__)
    forms = list(_forms(options.folder))
    pages = sum(len(pdf.pages) for pdf, _ in forms)
    if not pages:
        print(f"no form below {options.folder}")
        return 2
    steps: list[dict[str, float]] = []
    peer: list[float] = []
    read_forms(forms[:1])  # what is compiled once per process is not counted
    gc.freeze()  # nor are the pages of the other forms, which a reading process would not hold
    for _ in range(options.runs):
        steps.append(read_forms(forms))
        peer.append(_peer(forms))
    print(f"{len(forms)} forms, {pages} pages, medians of {options.runs} runs on one processor")
    for name in steps[0]:
        seconds = statistics.median(run[name] for run in steps)
        print(f"  {name:34s} {seconds:8.3f} s {pages / seconds:8.0f} pages a second")
    for name, runs in (("covergap, all of it", [sum(run.values()) for run in steps]), ("spaCy blank English, sentencizer", peer)):
        seconds = statistics.median(runs)
        print(f"{name:36s} {seconds:8.3f} s {pages / seconds:8.0f} pages a second (slowest run {pages / max(runs):.0f})")
    return 0


def _forms(folder: Path) -> Iterator[Form]:
    catalogue = load_catalogue()
    for path in sorted(folder.rglob("*.pdf")):
        try:
            documents = documents_in(read_pdf(path))
        except DocumentError:
            continue
        for pdf in documents:
            kind = identify(pdf, catalogue).type
            if kind in WORDINGS:
                yield pdf, kind


def read_forms(forms: list[Form]) -> dict[str, float]:
    """Seconds per step. What is remembered of whole texts is forgotten first: a process meets each form once."""
    _forget_texts()
    catalogue = load_catalogue()
    seconds: dict[str, float] = defaultdict(float)
    for number, (pdf, kind) in enumerate(forms):
        citer = Citer(f"{number}.pdf", pdf)
        with _clocked(seconds, "outline"):
            doc = read_language(pdf.pages)
        with _clocked(seconds, "matching, classifying"):
            wording = Wording(doc, catalogue, citer)
        with _clocked(seconds, "findings with citations"):
            reading = Reading(
                Document(f"{number}.pdf", "", "", type=kind, pages=len(pdf.pages)),
                clauses=labelled_clauses(wording),
                grants=find_grants(wording, catalogue),
                takings=find_takings(wording, catalogue),
                denials=find_denials(wording, catalogue),
                terms=find_terms(wording, catalogue),
            )
        with _clocked(seconds, "judging"):
            judge([Offer("", "", (reading,))], catalogue, "medium")
    return dict(seconds)


def _forget_texts() -> None:
    for name, module in list(sys.modules.items()):
        for function in vars(module).values() if name.startswith(("extractors", "models")) else ():
            size = function.cache_parameters()["maxsize"] if hasattr(function, "cache_parameters") else None
            if size is not None and size <= TEXTS_KEPT:
                function.cache_clear()


@contextmanager
def _clocked(seconds: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[step] += time.perf_counter() - started


def _peer(forms: list[Form]) -> float:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = LONGEST
    started = time.perf_counter()
    for pdf, _ in forms:
        nlp("\n".join(line.text for page in pdf.pages for line in page.text))
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
