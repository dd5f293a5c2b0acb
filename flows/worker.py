"""The life of a reading process: confined before it opens a document, then one reading for each task until the pipe closes."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from extractors.options import ReadOptions
from flows.sandbox import allow_memory, confine
from flows.sources import Source
from models import records
from models.records import DocumentStatus, Reading

MB = 1 << 20
MAX_READING = 128 * MB  # bytes of a reading on its way to the parent; a form of 300 pages fills 2 MB
MAX_REASON = 300  # characters of a reason that quotes an error, whose text a document may have made long
GRANTED = 0.97  # of a document's memory by the system: what was mapped at the start and is first used now counts to the document too
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # the processes themselves are the parallel work

Reader = Callable[[Source, ReadOptions], Reading]


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read, and how much memory the process may take for it beyond what it took when it was ready."""

    source: Source
    options: ReadOptions
    memory_mb: float


def read_source(source: Source, options: ReadOptions) -> Reading:
    """Read one file with the extractors. Imported late: only workers load the language pipeline."""
    from extractors.reading import read_document

    return read_document(source.path, source.document, source.offer_folder, options)


def work(connection: Connection, reader: Reader, scratch: Path) -> None:
    """Confine this process, answer with the guards that are on, then each Task with its Reading until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends us
    os.environ |= ONE_THREAD
    guards = confine(scratch)
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    if reader is read_source:
        import extractors.reading  # noqa: F401  # loading counts as start-up, not as the first document's time
    base = psutil.Process().memory_info().vms
    connection.send(guards)
    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, OSError):
            return
        allow_memory(base + int(GRANTED * task.memory_mb * MB))
        connection.send_bytes(_answer(reader, task))


def received(message: bytes) -> Reading:
    """The reading in a worker's answer. It is built of records only: a document that took over the worker must not reach the parent.

    Raises pickle.UnpicklingError where it is anything else.
    """
    try:
        reading = _Records(io.BytesIO(message)).load()
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise pickle.UnpicklingError(str(error)) from error
    if not isinstance(reading, Reading):
        raise pickle.UnpicklingError(f"{type(reading).__name__} is no reading")
    return reading


def memory_reason(memory_mb: float) -> str:
    """Why a document that needs more memory than it may take was not read, and what to do."""
    return (
        f"reading it takes more memory than document_memory_mb = {memory_mb:g}: raise it in covergap.toml, or print the file to a new PDF"
    )


class _Records(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        known = getattr(records, name, None) if module == records.__name__ else None
        if not isinstance(known, type) or known.__module__ != records.__name__:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return known


def _answer(reader: Reader, task: Task) -> bytes:
    try:
        message = pickle.dumps(reader(task.source, task.options))
        if len(message) <= MAX_READING:
            return message
        return _row(task, "too_large", f"what was found in it fills {len(message) // MB} MB, more than {MAX_READING // MB}: split the file")
    except MemoryError:
        return _row(task, "too_large", memory_reason(task.memory_mb))
    except RecursionError:
        return _row(task, "corrupt", "what stands in the file is nested too deep to be read: print it to a new PDF")
    except Exception as error:  # a fault of ours in one document must not cost the others
        fault = f"{type(error).__name__}: {error}"[:MAX_REASON]
        return _row(task, "corrupt", f"reading failed ({fault}): please report it with the file")


def _row(task: Task, status: DocumentStatus, reason: str) -> bytes:
    return pickle.dumps(Reading(task.source.row(status, reason)))


def _end_with_parent(scratch: Path) -> None:
    """Leave nothing behind where the parent was killed, also from the midst of a document."""
    parent = parent_process()
    if parent:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)
