"""covergap.toml: what is known of a client (in the client's folder), and of a whole book of clients (at ROOT)."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.errors import CovergapError
from models.records import Size

FILE_NAME = "covergap.toml"
SettingsType = TypeVar("SettingsType", bound=BaseModel)


class SettingsError(CovergapError):
    """covergap.toml is not TOML, has an unknown key or a value of the wrong kind; names the file, the key and what is allowed."""


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(f"{name!r} is no time zone: write one such as 'Europe/London' or 'America/Chicago'") from error
    return name


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ClientSettings(Settings):
    """One client. `account` is the name shown in the tables (by default the folder's name), `services` what the client sells.

    `document_memory_mb` is what one document may take beyond the 150 MB or so of its reading process. `passwords_file` is relative
    to the folder of covergap.toml.
    """

    account: str = ""
    size: Size = "medium"
    services: tuple[str, ...] = ()
    max_file_mb: Annotated[float, Field(gt=0)] = 100
    document_seconds: Annotated[float, Field(gt=0)] = 180
    document_memory_mb: Annotated[float, Field(gt=0)] = 1500
    passwords_file: Path | None = None


class Schedule(Settings):
    """When the inboxes are looked at: a cron line, or every so many seconds."""

    cron: Annotated[str, Field(pattern=r"^\S+( +\S+){4}$")] | None = None
    interval_seconds: Annotated[float, Field(gt=0)] | None = None
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"

    @property
    def seconds(self) -> float:
        """The interval, where there is no cron line."""
        return self.interval_seconds or 0.0

    @model_validator(mode="after")
    def _one_rhythm(self) -> Schedule:
        if (self.cron is None) == (self.interval_seconds is None):
            raise ValueError("write either cron or interval_seconds")
        return self


class RootSettings(Settings):
    """A book of clients. Paths are relative to ROOT; a file is settled once its size and time stood still for `settle_seconds`.

    The passwords of `passwords_file` are tried on the documents of every client.
    """

    inboxes: tuple[Path, ...] = ()
    out: Path = Path("outputs")
    settle_seconds: Annotated[float, Field(ge=0)] = 5
    passwords_file: Path | None = None
    schedule: Schedule | None = None


def client_settings(folder: Path) -> ClientSettings:
    """The settings in a client's folder, or the defaults where it has none. Raises SettingsError."""
    return _load(ClientSettings, folder / FILE_NAME)


def root_settings(root: Path) -> RootSettings:
    """The settings at the root of a book of clients, or the defaults where it has none. Raises SettingsError."""
    return _load(RootSettings, root / FILE_NAME)


def _load(kind: type[SettingsType], path: Path) -> SettingsType:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows put a byte order mark first
    except FileNotFoundError:
        return kind()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}): check that it is a file you may read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML ({error}): correct that line") from error
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise SettingsError("\n".join(f"{path}: {_explained(kind, problem)}" for problem in error.errors())) from error


def _explained(kind: type[BaseModel], problem: Any) -> str:
    """One problem in words; an unknown key names the nearest one that exists."""
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] != "extra_forbidden":
        return f"{key + ': ' if key else ''}{problem['msg'].removeprefix('Value error, ')}"
    owner = Schedule if problem["loc"][0] == "schedule" and len(problem["loc"]) > 1 else kind
    known = list(owner.model_fields)
    near = difflib.get_close_matches(str(problem["loc"][-1]).lower(), known, n=1, cutoff=0.5)
    return f"unknown key {key!r}: " + (f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(known)}")
