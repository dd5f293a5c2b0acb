"""Documents whose blanks nobody has filled in: a template states nothing."""

from __future__ import annotations

import re

from extractors.pdf import PdfText
from extractors.remarks import remarked, told_pages
from models.records import Document

MIN_PLACES = 3  # one alone may be a slip, or a mark of its own
PLACE = re.compile(r"«\s*\w[^»\n]{0,60}»|<<\s*\w[^>\n]{0,60}>>|\{\{\s*\w[^}\n]{0,60}\}\}|[$£€]\s?X[X,.\d]*\b|\b[Xx]{1,3}(?:,[Xx0]{3})+\b")


def told_template(row: Document, pdf: PdfText) -> Document:
    """The row with a remark where merge fields and X-ed figures stand in the places of values."""
    pages = [page for page in pdf.pages if PLACE.search(page.raw)]
    places = sum(len(PLACE.findall(page.raw)) for page in pages)
    if places < MIN_PLACES:
        return row
    return remarked(
        row, f"{places} places on {told_pages(pages)} are not filled in: a template states nothing there; ask for the issued document"
    )
