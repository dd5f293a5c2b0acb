"""Words of a file that nobody sees on the page, or that lie over its text: set aside, never evidence.

Invisible type counts as text only over a scan, where another program's reading of the picture lies under it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.geometry import rotated
from extractors.pdf.layout import Unseen
from models.records import Box

if TYPE_CHECKING:
    from extractors.pdf.words import RawWord

NEARLY_WHITE = 0xF2  # each of red, green and blue from here on: not to be seen on paper
SCAN_COVER = 0.5  # of the page is covered by pictures: a scan
WATERMARK = re.compile(r"^\W*(specimen|draft|sample|copy|void|cancelled|canceled|superseded|not\s*for\s*issue)\W*$", re.IGNORECASE)
WATERMARK_SIZE = 36.0  # points: such a word in type this large lies over the text
SAME_PLACE = 0.12  # of the type size: a word printed again so near is one word, set bold by printing it twice
ROW = 8.0  # points: words whose feet lie further apart are not compared
CONTRAST = 24  # of 255: white type stands out from what lies under it by more
PIXELS_A_POINT = 0.5  # enough to tell type from its ground
MAX_PIXELS = 2000  # along each side of the picture in which that is looked up
MAX_PICTURES = 1000  # looked at on a page


def set_aside(page: pdfium.PdfPage, words: Sequence[RawWord]) -> tuple[list[RawWord], list[tuple[RawWord, Unseen]]]:
    """The words that a reader of the page sees, and the others with the reason."""
    once, aside = _once(words)
    unseen = sum(not raw.seen for raw in once)
    judge = _Judge(page, invisible_counts=2 * unseen > len(once) and picture_cover(page) >= SCAN_COVER)
    kept = []
    for raw in once:
        if why := judge.reason(raw):
            aside.append((raw, why))
        else:
            kept.append(raw)
    return kept, aside


class _Judge:
    """Why words of one page are not its text."""

    def __init__(self, page: pdfium.PdfPage, invisible_counts: bool) -> None:
        self._page = page
        self._invisible_counts = invisible_counts
        self._width, self._height = page.get_size()

    def reason(self, raw: RawWord) -> Unseen | None:
        """None for a word that is seen."""
        if (raw.turn is None or raw.word.size >= WATERMARK_SIZE) and WATERMARK.match(raw.word.text):
            return "watermark"
        if raw.turn is None:
            return "askew"
        if not raw.seen and not self._invisible_counts:
            return "invisible"
        if self._outside(raw):
            return "off the page"
        if raw.seen and _nearly_white(raw.word.colour) and not self._picture.stands_out(self._as_shown(raw)):
            return "white"
        return None

    @cached_property
    def _picture(self) -> _Picture:
        return _Picture(self._page)

    def _outside(self, raw: RawWord) -> bool:
        across, down = self._size(raw)
        x, y = (raw.word.box.x0 + raw.word.box.x1) / 2, (raw.word.box.top + raw.word.box.bottom) / 2
        return not (0 <= x <= across and 0 <= y <= down)

    def _as_shown(self, raw: RawWord) -> Box:
        return rotated(raw.word.box, -(raw.turn or 0) % 360, *self._size(raw))

    def _size(self, raw: RawWord) -> tuple[float, float]:
        """Width and height of the page turned as the word stands."""
        return (self._width, self._height) if raw.turn in (0, 180) else (self._height, self._width)


class _Picture:
    """The page as it is seen, in grey."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._scale = min(PIXELS_A_POINT, MAX_PIXELS / max(*page.get_size(), 1.0))
        self._grey = page.render(scale=self._scale, grayscale=True).to_numpy()

    def stands_out(self, box: Box) -> bool:
        """Whether anything is to be seen in a box of the page as shown."""
        x0, top, x1, bottom = (max(round(value * self._scale), 0) for value in box)
        inner = self._grey[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]
        return bool(inner.size) and int(inner.max()) - int(inner.min()) > CONTRAST


def _nearly_white(colour: int) -> bool:
    return min(colour >> 16, colour >> 8 & 0xFF, colour & 0xFF) >= NEARLY_WHITE


def picture_cover(page: pdfium.PdfPage) -> float:
    """The share of the page that its largest picture covers, 0 to 1."""
    width, height = page.get_size()
    area = max(width * height, 1.0)
    covered = 0.0
    for item in islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE]), MAX_PICTURES):
        left, bottom, right, top = item.get_bounds() if item.container is None else _bounds(item.container)
        covered = max(covered, abs(right - left) * abs(top - bottom) / area)
    return min(covered, 1.0)


def _bounds(form: c.FPDF_PAGEOBJECT) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a form: what stands in it has coordinates of its own."""
    values = [ctypes.c_float() for _ in range(4)]
    c.FPDFPageObj_GetBounds(form, *map(ctypes.byref, values))
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


def _once(words: Sequence[RawWord]) -> tuple[list[RawWord], list[tuple[RawWord, Unseen]]]:
    """Each word once: what was printed twice at one place to look bold is one bold word."""
    places: dict[str, dict[int, list[int]]] = {}
    kept: list[RawWord] = []
    aside: list[tuple[RawWord, Unseen]] = []
    for raw in words:
        row = int(raw.word.box.bottom / ROW)
        rows = places.setdefault(raw.word.text, {})
        near = [index for step in (-1, 0, 1) for index in rows.get(row + step, ())] if rows else ()
        twin = next((index for index in near if _at_one_place(kept[index], raw)), None) if near else None
        if twin is None:
            rows.setdefault(row, []).append(len(kept))
            kept.append(raw)
        else:
            kept[twin] = replace(kept[twin], word=replace(kept[twin].word, bold=True))
            aside.append((raw, "overprinted"))
    return kept, aside


def _at_one_place(first: RawWord, second: RawWord) -> bool:
    near = SAME_PLACE * max(first.word.size, 1.0)
    a, b = first.word.box, second.word.box
    return first.turn == second.turn and abs(a.x0 - b.x0) <= near and abs(a.bottom - b.bottom) <= near
