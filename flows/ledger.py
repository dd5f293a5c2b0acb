"""What covergap remembers of a book of clients between two passes: one SQLite file, every step in it whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from flows.looks import Looks

SCHEMA = """
CREATE TABLE IF NOT EXISTS identities (sha256 TEXT, reader TEXT, facts TEXT, PRIMARY KEY (sha256, reader));
CREATE TABLE IF NOT EXISTS filed (sha256 TEXT PRIMARY KEY, file TEXT, client TEXT, path TEXT, compared INTEGER DEFAULT 0);
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself. `numbers` are its policy and quote numbers, `effective` the ISO date of inception or ""."""

    sha256: str
    status: str
    reason: str
    carrier: str
    insured: str
    numbers: tuple[str, ...]
    effective: str


class Ledger:
    """`reader` names the version of the program that reads: what an older one found in a document is not relied on.

    `looks` knows the hashes of the files.
    """

    def __init__(self, path: Path, reader: str) -> None:
        self._reader = reader
        self._database = sqlite3.connect(path, isolation_level=None)  # every statement is its own transaction
        self._database.executescript(SCHEMA)
        self.looks = Looks(self._database)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()

    def identity(self, sha256: str) -> Identity | None:
        """What is known of a document, or None where this version has not read it."""
        row = self._one("SELECT facts FROM identities WHERE sha256 = ? AND reader = ?", sha256, self._reader)
        if row is None:
            return None
        facts = json.loads(row[0])
        return Identity(**facts | {"numbers": tuple(facts["numbers"])})

    def learn(self, identities: Iterable[Identity]) -> None:
        """Keep what documents say of themselves."""
        for identity in identities:
            self._do("REPLACE INTO identities VALUES (?, ?, ?)", identity.sha256, self._reader, json.dumps(asdict(identity)))

    def is_filed(self, sha256: str) -> bool:
        """Whether a document with this content has been filed."""
        return self._one("SELECT 1 FROM filed WHERE sha256 = ?", sha256) is not None

    def file(self, sha256: str, file: str, client: str, path: str) -> None:
        """Note that a document lies in a client's folder; the client is to be compared again."""
        self._do("INSERT OR IGNORE INTO filed (sha256, file, client, path) VALUES (?, ?, ?, ?)", sha256, file, client, path)

    def to_compare(self) -> list[str]:
        """Clients with filed documents that no comparison has seen yet, also from a pass that was cut short."""
        with closing(self._database.execute("SELECT DISTINCT client FROM filed WHERE NOT compared ORDER BY client")) as rows:
            return [str(row[0]) for row in rows]

    def compared(self, client: str) -> None:
        """Note that a comparison has seen all that is filed of this client."""
        self._do("UPDATE filed SET compared = 1 WHERE client = ?", client)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with closing(self._database.execute(query, values)) as rows:
            row: tuple[Any, ...] | None = rows.fetchone()
            return row

    def _do(self, statement: str, *values: object) -> None:
        self._database.execute(statement, values)
