"""Renewal quotes come in: each new document is filed once, with the right client or with none."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import write_pdf, write_quote

from flows import ingest as ingest_module
from flows.filing import Client, find_client, place_for
from flows.ingest import IngestResult, ingest
from flows.ledger import Identity
from models.errors import CovergapError, ExitStatus
from models.insureds import plain_names

pytestmark = pytest.mark.usefixtures("own_process")


def identity(insured: str = "", *numbers: str, carrier: str = "Harrowgate", effective: str = "2026-03-01") -> Identity:
    return Identity("0" * 64, "read", "", carrier, insured, numbers, effective)


def known(name: str, *insured: str, numbers: tuple[str, ...] = ()) -> Client:
    client = Client(Path(name))
    for line in insured:
        client.learn("2025/harrowgate", identity(line, *numbers))
    return client


CLIENTS = (
    known("marlowe", "Marlowe Managed IT, LLC", numbers=("HG-2210-77",)),
    known("marlowe-east", "Marlowe Managed IT East, LLC", numbers=("HG-9981-03",)),
    known("ostrava-a", "Ostrava Hosting Group A, Inc."),
    known("ostrava-b", "Ostrava Hosting Group B, Inc."),
    known("pellworth", "Pellworth Systems Ltd t/a Pellworth Cloud", numbers=("HG-9981-03", "PW-1")),
)


@pytest.mark.parametrize(
    ("document", "client"),
    [
        (identity("Marlowe Managed IT LLC"), "marlowe"),
        (identity("MARLOWE MANAGED IT, L.L.C."), "marlowe"),
        (identity("Marlowe Managed IT"), "marlowe"),  # the legal form is no part of the name
        (identity("Marlow Managed IT East"), "marlowe-east"),  # a misspelling
        (identity("Pellworth Cloud"), "pellworth"),  # the trade name
        (identity("Pellworth Systems Limited"), "pellworth"),
        (identity("Marlowe Consulting"), None),
        (identity("Ostrava Hosting Group, Inc."), None),  # as like the one as the other: rather unfiled than wrong
        (identity("Somebody Else, Inc."), None),
        (identity(), None),
        (identity("", "hg 2210 77"), "marlowe"),  # the number, written another way
        (identity("Marlowe Managed IT, LLC", "HG-2210-77"), "marlowe"),
        (identity("", "HG-9981-03"), None),  # two clients bear it
        (identity("Pellworth Systems Ltd", "HG-2210-77"), None),  # number and name disagree
        (identity("", "PW-1"), None),  # too short to identify anybody
    ],
)
def test_whose_document_it_is(document: Identity, client: str | None) -> None:
    match = find_client(document, CLIENTS)
    assert (match.client.folder.name if match.client else None) == client
    assert match.reason


def test_names_without_legal_form_and_punctuation() -> None:
    assert plain_names("Pellworth Systems, L.L.C. d/b/a Pellworth Cloud") == {"pellworth systems", "pellworth cloud"}
    assert plain_names("Pellworth Systems, Ltd. dba Pellworth Cloud") == {"pellworth systems", "pellworth cloud"}
    assert plain_names("Ltd.") == set()


@pytest.mark.parametrize(
    ("folders", "effective", "carrier", "place"),
    [
        ((), "2026-03-01", "Harrowgate", "2026/Harrowgate"),
        (("2025/harrow",), "2026-03-01", "Harrowgate", "2026/harrow"),  # named as the client names it
        (("2025-2026/harrow",), "2026-03-01", "Stonequill", "2026-2027/Stonequill"),
        (("25-26/harrow",), "2026-03-01", "Stonequill", "26-27/Stonequill"),
        (("2025-2026/harrow", "2026-2027/x"), "2026-03-01", "Harrowgate", "2026-2027/harrow"),
        (("2025/harrow",), "", "Stonequill", "2025/Stonequill"),  # no date: the newest term there is
        (("harrow",), "", "Harrowgate", "harrow"),
        ((), "2026-03-01", "A/B: Mutual", "2026/A B Mutual"),
        ((), "", "", "renewal quote"),
    ],
)
def test_where_the_copy_goes(tmp_path: Path, folders: tuple[str, ...], effective: str, carrier: str, place: str) -> None:
    client = Client(tmp_path)
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
        if folder.endswith("harrow"):
            client.carriers[folder] = "Harrowgate"
    assert place_for(identity("x", carrier=carrier, effective=effective), client, "renewal quote") == place


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two clients below a root, and an inbox with one renewal quote for each and one for nobody."""
    root = tmp_path / "clients"
    (root / "pellworth").mkdir(parents=True)
    write_quote(root / "marlowe" / "2025" / "harrowgate" / "quote.pdf", "Marlowe Managed IT, LLC", "HG-1001-25", year=2025)
    write_quote(root / "pellworth" / "2025" / "harrowgate" / "quote.pdf", "Pellworth Systems Ltd", "HG-1002-25", year=2025)
    write_quote(tmp_path / "inbox" / "renewal.pdf", "Marlowe Managed IT, LLC", "HG-3001-26", retention="25,000", extortion="250,000")
    write_quote(tmp_path / "inbox" / "mail 2" / "renewal.pdf", "Pellworth Systems Limited", "HG-3002-26")
    write_quote(tmp_path / "inbox" / "stranger.pdf", "Entirely Unknown Hosting, Inc.", "HG-3003-26")
    (root / "covergap.toml").write_text('inboxes = ["../inbox"]\nsettle_seconds = 0\n', encoding="utf-8")
    return root


