"""Files that are named like a PDF: which open, which do not, and what the broker is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import write_pdf, write_quote

from extractors.options import AS_IT_IS, ReadOptions
from extractors.pdf import allowance, read_pdf, with_tables
from flows.batch import compare_batch
from flows.compare import compare_folder
from flows.passwords import known_passwords, passwords_for
from flows.settings import SettingsError
from models.errors import DocumentError

RunCli = Callable[..., tuple[int, str, str]]
SECRET = "öffne dich"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "form.pdf", ["We pay damages and claim expenses", "of a claim first made in the policy period"])


def protected(path: Path, to: Path, user: str, owner: str = "broker", revision: int = 6) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.open(path) as pdf:
        pdf.save(to, encryption=pikepdf.Encryption(user=user, owner=owner, R=revision, aes=revision >= 4, metadata=revision >= 4))
    return to


def refused(path: Path, options: ReadOptions = AS_IT_IS) -> tuple[str, str]:
    with pytest.raises(DocumentError) as raised:
        read_pdf(path, options)
    return raised.value.status, raised.value.reason


def damaged(path: Path, *numbers: int) -> Path:
    """Three times the page of a file, those with `numbers` being no pages any more."""
    with pikepdf.open(path) as pdf, pikepdf.open(path) as other:
        for _ in range(2):
            pdf.pages.extend(other.pages)
        for number in numbers:
            pdf.Root.Pages.Kids[number - 1] = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))
        pdf.save(path.with_name("damaged.pdf"))
    return path.with_name("damaged.pdf")


def test_a_damaged_page_does_not_cost_the_others(form: Path) -> None:
    pages = read_pdf(damaged(form, 2)).pages
    assert [page.source for page in pages] == ["text", "damaged", "text"]
    assert ["damages" in page.raw for page in pages] == [True, False, True]


def test_a_file_of_damaged_pages_is_corrupt(form: Path) -> None:
    assert refused(damaged(form, 1, 2, 3)) == ("corrupt", "its pages are damaged and cannot be opened: ask for a new copy")


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", "empty", "no bytes: fetch it again"),
        (b"%PDF-1.7\n1 0 obj\n<</Type", "corrupt", "a damaged PDF, perhaps cut off on its way: ask for a new copy"),
        (b"see attached", "corrupt", "no PDF, only named like one"),
        (b"PK\x03\x04rest of an archive", "unsupported", "no PDF but a ZIP archive or an Office document"),
        (b"\r\n<!DOCTYPE html><title>Log in", "unsupported", "no PDF but a web page"),
        (b"MZ\x90\x00", "unsupported", "no PDF but a program"),
        (b"\xff\xd8\xff\xe0 JFIF", "unsupported", "no PDF but a picture"),
    ],
)
def test_what_is_not_opened(tmp_path: Path, content: bytes, status: str, said: str) -> None:
    (tmp_path / "policy.pdf").write_bytes(content)
    found, reason = refused(tmp_path / "policy.pdf")
    assert (found, said in reason) == (status, True), reason


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    pikepdf.new().save(tmp_path / "none.pdf")
    assert refused(tmp_path / "none.pdf")[0] == "empty"


def test_an_owner_password_does_not_keep_a_file_shut(tmp_path: Path, form: Path) -> None:
    assert "damages" in read_pdf(protected(form, tmp_path / "owned.pdf", user="")).pages[0].raw


@pytest.mark.parametrize("revision", [3, 4, 6])
@pytest.mark.parametrize("password", ["secret", SECRET])
def test_a_password_opens_what_it_fits(tmp_path: Path, form: Path, password: str, revision: int) -> None:
    path = protected(form, tmp_path / "locked.pdf", password, revision=revision)
    assert refused(path) == ("encrypted", "the file asks for a password: give it with --password or in the passwords_file of covergap.toml")
    status, reason = refused(path, ReadOptions(("wrong", "worse")))
    assert status == "encrypted" and "none of the 2 given fits" in reason and "wrong" not in reason
    pdf = read_pdf(path, ReadOptions(("wrong", password)))
    assert "damages" in pdf.pages[0].raw


def test_tables_are_measured_in_a_protected_file_too(tmp_path: Path) -> None:
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(tmp_path / "open.pdf"))
    page.grid([80, 300, 460], [600, 620, 640, 660])
    for x, y, text in ((84, 646, "Cyber extortion"), (304, 646, "USD 500,000"), (84, 626, "Retention"), (304, 626, "USD 10,000")):
        page.drawString(x, y, text)
    page.save()
    path = protected(tmp_path / "open.pdf", tmp_path / "locked.pdf", SECRET)
    options = ReadOptions((SECRET,))
    [table] = with_tables(path, read_pdf(path, options), options).tables
    assert "Cyber extortion" in [cell.text for cell in table.cells]


def test_passwords_are_not_shown() -> None:
    assert SECRET not in repr(ReadOptions((SECRET,)))


@pytest.mark.parametrize("content", [f"first\n{SECRET}\n", f"\ufefffirst\r\n\r\n{SECRET}"])
def test_a_passwords_file_holds_one_per_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "passwords.txt").write_bytes(content.encode())
    with known_passwords(["given"]), known_passwords(["first"]):
        assert passwords_for(tmp_path, Path("passwords.txt")) == ("given", "first", SECRET)
    assert passwords_for(tmp_path, None) == ()


@pytest.mark.parametrize("content", [None, b"caf\xe9"], ids=["missing", "not UTF-8"])
def test_a_passwords_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "passwords.txt").write_bytes(content)
    with pytest.raises(SettingsError, match=r"covergap\.toml: passwords_file .*passwords\.txt") as raised:
        passwords_for(tmp_path, Path("passwords.txt"))
    assert "caf" not in str(raised.value)


@pytest.fixture
def locked_client(tmp_path: Path) -> Path:
    """A client's folder with one protected quotation."""
    quote = write_quote(tmp_path / "quote.pdf", "Marlowe Managed IT, LLC")
    return protected(quote, tmp_path / "book" / "marlowe" / "quote.pdf", SECRET).parent


