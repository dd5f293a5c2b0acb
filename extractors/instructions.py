"""Passages that tell a reader or a program what to make of a document: they change nothing, and a person is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.language.addresses import addresses
from extractors.pdf import PdfText
from extractors.remarks import told_pages
from models.records import Document

QUOTED_WORDS = 12


def told_addresses(row: Document, pdf: PdfText) -> Document:
    """The row with a remark on the first of such passages, where there is one. What is not seen on a page is no text of it."""
    remark = next(_remarks(pdf), "")
    return replace(row, reason="; ".join(filter(None, (row.reason, remark)))) if remark else row


def _remarks(pdf: PdfText) -> Iterator[str]:
    for page in pdf.pages:
        text = "\n".join(line.text for line in (*page.text, *page.furniture))
        for passage in addresses(text):
            words = text[passage.start : passage.end].split()
            quoted = " ".join(words[:QUOTED_WORDS]) + (" ..." if len(words) > QUOTED_WORDS else "")
            yield f'{told_pages([page])} tells its reader or a program what to make of it ("{quoted}"): counted for nothing'
