"""Tables that no rules enclose: lines whose words stand in columns. Rules across and fills part their rows, rules down their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median

from extractors.pdf.heads import spread
from extractors.pdf.layout import Table, TableCell, Word, text_of, union
from extractors.pdf.parts import FIGURE, WIDER, Part, baselines, parted
from extractors.pdf.rules import Rule, Rules

FAR = 2.2  # of the font size: so much white between two lines ends a table
FAR_ALIGNED = 3.5  # of the font size: the same between lines of as many cells, each below another
MIN_LINES = 2  # lines with several cells that make a table
SPACE = 0.4  # of the font size: a wider gap than this between words may part cells between two columns
OVERLAP = 1.0  # points that a cell must share with a column to stand in it
FULL_WIDTH = 0.85  # of a table's width: a shorter rule does not part its rows
MAX_HEADS = 2  # lines of a head that may stand beside the column they head, not over it
PROSE_WORDS = 14  # a line of so many words across the columns is no row
CENTRED = 0.95  # of the font size: cells of one row that are centred against each other have baselines closer than this
LEADING = 1.45  # of the font size: lines of one cell are at most so far apart
LOOSER = 1.07  # times the distance of lines in a cell: rows stand at least so far apart
LOOSE = 0.1  # of the font size: distances of lines that differ by less are the same
TIGHT = 0.88  # where nothing else tells: a wrapped line stands closer than this share of the distance to the next
WRAP = 1.75  # of the font size: where nothing else tells, lines of one cell are at most this far apart
MANY_BANDS, BAND_LINES = 4, 3  # so many bands between rules, of mostly so few lines, are rows
ROW_LINES = 0.5  # of the lines that would continue a row look like rows: they are
OPEN_END = re.compile(r"(?:[,&:/(-]|\b(?:and|or|of|for|each|any|USD|GBP|EUR))$")

Span = tuple[int, int]  # first and last column
Extent = tuple[float, float]  # left and right of a column


@dataclass(frozen=True, slots=True)
class _Line:
    """One line. `band` is how many rules across stand above it."""

    parts: tuple[Part, ...]
    band: int = 0

    @property
    def words(self) -> list[Word]:
        return [word for part in self.parts for word in part]

    @property
    def x0(self) -> float:
        return self.parts[0][0].box.x0

    @property
    def x1(self) -> float:
        return _x1(self.parts[-1])

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)

    @property
    def base(self) -> float:
        return self.parts[0][0].box.bottom

    @property
    def size(self) -> float:
        return max(self.parts[0][0].size, 1.0)

    @property
    def several(self) -> bool:
        return len(self.parts) > 1


def _x1(part: Part) -> float:
    return part[-1].box.x1


def aligned_tables(page: int, words: Sequence[Word], rules: Rules) -> list[Table]:
    """The tables among some words of a page that stand in no ruled table, from top to bottom."""
    lines = [_Line(tuple(_walled(found, rules.down))) for found in parted(baselines(words)) if found]
    tables = []
    for run in _runs(lines):
        cells = _cells(page, run, rules)
        if len({cell.column for cell in cells}) > 1 and len({cell.row for cell in cells}) > 1:
            tables.append(Table(tuple(cells)))
    return tables


def _walled(found: Sequence[Part], down: Sequence[Rule]) -> Iterator[Part]:
    """Parts of a line, parted further where a rule runs down between two words."""
    for part in found:
        current = part[:1]
        for before, word in pairwise(part):
            middle = (word.box.top + word.box.bottom) / 2
            if any(before.box.x1 - OVERLAP <= rule.at <= word.box.x0 + OVERLAP and rule.start <= middle <= rule.end for rule in down):
                yield current
                current = []
            current = [*current, word]
        yield current


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that make a table: close to each other, with the same columns, without the text above and below."""
    run: list[_Line] = []
    for number, line in enumerate(lines):
        if run and (_far(run, line) or _is_prose(line, lines, number)):
            yield from _same_columns(_trimmed(run))
            run = []
        if not _is_prose(line, lines, number):
            run.append(line)
    yield from _same_columns(_trimmed(run))


