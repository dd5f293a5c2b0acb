"""The sample client from folder to tables: the golden run, the traps, and every quotation found again on its page."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from extractors.evidence import folded
from flows.compare import Result, compare_folder
from models.errors import ExitStatus

pytest.importorskip("tesserocr", reason="there is no OCR engine for this system")

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / "sample_docs" / "client"
GOLDEN = ROOT / "outputs" / "client"
TRAPS = tomllib.loads((ROOT / "sample_docs" / "traps.toml").read_text(encoding="utf-8"))["trap"]
TABLES = ("documents", "coverages", "exclusions", "terms", "clauses", "endorsements", "gaps", "changes")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return compare_folder(CLIENT, tmp_path_factory.mktemp("out"), workers=2)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("table", TABLES)
def test_the_golden_run(run: Result, table: str) -> None:
    """After a change of the reading that is meant: `make demo`, look at the difference, commit the tables."""
    assert (run.folder / f"{table}.csv").read_bytes() == (GOLDEN / f"{table}.csv").read_bytes()


def test_one_worker_or_two_give_the_same_bytes(run: Result, tmp_path: Path) -> None:
    again = compare_folder(CLIENT, tmp_path, workers=1)
    for file in sorted(run.folder.iterdir()):
        if file.name != "run.json":
            assert (again.folder / file.name).read_bytes() == file.read_bytes(), file.name


def test_every_file_is_accounted_for(run: Result) -> None:
    assert run.exit_status == ExitStatus.NEEDS_ATTENTION
    found = {row["document"]: row["status"] for row in rows(run.folder, "documents")}
    assert set(found) == {path.relative_to(CLIENT).as_posix() for path in CLIENT.rglob("*.pdf")}
    assert {name: status for name, status in found.items() if status != "read"} == {
        "2026/ostermere/Ostermere quote (protected).pdf": "encrypted",
        "2026/stonequill/Quote SQ (download).pdf": "corrupt",
        "2026/tidewell/Endorsement to follow.pdf": "empty",
    }


@pytest.mark.parametrize("table", ["coverages", "exclusions", "terms", "clauses"])
def test_every_quotation_stands_on_its_page(run: Result, table: str) -> None:
    pages: dict[str, list[str]] = {}
    checked = 0
    for row in rows(run.folder, table):
        quote = row.get("quote") or (row["text"][:60] if table == "clauses" else "")
        if not quote:
            continue
        if row["document"] not in pages:
            document = pdfium.PdfDocument(CLIENT / row["document"])
            pages[row["document"]] = [folded(page.get_textpage().get_text_range()) for page in document]
        if table != "clauses" and pages[row["document"]][int(row["page"]) - 1]:  # a picture has no text to find it in
            assert folded(quote) in pages[row["document"]][int(row["page"]) - 1], row
        x0, top, x1, bottom = (float(row[edge]) for edge in ("x0", "top", "x1", "bottom"))
        assert 0 <= x0 < x1 <= 620 and 0 <= top < bottom <= 850, row
        checked += 1
    assert checked > 50


def test_no_quotation_was_rejected(run: Result) -> None:
    assert json.loads((run.folder / "run.json").read_text(encoding="utf-8"))["rejected_quotations"] == 0


@pytest.mark.parametrize("trap", TRAPS, ids=[f"{trap['offer']} {trap['coverage']} {trap.get('option', '')}".strip() for trap in TRAPS])
def test_trap(run: Result, trap: dict[str, Any]) -> None:
    found = [
        row
        for row in rows(run.folder, "coverages")
        if (row["offer_folder"], row["coverage"]) == (trap["offer"], trap["coverage"])
        and row["option"] == trap.get("option", row["option"])
    ]
    assert found
    for row in found:
        assert row["status"] in trap["status"], f"{row['status']}: {row['reason']} (trap: {trap['why']})"
        assert "limit" not in trap or float(row["limit"]) == trap["limit"]
