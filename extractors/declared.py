"""What the schedules of a document declare: its own, and those of each endorsement in it, read apart from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.endorsements import Part
from extractors.evidence import Citer
from extractors.form_numbers import listed_forms
from extractors.options import ReadOptions
from extractors.pdf import Line, Page, PdfText, Word, with_tables
from extractors.schedules import Declared, read_schedule
from models.catalogue import Catalogue
from models.records import DocumentType, Term

LISTING: tuple[DocumentType, ...] = ("declarations", "binder")  # these list the forms that belong to a policy
SCHEDULES: tuple[DocumentType, ...] = ("quote", "declarations", "binder", "endorsement", "certificate")


def find_declared(
    path: Path, pdf: PdfText, kind: DocumentType, parts: Sequence[Part], citer: Citer, catalogue: Catalogue, options: ReadOptions
) -> Declared | None:
    """All that is declared; None where a document has no schedule and no endorsements."""
    if kind not in SCHEDULES and not parts:
        return None
    pages = {line.page for part in parts for line in part.lines}
    read = with_tables(
        path, pdf if kind in SCHEDULES else replace(pdf, pages=tuple(page for page in pdf.pages if page.number in pages)), options
    )
    declared = [read_schedule(sheet, kind, citer, catalogue) for sheet, kind in _sheets(read, kind, parts)]
    listed = listed_forms(read, citer, catalogue) if kind in LISTING else ()
    return Declared(
        tuple(line for one in declared for line in one.schedule),
        (*_terms(declared), *listed),
        max((one.options for one in declared), key=len),
    )


def _terms(declared: Iterable[Declared]) -> Iterator[Term]:
    """The terms of all sheets; what a later endorsement repeats of the policy is told once."""
    told: set[str] = set()
    for one in declared:
        yield from (term for term in one.terms if term.coverage or term.term not in told)
        told |= {term.term for term in one.terms}


def _sheets(pdf: PdfText, kind: DocumentType, parts: Sequence[Part]) -> Iterator[tuple[PdfText, DocumentType]]:
    """The document without its endorsements, where it has a schedule of its own, and each endorsement."""
    words = [{(line.page, word) for line in part.lines for word in line.line.words} for part in parts]
    if kind == "endorsement" and len(parts) < 2:
        yield pdf, kind
        return
    if kind in SCHEDULES and kind != "endorsement":
        yield _without(pdf, set().union(*words)), kind
    for own in words:
        yield _only(pdf, own), "endorsement"


def _without(pdf: PdfText, words: set[tuple[int, Word]]) -> PdfText:
    return _cut(pdf, words, inside=False) if words else pdf


def _only(pdf: PdfText, words: set[tuple[int, Word]]) -> PdfText:
    cut = _cut(pdf, words, inside=True)
    return replace(cut, pages=tuple(page for page in cut.pages if page.lines))


def _cut(pdf: PdfText, words: set[tuple[int, Word]], inside: bool) -> PdfText:
    """The lines and tables of `words`, or what is not theirs; a table that goes over the border is read line by line."""
    tables = (
        table
        for table in pdf.tables
        if all(((cell.page, word) in words) == inside for cell in table.cells for word in cell.words if word.text)
    )
    pages = (replace(page, lines=_lines(page, words, inside), footnotes=() if inside else page.footnotes) for page in pdf.pages)
    return replace(pdf, pages=tuple(pages), tables=tuple(tables))


def _lines(page: Page, words: set[tuple[int, Word]], inside: bool) -> tuple[Line, ...]:
    """The lines with only the words that are among `words`, or only those that are not: two columns may share a line."""
    kept = (tuple(word for word in line.words if ((page.number, word) in words) == inside) for line in page.lines)
    return tuple(Line(own) for own in kept if own)
