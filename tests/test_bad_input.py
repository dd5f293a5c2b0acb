"""What goes wrong around a run: each case has a message that says what, where and what to do, and no table is half written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import write_quote

from flows import compare as compare_module
from flows.compare import compare_folder
from flows.output import only_run, result_folder
from models.errors import CovergapError, ExitStatus

pytestmark = pytest.mark.usefixtures("own_process")

RunCli = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "does not exist: check the path"),
        (lambda folder: folder.write_text("x"), "is not a folder: give the folder that holds the PDFs"),
        (lambda folder: folder.mkdir(), "holds no PDF (0 other files): point covergap at the folder"),
        (lambda folder: (folder.mkdir(), (folder / "notes.docx").touch()), "holds no PDF (1 other files)"),
    ],
    ids=["missing", "a file", "empty", "without PDFs"],
)
def test_folders_that_cannot_be_compared(tmp_path: Path, run_cli: RunCli, make: Callable[[Path], object], said: str) -> None:
    folder = tmp_path / "client's folder"
    make(folder)
    status, printed, error = run_cli("compare", folder, "--out", tmp_path / "out")
    assert status == ExitStatus.NOTHING_DONE
    assert str(folder) in error and said in error and "Traceback" not in error
    assert not printed
    assert not list((tmp_path / "out").glob("[!.]*"))


def test_a_folder_that_may_not_be_opened(client: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CovergapError, match=r"cannot be opened .*Permission denied.*get permission"):
        compare_folder(client, tmp_path / "out")


def test_an_output_folder_that_cannot_be_made(client: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CovergapError, match="choose a folder you may write into with --out"):
        compare_folder(client, tmp_path / "taken" / "out")


def test_a_full_disk_leaves_the_former_tables(client: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    result = compare_folder(client, out)
    before = {path.name: path.read_bytes() for path in result.folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compare_module, "write_outputs", full)
    with pytest.raises(CovergapError, match=r"No space left on device.*see that the disk has room"):
        compare_folder(client, out)
    assert {path.name: path.read_bytes() for path in result.folder.iterdir()} == before
    assert not list(out.glob(".new-*"))


def test_two_runs_at_once_into_one_folder(client: Path, tmp_path: Path, run_cli: RunCli) -> None:
    out = tmp_path / "out"
    with result_folder(out, client.name, client) as staging:
        (staging / "documents.csv").touch()
        status, _, error = run_cli("compare", client, "--out", out)
    assert status == ExitStatus.NOTHING_DONE
    assert "another covergap run is writing" in error and "wait until it ends" in error


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    hold = (
        f"from pathlib import Path; from flows.output import only_run; import os\nwith only_run(Path({str(lock)!r}), Path()): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", hold], check=False).returncode == 9
    with only_run(lock, tmp_path):
        pass


def test_tables_never_replace_the_clients_own_folder(client: Path) -> None:
    with pytest.raises(CovergapError, match="would replace the client's own folder"):
        compare_folder(client, client.parent)
    assert [path.name for path in client.rglob("*.pdf")] == ["quote.pdf"]


def test_other_peoples_folders_are_not_replaced(client: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / client.name).mkdir(parents=True)
    (tmp_path / "out" / client.name / "letters.docx").write_text("mine")
    with pytest.raises(CovergapError, match="holds files that are not covergap's"):
        compare_folder(client, tmp_path / "out")


def test_notes_laid_beside_the_tables_stay(client: Path, tmp_path: Path) -> None:
    first = compare_folder(client, tmp_path / "out")
    (first.folder / "notes of the broker.txt").write_text("ask for a quote with contingent BI")
    second = compare_folder(client, tmp_path / "out")
    assert (second.folder / "notes of the broker.txt").read_text() == "ask for a quote with contingent BI"


def test_a_run_that_was_killed_while_putting_tables_in_place_is_mended(tmp_path: Path) -> None:
    out, account = tmp_path / "out", "acme"
    for text in ("first", "second"):
        with result_folder(out, account, tmp_path) as staging:
            (staging / "documents.csv").write_text(text)
    lock = next(out.glob(".lock-*"))
    (out / account).rename(out / lock.name.replace("lock", "old"))  # as after the first of the two renamings
    with pytest.raises(RuntimeError), result_folder(out, account, tmp_path):
        raise RuntimeError("the next run fails")
    assert (out / account / "documents.csv").read_text() == "second"
    assert not list(out.glob(".old-*"))


def test_a_file_that_vanishes_during_the_run_is_a_row(client: Path, tmp_path: Path) -> None:
    write_quote(client / "2026" / "harrowgate" / "option two.pdf", "Marlowe Managed IT, LLC", retention="25,000")

    def step(name: str, function: Callable[..., object], /, *arguments: object) -> object:
        if name == "read":
            (client / "2026" / "harrowgate" / "option two.pdf").unlink()
        return function(*arguments)

    result = compare_folder(client, tmp_path / "out", step=step)  # type: ignore[arg-type]
    rows = {document.document: document for document in result.comparison.documents}
    assert rows["2026/harrowgate/quote.pdf"].status == "read"
    assert rows["2026/harrowgate/option two.pdf"].status == "corrupt"
    assert "check that it is still there" in rows["2026/harrowgate/option two.pdf"].reason
    assert result.exit_status == ExitStatus.NEEDS_ATTENTION


@pytest.mark.parametrize("name", ["two words", 'o\'neill & "sons"', "two\nlines", "株式会社 北風", "=1+1"])
def test_odd_names_of_folder_and_file(client: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(client, folder)
    (folder / "2026" / "harrowgate" / "quote.pdf").rename(folder / "2026" / "harrowgate" / f"{name}.pdf")
    result = compare_folder(folder, tmp_path / "out")
    assert [document.document for document in result.comparison.documents] == [f"2026/harrowgate/{name}.pdf"]
    assert result.folder == tmp_path / "out" / name
    assert (result.folder / "report.html").is_file()


def test_ctrl_c_leaves_the_former_tables_and_no_process(client: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = compare_folder(client, out)
    before = {path.name: path.read_bytes() for path in result.folder.iterdir()}
    run = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "compare", str(client), "--out", str(out)], stderr=subprocess.PIPE, encoding="utf-8"
    )
    until = time.monotonic() + 30
    while not list(out.glob(".new-*")) and time.monotonic() < until:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, error = run.communicate(timeout=30)
    assert run.returncode == ExitStatus.NOTHING_DONE
    assert "interrupted" in error and "Traceback" not in error
    assert {path.name: path.read_bytes() for path in result.folder.iterdir()} == before
    assert not list(out.glob(".new-*"))
