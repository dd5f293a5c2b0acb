"""PDFium's characters of one page: text, boxes and styles. Every question to PDFium is a call, so as few are asked as can be."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.geometry import Turn
from models.records import Box

LINE_END = 2  # PDFium's code for a hyphen at a line's end
NO_CHARACTER = "\ufffe"  # what PDFium's text has for such a hyphen, and for a glyph without a meaning
BOLD_NAMES = ("bold", "black", "heavy", "demi")
SLANTED_NAMES = ("italic", "oblique")
BOLD_WEIGHT = 600
FORCE_BOLD_FLAG = 1 << 18  # PDF 32000-1, table 123
FONT_NAME_BYTES = 256
STRAIGHT_DEGREES = 3  # text turned by less than this from a straight angle stands straight
UNSEEN_MODES = (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)
SMALLEST = 1.5  # points: smaller type cannot be read on paper
TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set. `turn` brings the page as shown upright for this text, None for text askew; `seen`: paint is laid on."""

    size: float
    bold: bool
    italic: bool
    font: str
    colour: int
    turn: Turn | None
    seen: bool


UNSTYLED = Style(0.0, False, False, "", 0, 0, True)  # of a character that PDFium made up


class Characters:
    """The characters of a page. `text` has one character per index of PDFium, a space for what is none."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._handle = textpage.raw
        self._rotation = page.get_rotation()
        bounds = page.get_bbox()
        self._to_box = {turn: box_mapper(bounds, (self._rotation + turn) % 360) for turn in TURNS}
        self._rect, self._matrix = c.FS_RECTF(), c.FS_MATRIX()
        self._colour = [ctypes.c_uint(0) for _ in range(4)]
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, _Font] = {}
        self.text = _text(self._handle)

    def box(self, index: int, turn: Turn) -> Box:
        """The loose box of a character (the font's height, not the glyph's) on the page turned by `turn`."""
        c.FPDFText_GetLooseCharBox(self._handle, index, self._rect)
        return self._to_box[turn](self._rect)

    def style(self, index: int) -> Style:
        """The style of a character, asked once per text object of the page."""
        item = c.FPDFText_GetTextObject(self._handle, index)
        if not item:
            return UNSTYLED
        owner = ctypes.addressof(item.contents)
        if owner not in self._styles:
            self._styles[owner] = self._style(index, item)
        return self._styles[owner]

    def _style(self, index: int, item: c.FPDF_PAGEOBJECT) -> Style:
        """Size as shown: many files set size 1 and scale it by the text matrix."""
        matrix, (red, green, blue, alpha) = self._matrix, self._colour
        c.FPDFText_GetMatrix(self._handle, index, matrix)
        size = round(float(c.FPDFText_GetFontSize(self._handle, index)) * (math.hypot(matrix.c, matrix.d) or 1.0), 1)
        c.FPDFText_GetFillColor(self._handle, index, red, green, blue, alpha)
        colour = red.value << 16 | green.value << 8 | blue.value
        seen = alpha.value > 0 and size >= SMALLEST and c.FPDFTextObj_GetTextRenderMode(item) not in UNSEEN_MODES
        clockwise = math.degrees(math.atan2(matrix.c, matrix.a)) + self._rotation
        font = self._font(c.FPDFTextObj_GetFont(item))
        return Style(size, font.bold, font.italic, font.name, colour, _upright(clockwise), seen)

    def _font(self, handle: c.FPDF_FONT) -> _Font:
        if not handle:
            return _Font("", False, False)
        owner = ctypes.addressof(handle.contents)
        if owner not in self._fonts:
            self._fonts[owner] = _font(handle)
        return self._fonts[owner]


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool
    italic: bool


def _font(handle: c.FPDF_FONT) -> _Font:
    """Weight and slant of a font from its name, flags and weight."""
    buffer = ctypes.create_string_buffer(FONT_NAME_BYTES)
    c.FPDFFont_GetBaseFontName(handle, buffer, FONT_NAME_BYTES)
    name = buffer.value.decode("utf-8", "replace")
    lowered = name.lower()
    bold = any(part in lowered for part in BOLD_NAMES) or bool(c.FPDFFont_GetFlags(handle) & FORCE_BOLD_FLAG)
    bold = bold or c.FPDFFont_GetWeight(handle) >= BOLD_WEIGHT
    return _Font(name, bold, any(part in lowered for part in SLANTED_NAMES))


def _text(handle: c.FPDF_TEXTPAGE) -> str:
    count = c.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count:  # the few pages with characters beyond 16 bits, or that PDFium's text leaves out
        codes = [c.FPDFText_GetUnicode(handle, index) for index in range(count)]
        text = "".join(chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else NO_CHARACTER for code in codes)
    if NO_CHARACTER in text or "\x02" in text:
        text = "".join(_hyphen_or_space(handle, index) if char in (NO_CHARACTER, "\x02") else char for index, char in enumerate(text))
    return text


def _hyphen_or_space(handle: c.FPDF_TEXTPAGE, index: int) -> str:
    return "-" if c.FPDFText_GetUnicode(handle, index) in (LINE_END, ord(NO_CHARACTER)) else " "


def _upright(clockwise: float) -> Turn | None:
    """The turn that brings text upright that stands at this angle on the page as shown."""
    for turn in TURNS:
        if abs((clockwise + turn + 180) % 360 - 180) <= STRAIGHT_DEGREES:
            return turn
    return None


def box_mapper(bounds: tuple[float, float, float, float], rotation: int) -> Callable[[c.FS_RECTF], Box]:
    """User space of PDFium -> points from the top left of the page when it is turned clockwise by `rotation`."""
    left, bottom, right, top = bounds

    def upright(rect: c.FS_RECTF) -> Box:
        return Box(rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)

    def quarter(rect: c.FS_RECTF) -> Box:
        return Box(rect.bottom - bottom, rect.left - left, rect.top - bottom, rect.right - left)

    def half(rect: c.FS_RECTF) -> Box:
        return Box(right - rect.right, rect.bottom - bottom, right - rect.left, rect.top - bottom)

    def three_quarters(rect: c.FS_RECTF) -> Box:
        return Box(top - rect.top, right - rect.right, top - rect.bottom, right - rect.left)

    return {0: upright, 90: quarter, 180: half, 270: three_quarters}[rotation]
