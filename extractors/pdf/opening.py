"""Opening a PDF, or saying in words why it cannot be opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from models.errors import DocumentError

LOOKED_AT = 1024  # bytes from the file's start, in which a PDF must have its mark: as PDF programs do
PDF_MARK = b"%PDF-"
NO_PAGES = re.compile(rb"/Kids\s*\[\s*\]")  # PDFium has no code of its own for it; such files are small
# What people save under the name of a PDF, by its first bytes.
OTHER_FORMATS = {
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document or an e-mail",
    b"{\\rtf": "an RTF document",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a compressed file",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
}


def open_pdf(path: Path, passwords: Sequence[str] = ()) -> pdfium.PdfDocument:
    """Open a PDF of at least one page, by the first of `passwords` that fits where it needs one.

    Raises DocumentError where it is empty, encrypted, damaged, or no PDF at all.
    """
    try:
        if path.stat().st_size == 0:
            raise DocumentError("empty", "the file has no bytes: fetch it again")
        document, _ = _opened(path, passwords)
    except OSError as error:
        raise DocumentError("corrupt", f"the file cannot be read ({error.strerror}): check that it exists and may be read") from error
    return document


def fitting_password(path: Path, passwords: Sequence[str]) -> str:
    """The one of `passwords` that opens the file, "" where it needs none: for programs other than PDFium. Raises as `open_pdf`."""
    document, password = _opened(path, passwords)
    document.close()
    return password


def _opened(path: Path, passwords: Sequence[str]) -> tuple[pdfium.PdfDocument, str]:
    for password in ("", *passwords):
        try:
            return pdfium.PdfDocument(path, password or None), password
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code == c.FPDF_ERR_SECURITY:
                reason = "the file is protected in a way that covergap does not know (a certificate, or rights management)"
                raise DocumentError("encrypted", f"{reason}: open it and print it to a new PDF, or ask for an open copy") from error
            if code != c.FPDF_ERR_PASSWORD:
                raise _unreadable(path) from error
    asked = f"the file asks for a password, and none of the {len(passwords)} given fits" if passwords else "the file asks for a password"
    raise DocumentError("encrypted", f"{asked}: give it with --password or in the passwords_file of covergap.toml")


def _unreadable(path: Path) -> DocumentError:
    """Why PDFium does not open it: no PDF at all, or a damaged one."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        rest = file.read(LOOKED_AT)
    if PDF_MARK in start and NO_PAGES.search(start + rest):
        return DocumentError("empty", "the file has no pages: ask for a new copy")
    if PDF_MARK in start:
        return DocumentError("corrupt", "the file is a damaged PDF, perhaps cut off on its way: ask for a new copy")
    for mark, name in OTHER_FORMATS.items():
        if start.lstrip().lower().startswith(mark.lower()):
            return DocumentError("unsupported", f"the file is no PDF but {name}: ask for the document as PDF")
    return DocumentError("corrupt", "the file is no PDF, only named like one: ask for the document as PDF")
