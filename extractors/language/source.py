"""The running text of a document, and the way back from its character offsets to words on pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.pdf import Line, Page, Word

ENDED = (".", ";", ":", "!", "?", "”", '"')  # a line that ends so may end a sentence


class PlacedWord(NamedTuple):
    """A word with its character range in the running text and its page."""

    start: int
    end: int
    page: int
    word: Word


@dataclass(frozen=True, slots=True)
class PlacedLine:
    start: int
    end: int
    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class SourceText:
    """Lines of all pages joined by line ends. A word that was broken over two lines is one word of `text` and two of `words`."""

    text: str
    words: tuple[PlacedWord, ...]
    lines: tuple[PlacedLine, ...]

    def words_between(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """Words that touch the character range."""
        first = bisect_right(self.words, start, key=lambda placed: placed.end)
        last = bisect_right(self.words, end - 1, key=lambda placed: placed.start)
        return self.words[first:last]


def source_text(pages: Iterable[Page]) -> SourceText:
    """The running text of `pages` in reading order, running heads and feet left out."""
    numbered = list(_numbered_lines(tuple(pages)))
    vocabulary = {word.text.lower().strip(".,;:()") for _, line in numbered for word in line.words}
    parts: list[str] = []
    words: list[PlacedWord] = []
    lines: list[PlacedLine] = []
    at = 0
    healed = False
    for index, (number, line) in enumerate(numbered):
        following = numbered[index + 1][1].words[0].text if index + 1 < len(numbered) else ""
        start = at
        for position, word in enumerate(line.words):
            text, ends_line = word.text, position == len(line.words) - 1
            if position and not healed:
                parts.append(" ")
                at += 1
            healed = False
            if ends_line and _broken(text, following, vocabulary):
                text, healed = text[:-1], True
            words.append(PlacedWord(at, at + len(text), number, word))
            parts.append(text)
            at += len(text)
        lines.append(PlacedLine(start, at, number, line))
        if not healed:
            parts.append("\n")
            at += 1
    return SourceText("".join(parts), tuple(words), tuple(lines))


def _numbered_lines(pages: Sequence[Page]) -> Iterator[tuple[int, Line]]:
    """Every line with the number of its page. A footnote follows the sentence that bears its mark, else the last one of its page."""
    borne: dict[Word | None, list[tuple[int, Line]]] = {}
    for page in pages:
        for note in page.footnotes:
            borne.setdefault(note.bearer, []).extend((page.number, line) for line in note.lines)
    waiting: list[tuple[int, Line]] = []
    for page in pages:
        for line in page.lines:
            yield page.number, line
            if borne:
                waiting += [noted for word in line.words for noted in borne.get(word, ())]
            if waiting and line.text.endswith(ENDED):
                yield from waiting
                waiting = []
        waiting += [noted for noted in borne.get(None, ()) if noted[0] == page.number]
    yield from waiting


def _broken(text: str, following: str, vocabulary: set[str]) -> bool:
    """True where a hyphen at a line's end only breaks the word: the whole word stands elsewhere in the document."""
    return text.endswith("-") and len(text) > 2 and (text[:-1] + following).lower().strip(".,;:()") in vocabulary
