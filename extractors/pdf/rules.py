"""What is drawn on a page: rules, fills and check boxes. PDFium tells which pages have any, pdfplumber measures them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.layout import Page
from models.records import Box

MAX_OBJECTS = 4000  # a page with more drawing than this is a picture, not a table
THIN = 2.5  # points: a path thinner than this is a rule
LONG = 25.0  # points: a rule or a cell's side is at least this long
SHORT = 6.0  # points: what is shorter is no rule
MIN_RULES = 3
GRID_SEGMENTS = 2 * (MIN_RULES + 2)  # a move and a line for each rule of the smallest table
MIN_CELLS = 4
SNAP = 3.0  # points within which rules are the same: double rules stand so close
TICK_BOX = (4.5, 16.0)  # points: the sides of check boxes
SQUARE = 1.25  # the longer side of a check box over the shorter


class Rule(NamedTuple):
    """A rule: `at` is its y where it runs across, its x where it runs down."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class TickBox:
    """A small square. `crossed`: something is drawn in it."""

    box: Box
    crossed: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What is drawn on one page. `shaded` are the upper and lower edges of fills, which part rows as rules do."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    shaded: tuple[Rule, ...] = ()
    ticks: tuple[TickBox, ...] = ()


def has_rules(page: pdfium.PdfPage) -> bool:
    """True where a page holds enough rules, fills or check boxes to be measured, drawn one by one or as one path."""
    rules = frames = 0
    for item in islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=2), MAX_OBJECTS):
        x0, y0, x1, y1 = item.get_bounds()
        short, long = sorted((x1 - x0, y1 - y0))  # the page may be turned to be read
        rules += short <= THIN and long >= LONG
        frames += THIN < short < LONG * 6 and short >= LONG / 3 and long >= LONG
        if short >= LONG and c.FPDFPath_CountSegments(item.raw) >= GRID_SEGMENTS:
            return True
        if _is_tick_box(Box(x0, y0, x1, y1)):
            return True
    return rules >= MIN_RULES or frames >= MIN_RULES


def measured(path: Path, password: str, pages: Sequence[Page]) -> dict[int, Rules]:
    """What is drawn on the given pages of a file, by page number, in the frame of the page as it is read.

    `password` is the one that opens the file, "" where it needs none. Memory of each page is given back before the next. Of a damaged
    file, pages from the first that pdfplumber cannot follow are left out.
    """
    import pdfplumber  # only schedules need it, and it takes its time to load

    found: dict[int, Rules] = {}
    try:
        with pdfplumber.open(path, password=password) as document:
            for page in pages:
                drawn = document.pages[page.number - 1]
                found[page.number] = _rules(drawn, page)
                drawn.close()
    except MemoryError:
        raise
    except Exception:  # it mends less than PDFium and raises whatever comes of that: the words are there, and tables without rules are read
        return found
    return found


def _rules(drawn: Any, page: Page) -> Rules:
    left, top = _origin(drawn)

    def placed(item: dict[str, Any]) -> Box:
        return page.turned(Box(item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top))

    drawings = (drawn.process_object(item) for item in islice(_drawings(drawn.layout), MAX_OBJECTS))
    shapes = [(placed(item), item) for item in drawings]
    ticks = _tick_boxes(shapes)
    inside = {tick.box for tick in ticks}
    lines, fills = [], []
    for box, item in shapes:
        if any(_within(box, square) for square in inside):
            continue
        if min(box.x1 - box.x0, box.bottom - box.top) <= THIN:
            lines.append(box)
        elif item["stroke"]:
            lines += _sides(box) if item["object_type"] == "rect" else _segments(item, placed)
        elif item["fill"]:
            fills += _sides(box)
    return Rules(*_merged(lines), _merged(fills)[0], tuple(ticks))


def _origin(drawn: Any) -> tuple[float, float]:
    """Where the shown part of the page begins in pdfplumber's frame, which is that of the whole sheet."""
    media, crop = drawn.page_obj.mediabox, drawn.page_obj.cropbox
    left, below = (max(0.0, crop[side] - media[side]) for side in (0, 1))
    right, above = (max(0.0, media[side] - crop[side]) for side in (2, 3))
    x, y = {0: (left, above), 90: (below, left), 180: (right, below), 270: (above, right)}[drawn.rotation]
    return drawn.mediabox[0] + x, drawn.mediabox[1] + y


