"""One document, from file to findings. A bad file gives a row with its reason, never an exception."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pypdfium2 import PdfiumError

from extractors.agreements import find_grants
from extractors.beside_schedules import told_in_words
from extractors.clauses import labelled_clauses
from extractors.completeness import told_missing
from extractors.decisions import find_decisions
from extractors.declared import LISTING, SCHEDULES, find_declared
from extractors.denials import find_denials
from extractors.doubt import doubted
from extractors.endorsements import find_endorsements, parts_of
from extractors.evidence import Citer
from extractors.exclusions import find_takings
from extractors.footing import footed
from extractors.foreign import told_language
from extractors.form_numbers import borne
from extractors.instructions import told_addresses
from extractors.kind import form_number, identify
from extractors.language.pipeline import read_language
from extractors.layers import find_layer
from extractors.merged import documents_in
from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf import PdfText, read_pdf
from extractors.pdf.attachments import PINNED, take_out
from extractors.pdf.cache import PageCache, lay_down
from extractors.pdf.opening import fitting_password
from extractors.remarks import remarked, told, told_pages
from extractors.standing import placed
from extractors.template import told_template
from extractors.undefined import told_undefined
from extractors.wording import Wording
from extractors.wording_terms import find_terms
from extractors.write_backs import write_backs_elsewhere
from models.catalogue import Catalogue, load_catalogue
from models.errors import DocumentError
from models.records import Document, DocumentType, Reading, Term

MAX_DEPTH = 3  # a file in a file in a file
WORDINGS: tuple[DocumentType, ...] = ("policy_form", "endorsement")


def read_document(path: Path, document: str, offer_folder: str, options: ReadOptions = AS_IT_IS) -> Reading:
    """Read one PDF. `document` is its path below the client's folder, "/" between parts; `offer_folder` that of its offer.

    Other documents that were merged into the file, or are attached to it, are the `parts` of the reading.
    """
    return _file(path, Document(document, offer_folder, sha256=""), load_catalogue(), options, MAX_DEPTH)


def _file(path: Path, row: Document, catalogue: Catalogue, options: ReadOptions, depth: int) -> Reading:
    try:
        row = replace(row, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
        return _documents(path, row, catalogue, options, depth)
    except DocumentError as error:
        return Reading(replace(row, status=error.status, reason=error.reason))
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror}): check that it is still there and may be read"
        return Reading(replace(row, status="corrupt", reason=reason))


def _documents(path: Path, row: Document, catalogue: Catalogue, options: ReadOptions, depth: int) -> Reading:
    clock = _Clock()
    with clock.step("pages"):
        pdf = _pages(path, row.sha256, options)
    documents = documents_in(pdf)
    first, *others = (
        _findings(path, replace(row, document=_part_name(row.document, number, part)), part, catalogue, options)
        for number, part in enumerate(documents)
    )
    if others:
        first = _remarked(first, f"the file holds {len(documents)} documents, this one on {told_pages(documents[0].pages)}")
    pinned = [page.number for page in pdf.pages if any(comment.kind == PINNED for comment in page.comments)]
    if pdf.attachments or pinned:
        remark, attached = _attached(path, row, pinned, catalogue, options, depth)
        first, others = _remarked(first, remark), [*others, *attached]
    parts = tuple(one for other in others for one in (replace(other, parts=()), *other.parts))
    return replace(first, parts=parts, seconds=clock.seconds + first.seconds)


def _part_name(document: str, number: int, part: PdfText) -> str:
    """The first document has the name of the file, each other one that of its first page, in the way of links to pages."""
    return f"{document}#page={part.pages[0].number}" if number else document


def _pages(path: Path, sha256: str, options: ReadOptions) -> PdfText:
    """The pages of the file, from the cache where they were read before."""
    known = PageCache(options.cache).load(sha256) if options.cache else None
    if known is not None:
        return known
    pdf = read_pdf(path, options)
    if options.cache and pdf.unhurried:
        with suppress(OSError):  # the cache only saves time
            lay_down(Path(tempfile.gettempdir()), sha256, pdf)
    return pdf


def _attached(
    path: Path, row: Document, pinned: Sequence[int], catalogue: Catalogue, options: ReadOptions, depth: int
) -> tuple[str, list[Reading]]:
    """What is to be said of the files inside a PDF, and the readings of those that are PDFs."""
    if not depth:
        return f"files inside it not read: they lie more than {MAX_DEPTH} files deep; save them as files of their own", []
    with tempfile.TemporaryDirectory() as folder:
        try:
            taken = take_out(path, fitting_password(path, options.passwords) or None, pinned, Path(folder))
        except PdfiumError:
            return "files inside it not read: the file is damaged; save them as files of their own", []
        rows = [Document(f"{row.document}/{pdf.name}", row.offer_folder, sha256="") for pdf in taken.pdfs]
        readings = [_file(pdf, inner, catalogue, options, depth - 1) for pdf, inner in zip(taken.pdfs, rows, strict=True)]
    remarks = [f"{len(readings)} {'file' if len(readings) == 1 else 'files'} inside it read as documents of their own"] if readings else []
    remarks += [f"inside it, but no PDF or too much, and not read: {', '.join(taken.others)}"] if taken.others else []
    return "; ".join(remarks), readings


def _remarked(reading: Reading, remark: str) -> Reading:
    return replace(reading, document=remarked(reading.document, remark))


def _findings(path: Path, row: Document, pdf: PdfText, catalogue: Catalogue, options: ReadOptions) -> Reading:
    clock = _Clock()
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
    row = told_template(told_addresses(told_missing(told_language(told(row, pdf), pdf), pdf), pdf), pdf)
    reading = Reading(row)
    if row.status == "unsupported" or identity.type not in WORDINGS + SCHEDULES:
        return replace(reading, seconds=clock.seconds)
    citer = Citer(row.document, pdf)
    with clock.step("language"):
        wording = Wording(read_language(pdf.pages), catalogue, citer)
    parts = parts_of(wording.source, identity.type, pdf)
    endorsements, spans = find_endorsements(parts, wording, catalogue)
    wording.settle([(span.start, span.end) for span in spans if span.excludes])
    with clock.step("findings"):
        reading = replace(
            reading, endorsements=endorsements, takings=find_takings(wording, catalogue), denials=find_denials(wording, catalogue)
        )
        reading = replace(reading, write_backs=write_backs_elsewhere(wording, catalogue))
        if identity.type in WORDINGS:
            clauses, grants, terms = labelled_clauses(wording), find_grants(wording, catalogue), find_terms(wording, catalogue)
            terms += (*find_layer(wording), *find_decisions(grants, reading.takings, reading.denials, catalogue))
            reading = replace(reading, clauses=clauses, grants=grants, terms=terms)
        if identity.type == "policy_form" and wording.undefined:
            reading = _remarked(replace(reading, undefined=wording.undefined), told_undefined(wording.undefined))
    with clock.step("schedule"):
        declared = find_declared(path, pdf, identity.type, parts, citer, catalogue, options)
    if declared is not None:
        reading = replace(reading, terms=reading.terms + declared.terms, schedule=declared.schedule, options=declared.options)
        if identity.type not in WORDINGS:
            reading = told_in_words(reading)
    reading = replace(reading, forms=borne(pdf, lists=identity.type in LISTING))
    reading = footed(doubted(placed(reading, wording, spans), pdf))
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
