"""Opening a PDF safely and reading every page of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.furniture import set_apart
from extractors.pdf.layout import Page, Table
from extractors.pdf.order import reading_order
from extractors.pdf.tables import has_rules, ruled_tables
from extractors.pdf.words import page_words
from models.errors import DocumentError
from models.records import TextSource

MAX_PAGES = 1500
MIN_CHARACTERS = 20  # fewer on a page: a picture of text, or an empty page


@dataclass(frozen=True, slots=True)
class PdfText:
    """What stands in a PDF. `raw` is PDFium's own text of each page, against which every quotation is checked."""

    pages: tuple[Page, ...]
    raw: tuple[str, ...]
    text_source: TextSource
    metadata: dict[str, str]

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """Numbers of the pages without a usable text layer."""
        return tuple(number for number, text in enumerate(self.raw, 1) if len(text.strip()) < MIN_CHARACTERS)


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
        tables = ruled_tables(path, ruled)
        metadata = {key: value for key, value in document.get_metadata_dict().items() if value}
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt", f"the file is damaged ({error}): ask for a new copy") from error
    finally:
        document.close()
    return PdfText(_with_tables(set_apart(pages), tables), tuple(raw), _text_source(raw), metadata)


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


def _with_tables(pages: tuple[Page, ...], tables: dict[int, tuple[Table, ...]]) -> tuple[Page, ...]:
    return tuple(Page(page.number, page.width, page.height, page.lines, page.furniture, tables.get(page.number, ())) for page in pages)


def _text_source(raw: list[str]) -> TextSource:
    readable = [len(text.strip()) >= MIN_CHARACTERS for text in raw]
    return "text" if any(readable) else "none"
