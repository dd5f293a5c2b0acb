"""Opening a PDF safely and reading every page of it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.allowance import Allowance
from extractors.pdf.furniture import set_apart
from extractors.pdf.layout import MIN_CHARACTERS, Page, PdfText
from extractors.pdf.opening import open_pdf
from extractors.pdf.order import reading_order
from extractors.pdf.tables import has_rules
from extractors.pdf.words import page_words
from extractors.pdf.xfa import refuse_shell
from models.errors import DocumentError
from models.records import TextSource


def read_pdf(path: Path, options: ReadOptions = AS_IT_IS) -> PdfText:
    """Read all pages of a PDF. Raises DocumentError where it is empty, encrypted, damaged, too large or a form without pages."""
    document = open_pdf(path, options.passwords)
    try:
        allowance = Allowance(len(document))
        pages, raw, ruled = [], [], []
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            textpage = page.get_textpage()
            allowance.take(number, page, textpage)
            width, height = page.get_size()
            pages.append(Page(number, width, height, reading_order(page_words(page, textpage))))
            raw.append(textpage.get_text_range())
            if has_rules(page):
                ruled.append(number)
            textpage.close()
            page.close()
        refuse_shell(document, raw)
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt", f"page {number} is damaged and cannot be opened: ask for a new copy") from error
    finally:
        document.close()
    return PdfText(set_apart(pages), tuple(raw), _text_source(raw), tuple(ruled))


def _text_source(raw: list[str]) -> TextSource:
    readable = [len(text.strip()) >= MIN_CHARACTERS for text in raw]
    return "text" if any(readable) else "none"
