"""Reading processes: a document that crashes, hangs or fails costs one row; readings come in the order of the documents."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import hostile_readers
import pytest

from flows import shards
from flows.shards import Limits, Workers, reading_workers
from flows.sources import Source
from models.errors import CovergapError


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setattr(shards, "WORTH_A_START", 1)
    pool = Workers(2, hostile_readers.read)
    yield pool
    pool.close()


def sources(*names: str) -> list[Source]:
    return [Source(Path(name), f"offer/{name}", sha256=name) for name in names]


def test_one_row_each_whatever_happens(workers: Workers) -> None:
    done: list[str] = []
    files = sources("slow-1.pdf", "crash-1.pdf", "fine-1.pdf", "hang-1.pdf", "fault-1.pdf", "crash-2.pdf", "fine-2.pdf")
    readings = workers.read(files, Limits(2.0), each=done.append)
    assert [reading.document.document for reading in readings] == [source.document for source in files]
    assert [reading.document.status for reading in readings] == ["read", "corrupt", "read", "timeout", "corrupt", "corrupt", "read"]
    assert [reading.document.offer_folder for reading in readings] == ["offer"] * 7
    assert "document_seconds = 2" in readings[3].document.reason
    assert "KeyError: 'an unexpected table'" in readings[4].document.reason
    assert sorted(done) == sorted(source.document for source in files)


def test_files_that_are_not_to_be_read_keep_their_reason(workers: Workers) -> None:
    (reading,) = workers.read([Source(Path("x.pdf"), "x.pdf", status="empty", reason="no bytes")], Limits(2.0))
    assert (reading.document.status, reading.document.reason) == ("empty", "no bytes")


def test_two_processes_read_at_once(workers: Workers) -> None:
    workers.read(sources("fine-1.pdf", "fine-2.pdf"), Limits(2.0))  # both have started
    began = time.monotonic()
    readings = workers.read(sources(*(f"slow-{number}.pdf" for number in range(4))), Limits(2.0))
    assert len({reading.document.pages for reading in readings}) == 2
    assert time.monotonic() - began < 1.1


def test_a_fresh_process_takes_over_after_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "DOCUMENTS_PER_WORKER", 2)
    pool = Workers(1, hostile_readers.read)
    processes = [reading.document.pages for reading in pool.read(sources("a.pdf", "b.pdf", "c.pdf"), Limits(5.0))]
    pool.close()
    assert processes[0] == processes[1] != processes[2]


def test_processes_that_cannot_start_blame_no_document() -> None:
    pool = Workers(1, hostile_readers.unloadable)
    with pytest.raises(CovergapError, match="covergap doctor"):
        pool.read(sources("a.pdf"), Limits(5.0))
    pool.close()


def test_closing_ends_all_processes(workers: Workers) -> None:
    workers.read(sources("fine-1.pdf"), Limits(2.0))
    processes = [worker.process for worker in workers._workers]
    workers.close()
    assert [process.is_alive() for process in processes] == [False] * len(processes)


def test_a_block_within_a_block_shares_its_processes() -> None:
    with reading_workers(1) as outer, reading_workers(4) as inner:
        assert inner is outer
    with reading_workers(1) as later:
        assert later is not outer
