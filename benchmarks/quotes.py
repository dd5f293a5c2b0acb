"""Values of drawn quotes in the tables of a comparison, and the time that a quote of five pages takes beside pdfplumber.

    python -m benchmarks.quotes [--count 40] [--seed 1] [--show] [--keep FOLDER]

The quotes are those of `benchmarks.quotes_drawn`: layout, content, wording, look and producer are drawn at random; all that they state
is known. Each is compared as a client of its own, and terms.csv and coverages.csv are held against what it states. A value is a
position, limit, retention, waiting period or share of one coverage, or a term of the policy, in one option; what holds in every option
is one value. Right are the values stated that the tables tell; invented are those that they tell and the quote does not state
for that coverage and option, wrong ones among them. What follows from what is stated ("Included" and the aggregate) is neither.

Seeds 1 to 6 were looked at while the reader was mended; any other draw is unseen, though from the same words. The command fails where
fewer than a quarter of the labels drawn stand in no list of the reader (aliases and cues of coverages, labels of terms, words over
columns and of options).

The time is that of one process from the file to the cells of one document, against pdfplumber's `extract_text` of the same file.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from benchmarks.quotes_drawn import Drawn, Fact, draw, told
from benchmarks.quotes_drawn.listed import listed_labels
from benchmarks.quotes_drawn.writing import unnumbered
from extractors.reading import read_document
from flows.compare import compare_folder, held_together
from models.catalogue import load_catalogue
from models.judgement import judge
from models.offers import group_offers

UNLISTED = 0.25  # share of the labels at least
PAGES, RUNS = 5, 5


class Score(NamedTuple):
    right: int
    of: int
    invented: int

    @property
    def share(self) -> float:
        return self.right / self.of


def main() -> int:
    """Print the figures of each layout and of all. Exit status 1 where too many labels are listed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40, help="quotes (default 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each value that is missing or invented")
    parser.add_argument("--keep", type=Path, help="keep the quotes and their tables in this folder")
    options = parser.parse_args()
    scores: dict[str, list[Score]] = {}
    labels: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        for number in range(options.count):
            drawn = draw(options.seed, number)
            found = _compared(drawn, folder, f"{options.seed}-{number:02d}")
            invented = found - drawn.stated - drawn.derived
            scores.setdefault(drawn.layout, []).append(Score(len(drawn.stated & found), len(drawn.stated), len(invented)))
            labels += drawn.labels
            if options.show:
                _print_wrong(f"{number:02d} {drawn.layout} by {drawn.producer}", drawn.stated - found, invented)
    print(f"{options.count} quotes, seed {options.seed}{'right':>17s}{'values':>9s}{'invented':>10s}")
    for layout, own in scores.items():
        _print(layout, own)
    _print("all", [score for own in scores.values() for score in own])
    unlisted = _unlisted(labels)
    print(f"labels that the reader lists nowhere: {unlisted:.0%} of {len(labels)}")
    _print_time(options.seed)
    return 0 if unlisted >= UNLISTED else 1


def _compared(drawn: Drawn, folder: Path, name: str) -> frozenset[Fact]:
    """What the tables of a comparison of this quote alone tell."""
    client = folder / "clients" / name
    client.mkdir(parents=True, exist_ok=True)
    (client / "quote.pdf").write_bytes(drawn.pdf)
    return told(compare_folder(client, folder / "tables", workers=1).folder)


def _unlisted(labels: Sequence[str]) -> float:
    listed = listed_labels()
    return sum(unnumbered(label) not in listed for label in labels) / len(labels)


def _print(name: str, scores: Sequence[Score]) -> None:
    total = Score(*map(sum, zip(*scores, strict=True)))
    print(f"{name:30s}{total.share:10.1%}{total.of:9d}{total.invented:10d}")


def _print_wrong(title: str, missing: frozenset[Fact], invented: frozenset[Fact]) -> None:
    for mark, facts in (("missing", missing), ("invented", invented)):
        for fact in sorted(facts):
            print(f"{title}: {mark} {' '.join(fact)}")


def _print_time(seed: int) -> None:
    path_to: dict[str, Callable[[Path], object]] = {"covergap, file to cells": _cells, "pdfplumber extract_text": _text}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quote.pdf"
        path.write_bytes(next(_of_five_pages(seed)))
        seconds = {name: _seconds(way, path) for name, way in path_to.items()}
    ours = seconds["covergap, file to cells"]
    for name, taken in seconds.items():
        print(f"{name}, {PAGES} pages: {taken:.2f} s, {taken / ours:.2f} times covergap's time")


def _of_five_pages(seed: int) -> Iterator[bytes]:
    for number in count():
        pdf = draw(seed, number, long=True).pdf
        with tempfile.TemporaryFile() as file:
            file.write(pdf)
            with pdfplumber.open(file) as document:
                if len(document.pages) == PAGES:
                    yield pdf


def _seconds(way: Callable[[Path], object], path: Path) -> float:
    """The median of some runs after one that loads what is loaded once."""
    way(path)
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        way(path)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _cells(path: Path) -> object:
    catalogue = load_catalogue()
    offers = group_offers([read_document(path, path.name, "")], catalogue)
    return judge(held_together(offers, ""), catalogue, "medium")


def _text(path: Path) -> object:
    with pdfplumber.open(path) as document:
        return [page.extract_text() for page in document.pages]


if __name__ == "__main__":
    sys.exit(main())
