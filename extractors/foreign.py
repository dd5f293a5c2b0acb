"""Documents in another language: told as such, for a wording that is not understood is neither silent nor cover."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.language.tongue import READ, language_of
from extractors.pdf import Page, PdfText
from extractors.remarks import told_pages
from models.records import Document

MOST = 0.5  # of the pages with text in another language: the document is not read at all
SOME = 0.2  # of them: read in part; less is a notice, such as that help is to be had in Spanish


def told_language(row: Document, pdf: PdfText) -> Document:
    """The row as it is where the pages are in English, else with a remark, and as `unsupported` where most of them are not."""
    languages = {page.number: language_of(_text(page)) for page in pdf.pages if page.lines}
    foreign = [page for page in pdf.pages if languages.get(page.number, READ) != READ]
    if not foreign:
        return row
    language = Counter(languages[page.number] for page in foreign).most_common(1)[0][0]
    if len(foreign) > MOST * len(languages):
        reason = f"written in {language}; covergap reads English only: nothing in it was compared; ask the insurer for an English wording"
        return replace(row, status="unsupported", reason="; ".join(filter(None, (row.reason, reason))))
    remark = f"{told_pages(foreign)} in {language} and not understood: covergap reads English only"
    status = "partial" if len(foreign) >= SOME * len(languages) else row.status
    return replace(row, status=status, reason="; ".join(filter(None, (row.reason, remark))))


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.text)
