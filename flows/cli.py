"""The command line. Every command is a thin shell: options in, one function called, the outcome said, an exit status."""

from __future__ import annotations

import json
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console

from models.errors import CovergapError, ExitStatus

if TYPE_CHECKING:  # imports of the work itself happen where it is done: --help answers at once
    from flows.batch import BatchResult, ClientResult
    from flows.compare import Result, Watch
    from flows.ingest import IngestResult

app = typer.Typer(
    name="covergap",
    help="From a folder of cyber and technology E&O policy PDFs to gap tables whose every cell can be followed to its page.",
    epilog="Exit status: 0 all documents read; 1 tables written, some documents need attention; 2 nothing could be done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
errors = Console(stderr=True, highlight=False)
screen = Console(highlight=False)

Folder = Annotated[Path, typer.Argument(help="One client's folder with its policy PDFs.", show_default=False)]
Root = Annotated[Path, typer.Argument(help="The folder above the clients' folders.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Where the tables go, in a folder of the client's name.")]
SizeOption = Annotated[
    Literal["small", "medium", "large"] | None, typer.Option("--size", help="Size of the client; else as in covergap.toml, else medium.")
]
Processes = Annotated[int, typer.Option("--workers", "-w", min=0, help="Reading processes; 0 for one per processor.")]
Passwords = Annotated[
    list[str] | None,
    typer.Option("--password", help="Opens protected files; may be given again. Better in the passwords_file of covergap.toml."),
]
CacheOption = Annotated[bool, typer.Option("--cache", help="Only look at the pages kept from earlier runs; remove what none will need.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]

OUTPUTS = Path("outputs")
INTERRUPTED = 130  # how typer ends on Ctrl-C


@app.command(epilog="Examples: `covergap compare clients/northwind` · `covergap compare clients/northwind --size large --out tables`")
def compare(
    folder: Folder,
    out: Out = OUTPUTS,
    size: SizeOption = None,
    workers: Processes = 0,
    password: Passwords = None,
    as_json: AsJson = False,
) -> None:
    """Compare the offers in one client's folder: gap tables, workbook and report."""
    from flows.compare import compare_folder
    from flows.passwords import known_passwords
    from flows.summary import print_summary, summary_json

    flows = _flow_runs()
    with known_passwords(password or ()):
        if flows:
            result: Result = flows.compare_flow(folder, out, size, workers)
        else:
            with _progress(folder.name) as watch:
                result = compare_folder(folder, out, size, workers, watch=watch)
    if as_json:
        _print_json(summary_json(result.comparison, result.gaps, result.folder))
    else:
        print_summary(result.comparison, result.gaps, result.folder, screen)
    raise typer.Exit(result.exit_status)


@app.command(epilog="Examples: `covergap wording clients/northwind/2026/halvorsen` · `covergap wording clients/northwind --out wordings`")
def wording(
    folder: Annotated[Path, typer.Argument(help="A folder with the documents of one offer, or of several.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the documents go, in a folder per offer.")] = Path("wordings"),
    workers: Processes = 0,
    password: Passwords = None,
    as_json: AsJson = False,
) -> None:
    """The policy in force as a document: form and endorsements put together, struck and added words marked, as HTML and Markdown."""
    from flows.passwords import known_passwords
    from flows.wording import write_wordings
    from flows.writers.text import readable

    with known_passwords(password or ()), _progress(folder.name) as watch:
        written = write_wordings(folder, out, workers, watch=watch)
    if as_json:
        _print_json({"wordings": {offer: str(target) for offer, target in written.folders.items()}})
    else:
        for target in written.folders.values():
            screen.print(readable(f"Policy in force: {target / 'wording.html'}"), markup=False, soft_wrap=True)
    raise typer.Exit(written.exit_status)


@app.command(epilog="Examples: `covergap batch clients` · `covergap batch clients --out tables --json`")
def batch(
    root: Root, out: Out = OUTPUTS, size: SizeOption = None, workers: Processes = 0, password: Passwords = None, as_json: AsJson = False
) -> None:
    """Compare every client's folder below ROOT; one that fails stops no other."""
    from flows.batch import compare_batch
    from flows.passwords import known_passwords

    flows = _flow_runs()
    with known_passwords(password or ()):
        if flows:
            result: BatchResult = flows.batch_flow(root, out, size, workers)
        else:
            result = compare_batch(root, out, size, workers, begin=_telling())
    _say_clients(result, as_json)
    raise typer.Exit(result.exit_status)


@app.command(
    epilog="Examples: `covergap ingest inbox --into clients` · `covergap ingest --into clients`, all inboxes of clients/covergap.toml"
)
def ingest(
    inbox: Annotated[Path | None, typer.Argument(help="A folder of new documents; else all that covergap.toml names.")] = None,
    into: Annotated[Path, typer.Option("--into", help="The folder above the clients' folders.")] = Path(),
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where the tables go; else as in covergap.toml, else ROOT/outputs.")
    ] = None,
    workers: Processes = 0,
    as_json: AsJson = False,
) -> None:
    """File new documents with their clients by copies, and compare the clients touched. Originals stay where they are."""
    from flows.ingest import ingest as run

    flows = _flow_runs()
    result: IngestResult = flows.ingest_flow(into, inbox, out, workers) if flows else run(into, inbox, out, workers)
    _say_pass(result, into, as_json)
    raise typer.Exit(result.exit_status)


@app.command(epilog="Example: `covergap serve clients`, with inboxes and a [schedule] in clients/covergap.toml")
def serve(root: Annotated[Path, typer.Argument(help="The folder above the clients' folders.")] = Path()) -> None:
    """Ingest on the schedule of covergap.toml, as a served Prefect deployment, until Ctrl-C."""
    from flows.serve import serve as run

    _end_as_by_ctrl_c()
    run(root, errors.print)


@app.command(epilog="Example: `covergap server`, then `covergap compare ...` in another window")
def server(port: Annotated[int, typer.Option("--port", help="Port on this machine.")] = 4200) -> None:
    """Start a local Prefect server with its UI; comparisons run against it while it is up."""
    from flows.server import local_server

    _end_as_by_ctrl_c()
    with suppress(KeyboardInterrupt), local_server(port) as url:
        screen.print(f"Prefect server: {url.removesuffix('/api')} (Ctrl-C ends it). Comparisons now run as flow runs there.")
        while True:
            time.sleep(1)  # a wait without end could not be interrupted on Windows


@app.command(
    epilog="Examples: `covergap evaluate` · `covergap evaluate --no-labelled --pdfs forms --gold truth --json` · "
    "`covergap evaluate --pdfs sample_docs --gold sample_docs/truth --write`"
)
def evaluate(
    labelled: Annotated[bool, typer.Option(help="With the clause classifier on labelled clauses: two minutes.")] = True,
    pdfs: Annotated[Path | None, typer.Option("--pdfs", help="A folder of PDFs whose truth is known.")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="The folder of truth records; else beside the PDFs.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write accuracy.md with its charts and figures; needs --pdfs.")] = False,
    docs: Annotated[Path, typer.Option("--docs", help="Where accuracy.md and the last figures are.")] = Path("docs"),
    as_json: AsJson = False,
) -> None:
    """How good the classifier is on manners of writing it had not seen, and the whole program on documents whose truth is known.

    Figures are held against those in docs/accuracy.json, where that file is there.
    """
    from flows.evaluate import evaluate as run
    from flows.evaluation.files import kept_by_hand, last_figures, write_accuracy
    from flows.evaluation.screen import print_evaluation
    from models.classifier.clauses import load_labelled

    if write and not (labelled and pdfs):
        raise typer.BadParameter("the page holds all figures: name --pdfs, and leave the labelled clauses in", param_hint="--write")
    last, by_hand = last_figures(docs), kept_by_hand(docs) if write else ""
    report = run(clauses=load_labelled() if labelled else (), pdfs=pdfs, gold=gold)
    if as_json:
        _print_json(report)
    else:
        print_evaluation(report, last, screen)
    if write:
        errors.print(f"Written: {write_accuracy(report, by_hand, docs)}", markup=False, soft_wrap=True)


@app.command(epilog="Examples: `covergap doctor` · `covergap doctor --json`")
def doctor(cache: CacheOption = False, as_json: AsJson = False) -> None:
    """What is installed, and whether it works."""
    from dataclasses import asdict

    from flows.doctor import examine, examine_cache

    checks = (examine_cache(),) if cache else examine()
    if as_json:
        _print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            screen.print("[green]works[/]" if check.works else "[bold red]fails[/]", f"{check.name}:", end=" ")
            screen.print(check.found, markup=False)
    raise typer.Exit(ExitStatus.ALL_READ if all(check.works for check in checks) else ExitStatus.NOTHING_DONE)


def main() -> NoReturn:
    """The entry point: what a user can mend is a message and an exit status; only a fault of ours shows where it happened."""
    try:
        app()
    except CovergapError as error:
        errors.print("covergap:", style="bold red", end=" ")
        errors.print(str(error), markup=False, soft_wrap=True)
        sys.exit(error.exit_status)
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
        errors.print("covergap: interrupted. No table was half written: results of earlier runs are as they were.")
        sys.exit(ExitStatus.NOTHING_DONE)
    except Exception:
        traceback.print_exc()
        errors.print("covergap: this is a fault in covergap, not in your documents. Please report the lines above.")
        sys.exit(ExitStatus.NOTHING_DONE)
    sys.exit(ExitStatus.ALL_READ)


def _end_as_by_ctrl_c() -> None:
    """Let a service manager's request to end take the same way as Ctrl-C, so that no server of ours is left behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _flow_runs() -> Any:
    """The module of the Prefect flows where a Prefect API is up, else None."""
    from flows.server import api_url, quiet_environment

    url = api_url()
    if url is None:
        return None
    quiet_environment(url)
    from flows import flow_runs

    return flow_runs


@contextmanager
def _progress(title: str) -> Iterator[Watch]:
    """A progress bar at a terminal; silence in a pipe."""
    from rich.progress import Progress

    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task(f"Reading {title}", total=None)

        def watch(done: int, of: int, _document: str, /) -> None:
            bar.update(task, completed=done, total=of)

        yield watch


def _telling() -> Callable[[Path], None]:
    return lambda folder: errors.print(f"Comparing {folder.name}", markup=False) if errors.is_terminal else None


def _say_clients(result: BatchResult, as_json: bool) -> None:
    from flows.batch import COLUMNS

    if as_json:
        clients = [dict(zip(COLUMNS, client.line(), strict=True)) for client in result.clients]
        _print_json({"portfolio": str(result.portfolio), "clients": clients})
        return
    _print_clients(result.clients)
    screen.print(f"Portfolio: {result.portfolio}", markup=False, soft_wrap=True)


def _say_pass(result: IngestResult, root: Path, as_json: bool) -> None:
    from flows.batch import COLUMNS
    from flows.ingest import UNFILED
    from flows.sources import WORK_FOLDER

    clients = [dict(zip(COLUMNS, client.line(), strict=True)) for client in result.clients]
    if as_json:
        filed = [{"file": one.file, "client": one.client, "path": one.path, "reason": one.reason} for one in result.filed]
        unfiled = [{"file": one.file, "reason": one.match.reason, "candidates": one.match.candidates} for one in result.unfiled]
        _print_json({"filed": filed, "unfiled": unfiled, "unsettled": result.unsettled, "clients": clients})
        return
    if not (result.filed or result.unfiled or result.unsettled or clients):
        screen.print("Nothing new.")
    for one in result.filed:
        screen.print(f"filed: {one.file} -> {one.path} ({one.reason})", markup=False, soft_wrap=True)
    for other in result.unfiled:
        screen.print(f"unfiled: {other.file}: {other.match.reason}", markup=False, soft_wrap=True)
    if result.unfiled:
        screen.print(f"Unfiled documents and their candidates: {root / WORK_FOLDER / UNFILED}", markup=False, soft_wrap=True)
    if result.unsettled:
        screen.print(f"{result.unsettled} documents are still being written: they wait for the next pass.")
    if clients:
        _print_clients(result.clients)


def _print_clients(clients: Sequence[ClientResult]) -> None:
    from rich.table import Column, Table
    from rich.text import Text

    from flows.batch import COLUMNS
    from flows.writers.text import readable

    shown = ("client", "offers", "documents", "need_attention", "must_have_gaps", "result")
    table = Table(*(Column(name.replace("_", " "), overflow="fold") for name in shown))
    for client in clients:
        line = dict(zip(COLUMNS, client.line(), strict=True))
        table.add_row(*(Text(readable(line[name])) for name in shown))
    screen.print(table)
    for client in clients:
        if client.reason:
            errors.print(readable(f"{client.folder.name}: {client.reason}"), markup=False, soft_wrap=True)


def _print_json(value: Any) -> None:
    """ASCII only: a Windows console or pipe may know no other characters."""
    print(json.dumps(value, indent=2))


if __name__ == "__main__":
    main()
