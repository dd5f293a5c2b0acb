"""What files looked like when they were last hashed, so that the content of an unchanged file is not read again to know it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from flows.sources import sha256_of

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, sha256 TEXT, since REAL)"
)


class Looks:
    """Kept in `database`. A file counts as unchanged while size, time of change and time of status change are the same."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._database.execute(SCHEMA)

    def sha256(self, path: Path) -> str:
        """The hash of a file's content, read again only where the file changed. Raises OSError."""
        facts = path.stat()
        look = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
        name = _key(path)
        row = self._one("SELECT size, mtime_ns, ctime_ns, sha256 FROM files WHERE path = ?", name)
        if row and row[:3] == look:
            return str(row[3])
        digest = sha256_of(path)
        self._database.execute("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", (name, *look, digest, time.time()))
        return digest

    def standing_seconds(self, path: Path) -> float:
        """How long ago the file was first seen as it is now; call `sha256` before."""
        row = self._one("SELECT since FROM files WHERE path = ?", _key(path))
        return time.time() - float(row[0]) if row else 0.0

    def _one(self, query: str, name: str) -> tuple[Any, ...] | None:
        with closing(self._database.execute(query, (name,))) as rows:
            row: tuple[Any, ...] | None = rows.fetchone()
            return row


def _key(path: Path) -> str:
    return str(path.resolve()).encode("utf-8", "backslashreplace").decode("utf-8")
