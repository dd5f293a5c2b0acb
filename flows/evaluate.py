"""`covergap evaluate`: how good the program is on documents whose truth is known, and its classifier on clauses it had not seen.

The report is made of plain dictionaries, as it stands in docs/accuracy.json: `clauses` by evaluation/clauses.py, `documents` by
evaluation/documents.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.evaluation.clauses import WAYS, clause_figures
from flows.evaluation.documents import VERDICTS, document_figures
from flows.evaluation.truths import truths
from models.catalogue import load_catalogue
from models.classifier.clauses import LabelledClause
from models.errors import CovergapError

WAY_NAMES = {"phrases": "catalogue phrases alone", "words": "classifier alone", "both": "both, as shipped"}
OVERALL = ("macro_f1", "micro_f1", "precision", "recall")


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure worth following from change to change; `value` is a share, None where nothing was there to measure."""

    name: str
    value: float | None


def evaluate(
    *, clauses: Sequence[LabelledClause] = (), pdfs: Path | None = None, gold: Path | None = None, processes: int = 0
) -> dict[str, Any]:
    """The classifier's figures on labelled `clauses`, and those of the whole program on the PDFs below `pdfs` with a truth below `gold`.

    Without `gold` the truth records are looked for below `pdfs` itself; `processes` as for `held_out`. Raises CovergapError
    where there is nothing to measure.
    """
    report: dict[str, Any] = {}
    # The documents first: what is wrong with their folders is told before minutes of fitting.
    if pdfs is not None:
        asked = list(truths(pdfs, gold or pdfs))
        report["documents"] = {"folder": pdfs.resolve().name, **document_figures(asked, load_catalogue())}
    if clauses:
        report["clauses"] = clause_figures(clauses, processes)
    if not report:
        raise CovergapError("nothing to evaluate: ask for the labelled clauses, or name a folder of PDFs with truth records")
    return report


def headlines(report: dict[str, Any]) -> list[Headline]:
    """The figures of a report that are held against the last committed ones."""
    found: list[Headline] = []
    if clauses := report.get("clauses"):
        for task in ("coverages", "exclusions"):
            for way in WAYS:
                overall = clauses[task]["ways"][way]
                followed = OVERALL if way == "both" else OVERALL[:2]
                found += [Headline(f"clauses, {task}, {WAY_NAMES[way]}: {_named(name)}", overall[name]) for name in followed]
            found.append(Headline(f"clauses, {task}: calibration error", clauses[task]["calibration_error"]))
        found += [Headline(f"clauses, roles: {_named(name)}", clauses["role"][name]) for name in OVERALL[:2]]
    if documents := report.get("documents"):
        found.append(Headline("documents: type", documents["type"]))
        found += [Headline(f"documents: verdict, {verdict}", documents["verdict"][verdict]) for verdict in ("all", *VERDICTS)]
        for task in ("coverages", "exclusions"):
            found += [Headline(f"documents, {task}: {_named(name)}", documents[task][name]) for name in OVERALL]
        found.append(Headline("documents: citation stands on its page", documents["citation_validity"]))
    return found


def before(report: dict[str, Any], last: dict[str, Any]) -> dict[str, float | None]:
    """The headline figures of the `last` report by name; those of documents only where both are of the same folder."""
    same = report.get("documents", {}).get("folder") == last.get("documents", {}).get("folder")
    return {one.name: one.value for one in headlines(last if same else {"clauses": last.get("clauses")})}


def _named(figure: str) -> str:
    return figure.replace("_f1", "-F1")
