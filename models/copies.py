"""Scans of documents that lie beside them as text: read once, from the text, and told where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from models.records import Offer, Reading, ScheduleLine

SAME_NUMBER = 85.0  # of 100: a number with a digit misread
SAME_FINDINGS = 0.8  # of what either states is stated alike by both
MIN_FINDINGS = 8
TOLD = 3

Key = tuple[str, str, str]


def without_scans(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The offers in which the scan of a document that is there as text is a duplicate; where their figures differ both are told."""
    return tuple(replace(offer, readings=tuple(_read_once(offer.readings))) for offer in offers)


def _read_once(readings: Sequence[Reading]) -> Iterator[Reading]:
    scans = {reading.document.document: text for reading in readings if (text := _text_of(reading, readings)) is not None}
    for reading in readings:
        if text := scans.get(reading.document.document):
            yield _duplicate(reading, text)
            continue
        copies = [other for other in readings if scans.get(other.document.document) is reading]
        yield _doubted(reading, copies) if copies else reading


def _text_of(scan: Reading, readings: Sequence[Reading]) -> Reading | None:
    """The document of which this one is a scan."""
    if scan.document.text_source not in ("ocr", "mixed") or scan.document.status not in ("read", "partial"):
        return None
    return next((other for other in readings if other.document.text_source == "text" and _alike(scan, other)), None)


def _alike(scan: Reading, text: Reading) -> bool:
    numbers = ((scan.document.policy_number, text.document.policy_number), (scan.document.quote_reference, text.document.quote_reference))
    if scan.document.type != text.document.type or any(a and b and fuzz.ratio(a, b) < SAME_NUMBER for a, b in numbers):
        return False
    ours, theirs = _findings(scan), _findings(text)
    same = sum(theirs.get(key) == value for key, value in ours.items())
    every = len(ours.keys() | theirs.keys())
    return every >= MIN_FINDINGS and same >= SAME_FINDINGS * every


def _findings(reading: Reading) -> Mapping[Key, str]:
    """What a document states, grants and takes away, by what it speaks of."""
    stated = {(term.term, term.coverage, term.option): term.value for term in reading.terms}
    granted = {("grant", grant.coverage, ""): "" for grant in reading.grants}
    return {**stated, **granted, **{("exclusion", taking.exclusion, ""): "" for taking in reading.takings}}


def _duplicate(scan: Reading, text: Reading) -> Reading:
    differing = list(_differences(scan, text))
    told = f"a scan of {text.document.document}, which is read instead"
    if differing:
        told += f"; they differ: {'; '.join(differing[:TOLD])}" + (f" and {len(differing) - TOLD} more" if len(differing) > TOLD else "")
    reason = "; ".join(filter(None, (scan.document.reason, told)))
    return Reading(replace(scan.document, status="duplicate", reason=reason), seconds=scan.seconds)


def _differences(scan: Reading, text: Reading) -> Iterator[str]:
    """Schedule lines and terms of the policy that the two state differently."""
    theirs = {(line.coverage, line.option): line for line in text.schedule}
    for line in scan.schedule:
        other = theirs.get((line.coverage, line.option))
        if other is not None and _figures(line) != _figures(other):
            yield f"{line.coverage.replace('_', ' ')} {_said(line)} in the scan, {_said(other)} in the text"
    stated = _findings(text)
    for (term, coverage, option), value in _findings(scan).items():
        if not coverage and stated.get((term, coverage, option), value) != value:
            yield f"{term.replace('_', ' ')} {value} in the scan, {stated[term, coverage, option]} in the text"


def _figures(line: ScheduleLine) -> tuple[object, ...]:
    return line.position, line.limit, line.retention, line.waiting_hours


def _said(line: ScheduleLine) -> str:
    limit = f"{line.limit:,.0f}" if line.limit is not None else line.position.replace("_", " ")
    return f"{limit}, retention {line.retention:,.0f}" if line.retention is not None else limit


def _doubted(text: Reading, copies: Sequence[Reading]) -> Reading:
    """The text with a doubt on each line that a scan of it states differently."""
    theirs = {(line.coverage, line.option): (line, copy.document.document) for copy in copies for line in copy.schedule}

    def held(line: ScheduleLine) -> ScheduleLine:
        other, document = theirs.get((line.coverage, line.option), (line, ""))
        if _figures(other) == _figures(line):
            return line
        doubt = f"a scan of the same document says {_said(other)}: look at {document}"
        return replace(line, doubt="; ".join(filter(None, (line.doubt, doubt))))

    return replace(text, schedule=tuple(map(held, text.schedule)))
