"""Files that hold several documents: merged one behind the other, or attached to a cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import AttachedFileSpec

from extractors.merged import documents_in
from extractors.pdf import PdfText
from extractors.pdf.layout import PrintedNumber
from extractors.reading import read_document
from flows.compare import compare_folder
from models.records import Reading
from tests.conftest import write_pdf, write_quote
from tests.layout import lines_of, page_of

SAMPLES = Path(__file__).parent.parent / "sample_docs" / "client" / "2026" / "brackenholt"
FORM, DECLARATIONS = SAMPLES / "BHK-TC-100 policy form.pdf", SAMPLES / "Declarations 26-27.pdf"


def file_of(feet: Sequence[str], bookmarks: tuple[int, ...] = ()) -> PdfText:
    """A file whose pages bear these feet: "CY 1 (01/26) 2/3" is form CY 1, page 2 of 3."""
    pages = []
    for number, foot in enumerate(feet, 1):
        form, _, printed = foot.rpartition(" ")
        page = page_of("Words of this page.", number)
        if printed:
            first, _, of = printed.partition("/")
            page = replace(page, printed=PrintedNumber(first, int(of or 0)))
        pages.append(replace(page, furniture=lines_of(form) if form else ()))
    return PdfText(tuple(pages), bookmarks=bookmarks)


@pytest.mark.parametrize(
    ("feet", "bookmarks", "sizes"),
    [
        (["CY 1 (01/26) 1/2", "CY 1 (01/26) 2/2", "CY 2 (01/26) 1/1"], (), [2, 1]),
        (["CY 1 (01/26) 1/1", "CY 2 (01/26) 1/1", "CY 3 (01/26) 1/1"], (), [1, 1, 1]),
        ([" 1/2", " 2/2", " 1/3", " 2/3", " 3/3"], (), [2, 3]),
        (["CY 1 (01/26) 1", "CY 1 (01/26) 2", "CY 2 (01/26) 1", "CY 2 (01/26) 2"], (), [2, 2]),
        (["CY 1 (01/26) 1/3", "CY 1 (01/26) 2/3", "CY 1 (01/26) 3/3"], (), [3]),
        (["CY 1 (01/26) 1", "CY 1 (01/26) 2", "CY 2 (01/26) 3"], (), [3]),
        (["CY 1 (01/26) 1", "CY 1 (01/26) 2", "CY 2 (01/26) 3"], (1, 3), [2, 1]),
        ([" 1", " 2", " 1", " 2"], (), [4]),
        (["CY 1 (01/26) ", "CY 1 (01/26) ", "CY 1 (01/26) "], (1, 2, 3), [3]),
        ([" "], (), [1]),
    ],
)
def test_where_documents_begin(feet: list[str], bookmarks: tuple[int, ...], sizes: list[int]) -> None:
    parts = documents_in(file_of(feet, bookmarks))
    assert [len(part.pages) for part in parts] == sizes
    assert [page.number for part in parts for page in part.pages] == list(range(1, len(feet) + 1))


def found(reading: Reading) -> tuple[set[object], ...]:
    """What was found in a document, but for where it stands."""
    return (
        {(grant.coverage, grant.heading) for grant in reading.grants},
        {(taking.exclusion, taking.heading) for taking in reading.takings},
        {(line.option, line.coverage, line.limit, line.retention) for line in reading.schedule},
        {(term.term, term.value) for term in reading.terms},
    )


def test_a_merged_policy_is_read_as_its_documents(tmp_path: Path) -> None:
    path = tmp_path / "Policy issued.pdf"
    with pikepdf.open(DECLARATIONS) as merged, pikepdf.open(FORM) as form:
        before = len(merged.pages)
        merged.pages.extend(form.pages)
        merged.save(path)
    reading = read_document(path, "Policy issued.pdf", "")
    [part] = reading.parts
    assert (reading.document.type, part.document.type) == ("declarations", "policy_form")
    assert part.document.document == f"Policy issued.pdf#page={before + 1}"
    assert f"this one on pages 1-{before}" in reading.document.reason
    alone = read_document(FORM, "form.pdf", "")
    assert found(part) == found(alone)
    assert [grant.evidence.page - before for grant in part.grants] == [grant.evidence.page for grant in alone.grants]


def test_attached_files_are_documents_of_the_offer(tmp_path: Path) -> None:
    """A cover with a quote, a copy of a file that lies beside it, and a text inside it."""
    offer = tmp_path / "client" / "2026" / "harrowgate"
    beside = write_quote(offer / "beside.pdf", "Marlowe Managed IT, LLC", number="QX-1")
    inner = write_quote(tmp_path / "quote.pdf", "Marlowe Managed IT, LLC", number="QX-2", retention="25,000")
    cover = write_pdf(offer / "portfolio.pdf", ["The documents of your renewal are inside this file."])
    with pikepdf.open(cover, allow_overwriting_input=True) as pdf:
        for name, data in (("quote.pdf", inner.read_bytes()), ("copy.pdf", beside.read_bytes()), ("terms.docx", b"PK")):
            pdf.attachments[name] = AttachedFileSpec(pdf, data, filename=name)
        pdf.save()
    documents = compare_folder(tmp_path / "client", tmp_path / "out").comparison.documents
    rows = {row.document.rpartition("harrowgate/")[2]: row for row in documents}
    assert (rows["portfolio.pdf/quote.pdf"].type, rows["portfolio.pdf/quote.pdf"].status) == ("quote", "read")
    assert rows["portfolio.pdf/copy.pdf"].status == "duplicate" and "beside.pdf" in rows["portfolio.pdf/copy.pdf"].reason
    assert "terms.docx" in rows["portfolio.pdf"].reason


def test_files_nested_too_deep_are_told(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "innermost.pdf", ["Each claim limit USD 1,000,000"]).read_bytes()
    for depth in range(6):
        path = write_pdf(tmp_path / f"{depth}.pdf", [f"Cover sheet number {depth} of the whole bundle"])
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.attachments["inner.pdf"] = AttachedFileSpec(pdf, data, filename="inner.pdf")
            pdf.save()
        data = path.read_bytes()
    reading = read_document(path, "nest.pdf", "")
    assert [part.document.document for part in reading.parts] == ["nest.pdf" + "/inner.pdf" * depth for depth in (1, 2, 3)]
    assert "3 files deep" in reading.parts[-1].document.reason
