"""The schedule: a served deployment at a real server runs ingest again and again; the second run has nothing to do."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from conftest import write_quote
from test_compare_flow import seen_by

from flows.serve import serve
from models.errors import CovergapError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "bookshelf"
    write_quote(root / "ravensmoor" / "2025" / "harrowgate" / "quote.pdf", "Ravensmoor Networks, Inc.", "HG-5001-25", year=2025)
    write_quote(tmp_path / "inbox" / "renewal.pdf", "Ravensmoor Networks, Inc.", "HG-5002-26")
    text = 'inboxes = ["../inbox"]\nsettle_seconds = 0\n[schedule]\ninterval_seconds = 4\n'
    (root / "covergap.toml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.server
def test_two_scheduled_runs_and_the_second_has_nothing_to_do(book: Path, server: str, tmp_path: Path) -> None:
    log = (tmp_path / "serve.log").open("wb")
    serving = subprocess.Popen([sys.executable, "-m", "flows.cli", "serve", str(book)], stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 150
        while len(finished(server)) < 2 and time.monotonic() < until and serving.poll() is None:
            time.sleep(1)
    finally:
        serving.send_signal(signal.SIGINT)
        serving.wait(timeout=60)
        log.close()
    said = (tmp_path / "serve.log").read_text(encoding="utf-8", errors="replace")
    assert finished(server)[:2] == ["COMPLETED", "COMPLETED"], said[-3000:]
    runs, _, _ = seen_by(server)
    assert [state for name, state in runs if name == "ravensmoor"] == ["COMPLETED"]  # one comparison, by the first run
    copies = sorted(path.relative_to(book).as_posix() for path in book.rglob("*.pdf"))
    assert copies == ["ravensmoor/2025/harrowgate/quote.pdf", "ravensmoor/2026/harrowgate/renewal.pdf"]
    assert (book / "outputs" / "ravensmoor" / "changes.csv").is_file()


def finished(url: str) -> list[str]:
    """States of the scheduled runs of ingest that came to an end, oldest first."""
    import httpx

    body = {"flows": {"name": {"any_": ["ingest"]}}, "sort": "EXPECTED_START_TIME_ASC"}
    runs = httpx.post(f"{url}/flow_runs/filter", json=body).json()
    return [run["state_type"] for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]


@pytest.mark.parametrize("text", ["", 'inboxes = ["x"]', '[schedule]\ncron = "0 6 * * *"'])
def test_a_root_without_inbox_or_schedule_cannot_be_served(tmp_path: Path, text: str) -> None:
    (tmp_path / "covergap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CovergapError, match="needs inboxes and a schedule"):
        serve(tmp_path, print)


def test_prefect_yaml_declares_flows_that_exist_with_their_parameters() -> None:
    import importlib
    import inspect

    project = Path(__file__).parent.parent
    declared = yaml.safe_load((project / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert {deployment["name"] for deployment in declared} == {"ingest", "batch"}
    for deployment in declared:
        file, _, name = deployment["entrypoint"].partition(":")
        flow = getattr(importlib.import_module(file.removesuffix(".py").replace("/", ".")), name)
        assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)
        assert deployment["schedules"] and deployment["concurrency_limit"] == 1
