"""Where covergap keeps what it read before: in the user's cache folder, shared by all runs, and never needed to be right."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from extractors.pdf.cache import PageCache
from flows.looks import Looks
from flows.sources import sha256_of

PAGES = "pages"
VARIABLE = "COVERGAP_CACHE"  # names another folder


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of the pages that were read before, and how the content of a file is known.

    Where the cache cannot be used there is no folder, and every file is read to know its content.
    """

    pages: Path | None = None
    sha256: Callable[[Path], str] = sha256_of

    def keep(self, contents: Iterable[str]) -> int:
        """Keep the pages with these hashes from being pruned for a while; how many of them are known."""
        return sum(PageCache(self.pages).holds(sha256) for sha256 in contents) if self.pages else 0


def cache_folder() -> Path:
    """The folder of the cache: COVERGAP_CACHE, or the one that the system has for such files."""
    return Path(os.environ.get(VARIABLE) or user_cache_path("covergap", appauthor=False))


@contextmanager
def open_cache() -> Iterator[Cache]:
    """The cache of this user, made where there is none."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it holds the text of clients' documents
        database = sqlite3.connect(folder / "files.sqlite3", isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA synchronous = OFF")  # what a power cut takes is only hashed again
        looks = Looks(database)
    except (OSError, sqlite3.Error):
        yield Cache()
        return
    with closing(database):
        yield Cache(folder / PAGES, looks.sha256)
