"""A second look at many unchanged documents: which of them are new, and which pages are known from before.

    python -m benchmarks.cache [--documents 10000]

Makes so many small PDFs, all different, in folders of ten. The first look hashes every file and keeps a page for each; the second
finds all files again, knows them by size and times, and finds their pages in the cache. The peer is hashing every file again
(hashlib.file_digest), in the same run. Figure to reach: 5 seconds or less for 10,000 documents.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from extractors.pdf import PdfText
from extractors.pdf.cache import PageCache, lay_down
from extractors.pdf.layout import Page
from flows.cache import VARIABLE, open_cache
from flows.doctor import TINY_PDF
from flows.sources import Source, find_sources, sha256_of

MAX_MB = 100
FILLING = b"%" + bytes(100_000)  # so that a file is as large as a quote is


def main() -> int:
    """Print seconds of both looks and of the peer. Exit status 1 where the second look does not know every document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        os.environ[VARIABLE] = str(Path(work, "cache"))
        folder = _documents(Path(work, "documents"), options.documents)
        first, sources, _ = _look(folder)
        _keep_pages(sources, Path(work, "scratch"))
        second, _, known = _look(folder)
        started = time.perf_counter()
        for path in folder.rglob("*.pdf"):
            sha256_of(path)
        peer = time.perf_counter() - started
    print(f"{len(sources):,} documents: first look {first:.2f} s, second look {second:.2f} s with {known:,} of them known")
    print(f"hashing every file again {peer:.2f} s: {peer / second:.2f} times the second look")
    return 0 if known == options.documents else 1


def _documents(folder: Path, count: int) -> Path:
    for number in range(count):
        path = folder / f"client {number // 10}" / f"quote {number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TINY_PDF + f"%{number}\n".encode() + FILLING)
    return folder


def _look(folder: Path) -> tuple[float, tuple[Source, ...], int]:
    started = time.perf_counter()
    with open_cache() as cache:
        sources = find_sources(folder, MAX_MB, cache.sha256).files
        known = cache.keep(source.sha256 for source in sources)
    return time.perf_counter() - started, sources, known


def _keep_pages(sources: tuple[Source, ...], scratch: Path) -> None:
    """A page for each document, as a reading process leaves it: reading them all is what other benchmarks measure."""
    scratch.mkdir()
    pages = PdfText((Page(1, 300.0, 100.0, (), "Each claim limit USD 1,000,000"),))
    with open_cache() as cache:
        if cache.pages is None:
            raise SystemExit("the cache cannot be used")
        for source in sources:
            lay_down(scratch, source.sha256, pages)
        PageCache(cache.pages).collect(scratch)


if __name__ == "__main__":
    sys.exit(main())
