"""Labels that stand in the left margin, beside the text that they head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.layout import Word
from extractors.pdf.rows import MIN_GUTTER, Row, crosses, mostly_figures

LABELLED_WORDS = 5  # words that a row of text beside labels has on average at least: fewer are the cells of a table
MIN_ALIGNED = 3  # rows of the text that begin at one x
MIN_BESIDE = 0.5  # of the rows keep to their side of the edge
INDENT, MIN_BEGUN = 60.0, 0.8  # points from the edge within which the text's rows begin, and the share of those that do
BEFORE_TEXT = 2.0  # points from the edge to where most of the text begins
SAME_SIZE = 0.6  # points: labels differ by less in size
LABEL_FROM, LABEL_WIDTH = 0.12, 0.34  # of the text's width: where the text beside margin labels begins
MIN_TEXT_ROWS, TEXT_ROWS = 8, 0.6  # rows of text, and their share of the rows that keep to their side
MIN_PLAIN_LABELS = 2  # below the first, each where a paragraph begins
ENDED = (".", ";", ":", "!", "?", "”", '"')
LABEL_ROWS = 0.6  # labels stand beside at most this share of the rows


@dataclass(frozen=True, slots=True)
class Margin:
    """Where running text begins beside labels. `in_type`: they stand out by bold type or capitals, else only by their place."""

    edge: float
    in_type: bool

    def across(self, row: Row) -> bool:
        """True for a row that runs over the edge, or stands left of it without being a label."""
        left = [word for word in row if word.box.x1 <= self.edge]
        return crosses(row, self.edge) or (
            self.in_type and not all(word.bold or word.text.isupper() or not word.text[0].isalpha() for word in left)
        )


def label_margin(rows: list[Row]) -> Margin | None:
    """The margin in which labels stand beside running text, or None."""
    if len(rows) < MIN_TEXT_ROWS:
        return None
    left = min(row[0].box.x0 for row in rows)
    width = max(row[-1].box.x1 for row in rows) - left
    starts = [word.box.x0 for row in rows for word in _after_gaps(row) if LABEL_FROM * width < word.box.x0 - left <= LABEL_WIDTH * width]
    usual = [x for x in starts if sum(abs(other - x) < 1 for other in starts) >= MIN_ALIGNED]
    if not usual:
        return None
    edge = min(usual) - BEFORE_TEXT
    return next((margin for margin in (Margin(edge, in_type=True), Margin(edge, in_type=False)) if _labels(rows, margin)), None)


def _labels(rows: list[Row], margin: Margin) -> bool:
    """True where prose stands right of the margin, and labels beside some of it."""
    edge = margin.edge
    beside = [row for row in rows if not margin.across(row)]
    labelled = [row for row in beside if row[0].box.x1 <= edge]
    text = [row for row in beside if row[-1].box.x0 >= edge]
    if not labelled or len(beside) < MIN_BESIDE * len(rows) or len(text) < max(MIN_TEXT_ROWS, TEXT_ROWS * len(beside)):
        return False
    starts = [next(word.box.x0 for word in row if word.box.x0 >= edge) for row in text]
    if len(labelled) > LABEL_ROWS * len(beside) or sum(start < edge + INDENT for start in starts) < MIN_BEGUN * len(text):
        return False
    words = [word for row in text for word in row if word.box.x0 >= edge]
    if mostly_figures(words) or len(words) < LABELLED_WORDS * len(text):
        return False
    if margin.in_type:
        named = sum(any(word.bold and word.text.isalpha() for word in row if word.box.x1 <= edge) for row in labelled)
        return named >= len(labelled) / 2
    headed = [_begins(row, above, edge) for above, row in pairwise(beside) if row[0].box.x1 <= edge and above[0].box.x0 >= edge]
    return len(headed) >= MIN_PLAIN_LABELS and all(headed)


def _begins(row: Row, above: Row, edge: float) -> bool:
    """True where a label begins in a row, and a paragraph of the text beside it."""
    return row[0].text[0].isupper() and row[-1].box.x0 >= edge and above[-1].text.endswith(ENDED)


def _after_gaps(row: Row) -> Iterator[Word]:
    """The words of a row before which something could end: the first, and those behind a gap."""
    yield row[0]
    yield from (after for before, after in pairwise(row) if after.box.x0 - before.box.x1 >= MIN_GUTTER)


def labels_first(rows: list[Row], margin: Margin) -> list[Row]:
    """Each label as a row of its own before the text that it stands beside."""
    ordered: list[Row] = []
    waiting: list[Row] = []  # text beside the label that is being read
    label: Row = []

    def flush() -> None:
        ordered.extend([label.copy(), *waiting] if label else waiting)
        label.clear()
        waiting.clear()

    for row in rows:
        if margin.across(row):
            flush()
            ordered.append(row)
            continue
        beside = [word for word in row if word.box.x1 <= margin.edge]
        text = [word for word in row if not word.box.x1 <= margin.edge]
        if label and (_apart(label, beside or text) or (beside and waiting and _begins(row, waiting[-1], margin.edge))):
            flush()
        label.extend(beside)
        if text:
            (waiting if label else ordered).append(text)
    flush()
    return ordered


def _apart(label: Row, row: Row) -> bool:
    """True where a row stands more than a line below a label, or in other type."""
    last = label[-1]
    return row[0].box.top - last.box.bottom > last.size or (row[0].bold and abs(row[0].size - last.size) > SAME_SIZE)
