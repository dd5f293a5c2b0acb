"""The files of a client's folder. Every PDF becomes a Source, and so does everything that could hide one; nothing is lost."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.errors import CovergapError
from models.records import Document, DocumentStatus

WORK_FOLDER = ".covergap"  # covergap's own state below ROOT, never a client's


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `document` is its path below the client's folder with "/"; `status` and `reason` are set where it is not to be read."""

    path: Path
    document: str
    sha256: str = ""
    size: int = 0
    status: DocumentStatus = "read"
    reason: str = ""

    @property
    def offer_folder(self) -> str:
        return self.document.rpartition("/")[0]

    def row(self, status: DocumentStatus, reason: str) -> Document:
        """The row of documents.csv for a file that was not read."""
        return Document(self.document, self.offer_folder, self.sha256, status=status, reason=reason)


@dataclass(frozen=True, slots=True)
class Sources:
    """What lies below one folder: the PDFs in order of their paths, and how many other files were passed over."""

    files: tuple[Source, ...]
    others: int


def sha256_of(path: Path) -> str:
    """The hash of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_sources(folder: Path, max_file_mb: float, sha256: Callable[[Path], str] = sha256_of) -> Sources:
    """Look through a client's folder; `sha256` is how a file's content is known.

    Raises CovergapError where the folder is missing, none, closed, or holds no PDF.
    """
    sources = look_through(folder, max_file_mb, sha256)
    if not sources.files:
        raise CovergapError(
            f"{folder} holds no PDF ({sources.others} other files): point covergap at the folder with the client's policy documents"
        )
    return sources


def look_through(folder: Path, max_file_mb: float, sha256: Callable[[Path], str] = sha256_of) -> Sources:
    """The same for a folder that may be empty."""
    check_folder(folder)
    found: list[Source] = []
    others = 0
    for path, problem in _walk(folder):
        source = Source(path, name_below(path, folder))
        if problem:
            found.append(replace(source, status="unsupported", reason=problem))
        elif path.suffix.lower() == ".pdf":
            found.append(_examined(source, folder, max_file_mb, sha256))
        else:
            others += 1
    found.sort(key=lambda source: source.document)
    return Sources(_duplicates_marked(found), others)


def has_pdf(folder: Path) -> bool:
    """Whether any PDF lies in the folder or below it."""
    return any(path.suffix.lower() == ".pdf" for path, _ in _walk(folder))


def check_folder(folder: Path) -> None:
    """Raise CovergapError where there is no such folder or it may not be opened."""
    if not folder.exists():
        raise CovergapError(f"{folder} does not exist: check the path of the folder")
    if not folder.is_dir():
        raise CovergapError(f"{folder} is not a folder: give the folder that holds the PDFs, not a file")
    try:
        next(os.scandir(folder), None)
    except OSError as error:
        raise CovergapError(f"{folder} cannot be opened ({error.strerror}): get permission to read it, then run again") from error


def name_below(path: Path, folder: Path) -> str:
    """The path below `folder` with "/"; bytes that are no text (old archives have them) are written out as \\udc.. escapes."""
    return path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file below the folder, and the folders that are not entered with the reason why."""
    closed: list[tuple[Path, str]] = []

    def note(error: OSError) -> None:
        closed.append((Path(error.filename), f"the folder cannot be opened ({error.strerror}): get permission to read it"))

    home = folder.resolve()
    for here, folders, files in os.walk(folder, onerror=note):
        for name in list(folders):
            path = Path(here, name)
            if name == WORK_FOLDER:
                folders.remove(name)
            elif not path.resolve().is_relative_to(home):
                folders.remove(name)
                yield path, "a link to a folder outside the client's folder is not followed: copy the documents into the folder"
        for name in files:
            yield Path(here, name), ""
    yield from closed


def _examined(source: Source, folder: Path, max_file_mb: float, sha256: Callable[[Path], str]) -> Source:
    try:
        if not source.path.resolve().is_relative_to(folder.resolve()):
            reason = "a link to a file outside the client's folder is not followed: copy the document into the folder"
            return replace(source, status="unsupported", reason=reason)
        facts = source.path.stat()
        if not stat.S_ISREG(facts.st_mode):
            return replace(source, status="unsupported", reason="not a file but a pipe or device: put the document itself there")
        source = replace(source, size=facts.st_size, sha256=sha256(source.path))
    except FileNotFoundError:
        return replace(source, status="corrupt", reason="the file is gone or a link to nothing: put it back and run again")
    except (OSError, RuntimeError) as error:  # RuntimeError: links that go round in circles, before Python 3.13
        return replace(source, status="corrupt", reason=f"the file cannot be read ({error}): check that you may open it")
    if not source.size:
        return replace(source, status="empty", reason="the file has no bytes: fetch it again")
    if source.size > max_file_mb * 1e6:
        reason = f"{source.size / 1e6:.0f} MB, more than max_file_mb = {max_file_mb:g}: raise it in covergap.toml or split the file"
        return replace(source, status="too_large", reason=reason)
    return source


def _duplicates_marked(sources: list[Source]) -> tuple[Source, ...]:
    """The same bytes twice in one offer are read once. In another offer they count again: two offers may rest on one form."""
    first: dict[tuple[str, str], str] = {}
    marked = []
    for source in sources:
        if source.status == "read":
            earlier = first.setdefault((source.offer_folder, source.sha256), source.document)
            if earlier != source.document:
                source = replace(source, status="duplicate", reason=f"the same content as {earlier}")
        marked.append(source)
    return tuple(marked)
