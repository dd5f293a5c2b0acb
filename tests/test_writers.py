"""What is written for one account: three offers with four options, and documents that mean harm."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from rich.console import Console

from flows.summary import print_summary, summary_json
from flows.writers import write_outputs
from flows.writers.text import readable
from flows.writers.words import verdict
from models.catalogue import load_catalogue
from models.gaps import GapTable, gap_table
from models.records import Box, CarveBack, Cell, Clause, Comparison, Document, Evidence, Offer, Reading, Taking, Term

CATALOGUE = load_catalogue()
COLUMNS = {
    "documents": "document offer_folder sha256 type line carrier insurer form_number edition pages text_source status reason",
    "coverages": "offer_folder carrier option coverage status limit limit_unit limit_basis limit_relation retention waiting_hours "
    "coinsurance_pct via severity confidence document page x0 top x1 bottom quote reason",
    "exclusions": "offer_folder carrier exclusion heading lead_in scope carve_backs erodes severity confidence document page x0 top x1 "
    "bottom quote excluded effects restores carve_back_places facets",
    "terms": "offer_folder carrier option term coverage value unit basis raw confidence document page x0 top x1 bottom quote",
    "clauses": "offer_folder document clause path heading role labels confidence page x0 top x1 bottom text",
}
HOSTILE = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}",
    "=HYPERLINK(\"http://evil.example\",\"open\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "-2+3",
    "https://evil.example/track",
    "\u202ednuofer\u202c not a refund",
    "bell \x07 escape \x1b[31m null \x00 surrogate \udc80 nonchar \ufffe end",
    "[bold red]markup[/bold red] [link=http://evil.example]x[/link]",
    "x" * 10_000,
    "two\r\nlines, \"quoted\", and; more",
]  # fmt: skip


def evidence(document: str, page: int, quote: str, top: float = 140.1234) -> Evidence:
    return Evidence(document, page, Box(72.0, top, 523.456, top + 24), quote)


def document(path: str, kind: str, carrier: str, **values: object) -> Document:
    folder = path.rpartition("/")[0]
    defaults: dict[str, object] = {"pages": 14, "text_source": "text", "line": "tech_eo_cyber"}
    return Document(path, folder, f"{len(path):064x}", type=kind, carrier=carrier, **(defaults | values))  # type: ignore[arg-type]


def cells(folder: str, carrier: str, option: str, default: Cell, **judged: Cell) -> tuple[Cell, ...]:
    return tuple(
        replace(judged.get(coverage, default), offer_folder=folder, carrier=carrier, option=option, coverage=coverage)
        for coverage in CATALOGUE.coverages
    )


def cell(status: str, reason: str, **values: object) -> Cell:
    return Cell("", "", "", "", status, reason, **values)  # type: ignore[arg-type]


def account(name: str = "Larkfield Managed IT", said: str = "") -> Comparison:
    """Halden Mutual with form and a two-option quote, Brightwater with a form only, Old Quay with a slip only.

    `said` is put into every place that holds a document's words.
    """
    halden, brightwater, quay = "2026/halden", "2026/brightwater", "2026/old quay"
    form = document(f"{halden}/HM-CY 200 form.pdf", "policy_form", "Halden Mutual", form_number="HM-CY 200", edition="03/25", insurer=said)
    quote = document(f"{halden}/quote.pdf", "quote", "Halden Mutual", pages=3)
    letter = document(f"{brightwater}/wording.pdf", "policy_form", "Brightwater", pages=22)
    slip = document(f"{quay}/slip.pdf", "quote", "Old Quay", pages=6)
    scan = document(
        f"{quay}/scan.pdf", "unknown", "", pages=2, text_source="none", status="partial", reason=said or "No text on its 2 pages."
    )
    locked = document(
        "locked.pdf", "unknown", "", pages=0, text_source="none", status="encrypted", reason="A password is needed to open it."
    )

    words = said or "We will pay on your behalf damages and claim expenses you must pay because of a technology wrongful act"
    grant = evidence(form.document, 4, words)
    fines = Taking(
        "regulatory_ex", evidence(form.document, 11, said or "any fine or penalty imposed by a regulator or an authority"),
        heading=said or "Fines and penalties", lead_in="based upon, arising out of",
        carve_backs=(CarveBack(said or "any fine or penalty", said or "defence costs of a regulatory proceeding", "defence_only"),),
        erodes=("regulatory_proceedings",), severity="high", confidence=0.9,
    )  # fmt: skip
    war = Taking("war_cyber_operation", evidence(form.document, 10, "war, invasion or a cyber operation"), severity="high", erodes=("*",))
    limits = {"1": 3_000_000.0, "2": 5_000_000.0}
    schedule = [
        cells(
            halden, "Halden Mutual", option,
            cell("covered", f"granted on p. 4 of the form, limit USD {limit:,.0f} on p. 1 of the quote", limit=limit, limit_unit="USD",
                 limit_basis="each_claim", retention=25_000.0, via="form", confidence=0.9375, evidence=grant),
            regulatory_proceedings=cell(
                "partial", said or "granted on p. 4; the exclusion on p. 11 takes fines away", limit=limit, limit_unit="USD",
                via="form", confidence=0.8, evidence=grant, takings=(fines,)),
            social_engineering=cell(
                "sublimited", "a limit below the aggregate is quoted", limit=250_000.0, limit_unit="USD", retention=50_000.0, via="quote",
                confidence=0.9, evidence=evidence(quote.document, 2, said or "Social engineering fraud $250,000 $50,000")),
            reputational_harm=cell("not_purchased", "the quote shows no limit for it", via="quote", confidence=0.9,
                                   evidence=evidence(quote.document, 2, "Reputation: Not Purchased")),
            client_cascade_liability=cell("unclear", "computer system can be read both ways", confidence=0.4, evidence=grant),
            bi_security=cell("covered", "granted, limit quoted", limit=limit, limit_unit="USD", waiting_hours=8.0, retention=0.0,
                             via="form", confidence=0.9, evidence=grant),
        )
        for option, limit in limits.items()
    ]  # fmt: skip
    terms = (
        Term(
            "aggregate_limit",
            "3000000",
            evidence(quote.document, 1, "$3,000,000"),
            "1",
            unit="USD",
            basis="aggregate",
            raw=said or "$3,000,000",
        ),
        Term("aggregate_limit", "5000000", evidence(quote.document, 1, "$5,000,000"), "2", unit="USD", basis="aggregate", raw="$5,000,000"),
        Term("named_insured", said or "Larkfield Managed IT LLC", evidence(quote.document, 1, said or "Larkfield Managed IT LLC")),
        Term("retro_date", "Full Prior Acts", evidence(quote.document, 1, "Retroactive date: Full Prior Acts")),
        Term("premium", "18450.5", evidence(quote.document, 3, "$18,450.50"), "1", unit="USD", raw="$18,450.50"),
    )
    clause = Clause("c1", "I.A", said or "Technology errors", "insuring_agreement", ("tech_eo",), 0.88, words, grant)
    offers = (
        Offer(
            halden,
            "Halden Mutual",
            (Reading(form, (clause,), takings=(fines, war)), Reading(quote, terms=terms, options=("1", "2"))),
            "2026",
        ),
        Offer(brightwater, "Brightwater", (Reading(letter, rejected=2),), "2026"),
        Offer(quay, "Old Quay", (Reading(slip), Reading(scan)), "2026"),
    )
    silent = cell(
        "silent", "no grant and no exclusion found in 22 pages of wording.pdf: 9 insuring agreements, 41 definitions, 24 exclusions"
    )
    granted = cell(
        "granted", "granted on p. 2, no limit seen", via="form", confidence=0.7, evidence=evidence(letter.document, 2, "we agree to pay")
    )
    unread = cell("unknown", "only a slip: the wording was not there")
    judged = (
        *schedule[0],
        *schedule[1],
        *cells(brightwater, "Brightwater", "1", silent, **dict.fromkeys(("tech_eo", "privacy_liability", "cyber_extortion"), granted)),
        *cells(quay, "Old Quay", "1", unread, privacy_liability=cell(
            "quoted", "a limit is quoted, the wording was not read", limit=2_000_000.0, limit_unit="GBP", retention=10_000.0, via="quote",
            confidence=0.8, evidence=evidence(slip.document, 3, "GBP 2,000,000 any one claim"))),
    )  # fmt: skip
    return Comparison(
        name, "medium", ("managed IT", "backup"), offers, (form, quote, letter, slip, scan, locked), judged, {"read": 1.23456}
    )


def written(comparison: Comparison, folder: Path) -> GapTable:
    folder.mkdir()
    gaps = gap_table(comparison, CATALOGUE)
    write_outputs(comparison, gaps, folder, {"versions": {"covergap": "0.1.0"}, "catalogue": CATALOGUE.digest})
    return gaps


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("account") / "out"
    written(account(), folder)
    return folder


@pytest.fixture(scope="module", params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("hostile") / "out"
    written(account(said=request.param), folder)
    return request.param, folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Tables


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_of_the_contract(out: Path, name: str) -> None:
    assert (out / f"{name}.csv").read_bytes().split(b"\r\n")[0].decode() == COLUMNS[name].replace(" ", ",")
    assert list(pd.read_parquet(out / f"{name}.parquet").columns) == COLUMNS[name].split()


def test_gaps_has_a_column_per_offer_option(out: Path) -> None:
    header = list(rows(out, "gaps")[0])
    assert header[:5] == ["row_group", "row", "name", "tier", "recommended"]
    assert header[5:] == [
        "2026/halden / Halden Mutual / option 1", "2026/halden / Halden Mutual / option 2",
        "2026/brightwater / Brightwater / option 1", "2026/old quay / Old Quay / option 1",
    ]  # fmt: skip
    crime = next(row for row in rows(out, "gaps") if row["row"] == "social_engineering")
    assert crime[header[5]] == "sublimited: USD 250,000, retention USD 50,000 [quote.pdf p. 2]"


def test_numbers_are_plain_and_what_is_not_stated_is_empty(out: Path) -> None:
    row = next(row for row in rows(out, "coverages") if row["coverage"] == "bi_security")
    assert (row["limit"], row["retention"], row["waiting_hours"], row["coinsurance_pct"]) == ("3000000", "0", "8", "")
    assert (row["x0"], row["top"], row["x1"], row["page"], row["severity"]) == ("72", "140.12", "523.46", "4", "0")
    silent = next(row for row in rows(out, "coverages") if row["status"] == "silent")
    assert [silent[name] for name in ("document", "page", "x0", "quote")] == [""] * 4 and silent["severity"]
    assert {row["severity"] for row in rows(out, "coverages") if row["status"] in ("unclear", "unknown")} == {""}


def test_every_option_has_every_coverage(out: Path) -> None:
    assert len(rows(out, "coverages")) == 4 * len(CATALOGUE.coverages)


def test_parquet_holds_the_same_typed(out: Path) -> None:
    for name in (*COLUMNS, "gaps"):
        table, frame = rows(out, name), pd.read_parquet(out / f"{name}.parquet")
        assert len(frame) == len(table)
        for column in frame.columns:
            for text, value in zip((row[column] for row in table), frame[column], strict=True):
                stored = "" if pd.isna(value) else value if isinstance(value, str) else f"{float(value):.4f}".rstrip("0").rstrip(".")
                assert text.removeprefix(" ") == stored, (name, column)
    assert str(pd.read_parquet(out / "coverages.parquet")["limit"].dtype) == "float64"


def test_two_runs_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    written(account(), tmp_path / "again")
    for path in sorted(out.iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_an_account_without_offers_still_lists_its_documents(tmp_path: Path) -> None:
    comparison = replace(account(), offers=(), cells=())
    gaps = written(comparison, tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 6 and not gaps.columns
    assert "No offer with a document that can evidence cover" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_an_amount_beyond_all_numbers_stops_no_writer(tmp_path: Path) -> None:
    comparison = account()
    endless = tuple(replace(judged, limit=float("inf")) for judged in comparison.cells)
    written(replace(comparison, cells=endless), tmp_path / "out")
    assert {row["limit"] for row in rows(tmp_path / "out", "coverages")} == {"inf"}


def test_run_json_counts(out: Path) -> None:
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["counts"]["rejected_quotations"] == 2 and run["counts"]["options"] == 4
    assert run["counts"]["documents"] == {"encrypted": 1, "partial": 1, "read": 4}
    assert run["versions"] == {"covergap": "0.1.0"} and run["seconds"] == {"read": 1.235} and len(run["inputs"]) == 6


# Workbook


def test_the_workbook_and_the_tables_say_the_same(out: Path) -> None:
    book = openpyxl.load_workbook(out / "gaps.xlsx")
    assert book.sheetnames == ["Comparison", "Gaps", "Exclusions", "Terms", "Documents", "Evidence"]
    numbers = {
        (row["offer_folder"] + " / " + row["carrier"], row["option"], row["status"].replace("_", " "), row["quote"]):
        (row["limit"], row["retention"], row["page"])
        for row in rows(out, "coverages")
    }  # fmt: skip
    gaps = book["Gaps"]
    head = [item.value for item in gaps[1]]
    listed = [dict(zip(head, (item.value for item in row), strict=True)) for row in gaps.iter_rows(min_row=2)]
    assert listed
    for gap in listed:
        limit, retention, page = numbers[gap["offer"], gap["option"], gap["status"], gap["quote"] or ""]
        assert [float(x) if x else None for x in (limit, retention, page)] == [gap["limit"], gap["retention"], gap["page"]]
    severities = [gap["severity"] for gap in listed if gap["queue"] == "gap"]
    assert severities == sorted(severities, reverse=True)
    for name in ("exclusions", "terms", "documents"):
        assert book[name.capitalize()].max_row == len(rows(out, name)) + 1


def test_the_first_sheet_reads_as_it_stands(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "gaps.xlsx")["Comparison"]
    assert sheet["A1"].value == "Gap table: Larkfield Managed IT"
    found = next(row for row in sheet.iter_rows() if row[0].value == CATALOGUE.coverages["social_engineering"].name)
    assert found[3].value == "sublimited\nUSD 250,000, retention USD 50,000\n[quote.pdf p. 2]"
    assert "Social engineering fraud $250,000" in found[3].comment.text
    assert sheet.freeze_panes == f"B{next(row[0].row for row in sheet.iter_rows() if row[0].value == 'Recommended') + 1}"


def test_hostile_text_stays_text_in_the_workbook(hostile: tuple[str, Path]) -> None:
    said, folder = hostile
    book = openpyxl.load_workbook(folder / "gaps.xlsx")
    texts = [item for sheet in book for row in sheet.iter_rows() for item in row if item.value is not None]
    assert {item.data_type for item in texts} <= {"s", "n"}
    assert not any(item.hyperlink for item in texts)
    shown = readable(said).replace("\r\n", "\n")
    assert any(isinstance(item.value, str) and shown in item.value.replace("_x000D_", "").replace("\r", "") for item in texts)


# Report


class Page(HTMLParser):
    """Collects tags, addresses and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_report_is_self_contained_and_opens_every_citation(out: Path) -> None:
    page = Page((out / "report.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags and "link" not in page.tags and "img" not in page.tags
    assert all(value and value.startswith("#") for name, value in page.attributes if name in ("href", "src"))
    text = " ".join(" ".join(page.text).split())
    for row in rows(out, "coverages"):
        assert row["quote"] in text and row["reason"] in text
    assert "defence costs of a regulatory proceeding" in text  # the taking beside the grant, with its carve-back
    assert "encrypted" in text and "A password is needed to open it." in text
    assert "does not replace the policy" in text and "you are covered" not in text.lower()


def test_hostile_text_stays_text_in_the_report(hostile: tuple[str, Path]) -> None:
    said, folder = hostile
    source = (folder / "report.html").read_text(encoding="utf-8")
    page = Page(source)
    assert "script" not in page.tags and "img" not in page.tags
    assert not any(name.startswith("on") for name, _ in page.attributes)
    assert all(value and value.startswith("#") for name, value in page.attributes if name in ("href", "src"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", source)
    assert readable(said).replace("\r\n", "\n") in "".join(page.text).replace("\r\n", "\n")


# CSV and terminal


def test_hostile_text_stays_text_in_the_tables(hostile: tuple[str, Path]) -> None:
    said, folder = hostile
    stored = said.encode("utf-8", "replace").decode()
    term = next(row for row in rows(folder, "terms") if row["term"] == "named_insured")
    assert term["value"].removeprefix(" ") == stored and not term["value"].startswith(("=", "+", "-", "@"))
    frame = pd.read_parquet(folder / "terms.parquet")
    assert stored in set(frame["value"])


def test_hostile_text_stays_text_in_the_terminal(hostile: tuple[str, Path], tmp_path: Path) -> None:
    said, _ = hostile
    comparison = account(name=said, said=said)
    screen = io.StringIO()
    print_summary(comparison, gap_table(comparison, CATALOGUE), tmp_path, Console(file=screen, width=120, force_terminal=False))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", screen.getvalue())
    assert readable(said)[:20].split("\r")[0] in screen.getvalue()


def test_the_summary_shows_must_have_gaps_and_where_the_files_lie(tmp_path: Path) -> None:
    comparison = account()
    screen = io.StringIO()
    print_summary(comparison, gap_table(comparison, CATALOGUE), tmp_path, Console(file=screen, width=140))
    text = screen.getvalue()
    assert "Halden Mutual" in text and "option 2" in text and "sublimited" in text and "USD 250,000" in text
    assert "encrypted: locked.pdf: A password is needed" in text
    assert str(tmp_path) in text.replace("\n", "")


def test_what_evidences_nothing_and_what_expires_is_not_counted_in_the_verdict(tmp_path: Path) -> None:
    comparison = account()
    brightwater = comparison.offers[1]
    brochure = replace(brightwater.readings[0], document=replace(brightwater.readings[0].document, type="marketing"))
    expiring = replace(comparison.offers[2], term="2025")
    changed = replace(comparison, offers=(comparison.offers[0], replace(brightwater, readings=(brochure,)), expiring))
    gaps = gap_table(changed, CATALOGUE)
    assert verdict(gaps).startswith("4 must-have gaps in 2 options, and 2 must-haves to be read.")
    screen = io.StringIO()
    print_summary(changed, gaps, tmp_path, Console(file=screen, width=160))
    assert "Brightwater / option 1: nothing that can evidence cover was read" in screen.getvalue()
    assert "expiring term" in screen.getvalue()


def test_the_summary_for_programs(tmp_path: Path) -> None:
    comparison = account()
    gaps = gap_table(comparison, CATALOGUE)
    summary = json.loads(json.dumps(summary_json(comparison, gaps, tmp_path)))
    assert len(summary["options"]) == 4 and len(summary["gaps"]) == len(gaps.top_gaps)
    assert [item["document"] for item in summary["documents"]["attention"]] == ["2026/old quay/scan.pdf", "locked.pdf"]
