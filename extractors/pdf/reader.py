"""Opening a PDF safely and reading every page of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.annotations import page_annotations
from extractors.pdf.layout import MIN_CHARACTERS, Line, Page, PdfText
from extractors.pdf.order import arranged, as_rows
from extractors.pdf.tables import has_rules
from extractors.pdf.words import page_words, printed
from models.errors import DocumentError
from models.records import TextSource

MAX_PAGES = 1500


def read_pdf(path: Path) -> PdfText:
    """Read all pages of a PDF. Raises DocumentError where it is empty, encrypted, damaged or too large."""
    document = _open(path)
    try:
        if len(document) > MAX_PAGES:
            raise DocumentError("too_large", f"{len(document)} pages; more than {MAX_PAGES} are not read: split the file")
        if document.get_formtype() != c.FORMTYPE_NONE:
            document.init_forms()
        read = [_page(document[number - 1], number, document.formenv) for number in range(1, len(document) + 1)]
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt", f"the file is damaged ({error}): ask for a new copy") from error
    finally:
        document.close()
    ordered = arranged([one.page for one in read])
    pages = (replace(page, furniture=page.furniture + one.sidelong) for page, one in zip(ordered, read, strict=True))
    raw = tuple(_completed(one, page) for one, page in zip(read, ordered, strict=True))
    return PdfText(tuple(pages), raw, _text_source(raw), tuple(one.page.number for one in read if one.ruled))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one page, its lines being rows over the full width.

    `sidelong` joins the page's furniture only after the running heads were found. `raw` is PDFium's own text: without field values,
    and jumbled where the text is set sideways, in which cases it is not `whole`.
    """

    page: Page
    raw: str
    whole: bool
    ruled: bool
    sidelong: tuple[Line, ...]


def _completed(read: _Read, page: Page) -> str:
    """The text against which quotations of a page are checked."""
    return read.raw if read.whole else "\n".join([read.raw, *(line.text for line in (*page.text, *page.furniture))])


def _page(page: pdfium.PdfPage, number: int, form: pdfium.PdfFormEnv | None) -> _Read:
    textpage = page.get_textpage()
    found = page_words(page, textpage)
    laid_over = page_annotations(page, form, found.turn, found.words)
    width, height = page.get_size()
    if found.turn in (90, 270):
        width, height = height, width
    lines = as_rows(found.words + laid_over.words)
    aside = found.aside + laid_over.aside
    raw = printed(textpage.get_text_range())
    ruled = has_rules(page)
    textpage.close()
    page.close()
    read = Page(number, width, height, lines, turn=found.turn, aside=aside, comments=laid_over.comments)
    return _Read(read, raw, not (laid_over.words or found.turn), ruled, tuple(map(Line, found.sidelong)))


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        if path.stat().st_size == 0:
            raise DocumentError("empty", "the file has no bytes: fetch it again")
        document = pdfium.PdfDocument(path)
    except OSError as error:
        raise DocumentError("corrupt", f"the file cannot be read ({error.strerror}): check that it exists and may be read") from error
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
            raise DocumentError("encrypted", "the file asks for a password: open it with the password and save a copy without") from error
        raise DocumentError("corrupt", f"the file is not a readable PDF ({error}): ask for a new copy") from error
    if len(document) == 0:
        document.close()
        raise DocumentError("empty", "the file has no pages: ask for a new copy")
    return document


def _text_source(raw: Sequence[str]) -> TextSource:
    readable = [len(text.strip()) >= MIN_CHARACTERS for text in raw]
    return "text" if any(readable) else "none"
