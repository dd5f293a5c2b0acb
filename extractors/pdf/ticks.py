"""Check boxes and ticks as words: printed in a font of signs, drawn as a square, or a letter in a drawn square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.pdf.layout import Line, Page, Word
from extractors.pdf.rules import TickBox
from models.records import Box

SIGNS = dict.fromkeys("☒☑✓✔🗹🗷", True) | dict.fromkeys("☐✗✘□❏❐❑❒▢", False)  # a cross without a box says no
IN_BOX = frozenset("XxVv✓✔✗✘☑☒•●■n")  # a box with one of these in it is ticked


def with_ticks(page: Page, boxes: Sequence[TickBox] = ()) -> Page:
    """The page with its check boxes as words that tell whether they are ticked; drawn ones stand in their line."""
    lines = [Line(tuple(_told(word, boxes) for set_word in line.words for word in _loose(set_word))) for line in page.lines]
    told = {word.box for line in lines for word in line.words if word.tick is not None}
    for tick in boxes:
        if not any(_holds(tick.box, box) for box in told):
            lines = _set_in(lines, tick)
    return replace(page, lines=tuple(lines))


def _loose(word: Word) -> list[Word]:
    """A sign and the word that is set right behind it, apart."""
    if len(word.text) < 2 or word.text[0] not in SIGNS:
        return [word]
    edge = word.box.x0 + (word.box.x1 - word.box.x0) / len(word.text)
    sign = replace(word, text=word.text[0], box=Box(word.box.x0, word.box.top, edge, word.box.bottom))
    return [sign, replace(word, text=word.text[1:], box=Box(edge, word.box.top, word.box.x1, word.box.bottom))]


def _told(word: Word, boxes: Sequence[TickBox]) -> Word:
    if word.text in IN_BOX and any(_holds(tick.box, word.box) for tick in boxes):
        return replace(word, tick=True)
    return replace(word, tick=SIGNS[word.text]) if word.text in SIGNS else word


def _holds(square: Box, box: Box) -> bool:
    return square.x0 <= (box.x0 + box.x1) / 2 <= square.x1 and square.top <= (box.top + box.bottom) / 2 <= square.bottom


def _set_in(lines: list[Line], tick: TickBox) -> list[Line]:
    """The lines with the box as a word of the one beside which it stands, as high as its neighbour; else in a line of its own."""
    box = tick.box
    middle = (box.top + box.bottom) / 2
    beside = [number for number, line in enumerate(lines) if line.box.top <= middle <= line.box.bottom]
    if not beside:
        at = next((number for number, line in enumerate(lines) if line.box.top > middle), len(lines))
        return [*lines[:at], Line((Word("", box, box.bottom - box.top, tick=tick.crossed),)), *lines[at:]]
    near, number = min(((word, number) for number in beside for word in lines[number].words), key=lambda pair: abs(pair[0].box.x0 - box.x1))
    word = Word("", Box(box.x0, near.box.top, box.x1, near.box.bottom), near.size, tick=tick.crossed)
    words = tuple(sorted((*lines[number].words, word), key=lambda other: other.box.x0))
    return [*lines[:number], Line(words), *lines[number + 1 :]]
