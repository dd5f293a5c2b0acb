"""The errors covergap raises: one family, each with the exit status it leads to and a message that says what, where and what to do."""

from __future__ import annotations

from enum import IntEnum

from models.records import DocumentStatus


class ExitStatus(IntEnum):
    """Exit statuses of the command line."""

    ALL_READ = 0
    NEEDS_ATTENTION = 1
    NOTHING_DONE = 2


class CovergapError(Exception):
    """A run that cannot go on. `str(error)` is the whole message for the user."""

    exit_status = ExitStatus.NOTHING_DONE


class CatalogueError(CovergapError):
    """A data file of the catalogue breaks its own rules; names the file and the entry."""


class DocumentError(CovergapError):
    """One document cannot be read. It becomes a row of documents.csv; the run goes on.

    `status` is one of the document statuses of models.records; `reason` is a sentence for the broker.
    """

    def __init__(self, status: DocumentStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
