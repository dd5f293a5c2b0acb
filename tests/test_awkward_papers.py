"""The same paper in an awkward shape gives the same cells: set sideways, turned by the viewer, scanned, with values in form fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from extractors.reading import read_document
from models.records import Reading
from tests.scans import scan

pytest.importorskip("tesserocr", reason="there is no OCR engine for this system")

SAMPLES = Path(__file__).parent.parent / "sample_docs" / "client" / "2026"
QUOTE = SAMPLES / "lanternfield" / "LF quote Quillfern.pdf"
DECLARATIONS = SAMPLES / "brackenholt" / "Declarations 26-27.pdf"


def cells(reading: Reading) -> set[tuple[object, ...]]:
    """What the gap table takes from a schedule."""
    lines = {
        (line.option, line.coverage, line.position, line.limit, line.limit_unit, line.retention, line.waiting_hours)
        for line in reading.schedule
    }
    return lines | {(term.option, term.coverage, term.term, term.value) for term in reading.terms}


def read(path: Path) -> Reading:
    return read_document(path, path.name, "")


@pytest.mark.parametrize("paper", [QUOTE, DECLARATIONS], ids=lambda path: path.stem)
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_paper_set_sideways(tmp_path: Path, paper: Path, turn: int) -> None:
    with pikepdf.open(paper) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=True)
        pdf.save(tmp_path / paper.name)
    plain, turned = read(paper), read(tmp_path / paper.name)
    assert cells(plain) and cells(turned) == cells(plain)
    assert [page.evidence.page for page in turned.schedule] == [page.evidence.page for page in plain.schedule]


@pytest.mark.parametrize("paper", [QUOTE, DECLARATIONS], ids=lambda path: path.stem)
def test_a_scanned_copy(tmp_path: Path, paper: Path) -> None:
    """But for lines whose cells are blank: that they are cells at all is told by rules, which a picture does not give."""
    plain, scanned = read(paper), read(scan(tmp_path / paper.name, paper, skew=0.7))
    assert scanned.document.text_source == "ocr"
    assert cells(scanned) == {cell for cell in cells(plain) if "unstated" not in cell}


ROWS = (
    ("Named Insured:", "Marlowe Managed IT, LLC"),
    ("Quote number:", "QX-774410"),
    ("Policy period:", "2026-03-01 to 2027-03-01"),
    ("Policy aggregate limit:", "USD 2,000,000"),
    ("Retention:", "USD 10,000"),
    ("Cyber extortion:", "USD 500,000"),
    ("Premium:", "USD 21,500"),
)


def declarations(path: Path, value: Callable[[canvas.Canvas, str, float], object]) -> Path:
    """A page of declarations of which `value` sets each value at a height."""
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    page.drawString(60, 740, "CYBER AND TECHNOLOGY E&O INSURANCE QUOTATION")
    page.drawString(60, 716, "Insurer: Harrowgate Specialty Insurance Company")
    page.drawString(60, 692, "This quotation is valid for 30 days and subject to a signed application.")
    for number, (label, text) in enumerate(ROWS):
        page.drawString(60, 660 - 24 * number, label)
        value(page, text, 660 - 24 * number)
    page.save()
    return path


def field(page: canvas.Canvas, text: str, y: float) -> None:
    page.acroForm.textfield(name=f"f{y}", value=text, x=220, y=y - 5, width=240, height=18, fontSize=10, borderWidth=0)


def test_values_in_form_fields(tmp_path: Path) -> None:
    plain = read(declarations(tmp_path / "plain.pdf", lambda page, text, y: page.drawString(222, y, text)))
    filled = read(declarations(tmp_path / "filled.pdf", field))
    assert len(cells(plain)) >= len(ROWS) and cells(filled) == cells(plain)