def test_the_command_line_opens_with_a_password_and_keeps_it_to_itself(locked_client: Path, tmp_path: Path, run_cli: RunCli) -> None:
    status, printed, error = run_cli("compare", locked_client, "--out", tmp_path / "out", "--password", "x", "--password", SECRET)
    assert status == 0, error
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert SECRET not in printed + error and SECRET.encode() not in written
    run = json.loads((tmp_path / "out" / "marlowe" / "run.json").read_text(encoding="utf-8"))
    assert run["counts"]["documents"] == {"read": 1}


@pytest.mark.usefixtures("own_process")
@pytest.mark.parametrize("place", ["client", "book"])
def test_covergap_toml_names_a_passwords_file(locked_client: Path, tmp_path: Path, place: str) -> None:
    folder = locked_client if place == "client" else locked_client.parent
    (folder / "passwords.txt").write_text(SECRET, encoding="utf-8")
    (folder / "covergap.toml").write_text('passwords_file = "passwords.txt"', encoding="utf-8")
    (client,) = compare_batch(locked_client.parent, tmp_path / "out").clients
    assert client.result and [document.status for document in client.result.comparison.documents] == ["read"]


@pytest.mark.usefixtures("own_process")
def test_passwords_end_with_their_block(locked_client: Path, tmp_path: Path) -> None:
    with known_passwords([SECRET]):
        assert compare_folder(locked_client, tmp_path / "out").exit_status == 0
    assert compare_folder(locked_client, tmp_path / "out").exit_status == 1


@pytest.mark.server
def test_no_password_reaches_the_server(locked_client: Path, tmp_path: Path, server: str, run_cli: RunCli) -> None:
    import httpx

    status, _, error = run_cli("compare", locked_client, "--out", tmp_path / "out", "--password", SECRET)
    assert status == 0, error
    kept = "".join(httpx.post(f"{server}/{what}/filter", json={}).text for what in ("flow_runs", "task_runs", "artifacts", "logs"))
    assert "marlowe" in kept
    assert SECRET not in kept and json.dumps(SECRET) not in kept


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("MAX_PAGES", 0, "the file has 1 pages, more than 0: split it"),
        ("MAX_PAGE_OBJECTS", 1, "page 1 holds 2 drawing objects, more than a page of a policy can"),
        ("MAX_PAGE_CHARACTERS", 10, "characters, more than a page of a policy can"),
        ("MAX_OBJECTS", 1, "the pages up to 1 hold more than 1 drawing objects"),
        ("MAX_CHARACTERS", 10, "the pages up to 1 hold more than 10 characters"),
    ],
)
def test_a_document_beyond_measure(form: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, said: str) -> None:
    monkeypatch.setattr(allowance, limit, most)
    status, reason = refused(form)
    assert status == "too_large" and said in reason, reason


@pytest.mark.parametrize(
    ("text", "shell"),
    [
        ("Please wait... If this message is not replaced, your viewer cannot show this form", True),
        ("", True),
        ("Named insured: Marlowe", False),
    ],
)
def test_dynamic_xfa_forms_have_no_pages_of_their_own(tmp_path: Path, text: str, shell: bool) -> None:
    path = write_pdf(tmp_path / "application.pdf", [text])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        packet = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"/></xdp:xdp>'
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(packet))
        pdf.Root.NeedsRendering = True
        pdf.save(path)
    if shell:
        status, reason = refused(path)
        assert status == "unsupported" and "open it there and print it to a new PDF" in reason
    else:
        assert text in read_pdf(path).pages[0].raw
