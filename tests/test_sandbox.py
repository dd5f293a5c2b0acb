"""The guards on a reading process, each tried from inside one: what a document's parser has no business with is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hostile_readers
import pytest

from flows import shards
from flows.sandbox import FILES, GUARDS, MEMORY, PYTHON_CALLS, SYSTEM_CALLS
from flows.shards import Limits, Workers
from flows.sources import Source


@pytest.fixture(scope="module")
def confined() -> Iterator[Workers]:
    """One worker whose reader does what the file's name says, and reports how that went."""
    pool = Workers(1, hostile_readers.attempt)
    pool.read([Source(Path("nothing"), "nothing")])
    yield pool
    pool.close()


def outcome(pool: Workers, what: str, path: Path) -> str:
    (reading,) = pool.read([Source(path, what)], Limits(10.0))
    return reading.document.reason


def test_the_guards_of_this_system_are_on(confined: Workers) -> None:
    assert PYTHON_CALLS in confined.guards()
    assert set(confined.guards()) <= set(GUARDS)
    if sys.platform == "linux":
        assert MEMORY in confined.guards()


@pytest.mark.parametrize("what", ["socket", "look_up", "start", "fork", "database"])
def test_no_network_and_no_other_process(confined: Workers, what: str, tmp_path: Path) -> None:
    assert "Refused" in outcome(confined, what, tmp_path / "x")


@pytest.mark.parametrize("what", ["write", "append", "folder", "remove", "rename", "link", "truncate", "rights"])
def test_files_outside_the_scratch_folder_stay_as_they_are(confined: Workers, what: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.pdf"
    file.write_text("signed")
    before = file.stat()
    assert "Refused" in outcome(confined, what, file)
    assert [path.name for path in tmp_path.iterdir()] == ["policy.pdf"]
    assert file.read_text() == "signed"
    assert (file.stat().st_mode, file.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


def test_a_link_in_the_scratch_folder_leads_not_out_of_it(confined: Workers, tmp_path: Path) -> None:
    assert "Refused" in outcome(confined, "write_through_link", tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_reading_and_temporary_files_work(confined: Workers, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_text("words")
    assert outcome(confined, "read", tmp_path / "form.pdf") == "words"
    assert outcome(confined, "temporary", tmp_path) == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="native code is guarded by the Linux kernel only")
@pytest.mark.parametrize(
    ("what", "guard"),
    [("native_socket", SYSTEM_CALLS), ("native_start", SYSTEM_CALLS), ("native_fork", SYSTEM_CALLS), ("native_write", FILES)],
)
def test_native_code_is_refused_by_the_kernel(confined: Workers, what: str, guard: str, tmp_path: Path) -> None:
    if guard not in confined.guards():
        pytest.skip(f"this kernel has no guard on {guard}")
    assert outcome(confined, what, tmp_path / "x") in ("EPERM", "EACCES")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="native code is guarded by the Linux kernel only")
def test_native_code_may_start_threads(confined: Workers, tmp_path: Path) -> None:
    assert outcome(confined, "thread", tmp_path) == "done"


def test_the_scratch_folder_goes_with_its_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(shards, "DOCUMENTS_PER_WORKER", 2)
    pool = Workers(1, hostile_readers.attempt)
    names = [outcome(pool, "scratch", tmp_path) for _ in range(3)]
    assert names[0] == names[1] != names[2]
    assert [path.name for path in tmp_path.iterdir()] == [names[2]]
    outcome(pool, "crash", tmp_path)
    assert not list(tmp_path.iterdir())
    pool.close()


def test_what_a_killed_run_left_is_removed_by_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for left in (f"{shards.SCRATCH}{gone.pid}-a1", f"{shards.SCRATCH}{os.getpid()}-b2", "covergap-reader"):
        (tmp_path / left).mkdir()
    Workers(1, hostile_readers.attempt)
    assert {path.name for path in tmp_path.iterdir()} == {f"{shards.SCRATCH}{os.getpid()}-b2", "covergap-reader"}
