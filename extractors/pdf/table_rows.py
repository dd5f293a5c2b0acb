"""Which lines of a table without rules make one row: by rules and fills between them, by how far apart they stand, by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.pdf.layout import Word, text_of
from extractors.pdf.parts import FIGURE, Part
from extractors.pdf.table_columns import Extent, PartedLine, Span, distance, distances, filled_columns, span_of, spans_of

CENTRED = 0.95  # of the font size: cells of one row that are centred against each other have baselines closer than this
LEADING = 1.45  # of the font size: lines of one cell are at most so far apart
LOOSER = 1.05  # times the distance of lines in a cell: rows stand at least so far apart
LOOSE = 0.1  # of the font size: distances of lines that differ by less are the same
CENTRING = 0.2  # of the font size: a cell that reaches over two rows stands so nearly half-way between them
TIGHT = 0.88  # where nothing else tells: a wrapped line stands closer than this share of the distance to the next
WRAP = 1.75  # of the font size: where nothing else tells, lines of one cell are at most this far apart
MANY_BANDS, BAND_LINES = 4, 3  # so many bands between rules, of mostly so few lines, are rows
ROW_LINES = 0.5  # of the lines that would continue a row look like rows: they are
OPEN_END = re.compile(r"(?:[,&:/(-]|\b(?:and|or|of|for|each|any|USD|GBP|EUR))$")


def rows_of(lines: Sequence[PartedLine], columns: Sequence[Extent]) -> list[list[tuple[Span, list[Word], int]]]:
    """For each row its cells: the columns, the words line by line, how many rows the cell reaches over."""
    limit = _limit(lines, columns)
    between = _between(lines, limit, columns)
    kept = [line for number, line in enumerate(lines) if number not in between]
    groups = _grouped(kept, limit, columns)
    rows = []
    for group in groups:
        cells = _merged([found for line in group for found in zip(spans_of(line, columns), line.parts, strict=True)])
        tall = [lines[number] for number in sorted(between) if lines[number - 1] in group]
        rows.append([*((span, words, 1) for span, words in cells), *((span_of(p, columns), p, 2) for line in tall for p in line.parts)])
    return [sorted(row, key=lambda cell: cell[0]) for row in rows]


def _limit(lines: Sequence[PartedLine], columns: Sequence[Extent]) -> float | None:
    """How far apart, in font sizes, lines of one cell stand at most; None where the distances do not tell."""
    most = max(distances(lines), default=0.0) + LOOSE  # what is further apart in a column has an empty cell between
    in_columns = ([line for line in lines if column in filled_columns(line, columns)] for column in range(len(columns)))
    pitches = sorted(pitch for column in in_columns for pitch in distances(column) if pitch <= most)
    if not pitches:
        return None
    if pitches[0] > LEADING:
        return 0.0
    limit = next(((a + b) / 2 for a, b in pairwise(pitches) if a <= LEADING and b / a >= LOOSER), None)
    if limit is None:
        return None
    pairs = [(above, below) for above, below in pairwise(lines) if above.band == below.band and CENTRED <= distance(above, below) <= limit]
    return limit if _wraps(pairs, columns) else None


def _wraps(pairs: Sequence[tuple[PartedLine, PartedLine]], columns: Sequence[Extent]) -> bool:
    """True unless most of the lower lines look like rows: with all cells of the upper ones, or a label and a figure."""
    return sum(_is_row(below, above, columns) for above, below in pairs) <= ROW_LINES * len(pairs)


def _is_row(line: PartedLine, above: PartedLine, columns: Sequence[Extent]) -> bool:
    filled = filled_columns(line, columns)
    figures = any(FIGURE.match(part[0].text) for part in line.parts[1:])
    return len(filled) > 1 and (filled_columns(above, columns) <= filled or (0 in filled and figures))


def _between(lines: Sequence[PartedLine], limit: float | None, columns: Sequence[Extent]) -> set[int]:
    """Numbers of the lines that stand half-way between two rows and have no column in common with them.

    Where distances do not tell rows from the lines of one cell, only heads are taken for such.
    """
    usual = median([pitch for pitch in distances(lines) if pitch >= CENTRED] or [LEADING])
    least = min(usual - LOOSE, LEADING) if limit is None else max(limit, LEADING)
    found = set()
    for number, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), 1):
        tells = limit is not None or all(word.bold for word in line.words)
        shared = filled_columns(line, columns) & (filled_columns(above, columns) | filled_columns(below, columns))
        if tells and not shared and _stands_between(above, line, below, (least, usual)):
            found.add(number)
    return found


def _stands_between(above: PartedLine, line: PartedLine, below: PartedLine, apart: tuple[float, float]) -> bool:
    """True for a cell half-way between two rows, which are as far apart as rows are: it reaches over both."""
    half_way = abs(distance(above, line) - distance(line, below)) <= CENTRING
    return above.band == below.band and half_way and apart[0] < distance(above, below) <= apart[1] + CENTRING


def _grouped(lines: Sequence[PartedLine], limit: float | None, columns: Sequence[Extent]) -> list[list[PartedLine]]:
    """Lines that make one row each."""
    banded = _banded(lines, columns)
    groups: list[list[PartedLine]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        same = groups and groups[-1][0].band == line.band
        if same and (banded or _continues(groups[-1], line, following, limit, columns)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _banded(lines: Sequence[PartedLine], columns: Sequence[Extent]) -> bool:
    """True where rules or fills part every row from the next."""
    bands = Counter(line.band for line in lines)
    pairs = [(above, below) for above, below in pairwise(lines) if above.band == below.band and distance(above, below) >= CENTRED]
    tight = all(distance(above, below) <= LEADING for above, below in pairs)
    return len(bands) >= MANY_BANDS and median(bands.values()) <= BAND_LINES and tight and _wraps(pairs, columns)


def _continues(
    row: Sequence[PartedLine], line: PartedLine, following: PartedLine | None, limit: float | None, columns: Sequence[Extent]
) -> bool:
    """True where a line is one more line of the cells of a row."""
    above = max(row, key=lambda other: other.base)
    pitch = distance(above, line)
    if pitch < CENTRED:
        return True
    if limit is not None:
        return pitch <= limit
    filled, before = filled_columns(line, columns), set().union(*(filled_columns(other, columns) for other in row))
    if pitch > WRAP or not filled <= before or len(before) < 2 or _under(line, row, columns):
        return False
    if 0 not in filled:
        return True
    open_ends = [column for column in filled if OPEN_END.search(_text_in(row, column, columns))]
    if len(filled) == 1:
        return bool(open_ends) or line.words[0].text[:1].islower() or (following is not None and pitch < TIGHT * distance(line, following))
    return set(open_ends) >= filled - {0}


def _under(line: PartedLine, row: Sequence[PartedLine], columns: Sequence[Extent]) -> bool:
    """True for a line with several cells below one that spans them: it heads them."""
    wide = [(first, last) for other in row for first, last in spans_of(other, columns) if last > first]
    return any(sum(first >= left and last <= right for first, last in spans_of(line, columns)) > 1 for left, right in wide)


def _text_in(row: Sequence[PartedLine], column: int, columns: Sequence[Extent]) -> str:
    parts = (pair for line in row for pair in zip(spans_of(line, columns), line.parts, strict=True))
    return text_of(word for span, part in parts if span[0] == column for word in part)


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
