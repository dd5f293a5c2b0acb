"""Reading the picture of one page: cleaned, turned upright, straightened, recognised; its words in points of the straightened page."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import pypdfium2 as pdfium

from extractors.pdf.geometry import Turn
from extractors.pdf.layout import Word
from extractors.pdf.ocr.cleaning import cleaned
from extractors.pdf.ocr.engine import Engine, OcrWord, Picture
from extractors.pdf.ocr.figures import repaired
from extractors.pdf.ocr.skew import skew_of, straightened
from extractors.pdf.ocr.tesseract import tesseract
from models.records import Box

SCALE = 300 / 72  # pixels to a point: what recognisers are trained on
MAX_PIXELS = 16_000_000  # an A3 sheet at 287 dpi; larger pages are rendered with fewer dots
MAX_SIDE = 30_000  # pixels; Tesseract takes no more than 32,767
POOR = 0.75  # mean confidence below which the page may stand sideways or on its head
RULE = re.compile(r"[|_\-–—~=.·:;'`´‘’\\]+")  # what is left of rules and specks
MEANT = "$£€#&(["  # signs that may begin a line
DOT_LETTERS = ("e", "o", "c")  # what a bullet looks like
LEAST_SURE = 0.25  # a word without figures of less confidence is no word
SAME_SIZE = (0.75, 1.35)  # times the usual size: a line without tall letters, or with a bracket, in the usual type


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a picture. `width`, `height` and boxes are those of the page turned by `turn`, then by `skew` degrees."""

    words: tuple[Word, ...]
    width: float
    height: float
    turn: Turn
    skew: float

    @property
    def confidence(self) -> float:
        """The mean of the characters, 0 to 1; 0 where there are none."""
        characters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * word.confidence for word in self.words) / characters if characters else 0.0


class Recogniser:
    """Reads pages until `seconds` are used up. The engine is loaded when the first page asks for it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.out_of_time = False

    def read(self, page: pdfium.PdfPage) -> Recognised | None:
        """The words of a page's picture, or None where no time is left, or no engine is installed."""
        if time.monotonic() > self._end:
            self.out_of_time = True
            return None
        try:
            engine = tesseract()
        except ImportError:
            return None
        return recognised(picture_of(page), engine)


def recognised(picture: Picture, engine: Engine) -> Recognised:
    """The words of a picture, whichever way it was laid in."""
    clean = cleaned(picture)
    upright = _read(clean, 0, engine)
    if upright.confidence >= POOR and not _sideways(upright.words):
        return upright
    turn = engine.turn(clean)
    if not turn:
        return upright
    return max(upright, _read(clean, turn, engine), key=lambda reading: (not _sideways(reading.words), reading.confidence))


def picture_of(page: pdfium.PdfPage) -> Picture:
    """A page as it is shown, with as many dots as a recogniser wants."""
    width, height = page.get_size()
    scale = min(SCALE, (MAX_PIXELS / (width * height)) ** 0.5, MAX_SIDE / max(width, height))
    return Picture(page.render(scale=scale, grayscale=True).to_numpy().copy(), scale)


def _read(picture: Picture, turn: Turn, engine: Engine) -> Recognised:
    turned = Picture(np.rot90(picture.grey, -turn // 90), picture.scale)
    skew = skew_of(turned)
    height, width = (side / picture.scale for side in turned.grey.shape)
    straight = straightened(turned, skew)  # on a larger sheet around the same middle
    left, top = (straight.grey.shape[1] / picture.scale - width) / 2, (straight.grey.shape[0] / picture.scale - height) / 2
    words = tuple(_word(word, left, top) for word in map(_repaired, engine.read(straight)) if _is_word(word))
    words = tuple(_bullets_told(_in_few_sizes(words)))
    return Recognised(words, width, height, turn, skew)


def _repaired(word: OcrWord) -> OcrWord:
    text, confidence = repaired(word.text, word.confidence)
    return replace(word, text=text, confidence=confidence)


def _is_word(word: OcrWord) -> bool:
    if any(char.isdigit() for char in word.text):
        return True  # a figure in doubt is for a person to see
    return word.confidence >= LEAST_SURE and not RULE.fullmatch(word.text)


def _word(word: OcrWord, left: float, top: float) -> Word:
    box = Box(word.box.x0 - left, word.box.top - top, word.box.x1 - left, word.box.bottom - top)
    return Word(word.text, box, round(word.size, 1), confidence=round(word.confidence, 3))


def _in_few_sizes(words: Sequence[Word]) -> Sequence[Word]:
    """The words in the usual size of the page's type, but for those that are plainly larger or smaller."""
    if not words:
        return words
    usual = median(word.size for word in words)
    low, high = (share * usual for share in SAME_SIZE)
    return [replace(word, size=usual) if low < word.size < high else word for word in words]


def _bullets_told(words: Sequence[Word]) -> Iterator[Word]:
    """The words with the bullets before lines told as such: a recogniser takes the dots for all kinds of signs."""
    foot = float("-inf")
    for word in words:
        begins = word.box.top > foot or word.box.bottom < foot  # below the line before, or at the top of the next column
        dot = len(word.text) == 1 and not word.text.isalnum() and word.text not in MEANT
        yield replace(word, text="•") if begins and (dot or (word.text in DOT_LETTERS and word.confidence < POOR)) else word
        foot = (word.box.top + word.box.bottom) / 2


def _sideways(words: Sequence[Word]) -> bool:
    """True where most long words are higher than wide: the engine read lines that run up or down."""
    long = [word.box for word in words if len(word.text) >= 4]
    return sum(box.bottom - box.top > box.x1 - box.x0 for box in long) > len(long) / 2
