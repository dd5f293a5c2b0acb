"""docs/accuracy.md as text: every figure of a report, with what it was measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flows.evaluate import OVERALL, WAY_NAMES
from flows.evaluation.chart import Chart, Line
from flows.evaluation.documents import VERDICTS
from flows.evaluation.screen import number
from models.classifier import THRESHOLD
from models.classifier.measures import CALIBRATED_FROM

BY_HAND, END = "<!-- by hand -->", "<!-- end -->"
TASKS = ("coverages", "exclusions")
Report = dict[str, Any]

HEAD = """# Accuracy

Written by `covergap evaluate --pdfs sample_docs --gold sample_docs/truth --write`, with the two charts and `accuracy.json` beside it.
Only the section "Forms that nobody had looked at" is written by hand, and the command keeps it.

All shares run from 0 to 1. Precision: of what was said, the share that is right. Recall: of what is true, the share that was said.
F1: the harmonic mean of both. Macro-F1: the mean over the labels, rare ones as heavy as common ones. Micro-F1: over all answers together.
"""


def accuracy_page(report: Report, by_hand: str) -> str:
    """The whole page; `by_hand` is what a person wrote about forms that nobody had looked at."""
    clauses, documents = report["clauses"], report["documents"]
    parts = [HEAD, _grounds(clauses, documents), _summary(clauses, documents), _unseen(by_hand), _clauses(clauses), _documents(documents)]
    return "\n".join(parts)


def calibration_chart(clauses: Report) -> str:
    """Mean probability across, share of right answers up."""
    lines = [Line(task, tuple((one["probability"], one["right"]) for one in clauses[task]["bins"])) for task in TASKS]
    return Chart("Calibration on unseen manners", "mean probability", "share right", tuple(lines), even="as it should be").svg()


def risk_chart(clauses: Report) -> str:
    """Share of labels still asserted across, share of them that is wrong up."""
    curves = {task: clauses[task]["risk_coverage"] for task in TASKS}
    lines = [Line(task, tuple((one["share"], one["wrong"]) for one in curve)) for task, curve in curves.items()]
    most = max((one["wrong"] for curve in curves.values() for one in curve), default=0.0)
    end = max(0.1, -(-most * 20 // 1) / 20)  # the next twentieth
    title, across = "What a higher threshold buys", f"labels still asserted, as a share of those at the threshold {THRESHOLD}"
    return Chart(title, across, "share wrong", tuple(lines), (1.0, end)).svg()


def _grounds(clauses: Report, documents: Report) -> str:
    rows = (
        (
            "labelled clauses",
            f"{clauses['clauses']} clauses of our own wording in {clauses['manners']} manners of writing, none from a real form. Each was "
            f"asked of a model that saw no clause of its manner: {clauses['validation']}",
            "They tell which way of reading is better, and which labels are weak. They are no forecast for a carrier's form: the same "
            "hands wrote all manners. The catalogue's phrases were written by these hands too and are not held out, which favours them",
        ),
        (
            "sample documents",
            f"{documents['documents']} documents of {documents['folder']}, written by us and looked at while the program was built",
            "They tell that nothing broke. They are no forecast: what they showed to be wrong was mended",
        ),
        ("forms that nobody had looked at", "what the section of that name says", "The only ones that speak of documents to come"),
    )
    return f"""## What was measured on what

{_table(("figures", "measured on", "what they are worth"), rows)}

A label of a clause counts as said from a probability of {THRESHOLD} on, a role where it is the likeliest. Clauses and catalogue grew while
such figures were known, so that the figures err on the kind side.
"""


def _summary(clauses: Report, documents: Report) -> str:
    ways = [(f"{task}, {WAY_NAMES[way]}", *_shares(one, OVERALL)) for task in TASKS for way, one in clauses[task]["ways"].items()]
    role = ("roles, both, as shipped", *_shares(clauses["role"], OVERALL))
    by_document = [(task, *_shares(documents[task], OVERALL)) for task in TASKS]
    heads = ("macro-F1", "micro-F1", "precision", "recall")
    return f"""## In short

On labelled clauses, in manners not seen in training:

{_table(("what is told, and how", *heads), [*ways, role])}

Catalogue phrases alone: a label is said where a cue of the catalogue is satisfied, or the heading bears one of its names. Classifier alone:
the regression on words and spelling, without the phrases. Both, as shipped: the regression on words, spelling and phrases.

On sample documents, by the whole program:

