"""Running text beside and below the tables, sentence by sentence, with the words that stand behind every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.language.amounts import find_amounts
from extractors.pdf import Word
from extractors.schedules.grid import Row

MIN_WORDS_IN_CELL = 3
LINE_GAP = 0.7  # of the font size: a wider space between lines ends a paragraph
SHORT_LINE = 0.75  # of the widest line: a shorter one ends its paragraph, unless the next begins in lower case
_LABELLED = re.compile(r"^(?:Item\s+)?[\dA-Z]?[\d.]*\s*[A-Z][\w /&’'-]{2,45}:(?:\s|$)")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=(?:[\"'“(\[]|\[[x ]\]\s)?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:No|Nos|Inc|Ltd|Co|Corp|St|Mr|Ms|Mrs|Dr|Ed|vs|incl|max|min|approx|[A-Za-z])|\.[A-Za-z])\.$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a cell's line, of one page. `label` is what stands in the first cell of its row, `option` the row's option."""

    page: int
    words: tuple[Word, ...]
    label: str = ""
    option: str = ""

    @property
    def text(self) -> str:
        return " ".join(word.shown for word in self.words)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that cover the characters from `start` to `end` of `text`."""
        covered = []
        position = 0
        for word in self.words:
            if position < end and position + len(word.shown) > start:
                covered.append(word)
            position += len(word.shown) + 1
        return tuple(covered)


def passages(rows: Sequence[Row]) -> list[Passage]:
    """Sentences of the paragraphs and of the longer cells, in reading order."""
    found: list[Passage] = []
    paragraph: list[Row] = []
    for row in rows:
        if len(row.cells) == 1 and not row.ruled:
            if paragraph and not _follows(paragraph[-1], row):
                found += _of_paragraph(paragraph)
                paragraph = []
            paragraph.append(row)
            continue
        if paragraph:
            found += _of_paragraph(paragraph)
            paragraph = []
        for cell in row.cells:
            if len(cell.words) >= MIN_WORDS_IN_CELL:
                found += [replace(part, label=row.cells[0].text, option=row.option) for part in _sentences(row.page, lines_of(cell.words))]
    if paragraph:
        found += _of_paragraph(paragraph)
    return found


def _of_paragraph(rows: Sequence[Row]) -> list[Passage]:
    sentences = _sentences(rows[0].page, (line for row in rows for line in lines_of(row.words)))
    return [replace(sentence, option=rows[0].option) for sentence in sentences]


def lines_of(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words of a cell line by line."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(lines[-1][-1].box.bottom - word.box.bottom) <= 0.4 * max(word.size, 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(line) for line in lines]


def _follows(above: Row, below: Row) -> bool:
    size = max(below.words[0].size, 1.0)
    return (above.page, above.block) == (below.page, below.block) and below.top - above.bottom <= LINE_GAP * size


def _sentences(page: int, lines: Iterable[Sequence[Word]]) -> Iterator[Passage]:
    for paragraph in _paragraphs(list(lines)):
        words = [word for line in paragraph for word in line]
        start = 0
        for end in _ends(words):
            yield Passage(page, tuple(words[start:end]))
            start = end


def _paragraphs(lines: Sequence[Sequence[Word]]) -> Iterator[list[Sequence[Word]]]:
    """Lines that run on: a label with a colon begins anew, and so does what follows a short line."""
    right = max((line[-1].box.x1 for line in lines), default=0.0)
    left = min((line[0].box.x0 for line in lines), default=0.0)
    current: list[Sequence[Word]] = []
    for line in lines:
        text = " ".join(word.shown for word in line)
        if current:
            short = current[-1][-1].box.x1 - left < SHORT_LINE * (right - left)
            listed = any(item.start == 0 for item in find_amounts(text)) and not current[-1][-1].text.endswith(
                (",", "to", "of", "is", "or", "and")
            )
            if _LABELLED.match(text) or listed or (short and not text[0].islower() and not current[-1][-1].text.endswith(",")):
                yield current
                current = []
        current.append(line)
    if current:
        yield current


def _ends(words: Sequence[Word]) -> list[int]:
    """Numbers of the words after which a sentence ends."""
    text = " ".join(word.shown for word in words)
    cuts = {match.start() for match in _SENTENCE_END.finditer(text) if not _ABBREVIATION.search(text[: match.start()])}
    ends, position = [], 0
    for number, word in enumerate(words, 1):
        position += len(word.shown)
        if position in cuts:
            ends.append(number)
        position += 1
    return [*(end for end in ends if end < len(words)), len(words)]
