"""Letter-spaced text ("P O L I C Y", "P o lic yh o ld e r"), closed up to the words that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.pdf.characters import Characters
from extractors.pdf.geometry import union

if TYPE_CHECKING:
    from extractors.pdf.words import RawWord

SHORT_PIECES = re.compile(r"(?<!\S)(?:\S{1,2}\s+){3}")  # no spaced text is without them
MIN_PIECES = 4  # fewer pieces than this in a row may be short words
PIECE_LETTERS = 2.3  # letters that the pieces of spaced text have on average at most
FAR = 1.6  # of the type size: a wider gap is one between columns
STEP = 0.12  # of the type size: by how much the gap between words is wider than the one between letters
CLOSE = 0.8  # of the type size: a word without any wider gap has its letters at most so far apart


def closed_up(words: list[RawWord], characters: Characters) -> list[RawWord]:
    """The words with the pieces of spaced text put together. Reads the characters' boxes only where pieces are suspiciously short."""
    if not SHORT_PIECES.search(characters.text):
        return words
    closed: list[RawWord] = []
    for pieces in _lines(words):
        letters = sum(len(raw.word.text) for raw in pieces)
        spaced = len(pieces) >= MIN_PIECES and letters <= PIECE_LETTERS * len(pieces) and _mostly_letters(pieces)
        closed += _rebuilt(pieces, characters) if spaced else pieces
    return closed


def _lines(words: list[RawWord]) -> Iterator[list[RawWord]]:
    """Runs of neighbouring words that share line, direction and type, and lie no column apart."""
    line = [words[0]]
    for before, after in pairwise(words):
        if not _neighbours(before, after):
            yield line
            line = []
        line.append(after)
    yield line


def _neighbours(before: RawWord, after: RawWord) -> bool:
    size = max(before.word.size, 1.0)
    same = before.turn == after.turn and before.word.size == after.word.size
    gap = after.word.box.x0 - before.word.box.x1
    return same and abs(before.word.box.bottom - after.word.box.bottom) < size / 3 and -size < gap < FAR * size


def _mostly_letters(pieces: list[RawWord]) -> bool:
    text = "".join(raw.word.text for raw in pieces)
    return 2 * sum(char.isalpha() for char in text) > len(text)


def _rebuilt(pieces: list[RawWord], characters: Characters) -> list[RawWord]:
    """The pieces put together anew, parted at the gaps that are wider than those between letters."""
    turn, size = pieces[0].turn or 0, pieces[0].word.size
    spots = [(piece, characters.box(index, turn)) for piece in pieces for index in range(piece.start, piece.end)]
    gaps = [after.x0 - before.x1 for (_, before), (_, after) in pairwise(spots)]
    limit = _word_gap(gaps, size)
    if limit is None:
        return pieces
    number = 0
    owners: dict[int, list[RawWord]] = {0: [spots[0][0]]}
    for gap, (piece, _) in zip(gaps, spots[1:], strict=True):
        number += gap > limit
        members = owners.setdefault(number, [])
        if not members or members[-1] is not piece:
            members.append(piece)
    if any(earlier[-1] is later[0] for earlier, later in pairwise(owners.values())):
        return pieces  # a piece would be cut: these are words as they are
    return [_joined(members) for members in owners.values()]


def _word_gap(gaps: list[float], size: float) -> float | None:
    """The width beyond which a gap parts words: the middle of the widest step among all gaps; None where nothing is to be told."""
    ordered = sorted(gaps)
    below, above = max(pairwise(ordered), key=lambda pair: pair[1] - pair[0], default=(0.0, 0.0))
    if above - below >= STEP * size:
        return (below + above) / 2
    return ordered[-1] if ordered and ordered[-1] <= CLOSE * size else None


def _joined(pieces: list[RawWord]) -> RawWord:
    if len(pieces) == 1:
        return pieces[0]
    word = replace(
        pieces[0].word,
        text="".join(piece.word.text for piece in pieces),
        box=union(piece.word.box for piece in pieces),
        bold=all(piece.word.bold for piece in pieces),
    )
    return replace(pieces[0], word=word, end=pieces[-1].end)
