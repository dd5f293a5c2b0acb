"""One pass over the inboxes: each new document is filed by a copy into its client's folder, and the clients touched are compared.

A pass may be cut anywhere and repeated: a copy is named into place whole, then noted; a comparison is noted after it is done.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from extractors.options import ReadOptions
from flows.batch import ClientResult, Compare, client_folders, compare_clients
from flows.compare import compare_folder, default_workers
from flows.filing import Client, Match, find_client, place_for
from flows.ledger import Identity, Ledger
from flows.output import only_run
from flows.passwords import known_passwords, passwords_for, read_passwords
from flows.settings import ClientSettings, SettingsError, client_settings, root_settings
from flows.shards import Workers, reading_workers
from flows.sources import WORK_FOLDER, Source, check_folder, look_through, sha256_of
from flows.writers.tables import Table, write_csv
from flows.writers.text import storable
from models.catalogue import load_catalogue
from models.errors import CovergapError, ExitStatus
from models.insureds import plain_names
from models.records import Reading

READABLE = ("read", "partial")
UNFILED = "unfiled.csv"
UNFILED_COLUMNS = ("file", "sha256", "insured", "numbers", "reason", "candidates")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that was filed in this pass: `path` is that of the copy below ROOT."""

    file: str
    client: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A document that waits for a person, with the clients it might belong to."""

    file: str
    sha256: str
    identity: Identity | None
    match: Match


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What one pass did. `unsettled` files are still being written and wait for the next pass."""

    filed: tuple[Filed, ...]
    unfiled: tuple[Unfiled, ...]
    unsettled: int
    clients: tuple[ClientResult, ...]

    @property
    def exit_status(self) -> ExitStatus:
        """NEEDS_ATTENTION where a document is unfiled, or a comparison failed or has an unread document."""
        worst = max((client.result.exit_status if client.result else ExitStatus.NEEDS_ATTENTION for client in self.clients), default=0)
        return ExitStatus.NEEDS_ATTENTION if self.unfiled or worst else ExitStatus.ALL_READ


def ingest(
    root: Path, inbox: Path | None = None, out: Path | None = None, workers: int = 0, *, compare: Compare = compare_folder
) -> IngestResult:
    """One pass over `inbox`, or over all that covergap.toml at `root` names; tables go to `out`, by default where that file says.

    Raises CovergapError where root or inbox cannot be read, no inbox is named, or another pass is under way.
    """
    check_folder(root)
    settings = root_settings(root)
    inboxes = [inbox] if inbox else [root / path for path in settings.inboxes]
    if not inboxes:
        raise CovergapError(f'no inbox is named: write inboxes = ["..."] into {root / "covergap.toml"}, or give the folder')
    work = root / WORK_FOLDER
    try:
        work.mkdir(exist_ok=True)
        with (
            only_run(work / "lock", work),
            Ledger(work / "ledger.sqlite3", _reader()) as ledger,
            reading_workers(workers or default_workers()) as pool,
            known_passwords(read_passwords(root, settings.passwords_file)),
        ):
            arrivals, unsettled = _arrivals(inboxes, ledger, settings.settle_seconds)
            filed, unfiled = _file(arrivals, root, inboxes, ledger, pool) if arrivals else ((), ())
            _list_unfiled(unfiled, work)
            touched = [root / name for name in ledger.to_compare()]
            clients = compare_clients(touched, out or root / settings.out, None, workers, compare=compare)
            for client in clients:
                if client.result:
                    ledger.compared(client.folder.name)
    except OSError as error:
        raise CovergapError(
            f"{error.filename or work} cannot be written ({error.strerror}): get permission to write below {root}"
        ) from error
    return IngestResult(filed, unfiled, unsettled, clients)


def _reader() -> str:
    return f"{version('covergap')} {load_catalogue().digest}"


def _arrivals(inboxes: Sequence[Path], ledger: Ledger, settle_seconds: float) -> tuple[list[Source], int]:
    """New documents whose size and time stood still long enough, and how many others are not there yet."""
    arrivals = _new(inboxes, ledger)
    if any(_standing(source, ledger) < settle_seconds for source in arrivals):
        time.sleep(settle_seconds)
        arrivals = _new(inboxes, ledger)
    settled = [source for source in arrivals if _standing(source, ledger) >= settle_seconds]
    return settled, len(arrivals) - len(settled)


def _new(inboxes: Sequence[Path], ledger: Ledger) -> list[Source]:
    """What lies in the inboxes and is not filed, each content once."""
    found: dict[str, Source] = {}
    for inbox in inboxes:
        for source in look_through(inbox, ClientSettings().max_file_mb, ledger.looks.sha256).files:
            if not ledger.is_filed(source.sha256):
                found.setdefault(source.sha256 or str(source.path), source)
    return list(found.values())


