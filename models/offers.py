"""Offers: which documents of a client's folder belong to one carrier's proposal, and to which policy term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from models.catalogue import Catalogue
from models.records import Document, Offer, Reading

_YEAR = re.compile(r"(?:19|20)\d{2}")
_TWO_YEARS = re.compile(r"((?:19|20)?\d{2})\s?[-–_]\s?((?:19|20)?\d{2})")


def group_offers(readings: Sequence[Reading], catalogue: Catalogue) -> tuple[Offer, ...]:
    """Offers with the newest term first, then by folder. Every reading is in exactly one, and its `offer_folder` is the offer's.

    Documents of a folder belong together. Documents lying loose (in the client's folder or in a year folder) belong together
    when they bear the same quote or policy number, or come from the same carrier without bearing different numbers.
    """
    folders: dict[str, list[Reading]] = {}
    loose: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda reading: reading.document.document):
        place = reading.document.offer_folder
        (loose if _is_loose(place) else folders).setdefault(place, []).append(reading)
    for place, lying in loose.items():
        for bundle in _bundles(lying, catalogue):
            folders[_free_name(place, bundle, folders)] = bundle.readings
    offers = [_offer(folder, members, catalogue) for folder, members in folders.items()]
    return tuple(sorted(offers, key=lambda offer: (-term_year(offer.term), offer.folder)))


def term_year(term: str) -> int:
    """The year in which a term named "2026", "2025-2026" or "25-26" begins; 0 where the folder names no term."""
    if _YEAR.fullmatch(term):
        return int(term)
    years = _TWO_YEARS.fullmatch(term)
    if years is None:
        return 0
    first, second = (int(year) % 100 for year in years.groups())
    if second != (first + 1) % 100:
        return 0
    return int(years[1]) if len(years[1]) == 4 else 2000 + first


def _is_loose(folder: str) -> bool:
    return all(term_year(part) for part in PurePosixPath(folder).parts)


def _offer(folder: str, members: Sequence[Reading], catalogue: Catalogue) -> Offer:
    term = next((part for part in reversed(PurePosixPath(folder).parts) if term_year(part)), "")
    carriers = [
        _carrier(reading.document, catalogue) for reading in sorted(members, key=lambda reading: not _evidences(reading, catalogue))
    ]
    placed = tuple(replace(reading, document=replace(reading.document, offer_folder=folder)) for reading in members)
    return Offer(folder, next(filter(None, carriers), ""), placed, term)


def _evidences(reading: Reading, catalogue: Catalogue) -> bool:
    kind = catalogue.kinds.get(reading.document.type)
    return kind is not None and kind.evidence


def _carrier(document: Document, catalogue: Catalogue) -> str:
    """The brand; where only the issuing company is known, the brand it belongs to, else the company."""
    if document.carrier or not document.insurer:
        return document.carrier
    insurer = document.insurer.casefold()
    brands = (carrier.brand for carrier in catalogue.carriers.values() if insurer in {company.casefold() for company in carrier.companies})
    return next(brands, document.insurer)


@dataclass(slots=True)
class _Bundle:
    """Loose documents that belong together, with what they are known by."""

    carrier: str
    quotes: set[str] = field(default_factory=set)
    policies: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)

    def add(self, reading: Reading, carrier: str) -> None:
        document = reading.document
        self.carrier = self.carrier or carrier
        self.readings.append(reading)
        self.hashes.add(document.sha256)
        self.quotes |= {document.quote_reference} - {""}
        self.policies |= {document.policy_number} - {""}

    def holds_number(self, document: Document) -> bool:
        """A duplicate, or a document with the same quote or policy number."""
        return (
            bool(document.sha256 and document.sha256 in self.hashes)
            or document.quote_reference in self.quotes
            or document.policy_number in self.policies
        )

    def agrees(self, document: Document, carrier: str) -> bool:
        """The same carrier, and no other quote or policy number than those known."""
        if not carrier or carrier.casefold() != self.carrier.casefold():
            return False
        known = ((document.quote_reference, self.quotes), (document.policy_number, self.policies))
        return not any(number and numbers for number, numbers in known)


def _bundles(readings: Sequence[Reading], catalogue: Catalogue) -> list[_Bundle]:
    """Numbered documents first, so that a form without a number finds the quote of its carrier."""
    bundles: list[_Bundle] = []
    for reading in sorted(readings, key=lambda reading: not (reading.document.quote_reference or reading.document.policy_number)):
        document, carrier = reading.document, _carrier(reading.document, catalogue)
        same = next((bundle for bundle in bundles if bundle.holds_number(document)), None)
        same = same or next((bundle for bundle in bundles if bundle.agrees(document, carrier)), None)
        if same is None:
            same = _Bundle(carrier)
            bundles.append(same)
        same.add(reading, carrier)
    for bundle in bundles:
        bundle.readings.sort(key=lambda reading: reading.document.document)
    return sorted(bundles, key=lambda bundle: bundle.readings[0].document.document)


def _free_name(place: str, bundle: _Bundle, taken: dict[str, list[Reading]]) -> str:
    """The carrier's name, or the file's where no carrier is known; with a number or the whole file name where that is taken."""
    file = PurePosixPath(bundle.readings[0].document.document)
    carrier = re.sub(r"[\\/:*?\"<>|\s]+", " ", bundle.carrier).strip(" .")
    numbers = sorted(bundle.quotes) + sorted(bundle.policies)
    names = ([carrier] if carrier else []) + [
        f"{carrier} {re.sub(r'[^0-9A-Za-z.-]+', '-', number)}".strip() for number in numbers if carrier
    ]
    names += [file.stem, file.name]
    names += [f"{file.stem} ({number})" for number in range(2, len(taken) + 3)]
    paths = [str(PurePosixPath(place, name)) for name in names]
    return next(path for path in paths if path not in taken)
