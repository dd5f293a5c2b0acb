"""The command line as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import write_quote

from flows.cache import open_cache
from flows.doctor import Check, examine, examine_cache
from models.errors import ExitStatus

RunCli = Callable[..., tuple[int, str, str]]
COMMANDS = ("compare", "batch", "ingest", "serve", "server", "doctor", "evaluate")


def test_help_names_every_command_and_the_exit_statuses(run_cli: RunCli) -> None:
    status, printed, _ = run_cli("--help")
    assert status == 0
    assert all(command in printed for command in COMMANDS)
    assert "0 all documents read" in printed


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(run_cli: RunCli, command: str) -> None:
    status, printed, _ = run_cli(command, "--help")
    assert status == 0
    assert "Example" in printed and f"covergap {command}" in printed


def test_help_answers_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys; sys.argv = ['covergap', '--help']\n"
        "from flows.cli import main\n"
        "try: main()\n"
        "except SystemExit: sys.exit(bool({'prefect', 'spacy', 'pandas', 'sklearn', 'pyarrow', 'pydantic'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("compere",), "No such command"), (("compare",), "Missing argument"), (("compare", "x", "--size", "huge"), "Invalid value")],
)
def test_slips_on_the_command_line(run_cli: RunCli, arguments: tuple[str, ...], said: str) -> None:
    status, _, error = run_cli(*arguments)
    assert status == ExitStatus.NOTHING_DONE
    assert said in error and "Traceback" not in error


def test_shell_completion_is_offered(run_cli: RunCli) -> None:
    _, printed, _ = run_cli("--help")
    assert "--install-completion" in printed


def test_compare_as_json_in_a_pipe_prints_nothing_else(client: Path, tmp_path: Path, run_cli: RunCli) -> None:
    status, printed, error = run_cli("compare", client, "--out", tmp_path / "out", "--json")
    assert (status, error) == (ExitStatus.ALL_READ, "")
    assert json.loads(printed)["account"] == "marlowe"


def test_compare_says_what_was_found_and_where_the_files_lie(client: Path, tmp_path: Path, run_cli: RunCli) -> None:
    (client / "2026" / "harrowgate" / "empty.pdf").write_bytes(b"")
    status, printed, error = run_cli("compare", client, "--out", tmp_path / "out")
    assert (status, error) == (ExitStatus.NEEDS_ATTENTION, "")
    flat = printed.replace("\n", "")
    assert "empty.pdf" in flat and str(tmp_path / "out" / "marlowe") in flat


def test_ingest_and_batch_say_what_they_did(tmp_path: Path, run_cli: RunCli) -> None:
    root = tmp_path / "clients"
    write_quote(root / "marlowe" / "2025" / "harrowgate" / "quote.pdf", "Marlowe Managed IT, LLC", "HG-1-2025", year=2025)
    write_quote(tmp_path / "inbox" / "renewal.pdf", "Marlowe Managed IT, LLC", "HG-3001-26")
    (root / "covergap.toml").write_text("settle_seconds = 0", encoding="utf-8")
    status, printed, error = run_cli("ingest", tmp_path / "inbox", "--into", root)
    assert (status, error) == (ExitStatus.ALL_READ, "")
    assert "filed: renewal.pdf -> marlowe/2026/harrowgate/renewal.pdf" in printed
    assert run_cli("ingest", tmp_path / "inbox", "--into", root) == (ExitStatus.ALL_READ, "Nothing new.\n", "")
    status, printed, _ = run_cli("batch", root, "--out", tmp_path / "out", "--json")
    assert [client["result"] for client in json.loads(printed)["clients"]] == ["compared"]


def test_doctor_finds_every_part_working() -> None:
    checks = examine()
    assert [check.name for check in checks if not check.works] == []
    assert len(checks) == 9


def test_doctor_tells_of_the_cache_and_prunes_it() -> None:
    with open_cache() as cache:
        assert cache.pages is not None
        stale = cache.pages / "another version" / "ab" / "ab.pages"
        stale.parent.mkdir(parents=True, exist_ok=True)
        stale.write_bytes(b"pages")
    check = examine_cache()
    assert check.works and "removed 1 of earlier versions" in check.found
    assert not stale.exists()


def test_doctor_says_what_is_broken_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr("flows.doctor._temporary", broken)
    assert examine()[-1] == Check("temporary files", False, examine()[-1].found)
    assert "No space left on device: free the disk" in examine()[-1].found


@pytest.mark.server
def test_a_server_that_is_up_is_found_and_not_started_twice(server: str, run_cli: RunCli) -> None:
    port = server.rpartition(":")[2].partition("/")[0]
    status, _, error = run_cli("server", "--port", port)
    assert status == ExitStatus.NOTHING_DONE
    assert "already running" in error
    began = time.monotonic()
    status, printed, _ = run_cli("doctor")
    assert f"server at {server}" in printed.replace("\n", "")
    assert time.monotonic() - began < 60
