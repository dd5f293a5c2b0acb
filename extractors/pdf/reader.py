"""Opening a PDF safely and reading every page of it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.furniture import set_apart
from extractors.pdf.layout import MIN_CHARACTERS, Page, PdfText
from extractors.pdf.order import reading_order
from extractors.pdf.rules import has_rules
from extractors.pdf.words import page_words
from models.errors import DocumentError
from models.records import TextSource

MAX_PAGES = 1500


def read_pdf(path: Path) -> PdfText:
    """Read all pages of a PDF. Raises DocumentError where it is empty, encrypted, damaged or too large."""
    document = _open(path)
    try:
        if len(document) > MAX_PAGES:
            raise DocumentError("too_large", f"{len(document)} pages; more than {MAX_PAGES} are not read: split the file")
        pages, raw, ruled = [], [], []
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            textpage = page.get_textpage()
            width, height = page.get_size()
            pages.append(Page(number, width, height, reading_order(page_words(page, textpage))))
            raw.append(textpage.get_text_range())
            if has_rules(page):
                ruled.append(number)
            textpage.close()
            page.close()
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt", f"the file is damaged ({error}): ask for a new copy") from error
    finally:
        document.close()
    return PdfText(set_apart(pages), tuple(raw), _text_source(raw), tuple(ruled))


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


def _text_source(raw: list[str]) -> TextSource:
    readable = [len(text.strip()) >= MIN_CHARACTERS for text in raw]
    return "text" if any(readable) else "none"
