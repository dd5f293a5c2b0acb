"""Files inside a PDF: those of a portfolio, those attached to the document, and those pinned to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

MAX_FILES = 100  # taken out of one document
MAX_BYTES = 200_000_000  # of all of them together
MAX_NAME = 120  # characters
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # device names of Windows
PINNED = "file"  # the kind of remark that a file pinned to a page leaves


@dataclass(frozen=True, slots=True)
class Attached:
    """What was taken out of a document: PDFs, each in a file of its own, and the names of what is no PDF or went beyond the limits."""

    pdfs: tuple[Path, ...]
    others: tuple[str, ...]


def take_out(path: Path, password: str | None, pages: Iterable[int], into: Path) -> Attached:
    """Write the PDFs inside the PDF at `path` below `into`; `pages` are the numbers of the pages to which files are pinned.

    Names are made safe for every file system and unlike one another. Raises pdfium.PdfiumError where the document does not open,
    OSError where a file cannot be written.
    """
    pdfs: list[Path] = []
    others: list[str] = []
    room = MAX_BYTES
    document = pdfium.PdfDocument(path, password=password)
    try:
        for number, attachment in enumerate(_attachments(document, pages)):
            name = safe_name(_name(attachment))
            data = _data(attachment) if number < MAX_FILES and room > 0 else b""
            room -= len(data)
            if room < 0 or not _is_pdf(data):
                others.append(name)
                continue
            target = _unlike(into / (name if name.lower().endswith(".pdf") else f"{name}.pdf"), pdfs)
            target.write_bytes(data)
            pdfs.append(target)
    finally:
        document.close()
    return Attached(tuple(pdfs), tuple(others))


def safe_name(name: str) -> str:
    """A file name that is one on every system and leads nowhere else: the last part of a path, without signs that steer."""
    cleaned = UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(" ._")
    stem, dot, suffix = cleaned.rpartition(".")
    if len(cleaned) > MAX_NAME:
        cleaned = f"{stem[: MAX_NAME - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 8 else cleaned[:MAX_NAME]
    return f"_{cleaned}" if RESERVED.match(cleaned) else cleaned or "attachment"


def _attachments(document: pdfium.PdfDocument, pages: Iterable[int]) -> Iterator[pdfium.PdfAttachment]:
    for index in range(document.count_attachments()):
        yield document.get_attachment(index)
    for number in pages:
        page = document[number - 1]
        for index in range(c.FPDFPage_GetAnnotCount(page.raw)):
            annotation = c.FPDFPage_GetAnnot(page.raw, index)
            if annotation and (raw := c.FPDFAnnot_GetFileAttachment(annotation)):
                yield pdfium.PdfAttachment(raw, document)
            c.FPDFPage_CloseAnnot(annotation)
        page.close()


def _name(attachment: pdfium.PdfAttachment) -> str:
    try:
        return str(attachment.get_name())
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return "attachment"


def _data(attachment: pdfium.PdfAttachment) -> bytes:
    try:
        return bytes(attachment.get_data())
    except pdfium.PdfiumError:
        return b""


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _unlike(path: Path, taken: Iterable[Path]) -> Path:
    """The path, numbered where another file has its name (also in other case, which some systems do not tell apart)."""
    names = {other.name.lower() for other in taken}
    numbered, count = path, 1
    while numbered.name.lower() in names:
        count += 1
        numbered = path.with_stem(f"{path.stem} ({count})")
    return numbered
