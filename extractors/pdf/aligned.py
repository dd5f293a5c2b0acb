"""Tables that no rules enclose: lines whose words stand in columns. Rules across and fills part their rows, rules down their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf.geometry import union
from extractors.pdf.heads import spread
from extractors.pdf.layout import LEADER, Table, TableCell, Word
from extractors.pdf.parts import WIDER, Part, baselines, parted
from extractors.pdf.rules import Rule, Rules
from extractors.pdf.table_columns import OVERLAP, Extent, PartedLine, columns_of, differ, distance, filled_columns, span_of, x1_of
from extractors.pdf.table_rows import CENTRED, LEADING, rows_of

FAR = 2.2  # of the font size: so much white between two lines ends a table
FAR_ALIGNED = 3.5  # of the font size: the same between lines of as many cells, each below another
NEAR_LINES = 20  # above a line: among these stands the lowest
MAX_LINES, MAX_COLUMNS = 300, 60  # what has more is no schedule, but text strewn over a page
MIN_LINES = 2  # lines with several cells that make a table
SPACE = 0.4  # of the font size: a wider gap than this between words may part cells between two columns
FULL_WIDTH = 0.85  # of a table's width: a shorter rule does not part its rows
PROSE_WORDS = 14  # a line of so many words across the columns is no row


def aligned_tables(page: int, words: Sequence[Word], rules: Rules) -> list[Table]:
    """The tables among some words of a page that stand in no ruled table, from top to bottom."""
    lines = [PartedLine(tuple(_walled(found, rules.down))) for found in parted(baselines(words)) if found]
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


def _runs(lines: Sequence[PartedLine]) -> Iterator[list[PartedLine]]:
    """Lines that make a table: close to each other, with the same columns, without the text above and below."""
    run: list[PartedLine] = []
    for number, line in enumerate(lines):
        if run and (_far(run, line) or len(run) == MAX_LINES or _is_prose(line, lines, number)):
            yield from _same_columns(_trimmed(run))
            run = []
        if not _is_prose(line, lines, number):
            run.append(line)
    yield from _same_columns(_trimmed(run))


def _far(run: Sequence[PartedLine], line: PartedLine) -> bool:
    """True where so much white stands above a line that it is no row of the run. Lines with the same cells may stand looser."""
    same = run[-1].several and len(run[-1].parts) == len(line.parts) and not differ(columns_of(run[-1:]), columns_of([line]))
    return line.top - max(other.bottom for other in run[-NEAR_LINES:]) > (FAR_ALIGNED if same else FAR) * line.size


def _is_prose(line: PartedLine, lines: Sequence[PartedLine], number: int) -> bool:
    """True for a line of text that runs across the columns of the nearest line with several cells: one of many, or a long one."""
    if len(line.parts) > MAX_COLUMNS:
        return True
    if not _runs_across(line, lines, number):
        return False
    beside = [at for at in (number - 1, number + 1) if 0 <= at < len(lines)]
    return len(line.words) >= PROSE_WORDS or any(not lines[at].several and _runs_across(lines[at], lines, at) for at in beside)


def _runs_across(line: PartedLine, lines: Sequence[PartedLine], number: int) -> bool:
    if line.several:
        return False
    near = next(
        (lines[at] for step in range(1, 4) for at in (number - step, number + step) if 0 <= at < len(lines) and lines[at].several), None
    )
    return near is not None and any(line.x0 < x1_of(left) and line.x1 > right[0].box.x0 for left, right in pairwise(near.parts))


def _trimmed(run: Sequence[PartedLine]) -> list[PartedLine]:
    """The run from its first to its last line of several cells, with a head over the columns and lines that end a cell."""
    if sum(line.several for line in run) < MIN_LINES:
        return []
    columns = columns_of(run)
    rows = [number for number, line in enumerate(run) if line.several or _is_centred(number, run, columns)]
    first, last = rows[0], rows[-1]
    while first and _begins(run[first - 1], run[first], columns):
        first -= 1
    if first and _heads(run[first - 1], run[first]):
        first -= 1
    pitches = [below.base - above.base for above, below in pairwise(run[first : last + 1])]
    while last + 1 < len(run) and _ends(run[: last + 1], run[last + 1], max(pitches)):
        last += 1
    return list(run[first : last + 1])


def _is_centred(number: int, run: Sequence[PartedLine], columns: Sequence[Extent]) -> bool:
    """True for a lone text that is centred against one in another column: both are cells of a row."""
    beside = [run[at] for at in (number - 1, number + 1) if 0 <= at < len(run) and abs(distance(run[at], run[number])) < CENTRED]
    column = span_of(run[number].parts[0], columns)
    return column[0] == column[1] and any(column[0] not in filled_columns(other, columns) for other in beside)


def _heads(line: PartedLine, below: PartedLine) -> bool:
    """True for a lone text over columns behind the first, no larger than they are set."""
    return line.x0 > x1_of(below.parts[0]) and line.size <= below.size + 0.5 and below.top - line.bottom < line.size


def _begins(line: PartedLine, below: PartedLine, columns: Sequence[Extent]) -> bool:
    """True for a line of a cell that is centred against the others of the first row, and for those above it in the cell."""
    span = span_of(line.parts[0], columns)
    above_it = not below.several and span_of(below.parts[0], columns) == span and distance(line, below) <= LEADING
    return span[0] == span[1] and (distance(line, below) < CENTRED or above_it)


def _ends(run: Sequence[PartedLine], line: PartedLine, pitch: float) -> bool:
    """True for a line that stands in one column of the lines above, no further away than they are from each other."""
    first, last = span_of(line.parts[0], columns_of(run))
    return first == last and line.base - run[-1].base <= pitch + OVERLAP


def _same_columns(run: list[PartedLine]) -> Iterator[list[PartedLine]]:
    """The run, parted at a lone line above and below which columns differ: it is the caption of another table."""
    for number, line in enumerate(run):
        above, below = run[:number], run[number + 1 :]
        if _stands_left(line, above) and differ(columns_of(above), columns_of(below)):
            yield from _same_columns(_trimmed(above))
            yield from _same_columns(_trimmed(below))
            return
    if run:
        yield run


def _stands_left(line: PartedLine, above: Sequence[PartedLine]) -> bool:
    """True for a lone line that begins left of all but the first column, and is no further line of a cell there."""
    apart = bool(above) and not line.several and distance(above[-1], line) > LEADING
    return apart and all(line.x0 < other.parts[1][0].box.x0 for other in above if other.several)


def _cells(page: int, run: Sequence[PartedLine], rules: Rules) -> list[TableCell]:
    columns = columns_of(run)
    if len(columns) < 2:
        return []
    lines = [PartedLine(tuple(_fitted(line.parts, columns)), _band(line, run, rules)) for line in run]
    cells = []
    for number, row in enumerate(rows_of(lines, columns)):
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
            if wide and not LEADER.match(word.text) and any(before.box.x1 < right and word.box.x0 > left for left, right in gutters):
                yield current
                current = []
            current = [*current, word]
        yield current


def _band(line: PartedLine, run: Sequence[PartedLine], rules: Rules) -> int:
    """How many rules across the table, and edges of fills, stand above the line."""
    x0, x1 = min(other.x0 for other in run), max(other.x1 for other in run)
    middle = (line.parts[0][0].box.top + line.parts[0][0].box.bottom) / 2
    across = [rule for rule in (*rules.across, *rules.shaded) if min(rule.end, x1) - max(rule.start, x0) >= FULL_WIDTH * (x1 - x0)]
    return sum(rule.at < middle for rule in across)


def _sections(cells: Sequence[TableCell], count: int) -> list[TableCell]:
    """The cells, a lone bold one at the left reaching over all columns where other rows begin in plain type: it heads a section."""
    alone = Counter(cell.row for cell in cells)
    plain = any(not word.bold for cell in cells if cell.column == 0 for word in cell.words)

    def heads(cell: TableCell) -> bool:
        bold = plain and all(word.bold for word in cell.words)
        return alone[cell.row] == 1 and cell.column == 0 and (cell.columns > 1 or bold)

    return [replace(cell, columns=count) if heads(cell) else cell for cell in cells]
