"""Figures read from a picture with little confidence -> findings that a person must look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.doubt import doubted
from extractors.evidence import Citer
from extractors.pdf import Line, Page, PdfText, Word
from models.catalogue import load_catalogue
from models.judgement import judge
from models.records import Box, Document, Offer, Reading, ScheduleLine, Term

DOUBT = "a figure was read from a picture with 62 % confidence: look at page 1 of quote.pdf"


def page_of(*words: tuple[str, float], turn: int = 0, skew: float = 0.0, source: str = "ocr") -> Page:
    """A page of one line, with the confidence of each word."""
    line = Line(tuple(Word(text, Box(72 + 60 * x, 100, 122 + 60 * x, 110), 10, confidence=sure) for x, (text, sure) in enumerate(words)))
    below = Line((Word("$9,999", Box(72, 130, 122, 140), 10, confidence=0.3),))
    lines = (line, below)
    return Page(1, 612, 792, lines, line.text, source=source, turn=turn, skew=skew)  # type: ignore[arg-type]


def findings(page: Page) -> Reading:
    """One term and one line of the schedule that quote the first line of the page."""
    evidence = Citer("quote.pdf", PdfText((page,))).cite(1, page.lines[0].words)
    assert evidence
    term = Term("aggregate_limit", "2000000", evidence, confidence=0.95)
    line = ScheduleLine("1", "cyber_extortion", "limit", evidence, 2_000_000, confidence=0.95)
    return doubted(Reading(Document("quote.pdf", "", ""), terms=(term,), schedule=(line,)), PdfText((page,)))


@pytest.mark.parametrize(
    ("words", "confidence", "doubt"),
    [
        ([("Limit", 0.96), ("$2,000,000", 0.62)], 0.62, DOUBT),
        ([("Limit", 0.96), ("USD", 0.95), ("2,000,000.", 0.62)], 0.62, DOUBT),
        ([("Expires", 0.96), ("07/01/2026", 0.62)], 0.62, DOUBT),
        ([("Limit", 0.96), ("$2,000,000", 0.97)], 0.95, ""),
        ([("Llmit", 0.41), ("$2,000,000", 0.97)], 0.95, ""),  # a name in doubt costs no figure
        ([("1.", 0.41), ("I.A.2", 0.3), ("Limit", 0.96), ("$2,000,000", 0.97)], 0.95, ""),  # nor does numbering
    ],
)
@pytest.mark.parametrize(("turn", "skew"), [(0, 0.0), (90, -1.7)])
def test_findings_are_as_sure_as_their_figures(
    words: list[tuple[str, float]], confidence: float, doubt: str, turn: int, skew: float
) -> None:
    reading = findings(page_of(*words, turn=turn, skew=skew))
    for finding in (*reading.terms, *reading.schedule):
        assert (finding.confidence, finding.doubt) == (confidence, doubt)


def test_a_finding_less_sure_than_its_figures_stays_so() -> None:
    page = page_of(("Limit", 0.96), ("$2,000,000", 0.62))
    reading = findings(page)
    less = replace(reading, terms=(replace(reading.terms[0], confidence=0.5),))
    assert doubted(less, PdfText((page,))).terms[0].confidence == 0.5


def test_the_judgement_tells_the_doubt() -> None:
    found = findings(page_of(("Extortion", 0.96), ("$2,000,000", 0.62)))
    quote = replace(found, document=replace(found.document, type="quote"), terms=())
    cells = {cell.coverage: cell for cell in judge([Offer("offer", "Alder", (quote,))], load_catalogue(), "medium")}
    doubtful, other = cells["cyber_extortion"], cells["media_liability"]
    assert doubtful.doubt == DOUBT and doubtful.reason.endswith(f"; {DOUBT}") and doubtful.confidence <= 0.62
    assert other.doubt == ""
