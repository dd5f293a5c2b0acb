"""Passwords of protected documents: from --password and from passwords files. They are never guessed, printed or stored.

They are no parameters of flow runs, for a Prefect server keeps those: they are known within a block, in this process only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from flows.settings import FILE_NAME, SettingsError

_KNOWN: ContextVar[tuple[str, ...]] = ContextVar("known passwords", default=())


@contextmanager
def known_passwords(passwords: Sequence[str]) -> Iterator[None]:
    """Passwords that `passwords_for` gives for every folder within the block, beside those of the blocks around it."""
    token = _KNOWN.set(_once((*_KNOWN.get(), *passwords)))
    try:
        yield
    finally:
        _KNOWN.reset(token)


def passwords_for(folder: Path, passwords_file: Path | None) -> tuple[str, ...]:
    """The known passwords, then those of the file that covergap.toml in `folder` names. Raises SettingsError."""
    return _once((*_KNOWN.get(), *read_passwords(folder, passwords_file)))


def read_passwords(folder: Path, passwords_file: Path | None) -> tuple[str, ...]:
    """The passwords file that covergap.toml in `folder` names: UTF-8, one password per line as it stands, blank lines passed over.

    Raises SettingsError where it cannot be read.
    """
    if passwords_file is None:
        return ()
    path = folder / passwords_file
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors on Windows put a byte order mark first
    except OSError as error:
        reason = f"passwords_file {path} cannot be read ({error.strerror}): correct the path, or get permission to read it"
        raise SettingsError(f"{folder / FILE_NAME}: {reason}") from error
    except UnicodeDecodeError as error:  # its own words would quote the file
        raise SettingsError(f"{folder / FILE_NAME}: passwords_file {path} is not UTF-8: save it as UTF-8") from error
    return _once(line for line in text.split("\n") if line.strip())


def _once(passwords: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passwords))