def pdfs(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.pdf"))


AFTER = [
    "marlowe/2025/harrowgate/quote.pdf",
    "marlowe/2026/harrowgate/renewal.pdf",
    "pellworth/2025/harrowgate/quote.pdf",
    "pellworth/2026/harrowgate/renewal.pdf",
]


def unfiled(root: Path) -> list[dict[str, str]]:
    with (root / ".covergap" / "unfiled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_pass_files_compares_and_lists_and_a_second_does_nothing(book: Path) -> None:
    inbox = pdfs(book.parent / "inbox")
    first = ingest(book)
    assert pdfs(book) == AFTER
    assert pdfs(book.parent / "inbox") == inbox  # originals stay
    assert sorted(client.folder.name for client in first.clients) == ["marlowe", "pellworth"]
    assert [row["file"] for row in unfiled(book)] == ["stranger.pdf"]
    assert "Entirely Unknown Hosting" in unfiled(book)[0]["reason"]
    assert first.exit_status == ExitStatus.NEEDS_ATTENTION

    tables = {path: path.stat().st_mtime_ns for path in (book / "outputs").rglob("*.csv")}
    second = ingest(book)
    assert (second.filed, second.clients) == ((), ())
    assert [document.file for document in second.unfiled] == ["stranger.pdf"]
    assert pdfs(book) == AFTER
    assert {path: path.stat().st_mtime_ns for path in (book / "outputs").rglob("*.csv")} == tables


def test_the_renewal_is_held_against_the_expiring_term(book: Path) -> None:
    ingest(book)
    with (book / "outputs" / "marlowe" / "changes.csv").open(encoding="utf-8", newline="") as file:
        changes = {(row["coverage"], row["field"]): row for row in csv.DictReader(file)}
    retention = changes["network_security_liability", "retention"]
    assert (retention["before"], retention["after"], retention["direction"]) == ("10000 USD", "25000 USD", "worse")
    assert (retention["before_document"], retention["document"]) == ("2025/harrowgate/quote.pdf", "2026/harrowgate/renewal.pdf")
    assert retention["page"] == "1" and "25,000" in retention["quote"]


@pytest.mark.parametrize("cut", ["before the copy is in place", "before it is noted", "before the comparison"])
def test_a_pass_cut_in_the_middle_and_repeated_files_each_document_once(book: Path, monkeypatch: pytest.MonkeyPatch, cut: str) -> None:
    class Cut(BaseException):
        """As a killed process: nothing of ours catches it."""

    def stop(*_: object, **__: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        if cut == "before the copy is in place":
            patch.setattr(Path, "replace", stop)
        elif cut == "before it is noted":
            patch.setattr("flows.ledger.Ledger.file", stop)
        else:
            patch.setattr(ingest_module, "compare_clients", stop)
        with pytest.raises(Cut):
            ingest(book)
    repeated = ingest(book)
    assert pdfs(book) == AFTER
    assert sorted(client.folder.name for client in repeated.clients) == ["marlowe", "pellworth"]
    assert not list(book.rglob("*.part"))
    third = ingest(book)
    assert (third.filed, third.clients) == ((), ())


def test_a_comparison_that_failed_is_made_up_for(book: Path) -> None:
    (book / "marlowe" / "covergap.toml").write_text("sise = 1", encoding="utf-8")
    first = ingest(book)
    assert {client.folder.name: client.reason.rpartition(":")[2] for client in first.clients if not client.result} == {
        "marlowe": " did you mean 'size'?"
    }
    (book / "marlowe" / "covergap.toml").write_text('size = "small"', encoding="utf-8")
    second = ingest(book)
    assert [client.folder.name for client in second.clients] == ["marlowe"]
    assert second.clients[0].result is not None


def test_the_same_document_twice_in_the_inbox_and_again_later_is_filed_once(book: Path) -> None:
    shutil.copy(book.parent / "inbox" / "renewal.pdf", book.parent / "inbox" / "forwarded.pdf")
    ingest(book)
    shutil.copy(book.parent / "inbox" / "renewal.pdf", book.parent / "inbox" / "forwarded again.pdf")
    assert ingest(book).filed == ()
    assert len([path for path in pdfs(book) if path.startswith("marlowe/2026")]) == 1


def test_another_document_of_the_same_name_gets_a_name_of_its_own(book: Path) -> None:
    ingest(book)
    write_quote(book.parent / "inbox" / "later" / "renewal.pdf", "Marlowe Managed IT, LLC", "HG-3009-26", retention="50,000")
    ingest(book)
    assert "marlowe/2026/harrowgate/renewal (2).pdf" in pdfs(book)


def test_a_document_known_by_hand_is_filed_when_its_client_appears(book: Path) -> None:
    ingest(book)
    write_quote(book / "unknown-hosting" / "2025" / "harrowgate" / "quote.pdf", "Entirely Unknown Hosting, Inc.", "HG-2003-25", year=2025)
    second = ingest(book)
    assert [filed.client for filed in second.filed] == ["unknown-hosting"]
    assert unfiled(book) == []


def test_a_file_still_being_written_waits_for_the_next_pass(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (book / "covergap.toml").write_text('inboxes = ["../inbox"]\nsettle_seconds = 60\n', encoding="utf-8")
    growing = book.parent / "inbox" / "renewal.pdf"

    def meanwhile(_seconds: float) -> None:
        growing.write_bytes(growing.read_bytes() + b"\n% more")
        past = "UPDATE files SET since = since - 61 WHERE path NOT LIKE '%inbox/renewal.pdf'"
        with sqlite3.connect(book / ".covergap" / "ledger.sqlite3") as database:
            database.execute(past)

    monkeypatch.setattr(ingest_module.time, "sleep", meanwhile)
    first = ingest(book)
    assert first.unsettled == 1
    assert [filed.client for filed in first.filed] == ["pellworth"]


def test_unreadable_documents_are_listed_with_their_reason(book: Path) -> None:
    (book.parent / "inbox" / "empty.pdf").write_bytes(b"")
    (book.parent / "inbox" / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    write_pdf(book.parent / "inbox" / "leaflet.pdf", ["Why cyber insurance matters to you", "Ask us for more."])
    ingest(book)
    reasons = {row["file"]: row["reason"] for row in unfiled(book)}
    assert set(reasons) == {"empty.pdf", "leaflet.pdf", "stranger.pdf", "torn.pdf"}
    assert "no bytes" in reasons["empty.pdf"] and "a damaged PDF" in reasons["torn.pdf"]
    assert "states no insured" in reasons["leaflet.pdf"]


@pytest.mark.parametrize(
    ("settings", "said"), [("", "no inbox is named"), ('inboxes = ["../nowhere"]', "does not exist"), ("inboxes = 3", "inboxes")]
)
def test_passes_that_cannot_begin(book: Path, settings: str, said: str) -> None:
    (book / "covergap.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(CovergapError, match=said):
        ingest(book)


def test_two_passes_at_once(book: Path) -> None:
    seen: list[str] = []

    def compare(*_: object, **__: object) -> IngestResult:
        with pytest.raises(CovergapError) as caught:
            ingest(book)
        seen.append(str(caught.value))
        raise caught.value

    ingest(book, compare=compare)  # type: ignore[arg-type]
    assert len(seen) == 2 and "another covergap run" in seen[0]


def test_links_in_an_inbox_are_not_followed(book: Path, tmp_path: Path) -> None:
    secret = write_quote(tmp_path / "elsewhere" / "secret.pdf", "Marlowe Managed IT, LLC", "HG-4004-26")
    (book.parent / "inbox" / "link.pdf").symlink_to(secret)
    ingest(book)
    assert pdfs(book) == AFTER
    assert "link.pdf" in {row["file"] for row in unfiled(book)}
