"""A report of `covergap evaluate` as tables for a terminal; docs/accuracy.md says more."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.evaluate import before, headlines
from flows.evaluation.documents import VERDICTS


def print_evaluation(report: dict[str, Any], last: dict[str, Any] | None, console: Console) -> None:
    """Figures per coverage and exclusion, confusions, the worst clauses, and the headline figures beside those of the `last` report."""
    for task in ("coverages", "exclusions"):
        if clauses := report.get("clauses"):
            console.print(_clause_labels(task, clauses))
            console.print(_confused(task, clauses[task]["confusions"]))
            console.print(_worst(task, clauses[task]["worst"]))
        if documents := report.get("documents"):
            console.print(_document_labels(task, documents))
    if documents := report.get("documents"):
        console.print(_verdicts(documents))
    console.print(_headlines(report, last))


def _clause_labels(task: str, clauses: dict[str, Any]) -> Table:
    title = f"{task.capitalize()} of {clauses['clauses']} labelled clauses, in manners not seen in training"
    table = Table(task, "precision", "recall", "F1", "F1 phrases alone", "F1 classifier alone", "clauses", title=title)
    for id_, one in clauses[task]["labels"].items():
        shares = [number(one[name]) for name in ("precision", "recall", "f1", "phrases_f1", "words_f1")]
        table.add_row(id_, *shares, str(one["clauses"]))
    return table


def _confused(task: str, confusions: dict[str, Any]) -> Table:
    table = Table("wanted", "said in its place", "clauses", title=f"{task.capitalize()} mistaken for one another")
    for pair in confusions["pairs"]:
        table.add_row(pair["wanted"], pair["said"], str(pair["clauses"]))
    return table


def _worst(task: str, shown: list[dict[str, Any]]) -> Table:
    table = Table("label", "error", "probability", "manner", "clause", title=f"{task.capitalize()}: clauses it is most mistaken about")
    for one in shown:
        error = "missed" if one["wanted"] else "invented"
        table.add_row(one["label"], error, number(one["probability"]), one["manner"], Text(one["text"]))
    return table


def _document_labels(task: str, documents: dict[str, Any]) -> Table:
    title = f"{task.capitalize()} found in {documents['documents']} documents"
    table = Table(task, "precision", "recall", "F1", "in truth", "found", title=title)
    for id_, one in documents[task]["labels"].items():
        table.add_row(id_, *(number(one[name]) for name in ("precision", "recall", "f1")), str(one["true"]), str(one["found"]))
    return table


def _verdicts(documents: dict[str, Any]) -> Table:
    title = f"Verdicts: {documents['asked']} asked; {documents['citations']} citations"
    table = Table("wanted", *(f"{verdict} found" for verdict in VERDICTS), title=title)
    for wanted, row in documents["confusion"].items():
        table.add_row(wanted, *(str(row[found]) for found in VERDICTS))
    return table


def _headlines(report: dict[str, Any], last: dict[str, Any] | None) -> Table:
    known = before(report, last) if last else {}
    table = Table("figure", "now", "last written", "difference")
    for one in headlines(report):
        former = known.get(one.name)
        table.add_row(one.name, number(one.value), number(former), difference(one.value, former))
    return table


def number(value: float | None) -> str:
    """Three decimals, or nothing for None."""
    return "" if value is None else f"{value:.3f}"


def difference(now: float | None, former: float | None) -> str:
    """How much more or less a figure is than it was; nothing where either is not known."""
    return "" if now is None or former is None else f"{now - former:+.3f}"
