"""Form fields and notes over a page: values are words at their place, comments and highlights stay apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from extractors.pdf import read_pdf
from extractors.pdf.layout import Page

FIELD = (200, 694, 400, 712)


def page_with(tmp_path: Path, change: Callable[[Pdf], object]) -> Page:
    """The page "Each claim limit:", with what `change` lays over it, as it is read."""
    path = tmp_path / "form.pdf"
    drawing = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    drawing.drawString(80, 700, "Each claim limit:")
    drawing.drawString(80, 660, "Ransomware endorsement applies")
    drawing.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save()
    [page] = read_pdf(path).pages
    return page


def lay(pdf: Pdf, **entries: object) -> None:
    """Lay an annotation over the page; one with a field type goes into the form as well."""
    entries = {"Type": Name.Annot, "Subtype": Name.Widget, "Rect": Array(FIELD), "F": 4} | entries
    annotation = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in entries.items()}))
    page = pdf.pages[0]
    page.Annots = Array([*page.get("/Annots", []), annotation])
    if "FT" in entries:
        form = pdf.Root.get("/AcroForm", Dictionary(Fields=Array(), DA=String("/Helv 10 Tf 0 g")))
        form.Fields = Array([*form.Fields, annotation])
        pdf.Root.AcroForm = form


def text_field(pdf: Pdf, **entries: object) -> None:
    lay(pdf, **{"FT": Name.Tx, "T": String("limit"), "V": String("USD 2,000,000")} | entries)


def tick(pdf: Pdf, on: bool) -> None:
    state = Name.Yes if on else Name.Off
    looks = Dictionary(N=Dictionary(Yes=pdf.make_stream(b""), Off=pdf.make_stream(b"")))
    lay(pdf, FT=Name.Btn, T=String("ransomware"), V=state, AS=state, AP=looks, Rect=Array([60, 658, 72, 670]))


def choice(pdf: Pdf) -> None:
    options = Array([Array([String("a"), String("Claims made")]), Array([String("b"), String("Occurrence")])])
    lay(pdf, FT=Name.Ch, Ff=1 << 17, T=String("trigger"), V=String("b"), Opt=options)


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (text_field, ["Each claim limit: USD 2,000,000", "Ransomware endorsement applies"]),
        (lambda pdf: text_field(pdf, V=String("")), ["Each claim limit:", "Ransomware endorsement applies"]),
        (choice, ["Each claim limit: Occurrence", "Ransomware endorsement applies"]),
        (lambda pdf: tick(pdf, True), ["Each claim limit:", "☒ Ransomware endorsement applies"]),
        (lambda pdf: tick(pdf, False), ["Each claim limit:", "☐ Ransomware endorsement applies"]),
        (lambda pdf: text_field(pdf, Ff=1 << 13), ["Each claim limit:", "Ransomware endorsement applies"]),
        (
            lambda pdf: lay(pdf, Subtype=Name.FreeText, Contents=String("EUR 250 000"), DA=String("/Helv 10 Tf")),
            ["Each claim limit: EUR 250 000", "Ransomware endorsement applies"],
        ),
    ],
)
def test_values_stand_at_their_place(tmp_path: Path, change: Callable[[Pdf], None], lines: list[str]) -> None:
    page = page_with(tmp_path, change)
    assert [line.text for line in page.lines] == lines


def test_the_box_of_a_value_lies_in_its_field(tmp_path: Path) -> None:
    page = page_with(tmp_path, text_field)
    box = page.lines[0].words[-1].box
    assert FIELD[0] <= box.x0 <= box.x1 <= FIELD[2]
    assert 792 - FIELD[3] <= box.top <= box.bottom <= 792 - FIELD[1]


def test_a_long_value_is_read_line_by_line(tmp_path: Path) -> None:
    value = "Subject to a signed application and to confirmation of multifactor authentication before the policy is bound"
    page = page_with(tmp_path, lambda pdf: text_field(pdf, V=String(value), Rect=Array([200, 480, 400, 620]), Ff=1 << 12))
    lines = page.lines[2:]
    assert " ".join(line.text for line in lines) == value
    assert len(lines) > 1 and all(line.box.x1 <= 401 for line in lines)


def test_the_value_of_a_hidden_field_is_set_aside(tmp_path: Path) -> None:
    page = page_with(tmp_path, lambda pdf: text_field(pdf, F=2))
    assert page.lines[0].text == "Each claim limit:"
    assert [(hidden.word.text, hidden.why) for hidden in page.aside] == [("USD", "invisible"), ("2,000,000", "invisible")]


def test_a_value_that_the_page_prints_as_well_is_read_once(tmp_path: Path) -> None:
    page = page_with(tmp_path, lambda pdf: text_field(pdf, V=String("Each claim limit:"), Rect=Array([70, 694, 190, 712])))
    assert page.lines[0].text == "Each claim limit:"


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [(Name.Text, "note"), (Name.Highlight, "highlight"), (Name.StrikeOut, "strike-out"), (Name.Stamp, "stamp")],
)
def test_remarks_are_kept_apart(tmp_path: Path, subtype: Name, kind: str) -> None:
    page = page_with(tmp_path, lambda pdf: lay(pdf, Subtype=subtype, Contents=String("Ask the carrier for 5M")))
    assert [(comment.kind, comment.text) for comment in page.comments] == [(kind, "Ask the carrier for 5M")]
    assert "5M" not in " ".join(line.text for line in page.lines)
