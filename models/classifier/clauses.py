"""The labelled clauses the classifier learns from, read and checked.

Each line of `labelled/*.jsonl` is one clause of our own wording; README.md of this folder says how to label.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from models.errors import CovergapError
from models.records import Role

LABELLED = Path(__file__).parent / "labelled"
FIELDS = {"text", "section", "heading", "role", "coverages", "exclusions", "manner"}


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """`section` and `heading` are "" where there is none; `coverages` are granted, `exclusions` taken; `manner` names the house style."""

    text: str
    section: str
    heading: str
    role: Role
    coverages: tuple[str, ...]
    exclusions: tuple[str, ...]
    manner: str


def load_labelled(folder: Path = LABELLED) -> list[LabelledClause]:
    """All labelled clauses in order of file name and line. Raises CovergapError naming file and line of a malformed one."""
    clauses = [
        _checked(line, f"{path.name}, line {number}")
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    if not clauses:
        raise CovergapError(f"no labelled clauses below {folder}: restore the *.jsonl files of the checkout")
    return clauses


def _checked(line: str, place: str) -> LabelledClause:
    try:
        row: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as error:
        raise CovergapError(f"{place} of the labelled clauses is not JSON ({error}): write one object per line") from error
    if set(row) != FIELDS:
        raise CovergapError(f"{place} of the labelled clauses has the fields {sorted(row)}: it needs exactly {sorted(FIELDS)}")
    if row["role"] not in get_args(Role):
        raise CovergapError(f"{place} of the labelled clauses has the role {row['role']!r}: choose one of {', '.join(get_args(Role))}")
    if not row["text"].strip() or not row["manner"]:
        raise CovergapError(f"{place} of the labelled clauses has no text or no manner: fill both or remove the line")
    return LabelledClause(**row | {"coverages": tuple(row["coverages"]), "exclusions": tuple(row["exclusions"])})
