"""The endorsements of a document as records, with what makes one void."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.agreements import coverage_names
from extractors.endorsements.cues import load_cues, pattern
from extractors.endorsements.operations import Found, operations_of
from extractors.endorsements.parts import Part, is_header
from extractors.wording import Wording
from models.catalogue import Catalogue
from models.catalogue.matching import longest
from models.records import Endorsement, Operation

BLANK = re.compile(r"(?:[$\u00a3\u20ac]\s*_{2,}|_{4,}|\[\s*\]|\u00ab[^\u00bb]{0,30}\u00bb|<<[^>]{0,30}>>)")
SIGNATURE = re.compile(r"\b(?:authori[sz]ed|signature|signed|countersigned|representative|date|by|title)\b", re.IGNORECASE)
UNFILLED = re.compile(r"^(?P<label>[A-Za-z][\w /&-]{3,60}?)\s*:?\s*[$\u00a3\u20ac]?\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters of an endorsement or of one of its operations in the running text, by its id; `excludes`: it is an exclusion."""

    start: int
    end: int
    id: str
    excludes: bool = False


def find_endorsements(parts: Sequence[Part], wording: Wording, catalogue: Catalogue) -> tuple[tuple[Endorsement, ...], tuple[Span, ...]]:
    """One record per endorsement that can be cited, in text order, and where they and their operations stand."""
    found: list[Endorsement] = []
    spans: list[Span] = []
    for order, part in enumerate(parts, 1):
        evidence = wording.cite_range(part.start, part.end)
        if evidence is None:
            continue
        identity = f"e{order}"
        spans.append(Span(part.start, part.end, identity))
        operations = []
        for number, item in enumerate(operations_of(part, wording.source), 1):
            operation = _operation(f"{identity}.{number}", item, part.title, wording, catalogue)
            if operation is not None:
                operations.append(operation)
                spans.append(Span(item.start, item.end, operation.id, operation.kind == "exclude"))
        found.append(Endorsement(identity, part.number, part.title, part.effective, _void(part), evidence, tuple(operations)))
    return tuple(found), tuple(spans)


def _operation(identity: str, found: Found, title: str, wording: Wording, catalogue: Catalogue) -> Operation | None:
    evidence = wording.cite_range(found.start, found.end)
    if evidence is None:
        return None
    instruction = wording.text[found.start : found.said]
    said = (instruction, found.new_text, title) if found.kind in ("limit", "exclude", "add") else (instruction,)
    named = next(filter(None, (_coverages(text, catalogue) for text in said)), ())
    return Operation(
        identity, found.kind, found.target, evidence, found.new_text, found.old_text, named, found.figure,
        found.amount, found.unit, found.scope,
    )  # fmt: skip


def _coverages(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    names = coverage_names(catalogue)
    return tuple(dict.fromkeys(coverage for hit in longest(names.phrases.find(text)) for coverage in names.coverages[hit.phrase]))


def _void(part: Part) -> str:
    """Why an endorsement has no effect: the schedule that it refers to holds nothing."""
    text = "\n".join(line.line.text for line in part.lines)
    if not _schedule().search(text) and not re.search(r"^\s*schedule\b", text, re.IGNORECASE | re.MULTILINE):
        return ""
    lines = [line.line.text.strip() for line in part.lines]
    entries = [line for line in lines if line and not is_header(line)]
    if any(_holds_nothing(line) for line in entries):
        return "its schedule holds no entry"
    blank = next((line for line in entries if BLANK.search(line) and not SIGNATURE.search(line)), None)
    amount = next(
        (line for line in entries if _amount_words().search(line) and UNFILLED.match(line) and line.rstrip().endswith((":", "$"))), None
    )
    return "its schedule is not filled in" if blank or amount else ""


def _holds_nothing(line: str) -> bool:
    words = re.sub(r"\b(?:{})\b".format("|".join(re.escape(word) for word in load_cues().empty)), "", line.lower())
    return words != line.lower() and not re.search(r"[a-z0-9]", words)


@cache
def _schedule() -> re.Pattern[str]:
    return pattern(load_cues().schedule)


@cache
def _amount_words() -> re.Pattern[str]:
    return pattern(load_cues().amounts)
