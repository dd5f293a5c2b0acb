"""A page as rows of cells in reading order: the rows of its tables, and every other line parted at its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf import Page, Table, TableCell, Word
from extractors.pdf.geometry import union
from extractors.pdf.layout import LEADER, text_of
from extractors.pdf.parts import baselines, panels, parted


@dataclass(frozen=True, slots=True)
class Cell:
    """`x0` and `x1` are the cell's frame where it is ruled, else the extent of its words. `leader`: the dots that lead to the next cell."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    ruled: bool = False
    leader: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right. `block` numbers what belongs together: a ruled table, or the lines of one panel between two.

    `option` is the option under whose heading the row stands, "" where there is none.
    """

    page: int
    block: int
    cells: tuple[Cell, ...]
    ruled: bool = False
    option: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, leaders of dots too, as they follow each other on the page."""
        return tuple(word for cell in self.cells for word in (*cell.words, *cell.leader))

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def top(self) -> float:
        return min((word.box.top for word in self.words), default=0.0)

    @property
    def bottom(self) -> float:
        return max((word.box.bottom for word in self.words), default=0.0)


def page_rows(page: Page, tables: Iterable[Table] = ()) -> list[Row]:
    """All rows of a page in reading order; `tables` are those of the document. A head that is printed again is left out."""
    here = [_Part.of(page.number, table) for table in tables if any(cell.page == page.number for cell in table.cells)]
    rows: list[Row] = []
    block = 0
    for panel in panels([word for line in page.text for word in line.words]):
        inside = sorted((part for part in here if not part.words.isdisjoint(panel)), key=lambda part: part.top)
        here = [part for part in here if part not in inside]
        free = [word for word in panel if not any(word in part.words for part in inside)]
        for band, part in zip(_bands(free, [part.top for part in inside]), [*inside, None], strict=True):
            rows += _free_rows(page.number, block, band)
            rows += part.rows(block + 1) if part else []
            block += 2
    return rows


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a table stands on one page. `words` has the words of a repeated head too."""

    page: int
    cells: tuple[TableCell, ...]
    ruled: bool
    words: frozenset[Word]

    @staticmethod
    def of(page: int, table: Table) -> _Part:
        cells = tuple(cell for cell in table.cells if cell.page == page)
        repeated = [cell for cell in table.repeated if cell.page == page]
        return _Part(page, cells, table.ruled, frozenset(word for cell in (*cells, *repeated) for word in cell.words))

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    def rows(self, block: int) -> Iterator[Row]:
        for number in dict.fromkeys(cell.row for cell in self.cells):
            cells = sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)
            row = Row(self.page, block, tuple(_cell(cell.words, cell if self.ruled else None) for cell in cells), self.ruled)
            if row.words:
                yield row


def _bands(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words above the first table, between the tables, below the last."""
    limits = [float("-inf"), *edges, float("inf")]
    return [[word for word in words if low <= word.box.top < high] for low, high in pairwise(limits)]


def _free_rows(page: int, block: int, words: Sequence[Word]) -> Iterator[Row]:
    for found in parted(baselines(words)):
        if found:
            yield Row(page, block, tuple(_cell(part) for part in found))


def _cell(words: Sequence[Word], frame: TableCell | None = None) -> Cell:
    """A cell as wide as its frame, or as its words where it has none."""
    said = tuple(word for word in words if not LEADER.match(word.text))
    leader = tuple(word for word in words if LEADER.match(word.text))
    around = frame.box if frame else union(word.box for word in said or words)
    return Cell(said, around.x0, around.x1, frame is not None, leader)
