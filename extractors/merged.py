"""Files that hold several documents, such as a policy as it was issued: where each of them begins."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.kind import page_form_number
from extractors.pdf import Page, PdfText
from extractors.pdf.furniture import at_edge, printed_number, set_apart


def documents_in(pdf: PdfText) -> tuple[PdfText, ...]:
    """The documents of a file one after the other; pages keep the numbers that they have in the file. Most files hold one."""
    starts = [0, *(index for index, (before, page) in enumerate(pairwise(pdf.pages), 1) if _begins(page, before, pdf.bookmarks))]
    if len(starts) == 1:
        return (pdf,)
    ends = [*starts[1:], len(pdf.pages)]
    return tuple(replace(pdf, pages=set_apart(pdf.pages[start:end])) for start, end in zip(starts, ends, strict=True))


def _begins(page: Page, before: Page, bookmarks: tuple[int, ...]) -> bool:
    """True where a document begins: its pages are counted from one again, and the form number or the count before says so too.

    A new form number alone may be a foot printed carelessly; it counts where a bookmark leads to the page.
    """
    here, there = page_form_number(_edges(page))[0], page_form_number(_edges(before))[0]
    other_form = bool(here and there and here != there)
    return (_counts_anew(page) and (other_form or _ended(before))) or (other_form and page.number in bookmarks)


def _counts_anew(page: Page) -> bool:
    printed = _edges(page).printed
    return printed is not None and printed.number == "1"


def _ended(page: Page) -> bool:
    """True for the last page of those that its printed number tells of."""
    printed = _edges(page).printed
    return printed is not None and printed.of > 0 and printed.number == str(printed.of)


def _edges(page: Page) -> Page:
    """The page with all that stands at its edges as heads and feet: in a long file those of a short document do not run."""
    if page.printed is not None:
        return page
    furniture = page.furniture + tuple(line for line in page.lines if at_edge(page, line))
    return replace(page, furniture=furniture, printed=printed_number(furniture))
