"""Truth records: what is known of documents, read and paired with their PDFs.

A truth record is a JSON file beside or apart from its PDF, one per document, with `document` (file name), `type`, and
`coverages` (id -> verdict, for a wording), `options` (the same for each column of a quote) and `exclusions` (id -> present).
Entries marked `"sure": false` are not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import CovergapError


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one document. `options` has one entry per column: coverage id -> verdict; exclusions: id -> present."""

    pdf: Path
    type: str
    options: tuple[dict[str, str], ...]
    exclusions: dict[str, bool]


def truths(pdfs: Path, gold: Path) -> Iterator[Truth]:
    """Truth records below `gold`, in order of their paths, with their PDFs. Raises CovergapError where none has its PDF below `pdfs`."""
    by_name = {path.name: path for path in sorted(pdfs.rglob("*.pdf"), reverse=True)}
    found = False
    for path in sorted(gold.rglob("*.json")):
        record = _record(path)
        if record is None:
            continue
        beside = pdfs / path.relative_to(gold).parent / record["document"]
        pdf = beside if beside.is_file() else by_name.get(Path(record["document"]).name)
        if pdf is None:
            continue
        found = True
        options = [option.get("coverages", {}) for option in record.get("options") or [record]]
        yield Truth(
            pdf=pdf,
            type=record["type"],
            options=tuple({id_: entry["verdict"] for id_, entry in option.items() if _asked(entry)} for option in options),
            exclusions={id_: entry.get("present", True) for id_, entry in record.get("exclusions", {}).items() if _asked(entry)},
        )
    if not found:
        raise CovergapError(f"no truth record below {gold} names a PDF below {pdfs}: name the folders with --pdfs and --gold")


def _record(path: Path) -> dict[str, Any] | None:
    """The truth record in `path`, or None where the file is some other JSON. Raises CovergapError where it is not JSON at all."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CovergapError(f"{path} cannot be read as a truth record ({error}): correct or remove it") from error
    return record if isinstance(record, dict) and {"document", "type"} <= record.keys() else None


def _asked(entry: dict[str, Any]) -> bool:
    return entry.get("sure", True) is not False
