"""Lines parted into cells, and the columns in which their parts stand below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from extractors.pdf.layout import Word
from extractors.pdf.parts import Part

OVERLAP = 1.0  # points that a cell must share with a column to stand in it
MAX_HEADS = 2  # lines of a head that may stand beside the column they head, not over it

Span = tuple[int, int]  # first and last column
Extent = tuple[float, float]  # left and right of a column


@dataclass(frozen=True, slots=True)
class PartedLine:
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
        return x1_of(self.parts[-1])

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


def x1_of(part: Part) -> float:
    return part[-1].box.x1


def columns_of(lines: Sequence[PartedLine]) -> list[Extent]:
    """Left and right of the columns: those of the lines with most parts, then what the other lines add without touching two."""
    several = [line for line in lines if line.several]
    counts = Counter(len(line.parts) for line in several)
    most = max((count for count, seen in counts.items() if seen > 1), default=max(counts, default=0))
    columns: list[_Column] = []
    for number, line in sorted(enumerate(several), key=lambda item: abs(len(item[1].parts) - most)):
        for part in line.parts:
            found = _Column(part[0].box.x0, x1_of(part), frozenset({number}), all(word.bold for word in part))
            met = [column for column in columns if min(found.x1, column.x1) - max(found.x0, column.x0) > OVERLAP]
            if len(met) < 2:
                columns = [column for column in columns if column not in met]
                columns.append(reduce(_Column.with_, met, found))
    return _heads_beside(sorted(columns, key=lambda column: column.x0))


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in one column: how far it reaches, in which lines, and whether all of it is bold."""

    x0: float
    x1: float
    lines: frozenset[int]
    bold: bool

    def with_(self, other: _Column) -> _Column:
        return _Column(min(self.x0, other.x0), max(self.x1, other.x1), self.lines | other.lines, self.bold and other.bold)


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


def differ(columns: Sequence[Extent], others: Sequence[Extent]) -> bool:
    """True where one column stands over two of the others."""
    met = [(a, b) for a, one in enumerate(columns) for b, two in enumerate(others) if min(one[1], two[1]) - max(one[0], two[0]) > OVERLAP]
    return len({a for a, _ in met}) < len(met) or len({b for _, b in met}) < len(met)


def spans_of(line: PartedLine, columns: Sequence[Extent]) -> list[Span]:
    """The columns of each part of a line. Where two would share a column the left one gives way, else the right one."""
    spans: list[Span] = []
    for part in line.parts:
        first, last = span_of(part, columns)
        if spans and spans[-1][1] >= first:
            before = spans[-1][0]
            if last > before:
                spans[-1] = (before, max(before, first - 1))
            first = min(last, spans[-1][1] + 1)
        spans.append((first, last))
    return spans


def span_of(part: Part, columns: Sequence[Extent]) -> Span:
    """The columns that a part covers; the nearest where it stands between two."""
    x0, x1 = part[0].box.x0, x1_of(part)
    inside = [number for number, (left, right) in enumerate(columns) if min(x1, right) - max(x0, left) > OVERLAP]
    if inside:
        return inside[0], inside[-1]
    nearest = min(range(len(columns)), key=lambda number: max(columns[number][0] - x1, x0 - columns[number][1]))
    return nearest, nearest


def filled_columns(line: PartedLine, columns: Sequence[Extent]) -> set[int]:
    return {column for first, last in spans_of(line, columns) for column in range(first, last + 1)}


def distance(above: PartedLine, below: PartedLine) -> float:
    return (below.base - above.base) / below.size


def distances(lines: Sequence[PartedLine]) -> list[float]:
    return [distance(above, below) for above, below in pairwise(lines) if above.band == below.band]
