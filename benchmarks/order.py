"""Word order error over pages laid out from known text, beside pdfplumber and PDFium's raw text.

    python -m benchmarks.order [--seed 1] [--show] [--keep FOLDER]

Two pages per kind of layout, producer and geometry (usual and wild, see `benchmarks.laid_out`). The error is the edit distance
between the words read and the words as a person reads them, over the number of the latter; heads, feet and stamps are not to be
read. Producers write most pages in reading order, which PDFium keeps; wild pages by ReportLab are written line by line over all
columns.

All texts are made alike first: compatibility forms (NFKC), a word broken at a line's end made whole, other hyphens and all
punctuation left out, figures parted from letters. pdfplumber is read by `extract_text`, PDFium by `get_text_range`; both know no
running heads, so these are taken out of their text wherever they stand whole. Cells of tables take one line each: wrapped cells
are the business of the table benchmark.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from benchmarks.laid_out import Produced, laid_out_documents, reading
from extractors.pdf import read_pdf

READERS = ("covergap", "pdfplumber", "PDFium raw")
WORD = re.compile(r"\d[\d,]*|[^\W\d_]+|[*†‡]+")
HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-"})
SHOWN_WORDS = 12


def main() -> int:
    """Print the figures. Exit status 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="which pages are drawn (default 1)")
    parser.add_argument("--show", action="store_true", help="tell where covergap's order first departs on each page")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    options = parser.parse_args()
    errors: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for made in laid_out_documents(options.seed):
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{name(made)}.pdf").write_bytes(made.pdf)
        for number, (truth, read) in enumerate(pages_read(made), 1):
            wrong = {reader: distance(truth, words) for reader, words in read.items()}
            for group in (made.document.kind, f"all, {'wild' if made.document.wild else 'usual'} geometry", "all"):
                sizes[group] += len(truth)
                errors.setdefault(group, Counter()).update(wrong | {"pages": 1})
            if options.show and wrong["covergap"]:
                print(f"{name(made)}, page {number}: {wrong['covergap']} of {len(truth)}: {departure(truth, read['covergap'])}")
    print(f"{errors['all']['pages']} pages, {sizes['all']} words, seed {options.seed}; word order error in percent")
    print(f"{'':32s}" + "".join(f"{reader:>12s}" for reader in READERS))
    for group in sorted(errors, key=lambda group: group.startswith("all")):
        print(f"{group:32s}" + "".join(f"{100 * errors[group][reader] / sizes[group]:12.2f}" for reader in READERS))
    return 0


def name(made: Produced) -> str:
    """What to call a document, for people and as a file."""
    kind = re.sub(r"\W+", "-", made.document.kind)
    return f"{kind}_{made.producer}_{'wild' if made.document.wild else 'usual'}"


def pages_read(made: Produced) -> Iterator[tuple[list[str], Mapping[str, list[str]]]]:
    """The true words of each page, and those that each reader finds, in its order."""
    with pdfplumber.open(io.BytesIO(made.pdf)) as plumber:
        plumbed = [page.extract_text() for page in plumber.pages]
    with pdfium.PdfDocument(made.pdf) as document:
        raw = [page.get_textpage().get_text_range() for page in document]
    for sheet, ours, plumbed_page, raw_page in zip(made.document.sheets, our_words(made), plumbed, raw, strict=True):
        furniture = [tokens([line]) for line in (sheet.head, sheet.foot, sheet.stamp) if line]
        peers = {"pdfplumber": plumbed_page, "PDFium raw": raw_page}
        read = {reader: _without(tokens(text.splitlines()), furniture) for reader, text in peers.items()}
        yield tokens(reading(sheet)), {"covergap": ours} | read


def our_words(made: Produced) -> list[list[str]]:
    """The words of each page as covergap reads them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(made.pdf)
        return [tokens(line.text for line in page.text) for page in read_pdf(path).pages]


def tokens(lines: Iterable[str]) -> list[str]:
    """The words of some lines, made alike for every reader."""
    text = "\n".join(unicodedata.normalize("NFKC", line.translate(HYPHENS)).strip() for line in lines)
    return WORD.findall(text.replace("-\n", "").replace("-", ""))


def distance(truth: Sequence[str], read: Sequence[str]) -> int:
    return Levenshtein.distance(truth, read)


def departure(truth: Sequence[str], read: Sequence[str]) -> str:
    """The words about the first place where a reading departs from the truth."""
    at = next((n for n, (a, b) in enumerate(zip(truth, read, strict=False)) if a != b), min(len(truth), len(read)))
    begin, end = max(0, at - 2), at + SHOWN_WORDS
    return f"{' '.join(truth[begin:end])!r} read as {' '.join(read[begin:end])!r}"


def _without(words: list[str], runs: Iterable[list[str]]) -> list[str]:
    """The words without the first place where each run stands whole."""
    for run in runs:
        at = next((n for n in range(len(words) - len(run) + 1) if words[n : n + len(run)] == run), None)
        if at is not None:
            words = words[:at] + words[at + len(run) :]
    return words


if __name__ == "__main__":
    sys.exit(main())