def _drawings(layout: Any) -> Iterator[Any]:
    """pdfminer's lines, rectangles and curves. pdfplumber's own lists take twice the time, for they hold the characters too."""
    from pdfminer.layout import LTContainer, LTCurve

    for item in layout:
        if isinstance(item, LTCurve):
            yield item
        elif isinstance(item, LTContainer):
            yield from _drawings(item)


def _sides(box: Box) -> list[Box]:
    return [
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    ]


def _segments(curve: dict[str, Any], placed: Any) -> list[Box]:
    """The straight pieces of a path, such as a whole grid drawn as one."""
    pieces = []
    for (x0, y0), (x1, y1) in zip(curve["pts"], curve["pts"][1:], strict=False):
        if x0 == x1 or y0 == y1:
            pieces.append(placed({"x0": min(x0, x1), "x1": max(x0, x1), "top": min(y0, y1), "bottom": max(y0, y1)}))
    return pieces


def _merged(lines: Sequence[Box]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Lines across and down: those that are the same within SNAP as one, pieces that follow each other joined."""
    across = [Rule((box.top + box.bottom) / 2, box.x0, box.x1) for box in lines if box.x1 - box.x0 >= box.bottom - box.top]
    down = [Rule((box.x0 + box.x1) / 2, box.top, box.bottom) for box in lines if box.x1 - box.x0 < box.bottom - box.top]
    joined = (tuple(rule for rule in _joined(rules) if rule.end - rule.start >= SHORT) for rules in (across, down))
    first, second = joined
    return first, second


def _joined(rules: Sequence[Rule]) -> Iterator[Rule]:
    near: list[Rule] = []
    for rule in sorted(rules):
        if near and rule.at - near[-1].at > SNAP:
            yield from _end_to_end(near)
            near = []
        near.append(rule)
    if near:
        yield from _end_to_end(near)


def _end_to_end(rules: Sequence[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in rules) / len(rules)
    start, end = None, 0.0
    for rule in sorted(rules, key=lambda rule: rule.start):
        if start is None:
            start, end = rule.start, rule.end
        elif rule.start <= end + SNAP:
            end = max(end, rule.end)
        else:
            yield Rule(at, start, end)
            start, end = rule.start, rule.end
    if start is not None:
        yield Rule(at, start, end)


def _tick_boxes(shapes: Sequence[tuple[Box, dict[str, Any]]]) -> list[TickBox]:
    """Small squares that stand alone: one that shares a side with another shape is a narrow cell."""
    squares = [box for box, item in shapes if item["stroke"] and item["object_type"] != "line" and _is_tick_box(box)]
    alone = [box for box in dict.fromkeys(squares) if not any(_adjoin(box, other) for other, _ in shapes)]
    return [TickBox(box, any(other != box and _within(other, box) and _crosses(other, box) for other, _ in shapes)) for box in alone]


def _is_tick_box(box: Box) -> bool:
    sides = sorted((box.x1 - box.x0, box.bottom - box.top))
    return TICK_BOX[0] <= sides[0] and sides[1] <= min(TICK_BOX[1], SQUARE * sides[0])


def _adjoin(square: Box, other: Box) -> bool:
    beside = min(square.bottom, other.bottom) - max(square.top, other.top) > 1
    above = min(square.x1, other.x1) - max(square.x0, other.x0) > 1
    touching = (
        min(abs(square.x0 - other.x1), abs(square.x1 - other.x0)) < 1,
        min(abs(square.top - other.bottom), abs(square.bottom - other.top)) < 1,
    )
    return (beside and touching[0]) or (above and touching[1])


def _within(box: Box, square: Box) -> bool:
    return square.x0 - 1 <= box.x0 and box.x1 <= square.x1 + 1 and square.top - 1 <= box.top and box.bottom <= square.bottom + 1


def _crosses(box: Box, square: Box) -> bool:
    """True for a stroke or a fill over a good part of the square."""
    return min(box.x1 - box.x0, box.bottom - box.top) >= 0.3 * (square.x1 - square.x0)