{_table(("what is found", *heads), by_document)}
"""


def _unseen(by_hand: str) -> str:
    return f"## Forms that nobody had looked at\n\n{BY_HAND}{by_hand}{END}\n"


def _clauses(clauses: Report) -> str:
    sections = [_role(clauses["role"])]
    for task in TASKS:
        sections += [_labels(task, clauses[task]), _confused(task, clauses[task]["confusions"])]
    sections += [_calibration(clauses), _risk(clauses), *(_worst(task, clauses[task]["worst"]) for task in TASKS)]
    return "## Labelled clauses\n\n" + "\n".join(sections)


def _role(role: Report) -> str:
    rows = [(label, *_shares(one, ("precision", "recall", "f1")), one["clauses"]) for label, one in role["labels"].items()]
    return "\n".join(
        [
            f"### Roles\n\nCalibration error {number(role['calibration_error'])}.\n",
            _table(("role", "precision", "recall", "F1", "clauses"), rows),
            "",
            _confused("roles", role["confusions"]),
        ]
    )


def _labels(task: str, figures: Report) -> str:
    columns = ("precision", "recall", "f1", "phrases_f1", "words_f1")
    rows = [(label, *_shares(one, columns), one["clauses"]) for label, one in figures["labels"].items()]
    heads = (task, "precision", "recall", "F1", "F1 phrases alone", "F1 classifier alone", "clauses")
    return f"### {task.capitalize()}\n\n{_table(heads, rows)}\n"


def _confused(task: str, confusions: Report) -> str:
    rows = [(pair["wanted"], pair["said"], pair["clauses"]) for pair in confusions["pairs"]]
    alone = "" if task == "roles" else (
        f"\n{confusions['missed_alone']} labels were missed in clauses of which nothing wrong was said; {confusions['said_alone']} were "
        "wrongly said of clauses with nothing missed.\n"
    )  # fmt: skip
    table = _table(("wanted", "said in its place", "clauses"), rows)
    return f"The most frequent confusions of {task}, where in more than one clause:\n\n{table}\n{alone}"


def _calibration(clauses: Report) -> str:
    rows = [
        (task, f"{one['from']:.1f} to {one['to']:.1f}", *_shares(one, ("probability", "right")), one["count"])
        for task in TASKS
        for one in clauses[task]["bins"]
    ]
    errors = ", ".join(f"{number(clauses[task]['calibration_error'])} ({task})" for task in TASKS)
    return f"""### Calibration

How often a label is right that was given a probability. Each fold was calibrated on the answers to the others, whose
models had seen its manners: slightly too kind. The calibration error is the mean distance of both over probabilities of at least
{CALIBRATED_FROM}: {errors}. Below stands the mass of plain "no"s, which would flatter any model.

![Share of right answers over mean probability](calibration.svg)

{_table(("task", "probability", "mean probability", "share right", "answers"), rows)}
"""


def _risk(clauses: Report) -> str:
    rows = [
        (task, f"{one['threshold']:.2f}", one["asserted"], *_shares(one, ("share", "wrong", "recall")))
        for task in TASKS
        for one in clauses[task]["risk_coverage"]
    ]
    return f"""### Risk and coverage

As the threshold rises, fewer labels are asserted and fewer of them are wrong.

![Share wrong over share of labels still asserted](risk_coverage.svg)

{_table(("task", "threshold", "labels asserted", "share still asserted", "share wrong", "recall"), rows)}
"""


def _worst(task: str, shown: Sequence[Report]) -> str:
    rows = [
        (one["label"], "missed" if one["wanted"] else "invented", number(one["probability"]), one["manner"], one["heading"], one["text"])
        for one in shown
    ]
    heads = ("label", "error", "probability", "manner", "heading", "clause (our own wording)")
    return f"### Worst clauses: {task}\n\n{_table(heads, rows)}\n"


def _documents(documents: Report) -> str:
    verdict = documents["verdict"]
    confused = [(wanted, *(row[found] for found in VERDICTS), number(verdict[wanted])) for wanted, row in documents["confusion"].items()]
    sections = [
        f"""## Sample documents

{documents["documents"]} documents; each is an offer of its own, so that what is measured is the reading and not the company it keeps.

| figure | share | asked |
|---|---|---|
| document type | {number(documents["type"])} | {documents["documents"]} |
| verdict on a coverage | {number(verdict["all"])} | {documents["asked"]} |
| citation stands on its page, read afresh | {number(documents["citation_validity"])} | {documents["citations"]} |

### Verdicts

Affirmed: granted in any degree, or quoted. Refused: excluded or not purchased. Silent: nothing found, or not known. Unclear: to be read
by a person, or a service without payment. Wanted down, found across:

{_table(("wanted", *VERDICTS, "share right"), confused)}
"""
    ]
    for task in TASKS:
        figures = documents[task]
        rows = [(id_, *_shares(one, ("precision", "recall", "f1")), one["true"], one["found"]) for id_, one in figures["labels"].items()]
        table = _table((task, "precision", "recall", "F1", "in truth", "found"), rows)
        sections.append(f"### {task.capitalize()} in documents\n\nAn empty cell: nothing to measure it on.\n\n{table}\n")
    return "\n".join(sections)


def _shares(figures: Report, names: Iterable[str]) -> Iterator[str]:
    return (number(figures[name]) for name in names)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    """Text of a clause is data: it neither ends a cell nor becomes markup."""
    text = " ".join(str(value).split())
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("`", "\\`"), ("*", "\\*")):
        text = text.replace(sign, written)
    return text
