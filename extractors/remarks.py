"""What a broker must know of how the pages of a document were read, in its status and reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.pdf import Page, PdfText
from models.records import Document

MISSING = ("none", "damaged")  # sources of pages of which nothing was read
TRUSTED = 0.6  # mean confidence of a recognised page: of less, too many words are wrong to rely on what is not found there

NOTHING = "no text was found on its pages: open it, and ask for a new copy if they are not blank"


def told(row: Document, pdf: PdfText) -> Document:
    """The row with its status and the remarks on its pages."""
    if not any(page.text or page.furniture or page.source in MISSING for page in pdf.pages):
        return replace(row, status="empty", reason=NOTHING)
    unread = [page for page in pdf.pages if page.source == "none"]
    damaged = [page for page in pdf.pages if page.source == "damaged"]
    recognised = [page for page in pdf.pages if page.source == "ocr" and page.lines]
    doubtful = [page for page in recognised if page.confidence < TRUSTED]
    remarks = [
        *([f"{told_pages(damaged)} not read: damaged, and cannot be opened; ask for a new copy"] if damaged else []),
        *_unread(unread, not pdf.unhurried),
        *_recognised(recognised),
        *([f"{told_pages(doubtful)} hardly legible: ask for a better copy"] if doubtful else []),
        *([f"marked {' and '.join(pdf.watermarks)} across its pages"] if pdf.watermarks else []),
        *_commented([page for page in pdf.pages if page.comments]),
    ]
    return replace(row, status="partial" if damaged or unread or doubtful else row.status, reason="; ".join(remarks))


def _unread(pages: Sequence[Page], hurried: bool) -> Iterable[str]:
    if pages and hurried:
        yield f"{told_pages(pages)} not read: no time was left to recognise the picture; raise document_seconds in covergap.toml"
    elif pages:
        yield f"{told_pages(pages)} not read: a picture, and OCR does not work here; see 'covergap doctor'"


def _recognised(pages: Sequence[Page]) -> Iterable[str]:
    if pages:
        sure = sum(page.confidence for page in pages) / len(pages)
        one = len(pages) == 1
        what = "is a picture without usable text" if one else "are pictures without usable text"
        yield f"{told_pages(pages)} {what}; read by OCR, mean confidence {100 * sure:.0f} %"


def _commented(pages: Sequence[Page]) -> Iterable[str]:
    if pages:
        count = sum(len(page.comments) for page in pages)
        yield f"{count} {'comment or highlight' if count == 1 else 'comments and highlights'} on {told_pages(pages)} not taken for its text"


def told_pages(pages: Sequence[Page]) -> str:
    """ "page 7", "pages 3-5 and 9"."""
    return told_numbers([page.number for page in pages])


def told_numbers(numbers: Sequence[int]) -> str:
    """The same of numbers in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return f"{'page' if len(numbers) == 1 else 'pages'} {listed}"
