"""docs/accuracy.md and what stands beside it, written and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows.evaluation.page import BY_HAND, END, accuracy_page, calibration_chart, risk_chart
from models.errors import CovergapError

FIGURES, PAGE = "accuracy.json", "accuracy.md"
NOT_YET = "\nNot measured yet.\n"


def last_figures(docs: Path) -> dict[str, Any] | None:
    """The report that was written last, or None. Raises CovergapError where its file cannot be read."""
    path = docs / FIGURES
    if not path.exists():
        return None
    try:
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CovergapError(f"{path} cannot be read ({error}): restore it with git, or remove it") from error
    return report


def kept_by_hand(docs: Path) -> str:
    """What a person wrote into the page. Raises CovergapError where the page has lost the marks around it, lest it be written over."""
    path = docs / PAGE
    if not path.exists():
        return NOT_YET
    _, began, after = path.read_text(encoding="utf-8").partition(BY_HAND)
    kept, ended, _ = after.partition(END)
    if not (began and ended):
        raise CovergapError(f"{path} has no part between {BY_HAND} and {END}: put the marks back, or remove the page")
    return kept


def write_accuracy(report: dict[str, Any], by_hand: str, docs: Path) -> Path:
    """Write the page, its charts and its figures into `docs`, and return the page. Raises CovergapError where that cannot be done."""
    contents = {
        "calibration.svg": calibration_chart(report["clauses"]),
        "risk_coverage.svg": risk_chart(report["clauses"]),
        FIGURES: json.dumps(report, indent=1) + "\n",
        PAGE: accuracy_page(report, by_hand),
    }
    try:
        docs.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (docs / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CovergapError(f"the figures cannot be written to {docs} ({error.strerror}): name another folder with --docs") from error
    return docs / PAGE
