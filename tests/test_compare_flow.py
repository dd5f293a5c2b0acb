"""A comparison from folder to tables: the same directly and as a flow run, with one reading process or two."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_quote

from flows.batch import compare_batch
from flows.compare import compare_folder
from models.errors import CovergapError, ExitStatus

RunCli = Callable[..., tuple[int, str, str]]


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".parquet", ".xlsx", ".html")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def two_terms(client: Path) -> Path:
    """The client with an expiring term, whose limit and retention were better, and six documents in all."""
    write_quote(client / "2025" / "harrowgate" / "quote.pdf", "Marlowe Managed IT, LLC", "HG-1-25", year=2025, retention="5,000")
    for number in range(4):
        write_quote(client / "2026" / f"carrier {number}" / "quote.pdf", "Marlowe Managed IT, LLC", f"QZ-77{number}", f"Carrier{number}")
    return client


def test_same_bytes_with_one_process_and_two_and_in_a_second_run(two_terms: Path, tmp_path: Path) -> None:
    runs = [compare_folder(two_terms, tmp_path / f"out {number}", workers=workers) for number, workers in enumerate((1, 2))]
    first, second = (tables(run.folder) for run in runs)
    assert first == second
    assert {"documents.csv", "coverages.csv", "exclusions.csv", "terms.csv", "clauses.csv", "gaps.csv", "changes.csv"} <= set(first)


@pytest.mark.usefixtures("own_process")
def test_every_file_is_a_row_and_every_coverage_a_cell(two_terms: Path, tmp_path: Path) -> None:
    (two_terms / "2026" / "harrowgate" / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    result = compare_folder(two_terms, tmp_path / "out")
    documents = rows(result.folder / "documents.csv")
    assert [row["document"] for row in documents] == sorted(path.relative_to(two_terms).as_posix() for path in two_terms.rglob("*.pdf"))
    assert {row["status"] for row in documents} == {"read", "corrupt"}
    assert result.exit_status == ExitStatus.NEEDS_ATTENTION
    cells = rows(result.folder / "coverages.csv")
    offers = {(row["offer_folder"], row["option"]) for row in cells}
    assert len(offers) == 6 and len(cells) == 6 * 35


@pytest.mark.usefixtures("own_process")
def test_the_option_goes_before_the_file_and_the_file_before_the_default(client: Path, tmp_path: Path) -> None:
    assert compare_folder(client, tmp_path / "out").comparison.size == "medium"
    (client / "covergap.toml").write_text('size = "small"\naccount = "Marlowe"\nservices = ["vCISO"]', encoding="utf-8")
    comparison = compare_folder(client, tmp_path / "out").comparison
    assert (comparison.size, comparison.account, comparison.services) == ("small", "Marlowe", ("vCISO",))
    assert compare_folder(client, tmp_path / "out", "large").comparison.size == "large"


@pytest.mark.usefixtures("own_process")
def test_batch_compares_each_client_and_one_that_fails_stops_no_other(client: Path, tmp_path: Path) -> None:
    root = client.parent
    write_quote(root / "wrong" / "quote.pdf", "Wrong Settings, Inc.")
    (root / "wrong" / "covergap.toml").write_text("sise = 1", encoding="utf-8")
    (root / "no documents").mkdir()
    (root / ".covergap").mkdir()
    result = compare_batch(root, tmp_path / "out")
    portfolio = rows(tmp_path / "out" / "portfolio.csv")
    assert [(row["client"], row["result"]) for row in portfolio] == [("marlowe", "compared"), ("wrong", "failed")]
    assert "did you mean 'size'?" in portfolio[1]["reason"]
    assert result.exit_status == ExitStatus.NEEDS_ATTENTION
    assert (tmp_path / "out" / "marlowe" / "gaps.xlsx").is_file()


def test_batch_without_clients(tmp_path: Path) -> None:
    with pytest.raises(CovergapError, match="holds no client folder with PDFs"):
        compare_batch(tmp_path, tmp_path / "out")


def test_the_direct_way_does_not_load_prefect(client: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from flows.compare import compare_folder; import flows.cli, flows.ingest, flows.serve\n"
        f"assert flows.cli._flow_runs() is None; compare_folder(Path({str(client)!r}), Path({str(tmp_path / 'out')!r}))\n"
        "sys.exit('prefect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.server
def test_a_flow_run_leaves_the_same_tables_and_shows_at_the_server(two_terms: Path, tmp_path: Path, server: str, run_cli: RunCli) -> None:
    direct = compare_folder(two_terms, tmp_path / "direct")
    status, _, error = run_cli("compare", two_terms, "--out", tmp_path / "flow")
    assert status == ExitStatus.ALL_READ, error
    assert tables(tmp_path / "flow" / two_terms.name) == tables(direct.folder)

    runs, tasks, artifacts = seen_by(server)
    assert ("marlowe", "COMPLETED") in runs
    assert {"find", "read", "group", "judge", "gaps", "write"} <= {name.rpartition("-")[0] for name in tasks}
    kinds = {kind: data for kind, key, data in artifacts if "marlowe" in key}
    assert kinds["progress"] == 100
    assert "Network security liability" in str(kinds["table"])
    assert "quotation" not in str(kinds["table"])  # text of documents stays on this machine


@pytest.mark.server
def test_a_batch_shows_each_client_as_a_run_of_its_own(tmp_path: Path, server: str, run_cli: RunCli) -> None:
    root = tmp_path / "book"
    for name in ("amberley", "brockham"):
        write_quote(root / name / "quote.pdf", f"{name.title()} IT, Inc.", f"HG-77-{name}")
    (root / "brockham" / "covergap.toml").write_text("sise = 1", encoding="utf-8")
    status, _, error = run_cli("batch", root, "--out", tmp_path / "out")
    assert status == ExitStatus.NEEDS_ATTENTION, error
    runs, _, _ = seen_by(server)
    assert {("amberley", "COMPLETED"), ("brockham", "FAILED")} <= set(runs)


def seen_by(url: str) -> tuple[list[tuple[str, str]], list[str], list[tuple[str, str, Any]]]:
    """Flow runs with their state, names of task runs, and artifacts (kind, key, data) at the server."""
    import httpx

    def ask(what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = httpx.post(f"{url}/{what}/filter", json={}).json()
        return found

    runs = [(run["name"], run["state_type"]) for run in ask("flow_runs")]
    artifacts = [(artifact["type"], artifact["key"], artifact["data"]) for artifact in ask("artifacts")]
    return runs, [run["name"] for run in ask("task_runs")], artifacts