def _standing(source: Source, ledger: Ledger) -> float:
    return ledger.looks.standing_seconds(source.path) if source.sha256 else float("inf")


def _file(
    arrivals: Sequence[Source], root: Path, inboxes: Sequence[Path], ledger: Ledger, pool: Workers
) -> tuple[tuple[Filed, ...], tuple[Unfiled, ...]]:
    filed, unfiled = [], []
    apart = {inbox.resolve() for inbox in inboxes}
    folders = [folder for folder in client_folders(root) if folder.resolve() not in apart]
    identities = _identities(arrivals, ledger, pool, passwords_for(root, None))
    clients = [_known(folder, ledger, pool) for folder in folders]
    for source in arrivals:
        identity = identities.get(source.sha256)
        match = find_client(identity, clients) if identity and identity.status in READABLE else Match(None, _unreadable(source, identity))
        if match.client is None or identity is None:
            unfiled.append(Unfiled(source.document, source.sha256, identity, match))
        elif path := _copy(source, identity, match.client, root, ledger):
            filed.append(Filed(source.document, match.client.folder.name, path, match.reason))
    return tuple(filed), tuple(unfiled)


def _unreadable(source: Source, identity: Identity | None) -> str:
    return identity.reason if identity else source.reason


def _identities(sources: Sequence[Source], ledger: Ledger, pool: Workers, passwords: tuple[str, ...]) -> dict[str, Identity]:
    """What each readable document says of itself, by content hash; only those not known yet, or still closed, are read."""
    readable = {source.sha256: source for source in sources if source.status == "read"}
    unknown = []
    for sha256, source in readable.items():
        known = ledger.identity(sha256)
        if known is None or (passwords and known.status == "encrypted"):
            unknown.append(source)
    ledger.learn(_identity(reading) for reading in pool.read(unknown, options=ReadOptions(passwords)))
    return {sha256: identity for sha256 in readable if (identity := ledger.identity(sha256))}


def _identity(reading: Reading) -> Identity:
    document = reading.document
    effective = next((term.value for term in reading.terms if term.term == "effective_date"), "")
    numbers = tuple(filter(None, (document.policy_number, document.quote_reference)))
    carrier = document.carrier or document.insurer
    return Identity(document.sha256, document.status, document.reason, carrier, document.insured, numbers, effective)


def _known(folder: Path, ledger: Ledger, pool: Workers) -> Client:
    try:
        settings = client_settings(folder)
    except SettingsError:  # its comparison will say so; other clients' documents are filed none the less
        settings = ClientSettings()
    client = Client(folder, plain_names(folder.name) | plain_names(settings.account))
    sources = look_through(folder, settings.max_file_mb, ledger.looks.sha256).files
    identities = _identities(sources, ledger, pool, passwords_for(folder, settings.passwords_file))
    for source in sources:
        if source.sha256 in identities:
            client.learn(source.offer_folder, identities[source.sha256])
    return client


def _copy(source: Source, identity: Identity, client: Client, root: Path, ledger: Ledger) -> str:
    """File one document and note it; the path of its copy below root, or "" where the file changed under our hands."""
    there = [path for path in client.folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file()]
    target = next((path for path in there if ledger.looks.sha256(path) == source.sha256), None)
    if target is None:  # else a pass was cut between copy and note, or a person filed it
        place = client.folder / place_for(identity, client, source.path.stem)
        place.mkdir(parents=True, exist_ok=True)
        target = _free_name(place, source.path.name)
        beside = place / f".{source.sha256[:16]}.part"
        shutil.copyfile(source.path, beside)
        if sha256_of(beside) != source.sha256:
            beside.unlink()
            return ""
        beside.replace(target)
    path = target.relative_to(root).as_posix()
    ledger.file(source.sha256, source.document, client.folder.name, storable(path))
    return path


def _free_name(place: Path, name: str) -> Path:
    stem, suffix = Path(name).stem, Path(name).suffix
    names = [name, *(f"{stem} ({number}){suffix}" for number in range(2, 1000))]
    return next(place / candidate for candidate in names if not (place / candidate).exists())


def _list_unfiled(unfiled: Sequence[Unfiled], work: Path) -> None:
    rows = []
    for document in unfiled:
        candidates = "; ".join(f"{client} ({score:g})" for client, score in document.match.candidates)
        insured = document.identity.insured if document.identity else ""
        numbers = "; ".join(document.identity.numbers) if document.identity else ""
        values = (document.file, document.sha256, insured, numbers, document.match.reason, candidates)
        rows.append(tuple(storable(value) or None for value in values))
    beside = work / f".{UNFILED}.new"
    write_csv(Table("unfiled", UNFILED_COLUMNS, (str,) * len(UNFILED_COLUMNS), tuple(rows)), beside)
    beside.replace(work / UNFILED)
