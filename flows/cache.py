"""Where covergap keeps what it read before: in the user's cache folder, shared by all runs, and never needed to be right."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from extractors.pdf.cache import PageCache
from flows.looks import Looks

VARIABLE = "COVERGAP_CACHE"  # names another folder


@dataclass(frozen=True, slots=True)
class Cache:
    """The pages that were read before, and the hashes of the files that did not change since."""

    pages: PageCache
    looks: Looks


def cache_folder() -> Path:
    """The folder of the cache: COVERGAP_CACHE, or the one that the system has for such files."""
    return Path(os.environ.get(VARIABLE) or user_cache_path("covergap", appauthor=False))


@contextmanager
def open_cache() -> Iterator[Cache | None]:
    """The cache, or None where its folder cannot be used: then everything is read anew."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it holds the text of clients' documents
        database = sqlite3.connect(folder / "files.sqlite3", isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA synchronous = OFF")  # what a power cut takes is only hashed again
        looks = Looks(database)
    except (OSError, sqlite3.Error):
        yield None
        return
    with closing(database):
        yield Cache(PageCache(folder / "pages"), looks)
