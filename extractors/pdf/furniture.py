"""Running heads and feet: lines that return at the edge of the pages. They are kept apart, so that no sentence runs through them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.pdf.layout import Line, Page

EDGE = 0.12  # of the page height, from the top and from the bottom
MIN_PAGES = 0.4  # of the pages must bear the line
SAME_LINE = 6.0  # points by which a running line may overlap the body
PAGE_NUMBER = re.compile(r"^\W*(page\s*)?(#|[ivxlc]+)(\s*(of|/)\s*#)?\W*$", re.IGNORECASE)


def set_apart(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their running heads and feet moved from `lines` to `furniture`."""
    counts = Counter(key for page in pages for key in {_key(page, line) for line in page.lines if _at_edge(page, line)})
    needed = max(2.0, MIN_PAGES * len(pages))

    def runs(page: Page, line: Line) -> bool:
        return _at_edge(page, line) and (counts[_key(page, line)] >= needed or bool(PAGE_NUMBER.match(_masked(line))))

    return tuple(_apart(page, [line for line in page.lines if runs(page, line)]) for page in pages)


def _apart(page: Page, running: Sequence[Line]) -> Page:
    """The page without those of its running lines between which and the edge of the page nothing else stands."""
    body = [line.box for line in page.lines if line not in running]
    top, bottom = min((box.top for box in body), default=page.height), max((box.bottom for box in body), default=0.0)
    kept = [line for line in running if line.box.bottom <= top + SAME_LINE or line.box.top >= bottom - SAME_LINE]
    return replace(page, lines=tuple(line for line in page.lines if line not in kept), furniture=tuple(kept))


def _at_edge(page: Page, line: Line) -> bool:
    return line.box.bottom < EDGE * page.height or line.box.top > (1 - EDGE) * page.height


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip()


def _key(page: Page, line: Line) -> tuple[str, bool]:
    return _masked(line), line.box.top < page.height / 2
