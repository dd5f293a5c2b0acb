"""Files inside a PDF are taken out under safe names; what is no PDF is told."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from extractors.pdf import attachments, read_pdf
from extractors.pdf.attachments import safe_name, take_out
from tests.conftest import write_pdf


def container(tmp_path: Path, files: dict[str, bytes], pinned: dict[str, bytes] | None = None) -> Path:
    """A PDF with these files attached to it, and others pinned to its page."""
    path = write_pdf(tmp_path / "cover.pdf", ["The policy documents are attached to this cover sheet."])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name, data in files.items():
            pdf.attachments[name] = AttachedFileSpec(pdf, data, filename=name)
        for name, data in (pinned or {}).items():
            pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([50, 50, 70, 70]))
            pin.FS = AttachedFileSpec(pdf, data, filename=name).obj
            pdf.pages[0].Annots = Array([pdf.make_indirect(pin)])
        pdf.save()
    return path


@pytest.fixture
def pdf_bytes(tmp_path: Path) -> bytes:
    return write_pdf(tmp_path / "inner.pdf", ["Each claim limit USD 1,000,000"]).read_bytes()


def test_pdfs_are_taken_out_and_others_are_told(tmp_path: Path, pdf_bytes: bytes) -> None:
    path = container(tmp_path, {"Endorsement 3.pdf": pdf_bytes, "terms.docx": b"PK\x03\x04", "named without suffix": pdf_bytes})
    (tmp_path / "out").mkdir()
    attached = take_out(path, None, (), tmp_path / "out")
    assert sorted(pdf.name for pdf in attached.pdfs) == ["Endorsement 3.pdf", "named without suffix.pdf"]
    assert all(pdf.read_bytes() == pdf_bytes for pdf in attached.pdfs)
    assert attached.others == ("terms.docx",)


def test_a_file_pinned_to_a_page_is_remarked_and_taken_out(tmp_path: Path, pdf_bytes: bytes) -> None:
    path = container(tmp_path, {}, {"quote.pdf": pdf_bytes})
    [page] = read_pdf(path).pages
    assert [comment.kind for comment in page.comments] == [attachments.PINNED]
    assert [pdf.name for pdf in take_out(path, None, (1,), tmp_path).pdfs] == ["quote.pdf"]


def test_what_goes_beyond_the_limits_is_told(tmp_path: Path, pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = container(tmp_path, {f"{number}.pdf": pdf_bytes for number in range(4)})
    monkeypatch.setattr(attachments, "MAX_FILES", 3)
    monkeypatch.setattr(attachments, "MAX_BYTES", 2 * len(pdf_bytes))
    (tmp_path / "out").mkdir()
    attached = take_out(path, None, (), tmp_path / "out")
    assert (len(attached.pdfs), len(attached.others)) == (2, 2)


def test_files_of_one_name_do_not_replace_one_another(tmp_path: Path, pdf_bytes: bytes) -> None:
    path = container(tmp_path, {"a/form.pdf": pdf_bytes, "b/FORM.pdf": pdf_bytes})
    (tmp_path / "out").mkdir()
    assert len({pdf.name.lower() for pdf in take_out(path, None, (), tmp_path / "out").pdfs}) == 2


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Endorsement 3.pdf", "Endorsement 3.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\windows\\quote.pdf", "quote.pdf"),
        ("..", "attachment"),
        ("", "attachment"),
        ("con.pdf", "_con.pdf"),
        ("quote\u202efdp.exe", "quote_fdp.exe"),
        ('a<b>:"|?*.pdf', "a_b_.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_lead_nowhere_else(name: str, safe: str) -> None:
    assert safe_name(name) == safe
