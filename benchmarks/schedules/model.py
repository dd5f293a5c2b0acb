"""A schedule as it is drawn: rows of cells with their spans, how it looks, and the cells that a reader should find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right"]
Tick = Literal["", "ticked", "empty"]
Rules = Literal["grid", "double", "inner", "rows", "columns", "book", "zebra", "dashed", "tiles", "frame", "sections", "none"]
TickStyle = Literal["dingbat", "drawn", "letter"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`columns` and `rows` are its spans. `tick` is a check box before the text, `raised` a footnote mark behind it."""

    text: str = ""
    align: Align = "left"
    columns: int = 1
    rows: int = 1
    bold: bool = False
    tick: Tick = ""
    raised: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. A row has the cells that begin in it, as in HTML; the first `heads` rows are its head. `widths` are shares."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is set. `repeat`: the head stands on every page. Lengths are points."""

    rules: Rules
    face: Literal["sans", "serif"] = "sans"
    size: float = 9.5
    padding: float = 4.0
    side: float = 5.0
    margin: float = 60.0
    middle: bool = False
    repeat: bool = True
    ticks: TickStyle = "dingbat"
    dark_head: bool = False
    landscape: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text between tables, or a caption in bold."""

    text: str
    bold: bool = False


Block = Paragraph | Grid


class Known(NamedTuple):
    """A cell as a reader should find it. A check box reads "[x]" or "[ ]"."""

    row: int
    column: int
    columns: int
    text: str


def known_cells(grid: Grid) -> list[Known]:
    """Every cell of the table that has text, from top to bottom."""
    return [Known(row, column, cell.columns, text_of(cell)) for row, column, cell in placed(grid) if text_of(cell)]


def placed(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, cell) with the cells that reach down from rows above taken into account."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield number, column, cell
            taken |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            column += cell.columns


def text_of(cell: Cell) -> str:
    box = {"": "", "ticked": "[x] ", "empty": "[ ] "}[cell.tick]
    return f"{box}{cell.text}{cell.raised}".strip()
