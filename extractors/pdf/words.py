"""The words of one page, from PDFium's characters: upright, in the type that a reader sees, and what is set aside.

PDFium's own spaces and line ends part words, and so does a jump on the page, for some files lay words side by side without a space.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

from extractors.pdf.characters import Characters
from extractors.pdf.geometry import Turn, rotated
from extractors.pdf.hidden import set_aside
from extractors.pdf.layout import SetAside, Word
from extractors.pdf.spacing import closed_up
from models.records import Box

LONGEST_WORD = 1000  # characters; a longer run is none, and what looks into words may take the square of their length
RUN = re.compile(rf"[^\s\x00-\x1f\x7f]{{1,{LONGEST_WORD}}}")
RUN_ON = re.compile(rf"\S{{{LONGEST_WORD}}}")
SYMBOLS = {  # private codes of the Symbol and Wingdings fonts that mean something in a form
    "\uf0b7": "•", "\uf0a7": "▪", "\uf076": "•", "\uf0d8": "•", "\uf06f": "☐", "\uf0a8": "☐", "\uf071": "☐",
    "\uf0fe": "☒", "\uf0fd": "☒", "\uf078": "☒", "\uf053": "☒", "\uf0fc": "✓", "\uf0fb": "✗",
}  # fmt: skip
NOTHING = dict.fromkeys(map(chr, (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
PRINTED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"} | SYMBOLS | NOTHING)
SOFT_HYPHEN = "\u00ad"
JUMP = 0.6  # a gap wider than this share of a line's height parts words
SHIFT = 0.7  # of a line's height: characters further up or down stand on another line
MARKS = frozenset("0123456789*†‡§")
CLOSING = frozenset(".,;:)]”’\"'")
RAISED = 0.85  # of its neighbour's height: the mark of a footnote is lower
RISE = 0.1  # of its neighbour's height by which it stands higher
WIDE = 0.8  # of a line's height per character: a run wider than this has a gap in it


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words of a page in PDFium's order. `turn` brings most of them upright; all boxes are those of the page so turned.

    `sidelong` are the lines that stand in other directions, as stamps in a margin do, `aside` what is no text of the page.
    """

    turn: Turn
    words: tuple[Word, ...]
    sidelong: tuple[tuple[Word, ...], ...] = ()
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word before it is judged: the range of its characters, how it stands, and whether paint is laid on. Box of the page so turned."""

    word: Word
    start: int
    end: int
    turn: Turn | None
    seen: bool


def page_words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> PageWords:
    """All words of `page`; boxes in points from the top left of the turned page."""
    characters = Characters(page, textpage)
    found = closed_up(list(_raw_words(characters)), characters)
    kept, aside = set_aside(page, found)
    turn = _usual_turn(kept)
    width, height = page.get_size()

    def placed(raw: RawWord) -> Word:
        return raw.word if raw.turn == turn else _turned(raw, turn, width, height)

    words = tuple(raw.word for raw in kept if raw.turn == turn)
    sidelong = tuple(tuple(map(placed, line)) for line in _lines(raw for raw in kept if raw.turn != turn))
    return PageWords(turn, words, sidelong, tuple(SetAside(placed(raw), why) for raw, why in aside))


def _raw_words(characters: Characters) -> Iterator[RawWord]:
    text = characters.text
    for run in RUN.finditer(text):
        first, last = run.span()
        style = characters.style(first)
        for start, end, box in _parts(characters, first, last, style.turn or 0):
            if start != first:
                style = characters.style(start)
            if shown := printed(text[start:end]):
                word = Word(shown, box, style.size, style.bold, style.italic, style.font, style.colour)
                yield RawWord(word, start, end, style.turn, style.seen)


def printed(text: str) -> str:
    """Text as a reader sees it: ligatures in letters, a soft hyphen only at the end, marks without a shape left out."""
    if text.isascii():
        return text
    if SOFT_HYPHEN in text:
        text = text[:-1].replace(SOFT_HYPHEN, "") + text[-1].replace(SOFT_HYPHEN, "-")
    return text.translate(PRINTED)


def _parts(characters: Characters, start: int, end: int, turn: Turn) -> Iterator[tuple[int, int, Box]]:
    """The words in a run of characters without a space, each with its box: one word, unless the run jumps on the page.

    Boxes are asked for one by one, since most words are settled by their first and last.
    """
    first = characters.box(start, turn)
    if end - start == 1:
        yield start, end, first
        return
    last = characters.box(end - 1, turn)
    height = max(first.bottom - first.top, 1.0)
    narrow = first.x0 <= last.x1 <= first.x0 + WIDE * height * (end - start)
    if narrow and abs(last.bottom - first.bottom) <= SHIFT * height and not _ends_in_mark(characters, start, end, turn, height):
        yield start, end, _around(first, last)
        return
    before = first
    for index in range(start + 1, end):
        box = characters.box(index, turn)
        if _parted(before, box) or (characters.text[index] in MARKS and _is_raised(box, before)):
            yield start, index, _around(first, before)
            start, first = index, box
        before = box
    yield start, end, _around(first, before)


def _ends_in_mark(characters: Characters, start: int, end: int, turn: Turn, height: float) -> bool:
    """True where the last character before any closing sign is the raised mark of a footnote: "$50,000¹," is no "$50,0001,"."""
    index = end - 1
    while index > start and characters.text[index] in CLOSING:
        index -= 1
    if index == start or characters.text[index] not in MARKS:
        return False
    box = characters.box(index, turn)
    return box.bottom - box.top < RAISED * height


def _around(first: Box, last: Box) -> Box:
    """The box around a word, of which the first and the last character are the outermost."""
    if first.top == last.top and first.bottom == last.bottom and first.x0 <= last.x0:  # as nearly all do
        return Box(first.x0, first.top, last.x1, last.bottom)
    return Box(min(first.x0, last.x0), min(first.top, last.top), max(first.x1, last.x1), max(first.bottom, last.bottom))


def _parted(before: Box, after: Box) -> bool:
    """True where two following characters cannot belong to one word."""
    height = max(before.bottom - before.top, 1.0)
    gap = after.x0 - before.x1
    return gap > JUMP * height or gap < -3 * height or abs(after.bottom - before.bottom) > SHIFT * height


def _is_raised(mark: Box, before: Box) -> bool:
    """True for a character in smaller type whose foot stands higher."""
    height = before.bottom - before.top
    return mark.bottom - mark.top < RAISED * height and before.bottom - mark.bottom > RISE * height


def _usual_turn(words: Iterable[RawWord]) -> Turn:
    """The turn that brings most of the text upright."""
    characters: Counter[Turn] = Counter()
    for raw in words:
        characters[raw.turn or 0] += len(raw.word.text)
    return max(characters, key=lambda turn: (characters[turn], -turn), default=0)


def _lines(words: Iterable[RawWord]) -> Iterator[list[RawWord]]:
    """Words that follow one another on one baseline in one direction."""
    line: list[RawWord] = []
    for raw in words:
        if line and (raw.turn != line[-1].turn or abs(raw.word.box.bottom - line[-1].word.box.bottom) > raw.word.size / 2):
            yield line
            line = []
        line.append(raw)
    if line:
        yield line


def _turned(raw: RawWord, turn: Turn, width: float, height: float) -> Word:
    """The word with its box on the page turned by `turn`; `width` and `height` are those of the page as shown."""
    own = raw.turn or 0
    size = (width, height) if own in (0, 180) else (height, width)
    box = rotated(raw.word.box, (turn - own) % 360, *size)
    word = raw.word
    return Word(word.text, box, word.size, word.bold, word.italic, word.font, word.colour)
