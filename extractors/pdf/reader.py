"""Reading every page of a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.allowance import Allowance
from extractors.pdf.annotations import page_annotations
from extractors.pdf.layout import Line, Page, PdfText
from extractors.pdf.ocr.need import to_recognise, usable
from extractors.pdf.ocr.page import Recogniser
from extractors.pdf.opening import open_pdf
from extractors.pdf.order import arranged, as_rows
from extractors.pdf.rules import has_rules
from extractors.pdf.words import RUN_ON, page_words, printed
from extractors.pdf.xfa import refuse_shell
from models.errors import DocumentError

LETTER = (612.0, 792.0)  # points: the size of a page that does not tell its own
MAX_BOOKMARKS = 1000  # looked at in a document


def read_pdf(path: Path, options: ReadOptions = AS_IT_IS) -> PdfText:
    """Read all pages of a PDF. Raises DocumentError where it is empty, encrypted, damaged, too large or a form without pages."""
    document = open_pdf(path, options.passwords)
    recogniser = Recogniser(options.recognising_seconds)
    try:
        allowance = Allowance(len(document))
        if document.get_formtype() != c.FORMTYPE_NONE:
            document.init_forms()
        attachments, bookmarks = document.count_attachments(), _bookmarks(document)
        read = [_page_or_gap(document, number, allowance, recogniser) for number in range(1, len(document) + 1)]
        refuse_shell(document, [one.page.raw for one in read])
    finally:
        document.close()
    if all(one.page.source == "damaged" for one in read):
        raise DocumentError("corrupt", "its pages are damaged and cannot be opened: ask for a new copy")
    ordered = arranged([one.page for one in read])
    pages = (_completed(page, one) for page, one in zip(ordered, read, strict=True))
    return PdfText(tuple(pages), attachments=attachments, bookmarks=bookmarks, unhurried=not recogniser.out_of_time)


def _bookmarks(document: pdfium.PdfDocument) -> tuple[int, ...]:
    """Numbers of the pages to which the outermost bookmarks lead, in order."""
    leads = (bookmark.get_dest() for bookmark in islice(document.get_toc(), MAX_BOOKMARKS) if bookmark.level == 0)
    indexes = {lead.get_index() for lead in leads if lead is not None}
    return tuple(sorted(index + 1 for index in indexes if index is not None and index >= 0))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one page, its lines being rows over the full width.

    `sidelong` joins the page's furniture only after the running heads were found. The page's raw text is `whole` unless field values
    are missing in it, or its words are jumbled since they are set sideways.
    """

    page: Page
    whole: bool = True
    sidelong: tuple[Line, ...] = ()


def _page_or_gap(document: pdfium.PdfDocument, number: int, allowance: Allowance, recogniser: Recogniser) -> _Read:
    """One page; one without words where it is damaged, for that must not cost the others."""
    try:
        return _page(document, number, allowance, recogniser)
    except pdfium.PdfiumError:
        return _Read(Page(number, *LETTER, (), source="damaged", confidence=0.0))


def _page(document: pdfium.PdfDocument, number: int, allowance: Allowance, recogniser: Recogniser) -> _Read:
    page = document[number - 1]
    textpage = page.get_textpage()
    allowance.take(number, page, textpage)
    raw = RUN_ON.sub(r"\g<0> ", printed(textpage.get_text_range()))
    read = _from_text(document, page, number, textpage, raw)
    if to_recognise(page, raw, bool(read.page.lines)):
        read = _from_picture(page, read, recogniser)
    textpage.close()
    page.close()
    return read


def _from_picture(page: pdfium.PdfPage, read: _Read, recogniser: Recogniser) -> _Read:
    """The page as recognised, or as far as its text goes where no time is left or its picture holds no words."""
    found = recogniser.read(page)
    has_text = bool(read.page.lines) and usable(read.page.raw)
    if has_text and not (found and found.words):
        return read
    if found is None:
        return _Read(replace(read.page, lines=(), source="none", confidence=0.0))
    lines = as_rows(found.words)
    recognised = replace(
        read.page,
        width=found.width,
        height=found.height,
        lines=lines,
        raw="",
        source="ocr",
        confidence=round(found.confidence, 3),
        turn=found.turn,
        skew=found.skew,
    )
    return _Read(recognised, whole=False)


def _from_text(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int, textpage: pdfium.PdfTextPage, raw: str) -> _Read:
    found = page_words(page, textpage)
    laid_over = page_annotations(page, document.formenv, found.turn, found.words)
    width, height = page.get_size()
    if found.turn in (90, 270):
        width, height = height, width
    lines = as_rows(found.words + laid_over.words)
    aside = found.aside + laid_over.aside
    read = Page(number, width, height, lines, raw, has_rules(page), turn=found.turn, aside=aside, comments=laid_over.comments)
    return _Read(read, not (laid_over.words or found.turn), tuple(map(Line, found.sidelong)))


def _completed(page: Page, read: _Read) -> Page:
    """The page with its sidelong lines, and with a raw text in which a quotation that follows the reading order is found."""
    raw = page.raw if read.whole else "\n".join([page.raw, *(line.text for line in (*page.text, *page.furniture))])
    return replace(page, furniture=page.furniture + read.sidelong, raw=raw)
