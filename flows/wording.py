"""The policy in force of each offer in a folder, as documents to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from flows.compare import READ_WELL, Watch, default_workers, read_folder, run_directly, unwatched
from flows.settings import client_settings
from flows.sources import check_folder
from flows.writers.wording import write_wording
from models.catalogue import load_catalogue
from models.errors import CovergapError, ExitStatus
from models.offers import group_offers
from models.records import Reading
from models.wording_in_force import wording_in_force


@dataclass(frozen=True, slots=True)
class Written:
    """The folders that hold wording.html and wording.md, by offer."""

    folders: dict[str, Path]
    exit_status: ExitStatus


def write_wordings(folder: Path, out: Path, workers: int = 0, *, watch: Watch = unwatched) -> Written:
    """Put the documents of each offer below `folder` together and write them to `out/<name of the offer>`.

    Raises CovergapError where nothing can be read or written.
    """
    check_folder(folder)
    catalogue = load_catalogue()
    _, readings = read_folder(folder, client_settings(folder), workers or default_workers(), run_directly, watch)
    written: dict[str, Path] = {}
    for offer in group_offers([_of_one_offer(reading, folder) for reading in readings], catalogue):
        target = out / _name(offer.folder or folder.resolve().name)
        try:
            target.mkdir(parents=True, exist_ok=True)
            write_wording(wording_in_force(offer), catalogue, target)
        except OSError as error:
            raise CovergapError(f"{target} cannot be written ({error.strerror}): choose another folder with --out") from error
        written[offer.folder] = target
    well = all(reading.document.status in READ_WELL for reading in readings)
    return Written(written, ExitStatus.ALL_READ if well else ExitStatus.NEEDS_ATTENTION)


def _of_one_offer(reading: Reading, folder: Path) -> Reading:
    """What lies in the folder itself is of one offer."""
    row = reading.document
    return replace(reading, document=replace(row, offer_folder=row.offer_folder or folder.resolve().name))


def _name(folder: str) -> str:
    return re.sub(r"[^\w .()-]+", " - ", folder).strip(" .") or "offer"
