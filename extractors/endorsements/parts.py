"""Where the endorsements of a document begin and end, and what their heads say: number, title and effective date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.endorsements.cues import any_cue, load_cues, pattern
from extractors.language.dates import find_dates
from extractors.language.headings import Style
from extractors.language.source import PlacedLine, SourceText
from extractors.pdf import Page, PdfText
from models.records import DocumentType

ENDORSED: tuple[DocumentType, ...] = ("endorsement", "policy_form", "declarations", "binder")  # documents that endorsements may stand in
BEGINS = re.compile(
    r"^\W*(?:(?:manuscript|amendatory|policy|general|special|policy\s+change)\s+)?(?:endorsement|rider|endt\.?)\s*"
    r"(?:(?:no\.?|number|num\.?|\#|\u2116)\s*[:.]?\s*)?(?P<number>\d{1,3}[A-Z]?|[IVX]{1,5}|[A-Z])?(?P<rest>\s*(?:[:.\u2013\u2014-].*|\(.*\))?)$",
    re.IGNORECASE,
)
CHANGES = re.compile(r"this\s+endorsement\s+(?:changes\s+the\s+policy|modifies\s+insurance)", re.IGNORECASE)
EFFECTIVE = re.compile(r"\b(?:effective|with\s+effect\s+from|takes\s+effect|in\s+force\s+from|as\s+of)\b[^.;]{0,70}", re.IGNORECASE)
TITLE_WORDS = 14  # of a title at most
HEAD_LINES = 14  # lines among which the title is looked for
NEAR = 5  # lines within which "this endorsement changes the policy" belongs to the endorsement begun above it
SHORT = 12  # words of a line of the head at most
MIN_TITLE = 5  # letters


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of one endorsement in the running text, from its number to the next one; `effective` is an ISO date or ""."""

    start: int
    end: int
    number: str
    title: str
    effective: str
    lines: tuple[PlacedLine, ...]


def parts_of(source: SourceText, kind: DocumentType, pdf: PdfText) -> tuple[Part, ...]:
    """The endorsements of a document in text order. One that is nothing else is an endorsement though it bears no number."""
    lines = [line for line in source.lines if line.line.words]
    if kind not in ENDORSED or not lines:
        return ()
    style = Style(lines)
    running = {page.number: number for page in pdf.pages if (number := _running_number(page))}
    begun = list(_begun(lines, running, style))
    if kind == "endorsement" and (not begun or begun[0][0] > HEAD_LINES):
        begun.insert(0, (0, ""))
    elif kind == "endorsement":
        begun[0] = (0, begun[0][1])
    if not begun:
        return ()
    ends = [index for index, _ in begun[1:]] + [len(lines)]
    parts = [_part(lines[index:end], number, style) for (index, number), end in zip(begun, ends, strict=True)]
    return tuple(part for part in parts if kind == "endorsement" or _issued(part))


def _begun(lines: Sequence[PlacedLine], running: Mapping[int, str], style: Style) -> Iterator[tuple[int, str]]:
    """(number of its first line, its number) of every endorsement; a head that is printed again on a further page begins none.

    `running` are the numbers in the running heads and feet of pages.
    """
    last, open_number = -NEAR - 1, ""
    for index, line in enumerate(lines):
        text = line.line.text
        match = BEGINS.match(text)
        tops = not index or lines[index - 1].page != line.page
        if tops and running.get(line.page, open_number) != open_number:
            last, open_number = index, running[line.page]
            yield index, open_number
        elif match and _heads(match, line, style):
            number = (match["number"] or "").upper()
            if index and number and number == open_number:
                continue
            if not number and index - last <= NEAR:
                continue
            last, open_number = index, number
            yield index, number
        elif CHANGES.search(text) and index - last > NEAR:
            first = _title_above(lines, index, style)
            if open_number and lines[index].page == lines[last].page + 1 and first == index:
                continue
            last, open_number = first, ""
            yield first, ""
        elif CHANGES.search(text):
            last = index


def _heads(match: re.Match[str], line: PlacedLine, style: Style) -> bool:
    if match["number"] is None:
        return bool(style.looks_like_heading(line.line.text, line)) and not match["rest"].strip()
    if any_cue().search(match["rest"]) or match["rest"].rstrip().endswith(","):
        return False
    return len(match["number"]) <= 3 and (match["number"].isupper() or match["number"].isdigit() or not match["rest"].strip())


def _title_above(lines: Sequence[PlacedLine], index: int, style: Style) -> int:
    """The first of the headings that stand right above a line on its page."""
    page = lines[index].page
    while index and lines[index - 1].page == page and (style.looks_like_heading(lines[index - 1].line.text, lines[index - 1])):
        index -= 1
    return index


def _running_number(page: Page) -> str:
    """The number of an endorsement in the running head or foot of a page."""
    for line in page.furniture:
        match = re.search(r"\bendorsement\s*(?:no\.?|number|\#)\s*[:.]?\s*(\d{1,3}[A-Z]?)\b", line.text, re.IGNORECASE)
        if match:
            return match[1]
    return ""


def _part(lines: Sequence[PlacedLine], number: str, style: Style) -> Part:
    text = "\n".join(line.line.text for line in lines)
    return Part(lines[0].start, lines[-1].end, number, _title(lines, style), _effective(text), tuple(lines))


def _title(lines: Sequence[PlacedLine], style: Style) -> str:
    """What the number is followed by on its line, else the first heading that is neither a label nor a warning to read it."""
    match = BEGINS.match(lines[0].line.text)
    behind = match["rest"].strip(" :.\u2013\u2014-()") if match else ""
    if sum(char.isalpha() for char in behind) >= MIN_TITLE:
        return behind
    for index, line in enumerate(lines[:HEAD_LINES]):
        text = line.line.text
        letters = sum(char.isalpha() for char in text)
        if letters < MIN_TITLE or BEGINS.match(text) or is_header(text) or any(char.isdigit() for char in text[-4:]):
            continue
        if len(text.split()) <= TITLE_WORDS and style.looks_like_heading(text, line):
            following = lines[index + 1] if index + 1 < len(lines) else None
            if following and following.line.text.isupper() and text.isupper() and not is_header(following.line.text):
                return f"{text} {following.line.text}"
            return text
    return ""


def _effective(text: str) -> str:
    match = EFFECTIVE.search(text)
    dates = find_dates(match.group()) if match else []
    return dates[0].iso if dates else ""


def _issued(part: Part) -> bool:
    """True where a part of another document says of itself what an endorsement does: a mere list of endorsements does not."""
    text = "\n".join(line.line.text for line in part.lines)
    return bool(_issued_words().search(text)) and len(part.lines) > 2


def is_header(text: str) -> bool:
    """True for a line of the block that tells whose policy is changed, or of what stands under every endorsement."""
    plain = text.strip(" _*.\u201c\u201d\"'").lower()
    return not plain or (
        plain.startswith(load_cues().header) and (len(plain.split()) <= SHORT or ":" in plain) and not any_cue().search(text)
    )


@cache
def _issued_words() -> re.Pattern[str]:
    return pattern(load_cues().issued)
