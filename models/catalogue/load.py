"""Reading the catalogue's data files and holding them against each other."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from models.catalogue.schema import Carrier, ClientProfile, Coverage, DocumentKind, Entry, Exclusion, Line, TermEntry
from models.errors import CatalogueError

EntryType = TypeVar("EntryType", bound=Entry)


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Every entry in file order, with look-ups by id. `digest` identifies the version of the data files.

    Compared by identity, so that what is compiled from a catalogue can be cached by it.
    """

    coverages: dict[str, Coverage]
    exclusions: dict[str, Exclusion]
    terms: dict[str, TermEntry]
    carriers: dict[str, Carrier]
    kinds: dict[str, DocumentKind]
    lines: dict[str, Line]
    profiles: dict[str, ClientProfile]
    status_weights: dict[str, float]
    tier_weights: dict[str, float]
    digest: str

    def eroded_by(self, exclusion: str) -> tuple[str, ...]:
        """Ids of the coverages that an exclusion can take away, with "*" and "group:..." resolved."""
        return tuple(
            coverage.id
            for coverage in self.coverages.values()
            if {"*", coverage.id, f"group:{coverage.group}"} & set(self.exclusions[exclusion].erodes)
        )


@cache
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and validate the catalogue in `folder` (by default the one that ships). Raises CatalogueError naming file and entry."""
    source = folder or Path(str(files("models.catalogue")))
    texts = {
        name: (source / f"{name}.toml").read_bytes()
        for name in ("coverages", "exclusions", "terms", "carriers", "kinds", "lines", "profiles")
    }
    data = {name: _parsed(name, text) for name, text in texts.items()}
    catalogue = Catalogue(
        coverages=_entries(Coverage, "coverages", data["coverages"]["coverage"], "id"),
        exclusions=_entries(Exclusion, "exclusions", data["exclusions"]["exclusion"], "id"),
        terms=_entries(TermEntry, "terms", data["terms"]["term"], "id"),
        carriers=_entries(Carrier, "carriers", data["carriers"]["carrier"], "brand"),
        kinds=_entries(DocumentKind, "kinds", data["kinds"]["kind"], "type"),
        lines=_entries(Line, "lines", data["lines"]["line"], "id"),
        profiles=_entries(ClientProfile, "profiles", data["profiles"]["profile"], "size"),
        status_weights=data["profiles"]["status_weights"],
        tier_weights=data["profiles"]["tier_weights"],
        digest=hashlib.sha256(b"\0".join(texts[name] for name in sorted(texts))).hexdigest(),
    )
    _check_references(catalogue)
    return catalogue


def _parsed(name: str, text: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{name}.toml is not readable as TOML: {error}") from error


def _entries(kind: type[EntryType], name: str, rows: Iterable[dict[str, Any]], key: str) -> dict[str, EntryType]:
    entries: dict[str, EntryType] = {}
    for number, row in enumerate(rows, 1):
        try:
            entry = kind.model_validate(row)
        except ValidationError as error:
            raise CatalogueError(f"{name}.toml, entry {number} ({row.get(key, 'without ' + key)}): {error}") from error
        if getattr(entry, key) in entries:
            raise CatalogueError(f"{name}.toml, entry {number}: {key} {getattr(entry, key)!r} stands there twice")
        entries[getattr(entry, key)] = entry
    return entries


def _check_references(catalogue: Catalogue) -> None:
    for coverage in catalogue.coverages.values():
        strangers = set(coverage.joined) - set(catalogue.coverages)
        if strangers:
            raise CatalogueError(f"coverages.toml, {coverage.id}: joined names no coverage: {', '.join(sorted(strangers))}")
    known = {"*"} | set(catalogue.coverages) | {f"group:{coverage.group}" for coverage in catalogue.coverages.values()}
    for exclusion in catalogue.exclusions.values():
        strangers = set(exclusion.erodes) - known
        if strangers:
            raise CatalogueError(f"exclusions.toml, {exclusion.id}: erodes names no coverage: {', '.join(sorted(strangers))}")
