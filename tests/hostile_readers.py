"""Readers that behave as the worst PDFs make real ones behave; worker processes import them by name."""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from extractors.options import ReadOptions
from flows.sources import Source
from models.records import Document, Reading


def read(source: Source, _options: ReadOptions) -> Reading:
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


def attempt(source: Source, _options: ReadOptions) -> Reading:
    """Tries what the document's name says, with the file; the reading's reason says how that went."""
    try:
        reason = ATTEMPTS[source.document](source.path)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
    return Reading(Document(source.document, "", "", reason=str(reason)))


def _written_through_link(path: Path) -> None:
    link = Path(tempfile.gettempdir(), "link")
    link.symlink_to(path)
    link.write_text("x")


def _temporary(_path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.png").write_bytes(b"x")
        Path(folder, "page.png").rename(Path(folder, "page 1.png"))
    return "done"


def _thread(_path: Path) -> str:
    said: list[str] = []
    thread = threading.Thread(target=said.append, args=("done",))
    thread.start()
    thread.join()
    return said[0]


def _native(call: str, *arguments: object) -> str:
    """The name of the error of a function of the C library; a fork that works leaves no second reader behind."""
    library = ctypes.CDLL(None, use_errno=True)
    result = getattr(library, call)(*arguments)
    if call == "fork" and result == 0:
        os._exit(0)
    return errno.errorcode[ctypes.get_errno()] if result < 0 else f"it worked: {result}"


ATTEMPTS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: "",
    "socket": lambda _: socket.socket(),
    "look_up": lambda _: socket.getaddrinfo("localhost", 80),
    "start": lambda _: subprocess.run([sys.executable, "-c", ""], check=False),
    "fork": lambda _: os.fork(),
    "database": lambda path: sqlite3.connect(path),
    "write": lambda path: path.write_text("x"),
    "append": lambda path: path.open("a"),
    "folder": lambda path: path.with_name("new").mkdir(),
    "remove": lambda path: path.unlink(),
    "rename": lambda path: path.rename(path.with_name("y")),
    "link": lambda path: path.with_name("y").symlink_to(path),
    "truncate": lambda path: os.truncate(path, 0),
    "rights": lambda path: path.chmod(0o777),
    "write_through_link": _written_through_link,
    "read": lambda path: path.read_text(),
    "temporary": _temporary,
    "scratch": lambda _: Path(tempfile.gettempdir()).name,
    "thread": _thread,
    "crash": lambda _: os._exit(139),
    "native_socket": lambda _: _native("socket", 2, 1, 0),
    "native_start": lambda _: _native("execv", sys.executable.encode(), None),
    "native_fork": lambda _: _native("fork"),
    "native_write": lambda path: _native("open", str(path).encode(), os.O_WRONLY | os.O_CREAT, 0o600),
}


def never_starts(_source: Source, _options: ReadOptions) -> Reading:
    raise AssertionError


class _Unloadable:
    """Cannot be unpickled, as a reader whose library is missing."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return __import__, ("no_such_library_of_covergap",)

    def __call__(self, source: Source, options: ReadOptions) -> Reading:
        return never_starts(source, options)


unloadable = _Unloadable()