def _far(run: Sequence[_Line], line: _Line) -> bool:
    """True where so much white stands above a line that it is no row of the run. Lines with the same cells may stand looser."""
    same = run[-1].several and len(run[-1].parts) == len(line.parts) and not _differ(_columns(run[-1:]), _columns([line]))
    return line.top - max(other.bottom for other in run) > (FAR_ALIGNED if same else FAR) * line.size


def _is_prose(line: _Line, lines: Sequence[_Line], number: int) -> bool:
    """True for a line of text that runs across the columns of the nearest line with several cells: one of many, or a long one."""
    if not _runs_across(line, lines, number):
        return False
    beside = [at for at in (number - 1, number + 1) if 0 <= at < len(lines)]
    return len(line.words) >= PROSE_WORDS or any(not lines[at].several and _runs_across(lines[at], lines, at) for at in beside)


def _runs_across(line: _Line, lines: Sequence[_Line], number: int) -> bool:
    if line.several:
        return False
    near = next(
        (lines[at] for step in range(1, 4) for at in (number - step, number + step) if 0 <= at < len(lines) and lines[at].several), None
    )
    return near is not None and any(line.x0 < _x1(left) and line.x1 > right[0].box.x0 for left, right in pairwise(near.parts))


def _trimmed(run: Sequence[_Line]) -> list[_Line]:
    """The run from its first to its last line of several cells, with a head over the columns and lines that end a cell."""
    several = [number for number, line in enumerate(run) if line.several]
    if len(several) < MIN_LINES:
        return []
    first, last = several[0], several[-1]
    columns = _columns(run)
    while first and _begins(run[first - 1], run[first], columns):
        first -= 1
    if first and _heads(run[first - 1], run[first]):
        first -= 1
    pitches = [below.base - above.base for above, below in pairwise(run[first : last + 1])]
    while last + 1 < len(run) and _ends(run[: last + 1], run[last + 1], max(pitches)):
        last += 1
    return list(run[first : last + 1])


def _heads(line: _Line, below: _Line) -> bool:
    """True for a lone text over columns behind the first, no larger than they are set."""
    return line.x0 > _x1(below.parts[0]) and line.size <= below.size + 0.5 and below.top - line.bottom < line.size


def _begins(line: _Line, below: _Line, columns: Sequence[Extent]) -> bool:
    """True for a line of a cell that is centred against the others of the first row, and for those above it in the cell."""
    span = _span(line.parts[0], columns)
    above_it = not below.several and _span(below.parts[0], columns) == span and _pitch(line, below) <= LEADING
    return span[0] == span[1] and (_pitch(line, below) < CENTRED or above_it)


def _ends(run: Sequence[_Line], line: _Line, pitch: float) -> bool:
    """True for a line that stands in one column of the lines above, no further away than they are from each other."""
    first, last = _span(line.parts[0], _columns(run))
    return first == last and line.base - run[-1].base <= pitch + OVERLAP


def _same_columns(run: list[_Line]) -> Iterator[list[_Line]]:
    """The run, parted at a lone line above and below which columns differ: it is the caption of another table."""
    for number, line in enumerate(run):
        above, below = run[:number], run[number + 1 :]
        if _stands_left(line, above) and _differ(_columns(above), _columns(below)):
            yield from _same_columns(_trimmed(above))
            yield from _same_columns(_trimmed(below))
            return
    if run:
        yield run


def _stands_left(line: _Line, above: Sequence[_Line]) -> bool:
    """True for a lone line that begins left of all but the first column, and is no further line of a cell there."""
    apart = bool(above) and not line.several and _pitch(above[-1], line) > LEADING
    return apart and all(line.x0 < other.parts[1][0].box.x0 for other in above if other.several)


