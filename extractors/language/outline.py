"""Numbers, headings and paragraphs -> the clauses of a document, each with its place in the outline and its role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from statistics import median, mode
from typing import Any

from extractors.language.matching import Phrases, longest
from extractors.language.numbering import Marker, markers
from extractors.language.source import PlacedLine, SourceText
from extractors.pdf import Line
from models.records import Role

MAX_HEADING_WORDS = 14
HEADING_WORDS = {1: 1, 2: 8}  # words of a section heading at most, by the words of the phrase that gives its role
LONGEST_HEADING = 11
TITLE_WORDS = 9  # words of a heading that only its capitals and its short line give away
SMALL_WORDS = frozenset("a an and at by for from in of on or the to under with your our".split())
LEADING_OF_SIZE = 1.2  # distance between the lines of a large heading, in font sizes
SAME_COLUMN = 60.0  # points between the left edges of two lines of one column, indentation included
GAP = 1.35  # of the usual distance between lines: a paragraph ends
PARAGRAPH = "paragraph"
NEVER_OUTRANKED = 99.0  # points: no heading closes the part that an endorsement's instruction opens
LISTS: tuple[Role, ...] = ("definition", "exclusion")  # the items of these sections keep their role, whatever they are called
OPERATION = re.compile(r"\b(is|are)\s+(hereby\s+)?(deleted|amended|added|replaced|removed)\b|\bthe following\b.*\b(added|replaces)\b", re.IGNORECASE)
ENDED = tuple(".;:!?")
LEADERS = re.compile(r"\.{4,}|(\. ){4,}")
ROMAN = re.compile(r"^[IVXL]+[.)]?$")
LIST_END = re.compile(r";\s*(or|and)?$|,\s*(or|and)$", re.IGNORECASE)
OPEN_END = re.compile(r"[;,]\s*(or|and)?$|\b(or|and|of|the|to|by|for|with|a|an|in|any|our|your)$", re.IGNORECASE)
STOPPED = re.compile(r"^[\u201d\"\s]*([.:,\u2013\u2014-]|(also\s+)?(means?|shall|includes?|refers?|is|are|has)\b)")
RUN_IN = re.compile(r"^([A-Z][^.:;\u2013\u2014]{2,80}?)\s*(?:[.:]|\s[\u2013\u2014-])\s+(?=[A-Z\u201c\"(])")


@dataclass(frozen=True, slots=True)
class OutlineClause:
    """A clause as a range of the running text. `parent` is an index into the outline, -1 at the top."""

    start: int
    end: int
    label: str
    heading: str
    role: Role
    parent: int
    path: str


@dataclass(slots=True)
class _Level:
    kind: str
    ordinal: int
    x0: float
    size: float
    clause: int
    role: Role


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    label: str
    heading: str
    role: Role
    parent: int
    path: str


@dataclass(slots=True)
class _State:
    levels: list[_Level] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # the last ordinal of each kind of number


@cache
def section_data() -> dict[str, Any]:
    """The words of sections.toml."""
    return tomllib.loads(files("extractors.language").joinpath("sections.toml").read_text(encoding="utf-8"))


@cache
def _role_phrases() -> tuple[Phrases, dict[str, Role]]:
    roles: dict[str, Role] = {phrase: role for role, phrases in section_data()["roles"].items() for phrase in phrases}
    return Phrases(roles), roles


def heading_role(heading: str) -> Role | None:
    """The role that a section heading gives to what stands below it, or None."""
    phrases, roles = _role_phrases()
    hits = longest(phrases.find(heading))
    if not hits:
        return None
    phrase = min(hits, key=lambda hit: (hit.start, hit.start - hit.end)).phrase
    words = [word for word in heading.split() if any(char.isalpha() for char in word) and not ROMAN.match(word)]
    if len(words) > HEADING_WORDS.get(len(phrase.split()), LONGEST_HEADING):
        return None
    return roles[phrase]


def outline(source: SourceText) -> tuple[OutlineClause, ...]:
    """The clauses of a document in text order; every line belongs to exactly one of them."""
    lines = [line for line in source.lines if line.line.words]
    if not lines:
        return ()
    style = _Style(lines)
    state = _State()
    index = 0
    while index < len(lines):
        index += _take(state, lines, index, style)
    return tuple(OutlineClause(d.start, d.end, d.label, d.heading, d.role, d.parent, d.path) for d in state.drafts)


class _Style:
    """What is usual in a document: the size of its text and the distance between its lines."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        self.size = mode([round(line.line.size, 1) for line in lines for _ in line.line.words])
        self._lines: dict[int, list[Line]] = {}
        distances = [b.line.box.top - a.line.box.top for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page and b.line.box.top > a.line.box.top]
        self.leading = median(distances) if distances else 12.0
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
        return max(other.box.x1 for other in self._lines[line.page] if abs(other.box.x0 - line.line.box.x0) <= SAME_COLUMN)

    def looks_like_heading(self, text: str, line: PlacedLine) -> bool:
        letters = [char for char in text if char.isalpha()]
        if len(letters) < 3 or len(text.split()) > MAX_HEADING_WORDS or text.rstrip().endswith(".") or LIST_END.search(text) or LEADERS.search(text):
            return False
        bold = all(word.bold for word in line.line.words if any(char.isalpha() for char in word.text) and len(word.text) > 2)
        return (bold and letters[0].isupper()) or all(char.isupper() for char in letters) or line.line.size >= self.size + 1.4


    def titled(self, line: PlacedLine, after: PlacedLine | None) -> bool:
        """True for a short line in capitalised words that was ended on purpose, as unnumbered agreements are headed."""
        words = [word.text.strip("\u201c\u201d\"(),&:") for word in line.line.words]
        words = [word for word in words if word]
        if after is None or not 1 <= len(words) <= TITLE_WORDS or line.line.text.rstrip().endswith(ENDED) or OPEN_END.search(line.line.text):
            return False
        capitals = all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words) and words[0][0].isupper()
        return capitals and len(line.line.text) > 4 and self.ends_early(line, after) and after.page == line.page


