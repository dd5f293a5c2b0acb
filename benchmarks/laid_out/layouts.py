"""The kinds of layout, and documents of each drawn by seed. Half the documents have `wild` geometry, for which no reader was tuned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from benchmarks.laid_out.plan import Band, Beside, Document, Flow, Geometry, Labelled, Note, Paragraph, Rows, Sheet
from benchmarks.laid_out.wording import HEADINGS, heading, paragraph, row, sentence

PAPERS = ((612.0, 792.0), (595.3, 841.9))
CHARACTER = 0.56  # of the font size: the width of a character, spaces included
NARROWEST = 15  # font sizes: no column is narrower
PAGES = 2  # of each document
LABEL_WIDTH = 10  # font sizes: the longest word of a label takes no less
LONGEST_SPACED = 20  # characters of a title that still takes one line with space between its letters
MARKS = (("1", "2"), ("*", "**"), ("†", "‡"))


def usual(draw: Random, columns: int) -> Geometry:
    """What most printed forms look like."""
    width, height = draw.choice(PAPERS)
    margin = draw.uniform(50, 76)
    gutter = draw.uniform(16, 30)
    size = min(draw.choice((8.5, 9.0, 9.5, 10.0, 10.5, 11.0)), ((width - 2 * margin + gutter) / columns - gutter) / NARROWEST)
    return Geometry(
        width, height, margin, margin, draw.uniform(64, 80), draw.uniform(60, 80), size, draw.uniform(1.15, 1.32), gutter,
        draw.uniform(14, 24), draw.random() < 0.5, draw.random() < 0.5,
    )  # fmt: skip


def wild(draw: Random, columns: int) -> Geometry:
    """Any paper, margins that differ, gutters from one font size, lines set solid or far apart."""
    width, height = draw.uniform(430, 760), draw.uniform(520, 900)
    left, right = draw.uniform(24, 0.16 * width), draw.uniform(24, 0.16 * width)
    size = draw.uniform(6.5, 12.5)
    gutter = draw.uniform(max(9.0, size), 40)
    size = min(size, ((width - left - right + gutter) / columns - gutter) / NARROWEST)
    return Geometry(
        width, height, left, right, draw.uniform(52, 110), draw.uniform(52, 110), size, draw.uniform(1.05, 1.6), gutter,
        draw.uniform(10, 36), draw.random() < 0.5, draw.random() < 0.5,
    )  # fmt: skip


def layout(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    """A document of one kind; `filled` is the share of each page that its text is meant to take."""
    return KINDS[kind](kind, draw, is_wild, filled)


class _Page:
    """Draws the bands of one page until its share of the height is taken."""

    def __init__(self, draw: Random, geometry: Geometry, filled: float) -> None:
        self._draw = draw
        self._geometry = geometry
        self.left = filled * (geometry.height - geometry.top - geometry.bottom)

    def flow(self, share: float, columns: int = 1, headings: float = 0.15, items: float = 0.0) -> Flow:
        """Text in columns that takes a share of the page."""
        width = (self._geometry.measure + self._geometry.gutter) / columns - self._geometry.gutter
        height = share * self.left * columns
        return Flow(tuple(self.paragraphs(width, height, headings, items)), columns)

    def paragraphs(self, width: float, height: float, headings: float = 0.15, items: float = 0.0) -> list[Paragraph]:
        found: list[Paragraph] = []
        number = 0
        while True:
            if self._draw.random() < headings:
                text = heading(self._draw)
                made = Paragraph(text.upper() if self._draw.random() < 0.3 else text, "heading")
            elif self._draw.random() < items:
                number += 1
                made = Paragraph(f"{number}. {paragraph(self._draw, self._draw.randint(1, 2))}", "item")
            else:
                made = Paragraph(paragraph(self._draw))
            height -= self._height(made, width)
            if height < 0:
                return _without_last_headings(found) or [Paragraph(paragraph(self._draw, 1))]
            found.append(made)

    def _height(self, made: Paragraph, width: float) -> float:
        geometry = self._geometry
        narrower = geometry.indent if made.setting == "item" else 0.0
        lines = 1 + len(made.text) * CHARACTER * geometry.size / (width - narrower)
        return geometry.size * (lines * geometry.leading + 0.6)


def _without_last_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    while paragraphs and paragraphs[-1].setting == "heading":
        paragraphs.pop()
    return paragraphs


def _document(
    kind: str, draw: Random, is_wild: bool, filled: float, columns: int, bands: Callable[[_Page, Geometry], list[Band]]
) -> Document:
    geometry = (wild if is_wild else usual)(draw, columns)
    title, code = heading(draw).upper(), f"{draw.choice('ABCD')}{draw.choice('QRST')} {draw.randint(100, 999)} ({draw.randint(10, 12)}/26)"
    sheets = tuple(
        Sheet(tuple(bands(_Page(draw, geometry, filled), geometry)), f"{title} FORM", f"{code} Page {number} of {PAGES}")
        for number in range(1, PAGES + 1)
    )
    return Document(kind, geometry, sheets, wild=is_wild, by_line=is_wild)


def _columns(count: int) -> Callable[[str, Random, bool, float], Document]:
    def made(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
        return _document(kind, draw, is_wild, filled, count, lambda page, _: [page.flow(1.0, count, items=0.2)])

    return made


def _headings_between(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    count = draw.choice((2, 2, 3))
    titles = iter(draw.sample(HEADINGS, 3 * PAGES))

    def bands(page: _Page, _: Geometry) -> list[Band]:
        parts = draw.randint(2, 3)
        made: list[Band] = []
        for _part in range(parts):
            above = [Paragraph(next(titles), "title")] + ([Paragraph(paragraph(draw, 2))] if draw.random() < 0.5 else [])
            made += [Flow(tuple(above)), page.flow(0.85 / parts, count)]
        return made

    return _document(kind, draw, is_wild, filled, count, bands)


def _columns_then_one(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    count = draw.choice((2, 2, 3))

    def bands(page: _Page, _: Geometry) -> list[Band]:
        share = draw.uniform(0.35, 0.7)
        made: list[Band] = [page.flow(share, count), page.flow(0.95 - share)]
        return made if draw.random() < 0.6 else made[::-1]

    return _document(kind, draw, is_wild, filled, count, bands)


def _labels(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    share = draw.uniform(0.17, 0.32)
    bold = draw.random() < 0.6

    def bands(page: _Page, geometry: Geometry) -> list[Band]:
        entries = []
        height = page.left
        while height > 0:
            part = draw.uniform(0.12, 0.3) * page.left
            texts = page.paragraphs((1 - share) * geometry.measure - geometry.gutter, part, headings=0.0, items=0.2)
            entries.append((heading(draw), tuple(texts)))
            height -= part + 2 * geometry.size
        return [Labelled(tuple(entries[:-1] or entries), max(share, LABEL_WIDTH * geometry.size / geometry.measure), bold)]

    return _document(kind, draw, is_wild, filled, 1, bands)


def _with_notes(columns: tuple[int, ...], in_columns: bool) -> Callable[[str, Random, bool, float], Document]:
    def made(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
        count = draw.choice(columns)
        marks = draw.choice(MARKS)
        plain = _document(kind, draw, is_wild, filled, count, lambda page, _: [page.flow(0.8, count, headings=0.1)])
        return replace(plain, notes_in_columns=in_columns, sheets=tuple(_marked(sheet, marks, draw) for sheet in plain.sheets))

    return made


def _marked(sheet: Sheet, marks: tuple[str, str], draw: Random) -> Sheet:
    """The sheet with a mark in its first paragraph of text and one in its last, and their footnotes."""
    (flow,) = sheet.bands
    assert isinstance(flow, Flow)
    texts = [Paragraph(paragraph(draw, 3)), *flow.paragraphs, Paragraph(paragraph(draw, 3))]
    for at, mark in ((0, marks[0]), (-1, marks[1])):
        first, rest = texts[at].text.split(". ", 1)
        texts[at] = Paragraph(f"{first}^{mark}^. {rest}")
    notes = tuple(Note(mark, sentence(draw)) for mark in marks)
    return replace(sheet, bands=(replace(flow, paragraphs=tuple(texts)),), notes=notes)


def _sidebar(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    share = draw.uniform(0.24, 0.36)

    def bands(page: _Page, geometry: Geometry) -> list[Band]:
        height = draw.uniform(0.4, 0.6) * page.left
        main = page.paragraphs((1 - share) * geometry.measure - geometry.gutter, height)
        box = page.paragraphs(share * geometry.measure - 2 * geometry.size, height * draw.uniform(0.3, 0.8), headings=0.0)
        made: list[Band] = [Beside(tuple(main), (Paragraph(heading(draw), "heading"), *box), share)]
        return [*made, page.flow(0.3)] if draw.random() < 0.7 else made

    return _document(kind, draw, is_wild, filled, 1, bands)


def _table_over_pages(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    columns = draw.randint(2, 4)
    weights = (draw.uniform(1.5, 3), *(1.0 for _ in range(columns - 1)))
    ruled = draw.random() < 0.5
    document = _document(kind, draw, is_wild, filled, 1, lambda page, _: [page.flow(0.4)])

    def rows() -> Rows:
        fitting = int(filled * 0.4 * (document.geometry.height - 150) / (document.geometry.size * document.geometry.leading + 6))
        return Rows(
            (("Cover", *("Limit", "Retention", "Premium")[: columns - 1]), *(row(draw, columns) for _ in range(fitting))), weights, ruled
        )

    first, *others = document.sheets
    return replace(
        document,
        sheets=(
            replace(first, bands=(*first.bands, rows())),
            *(replace(sheet, bands=(rows(), *sheet.bands)) for sheet in others),
        ),
    )


def _list(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    count = draw.choice((1, 2))
    return _document(kind, draw, is_wild, filled, count, lambda page, _: [page.flow(1.0, count, items=0.8)])


def _turned(flagged: bool) -> Callable[[str, Random, bool, float], Document]:
    def made(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
        count = draw.choice((1, 2))
        turned = draw.choice((90, 180, 270) if flagged else (90, 270))
        upright = _document(kind, draw, is_wild, filled, count, lambda page, _: [page.flow(1.0, count)])
        return replace(upright, turned=turned, flagged=flagged)

    return made


def _stamped(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    count = draw.choice((1, 2))
    document = _document(kind, draw, is_wild, filled, count, lambda page, _: [page.flow(1.0, count)])
    stamp = f"RECEIVED {draw.randint(10, 28)} MAY 2026 REF {draw.randint(1000, 9999)}"
    return replace(document, sheets=tuple(replace(sheet, stamp=stamp) for sheet in document.sheets))


def _spaced_title(kind: str, draw: Random, is_wild: bool, filled: float) -> Document:
    count = draw.choice((1, 2))
    titles = iter(draw.sample([title for title in HEADINGS if len(title) <= LONGEST_SPACED], PAGES))

    def bands(page: _Page, _: Geometry) -> list[Band]:
        return [Flow((Paragraph(next(titles).upper(), "spaced"),)), page.flow(0.85, count)]

    return _document(kind, draw, is_wild, filled, count, bands)


KINDS: Mapping[str, Callable[[str, Random, bool, float], Document]] = {
    "one column": _columns(1),
    "two columns": _columns(2),
    "three columns": _columns(3),
    "headings between columns": _headings_between,
    "columns above or below one": _columns_then_one,
    "labels in the margin": _labels,
    "footnotes": _with_notes((1, 2), in_columns=False),
    "footnotes in columns": _with_notes((2, 2, 3), in_columns=True),
    "box beside the text": _sidebar,
    "table over pages": _table_over_pages,
    "numbered lists": _list,
    "turned by /Rotate": _turned(flagged=True),
    "set sideways": _turned(flagged=False),
    "stamp in the margin": _stamped,
    "letter-spaced title": _spaced_title,
}
