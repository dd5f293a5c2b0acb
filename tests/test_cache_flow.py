"""The cache in a comparison: the second run takes the pages from it, and none of its faults is felt."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.cache import VARIABLE, cache_folder, open_cache
from flows.compare import compare_folder
from tests.conftest import write_quote


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pages"))


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_a_second_run_takes_the_pages_from_the_cache_and_gives_the_same_tables(client: Path, tmp_path: Path, empty_cache: Path) -> None:
    first = compare_folder(client, tmp_path / "one")
    [entry] = entries(empty_cache)
    written = entry.read_bytes()
    second = compare_folder(client, tmp_path / "two")
    assert tables(first.folder) == tables(second.folder)
    entry.write_bytes(written[: len(written) // 2])
    third = compare_folder(client, tmp_path / "three")
    assert tables(third.folder) == tables(first.folder)
    assert entry.read_bytes() == written  # a damaged entry is rebuilt


def test_a_changed_file_is_read_anew(client: Path, tmp_path: Path, empty_cache: Path) -> None:
    [path] = client.rglob("*.pdf")
    compare_folder(client, tmp_path / "one")
    write_quote(path, "Marlowe Managed IT, LLC", retention="99,000")
    changed = compare_folder(client, tmp_path / "two")
    assert len(entries(empty_cache)) == 2
    assert b"99000" in (changed.folder / "terms.csv").read_bytes()


def test_without_a_folder_for_the_cache_all_is_read(client: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    with open_cache() as cache:
        assert cache.pages is None
    assert compare_folder(client, tmp_path / "out").comparison.documents[0].status == "read"


def test_the_cache_is_for_its_owner_only(empty_cache: Path) -> None:
    with open_cache():
        assert cache_folder() == empty_cache
        assert empty_cache.stat().st_mode & 0o077 == 0