def _take(state: _State, lines: Sequence[PlacedLine], index: int, style: _Style) -> int:
    """Read the clause or continuation that begins at line `index`; return the number of lines used for its first part."""
    line = lines[index]
    before = lines[index - 1] if index else None
    text = line.line.text
    fresh = before is None or style.gap(before, line) or before.line.text.rstrip().endswith(ENDED) or style.ends_early(before, line)
    marker = _continued(state, markers(text), line.line.box.x0, fresh)
    if marker is not None:
        return _open_numbered(state, lines, index, marker, style)
    after = lines[index + 1] if index + 1 < len(lines) else None
    parted = before is None or style.gap(before, line) or style.ends_early(before, line)
    if fresh and parted and (style.looks_like_heading(text, line) or (before is not None and style.gap(before, line) and style.titled(line, after))):
        return _open_heading(state, lines, index, style)
    if before is None or (_paragraph(before, line, style) and _stands_alone(state, line)) or _first_definition(state, before, line):
        _open_paragraph(state, line)
    else:
        state.drafts[-1].end = line.end
    return 1


def _continued(state: _State, readings: Sequence[Marker], x0: float, fresh: bool) -> Marker | None:
    """The reading that continues an open list or begins one. In the midst of a paragraph (not `fresh`) the indentation must fit too."""
    for level in reversed(state.levels):
        for marker in readings:
            if marker.kind == level.kind and (marker.ordinal == level.ordinal + 1 or marker.kind == "bullet") and (fresh or abs(x0 - level.x0) < 4):
                return marker
    if not fresh:
        return None
    outer = {level.kind: level.x0 for level in state.levels}
    for marker in readings:
        if marker.ordinal <= 1 and marker.kind != "number:bare" and abs(x0 - outer.get(marker.kind, x0)) < 4:
            return marker
    for marker in readings:  # the list of an earlier section goes on below a new heading
        if marker.ordinal == state.last.get(marker.kind, -1) + 1 and marker.kind != "number:bare":
            return marker
    for level in reversed(state.levels):  # a number was missed or stands there twice
        for marker in readings:
            if marker.kind == level.kind and level.ordinal - 2 < marker.ordinal <= level.ordinal + 3 and abs(x0 - level.x0) < 4:
                return marker
    return next((marker for marker in readings if marker.kind.startswith(("named:", "dotted:"))), None)


