"""Words with boxes and fonts of every page below a folder, against pdfplumber's `extract_words` and PDFium with a box per character.

    python -m benchmarks.words [FOLDER] [--runs 3]

All three run in one process on one processor, in turn, over the same files; the medians and their ratios are printed. Files that
PDFium cannot open are left out for all three. FOLDER is searched for PDFs; by default the sample client.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from benchmarks.one_processor import asked
from extractors.pdf.words import page_words


def main() -> int:
    """Print pages, words, seconds and ratios."""
    options = asked(__doc__)
    files = [path for path in sorted(options.folder.rglob("*.pdf")) if _opens(path)]
    ways: dict[str, Callable[[list[Path]], int]] = {
        "covergap": _covergap,
        "PDFium, box per character": _character_boxes,
        "pdfplumber extract_words": _pdfplumber,
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    found = {}
    for _ in range(options.runs):
        for name, way in ways.items():
            started = time.perf_counter()
            found[name] = way(files)
            seconds[name].append(time.perf_counter() - started)
    ours = statistics.median(seconds["covergap"])
    print(f"{len(files)} files, {sum(1 for _ in _pages(files))} pages, medians of {options.runs} runs on one processor")
    for name, runs in seconds.items():
        median = statistics.median(runs)
        print(f"{name:28s} {median:8.2f} s  {found[name]:8d} found  {median / ours:6.2f} times covergap's time")
    return 0


def _opens(path: Path) -> bool:
    try:
        pdfium.PdfDocument(path).close()
    except pdfium.PdfiumError:
        return False
    return True


def _pages(files: list[Path]) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
    for path in files:
        document = pdfium.PdfDocument(path)
        for page in document:
            textpage = page.get_textpage()
            yield page, textpage
            textpage.close()
            page.close()
        document.close()


def _covergap(files: list[Path]) -> int:
    return sum(len(page_words(page, textpage).words) for page, textpage in _pages(files))


def _character_boxes(files: list[Path]) -> int:
    boxes = 0
    for _, textpage in _pages(files):
        for index in range(textpage.count_chars()):
            textpage.get_charbox(index)
            boxes += 1
    return boxes


def _pdfplumber(files: list[Path]) -> int:
    words = 0
    for path in files:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                words += len(page.extract_words(extra_attrs=["fontname", "size"]))
                page.close()
    return words


if __name__ == "__main__":
    sys.exit(main())
