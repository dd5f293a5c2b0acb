"""One document, from file to findings. A bad file gives a row with its reason, never an exception."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from extractors.agreements import find_grants
from extractors.clauses import labelled_clauses
from extractors.doubt import doubted
from extractors.evidence import Citer
from extractors.exclusions import find_takings
from extractors.kind import form_number, identify
from extractors.language.pipeline import read_language
from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf import read_pdf, with_tables
from extractors.remarks import told
from extractors.schedules import read_schedule
from extractors.wording import Wording
from extractors.wording_terms import find_terms
from models.catalogue import Catalogue, load_catalogue
from models.errors import DocumentError
from models.records import Document, DocumentType, Reading, Term

WORDINGS: tuple[DocumentType, ...] = ("policy_form", "endorsement")
SCHEDULES: tuple[DocumentType, ...] = ("quote", "declarations", "binder", "endorsement", "certificate")


def read_document(path: Path, document: str, offer_folder: str, options: ReadOptions = AS_IT_IS) -> Reading:
    """Read one PDF. `document` is its path below the client's folder, "/" between parts; `offer_folder` that of its offer."""
    catalogue = load_catalogue()
    row = Document(document, offer_folder, sha256="")
    try:
        row = replace(row, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
        return _findings(path, row, catalogue, options)
    except DocumentError as error:
        return Reading(replace(row, status=error.status, reason=error.reason))
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror}): check that it is still there and may be read"
        return Reading(replace(row, status="corrupt", reason=reason))


def _findings(path: Path, row: Document, catalogue: Catalogue, options: ReadOptions) -> Reading:
    clock = _Clock()
    with clock.step("pages"):
        pdf = read_pdf(path, options)
    row = replace(row, pages=len(pdf.pages), text_source=pdf.text_source)
    with clock.step("kind"):
        identity = identify(pdf, catalogue)
        number, edition = form_number(pdf)
    row = replace(
        row, type=identity.type, line=identity.line, carrier=identity.carrier, insurer=identity.insurer, form_number=number, edition=edition
    )
    if identity.line in catalogue.lines and not catalogue.lines[identity.line].compared:
        reason = f"a document of {catalogue.lines[identity.line].name} insurance: not compared as cyber or technology E&O"
        return Reading(replace(row, reason=reason), seconds=clock.seconds)
    reading = Reading(told(row, pdf))
    if identity.type not in WORDINGS + SCHEDULES:
        return replace(reading, seconds=clock.seconds)
    citer = Citer(row.document, pdf)
    with clock.step("language"):
        wording = Wording(read_language(pdf.pages), catalogue, citer)
    with clock.step("findings"):
        reading = replace(reading, takings=find_takings(wording, catalogue))
        if identity.type in WORDINGS:
            clauses, grants, terms = labelled_clauses(wording), find_grants(wording, catalogue), find_terms(wording, catalogue)
            reading = replace(reading, clauses=clauses, grants=grants, terms=terms)
    if identity.type in SCHEDULES:
        with clock.step("schedule"):
            declared = read_schedule(with_tables(path, pdf, options), identity.type, citer, catalogue)
            reading = replace(reading, terms=reading.terms + declared.terms, schedule=declared.schedule, options=declared.options)
    reading = doubted(reading, pdf)
    return replace(reading, document=_named(reading.document, reading.terms), rejected=citer.rejected, seconds=clock.seconds)


def _named(row: Document, terms: tuple[Term, ...]) -> Document:
    """The document's row with the names that its own terms give it."""
    stated = {term.term: term.value for term in reversed(terms)}
    row = replace(
        row,
        insured=stated.get("named_insured", ""),
        policy_number=stated.get("policy_number", ""),
        quote_reference=stated.get("quote_reference", ""),
    )
    if row.insurer or "insurer" not in stated:
        return row
    return replace(row, insurer=stated["insurer"], carrier=row.carrier or stated["insurer"])


class _Clock:
    """Seconds per step, in the order of the steps."""

    def __init__(self) -> None:
        self._seconds: list[tuple[str, float]] = []

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._seconds)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._seconds.append((name, time.perf_counter() - started))
