"""One client's folder, compared: the steps from files to tables in the order in which they happen."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from extractors.options import ReadOptions
from flows.cache import open_cache
from flows.changes import write_changes
from flows.output import result_folder
from flows.passwords import passwords_for
from flows.settings import ClientSettings, client_settings
from flows.shards import Limits, Workers, reading_workers
from flows.sources import Sources, check_folder, find_sources
from flows.writers import write_outputs
from models.catalogue import Catalogue, load_catalogue
from models.changes import changes
from models.classifier import load_classifier
from models.copies import without_scans
from models.errors import ExitStatus
from models.gaps import GapTable, gap_table
from models.in_force import policy_in_force, without_struck
from models.insureds import without_strangers
from models.judgement import judge
from models.listed_forms import told_absent
from models.offers import group_offers
from models.records import Comparison, Offer, Reading, Size

SHARD = 50  # documents per step of reading: one task each where an orchestrator runs the steps
MAX_WORKERS = 8
RECOGNISING_SHARE = 2 / 3  # of a document's time may go into reading pictures: the rest is for what is made of the words
READ_WELL = ("read", "duplicate", "superseded")
PARTS = ("covergap", "pdfplumber", "pypdfium2", "scikit-learn", "spacy")  # what the tables depend on

P = ParamSpec("P")
R = TypeVar("R")


class Step(Protocol):
    """How a step is run: at once, or as a task of an orchestrator."""

    def __call__(self, name: str, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R: ...


class Watch(Protocol):
    """Told how many of the documents are done, and which one was the last."""

    def __call__(self, done: int, of: int, document: str, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison leaves: the records, and the folder with the tables."""

    comparison: Comparison
    gaps: GapTable
    folder: Path

    @property
    def exit_status(self) -> ExitStatus:
        """NEEDS_ATTENTION where some document could not be read as a whole."""
        well = all(document.status in READ_WELL for document in self.comparison.documents)
        return ExitStatus.ALL_READ if well else ExitStatus.NEEDS_ATTENTION


def run_directly(_name: str, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a step here and now."""
    return function(*args, **kwargs)


def unwatched(_done: int, _of: int, _document: str, /) -> None:
    """Tell nobody."""


def compare_folder(
    folder: Path, out: Path, size: Size | None = None, workers: int = 0, *, step: Step = run_directly, watch: Watch = unwatched
) -> Result:
    """Compare the offers in a client's folder and write the tables to `out/<name of the folder>`.

    `size` goes before the one in covergap.toml; `workers` is the number of reading processes, 0 for one per processor.
    Raises CovergapError where nothing can be done; a bad document is a row of documents.csv.
    """
    check_folder(folder)
    settings = client_settings(folder)
    size = size or settings.size
    catalogue = load_catalogue()
    name = folder.resolve().name or "account"
    timed = _Stopwatch(step)
    with result_folder(out, name, folder) as staging:
        sources, readings = read_folder(folder, settings, workers or default_workers(), timed, watch)
        offers = timed("group", group_offers, readings, catalogue)
        offers = timed("hold", held_together, offers, settings.account or name)
        offers = timed("endorse", _in_force, offers)
        cells = timed("judge", judge, offers, catalogue, size)
        documents = sorted((reading.document for offer in offers for reading in offer.readings), key=lambda row: row.document)
        comparison = Comparison(settings.account or name, size, settings.services, offers, tuple(documents), cells, timed.seconds)
        gaps = timed("gaps", gap_table, comparison, catalogue)
        timed("write", write_outputs, comparison, gaps, staging, _run_facts(sources, readings, catalogue))
        timed("changes", write_changes, changes(tuple(map(without_struck, offers)), gaps.cells, catalogue), staging)
    return Result(comparison, gaps, out / name)


def read_folder(folder: Path, settings: ClientSettings, workers: int, step: Step, watch: Watch) -> tuple[Sources, list[Reading]]:
    """The files of a client's folder and what was read in them. Raises CovergapError where there is nothing to read."""
    limits = Limits(settings.document_seconds, settings.document_memory_mb)
    with open_cache() as cache, reading_workers(workers) as pool:
        sources = step("find", find_sources, folder, settings.max_file_mb, cache.sha256)
        cache.keep(source.sha256 for source in sources.files)
        passwords = passwords_for(folder, settings.passwords_file)
        options = ReadOptions(passwords, RECOGNISING_SHARE * settings.document_seconds, cache.pages)
        return sources, _read_all(sources, pool, limits, options, step, watch)


def _in_force(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    return tuple(policy_in_force(offer).offer for offer in offers)


def default_workers() -> int:
    """One reading process per processor, up to MAX_WORKERS."""
    return min(os.cpu_count() or 1, MAX_WORKERS)


class _Stopwatch:
    """Runs steps by `step` and keeps the seconds each took."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        started = time.perf_counter()
        result = self._step(name, function, *args, **kwargs)
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - started, 3)
        return result


def _read_all(sources: Sources, pool: Workers, limits: Limits, options: ReadOptions, step: Step, watch: Watch) -> list[Reading]:
    readings: list[Reading] = []
    done = 0

    def each(document: str) -> None:
        nonlocal done
        done += 1
        watch(done, len(sources.files), document)

    for start in range(0, len(sources.files), SHARD):
        readings += step("read", pool.read, sources.files[start : start + SHARD], limits, options, each)
    return list(_all_documents(readings))


def _all_documents(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Each document of each file. An attached file that lies in the offer's folder as well counts once."""
    known = {(reading.document.offer_folder, reading.document.sha256): reading.document.document for reading in readings}
    for reading in readings:
        yield replace(reading, parts=())
        for part in reading.parts:
            row = part.document
            lies_there = known.setdefault((row.offer_folder, row.sha256), row.document)
            if row.sha256 not in (reading.document.sha256, "") and lies_there != row.document:
                part = Reading(replace(row, status="duplicate", reason=f"the same content as {lies_there}"))
            yield part


def held_together(offers: Sequence[Offer], account: str) -> tuple[Offer, ...]:
    """The offers after their documents were held against each other: strangers set aside, scans of others, forms that are missing."""
    return told_absent(without_scans(without_strangers(offers, account)))


def _run_facts(sources: Sources, readings: Sequence[Reading], catalogue: Catalogue) -> dict[str, Any]:
    """What run.json says beyond the tables: versions, the state of the catalogue, hashes of what was read."""
    return {
        "versions": {"python": platform.python_version()} | {part: version(part) for part in PARTS},
        "catalogue": catalogue.digest,
        "classifier": load_classifier().card["model_sha256"],
        "inputs": {source.document: source.sha256 for source in sources.files},
        "files_passed_over": sources.others,
        "rejected_quotations": sum(reading.rejected for reading in readings),
    }
