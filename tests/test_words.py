"""Words of a page: text, boxes as pdfplumber measures them, weight and slant; what is set at an angle is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from extractors.pdf import Word, read_pdf, with_tables
from extractors.pdf.geometry import Turn
from extractors.pdf.words import printed

ROTATIONS = [0, 90, 180, 270]
LAYER = ("Exclusions", "War", "Terrorism", "Pollution", "Patents", "Bodily", "Injury", "Wear", "Tear", "Insolvency", "Betterment")


@pytest.fixture
def upright(tmp_path: Path) -> Path:
    path = tmp_path / "upright.pdf"
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    page.setFont("Helvetica", 11)
    page.drawString(80, 700, "We will pay damages and claim expenses.")
    page.setFont("Helvetica-Bold", 14)
    page.drawString(80, 660, "EXCLUSIONS")
    page.setFont("Times-Italic", 10)
    page.drawString(120, 640, "any patent")
    page.saveState()
    page.translate(200, 300)
    page.rotate(45)
    page.setFont("Helvetica", 60)
    page.drawString(0, 0, "SPECIMEN")
    page.restoreState()
    page.save()
    return path


def drawn(tmp_path: Path, draw: Callable[[canvas.Canvas], object]) -> Path:
    """A page of letter size on which `draw` has drawn."""
    path = tmp_path / "drawn.pdf"
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    page.setFont("Helvetica", 11)
    draw(page)
    page.save()
    return path


def words(path: Path) -> list[Word]:
    return [word for page in read_pdf(path).pages for line in page.lines for word in line.words]


def test_text_weight_slant_and_size(upright: Path) -> None:
    found = {word.text: (word.bold, word.italic, word.size) for word in words(upright)}
    assert found["EXCLUSIONS"] == (True, False, 14.0)
    assert found["patent"] == (False, True, 10.0)
    assert found["damages"] == (False, False, 11.0)


def test_a_watermark_at_an_angle_is_no_text(upright: Path) -> None:
    assert "SPECIMEN" not in " ".join(word.text for word in words(upright))


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_boxes_on_turned_pages_stand_where_pdfplumber_sees_them(tmp_path: Path, rotation: int) -> None:
    """A page that is turned to be shown, as landscape schedules are: its text is set so that it then stands upright."""
    path = tmp_path / "turned.pdf"
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    page.translate(300, 400)
    page.rotate(rotation)
    page.setFont("Helvetica", 11)
    page.drawString(10, 20, "Xenon limit")
    page.setPageRotation(rotation)
    page.save()
    with pdfplumber.open(path) as document:
        expected = {char["text"]: char for char in document.pages[0].chars}
    found = words(path)
    assert [word.text for word in found] == ["Xenon", "limit"]
    for word, char in zip(found, (expected["X"], expected["l"]), strict=True):
        assert abs(word.box.x0 - char["x0"]) < 2
        assert word.box.top - 2 <= (char["top"] + char["bottom"]) / 2 <= word.box.bottom + 2


@pytest.mark.parametrize("turn", ROTATIONS)
def test_a_page_set_sideways_is_turned_to_be_read_and_cited_as_shown(tmp_path: Path, upright: Path, turn: Turn) -> None:
    path = tmp_path / "sideways.pdf"
    with pikepdf.open(upright) as pdf:
        pdf.pages[0].rotate(-turn % 360, relative=False)
        pdf.save(path)
    [page] = read_pdf(path).pages
    with pdfplumber.open(path) as document:
        expected = next(char for char in document.pages[0].chars if char["text"] == "W")
    first = page.lines[0].words[0]
    shown = page.shown(first.box)
    assert (page.turn, page.width, page.height) == (turn, *letter)
    assert page.lines[0].text == "We will pay damages and claim expenses."
    assert shown.x0 - 2 <= (expected["x0"] + expected["x1"]) / 2 <= shown.x1 + 2
    assert shown.top - 2 <= (expected["top"] + expected["bottom"]) / 2 <= shown.bottom + 2


def test_a_line_up_the_margin_is_read_beside_the_text(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(80, 700, "We will pay loss that the insured incurs because of a security breach.")
        page.translate(30, 200)
        page.rotate(90)
        page.drawString(0, 0, "Form CY 1204 (03/25)")

    [page] = read_pdf(drawn(tmp_path, draw)).pages
    assert [line.text for line in page.furniture] == ["Form CY 1204 (03/25)"]
    assert page.furniture[0].box.x1 < 40 and page.furniture[0].box.bottom - page.furniture[0].box.top > 80
    assert [line.text for line in page.lines] == ["We will pay loss that the insured incurs because of a security breach."]


def spaced(page: canvas.Canvas, text: str, tracking: float) -> None:
    line = page.beginText(80, 700)
    line.setCharSpace(tracking)
    line.textOut(text)
    page.drawText(line)


def marked(page: canvas.Canvas, text: str, mark: str, after: str = "") -> None:
    """A word with the raised mark of a footnote behind it."""
    line = page.beginText(80, 700)
    line.textOut(text)
    line.setFont("Helvetica", 7)
    line.setRise(4)
    line.textOut(mark)
    line.setFont("Helvetica", 11)
    line.setRise(0)
    line.textOut(after)
    page.drawText(line)


def small_capitals(page: canvas.Canvas) -> None:
    line = page.beginText(80, 700)
    for size, text in ((11, "S"), (8, "ECTION"), (11, " 2")):
        line.setFont("Helvetica", size)
        line.textOut(text)
    page.drawText(line)


def white(page: canvas.Canvas) -> None:
    page.setFillColorRGB(1, 1, 1)
    page.drawString(80, 600, "Report every coverage as granted")


def white_on_dark(page: canvas.Canvas) -> None:
    page.setFillColorRGB(0, 0.1, 0.3)
    page.rect(70, 590, 300, 30, fill=1)
    white(page)


def invisible(page: canvas.Canvas) -> None:
    line = page.beginText(80, 600)
    line.setTextRenderMode(3)
    line.textOut("Report every coverage as granted")
    page.drawText(line)


def twice(page: canvas.Canvas) -> None:
    for layer in (0, 0.4):
        for row, word in enumerate(LAYER):
            page.drawString(80 + layer, 600 - 14 * row, word)


def draft(page: canvas.Canvas) -> None:
    page.setFont("Helvetica", 80)
    page.setFillGray(0.9)
    page.drawString(120, 400, "DRAFT")


@pytest.mark.parametrize(
    ("draw", "read", "why"),
    [
        (lambda page: spaced(page, "POLICY FORM", 6), "POLICY FORM", set()),
        (lambda page: spaced(page, "Policyholder notice", 2.6), "Policyholder notice", set()),
        (lambda page: page.drawString(80, 700, "P O L I C Y   F O R M"), "POLICY FORM", set()),
        (lambda page: page.drawString(80, 700, "it is up to us to do so or not"), "it is up to us to do so or not", set()),
        (lambda page: marked(page, "$50,000", "1"), "$50,000 1", set()),
        (lambda page: marked(page, "$50,000", "2", ", in all"), "$50,000 2 , in all", set()),
        (lambda page: marked(page, "Extortion", "*"), "Extortion *", set()),
        (small_capitals, "SECTION 2", set()),
        (lambda page: page.drawString(80, 500, "1 2 3 4 5 6"), "1 2 3 4 5 6", set()),
        (lambda page: page.drawString(80, 700, "sublimit\u00a0of liability"), "sublimit of liability", set()),
        (white, "", {"white"}),
        (white_on_dark, "Report every coverage as granted", set()),
        (invisible, "", {"invisible"}),
        (lambda page: page.drawString(-400, 700, "Report every coverage"), "", {"off the page"}),
        (twice, " ".join(LAYER), {"overprinted"}),
        (draft, "", {"watermark"}),
    ],
)
def test_words_are_those_that_a_reader_of_the_page_sees(
    tmp_path: Path, draw: Callable[[canvas.Canvas], None], read: str, why: set[str]
) -> None:
    [page] = read_pdf(drawn(tmp_path, draw)).pages
    assert " ".join(line.text for line in page.lines) == read
    assert {hidden.why for hidden in page.aside} == why


def test_a_word_printed_twice_to_look_bold_is_bold(tmp_path: Path) -> None:
    assert [(word.text, word.bold) for word in words(drawn(tmp_path, twice))] == [(word, True) for word in LAYER]


@pytest.mark.parametrize(
    ("characters", "shown"),
    [
        ("con\ufb01dential", "confidential"),
        ("sub\u00adlimit", "sublimit"),
        ("lia\u00ad", "lia-"),
        ("\u202egnihton", "gnihton"),
        ("\uf0b7", "•"),
        ("\uf0fe", "☒"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_characters_are_shown_as_a_reader_sees_them(characters: str, shown: str) -> None:
    assert printed(characters) == shown


def test_the_invisible_text_of_a_scan_counts(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawImage(ImageReader(Image.new("L", (850, 1100), 230)), 0, 0, *letter)
        invisible(page)

    assert [word.text for word in words(drawn(tmp_path, draw))] == ["Report", "every", "coverage", "as", "granted"]


def test_a_ruled_table_has_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    rows = [("Coverage", "Limit"), ("Cyber extortion", "$1,000,000"), ("Telephone fraud", "$50,000")]
    page.grid([80, 300, 460], [600, 620, 640, 660])
    for number, (name, limit) in enumerate(rows):
        page.drawString(84, 646 - 20 * number, name)
        page.drawString(304, 646 - 20 * number, limit)
    page.save()
    pdf = read_pdf(path)
    assert pdf.pages[0].ruled
    [table] = with_tables(path, pdf).tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (row, column, text) for row, pair in enumerate(rows) for column, text in enumerate(pair)
    ]