def _open_numbered(state: _State, lines: Sequence[PlacedLine], index: int, marker: Marker, style: _Style) -> int:
    line = lines[index]
    state.last[marker.kind] = marker.ordinal
    open_kinds = [level.kind for level in state.levels]
    if marker.kind in open_kinds:
        at = len(open_kinds) - 1 - open_kinds[::-1].index(marker.kind)
        del state.levels[at:]
    elif marker.kind.startswith("named:"):
        _close_below_name(state.levels, marker.kind)
    rest = line.line.text[marker.length :].strip()
    used, heading = _numbered_heading(lines, index, rest, style)
    _push(state, lines[index : index + used], marker, heading)
    return used


def _close_below_name(levels: list[_Level], kind: str) -> None:
    """A named number ("Section B") of a new kind stands below other named ones only."""
    while levels and not levels[-1].kind.startswith(("named:", "heading:")):
        levels.pop()
    if kind.startswith(("named:insuring clause", "named:insuring agreement", "named:part", "named:article", "named:coverage part", "named:endorsement")):
        levels.clear()


def _numbered_heading(lines: Sequence[PlacedLine], index: int, rest: str, style: _Style) -> tuple[int, str]:
    """(lines used, heading) of a numbered line: a heading of its own, one that runs into the text, or none."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    if not rest:
        if after is not None and after.page == line.page and style.looks_like_heading(after.line.text, after) and not markers(after.line.text):
            return 2, after.line.text
        return 1, ""
    if style.looks_like_heading(rest.rstrip(","), line):
        used, heading = 1, rest
        while after is not None and _same_heading(lines[index + used - 1], after, style):
            heading += " " + after.line.text
            used += 1
            after = lines[index + used] if index + used < len(lines) else None
        return used, heading
    if after is not None and not rest.endswith(ENDED) and not OPEN_END.search(rest) and rest[0].isupper() and len(rest.split()) <= 10 and style.ends_early(line, after):
        return 1, rest
    return 1, _run_in_heading(line, rest)


def _run_in_heading(line: PlacedLine, rest: str) -> str:
    """The bold or stopped-off words in front of a clause's text, such as "Contractual Liability: ..."."""
    words = list(line.line.words)
    bold = []
    for word in words:
        if word.bold:
            bold.append(word.text)
        elif bold or any(char.isalpha() for char in word.text if len(word.text) > 3):
            break
    if bold and len(bold) < len(words) and len(bold) <= MAX_HEADING_WORDS:
        heading = " ".join(bold).strip(" .:;,-\u2013\u2014\u201c\u201d\"")
        if heading and STOPPED.match(rest.lstrip("\u201c\"").removeprefix(heading)):
            return heading
    match = RUN_IN.match(rest)
    if match is None:
        return ""
    words = [word for word in match[1].split() if word.lower() not in SMALL_WORDS]
    return match[1] if len(words) <= 3 or (len(words) <= 9 and all(word[0].isupper() or not word[0].isalpha() for word in words)) else ""


def _same_heading(before: PlacedLine, after: PlacedLine, style: _Style) -> bool:
    """True where a heading goes on in the next line."""
    return (
        not style.gap(before, after)
        and not markers(after.line.text)
        and style.looks_like_heading(after.line.text.rstrip(","), after)
        and abs(after.line.size - before.line.size) < 0.6
        and after.line.bold == before.line.bold
    )


def _open_heading(state: _State, lines: Sequence[PlacedLine], index: int, style: _Style) -> int:
    line = lines[index]
    heading, used = line.line.text, 1
    while index + used < len(lines) and _same_heading(lines[index + used - 1], lines[index + used], style):
        heading += " " + lines[index + used].line.text
        used += 1
    role = heading_role(heading)
    kind = f"heading:{line.line.size}:{line.line.bold}:{heading.isupper()}"
    open_kinds = [level.kind for level in state.levels]
    if kind in open_kinds:
        del state.levels[open_kinds.index(kind) :]
    elif role is not None:
        state.levels = [level for level in state.levels if level.kind.startswith("heading:") and level.size > line.line.size]
    else:
        while state.levels and not (state.levels[-1].kind.startswith("heading:") and state.levels[-1].size >= line.line.size):
            if state.levels[-1].size > line.line.size + 1:
                break
            state.levels.pop()
    _push(state, lines[index : index + used], Marker(kind, 0, "", 0), heading)
    return used


