"""What stands in a document and on its pages: words, lines in reading order and tables. Boxes are points from the top left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extractors.pdf.geometry import Turn, rotated, tilted, union
from models.records import Box, TextSource

PageSource = Literal["text", "ocr", "none", "damaged"]
Unseen = Literal["invisible", "white", "off the page", "askew", "watermark", "overprinted"]

MIN_CHARACTERS = 20  # fewer on a page: a picture of text, or an empty page
TICKED, UNTICKED = "[x]", "[ ]"  # how check boxes read in the text of a cell
LEADER = re.compile(r"^[._·…‥-]{3,}$")  # dots that lead the eye from one cell to the next


@dataclass(frozen=True, slots=True)
class Word:
    """Text between two spaces. `size` is the font size in points, `colour` 0xRRGGBB, `font` the name that the file gives it.

    `confidence` is below 1 only where the word was read from a picture. `tick` tells whether a check box is ticked, and is None for
    all other words; a check box that is drawn, not printed, has no `text`.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""
    colour: int = 0
    confidence: float = 1.0
    tick: bool | None = None

    @property
    def shown(self) -> str:
        """What the word says in a text: check boxes in one form."""
        if self.tick is None:
            return self.text
        return TICKED if self.tick else UNTICKED


def text_of(words: Iterable[Word]) -> str:
    """The text of a cell: its words with a space between, leaders of dots left out."""
    return " ".join(word.shown for word in words if not LEADER.match(word.text))


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
    """One cell of a table. `row` and `column` count from 0, `rows` and `columns` are how many it spans.

    `words` are those of the page, line by line. `box` is the frame where the cell is ruled, else what is around its words.
    """

    words: tuple[Word, ...]
    box: Box
    page: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return text_of(self.words)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in the order of their rows, over one page or several; every word stands in one cell.

    `ruled`: rules part its rows and columns. `repeated` are the cells of a head that is printed again on a further page: they are
    in no row.
    """

    cells: tuple[TableCell, ...]
    ruled: bool = False
    repeated: tuple[TableCell, ...] = ()


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
    """One page. `lines` is the body in reading order, `furniture` the running heads and feet.

    A word stands in `lines`, in `furniture` or in `footnotes`. `printed` is the page number in head or foot, None where none stands there.
    `raw` is the text in the order of the file, against which every quotation is checked; `ruled` tells of rules enough for a table.

    Where the text of a page stands sideways or on its head, `turn` is by how many degrees clockwise the page as shown was turned
    to be read, then by `skew` degrees where it was scanned askew: width, height and all boxes are those of the page as it was read.
    `source` is "none" for a picture that was not recognised, "damaged" for a page that cannot be opened.
    `confidence` is the mean one of its words, 0 where it has none: below 1 where they were read from a picture.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    raw: str = ""
    ruled: bool = False
    source: PageSource = "text"
    confidence: float = 1.0
    furniture: tuple[Line, ...] = ()
    turn: Turn = 0
    skew: float = 0.0
    aside: tuple[SetAside, ...] = ()
    comments: tuple[Comment, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    printed: PrintedNumber | None = None

    @property
    def text(self) -> tuple[Line, ...]:
        """The lines that are read: the body, then the footnotes."""
        return self.lines + tuple(line for note in self.footnotes for line in note.lines)

    def shown(self, box: Box) -> Box:
        """Where a box of the page as it was read stands on the page as shown."""
        straight = tilted(box, -self.skew, self.width, self.height) if self.skew else box
        return rotated(straight, -self.turn % 360, self.width, self.height)

    def turned(self, box: Box) -> Box:
        """Where a box of the page as shown stands on the page as it was read."""
        across, down = (self.width, self.height) if self.turn in (0, 180) else (self.height, self.width)
        upright = rotated(box, self.turn, across, down)
        return tilted(upright, self.skew, self.width, self.height) if self.skew else upright


@dataclass(frozen=True, slots=True)
class PdfText:
    """What stands in a PDF: its pages, the tables on them, and how many files are attached to it.

    `bookmarks` are the numbers of the pages to which the outermost bookmarks lead. `unhurried` is False where time ran out before
    all pages were read.
    """

    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    attachments: int = 0
    bookmarks: tuple[int, ...] = ()
    unhurried: bool = True

    @property
    def text_source(self) -> TextSource:
        """Where the words come from: the text of the file, pictures of it, or both; none where no page has any."""
        text, ocr = (any(page.source == source for page in self.pages) for source in ("text", "ocr"))
        return "mixed" if text and ocr else "text" if text else "ocr" if ocr else "none"

    @property
    def watermarks(self) -> tuple[str, ...]:
        """Words such as DRAFT and SPECIMEN that lie over the text, in capitals."""
        return tuple(sorted({hidden.word.text.upper() for page in self.pages for hidden in page.aside if hidden.why == "watermark"}))
