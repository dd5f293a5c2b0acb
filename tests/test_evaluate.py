"""`covergap evaluate`: truth records are found with their PDFs, and right, invented and missed findings are told apart."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import flows.evaluate as evaluation
from extractors.pdf import Page, PdfText
from flows.evaluate import Truth, evaluate, print_evaluation, truths
from models.errors import CovergapError, DocumentError
from models.records import Box, Cell, Document, Evidence, Reading, Taking

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


def test_the_classifier_is_reported_from_its_card() -> None:
    assert evaluate()["classifier"]["coverages"]["macro_f1"] > 0.5


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
        evaluate(labelled=False, pdfs=tmp_path)
    with pytest.raises(CovergapError, match="name a folder"):
        evaluate(labelled=False)


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
    monkeypatch.setattr(evaluation, "read_document", lambda *_: reading)
    monkeypatch.setattr(evaluation, "group_offers", lambda *_: ())
    monkeypatch.setattr(evaluation, "judge", lambda *_: cells)
    monkeypatch.setattr(evaluation, "read_pdf", lambda _: pdf)
    measured = evaluate(labelled=False, pdfs=known / "pdfs", gold=known / "gold")["documents"]
    assert measured["type"] == 1.0
    assert measured["verdict"] == {"all": 0.6667, "affirmed": 1.0, "refused": 1.0, "silent": 0.0, "unclear": None}
    assert measured["coverages"]["forensics"] == {"precision": 1.0, "recall": 1.0, "true": 1}
    assert measured["coverages"]["media_liability"] == {"precision": 0.0, "recall": None, "true": 0}
    assert measured["exclusions"]["terrorism"]["precision"] == 0.0
    assert measured["exclusions"]["bi_pd"] == {"precision": None, "recall": 0.0, "true": 1}
    assert (measured["citations"], measured["citation_validity"]) == (4, 0.5)


def test_quotations_from_a_file_that_cannot_be_read_do_not_stand(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> None:
        raise DocumentError("encrypted", "the file asks for a password")

    monkeypatch.setattr(evaluation, "read_document", lambda *_: Reading(Document("form.pdf", "1", "0")))
    monkeypatch.setattr(evaluation, "group_offers", lambda *_: ())
    monkeypatch.setattr(evaluation, "judge", lambda *_: (cell("forensics", "covered", "We pay forensics"),))
    monkeypatch.setattr(evaluation, "read_pdf", locked)
    measured = evaluate(labelled=False, pdfs=known / "pdfs", gold=known / "gold")["documents"]
    assert measured["citation_validity"] == 0.0


def test_the_whole_program_on_the_samples_prints_and_is_json() -> None:
    samples = Path(__file__).parents[1] / "sample_docs"
    report = evaluate(pdfs=samples / "client/2026/stonequill", gold=samples / "truth/client/2026/stonequill")
    assert json.loads(json.dumps(report)) == report
    assert report["documents"]["citation_validity"] == 1.0
    assert report["documents"]["verdict"]["all"] >= 0.8
    console = Console(file=StringIO(), width=120)
    print_evaluation(report, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "calibration error" in printed and "tech_eo" in printed and "citation stands" in printed
