"""Running heads and feet: lines that return at the edge of the pages. They are kept apart, so that no sentence runs through them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.pdf.layout import Line, Page, PrintedNumber

EDGE = 0.12  # of the page height, from the top and from the bottom
MIN_PAGES = 0.4  # of the pages must bear the line
SAME_LINE = 6.0  # points by which a running line may overlap the body
PART_GAP = 1.5  # font sizes between what stands left, in the middle and right of a running line
ROMAN = r"(?=[ivxl])l?x{0,3}(?:ix|iv|v?i{0,3})"
ALONE = re.compile(rf"[^\w$£€]*(?:page\b\W*)?(?P<number>\d{{1,4}}|{ROMAN})(?:\s*(?:of|/)\s*(?P<of>\d{{1,4}}))?[^\w.%]*", re.IGNORECASE)
WITHIN = re.compile(
    rf"\bpage\s*(?P<number>\d{{1,4}}|{ROMAN}\b)(?:\s*(?:of|/)\s*(?P<of>\d{{1,4}}))?|\b(?P<bare>\d{{1,4}})\s+of\s+(?P<all>\d{{1,4}})\b",
    re.IGNORECASE,
)
EDITION = re.compile(r"\(|\b0\d/|\d{4}")  # "(10/26)", "01/26", "2026": a date of issue, not a page number


def set_apart(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their running heads and feet moved from `lines` to `furniture`, and the page number that stands there."""
    counts = Counter(key for page in pages for key in {_key(page, line) for line in page.lines if at_edge(page, line)})
    needed = max(2.0, MIN_PAGES * len(pages))

    def runs(page: Page, line: Line) -> bool:
        return at_edge(page, line) and (counts[_key(page, line)] >= needed or ALONE.fullmatch(line.text) is not None)

    return tuple(_apart(page, [line for line in page.lines if runs(page, line)]) for page in pages)


def at_edge(page: Page, line: Line) -> bool:
    """Where running heads and feet stand."""
    return line.box.bottom < EDGE * page.height or line.box.top > (1 - EDGE) * page.height


def printed_number(lines: Iterable[Line]) -> PrintedNumber | None:
    """The page number in running heads and feet: named as such, or a number that stands alone left, right or in the middle."""
    lines = list(lines)
    for line in lines:
        named = WITHIN.search(line.text)
        if named:
            return PrintedNumber(named["number"] or named["bare"], int(named["of"] or named["all"] or 0))
    for part in (part for line in lines for part in _parts(line)):
        alone = ALONE.fullmatch(part)
        if alone and not EDITION.search(part):
            return PrintedNumber(alone["number"], int(alone["of"] or 0))
    return None


def _parts(line: Line) -> Iterator[str]:
    """What stands left, in the middle and right of a running line."""
    start = 0
    for at, word in enumerate(line.words[1:], 1):
        if word.box.x0 - line.words[at - 1].box.x1 > PART_GAP * word.size:
            yield " ".join(word.text for word in line.words[start:at])
            start = at
    yield " ".join(word.text for word in line.words[start:])


def _apart(page: Page, running: Sequence[Line]) -> Page:
    """The page without those of its running lines between which and the edge of the page nothing else stands."""
    body = [line.box for line in page.lines if line not in running]
    top, bottom = min((box.top for box in body), default=page.height), max((box.bottom for box in body), default=0.0)
    kept = [line for line in running if line.box.bottom <= top + SAME_LINE or line.box.top >= bottom - SAME_LINE]
    rest = tuple(line for line in page.lines if line not in kept)
    furniture = page.furniture + tuple(kept)
    return replace(page, lines=rest, furniture=furniture, printed=printed_number(furniture))


def _key(page: Page, line: Line) -> tuple[str, bool]:
    """What returns from page to page: figures change, and a hyphen that ends the text above may part the words."""
    return re.sub(r"\d+", "#", re.sub(r"[\s-]+", "", line.text)), line.box.top < page.height / 2
