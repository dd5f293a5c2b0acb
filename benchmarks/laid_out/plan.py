"""The plan of a document: what stands on its pages, in the order in which a person reads it. Lengths are points.

In a text `**` around words makes them bold and `^1^` a footnote mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Setting = Literal["text", "heading", "item", "title", "spaced"]


@dataclass(frozen=True, slots=True)
class Geometry:
    """How a document is set. `leading` is the distance of two baselines in font sizes, `indent` how far an item's text hangs."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    leading: float
    gutter: float
    indent: float
    justified: bool
    serif: bool

    @property
    def measure(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    setting: Setting = "text"


@dataclass(frozen=True, slots=True)
class Flow:
    """Text that runs through `columns` of equal width."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """Text with labels in the left margin, which is `share` of the measure."""

    entries: tuple[tuple[str, tuple[Paragraph, ...]], ...]
    share: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Text with a box on its right, `share` of the measure wide."""

    paragraphs: tuple[Paragraph, ...]
    box: tuple[Paragraph, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Part of a table whose cells take one line each. `weights` are the widths of its columns."""

    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    ruled: bool


Band = Flow | Labelled | Beside | Rows


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. It stands at the foot of the page, or of the column that bears its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: bands from top to bottom, then the footnotes. Head, foot and stamp are no part of what is read."""

    bands: tuple[Band, ...]
    head: str
    foot: str
    notes: tuple[Note, ...] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`turned` is by how many degrees clockwise the pages are stored turned; where `flagged`, /Rotate turns them back to be shown.

    `wild` geometry is drawn from far wider ranges than the usual. `by_line`: written line by line over all columns, as some printer
    drivers do; a producer that cannot do so ignores it.
    """

    kind: str
    geometry: Geometry
    sheets: tuple[Sheet, ...]
    notes_in_columns: bool = False
    turned: int = 0
    flagged: bool = True
    wild: bool = False
    by_line: bool = False


def reading(sheet: Sheet) -> Iterator[str]:
    """The texts of a page in the order in which a person reads them, without markup."""
    for band in sheet.bands:
        yield from map(_plain, _band(band))
    for note in sheet.notes:
        yield f"{note.mark} {note.text}"


def _band(band: Band) -> Iterator[str]:
    match band:
        case Flow(paragraphs):
            yield from (paragraph.text for paragraph in paragraphs)
        case Labelled(entries):
            for label, paragraphs in entries:
                yield label
                yield from (paragraph.text for paragraph in paragraphs)
        case Beside(paragraphs, box):
            yield from (paragraph.text for paragraph in (*paragraphs, *box))
        case Rows(rows):
            yield from (cell for row in rows for cell in row)


def runs(text: str) -> list[tuple[Literal["plain", "bold", "mark"], str]]:
    """Part a text into its plain and bold words and its footnote marks."""
    found: list[tuple[Literal["plain", "bold", "mark"], str]] = []
    for piece in re.split(r"(\*\*[^*]+\*\*|\^[^^]+\^)", text):
        if piece.startswith("**"):
            found.append(("bold", piece[2:-2]))
        elif piece.startswith("^"):
            found.append(("mark", piece[1:-1]))
        elif piece:
            found.append(("plain", piece))
    return found


def _plain(text: str) -> str:
    return "".join(f" {words} " if kind == "mark" else words for kind, words in runs(text))
