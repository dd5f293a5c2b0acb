"""Reading every page of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.allowance import Allowance
from extractors.pdf.annotations import page_annotations
from extractors.pdf.layout import MIN_CHARACTERS, Line, Page, PdfText
from extractors.pdf.opening import open_pdf
from extractors.pdf.order import arranged, as_rows
from extractors.pdf.rules import has_rules
from extractors.pdf.words import page_words, printed
from extractors.pdf.xfa import refuse_shell
from models.errors import DocumentError
from models.records import TextSource


def read_pdf(path: Path, options: ReadOptions = AS_IT_IS) -> PdfText:
    """Read all pages of a PDF. Raises DocumentError where it is empty, encrypted, damaged, too large or a form without pages."""
    document = open_pdf(path, options.passwords)
    read: list[_Read] = []
    try:
        allowance = Allowance(len(document))
        if document.get_formtype() != c.FORMTYPE_NONE:
            document.init_forms()
        read.extend(_page(document, number, allowance) for number in range(1, len(document) + 1))
        refuse_shell(document, [one.raw for one in read])
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt", f"page {len(read) + 1} is damaged and cannot be opened: ask for a new copy") from error
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


def _page(document: pdfium.PdfDocument, number: int, allowance: Allowance) -> _Read:
    page = document[number - 1]
    textpage = page.get_textpage()
    allowance.take(number, page, textpage)
    found = page_words(page, textpage)
    laid_over = page_annotations(page, document.formenv, found.turn, found.words)
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


def _text_source(raw: Sequence[str]) -> TextSource:
    readable = [len(text.strip()) >= MIN_CHARACTERS for text in raw]
    return "text" if any(readable) else "none"
