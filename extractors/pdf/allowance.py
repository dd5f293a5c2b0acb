"""How much may stand in one document. What is far beyond any policy was made, or broken, to fill memory and time."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as c

from models.errors import DocumentError

MAX_PAGES = 1500
MAX_PAGE_OBJECTS = 200_000  # texts, paths and pictures drawn on one page: a dense map has some 100,000
MAX_OBJECTS = 5_000_000
MAX_PAGE_CHARACTERS = 200_000  # a page of small print has 12,000
MAX_CHARACTERS = 20_000_000  # 1,500 such pages


class Allowance:
    """What is left for one document. Raises DocumentError `too_large` where it is not enough."""

    def __init__(self, pages: int) -> None:
        if pages > MAX_PAGES:
            raise DocumentError("too_large", f"{pages:,} pages, more than {MAX_PAGES:,}: split the file")
        self._objects = MAX_OBJECTS
        self._characters = MAX_CHARACTERS

    def take(self, number: int, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        """Take what page `number` holds."""
        objects, characters = c.FPDFPage_CountObjects(page), textpage.count_chars()
        self._objects -= objects
        self._characters -= characters
        remedy = "print it to a new PDF without that page, or split the file"
        if objects > MAX_PAGE_OBJECTS or characters > MAX_PAGE_CHARACTERS:
            held = f"{objects:,} drawing objects" if objects > MAX_PAGE_OBJECTS else f"{characters:,} characters"
            raise DocumentError("too_large", f"page {number} holds {held}, more than a page of a policy can: {remedy}")
        if self._objects < 0 or self._characters < 0:
            held = f"{MAX_OBJECTS:,} drawing objects" if self._objects < 0 else f"{MAX_CHARACTERS:,} characters"
            raise DocumentError("too_large", f"the pages up to {number} hold more than {held}: split the file")
