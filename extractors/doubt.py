"""Findings whose figures were read from a picture and may be wrong: held in doubt, so that they come to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from extractors.pdf import Page, PdfText, Word
from models.records import Evidence, Reading, ScheduleLine, Term

SURE = 0.9  # of words with digits read with less confidence a quarter is wrong, of the others one in thirty (`python -m benchmarks.ocr`)
FIGURE = re.compile(r"[$£€(]?\d[\d,./%-]*[);:]?")
NUMBERING = re.compile(r"\d{1,2}[.)]")
ROUNDED = 0.1  # points by which a box in evidence is cut short at most

Finding = TypeVar("Finding", Term, ScheduleLine)


def doubted(reading: Reading, pdf: PdfText) -> Reading:
    """The reading with the confidence of its terms and schedule lines no higher than that of the figures that they quote."""
    if pdf.text_source == "text":
        return reading
    pages = {page.number: page for page in pdf.pages}
    return replace(
        reading,
        terms=tuple(_doubted(term, pages[term.evidence.page]) for term in reading.terms),
        schedule=tuple(_doubted(line, pages[line.evidence.page]) for line in reading.schedule),
    )


def _doubted(finding: Finding, page: Page) -> Finding:
    least = min((word.confidence for word in _figures(page, finding.evidence)), default=1.0)
    if least >= SURE:
        return finding
    doubt = (
        f"a figure was read from a picture with {100 * least:.0f} % confidence: look at page {page.number} of {finding.evidence.document}"
    )
    return replace(finding, confidence=min(finding.confidence, least), doubt=doubt)


def _figures(page: Page, evidence: Evidence) -> Iterator[Word]:
    """The figures in a quotation."""
    box, quoted = page.turned(evidence.box), set(evidence.quote.split())
    for line in (*page.text, *page.furniture):
        for word in line.words:
            x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
            inside = box.x0 - ROUNDED <= x <= box.x1 + ROUNDED and box.top - ROUNDED <= y <= box.bottom + ROUNDED
            if inside and word.text in quoted and FIGURE.fullmatch(word.text) and not NUMBERING.fullmatch(word.text):
                yield word
