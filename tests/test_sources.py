"""The files of a folder: each in its place, nothing lost."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.sources import Sources, find_sources
from models.errors import CovergapError


def found(folder: Path, max_file_mb: float = 100) -> dict[str, str]:
    return {source.document: source.status for source in find_sources(folder, max_file_mb).files}


def lay(folder: Path, *files: str) -> None:
    for number, name in enumerate(files):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF " + str(number).encode())


def test_paths_offer_folders_and_order(tmp_path: Path) -> None:
    lay(tmp_path, "2026/b/quote.PDF", "loose.pdf", "2026/a/form.pdf", "2025/a/form.Pdf", "notes.txt", "covergap.toml")
    sources = find_sources(tmp_path, 100)
    assert [(source.document, source.offer_folder) for source in sources.files] == [
        ("2025/a/form.Pdf", "2025/a"),
        ("2026/a/form.pdf", "2026/a"),
        ("2026/b/quote.PDF", "2026/b"),
        ("loose.pdf", ""),
    ]
    assert sources.others == 2
    assert all(len(source.sha256) == 64 for source in sources.files)


def test_the_same_bytes_twice_in_one_offer_are_read_once_but_count_for_another_offer(tmp_path: Path) -> None:
    for name in ("a/form.pdf", "a/form copy.pdf", "b/form.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF one base form")
    assert found(tmp_path) == {"a/form copy.pdf": "read", "a/form.pdf": "duplicate", "b/form.pdf": "read"}


def test_empty_and_over_large_files_are_rows(tmp_path: Path) -> None:
    lay(tmp_path, "fine.pdf")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "large.pdf").write_bytes(bytes(20_000))
    assert found(tmp_path, max_file_mb=0.01) == {"empty.pdf": "empty", "fine.pdf": "read", "large.pdf": "too_large"}


@pytest.mark.parametrize(
    "name", ["with 'quotes' and \"more\".pdf", "two\nlines.pdf", "ひな形 保険.pdf", "=cmd.pdf", "tab\t.pdf", "-rf.pdf"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert found(tmp_path) == {name: "read"}


def test_a_name_that_is_no_text_can_be_written_to_a_table(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf")).write_bytes(b"%PDF")
    assert found(tmp_path) == {"caf\\udce9.pdf": "read"}


def test_links_that_point_outside_are_rows_and_not_followed(tmp_path: Path) -> None:
    client, outside = tmp_path / "client", tmp_path / "outside"
    lay(client, "own.pdf")
    lay(outside, "secret.pdf")
    (client / "file.pdf").symlink_to(outside / "secret.pdf")
    (client / "folder").symlink_to(outside)
    (client / "nothing.pdf").symlink_to(client / "gone.pdf")
    (client / "round.pdf").symlink_to(client / "round.pdf")
    assert found(client) == {
        "file.pdf": "unsupported", "folder": "unsupported", "nothing.pdf": "corrupt", "own.pdf": "read", "round.pdf": "corrupt",
    }  # fmt: skip


def test_a_pipe_named_like_a_pdf_does_not_hang(tmp_path: Path) -> None:
    lay(tmp_path, "fine.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    assert found(tmp_path) == {"fine.pdf": "read", "pipe.pdf": "unsupported"}


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "closed.pdf", "fine.pdf")
    opened = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "closed.pdf":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refuse)
    assert found(tmp_path) == {"closed.pdf": "corrupt", "fine.pdf": "read"}


def test_a_folder_below_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "fine.pdf", "closed/form.pdf")
    scandir = os.scandir

    def refuse(path: object = ".") -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == {"closed": "unsupported", "fine.pdf": "read"}


def test_a_file_that_vanishes_while_the_folder_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "fine.pdf", "fleeting.pdf")
    walk = os.walk

    def then_gone(*arguments: object, **options: object) -> object:
        steps = list(walk(*arguments, **options))  # type: ignore[call-overload]
        (tmp_path / "fleeting.pdf").unlink()
        return steps

    monkeypatch.setattr(os, "walk", then_gone)
    assert found(tmp_path) == {"fine.pdf": "read", "fleeting.pdf": "corrupt"}


def test_two_thousand_files(tmp_path: Path) -> None:
    lay(tmp_path, *(f"{number % 40:02}/quote {number:04}.pdf" for number in range(2000)))
    assert list(found(tmp_path).values()) == ["read"] * 2000


def test_folders_that_hold_nothing_to_read(tmp_path: Path) -> None:
    for folder, said in (
        (tmp_path / "none", "does not exist"),
        (tmp_path / "file", "is not a folder"),
        (tmp_path / "empty", "holds no PDF"),
    ):
        (tmp_path / "file").touch()
        (tmp_path / "empty").mkdir(exist_ok=True)
        (tmp_path / "empty" / "notes.txt").touch()
        with pytest.raises(CovergapError, match=said):
            find_sources(folder, 100)


NAMES = st.text(st.characters(codec="utf-8", exclude_characters='/\\:*?"<>|\0', exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_every_pdf_is_exactly_one_row(pairs: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, wanted = Path(place), set()
        for parent, name in pairs:
            path = folder / f"d {parent.strip('. ')}" / f"{name.strip('. ')}x.pdf"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(path.name.encode())
            wanted.add(path)
        sources: Sources = find_sources(folder, 100)
        assert sorted(source.path for source in sources.files) == sorted(wanted)
        assert len({source.document for source in sources.files}) == len(wanted)