def _differ(columns: Sequence[Extent], others: Sequence[Extent]) -> bool:
    """True where one column stands over two of the others."""
    met = [(a, b) for a, one in enumerate(columns) for b, two in enumerate(others) if min(one[1], two[1]) - max(one[0], two[0]) > OVERLAP]
    return len({a for a, _ in met}) < len(met) or len({b for _, b in met}) < len(met)


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in one column: how far it reaches, in which lines, and whether all of it is bold."""

    x0: float
    x1: float
    lines: frozenset[int]
    bold: bool

    def with_(self, other: _Column) -> _Column:
        return _Column(min(self.x0, other.x0), max(self.x1, other.x1), self.lines | other.lines, self.bold and other.bold)


def _columns(lines: Sequence[_Line]) -> list[Extent]:
    """Left and right of the columns: those of the lines with most parts, then what the other lines add without touching two."""
    several = [line for line in lines if line.several]
    counts = Counter(len(line.parts) for line in several)
    most = max((count for count, seen in counts.items() if seen > 1), default=max(counts, default=0))
    columns: list[_Column] = []
    for number, line in sorted(enumerate(several), key=lambda item: abs(len(item[1].parts) - most)):
        for part in line.parts:
            found = _Column(part[0].box.x0, _x1(part), frozenset({number}), all(word.bold for word in part))
            met = [column for column in columns if min(found.x1, column.x1) - max(found.x0, column.x0) > OVERLAP]
            if len(met) < 2:
                columns = [column for column in columns if column not in met]
                columns.append(reduce(_Column.with_, met, found))
    return _heads_beside(sorted(columns, key=lambda column: column.x0))


def _heads_beside(columns: Sequence[_Column]) -> list[Extent]:
    """The columns, one in which but bold heads stand put together with its neighbour that has nothing in those lines."""
    kept = list(columns[:1])
    for column in columns[1:]:
        head, other = sorted((kept[-1], column), key=lambda item: max(item.lines))
        if head.bold and max(head.lines) < MAX_HEADS and head.lines.isdisjoint(other.lines):
            kept[-1] = head.with_(other)
        else:
            kept.append(column)
    return [(column.x0, column.x1) for column in kept]


def _cells(page: int, run: Sequence[_Line], rules: Rules) -> list[TableCell]:
    columns = _columns(run)
    if len(columns) < 2:
        return []
    lines = [_Line(tuple(_fitted(line.parts, columns)), _band(line, run, rules)) for line in run]
    cells = []
    for number, row in enumerate(_rows(lines, columns)):
        for span, words, tall in row:
            box = union(word.box for word in words)
            cells.append(TableCell(tuple(words), box, page, number, span[0], tall, span[1] - span[0] + 1))
    return spread(_sections(cells, len(columns)))


def _fitted(found: Sequence[Part], columns: Sequence[Extent]) -> Iterator[Part]:
    """Parts of a line, those over several columns parted where a wider gap than usual lies between two columns."""
    gutters = [(left, right) for (_, left), (right, _) in pairwise(columns)]
    for part in found:
        gaps = sorted(after.box.x0 - before.box.x1 for before, after in pairwise(part))
        usual = gaps[(len(gaps) - 1) // 2] if len(gaps) > 1 else 0.0
        current = part[:1]
        for before, word in pairwise(part):
            wide = word.box.x0 - before.box.x1 > max(WIDER * usual, SPACE * word.size)
            if wide and any(before.box.x1 < right and word.box.x0 > left for left, right in gutters):
                yield current
                current = []
            current = [*current, word]
        yield current


def _band(line: _Line, run: Sequence[_Line], rules: Rules) -> int:
    """How many rules across the table, and edges of fills, stand above the line."""
    x0, x1 = min(other.x0 for other in run), max(other.x1 for other in run)
    middle = (line.parts[0][0].box.top + line.parts[0][0].box.bottom) / 2
    across = [rule for rule in (*rules.across, *rules.shaded) if min(rule.end, x1) - max(rule.start, x0) >= FULL_WIDTH * (x1 - x0)]
    return sum(rule.at < middle for rule in across)


def _rows(lines: Sequence[_Line], columns: Sequence[Extent]) -> list[list[tuple[Span, list[Word], int]]]:
    """For each row its cells: the columns, the words line by line, how many rows the cell reaches over."""
    limit = _limit(lines, columns)
    between = _between(lines, limit, columns)
    kept = [line for number, line in enumerate(lines) if number not in between]
    groups = _grouped(kept, limit, columns)
    rows = []
    for group in groups:
        cells = _merged([found for line in group for found in zip(_spans(line, columns), line.parts, strict=True)])
        tall = [lines[number] for number in between if lines[number - 1] in group]
        rows.append([*((span, words, 1) for span, words in cells), *((_span(p, columns), p, 2) for line in tall for p in line.parts)])
    return [sorted(row, key=lambda cell: cell[0]) for row in rows]


def _spans(line: _Line, columns: Sequence[Extent]) -> list[Span]:
    """The columns of each part of a line. Where two would share a column the left one gives way, else the right one."""
    spans: list[Span] = []
    for part in line.parts:
        first, last = _span(part, columns)
        if spans and spans[-1][1] >= first:
            before = spans[-1][0]
            if last > before:
                spans[-1] = (before, max(before, first - 1))
            first = min(last, spans[-1][1] + 1)
        spans.append((first, last))
    return spans


def _between(lines: Sequence[_Line], limit: float | None, columns: Sequence[Extent]) -> set[int]:
    """Numbers of the lines that stand half-way between two rows and have no column in common with them.

    Where distances do not tell rows from the lines of one cell, only heads are taken for such.
    """
    usual = median([pitch for pitch in _pitches(lines) if pitch >= CENTRED] or [LEADING])
    least = min(usual - LOOSE, LEADING) if limit is None else max(limit, LEADING)
    found = set()
    for number, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), 1):
        tells = limit is not None or all(word.bold for word in line.words)
        shared = _filled(line, columns) & (_filled(above, columns) | _filled(below, columns))
        if tells and not shared and _stands_between(above, line, below, (least, usual)):
            found.add(number)
    return found


def _span(part: Part, columns: Sequence[Extent]) -> Span:
    """The columns that a part covers; the nearest where it stands between two."""
    x0, x1 = part[0].box.x0, _x1(part)
    inside = [number for number, (left, right) in enumerate(columns) if min(x1, right) - max(x0, left) > OVERLAP]
    if inside:
        return inside[0], inside[-1]
    nearest = min(range(len(columns)), key=lambda number: max(columns[number][0] - x1, x0 - columns[number][1]))
    return nearest, nearest


def _merged(found: Sequence[tuple[Span, Part]]) -> list[tuple[Span, list[Word]]]:
    """Parts of the lines of one row put together where they stand in the same columns."""
    cells: list[tuple[Span, list[Word]]] = []
    for span, part in found:
        same = [cell for cell in cells if cell[0][0] <= span[1] and span[0] <= cell[0][1]]
        cells = [cell for cell in cells if cell not in same]
        spans = [span, *(cell[0] for cell in same)]
        words = [word for cell in same for word in cell[1]] + part
        cells.append(((min(first for first, _ in spans), max(last for _, last in spans)), words))
    return cells


def _limit(lines: Sequence[_Line], columns: Sequence[Extent]) -> float | None:
    """How far apart, in font sizes, lines of one cell stand at most; None where the distances do not tell."""
    most = max(_pitches(lines), default=0.0) + LOOSE  # what is further apart in a column has an empty cell between
    in_columns = ([line for line in lines if column in _filled(line, columns)] for column in range(len(columns)))
    pitches = sorted(pitch for column in in_columns for pitch in _pitches(column) if pitch <= most)
    if not pitches:
        return None
    if pitches[0] > LEADING:
        return 0.0
    limit = next(((a + b) / 2 for a, b in pairwise(pitches) if a <= LEADING and b / a >= LOOSER), None)
    if limit is None:
        return None
    pairs = [(above, below) for above, below in pairwise(lines) if above.band == below.band and CENTRED <= _pitch(above, below) <= limit]
    return limit if _wraps(pairs, columns) else None


def _pitches(lines: Sequence[_Line]) -> list[float]:
    return [_pitch(above, below) for above, below in pairwise(lines) if above.band == below.band]


def _wraps(pairs: Sequence[tuple[_Line, _Line]], columns: Sequence[Extent]) -> bool:
    """True unless most of the lower lines look like rows: with all cells of the upper ones, or a label and a figure."""
    return sum(_is_row(below, above, columns) for above, below in pairs) <= ROW_LINES * len(pairs)


def _is_row(line: _Line, above: _Line, columns: Sequence[Extent]) -> bool:
    filled = _filled(line, columns)
    figures = any(FIGURE.match(part[0].text) for part in line.parts[1:])
    return len(filled) > 1 and (_filled(above, columns) <= filled or (0 in filled and figures))


def _pitch(above: _Line, below: _Line) -> float:
    return (below.base - above.base) / below.size


def _filled(line: _Line, columns: Sequence[Extent]) -> set[int]:
    return {column for first, last in _spans(line, columns) for column in range(first, last + 1)}


def _stands_between(above: _Line, line: _Line, below: _Line, apart: tuple[float, float]) -> bool:
    """True for a cell half-way between two rows, which are as far apart as rows are: it reaches over both."""
    half_way = abs(_pitch(above, line) - _pitch(line, below)) <= LOOSE
    return above.band == below.band and half_way and apart[0] < _pitch(above, below) <= apart[1] + LOOSE


def _grouped(lines: Sequence[_Line], limit: float | None, columns: Sequence[Extent]) -> list[list[_Line]]:
    """Lines that make one row each."""
    banded = _banded(lines, columns)
    groups: list[list[_Line]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        same = groups and groups[-1][0].band == line.band
        if same and (banded or _continues(groups[-1], line, following, limit, columns)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _banded(lines: Sequence[_Line], columns: Sequence[Extent]) -> bool:
    """True where rules or fills part every row from the next."""
    bands = Counter(line.band for line in lines)
    pairs = [(above, below) for above, below in pairwise(lines) if above.band == below.band and _pitch(above, below) >= CENTRED]
    tight = all(_pitch(above, below) <= LEADING for above, below in pairs)
    return len(bands) >= MANY_BANDS and median(bands.values()) <= BAND_LINES and tight and _wraps(pairs, columns)


def _continues(row: Sequence[_Line], line: _Line, following: _Line | None, limit: float | None, columns: Sequence[Extent]) -> bool:
    """True where a line is one more line of the cells of a row."""
    above = max(row, key=lambda other: other.base)
    pitch = _pitch(above, line)
    if pitch < CENTRED:
        return True
    if limit is not None:
        return pitch <= limit
    filled, before = _filled(line, columns), set().union(*(_filled(other, columns) for other in row))
    if pitch > WRAP or not filled <= before or len(before) < 2 or _under(line, row, columns):
        return False
    if 0 not in filled:
        return True
    open_ends = [column for column in filled if OPEN_END.search(_text_in(row, column, columns))]
    if len(filled) == 1:
        return bool(open_ends) or line.words[0].text[:1].islower() or (following is not None and pitch < TIGHT * _pitch(line, following))
    return set(open_ends) >= filled - {0}


def _under(line: _Line, row: Sequence[_Line], columns: Sequence[Extent]) -> bool:
    """True for a line with several cells below one that spans them: it heads them."""
    wide = [(first, last) for other in row for first, last in _spans(other, columns) if last > first]
    return any(sum(first >= left and last <= right for first, last in _spans(line, columns)) > 1 for left, right in wide)


def _text_in(row: Sequence[_Line], column: int, columns: Sequence[Extent]) -> str:
    parts = (pair for line in row for pair in zip(_spans(line, columns), line.parts, strict=True))
    return text_of(word for span, part in parts if span[0] == column for word in part)


def _sections(cells: Sequence[TableCell], count: int) -> list[TableCell]:
    """The cells, a lone bold one at the left reaching over all columns where other rows begin in plain type: it heads a section."""
    alone = Counter(cell.row for cell in cells)
    plain = any(not word.bold for cell in cells if cell.column == 0 for word in cell.words)

    def heads(cell: TableCell) -> bool:
        bold = plain and all(word.bold for word in cell.words)
        return alone[cell.row] == 1 and cell.column == 0 and (cell.columns > 1 or bold)

    return [replace(cell, columns=count) if heads(cell) else cell for cell in cells]
