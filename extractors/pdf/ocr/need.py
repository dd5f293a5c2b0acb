"""Which pages are to be recognised from their picture: those that hold a picture or drawings, but no usable text."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.hidden import SCAN_COVER, picture_cover
from extractors.pdf.layout import MIN_CHARACTERS

PICTURE = 0.05  # of the page: a smaller picture is a logo
OUTLINES = 100  # drawings: a page of letters in outlines has more, a frame or a logo fewer
SMALLEST_PAGE = 20  # points: on less no line of text stands
STAMP = 250  # characters: a fax's head or a stamp over a scan has fewer, a page of text more
STRANGE = 0.1  # of the characters at most are none that a reader knows
STRANGE_KINDS = ("Co", "Cn", "Cc", "Cs")  # private use, unassigned, control, surrogate (Unicode categories)
NO_GLYPH = re.compile(r"\(cid:\d+\)|\ufffd")
ENOUGH_LETTERS = 200  # fewer tell nothing of the language: a schedule may be all figures
VOWELS = re.compile(r"[aeiouyà-æè-ïò-öù-ýœ]", re.IGNORECASE)
LEAST_VOWELS = 0.27  # of the letters: 0.36 to 0.42 in English policies; of letters set in a wrong order by chance 0.2
LETTER = re.compile(r"[^\W\d_]")


def to_recognise(page: pdfium.PdfPage, text: str, level: bool) -> bool:
    """Whether `page`, whose own text is `text`, must be read from its picture. `level`: some of the text stands level on the page."""
    if min(page.get_size()) < SMALLEST_PAGE:
        return False
    characters = len("".join(text.split()))
    if characters >= MIN_CHARACTERS and not (level and usable(text)):
        return True
    if characters >= STAMP:
        return False
    if characters >= MIN_CHARACTERS:
        return picture_cover(page) >= SCAN_COVER
    return picture_cover(page) >= PICTURE or _outlined(page)


def _outlined(page: pdfium.PdfPage) -> bool:
    """True for a page of many drawings: its letters may have been turned into outlines."""
    drawings = page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=2)
    return sum(1 for _ in islice(drawings, OUTLINES)) == OUTLINES


def usable(text: str) -> bool:
    """Whether the text of a page is text: enough of it, in characters that are known, and letters that make words."""
    shown = "".join(text.split())
    if len(shown) < MIN_CHARACTERS:
        return False
    strange = sum(unicodedata.category(char) in STRANGE_KINDS for char in shown)
    strange += sum(len(match) for match in NO_GLYPH.findall(shown))
    if strange > STRANGE * len(shown):
        return False
    letters = LETTER.findall(shown)
    return len(letters) < ENOUGH_LETTERS or sum(bool(VOWELS.match(letter)) for letter in letters) >= LEAST_VOWELS * len(letters)