def _push(state: _State, used: Sequence[PlacedLine], marker: Marker, heading: str) -> None:
    operative = _operative_role(used[0].line.text)
    if operative is not None:
        state.levels.clear()
    parent = state.levels[-1] if state.levels else None
    role = operative or heading_role(f"{marker.label} {heading}" if marker.kind.startswith("named:") else heading)
    if role is None or (parent is not None and parent.role in LISTS and not marker.kind.startswith(("heading:", "named:", "roman-upper"))):
        role = parent.role if parent else "other"
    above = next((level for level in reversed(state.levels) if not (marker.kind[:6] == level.kind[:6] == "dotted")), None)
    path = ".".join(part for part in ((state.drafts[above.clause].path if above else ""), marker.label) if part)
    state.drafts.append(
        _Draft(used[0].start, used[-1].end, marker.label, heading, role, parent.clause if parent else -1, path)
    )
    line = used[0].line
    size = NEVER_OUTRANKED if operative is not None else line.size
    state.levels.append(_Level(marker.kind, marker.ordinal, line.box.x0, size, len(state.drafts) - 1, role))


def _operative_role(text: str) -> Role | None:
    """The role of the section that an endorsement's instruction names, such as "Exclusions, paragraph 3, is deleted"."""
    if not OPERATION.search(text):
        return None
    phrases, roles = _role_phrases()
    hits = longest(phrases.find(text))
    return roles[min(hits, key=lambda hit: hit.start).phrase] if hits else None


def _paragraph(before: PlacedLine, line: PlacedLine, style: _Style) -> bool:
    return style.gap(before, line) and before.line.text.rstrip().endswith(ENDED)


def _first_definition(state: _State, before: PlacedLine, line: PlacedLine) -> bool:
    """True for the first line below the bare heading of a definitions section, where it begins with a bold or quoted term."""
    headed = state.drafts[-1].end == before.end and bool(state.drafts[-1].heading) and state.levels[-1].role == "definition"
    return headed and _names_term(line) and heading_role(state.drafts[-1].heading) == "definition"


def _names_term(line: PlacedLine) -> bool:
    first = line.line.words[0]
    return first.bold or first.text[0] in "\u201c\""


def _stands_alone(state: _State, line: PlacedLine) -> bool:
    """A paragraph is a clause of its own where no numbered clause is open, or where it begins with a bold or defined term."""
    if not state.levels or not _numbered(state.levels[-1]):
        return True
    root = next((level for level in state.levels if level.role == "definition" and _numbered(level)), None)
    if root is None or state.levels[-1].role != "definition":
        return False
    headed = bool(state.drafts[root.clause].heading)
    return _names_term(line) and line.line.box.x0 <= root.x0 + (-2 if headed else 4)


def _numbered(level: _Level) -> bool:
    return not level.kind.startswith(("heading:", "named:", PARAGRAPH))


def _open_paragraph(state: _State, line: PlacedLine) -> None:
    """A clause without number; the list that follows it stands below it."""
    if any(level.kind == PARAGRAPH for level in state.levels):
        del state.levels[[level.kind for level in state.levels].index(PARAGRAPH) :]
    while state.levels and state.levels[-1].role == "definition" and _numbered(state.levels[-1]) and state.levels[-1].kind[:11] != "roman-upper":
        state.levels.pop()
    parent = state.levels[-1] if state.levels else None
    role = parent.role if parent else "other"
    path = state.drafts[parent.clause].path if parent else ""
    heading = _run_in_heading(line, line.line.text)
    state.drafts.append(_Draft(line.start, line.end, "", heading, role, parent.clause if parent else -1, path))
    state.levels.append(_Level(PARAGRAPH, 0, line.line.box.x0, line.line.size, len(state.drafts) - 1, role))
