"""Pages that were read before, by the content of their file and the version of the reader: one compressed file each.

A reading process may write in its own folder only, so it lays new entries there, and the process that watches over it moves them in
place. An entry that is damaged counts as missing and is written anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extractors.pdf.layout import PdfText

SUFFIX = ".pages"
QUICK = 1  # zlib's level: half the size of no compression would cost more time than it saves disk
READ_WITH = ("pdfplumber", "pypdfium2", "tesserocr")
UNUSED_DAYS = 90  # an entry that no run asked for in so many days is pruned
_PAGES = TypeAdapter(PdfText)


@cache
def reader_version() -> str:
    """Changes with every change of the code that reads pages, and of the libraries that it reads with."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    for library in READ_WITH:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PageCache:
    """The entries below `folder` that this version of the reader wrote."""

    folder: Path

    def load(self, sha256: str) -> PdfText | None:
        """The pages of the file with this content, or None where they are not known."""
        entry = self._entry(sha256)
        try:
            return _PAGES.validate_json(zlib.decompress(entry.read_bytes()))
        except (OSError, zlib.error, ValidationError):
            return None

    def holds(self, sha256: str) -> bool:
        """Whether there is an entry, which is then kept from being pruned for a while; whether it is whole only `load` can tell."""
        try:
            os.utime(self._entry(sha256))
        except OSError:
            return False
        return True

    def collect(self, scratch: Path) -> None:
        """Move the entries that a reading process laid into its scratch folder to their place."""
        for written in scratch.glob(f"*{SUFFIX}"):
            entry = self._entry(written.stem)
            beside = entry.with_name(f"{scratch.name}.new")
            with suppress(OSError):  # a full disk, or another run that puts the same entry there: the cache only saves time
                entry.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(written, beside)  # the scratch folder may lie on another disk
                beside.replace(entry)
            with suppress(OSError):
                written.unlink()

    def prune(self) -> Pruned:
        """Remove the entries of other versions of the reader, and those that were not used for UNUSED_DAYS."""
        kept = removed = kept_bytes = removed_bytes = 0
        oldest = time.time() - UNUSED_DAYS * 24 * 3600
        for entry in self.folder.glob(f"*/*/*{SUFFIX}"):
            with suppress(OSError):
                facts = entry.stat()
                if entry.parts[-3] == reader_version() and facts.st_mtime >= oldest:
                    kept, kept_bytes = kept + 1, kept_bytes + facts.st_size
                    continue
                entry.unlink()
                removed, removed_bytes = removed + 1, removed_bytes + facts.st_size
        return Pruned(kept, kept_bytes, removed, removed_bytes)

    def _entry(self, sha256: str) -> Path:
        return self.folder / reader_version() / sha256[:2] / f"{sha256}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many entries a cache has and had to lose, with their bytes."""

    kept: int
    kept_bytes: int
    removed: int
    removed_bytes: int


def lay_down(scratch: Path, sha256: str, pages: PdfText) -> None:
    """Write an entry into a scratch folder, whole or not at all. Raises OSError."""
    beside = scratch / f"{sha256}.new"
    beside.write_bytes(zlib.compress(_PAGES.dump_json(pages), QUICK))
    beside.replace(scratch / f"{sha256}{SUFFIX}")
