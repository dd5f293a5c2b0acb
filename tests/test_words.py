"""Words of a page: text, boxes as pdfplumber measures them, weight and slant; what is set at an angle is left out."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from extractors.pdf import Word, read_pdf, with_tables
from models.errors import DocumentError

ROTATIONS = [0, 90, 180, 270]


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


def test_a_page_whose_text_only_stands_askew_is_told_as_unread(upright: Path, tmp_path: Path) -> None:
    with pikepdf.open(upright) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(tmp_path / "sideways.pdf")
    assert read_pdf(tmp_path / "sideways.pdf").unread_pages == (1,)


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
    assert pdf.ruled == (1,)
    [table] = with_tables(path, pdf).tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (row, column, text) for row, pair in enumerate(rows) for column, text in enumerate(pair)
    ]


def test_what_cannot_be_opened_says_why(tmp_path: Path, upright: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "torn.pdf").write_bytes(upright.read_bytes()[:200])
    with pikepdf.open(upright) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    found = {}
    for name in ("empty", "torn", "locked"):
        with pytest.raises(DocumentError) as raised:
            read_pdf(tmp_path / f"{name}.pdf")
        found[name] = raised.value.status
    assert found == {"empty": "empty", "torn": "corrupt", "locked": "encrypted"}


def test_an_owner_password_does_not_keep_a_file_shut(tmp_path: Path, upright: Path) -> None:
    with pikepdf.open(upright) as pdf:
        pdf.save(tmp_path / "owned.pdf", encryption=pikepdf.Encryption(user="", owner="secret"))
    assert "damages" in [word.text for word in words(tmp_path / "owned.pdf")]
