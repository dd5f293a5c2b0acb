"""Words of a page -> lines in reading order.

Rows of a table stay whole (label, limit and retention share a line); columns of prose are read one after the other, and a label in
the margin before the text beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.pdf.columns import parts
from extractors.pdf.footnotes import footnotes_apart
from extractors.pdf.furniture import set_apart
from extractors.pdf.layout import Line, Page, Word
from extractors.pdf.margins import label_margin, labels_first
from extractors.pdf.rows import Row, rows_of

MAX_ROWS = 1000  # on one page: more are no text that a person reads in columns


def as_rows(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words that share a baseline, from top to bottom over the full width of the page."""
    return _lines(rows_of(words))


def arranged(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Pages whose `lines` are rows -> pages in reading order, with running heads, feet and footnotes apart.

    What runs over all pages goes first, for it would stand between the columns.
    """
    ordered = (replace(page, lines=_lines(_ordered([list(line.words) for line in page.lines]))) for page in set_apart(pages))
    return tuple(footnotes_apart(ordered))


def reading_order(words: Iterable[Word]) -> tuple[Line, ...]:
    """Lines of one page from top to bottom, column by column."""
    return _lines(_ordered(rows_of(words)))


def _lines(rows: Iterable[Row]) -> tuple[Line, ...]:
    return tuple(Line(tuple(row)) for row in rows)


def _ordered(rows: list[Row]) -> list[Row]:
    if len(rows) > MAX_ROWS:
        return rows
    margin = label_margin(rows)
    if margin is not None:
        return labels_first(rows, margin)
    parted = parts(rows)
    return [row for part in parted for row in _ordered(part)] if len(parted) > 1 else rows
