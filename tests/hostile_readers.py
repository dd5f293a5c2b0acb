"""Readers that behave as the worst PDFs make real ones behave; worker processes import them by name."""

from __future__ import annotations

import os
import time

from flows.sources import Source
from models.records import Document, Reading


def read(source: Source) -> Reading:
    """Reads, crashes, hangs or fails as the file's name says."""
    match source.path.stem.split("-")[0]:
        case "crash":
            os._exit(139)
        case "hang":
            time.sleep(600)
        case "fault":
            raise KeyError("an unexpected table")
        case "slow":
            time.sleep(0.3)
    return Reading(Document(source.document, source.offer_folder, source.sha256, pages=os.getpid()))


def never_starts(_source: Source) -> Reading:
    raise AssertionError


class _Unloadable:
    """Cannot be unpickled, as a reader whose library is missing."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return __import__, ("no_such_library_of_covergap",)

    def __call__(self, source: Source) -> Reading:
        return never_starts(source)


unloadable = _Unloadable()
