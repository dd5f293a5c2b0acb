"""PDFium's characters of one page, as words with box, font size, weight and slant.

PDFium's own spaces and line ends part words, and so does a jump on the page, for some files lay words side by side without a space.
Text set at an angle (watermarks, margin stamps) is left out: it is never evidence.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.layout import Word
from models.records import Box

BOLD_NAMES = ("bold", "black", "heavy", "demi")
SLANTED_NAMES = ("italic", "oblique")
BOLD_WEIGHT = 600
FORCE_BOLD_FLAG = 1 << 18  # PDF 32000-1, table 123
LINE_END = 2  # PDFium's code for a hyphen at a line's end
PRINTED = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
JUMP = 0.6  # a gap wider than this share of a line's height parts words
SHIFT = 0.7  # of a line's height: characters further up or down stand on another line
WIDE = 0.8  # of a line's height per character: a run wider than this has a gap in it
UPRIGHT_RADIANS = 0.05
FONT_NAME_BYTES = 256


def page_words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> list[Word]:
    """Words of `page` in PDFium's order, boxes in points from the top left of the page as it is shown."""
    boxes = _Boxes(page, textpage)
    styles = _Styles(textpage, math.radians(page.get_rotation()))
    text = _characters(textpage)
    words = []
    for run in re.finditer(r"\S+", text):
        for start, end, box in boxes.parts(run.start(), run.end()):
            style = styles.of(start)
            if style.upright:
                words.append(Word(text[start:end].translate(PRINTED), box, style.size, style.bold, style.italic))
    return words


def _characters(textpage: pdfium.PdfTextPage) -> str:
    """One character per index of PDFium, a space for what is none."""
    code_at, handle = c.FPDFText_GetUnicode, textpage.raw
    codes = [code_at(handle, index) for index in range(c.FPDFText_CountChars(handle))]
    return "".join(chr(code) if 32 < code < 0xD800 or 0xE000 <= code < 0x110000 or code == LINE_END else " " for code in codes)


class _Boxes:
    """Boxes of characters, asked of PDFium one by one: most words are settled by their first and last."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._to_box = _box_mapper(page)
        self._handle = textpage.raw
        self._rect = c.FS_RECTF()

    def of(self, index: int) -> Box:
        c.FPDFText_GetLooseCharBox(self._handle, index, ctypes.byref(self._rect))
        return self._to_box(self._rect)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, Box]]:
        """The words in a run of characters without a space, each with its box: one word, unless the run jumps on the page."""
        first, last = self.of(start), self.of(end - 1)
        height = max(first.bottom - first.top, 1.0)
        narrow = first.x0 <= last.x1 <= first.x0 + WIDE * height * (end - start)
        if narrow and abs(last.bottom - first.bottom) <= SHIFT * height:
            yield start, end, _around(first, last)
            return
        before = first
        for index in range(start + 1, end):
            box = self.of(index)
            if _parted(before, box):
                yield start, index, _around(first, before)
                start, first = index, box
            before = box
        yield start, end, _around(first, before)


def _around(first: Box, last: Box) -> Box:
    """The box around a word, of which the first and the last character are the outermost."""
    return Box(min(first.x0, last.x0), min(first.top, last.top), max(first.x1, last.x1), max(first.bottom, last.bottom))


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    italic: bool
    upright: bool


class _Styles:
    """The style of characters, asked once per text object of the page."""

    def __init__(self, textpage: pdfium.PdfTextPage, turned: float) -> None:
        self._handle = textpage.raw
        self._turned = turned  # the page as it is shown, clockwise, in radians
        self._known: dict[int | None, _Style] = {}

    def of(self, index: int) -> _Style:
        owner = ctypes.cast(c.FPDFText_GetTextObject(self._handle, index), ctypes.c_void_p).value
        if owner is None:
            return _style(self._handle, index, self._turned)
        if owner not in self._known:
            self._known[owner] = _style(self._handle, index, self._turned)
        return self._known[owner]


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
    return gap > JUMP * height or gap < -3 * height or abs(after.bottom - before.bottom) > SHIFT * height


def _style(handle: Any, index: int, turned: float) -> _Style:
    """Size as shown (many files set size 1 and scale it by the text matrix); weight and slant from the font's name, flags and weight."""
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
    size = round(float(c.FPDFText_GetFontSize(handle, index)) * (math.hypot(matrix.c, matrix.d) or 1.0), 1)
    buffer = ctypes.create_string_buffer(FONT_NAME_BYTES)
    flags = ctypes.c_int(0)
    c.FPDFText_GetFontInfo(handle, index, buffer, FONT_NAME_BYTES, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = any(part in name for part in BOLD_NAMES) or bool(flags.value & FORCE_BOLD_FLAG)
    bold = bold or c.FPDFText_GetFontWeight(handle, index) >= BOLD_WEIGHT
    angle = (float(c.FPDFText_GetCharAngle(handle, index)) + turned) % (2 * math.pi)
    return _Style(size, bold, any(part in name for part in SLANTED_NAMES), min(angle, 2 * math.pi - angle) <= UPRIGHT_RADIANS)
