"""Offsets and places: every word's offsets give back its text, and every quotation's box lies on its page where the words stand."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.evidence import Citer, folded
from extractors.language.source import source_text
from extractors.pdf import Line, Page, PdfText, Word, read_pdf
from models.records import Box

WIDTH, HEIGHT = 612.0, 792.0
WORDS = st.sampled_from(["inter-", "ruption", "interruption", "first-party", "loss", "-", "ex-", "(a)", "ﬁnes", "USD", "5,000", "data."])
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=8)
INSIDE = st.floats(165, 400)  # points: the words lie on the page whichever way they run
TENTHS = 10  # of a point: the units in which PDFium is asked for places


def lines_of(texts: list[list[str]]) -> tuple[Line, ...]:
    def word(text: str, row: int, at: int) -> Word:
        return Word(text, Box(72.0 + 50 * at, 72.0 + 12 * row, 72.0 + 50 * at + 40, 82.0 + 12 * row), 10.0)

    return tuple(Line(tuple(word(text, row, at) for at, text in enumerate(line))) for row, line in enumerate(texts))


@given(st.lists(LINES, min_size=1, max_size=3))
def test_offsets_give_back_each_word(pages: list[list[list[str]]]) -> None:
    source = source_text(Page(number, WIDTH, HEIGHT, lines_of(lines)) for number, lines in enumerate(pages, 1))
    assert [placed.word.text for placed in source.words] == [word for lines in pages for line in lines for word in line]
    at = 0
    for placed in source.words:
        said = source.text[placed.start : placed.end]
        healed = said != placed.word.text
        assert placed.word.text == (f"{said}-" if healed else said)
        assert source.text[at : placed.start].strip() == ""  # nothing but space between words
        assert placed in source.words_between(placed.start, placed.end)
        following = source.text[placed.end : placed.end + 1]
        assert not healed or not following.isspace()  # a word that is healed goes on at once
        assert healed or following == "" or following.isspace()
        at = placed.end


@given(
    turn=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-5, 5),
    corner=st.tuples(st.floats(-20, WIDTH), st.floats(-20, HEIGHT)),
    size=st.tuples(st.floats(0.1, 200), st.floats(0.1, 60)),
)
def test_a_quotation_never_leaves_its_page(turn: int, skew: float, corner: tuple[float, float], size: tuple[float, float]) -> None:
    box = Box(corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    line = Line((Word("ransom", box, 10.0),))
    page = Page(1, WIDTH, HEIGHT, (line,), "ransom", turn=turn, skew=skew)  # type: ignore[arg-type]
    evidence = Citer("form.pdf", PdfText((page,))).cite(1, line.words)
    assert evidence is not None
    width, height = (WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH)
    x0, top, x1, bottom = evidence.box
    assert 0 <= x0 <= x1 <= width and 0 <= top <= bottom <= height


@pytest.mark.parametrize("stored", [0, 90, 180, 270])
@settings(max_examples=8, deadline=None)
@given(x=INSIDE, y=INSIDE, leaning=st.sampled_from([0, 90, 180, 270]), origin=st.sampled_from([(0, 0), (-80, 40)]))
def test_words_stand_where_their_quotation_says(
    tmp_path_factory: pytest.TempPathFactory, stored: int, x: float, y: float, leaning: int, origin: tuple[int, int]
) -> None:
    path = tmp_path_factory.mktemp("placed") / "form.pdf"
    path.write_bytes(sheet(x, y, leaning, stored, origin))
    pdf = read_pdf(path)
    citer = Citer("form.pdf", pdf)
    for line in (*pdf.pages[0].text, *pdf.pages[0].furniture):
        for word in line.words:
            evidence = citer.cite(1, (word,))
            assert evidence is not None
            assert folded(word.text) in folded(text_in(path, evidence.box))


def sheet(x: float, y: float, leaning: int, stored: int, origin: tuple[int, int]) -> bytes:
    """A page with two words at a place, leaning by a right angle or none, stored turned, its frame beginning elsewhere than at 0."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (WIDTH, HEIGHT))
    canvas.setPageRotation(stored)
    canvas.setCropBox((*origin, WIDTH + origin[0], HEIGHT + origin[1])) if any(origin) else None
    canvas.translate(x, y)
    canvas.rotate(leaning)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(0, 0, "Contingent interruption")
    canvas.save()
    return buffer.getvalue()


def text_in(path: Path, box: Box) -> str:
    """What PDFium finds in a box of the page as shown."""
    document = pdfium.PdfDocument(path)
    page = document[0]
    width, height = page.get_size()

    def stored(x: float, y: float) -> tuple[float, float]:
        across, up = ctypes.c_double(), ctypes.c_double()
        c.FPDF_DeviceToPage(page, 0, 0, round(width * TENTHS), round(height * TENTHS), 0, round(x * TENTHS), round(y * TENTHS), across, up)
        return across.value, up.value

    (x0, y0), (x1, y1) = stored(box.x0, box.top), stored(box.x1, box.bottom)
    textpage = page.get_textpage()
    found = textpage.get_text_bounded(min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1)
    textpage.close()
    page.close()
    document.close()
    return str(found)
