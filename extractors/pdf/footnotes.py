"""Footnotes: lines in smaller type at the foot of a page or column that begin with a raised mark, or one that a word of the page bears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf.layout import Footnote, Line, Page, Word

SMALLER = 0.4  # points: the type of a footnote is smaller than that of the text by more
RAISED = 0.85  # of its neighbour's size: a mark that stands as a word of its own is smaller
MAX_LEADING = 1.8  # font sizes between two baselines of one footnote
NOTE_FROM = 0.4  # of the page height: footnotes stand below
NOTE = re.compile(r"(?P<mark>[*†‡§]+|[1-9¹²³⁴-⁹]\d?)\s*(?=[^\W\d_]|[“\"(])")
WRITTEN = re.compile(r"(?:[^\W\d_]{2}\W*|\d{4}\W+)$")  # a figure behind "fines" or "2023." is a mark; in "12" or "I.C.1" it is none
FIGURES = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


def footnotes_apart(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages with their footnotes moved from `lines` to `footnotes`."""
    above: tuple[Line, ...] = ()  # a footnote may be carried over to the page after its mark
    for page in pages:
        made = _apart(page, above)
        yield made
        above = made.lines


def _apart(page: Page, above: Sequence[Line]) -> Page:
    if not page.lines:
        return page
    size = _usual_size(page.lines)
    small = [line.size < size - SMALLER and line.box.top > NOTE_FROM * page.height for line in page.lines]
    text = [line for line, is_small in zip(page.lines, small, strict=True) if not is_small]
    notes: list[Footnote] = []
    rest: list[Line] = []
    before: Line | None = None
    for line, is_small in zip(page.lines, small, strict=True):
        note = _begins(line, (*text, *above)) if is_small and _at_foot(line, text) else None
        if note is not None:
            notes.append(note)
        elif is_small and notes and before is notes[-1].lines[-1] and 0 < line.box.bottom - before.box.bottom < MAX_LEADING * line.size:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        else:
            rest.append(line)
        before = line
    return replace(page, lines=tuple(rest), footnotes=tuple(notes)) if notes else page


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _at_foot(line: Line, text: Sequence[Line]) -> bool:
    """True where no text stands below a line in its column."""
    return not any(other.box.top > line.box.top and other.box.x0 < line.box.x1 and other.box.x1 > line.box.x0 for other in text)


def _begins(line: Line, text: Sequence[Line]) -> Footnote | None:
    """The footnote that a line begins, where a word of the text bears its mark."""
    found = NOTE.match(line.text)
    if found is None:
        return None
    mark = found["mark"].translate(FIGURES)
    bearer = next((word for other in text for word in _bearers(other, mark)), None)
    raised = line.words[0].size < RAISED * line.size
    return Footnote(mark, (line,), bearer) if bearer or raised else None


def _bearers(line: Line, mark: str) -> Iterator[Word]:
    """The words of a line that bear a mark: at their end, or as a small word behind them."""
    for word in line.words:
        text = word.text.translate(FIGURES).rstrip(".,;:)")
        stem = text.removesuffix(mark)
        if stem not in ("", text) and (not mark.isdigit() or WRITTEN.search(stem)):
            yield word
    for word, after in pairwise(line.words):
        if after.text.translate(FIGURES).rstrip(".,;:)") == mark and after.size < RAISED * word.size:
            yield word
