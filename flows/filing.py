"""Whose document is it, and where in the client's folder does its copy go? Rather unfiled than filed with the wrong client."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from flows.ledger import Identity
from models.insureds import plain_names
from models.offers import term_year

SAME_NAME = 90.0  # of 100; a misspelling passes, another first word does not
MARGIN = 6.0  # the second best client must be this much less alike
MIN_NUMBER = 5  # characters; "001" identifies nobody


@dataclass(slots=True)
class Client:
    """A client's folder with the names and numbers its documents bear, and the carrier of each folder below it."""

    folder: Path
    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    carriers: dict[str, str] = field(default_factory=dict)

    def learn(self, offer_folder: str, identity: Identity) -> None:
        self.names |= plain_names(identity.insured)
        self.numbers |= plain_numbers(identity.numbers)
        if identity.carrier:
            self.carriers.setdefault(offer_folder, identity.carrier)


@dataclass(frozen=True, slots=True)
class Match:
    """The client a document belongs to, or None; `candidates` are (folder name, likeness of 100), best first."""

    client: Client | None
    reason: str
    candidates: tuple[tuple[str, float], ...] = ()


def find_client(identity: Identity, clients: Sequence[Client]) -> Match:
    """The one client whose policy or quote number or insured name the document bears."""
    numbers = plain_numbers(identity.numbers)
    by_number = [client for client in clients if numbers & client.numbers]
    ranked = sorted(((_likeness(identity, client), client) for client in clients), key=lambda pair: (-pair[0], pair[1].folder.name))
    candidates = tuple((client.folder.name, round(score, 1)) for score, client in ranked[:3] if score)
    by_name = _clearly_best(ranked)
    if len(by_number) == 1 and by_name in (None, by_number[0]):
        return Match(by_number[0], "bears a policy or quote number of this client", candidates)
    if by_number:
        names = ", ".join(client.folder.name for client in by_number)
        return Match(None, f"its number is known from {names}, but that does not settle whose it is: file it by hand", candidates)
    if by_name:
        return Match(by_name, f"names the insured {identity.insured!r}", candidates)
    if not identity.insured and not identity.numbers:
        return Match(None, "states no insured and no number: file it by hand", candidates)
    return Match(None, f"no client is clearly {identity.insured or 'meant'!r}: file it by hand, or make the client's folder", candidates)


def plain_numbers(numbers: Iterable[str]) -> set[str]:
    """Policy and quote numbers without spaces, dashes and case; too short ones are left out."""
    plain = (re.sub(r"[\W_]+", "", number).upper() for number in numbers)
    return {number for number in plain if len(number) >= MIN_NUMBER}


def place_for(identity: Identity, client: Client, stem: str) -> str:
    """The folder below the client's, with "/": that of the term, in it that of the carrier, each as the client names them already."""
    year = _term_folder(identity.effective, client.folder)
    carrier = _carrier_folder(identity.carrier, year, client.carriers) or _clean(identity.carrier) or _clean(stem)
    return f"{year}/{carrier}" if year else carrier


def _likeness(identity: Identity, client: Client) -> float:
    scores = (fuzz.token_sort_ratio(ours, theirs) for ours in plain_names(identity.insured) for theirs in client.names)
    return max(scores, default=0.0)


def _clearly_best(ranked: Sequence[tuple[float, Client]]) -> Client | None:
    if not ranked or ranked[0][0] < SAME_NAME:
        return None
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if ranked[0][0] - second >= MARGIN else None


def _term_folder(effective: str, client: Path) -> str:
    """The folder of the year of inception; without a date the newest there is."""
    existing = {term_year(path.name): path.name for path in sorted(client.iterdir()) if path.is_dir() and term_year(path.name)}
    newest = existing[max(existing)] if existing else ""
    if not effective:
        return newest
    year = int(effective[:4])
    if year in existing:
        return existing[year]
    if not re.search(r"\d\D\d", newest):
        return str(year)
    return f"{year}-{year + 1}" if len(newest) > 5 else f"{year % 100:02}-{(year + 1) % 100:02}"


def _carrier_folder(carrier: str, year: str, known: Mapping[str, str]) -> str:
    """The name this carrier's folder has already: in the same term, else in another."""
    named = [folder for folder, owner in sorted(known.items()) if carrier and owner == carrier and not term_year(folder.rpartition("/")[2])]
    same_term = [folder for folder in named if folder.partition("/")[0] == year]
    return next((folder.rpartition("/")[2] for folder in same_term + named[::-1] if folder), "")


def _clean(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f\s]+', " ", name).strip(" .")[:80]
