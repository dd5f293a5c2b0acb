"""What looks like a heading: type, capitals, short lines and the space around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median, mode

from extractors.language.numbering import markers
from extractors.language.roles import confines
from extractors.language.source import PlacedLine
from extractors.pdf import Line, Word

MAX_HEADING_WORDS = 14
TITLE_WORDS = 9  # words of a heading that only its capitals and its short line give away
FEW_WORDS = 3  # words that are a heading in front of a colon, capitals or not
LARGER = 1.4  # points above the usual size: a heading
SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "under", "with", "your", "our"])
USUAL_LEADING = 12.0  # points, for a document of a single line
LEADING_OF_SIZE = 1.2  # distance between the lines of a large heading, in font sizes
SAME_COLUMN = 60.0  # points between the left edges of two lines of one column, indentation included
GAP = 1.25  # of the usual distance between lines: a paragraph ends
ENDED = tuple(".;:!?")
LEADERS = re.compile(r"\.{4,}|(\. ){4,}")
LIST_END = re.compile(r";\s*(or|and)?$|,\s*(or|and)$", re.IGNORECASE)
OPEN_END = re.compile(r"[;,]\s*(or|and)?$|\b(or|and|of|the|to|by|for|with|a|an|in|any|our|your)$", re.IGNORECASE)
STOPPED = re.compile(
    r"^[\u201d\"\s]*([.:,\u2013\u2014-]|(also\s+)?(means?|shall\s+(also\s+|not\s+)?(mean|include)|includes?|refers?|is|are|has)\b)"
)
RUN_IN = re.compile(r"^([A-Z][^.:;\u2013\u2014]{2,80}?)\s*(?:[.:]|\s[\u2013\u2014-])\s+(?=[A-Z\u201c\"(])")


class Style:
    """What is usual in a document: the size of its text and the distance between its lines."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        self.size = mode([round(line.line.size, 1) for line in lines for _ in line.line.words])
        self._lines: dict[int, list[Line]] = {}
        self._rights: dict[tuple[int, float], float] = {}
        steps = [b.line.box.top - a.line.box.top for a, b in pairwise(lines) if a.page == b.page]
        self.leading = median([step for step in steps if step > 0] or [USUAL_LEADING])
        for line in lines:
            self._lines.setdefault(line.page, []).append(line.line)

    def gap(self, before: PlacedLine, after: PlacedLine) -> bool:
        """True where more than a line's distance lies between two lines, or a page or column ends."""
        step = after.line.box.top - before.line.box.top
        usual = max(self.leading, LEADING_OF_SIZE * min(before.line.size, after.line.size))
        return before.page != after.page or step < 0 or step > GAP * usual

    def ends_early(self, line: PlacedLine, after: PlacedLine) -> bool:
        """True where the next line's first word would still have fitted: the line was ended on purpose."""
        word = after.line.words[0].box
        return line.line.box.x1 + (word.x1 - word.x0) + 12 < self._right(line) - 12

    def _right(self, line: PlacedLine) -> float:
        """The right edge of the column in which a line stands."""
        at = line.page, line.line.box.x0
        if at not in self._rights:
            self._rights[at] = max(other.box.x1 for other in self._lines[line.page] if abs(other.box.x0 - at[1]) <= SAME_COLUMN)
        return self._rights[at]

    def looks_like_heading(self, text: str, line: PlacedLine) -> bool:
        letters = [char for char in text if char.isalpha()]
        if (
            len(letters) < 3
            or len(text.split()) > MAX_HEADING_WORDS
            or text.rstrip().endswith(".")
            or LIST_END.search(text)
            or LEADERS.search(text)
        ):
            return False
        bold = all(word.bold for word in line.line.words if any(char.isalpha() for char in word.text) and len(word.text) > 2)
        return (bold and letters[0].isupper()) or all(char.isupper() for char in letters) or line.line.size >= self.size + LARGER

    def titled(self, line: PlacedLine, after: PlacedLine | None) -> bool:
        """True for a short line in capitalised words that was ended on purpose, as unnumbered agreements are headed."""
        words = [word.text.strip('\u201c\u201d"(),&:') for word in line.line.words]
        words = [word for word in words if word]
        if (
            after is None
            or not 1 <= len(words) <= TITLE_WORDS
            or line.line.text.rstrip().endswith(ENDED)
            or OPEN_END.search(line.line.text)
        ):
            return False
        capitals = (
            all(any(char.isupper() for char in word) or word.lower() in SMALL_WORDS for word in words)
            and words[0].lower() not in SMALL_WORDS
        )
        return capitals and len(line.line.text) > 4 and self.ends_early(line, after) and after.page == line.page


def numbered_heading(lines: Sequence[PlacedLine], index: int, rest: str, style: Style) -> tuple[int, str]:
    """(lines used, heading) of a numbered line: a heading of its own, one that runs into the text, or none."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    if not rest:
        if (
            after is not None
            and after.page == line.page
            and style.looks_like_heading(after.line.text, after)
            and not markers(after.line.text)
        ):
            return 2, after.line.text
        return 1, ""
    if style.looks_like_heading(rest.rstrip(","), line):
        used, heading = 1, rest
        while after is not None and same_heading(lines[index + used - 1], after, style):
            heading += " " + after.line.text
            used += 1
            after = lines[index + used] if index + used < len(lines) else None
        return used, heading
    if (
        after is not None
        and not rest.endswith(ENDED)
        and not OPEN_END.search(rest)
        and rest[0].isupper()
        and len(rest.split()) <= 10
        and style.ends_early(line, after)
    ):
        return 1, rest
    return 1, run_in_heading(line, rest)


def run_in_heading(line: PlacedLine, rest: str) -> str:
    """The bold or stopped-off words in front of a clause's text, such as "Contractual Liability: ..."."""
    heading = _bold_opening(line.line.words[-len(rest.split()) :])
    if heading and STOPPED.match(rest.lstrip('\u201c"').removeprefix(heading)):
        return heading
    match = RUN_IN.match(rest)
    if match is None:
        return ""
    words = [word for word in match[1].split() if word.lower() not in SMALL_WORDS]
    titled = len(words) <= TITLE_WORDS and all(word[0].isupper() or not word[0].isalpha() for word in words)
    return match[1] if titled or len(words) <= FEW_WORDS else ""


def _bold_opening(words: Sequence[Word]) -> str:
    """The bold words with which a line begins behind its number; "" where all of it is bold, or nothing."""
    bold: list[str] = []
    for word in words:
        if word.bold:
            bold.append(word.text)
        elif bold or (len(word.text) > 3 and any(char.isalpha() for char in word.text)):
            break
    if len(bold) == len(words) or len(bold) > MAX_HEADING_WORDS:
        return ""
    return " ".join(bold).strip(' .:;,-\u2013\u2014\u201c\u201d"')


def same_heading(before: PlacedLine, after: PlacedLine, style: Style) -> bool:
    """True where a heading goes on in the next line."""
    return (
        not style.gap(before, after)
        and not markers(after.line.text)
        and not confines(after.line.text)
        and style.looks_like_heading(after.line.text.rstrip(","), after)
        and abs(after.line.size - before.line.size) < 0.6
        and after.line.bold == before.line.bold
    )
