"""Reading documents in worker processes: one that crashes or hangs costs its document a row, never the run.

The parent hands each worker one document at a time over a pipe, so it always knows which document a dead or silent worker
had. concurrent.futures cannot tell: there a dying worker breaks the whole pool, and a hanging one cannot be ended.
"""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from flows.sources import Source
from models.errors import CovergapError
from models.records import DocumentStatus, Reading

DOCUMENTS_PER_WORKER = 200  # then a fresh process takes over: PDF libraries do not give all memory back
WORTH_A_START = 5  # waiting documents; for fewer, loading the language pipeline once more costs more than it saves
START_SECONDS = 120  # a cold disk takes its time to load the language pipeline
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # the processes themselves are the parallel work
_SPAWN = get_context("spawn")  # the same on every system; a fork of a process with threads may hang

Reader = Callable[[Source], Reading]


def read_source(source: Source) -> Reading:
    """Read one file with the extractors. Imported late: only workers load the language pipeline."""
    from extractors.reading import read_document

    return read_document(source.path, source.document, source.offer_folder)


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    started: float
    ready: bool = False
    source: Source | None = None
    documents: int = 0
    since: float = 0.0

    def take(self, source: Source) -> None:
        self.source, self.since = source, time.monotonic()
        self.documents += 1
        with suppress(OSError):  # it died while idle: the broken pipe tells at the next look
            self.connection.send(source)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers:
    """Up to `count` reading processes."""

    def __init__(self, count: int, reader: Reader = read_source) -> None:
        self._count = count
        self._seconds = math.inf
        self._reader = reader
        self._workers: list[_Worker] = []

    def read(self, sources: Sequence[Source], seconds: float, each: Callable[[str], None] = lambda _: None) -> list[Reading]:
        """Read the files that are to be read; readings in the order of `sources`, `each` is told of each document done.

        `seconds` is the time one document may take. Raises CovergapError where workers cannot even start.
        """
        self._seconds = seconds
        readings: dict[Source, Reading] = {}
        for source, reading in self._outcomes(sources):
            readings[source] = reading
            each(source.document)
        return [readings[source] for source in sources]

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _outcomes(self, sources: Sequence[Source]) -> Iterator[tuple[Source, Reading]]:
        for source in sources:
            if source.status != "read":
                yield source, Reading(source.row(source.status, source.reason))
        waiting = deque(source for source in sources if source.status == "read")
        while waiting or any(worker.source for worker in self._workers):
            self._hand_out(waiting)
            ready = wait([worker.connection for worker in self._workers], timeout=self._patience())
            for worker in list(self._workers):
                outcome = self._heard(worker) if worker.connection in ready else self._overdue(worker)
                if outcome:
                    yield outcome

    def _hand_out(self, waiting: deque[Source]) -> None:
        busy = sum(worker.source is not None for worker in self._workers)
        while len(self._workers) < min(self._count, busy + math.ceil(len(waiting) / WORTH_A_START)):
            self._workers.append(_start(self._reader))
        for worker in self._workers:
            if waiting and worker.ready and worker.source is None:
                worker.take(waiting.popleft())

    def _patience(self) -> float:
        nearest = min(self._deadline(worker) for worker in self._workers) - time.monotonic()
        return min(max(nearest, 0.0), 3600.0)

    def _deadline(self, worker: _Worker) -> float:
        if not worker.ready:
            return worker.started + START_SECONDS
        return worker.since + self._seconds if worker.source else math.inf

    def _heard(self, worker: _Worker) -> tuple[Source, Reading] | None:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            return self._lost(worker, "corrupt", "the reading process broke down on this file: open it and save it again as PDF")
        if not worker.ready:
            worker.ready = True
            return None
        source, worker.source = cast(Source, worker.source), None
        if worker.documents >= DOCUMENTS_PER_WORKER:
            self._dismiss(worker)
        return source, message

    def _overdue(self, worker: _Worker) -> tuple[Source, Reading] | None:
        if time.monotonic() < self._deadline(worker):
            return None
        reason = f"not read within document_seconds = {self._seconds:g}: raise it in covergap.toml or split the file"
        return self._lost(worker, "timeout", reason)

    def _lost(self, worker: _Worker, status: DocumentStatus, reason: str) -> tuple[Source, Reading] | None:
        self._dismiss(worker)
        if not worker.ready:
            raise CovergapError("the reading processes do not start: run 'covergap doctor' to see what is missing")
        return (worker.source, Reading(worker.source.row(status, reason))) if worker.source else None

    def _dismiss(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)


_OPEN: ContextVar[Workers | None] = ContextVar("open workers", default=None)


@contextmanager
def reading_workers(count: int) -> Iterator[Workers]:
    """Workers that are gone when the block ends, also after Ctrl-C. A block within a block shares the outer one's."""
    if shared := _OPEN.get():
        yield shared
        return
    workers = Workers(count)
    token = _OPEN.set(workers)
    try:
        yield workers
    finally:
        _OPEN.reset(token)
        workers.close()


def _start(reader: Reader) -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(theirs, reader), daemon=True, name="covergap-reader")
    with _undisturbed():
        process.start()
    theirs.close()  # so that the pipe breaks when the worker dies
    return _Worker(process, ours, time.monotonic())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until a process has been started, since one that is cut in its start prints what no user can read."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread hears it
        yield
        return
    pressed: list[int] = []
    former = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
    if pressed:
        raise KeyboardInterrupt


def _work(connection: Connection, reader: Reader) -> None:
    """The life of a worker process: say ready, then answer each Source with its Reading until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends us
    os.environ |= ONE_THREAD
    if reader is read_source:
        import extractors.reading  # noqa: F401  # loading counts as start-up, not as the first document's time
    connection.send(None)
    while True:
        try:
            source = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_reading(reader, source))


def _reading(reader: Reader, source: Source) -> Reading:
    try:
        return reader(source)
    except Exception as error:  # a fault of ours in one document must not cost the others
        return Reading(source.row("corrupt", f"reading failed ({type(error).__name__}: {error}): please report it with the file"))
