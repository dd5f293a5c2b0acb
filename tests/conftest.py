"""What the tests of the flows share: small PDFs, a client's folder, and one real Prefect server for all."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from extractors.options import AS_IT_IS, ReadOptions
from flows.shards import USUAL, Limits
from flows.sources import Source
from flows.worker import read_source
from models.records import Reading

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, the tests and all they start would never hear the Ctrl-C that some of them are about.
    signal.signal(signal.SIGINT, signal.default_int_handler)

QUOTE = (
    "CYBER AND TECHNOLOGY E&O INSURANCE QUOTATION",
    "Insurer: {carrier} Insurance Company",
    "Named Insured: {insured}",
    "Quote number: {number}",
    "Policy period: {year}-03-01 to {next_year}-03-01",
    "Policy aggregate limit: USD 2,000,000",
    "Retention: USD {retention}",
    "Coverage                      Limit              Retention",
    "Network security liability    USD 2,000,000      USD {retention}",
    "Cyber extortion               USD {extortion}    USD {retention}",
    "This quotation is valid for 30 days and subject to a signed application. Premium: USD 21,500",
)


def write_pdf(path: Path, lines: tuple[str, ...] | list[str]) -> Path:
    """A one-page PDF with these lines, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    for number, line in enumerate(lines):
        page.drawString(60, 780 - 18 * number, line)
    page.save()
    return path


def write_quote(
    path: Path,
    insured: str,
    number: str = "QX-774410",
    carrier: str = "Harrowgate Specialty",
    year: int = 2026,
    retention: str = "10,000",
    extortion: str = "500,000",
) -> Path:
    """A quotation by letter of a carrier that does not exist."""
    facts = {"insured": insured, "number": number, "carrier": carrier, "year": year, "next_year": year + 1}
    return write_pdf(path, [line.format(**facts, retention=retention, extortion=extortion) for line in QUOTE])


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A client's folder with one quotation."""
    folder = tmp_path / "clients" / "marlowe"
    write_quote(folder / "2026" / "harrowgate" / "quote.pdf", "Marlowe Managed IT, LLC")
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests leave the user's cache alone and share one of their own."""
    monkeypatch.setenv("COVERGAP_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(autouse=True)
def no_server_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run directly unless they ask for the server; a Prefect set up by the user is not touched."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("no-prefect")))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


class OwnProcess:
    """Stands in for the reading processes where a test is about something else: the real extractors, without a start each time."""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> OwnProcess:
        return self

    def __exit__(self, *_: object) -> None: ...

    def read(
        self,
        sources: Sequence[Source],
        _limits: Limits = USUAL,
        options: ReadOptions = AS_IT_IS,
        each: Callable[[str], None] = lambda _: None,
    ) -> list[Reading]:
        readings = []
        for source in sources:
            readings.append(read_source(source, options) if source.status == "read" else Reading(source.row(source.status, source.reason)))
            each(source.document)
        return readings


@pytest.fixture
def own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in the process of the test."""
    monkeypatch.setattr("flows.compare.reading_workers", OwnProcess)
    monkeypatch.setattr("flows.ingest.reading_workers", OwnProcess)
    monkeypatch.setattr("flows.batch.reading_workers", OwnProcess)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def running_server(prefect_home: Path) -> Iterator[str]:
    """A real Prefect server on a free port of this machine, with a home of its own: started once for all tests."""
    from flows.server import local_server

    before = os.environ.get("PREFECT_HOME")
    os.environ["PREFECT_HOME"] = str(prefect_home)
    with local_server() as url:
        yield url
    os.environ.pop("PREFECT_HOME") if before is None else os.environ.update(PREFECT_HOME=before)


@pytest.fixture
def server(running_server: str, prefect_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The API URL of the running server, found by `covergap` as by any user: through the announcement in Prefect's home."""
    monkeypatch.setenv("PREFECT_HOME", str(prefect_home))
    return running_server


@pytest.fixture
def run_cli() -> Callable[..., tuple[int, str, str]]:
    """Runs `covergap` as its own process: (exit status, what it printed, what it said on the error stream)."""
    import subprocess
    import sys

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout, done.stderr

    return run
