"""Memory of reading: the peak over one form of 300 pages, against pdfplumber's `extract_words`, and one process over many documents.

    python -m benchmarks.memory [--pages 300] [--documents 2000] [--seed 7]

Each measure has a fresh process of its own. "base" is its resident size when it is ready to read, "peak" the largest it ever had; both
need Linux or macOS. The documents are policy forms of one page and differ from one another. They are read once by one process
without end, once by covergap's own processes, which are renewed after DOCUMENTS_PER_WORKER. Exit status 1 where the form takes
more than FORM_MB or a process still grows after its first documents.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypeVar

import psutil

from extractors.options import AS_IT_IS
from flows.shards import DOCUMENTS_PER_WORKER, Workers
from flows.sources import Source
from flows.worker import MB, read_source

FORM_MB = 400
GROWTH_MB = 20  # between SETTLED and the last document: what is left of one document and the next differs by less
SETTLED = 200  # documents after which a process has loaded all that it uses
Given, Found = TypeVar("Given"), TypeVar("Found")
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of a process: ready, and at its largest. `what` counts what it found."""

    base: int
    peak: int
    seconds: float
    what: str


def main() -> int:
    """Print the figures."""
    from benchmarks.forms import write_form  # not above: each process loads what stands there, and its base would hold it

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    draw = Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder, "form.pdf")
        write_form(form, options.pages, draw)
        print(f"seed {options.seed}; a form of {options.pages} pages, {form.stat().st_size / MB:.1f} MB", flush=True)
        ours = _fresh(_covergap, form)
        for name, memory in (("covergap", ours), ("pdfplumber extract_words", _fresh(_pdfplumber, form))):
            sizes = f"base {memory.base / MB:4.0f} MB, peak {memory.peak / MB:5.0f} MB"
            print(f"{name:25s} {sizes}, {memory.seconds:6.1f} s, {memory.what}", flush=True)
        documents = [Path(folder, f"{number:05d}.pdf") for number in range(options.documents)]
        for path in documents:
            write_form(path, 1, draw)
        told = sorted({count for count in (1, 200, 1000, options.documents) if count <= options.documents})
        alone = _fresh(_one_process, documents)
        _print_sizes("one process without end", alone, told)
        _print_sizes(f"renewed after {DOCUMENTS_PER_WORKER}", _renewed(documents), told)
    grown = alone[-1] - alone[min(SETTLED, len(alone)) - 1]
    print(f"grown from document {min(SETTLED, len(alone))} to {len(alone)}: {grown / MB:.1f} MB")
    return 0 if ours.peak < FORM_MB * MB and grown <= GROWTH_MB * MB else 1


def _fresh(measure: Callable[[Given], Found], given: Given) -> Found:
    """What `measure` returns in a process that did nothing before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, given).result()


def _covergap(form: Path) -> Memory:
    import extractors.reading  # noqa: F401  # loading is part of the base, as in a reading process

    base, began = _resident(), time.perf_counter()
    reading = read_source(_source(form), AS_IT_IS)
    found = f"{reading.document.type} of {reading.document.pages} pages, {len(reading.takings)} exclusions, {len(reading.clauses)} clauses"
    return Memory(base, _peak(), time.perf_counter() - began, found)


def _pdfplumber(form: Path) -> Memory:
    import pdfplumber

    base, began, words = _resident(), time.perf_counter(), 0
    with pdfplumber.open(form) as document:
        for page in document.pages:
            words += len(page.extract_words())
            page.close()
    return Memory(base, _peak(), time.perf_counter() - began, f"{words} words")


def _one_process(documents: Sequence[Path]) -> list[int]:
    """The resident size after each document."""
    sizes = []
    for path in documents:
        read_source(_source(path), AS_IT_IS)
        sizes.append(_resident())
    return sizes


def _renewed(documents: Sequence[Path]) -> list[int]:
    """The same of a reading process that is renewed; 0 while there is none."""
    sizes: list[int] = []
    pool = Workers(1)

    def each(_document: str) -> None:
        sizes.append(max((child.memory_info().rss for child in psutil.Process().children()), default=0))

    readings = pool.read([_source(path) for path in documents], each=each)
    pool.close()
    if unread := [reading.document for reading in readings if reading.document.status != "read"]:
        raise SystemExit(f"not read: {unread[0]}")
    return sizes


def _print_sizes(name: str, sizes: Sequence[int], told: Sequence[int]) -> None:
    shown = ", ".join(f"{max(sizes[:count]) / MB:.0f} MB in {count}" for count in told)
    print(f"{name:25s} largest of a process: {shown}", flush=True)


def _source(path: Path) -> Source:
    return Source(path, path.name)


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT


if __name__ == "__main__":
    sys.exit(main())
