"""Numbers, headings and paragraphs -> the clauses of a document, each with its place in the outline and its role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.language.headings import ENDED, Style, numbered_heading, run_in_heading, same_heading
from extractors.language.numbering import Marker, markers
from extractors.language.roles import confines, heading_role, named_role, of_the_whole, operative_role, promises
from extractors.language.source import PlacedLine, SourceText
from models.records import Role

PARAGRAPH = "paragraph"
CONFINING = "heading:confining"  # what it heads stays in the part above it
NEVER_OUTRANKED = 99.0  # points: no heading closes the part that an endorsement's instruction opens
DEFINES = re.compile(r"^\W?[A-Z][^.;:]{1,60}?\W?\s(also\s+)?(means?|shall mean|includes?|refers? to|has the meaning)\b")
UNSETTLED: tuple[Role, ...] = ("other", "endorsement")  # these say nothing of what a clause does
DIVIDING: tuple[Role, ...] = ("insuring_agreement", "exclusion")  # of "Section 3: ..." these are parts: what it pays and what not
LISTS: tuple[Role, ...] = ("definition", "exclusion")  # the items of these sections keep their role, whatever they are called


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
class _State:
    levels: list[_Level] = field(default_factory=list)
    clauses: list[OutlineClause] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # the last ordinal of each kind of number


def outline(source: SourceText) -> tuple[OutlineClause, ...]:
    """The clauses of a document in text order; every line belongs to exactly one of them."""
    lines = [line for line in source.lines if line.line.words]
    if not lines:
        return ()
    style = Style(lines)
    state = _State()
    index = 0
    while index < len(lines):
        index += _take(state, lines, index, style)
    return tuple(_with_promises(state.clauses, source.text))


def _with_promises(clauses: Sequence[OutlineClause], text: str) -> list[OutlineClause]:
    """The clauses, those of no known part being insuring agreements where they, or the words that open their list, promise to pay."""
    promising = [promises(text[clause.start : clause.end]) for clause in clauses]
    paying = _paying_sections(clauses, promising)
    found: list[OutlineClause] = []
    for at, clause in enumerate(clauses):
        promised = clause.parent >= 0 and found[clause.parent].role == "insuring_agreement" and not clause.heading
        if clause.parent in paying or (clause.role in UNSETTLED and (promised or promising[at])):
            clause = replace(clause, role="insuring_agreement")
        found.append(clause)
    return found


def _paying_sections(clauses: Sequence[OutlineClause], promising: Sequence[bool]) -> set[int]:
    """Sections of which most clauses promise to pay: "If somebody makes a claim against you" heads agreements."""
    below: dict[int, list[int]] = {}
    for at, clause in enumerate(clauses):
        parent = clauses[clause.parent] if clause.parent >= 0 else None
        if parent is not None and parent.heading and clause.role == parent.role and clause.role in (*UNSETTLED, "condition"):
            below.setdefault(clause.parent, []).append(at)
    return {section for section, items in below.items() if len(items) > 1 and 2 * sum(promising[item] for item in items) > len(items)}


def _take(state: _State, lines: Sequence[PlacedLine], index: int, style: Style) -> int:
    """Read the clause or continuation that begins at line `index`; return the number of lines used for its first part."""
    line = lines[index]
    before = lines[index - 1] if index else None
    text = line.line.text
    fresh = before is None or style.gap(before, line) or before.line.text.rstrip().endswith(ENDED) or style.ends_early(before, line)
    marker = _continued(state, markers(text), line.line.box.x0, fresh) or _inserted(state, line, fresh)
    if marker is not None:
        return _open_numbered(state, lines, index, marker, style)
    after = lines[index + 1] if index + 1 < len(lines) else None
    parted = before is None or style.gap(before, line) or style.ends_early(before, line)
    if (
        fresh
        and parted
        and (style.looks_like_heading(text, line) or (before is not None and style.gap(before, line) and style.titled(line, after)))
    ):
        return _open_heading(state, lines, index, style)
    if before is None or (_paragraph(before, line, style) and _stands_alone(state, line)) or _defines(state, before, line):
        _open_paragraph(state, line)
    else:
        state.clauses[-1] = replace(state.clauses[-1], end=line.end)
    return 1


def _continued(state: _State, readings: Sequence[Marker], x0: float, fresh: bool) -> Marker | None:
    """The reading that continues an open list or begins one. In the midst of a paragraph (not `fresh`) the indentation must fit too."""
    for level in reversed(state.levels):
        for marker in readings:
            if (
                marker.kind == level.kind
                and (marker.ordinal == level.ordinal + 1 or marker.kind == "bullet")
                and (fresh or abs(x0 - level.x0) < 4)
            ):
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
    return next((marker for marker in readings if marker.kind.startswith(("named:", "dotted:", "lettered:"))), None)


def _inserted(state: _State, line: PlacedLine, fresh: bool) -> Marker | None:
    """The number of a clause with a bold name that an endorsement inserts into a list of the form: it may begin anywhere."""
    words = line.line.words
    named = len(words) > 1 and words[1].bold and words[1].text[0].isupper()
    amending = bool(state.levels) and (state.levels[0].role == "endorsement" or state.levels[0].size == NEVER_OUTRANKED)
    readings = markers(line.line.text) if fresh and named and amending else []
    return readings[0] if readings else None


def _open_numbered(state: _State, lines: Sequence[PlacedLine], index: int, marker: Marker, style: Style) -> int:
    line = lines[index]
    state.last[marker.kind] = marker.ordinal
    open_kinds = [level.kind for level in state.levels]
    if marker.kind in open_kinds:
        at = len(open_kinds) - 1 - open_kinds[::-1].index(marker.kind)
        del state.levels[at:]
    elif marker.kind.startswith("named:"):
        _close_below_name(state.levels, marker.kind, line.line.size)
    rest = line.line.text[marker.length :].strip()
    used, heading = numbered_heading(lines, index, rest, style)
    _push(state, lines[index : index + used], marker, heading)
    return used


def _close_below_name(levels: list[_Level], kind: str, size: float) -> None:
    """A named number ("Section B") of a new kind stands below other named ones and headings in type no smaller, but not in a glossary."""
    while levels and not (levels[-1].kind.startswith("named:") or (levels[-1].kind.startswith("heading:") and levels[-1].size >= size)):
        levels.pop()
    while levels and levels[-1].kind.startswith("heading:") and levels[-1].role == "definition":
        levels.pop()
    if kind.startswith(
        ("named:insuring clause", "named:insuring agreement", "named:part", "named:article", "named:coverage part", "named:endorsement")
    ):
        levels.clear()


def _open_heading(state: _State, lines: Sequence[PlacedLine], index: int, style: Style) -> int:
    line = lines[index]
    heading, used = line.line.text, 1
    while index + used < len(lines) and same_heading(lines[index + used - 1], lines[index + used], style):
        heading += " " + lines[index + used].line.text
        used += 1
    role = heading_role(heading)
    kind = f"heading:{line.line.size}:{line.line.bold}:{heading.isupper()}"
    open_kinds = [level.kind for level in state.levels]
    section = _open_section(state.levels, role, line.line.size)
    if confines(heading):
        kind = CONFINING
        del state.levels[open_kinds.index(kind) if kind in open_kinds else len(_headed(state.levels)) :]
    elif section is not None:
        del state.levels[section + 1 :]
    elif kind in open_kinds:
        del state.levels[_outranked(open_kinds, kind, role) :]
    elif role is not None:
        divides = role in DIVIDING and not of_the_whole(heading)
        state.levels = [level for level in state.levels if _stays_open(level, line.line.size, divides)]
    else:
        while state.levels and not _holds(state.levels[-1], line.line.size):
            state.levels.pop()
    _push(state, lines[index : index + used], Marker(kind, 0, "", 0), heading)
    return used


def _stays_open(level: _Level, size: float, divides: bool) -> bool:
    """True for a part in larger type than the heading of a section below it; a named one that is divided may be in the same type."""
    if level.kind.startswith("named:") and divides:
        return level.size >= size
    return level.kind.startswith(("heading:", "named:")) and level.size > size


def _holds(level: _Level, size: float) -> bool:
    """True for a level below which a heading without a role stands: any in far larger type, a heading, or a named part in larger type."""
    headed = level.kind.startswith("heading:") and level.size >= size
    return headed or (level.kind.startswith("named:") and level.size > size) or level.size > size + 1


def _headed(levels: Sequence[_Level]) -> list[_Level]:
    """The open levels from the outermost to the innermost heading or named part."""
    last = max((at for at, level in enumerate(levels) if level.kind.startswith(("heading:", "named:"))), default=-1)
    return list(levels[: last + 1])


def _open_section(levels: Sequence[_Level], role: Role | None, size: float) -> int | None:
    """The open named section, in type no smaller, that has the role of a heading already: the heading divides it."""
    named = (at for at, level in enumerate(levels) if level.kind.startswith("named:section") and level.role == role)
    return next((at for at in named if levels[at].size >= size), None)


def _outranked(open_kinds: Sequence[str], kind: str, role: Role | None) -> int:
    """The first level that a heading of an open kind closes: one without a role stays in the part in which it stands."""
    return open_kinds.index(kind) if role is not None else len(open_kinds) - 1 - open_kinds[::-1].index(kind)


def _push(state: _State, used: Sequence[PlacedLine], marker: Marker, heading: str) -> None:
    operative = operative_role(used[0].line.text)
    if operative is not None:
        state.levels.clear()
    parent = state.levels[-1] if state.levels else None
    role = operative or heading_role(heading) or named_role(marker)
    if role is None or (parent is not None and parent.role in LISTS and not marker.kind.startswith(("heading:", "named:", "roman-upper"))):
        role = parent.role if parent else "other"
    above = next((level for level in reversed(state.levels) if not (marker.kind[:6] == level.kind[:6] == "dotted")), None)
    path = ".".join(part for part in ((state.clauses[above.clause].path if above else ""), marker.label) if part)
    state.clauses.append(OutlineClause(used[0].start, used[-1].end, marker.label, heading, role, parent.clause if parent else -1, path))
    line = used[0].line
    size = NEVER_OUTRANKED if operative is not None else line.size
    state.levels.append(_Level(marker.kind, marker.ordinal, line.box.x0, size, len(state.clauses) - 1, role))


def _paragraph(before: PlacedLine, line: PlacedLine, style: Style) -> bool:
    return style.gap(before, line) and before.line.text.rstrip().endswith(ENDED)


def _defines(state: _State, before: PlacedLine, line: PlacedLine) -> bool:
    return _first_definition(state, before, line) or _next_definition(state, before, line)


def _first_definition(state: _State, before: PlacedLine, line: PlacedLine) -> bool:
    """True for the first line below the bare heading of a definitions section, where it begins with a bold or quoted term."""
    headed = state.clauses[-1].end == before.end and bool(state.clauses[-1].heading) and state.levels[-1].role == "definition"
    return headed and _names_term(line) and heading_role(state.clauses[-1].heading) == "definition"


def _next_definition(state: _State, before: PlacedLine, line: PlacedLine) -> bool:
    """True for a line that defines a term below an unnumbered definition or its list, though no space parts the two."""
    defined = next((level for level in state.levels if level.kind == PARAGRAPH and level.role == "definition"), None)
    if defined is None or not before.line.text.rstrip().endswith(".") or not DEFINES.match(line.line.text) or not _names_term(line):
        return False
    return line.line.words[0].bold or abs(line.line.box.x0 - defined.x0) < 4  # where columns change bold type alone tells


def _names_term(line: PlacedLine) -> bool:
    first = line.line.words[0]
    capitals = first.text.isupper() and len(first.text) > 1
    return first.bold or first.text[0] in '\u201c"' or (capitals and bool(DEFINES.match(line.line.text)))


def _stands_alone(state: _State, line: PlacedLine) -> bool:
    """A paragraph is a clause of its own where no numbered clause is open, or where it begins with a bold or defined term."""
    if not state.levels or not _numbered(state.levels[-1]):
        return True
    root = next((level for level in state.levels if level.role == "definition" and _numbered(level)), None)
    if root is None or state.levels[-1].role != "definition":
        return False
    headed = bool(state.clauses[root.clause].heading)
    return _names_term(line) and line.line.box.x0 <= root.x0 + (-2 if headed else 4)


def _numbered(level: _Level) -> bool:
    return not level.kind.startswith(("heading:", "named:", PARAGRAPH))


def _open_paragraph(state: _State, line: PlacedLine) -> None:
    """A clause without number; the list that follows it stands below it."""
    if any(level.kind == PARAGRAPH for level in state.levels):
        del state.levels[[level.kind for level in state.levels].index(PARAGRAPH) :]
    while (
        state.levels
        and state.levels[-1].role == "definition"
        and _numbered(state.levels[-1])
        and state.levels[-1].kind[:11] != "roman-upper"
        and not (
            state.levels[-1].kind.startswith("lettered") and heading_role(state.clauses[state.levels[-1].clause].heading) == "definition"
        )
    ):
        state.levels.pop()
    parent = state.levels[-1] if state.levels else None
    role = parent.role if parent else "other"
    path = state.clauses[parent.clause].path if parent else ""
    heading = run_in_heading(line, line.line.text)
    state.clauses.append(OutlineClause(line.start, line.end, "", heading, role, parent.clause if parent else -1, path))
    state.levels.append(_Level(PARAGRAPH, 0, line.line.box.x0, line.line.size, len(state.clauses) - 1, role))
