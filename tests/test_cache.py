"""The cache of pages: what was read comes back the same, and what is damaged, old or of another reader is not used."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.pdf import PdfText, Word
from extractors.pdf import cache as cache_module
from extractors.pdf.cache import UNUSED_DAYS, PageCache, lay_down
from extractors.pdf.layout import Comment, SetAside
from models.records import Box
from tests.layout import pdf_of

SHA = "ab" * 32


@pytest.fixture
def pages() -> PdfText:
    pdf = pdf_of("# EXCLUSIONS\nWe will not pay loss “arising” out of war — ☒ any war.", "Page two, with **bold** words")
    first = replace(
        pdf.pages[0],
        turn=90,
        aside=(SetAside(Word("DRAFT", Box(1, 2, 3, 4), 80.0), "watermark"),),
        comments=(Comment("note", "ask for more", Box(0, 0, 9, 9)),),
    )
    return replace(pdf, pages=(first, *pdf.pages[1:]))


@pytest.fixture
def cache(tmp_path: Path, pages: PdfText) -> PageCache:
    cache = PageCache(tmp_path / "cache")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    lay_down(scratch, SHA, pages)
    cache.collect(scratch)
    assert list(scratch.iterdir()) == []
    return cache


def entry(cache: PageCache) -> Path:
    [path] = cache.folder.rglob("*.pages")
    return path


def test_pages_come_back_as_they_were_read(cache: PageCache, pages: PdfText) -> None:
    assert cache.holds(SHA)
    assert cache.load(SHA) == pages


def test_what_was_never_read_is_not_known(cache: PageCache) -> None:
    assert cache.load("cd" * 32) is None


@pytest.mark.parametrize("damage", [b"", b"not compressed", b"x\\x9c\\x03\\x00"])
def test_a_damaged_entry_counts_as_missing(cache: PageCache, damage: bytes) -> None:
    entry(cache).write_bytes(damage)
    assert cache.load(SHA) is None


def test_a_cut_entry_counts_as_missing(cache: PageCache) -> None:
    entry(cache).write_bytes(entry(cache).read_bytes()[:-20])
    assert cache.load(SHA) is None


def test_another_reader_does_not_use_it(cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "reader_version", lambda: "another")
    assert cache.load(SHA) is None
    pruned = cache.prune()
    assert (pruned.kept, pruned.removed) == (0, 1) and pruned.removed_bytes > 0


def test_what_nobody_asked_for_is_pruned(cache: PageCache) -> None:
    assert cache.prune().kept == 1
    long_ago = time.time() - (UNUSED_DAYS + 1) * 24 * 3600
    os.utime(entry(cache), (long_ago, long_ago))
    assert cache.holds(SHA)  # which is a use
    assert cache.prune().kept == 1
    os.utime(entry(cache), (long_ago, long_ago))
    assert cache.prune().removed == 1
