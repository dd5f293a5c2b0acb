"""Where results go: tables are written beside the old ones and renamed into place, by one run at a time."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from models.errors import CovergapError

MARK = "documents.csv"  # a folder that holds it is a result of covergap, and may be replaced


@contextmanager
def result_folder(out: Path, account_folder: str, client: Path) -> Iterator[Path]:
    """An empty folder to write into; it becomes `out/account_folder` when the block ends well, and vanishes when it does not.

    Files that somebody else put into the old result stay. Raises CovergapError where `out` cannot be written, another run
    is writing there, or the place holds something that is no result of covergap.
    """
    target = out / account_folder
    key = hashlib.sha256(account_folder.encode("utf-8", "surrogateescape")).hexdigest()[:12]  # a name may be too long to add to
    staging, former = out / f".new-{key}", out / f".old-{key}"
    _make(out)
    with only_run(out / f".lock-{key}", target):
        if former.exists():  # a run was killed while it put its result in place
            _restore(former, target)
        _check_target(target, client)
        shutil.rmtree(staging, ignore_errors=True)
        try:
            staging.mkdir()
            yield staging
            _swap(staging, target, former)
        except OSError as error:
            raise CovergapError(
                f"the tables cannot be written to {target} ({error.strerror}): "
                "close programs that have its files open, see that the disk has room, or choose another folder with --out"
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            if former.exists() and not target.exists():
                former.rename(target)


@contextmanager
def only_run(lock_file: Path, what: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends. Raises CovergapError where another run holds it."""
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CovergapError(f"another covergap run is writing {what}: wait until it ends, or give another folder with --out") from error
    except OSError as error:
        raise CovergapError(f"{lock_file.parent} cannot be written ({error.strerror}): choose another folder with --out") from error
    try:
        yield
    finally:
        lock.release()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CovergapError(f"{out} cannot be made ({error.strerror}): choose a folder you may write into with --out") from error


def _check_target(target: Path, client: Path) -> None:
    if client.resolve().is_relative_to(target.resolve()):
        raise CovergapError(f"the tables would replace the client's own folder {client}: choose another folder with --out")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise CovergapError(f"{target} holds files that are not covergap's: move them or choose another folder with --out")
    if target.exists() and not target.is_dir():
        raise CovergapError(f"{target} is a file: move it or choose another folder with --out")


def _swap(staging: Path, target: Path, former: Path) -> None:
    if target.exists():
        target.rename(former)
    staging.rename(target)
    if former.exists():
        _restore(former, target)


def _restore(former: Path, target: Path) -> None:
    """Bring back what the former result holds and the new one lacks: all of it, or the files that others put there."""
    target.mkdir(exist_ok=True)
    for kept in former.iterdir():
        if not (target / kept.name).exists():
            kept.rename(target / kept.name)
    shutil.rmtree(former)
