"""What stands in a document and on its pages: words, lines in reading order and ruled tables. Boxes are points from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from models.records import Box, TextSource

Turn = Literal[0, 90, 180, 270]
Unseen = Literal["invisible", "white", "off the page", "askew", "watermark", "overprinted"]

MIN_CHARACTERS = 20  # fewer on a page: a picture of text, or an empty page


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    xs0, tops, xs1, bottoms = zip(*boxes, strict=True)
    return Box(min(xs0), min(tops), max(xs1), max(bottoms))


def rotated(box: Box, clockwise: int, width: float, height: float) -> Box:
    """Where a box lies after its page of `width` x `height` was turned clockwise by 0, 90, 180 or 270 degrees."""
    if clockwise == 90:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if clockwise == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if clockwise == 270:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


@dataclass(frozen=True, slots=True)
class Word:
    """Text between two spaces. `size` is the font size in points, `colour` 0xRRGGBB, `font` the name that the file gives it.

    `confidence` is below 1 only where the word was read from a picture.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""
    colour: int = 0
    confidence: float = 1.0


@dataclass(frozen=True)
class Line:
    """Words on one baseline of one column, from left to right. Words of neighbouring table cells share a line."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        return union(word.box for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of the line's characters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a ruled table. `text` has the words of its lines joined by spaces; `column` and `row` count from 0.

    `columns` is how many columns it spans.
    """

    text: str
    box: Box
    row: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    box: Box
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A word of the file that no reader of the page takes for its text, and why. It is never evidence."""

    word: Word
    why: Unseen


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page or column. `mark` is written without raising ("1", "*").

    `bearer` is the word that it belongs to, on its page or the one before; None where none bears the mark.
    """

    mark: str
    lines: tuple[Line, ...]
    bearer: Word | None


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A page number as printed: "3", "iii", or with the number of pages, `of` being 0 where it is not told."""

    number: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader noted on a page: a note, highlight, strike-out, stamp ... It is no text of the document. `text` may be ""."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `lines` is the body in reading order, `furniture` the running heads and feet; `tables` are the ruled ones.

    A word stands in `lines`, in `furniture` or in `footnotes`. `printed` is the page number in head or foot, None where none stands there.

    The words of a table's cells stand in `lines` too: `tables` tells how they belong together. Where the text of a page stands
    sideways or on its head, `turn` is by how many degrees clockwise the page as shown was turned to be read: width, height and
    all boxes are those of the turned page.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    turn: Turn = 0
    aside: tuple[SetAside, ...] = ()
    comments: tuple[Comment, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    printed: PrintedNumber | None = None

    @property
    def text(self) -> tuple[Line, ...]:
        """The lines that are read: the body, then the footnotes."""
        return self.lines + tuple(line for note in self.footnotes for line in note.lines)

    def shown(self, box: Box) -> Box:
        """Where a box of the turned page stands on the page as shown."""
        return rotated(box, -self.turn % 360, self.width, self.height)


@dataclass(frozen=True, slots=True)
class PdfText:
    """What stands in a PDF. `raw` is PDFium's own text of each page, against which every quotation is checked.

    `ruled` are the numbers of the pages with rules enough for a table.
    """

    pages: tuple[Page, ...]
    raw: tuple[str, ...]
    text_source: TextSource
    ruled: tuple[int, ...] = ()

    @property
    def watermarks(self) -> tuple[str, ...]:
        """Words such as DRAFT and SPECIMEN that lie over the text, in capitals."""
        return tuple(sorted({hidden.word.text.upper() for page in self.pages for hidden in page.aside if hidden.why == "watermark"}))

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """Numbers of the pages without a usable text layer, or with text that only stands askew."""
        return tuple(
            page.number
            for page, text in zip(self.pages, self.raw, strict=True)
            if len(text.strip()) < MIN_CHARACTERS or not (page.lines or page.furniture)
        )
