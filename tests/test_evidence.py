"""Quotations are verbatim text of their page, or they are not used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.evidence import MAX_QUOTE, Citer, folded
from extractors.pdf import PdfText
from tests.layout import page_of, pdf_of

SAME = [
    ("cyber-extortion", "cyber extortion"),
    ("the insured’s “Loss”", 'the insured\'s "Loss"'),
    ("inter-\nruption", "interruption"),
    ("ﬁnes", "fines"),
]


@pytest.mark.parametrize(("printed", "read"), SAME)
def test_two_readings_of_one_page_are_the_same(printed: str, read: str) -> None:
    assert folded(printed) == folded(read)


def test_a_quotation_has_its_page_and_box() -> None:
    pdf = pdf_of("We will pay damages.", "We will pay fines.")
    words = pdf.pages[1].lines[0].words
    evidence = Citer("form.pdf", pdf).cite(2, words)
    assert evidence is not None
    assert (evidence.document, evidence.page, evidence.quote) == ("form.pdf", 2, "We will pay fines.")
    assert evidence.box == (72.0, 72.0, words[-1].box.x1, 82.0)


def test_what_the_page_does_not_hold_is_rejected_and_counted() -> None:
    page = page_of("We will pay damages.")
    citer = Citer("form.pdf", PdfText((replace(page, raw="We will not pay damages."),)))
    assert citer.cite(1, page.lines[0].words) is None
    assert citer.rejected == 1


def test_the_first_passage_that_is_found_is_quoted() -> None:
    page = page_of("We will pay damages.")
    citer = Citer("form.pdf", PdfText((replace(page, raw="damages We will pay"),)))
    evidence = citer.cite(1, page.lines[0].words, page.lines[0].words[:3])
    assert evidence is not None
    assert (evidence.quote, citer.rejected) == ("We will pay", 0)


def test_a_long_passage_is_quoted_from_its_start() -> None:
    pdf = pdf_of("\n".join(["we will pay the reasonable cost of restoring what was lost in the event"] * 12))
    words = [word for line in pdf.pages[0].lines for word in line.words]
    evidence = Citer("form.pdf", pdf).cite(1, words)
    assert evidence is not None
    assert 300 < len(evidence.quote) <= MAX_QUOTE
