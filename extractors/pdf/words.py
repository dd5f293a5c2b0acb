"""PDFium's characters of one page, as words with box, font size, weight and slant.

PDFium's own spaces and line ends part words, and so does a jump on the page, for some files lay words side by side without a space.
Text set at an angle (watermarks, margin stamps) is left out: it is never evidence.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.layout import Word
from models.records import Box

BOLD_NAMES = ("bold", "black", "heavy", "demi")
SLANTED_NAMES = ("italic", "oblique")
BOLD_WEIGHT = 600
FORCE_BOLD_FLAG = 1 << 18  # PDF 32000-1, table 123
LINE_END_HYPHENS = "\x02\ufffe\u00ad"
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
JUMP = 0.6  # a gap wider than this share of the font size parts words
UPRIGHT_RADIANS = 0.05
FONT_NAME_BYTES = 256


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    box: Box
    index: int


def page_words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> list[Word]:
    """Words of `page` in PDFium's order, boxes in points from the top left of the page as it is shown."""
    to_box = _box_mapper(page)
    words: list[Word] = []
    glyphs: list[_Glyph] = []

    def flush() -> None:
        if glyphs:
            word = _word(textpage, glyphs)
            if word:
                words.append(word)
            glyphs.clear()

    rect = c.FS_RECTF()
    reference = ctypes.byref(rect)
    for index in range(c.FPDFText_CountChars(textpage)):
        code = c.FPDFText_GetUnicode(textpage, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if text.isspace():
            flush()
            continue
        if not c.FPDFText_GetLooseCharBox(textpage, index, reference):
            continue
        glyph = _Glyph("-" if text in LINE_END_HYPHENS else text, to_box(rect), index)
        if glyphs and _parted(glyphs[-1].box, glyph.box):
            flush()
        glyphs.append(glyph)
    flush()
    return words


def _box_mapper(page: pdfium.PdfPage) -> Callable[[c.FS_RECTF], Box]:
    """User space of PDFium -> points from the top left of the page as it is shown, rotation included."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def upright(rect: c.FS_RECTF) -> Box:
        return Box(rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)

    def quarter(rect: c.FS_RECTF) -> Box:
        return Box(rect.bottom - bottom, rect.left - left, rect.top - bottom, rect.right - left)

    def half(rect: c.FS_RECTF) -> Box:
        return Box(right - rect.right, rect.bottom - bottom, right - rect.left, rect.top - bottom)

    def three_quarters(rect: c.FS_RECTF) -> Box:
        return Box(top - rect.top, right - rect.right, top - rect.bottom, right - rect.left)

    return {0: upright, 90: quarter, 180: half, 270: three_quarters}[rotation]


def _parted(before: Box, after: Box) -> bool:
    """True where two following characters cannot belong to one word."""
    height = max(before.bottom - before.top, 1.0)
    gap = after.x0 - before.x1
    return gap > JUMP * height or gap < -3 * height or abs(after.bottom - before.bottom) > 0.7 * height


def _word(textpage: pdfium.PdfTextPage, glyphs: list[_Glyph]) -> Word | None:
    first = glyphs[0].index
    angle = _angle(textpage, first)
    if min(angle, 2 * math.pi - angle) > UPRIGHT_RADIANS:
        return None
    text = "".join(glyph.text for glyph in glyphs).translate(LIGATURES)
    boxes = [glyph.box for glyph in glyphs]
    box = Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    bold, italic = _style(textpage, first)
    return Word(text, box, _size(textpage, first), bold, italic)


def _size(textpage: pdfium.PdfTextPage, index: int) -> float:
    """The size as shown: many files set size 1 and scale it by the text matrix."""
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    return round(float(c.FPDFText_GetFontSize(textpage, index)) * (math.hypot(matrix.c, matrix.d) or 1.0), 1)


def _angle(textpage: pdfium.PdfTextPage, index: int) -> float:
    """The angle of a character in radians, 0 for upright text."""
    return float(max(c.FPDFText_GetCharAngle(textpage, index), 0.0))


def _style(textpage: pdfium.PdfTextPage, index: int) -> tuple[bool, bool]:
    """(bold, italic) of a character, from the font's name, flags and weight."""
    buffer = ctypes.create_string_buffer(FONT_NAME_BYTES)
    flags = ctypes.c_int(0)
    c.FPDFText_GetFontInfo(textpage, index, buffer, FONT_NAME_BYTES, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = any(part in name for part in BOLD_NAMES) or bool(flags.value & FORCE_BOLD_FLAG)
    return bold or c.FPDFText_GetFontWeight(textpage, index) >= BOLD_WEIGHT, any(part in name for part in SLANTED_NAMES)
