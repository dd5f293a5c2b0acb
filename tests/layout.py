"""Pages made from text for tests: `columns` of lines become words with boxes, as a reader would see them."""

from __future__ import annotations

import re

from extractors.evidence import Citer
from extractors.language.pipeline import read_language
from extractors.pdf import Line, Page, PdfText, Word
from extractors.pdf.order import reading_order
from extractors.wording import Wording
from models.catalogue import load_catalogue
from models.records import Box

WIDTH, HEIGHT, SIZE, LEADING, CHARACTER = 612.0, 792.0, 10.0, 12.0, 5.0
HEADING = re.compile(r"^#(?P<size>\d*) ")


def words_of(text: str, x0: float, top: float, bold: bool = False, size: float = SIZE) -> list[Word]:
    """The words of one line; every character is as wide as the next. `**` around a word makes it bold."""
    words = []
    for part in text.split():
        strong = part.startswith("**") and part.rstrip(".,:;").endswith("**")
        plain = part.replace("**", "")
        width = CHARACTER * len(plain)
        words.append(Word(plain, Box(x0, top, x0 + width, top + size), size, bold or strong))
        x0 += width + CHARACTER
    return words


def page_of(text: str, number: int = 1) -> Page:
    """A page of one column: a line per line, four spaces of indentation are 18 points, an empty line is a gap.

    "# " begins a bold heading, "#12 " one in type of 12 points.
    """
    words: list[Word] = []
    top = 72.0
    for line in text.strip("\n").splitlines():
        if line.strip():
            indent = (len(line) - len(line.lstrip())) * 4.5
            heading = HEADING.match(line.lstrip())
            size = float(heading["size"] or SIZE) if heading else SIZE
            words += words_of(HEADING.sub("", line.lstrip()), 72.0 + indent, top, heading is not None, size)
        top += LEADING
    lines = reading_order(words)
    return Page(number, WIDTH, HEIGHT, lines, "\n".join(line.text for line in lines))


def pdf_of(*pages: str) -> PdfText:
    """A document of such pages."""
    return PdfText(tuple(page_of(text, number) for number, text in enumerate(pages, 1)))


def wording_of(*pages: str) -> Wording:
    """The wording of a document of such pages."""
    pdf = pdf_of(*pages)
    return Wording(read_language(pdf.pages), load_catalogue(), Citer("form.pdf", pdf))


def lines_of(*texts: str) -> tuple[Line, ...]:
    return page_of("\n".join(texts)).lines
