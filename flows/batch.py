"""A book of clients: every client's folder below a root compared, one after the other, none stopping the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flows.compare import READ_WELL, Result, compare_folder, default_workers
from flows.output import only_run
from flows.passwords import known_passwords, read_passwords
from flows.settings import root_settings
from flows.shards import reading_workers
from flows.sources import check_folder, has_pdf
from flows.writers.tables import Table, write_csv
from flows.writers.text import storable
from flows.writers.words import must_haves
from models.errors import CovergapError, ExitStatus
from models.records import Size

COLUMNS = (
    "client", "account", "offers", "options", "documents", "need_attention", "must_have_gaps", "to_review", "result", "reason",
)  # fmt: skip


class Compare(Protocol):
    """How one client is compared: directly, or as a flow run."""

    def __call__(self, folder: Path, out: Path, size: Size | None = None, workers: int = 0) -> Result: ...


@dataclass(frozen=True, slots=True)
class ClientResult:
    """One line of the portfolio. `result` is None where the client could not be compared, and `reason` says why."""

    folder: Path
    result: Result | None
    reason: str = ""

    def line(self) -> tuple[str, ...]:
        """The values of COLUMNS."""
        if self.result is None:
            return (self.folder.name, *[""] * 7, "failed", self.reason)
        comparison, gaps = self.result.comparison, self.result.gaps
        bad = sum(document.status not in READ_WELL for document in comparison.documents)
        must = sum(option.gaps for option in must_haves(gaps))
        figures = (len(comparison.offers), len(gaps.columns), len(comparison.documents), bad, must, len(gaps.review))
        return (self.folder.name, comparison.account, *map(str, figures), "needs attention" if bad else "compared", "")


@dataclass(frozen=True, slots=True)
class BatchResult:
    """All clients in order of their folders' names, and where portfolio.csv lies."""

    clients: tuple[ClientResult, ...]
    portfolio: Path

    @property
    def exit_status(self) -> ExitStatus:
        """NOTHING_DONE where no client could be compared, else NEEDS_ATTENTION where one could not, or has an unread document."""
        results = [client.result for client in self.clients]
        if not any(results):
            return ExitStatus.NOTHING_DONE
        return max(result.exit_status if result else ExitStatus.NEEDS_ATTENTION for result in results)


def compare_batch(
    root: Path,
    out: Path,
    size: Size | None = None,
    workers: int = 0,
    *,
    compare: Compare = compare_folder,
    begin: Callable[[Path], None] = lambda _: None,
) -> BatchResult:
    """Compare each client and write `out/portfolio.csv`. `begin` is told of each client before its turn.

    Raises CovergapError where the root cannot be read, holds no client, or `out` cannot be written.
    """
    folders = client_folders(root)
    if not folders:
        raise CovergapError(
            f"{root} holds no client folder with PDFs: give the folder above the clients' folders, or use 'covergap compare'"
        )
    passwords = read_passwords(root, root_settings(root).passwords_file)
    with known_passwords(passwords), reading_workers(workers or default_workers()):  # one set of processes for all clients
        done = compare_clients(folders, out, size, workers, compare=compare, begin=begin)
    portfolio = out / "portfolio.csv"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with only_run(out / ".lock-portfolio", portfolio):
            beside = out / ".portfolio.csv.new"
            write_csv(_table(done), beside)
            beside.replace(portfolio)
    except OSError as error:
        raise CovergapError(f"{portfolio} cannot be written ({error.strerror}): close it, or choose another folder with --out") from error
    return BatchResult(done, portfolio)


def compare_clients(
    folders: Sequence[Path],
    out: Path,
    size: Size | None,
    workers: int,
    *,
    compare: Compare,
    begin: Callable[[Path], None] = lambda _: None,
) -> tuple[ClientResult, ...]:
    """Compare clients one after the other; one that fails has its reason in its line."""
    done = []
    for folder in folders:
        begin(folder)
        try:
            done.append(ClientResult(folder, compare(folder, out, size, workers)))
        except CovergapError as error:
            done.append(ClientResult(folder, None, str(error)))
        except Exception as error:  # a fault of ours with one client must not cost the others
            done.append(ClientResult(folder, None, f"comparing failed ({type(error).__name__}: {error}): please report it"))
    return tuple(done)


def client_folders(root: Path) -> list[Path]:
    """The folders directly below root that hold a PDF; inboxes, and what belongs to covergap or is hidden, are no clients."""
    check_folder(root)
    inboxes = {(root / inbox).resolve() for inbox in root_settings(root).inboxes}
    folders = [Path(entry.path) for entry in os.scandir(root) if entry.is_dir() and not entry.name.startswith(".")]
    return sorted(folder for folder in folders if folder.resolve() not in inboxes and has_pdf(folder))


def _table(clients: Sequence[ClientResult]) -> Table:
    rows = tuple(tuple(storable(value) or None for value in client.line()) for client in clients)
    return Table("portfolio", COLUMNS, (str,) * len(COLUMNS), rows)
