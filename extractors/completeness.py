"""Whether a document is all there: pages that its own numbers, its table of contents or a broken sentence say are missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf import Line, Page, PdfText
from extractors.remarks import told_numbers
from models.records import Document

WHOLE_COUNT = 0.5  # of the pages bear the count ("3 of 24") that is believed
CONTENTS = re.compile(r"^\W*(?:table of )?contents\W*$", re.IGNORECASE)
ENTRY = re.compile(r"^(?P<title>\S.*?[^\W\d].*?)[\s.·…_]+(?P<page>\d{1,3})$")
MIN_ENTRIES = 3  # of a table of contents
TITLES_TOLD = 3
BROKEN = re.compile(  # words and signs with which no sentence, heading or signature ends
    r"[,;\u2013\u2014-]$|\b(?:and|or|of|the|to|by|for|with|a|an|in|any|our|your|that|which|from|is|are|was|be|shall|will|not|as|such|under|if|"
    r"unless|arising|including|this|these|those|its|their|all|each|other|than|who|whose|may|must|has|have)$"
)
RUNNING = 6  # words of a line of running text at least
FULL = 0.92  # of the width of the widest line: the next word did not fit


def told_missing(row: Document, pdf: PdfText) -> Document:
    """The row, `partial` and with a remark where pages of the document are missing."""
    remark = next(_missing(row, pdf), "")
    if not remark:
        return row
    return replace(row, status="partial", reason="; ".join(filter(None, (row.reason, f"{remark}: ask for the whole document"))))


def _missing(row: Document, pdf: PdfText) -> Iterator[str]:
    """What says that pages are missing, the surest first. Only a form has a table of contents and sentences that must end."""
    yield from _by_count(pdf.pages)
    if row.type == "policy_form":
        yield from _by_numbers(pdf.pages)
        yield from _by_contents(pdf.pages)
        yield from _by_sentence(pdf.pages)


def _by_count(pages: Sequence[Page]) -> Iterator[str]:
    """ "Page 3 of 24" on three pages. Pages without a number may be any of those that are not seen."""
    counts = Counter(page.printed.of for page in pages if page.printed and page.printed.of)
    if not counts:
        return
    of, bearing = counts.most_common(1)[0]
    seen = {int(page.printed.number) for page in pages if page.printed and page.printed.of == of and page.printed.number.isdigit()}
    unseen = sorted(set(range(1, of + 1)) - seen)
    if len(unseen) > len(pages) - len(seen) and bearing >= WHOLE_COUNT * len(pages):
        yield f"{told_numbers(unseen)} of {of} {'is' if len(unseen) == 1 else 'are'} missing"


def _by_numbers(pages: Sequence[Page]) -> Iterator[str]:
    """Printed numbers that begin late, or leap."""
    numbered = [(at, int(page.printed.number)) for at, page in enumerate(pages) if page.printed and page.printed.number.isdigit()]
    if len(numbered) < WHOLE_COUNT * len(pages) or len(numbered) < 2:
        return
    at, first = numbered[0]
    if first > at + 1 and all(b - a == after - before for (before, a), (after, b) in pairwise(numbered)):
        yield f"it begins with page {first}: {told_numbers(range(1, first - at))} {'is' if first - at == 2 else 'are'} missing"
    for (before, a), (after, b) in pairwise(numbered):
        if b - a > after - before > 0:
            yield f"{told_numbers(range(a + 1, b - (after - before) + 1))} {'is' if b - a - (after - before) == 1 else 'are'} missing"


def _by_contents(pages: Sequence[Page]) -> Iterator[str]:
    """Parts that the table of contents places beyond the last page."""
    last = max((int(page.printed.number) for page in pages if page.printed and page.printed.number.isdigit()), default=0)
    last = max(last, len(pages))
    for page in pages:
        heads = [at for at, line in enumerate(page.lines) if CONTENTS.match(line.text)]
        entries = [match for line in page.lines[heads[0] + 1 :] if (match := ENTRY.match(line.text))] if heads else []
        beyond = [match for match in entries if int(match["page"]) > last]
        if len(entries) >= MIN_ENTRIES and beyond:
            titles = ", ".join(f'"{match["title"].strip(" .")}" (page {match["page"]})' for match in beyond[:TITLES_TOLD])
            more = f" and {len(beyond) - TITLES_TOLD} more" if len(beyond) > TITLES_TOLD else ""
            yield f"pages are missing: its table of contents names {titles}{more}, but it ends with page {last}"


def _by_sentence(pages: Sequence[Page]) -> Iterator[str]:
    """A form whose last line is no end of anything."""
    lines = [line for page in pages[-1:] for line in page.lines]
    if not lines or len(lines) < 2 or not _breaks_off(lines[-1], max(line.box.x1 for line in lines)):
        return
    words = " ".join(lines[-1].text.split()[-5:])
    yield f'pages are missing: it breaks off on its last page in the midst of a sentence ("... {words}")'


def _breaks_off(line: Line, right: float) -> bool:
    words = line.text.split()
    if len(words) < RUNNING:
        return False
    left = line.box.x0
    full = line.box.x1 - left >= FULL * (right - left) and words[-1].isalpha() and words[-1].islower()
    return bool(BROKEN.search(line.text)) or full
