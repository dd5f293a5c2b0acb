"""Hostile files and mutated samples through the real reading processes: is every one accounted for?

    python -m benchmarks.robustness [--hostile N] [--mutations N] [--seed N] [--seconds N]

Prints what became of them with the reasons told, the slowest documents, and the peak memory of the processes against their limit.
One process reads one document after the other, so that a document's seconds are its own; they hold the start of a fresh process
where one was lost. Exit status 1 where a document has no row or no reason, where reading failed by a fault of ours, or where a
process went above its limit. It needs Linux or macOS, which tell the peak memory of processes that have ended.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import psutil

from benchmarks.hostile import hostile_files
from benchmarks.hostile.mutations import mutations
from benchmarks.hostile.raw import Hostile
from flows.shards import USUAL, Limits, Workers
from flows.sources import Source, find_sources
from flows.worker import MB
from models.records import Document

SAMPLES = Path("sample_docs")
SLOWEST = 12
MAX_FILE_MB = 100
MAX_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes


@dataclass(frozen=True, slots=True)
class Campaign:
    """What became of the documents, the seconds of each, and the memory of the processes in bytes."""

    rows: tuple[Document, ...]
    seconds: dict[str, float]
    base: int
    peak: int

    @property
    def untold(self) -> list[str]:
        """Documents of which nothing is said."""
        return [row.document for row in self.rows if row.status != "read" and not row.reason]

    @property
    def faults(self) -> list[Document]:
        """Documents that our own code failed on."""
        return [row for row in self.rows if row.reason.startswith("reading failed")]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hostile", type=int, default=None, help="hostile files, taken from all families in turn (default: all)")
    parser.add_argument("--mutations", type=int, default=2000, help="mutated copies of the sample documents (default 2000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=USUAL.seconds, help="time limit of a document (default: covergap's own)")
    options = parser.parse_args()
    samples = sorted(path for path in SAMPLES.rglob("*.pdf") if path.stat().st_size)
    files = chain(islice(hostile_files(options.seed), options.hostile), mutations(samples, options.mutations, options.seed))
    limits = Limits(options.seconds, USUAL.memory_mb)
    print(f"seed {options.seed}; limits of a document: {limits.seconds:g} s, {limits.memory_mb:g} MB above the base", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        count = _write(files, Path(folder))
        campaign = _read(Path(folder), limits)
    _print(campaign)
    limit = campaign.base + limits.memory_mb * MB
    print(f"memory of a process: base {campaign.base / MB:.0f} MB, peak {campaign.peak / MB:.0f} MB, limit {limit / MB:.0f} MB")
    print(f"accounted for: {len(campaign.rows) - len(campaign.untold)} of {count}; faults of ours: {len(campaign.faults)}")
    sound = len(campaign.rows) == count and not campaign.untold and not campaign.faults and campaign.peak <= limit
    return 0 if sound else 1


def _write(files: Iterable[Hostile], folder: Path) -> int:
    """Each file into the folder of its family; how many there are."""
    count = 0
    for count, file in enumerate(files, 1):
        family, _, variant = file.name.partition("-")
        path = folder / family / f"{count:04d} {re.sub(r'[^A-Za-z0-9.,+-]+', ' ', variant)[:60].strip()}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)
    return count


def _read(folder: Path, limits: Limits) -> Campaign:
    sources = find_sources(folder, MAX_FILE_MB).files
    seconds: dict[str, float] = {}
    pool = Workers(1)
    pool.read([Source(folder, "a folder")])  # so that the process is there
    base = max(child.memory_info().rss for child in psutil.Process().children())
    last = time.perf_counter()

    def each(document: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[document], last = now - last, now

    readings = pool.read(sources, limits, each=each)
    pool.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * MAX_RSS_UNIT
    return Campaign(tuple(reading.document for reading in readings), seconds, base, peak)


def _print(campaign: Campaign) -> None:
    told = Counter((row.status, re.sub(r"\d[\d,.]*", "#", row.reason)) for row in campaign.rows)
    for (status, reason), count in sorted(told.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{count:6d}  {status:12s} {reason}")
    print("slowest:")
    for document in sorted(campaign.seconds, key=lambda name: -campaign.seconds[name])[:SLOWEST]:
        row = next(row for row in campaign.rows if row.document == document)
        print(f"{campaign.seconds[document]:8.1f} s  {row.status:10s} {document}")
    for row in campaign.faults:
        print(f"fault: {row.document}: {row.reason}")


if __name__ == "__main__":
    sys.exit(main())
