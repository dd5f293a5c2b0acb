"""`covergap evaluate`: right, invented and missed findings are told apart, and the page that it writes holds every figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

import flows.evaluation.documents as documents
from extractors.pdf import Page, PdfText
from flows.cli import app
from flows.evaluate import before, evaluate, headlines
from flows.evaluation.clauses import WORDS
from flows.evaluation.files import kept_by_hand, last_figures, write_accuracy
from flows.evaluation.screen import print_evaluation
from flows.evaluation.truths import Truth, truths
from models.classifier.clauses import load_labelled
from models.classifier.held_out import FOLDS, held_out
from models.classifier.marks import said_by_marks
from models.classifier.measures import agreement, calibration_bins, confusions, risk_coverage, worst
from models.errors import CovergapError, DocumentError
from models.records import Box, Cell, Document, Evidence, Reading, Taking

SAMPLES = Path(__file__).parents[1] / "sample_docs"
# Few labels, so that a model of each fold is fitted in a blink; all manners, so that there are folds.
ASKED = {"forensics", "cyber_extortion", "terrorism", "pollution_nuclear"}
FEW = [one for one in load_labelled() if {*one.coverages, *one.exclusions} & ASKED or one.role == "notice"]
FEW = [one for one in FEW if {*one.coverages, *one.exclusions} <= ASKED]
BOX = Box(0, 0, 10, 10)


def record(document: str, **more: object) -> str:
    return json.dumps({"document": document, "type": "policy_form", **more})


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """One form with its truth: forensics granted, media silent, extortion excluded, a doubtful verdict, war present, terrorism absent."""
    (tmp_path / "pdfs/acme").mkdir(parents=True)
    (tmp_path / "gold/acme").mkdir(parents=True)
    (tmp_path / "pdfs/acme/form.pdf").write_bytes(b"")
    coverages = {
        "forensics": {"verdict": "granted"},
        "media_liability": {"verdict": "silent"},
        "cyber_extortion": {"verdict": "excluded"},
        "tech_eo": {"verdict": "granted", "sure": False},
    }
    exclusions = {"war_cyber_operation": {"present": True}, "terrorism": {"present": False}, "bi_pd": {"present": True}}
    (tmp_path / "gold/acme/form.json").write_text(record("form.pdf", coverages=coverages, exclusions=exclusions), encoding="utf-8")
    return tmp_path


def test_truths_find_their_pdf_and_leave_out_what_is_not_sure(known: Path) -> None:
    [truth] = truths(known / "pdfs", known / "gold")
    assert truth == Truth(
        pdf=known / "pdfs/acme/form.pdf",
        type="policy_form",
        options=({"forensics": "granted", "media_liability": "silent", "cyber_extortion": "excluded"},),
        exclusions={"war_cyber_operation": True, "terrorism": False, "bi_pd": True},
    )


def test_each_column_of_a_quote_is_an_option(known: Path) -> None:
    options = [{"option": "1", "coverages": {"forensics": {"verdict": "quoted"}}}, {"option": "2", "coverages": {}}]
    (known / "gold/acme/form.json").write_text(record("form.pdf", options=options), encoding="utf-8")
    [truth] = truths(known / "pdfs", known / "gold")
    assert truth.options == ({"forensics": "quoted"}, {})


def test_other_json_is_passed_over_and_broken_json_is_named(known: Path) -> None:
    (known / "gold/run.json").write_text('{"seconds": 1}', encoding="utf-8")
    assert len(list(truths(known / "pdfs", known / "gold"))) == 1
    (known / "gold/torn.json").write_text("{", encoding="utf-8")
    with pytest.raises(CovergapError, match=r"torn\.json"):
        list(truths(known / "pdfs", known / "gold"))


def test_nothing_to_measure_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CovergapError, match="--pdfs and --gold"):
        evaluate(pdfs=tmp_path)
    with pytest.raises(CovergapError, match="name a folder"):
        evaluate()


def cell(coverage: str, status: str, quote: str = "") -> Cell:
    evidence = Evidence("form.pdf", 1, BOX, quote) if quote else None
    return Cell("1", "Acme", "1", coverage, status, "reason", evidence=evidence)  # type: ignore[arg-type]


def test_right_invented_and_missed_are_counted(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading(
        Document("form.pdf", "1", "0", type="policy_form"),
        takings=(
            Taking("war_cyber_operation", Evidence("form.pdf", 1, BOX, "“War” or rebel-\nlion")),
            Taking("terrorism", Evidence("form.pdf", 2, BOX, "on a page that is not there")),
        ),
    )
    cells = (
        cell("forensics", "covered", "We pay forensics"),
        cell("media_liability", "granted", "not there"),
        cell("cyber_extortion", "excluded"),
    )

    pdf = PdfText((Page(1, 612, 792, (), raw='we PAY  forensics. "war" or rebellion'),))
    monkeypatch.setattr(documents, "read_document", lambda *_: reading)
    monkeypatch.setattr(documents, "group_offers", lambda *_: ())
    monkeypatch.setattr(documents, "judge", lambda *_: cells)
    monkeypatch.setattr(documents, "read_pdf", lambda _: pdf)
    measured = evaluate(pdfs=known / "pdfs", gold=known / "gold")["documents"]
    assert measured["type"] == 1.0
    assert measured["verdict"] == {"all": 0.667, "affirmed": 1.0, "refused": 1.0, "silent": 0.0, "unclear": None}
    assert measured["confusion"]["silent"] == {"affirmed": 1, "refused": 0, "silent": 0, "unclear": 0}
    coverages, exclusions = measured["coverages"]["labels"], measured["exclusions"]["labels"]
    assert coverages["forensics"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "true": 1, "found": 1}
    assert coverages["media_liability"] == {"precision": 0.0, "recall": None, "f1": 0.0, "true": 0, "found": 1}
    assert exclusions["terrorism"]["precision"] == 0.0
    assert exclusions["bi_pd"] == {"precision": None, "recall": 0.0, "f1": 0.0, "true": 1, "found": 0}
    assert exclusions["sanctions"]["f1"] is None
    # one right, one invented, one missed: each of the three that occur counts once in the mean
    assert (measured["exclusions"]["micro_f1"], measured["exclusions"]["macro_f1"]) == (0.5, 0.333)
    assert (measured["citations"], measured["citation_validity"]) == (4, 0.5)


def test_quotations_from_a_file_that_cannot_be_read_do_not_stand(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> None:
        raise DocumentError("encrypted", "the file asks for a password")

    monkeypatch.setattr(documents, "read_document", lambda *_: Reading(Document("form.pdf", "1", "0")))
    monkeypatch.setattr(documents, "group_offers", lambda *_: ())
    monkeypatch.setattr(documents, "judge", lambda *_: (cell("forensics", "covered", "We pay forensics"),))
    monkeypatch.setattr(documents, "read_pdf", locked)
    measured = evaluate(pdfs=known / "pdfs", gold=known / "gold")["documents"]
    assert measured["citation_validity"] == 0.0


# Figures from answers whose truth is known

TRUTH = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]], dtype=bool)
CHANCES = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.7, 0.4, 0.0], [0.0, 0.6, 0.0]])
SAID = CHANCES >= 0.5


def test_precision_recall_and_f1_of_each_label_and_over_all() -> None:
    figures = agreement(("a", "b", "c"), TRUTH, SAID)
    assert figures["labels"]["a"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "clauses": 2}
    assert figures["labels"]["b"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "clauses": 1}
    assert (figures["precision"], figures["recall"]) == (0.25, 0.333)
    assert (figures["macro_f1"], figures["micro_f1"]) == (0.167, 0.286)


def test_confusions_name_what_was_said_in_place_of_what_and_leave_single_cases_out() -> None:
    assert confusions(("a", "b", "c"), TRUTH, SAID, 5) == {"pairs": [], "missed_alone": 0, "said_alone": 1}
    twice = np.vstack([TRUTH, TRUTH]), np.vstack([SAID, SAID])
    assert confusions(("a", "b", "c"), *twice, 1)["pairs"] == [{"wanted": "a", "said": "b", "clauses": 2}]


def test_the_worst_clauses_come_first_each_with_its_worst_label() -> None:
    assert worst(CHANCES, TRUTH, 3) == [(1, 0), (2, 0), (3, 1)]


def test_calibration_bins_hold_every_answer_once() -> None:
    bins = calibration_bins(CHANCES, TRUTH)
    assert sum(one["count"] for one in bins) == CHANCES.size
    assert bins[-1] == {"from": 0.9, "to": 1.0, "probability": 0.9, "right": 1.0, "count": 1}


def test_a_higher_threshold_asserts_less() -> None:
    curve = risk_coverage(CHANCES, TRUTH)
    assert curve[0] == {"threshold": 0.5, "asserted": 4, "share": 1.0, "wrong": 0.75, "recall": 0.333}
    assert curve[-1] == {"threshold": 0.9, "asserted": 1, "share": 0.25, "wrong": 0.0, "recall": 0.333}


def test_phrases_alone_say_what_is_cued_or_headed_and_not_what_is_only_named() -> None:
    found = ("grants:forensics", "says_coverage:tech_eo", "headed_coverage:crisis_pr", "takes:terrorism", "takes_anywhere:bi_pd")
    assert said_by_marks(found, "coverages") == {"forensics", "crisis_pr"}
    assert said_by_marks(found, "exclusions") == {"terrorism", "bi_pd"}


def test_no_clause_is_asked_of_a_model_that_saw_its_manner() -> None:
    """Where the words tell the manner and nothing else, all clauses of a fold are strange alike, though the manner decides the label."""
    letter = dict(zip(sorted({clause.manner for clause in FEW}), ascii_lowercase, strict=False))
    clauses = [
        replace(one, text=letter[one.manner] * 6, section="", heading="", exclusions=("terrorism",) * (ord(letter[one.manner]) % 2))
        for one in FEW
    ]
    scores = held_out(clauses, names=("exclusions",), blocks=WORDS, processes=1).scores["exclusions"]
    assert len(letter) >= 20
    assert len(np.unique(scores, axis=0)) <= FOLDS


def test_folds_in_processes_change_no_figure() -> None:
    one, two = (held_out(FEW, names=("exclusions",), processes=processes).scores["exclusions"] for processes in (1, 2))
    assert np.array_equal(one, two)


# The report and the page


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    offer = "client/2026/stonequill"
    return evaluate(clauses=FEW, pdfs=SAMPLES / offer, gold=SAMPLES / "truth" / offer, processes=1)


def figures(value: Any) -> Iterator[float]:
    """Every number of a report."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from figures(one)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def test_the_report_is_json_and_prints_with_differences_to_the_last(report: dict[str, Any]) -> None:
    assert json.loads(json.dumps(report)) == report
    assert report["documents"]["citation_validity"] == 1.0
    assert report["documents"]["verdict"]["all"] >= 0.8
    assert report["clauses"]["coverages"]["ways"]["both"]["micro_f1"] > 0.5
    last = json.loads(json.dumps(report))
    last["documents"]["type"] = 0.75
    console = Console(file=StringIO(), width=140)
    print_evaluation(report, last, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "calibration error" in printed and "tech_eo" in printed and "citation stands" in printed
    assert "+0.250" in printed and "+0.000" in printed


def test_documents_of_another_folder_are_not_compared(report: dict[str, Any]) -> None:
    last = {**report, "documents": {**report["documents"], "folder": "others"}}
    assert set(before(report, last)) == {one.name for one in headlines({"clauses": report["clauses"]})}


def test_the_page_holds_every_figure_and_is_the_same_again(report: dict[str, Any], tmp_path: Path) -> None:
    page = write_accuracy(report, kept_by_hand(tmp_path), tmp_path)
    written = {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\w)", page.read_text(encoding="utf-8"))}
    assert set(figures(report)) <= written
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == {"accuracy.md", "accuracy.json", "calibration.svg", "risk_coverage.svg"}
    again = last_figures(tmp_path)
    assert again == report
    write_accuracy(again, kept_by_hand(tmp_path), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    for chart in tmp_path.glob("*.svg"):
        assert ElementTree.fromstring(chart.read_text(encoding="utf-8")).tag.endswith("svg")
    assert not any(str(SAMPLES.parent).encode() in content for content in first.values())


def test_what_was_written_by_hand_stays_and_a_page_without_its_marks_is_not_written_over(report: dict[str, Any], tmp_path: Path) -> None:
    page = write_accuracy(report, "\nTwelve forms, read on a Tuesday: é | *.\n", tmp_path)
    page = write_accuracy(report, kept_by_hand(tmp_path), tmp_path)
    assert "<!-- by hand -->\nTwelve forms, read on a Tuesday: é | *.\n<!-- end -->" in page.read_text(encoding="utf-8")
    page.write_text("# My own page\n", encoding="utf-8")
    with pytest.raises(CovergapError, match="put the marks back"):
        kept_by_hand(tmp_path)


def test_torn_figures_are_named_and_writing_asks_for_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "accuracy.json").write_text("{", encoding="utf-8")
    with pytest.raises(CovergapError, match=r"accuracy\.json"):
        last_figures(tmp_path)
    refused = CliRunner().invoke(app, ["evaluate", "--write", "--docs", str(tmp_path)])
    assert refused.exit_code == 2
    assert not (tmp_path / "accuracy.md").exists()
