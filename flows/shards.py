"""Reading documents in worker processes: one that crashes, hangs or fills the memory costs its document a row, never the run.

The parent hands each worker one document at a time over a pipe, so it always knows which document a dead or silent worker
had. concurrent.futures cannot tell: there a dying worker breaks the whole pool, and a hanging one cannot be ended.
"""

from __future__ import annotations

import math
import os
import pickle
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf.cache import PageCache
from flows.sources import Source
from flows.worker import MAX_READING, MB, Reader, Task, memory_reason, read_source, received, work
from models.errors import CovergapError
from models.records import DocumentStatus, Reading

DOCUMENTS_PER_WORKER = 200  # then a fresh process takes over: PDF libraries do not give all memory back
WORTH_A_START = 5  # waiting documents; for fewer, loading the language pipeline once more costs more than it saves
START_SECONDS = 120  # a cold disk takes its time to load the language pipeline
END_SECONDS = 5  # for a process whose pipe broke to be gone
RECOGNISING_SHARE = 2 / 3  # of a document's seconds for the pictures of its pages: it is told what is left unread, not lost as a whole
WATCH_SECONDS = 0.2  # between two looks at the memory of the processes
SCRATCH = "covergap-reader-"  # begins the name of a scratch folder; the number of the process that made it follows
GAVE_UP = ("SIGABRT", "SIGKILL")  # how a process ends that asked for memory in vain, and one that a system without memory ends
_SPAWN = get_context("spawn")  # the same on every system; a fork of a process with threads may hang


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and MB of memory beyond what its process holds when it starts to read."""

    seconds: float = 180
    memory_mb: float = 1500


USUAL = Limits()


@dataclass(eq=False)
class _Worker:
    """A reading process; `guards` is None until it is ready, `base` its resident size then, in bytes."""

    process: BaseProcess
    connection: Connection
    scratch: Path
    started: float
    guards: tuple[str, ...] | None = None
    base: int = 0
    task: Task | None = None
    documents: int = 0
    since: float = 0.0

    def take(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        self.documents += 1
        with suppress(OSError):  # it died while idle: the broken pipe tells at the next look
            self.connection.send(task)

    def resident(self) -> int:
        """Bytes of memory it holds; 0 where it is gone."""
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


class Workers:
    """Up to `count` reading processes."""

    def __init__(self, count: int, reader: Reader = read_source) -> None:
        _remove_left_behind()
        self._count = count
        self._limits = USUAL
        self._options = AS_IT_IS
        self._reader = reader
        self._workers: list[_Worker] = []

    def read(
        self,
        sources: Sequence[Source],
        limits: Limits = USUAL,
        options: ReadOptions = AS_IT_IS,
        each: Callable[[str], None] = lambda _: None,
    ) -> list[Reading]:
        """Read the files that are to be read; readings in the order of `sources`, `each` is told of each document done.

        Raises CovergapError where workers cannot even start.
        """
        self._limits = limits
        self._options = replace(options, recognising_seconds=RECOGNISING_SHARE * limits.seconds)
        readings: dict[Source, Reading] = {}
        for source, reading in self._outcomes(sources):
            readings[source] = reading
            each(source.document)
        return [readings[source] for source in sources]

    def guards(self) -> tuple[str, ...]:
        """The guards that are on in the processes (of flows.sandbox.GUARDS); none before a document was read."""
        return next((worker.guards for worker in self._workers if worker.guards is not None), ())

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
        while waiting or any(worker.task for worker in self._workers):
            self._hand_out(waiting)
            ready = wait([worker.connection for worker in self._workers], timeout=self._patience())
            for worker in list(self._workers):
                outcome = self._heard(worker) if worker.connection in ready else self._watched(worker)
                if outcome:
                    yield outcome

    def _hand_out(self, waiting: deque[Source]) -> None:
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self._count, busy + math.ceil(len(waiting) / WORTH_A_START)):
            self._workers.append(_start(self._reader))
        for worker in self._workers:
            if waiting and worker.guards is not None and worker.task is None:
                worker.take(Task(waiting.popleft(), self._options, self._limits.memory_mb))

    def _patience(self) -> float:
        nearest = min(self._deadline(worker) for worker in self._workers) - time.monotonic()
        return min(max(nearest, 0.0), WATCH_SECONDS)

    def _deadline(self, worker: _Worker) -> float:
        if worker.guards is None:
            return worker.started + START_SECONDS
        return worker.since + self._limits.seconds if worker.task else math.inf

    def _heard(self, worker: _Worker) -> tuple[Source, Reading] | None:
        """What a worker said: that it is ready, or a reading; or that its pipe broke."""
        try:
            if worker.guards is None:
                worker.guards = worker.connection.recv()
                worker.base = worker.resident()
                return None
            reading = received(worker.connection.recv_bytes(MAX_READING))
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._lost(worker, *self._ending(worker))
        task, worker.task = worker.task, None
        if self._options.cache:
            PageCache(self._options.cache).collect(worker.scratch)
        if worker.documents >= DOCUMENTS_PER_WORKER or reading.document.status == "too_large":  # it may hold much memory still
            self._dismiss(worker)
        return (task.source, reading) if task else None

    def _watched(self, worker: _Worker) -> tuple[Source, Reading] | None:
        """What is to be said of a silent worker: nothing, unless it oversteps a limit."""
        if time.monotonic() >= self._deadline(worker):
            reason = (
                f"the file was not read within document_seconds = {self._limits.seconds:g}: raise it in covergap.toml or split the file"
            )
            return self._lost(worker, "timeout", reason)
        if worker.task and worker.resident() > worker.base + self._limits.memory_mb * MB:
            return self._lost(worker, "too_large", memory_reason(self._limits.memory_mb))
        return None

    def _ending(self, worker: _Worker) -> tuple[DocumentStatus, str]:
        """What is to be said of the document whose process ended by itself."""
        worker.process.join(END_SECONDS)
        code = worker.process.exitcode or 0
        ended = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        if ended in GAVE_UP:
            return "too_large", memory_reason(self._limits.memory_mb)
        return "corrupt", f"the reading process broke down on this file ({ended}): open it in a PDF program and print it to a new PDF"

    def _lost(self, worker: _Worker, status: DocumentStatus, reason: str) -> tuple[Source, Reading] | None:
        self._dismiss(worker)
        if worker.guards is None:
            raise CovergapError("the reading processes do not start: run 'covergap doctor' to see what is missing")
        return (worker.task.source, Reading(worker.task.source.row(status, reason))) if worker.task else None

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


def _remove_left_behind() -> None:
    """Remove the scratch folders of runs that were killed: a reading process empties its own, but may not remove it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
        parent = folder.name.removeprefix(SCRATCH).split("-")[0]
        if parent.isdecimal() and not psutil.pid_exists(int(parent)):
            shutil.rmtree(folder, ignore_errors=True)


def _start(reader: Reader) -> _Worker:
    scratch = Path(tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-"))
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=work, args=(theirs, reader, scratch), daemon=True, name="covergap-reader")
    with _undisturbed():
        process.start()
    theirs.close()  # so that the pipe breaks when the worker dies
    return _Worker(process, ours, scratch, time.monotonic())


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
