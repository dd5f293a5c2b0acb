"""How the pages of a document were read -> what its row tells a broker."""

from __future__ import annotations

import pytest

from extractors.pdf import Page, PdfText
from extractors.pdf.layout import Comment, Line, SetAside, Word
from extractors.remarks import told
from models.records import Box, Document

BOX = Box(72, 72, 172, 82)
LINE = Line((Word("limit", BOX, 10),))
NOTE = Comment("highlight", "", BOX)
STAMP = SetAside(Word("Specimen", BOX, 60), "watermark")


def text(number: int, **said: object) -> Page:
    return Page(number, 612, 792, (LINE,), **said)  # type: ignore[arg-type]


def picture(number: int, confidence: float) -> Page:
    return Page(number, 612, 792, (LINE,), source="ocr", confidence=confidence)


def damaged(number: int) -> Page:
    return Page(number, 612, 792, (), source="damaged", confidence=0)


def unread(number: int) -> Page:
    return Page(number, 612, 792, (), source="none", confidence=0)


@pytest.mark.parametrize(
    ("pages", "status", "reason"),
    [
        ([text(1), text(2)], "read", ""),
        ([text(1), picture(2, 0.83)], "read", "page 2 is a picture without usable text; read by OCR, mean confidence 83 %"),
        (
            [text(1), picture(2, 0.9), picture(3, 0.8), picture(4, 0.94), text(5), picture(6, 0.96)],
            "read",
            "pages 2-4 and 6 are pictures without usable text; read by OCR, mean confidence 90 %",
        ),
        (
            [picture(1, 0.95), picture(2, 0.45)],
            "partial",
            "pages 1-2 are pictures without usable text; read by OCR, mean confidence 70 %; page 2 hardly legible: ask for a better copy",
        ),
        (
            [text(1), unread(2), text(3), unread(4), unread(5), text(6), unread(7)],
            "partial",
            "pages 2, 4-5 and 7 not read: no time was left to recognise the picture; raise document_seconds in covergap.toml",
        ),
        ([text(1), damaged(2)], "partial", "page 2 not read: damaged, and cannot be opened; ask for a new copy"),
        ([text(1, aside=(STAMP,))], "read", "marked SPECIMEN across its pages"),
        ([text(1, comments=(NOTE,))], "read", "1 comment or highlight on page 1 not taken for its text"),
        (
            [text(1, comments=(NOTE, NOTE)), text(2, comments=(NOTE,))],
            "read",
            "3 comments and highlights on pages 1-2 not taken for its text",
        ),
        ([text(1), Page(2, 612, 792, (), source="ocr", confidence=0)], "read", ""),  # a photograph, not a page of words
        (
            [Page(1, 612, 792, (), source="ocr", confidence=0)],
            "empty",
            "no text was found on its pages: open it, and ask for a new copy if they are not blank",
        ),
    ],
)
def test_remarks(pages: list[Page], status: str, reason: str) -> None:
    row = told(Document("quote.pdf", "", ""), PdfText(tuple(pages), unhurried=False))
    assert (row.status, row.reason) == (status, reason)


def test_a_picture_that_no_engine_could_read_is_told() -> None:
    row = told(Document("quote.pdf", "", ""), PdfText((text(1), unread(2))))
    assert (row.status, row.reason) == ("partial", "page 2 not read: a picture, and OCR does not work here; see 'covergap doctor'")
