"""The sample documents: made from their wordings, true to their records, and as varied as a broker's folder."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.catalogue import load_catalogue

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_docs"
PDFS = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.pdf"))
TRAPS = tomllib.loads((SAMPLES / "traps.toml").read_text(encoding="utf-8"))["trap"]
UNREADABLE = {
    "client/2026/ostermere/Ostermere quote (protected).pdf": "encrypted",
    "client/2026/stonequill/Quote SQ (download).pdf": "corrupt",
    "client/2026/tidewell/Endorsement to follow.pdf": "empty",
}
SCAN = "client/2026/lanternfield/scan0001.pdf"
READABLE = [name for name in PDFS if name not in UNREADABLE and name != SCAN]
STONEQUILL = "client/2026/stonequill/SQ-9020 CyberShelf form.pdf"
STONEQUILL_QUOTE = "client/2026/stonequill/Quote SQ three options.pdf"
BRACKENHOLT = "client/2026/brackenholt/BHK-TC-100 policy form.pdf"
TIDEWELL = "client/2026/tidewell/Tidewell Cyber & Tech wording TW-CT 26.pdf"
LANTERNFIELD = "client/2026/lanternfield/Letter agreement LF-7.pdf"


def truth(name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((SAMPLES / "truth" / name).with_suffix(".json").read_text(encoding="utf-8"))
    return record


def folded(text: str) -> str:
    return re.sub("[\\s\u00ad\ufffe\u0002-]+", "", text.lower())


def page_texts(name: str) -> list[str]:
    return [folded(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(SAMPLES / name)]


def entries(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything in a record that claims to stand on a page."""
    options = [*record.get("options", []), {"coverages": record.get("coverages", {}), "terms": record.get("terms", [])}]
    found = [entry for option in options for entry in (*option["coverages"].values(), *option["terms"])]
    return [entry for entry in (*found, *record["exclusions"].values()) if entry.get("anchor")]


def test_a_fresh_run_makes_the_committed_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "sample_docs.generate", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    made = {path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*.*")}
    committed = [*PDFS, *(path.relative_to(SAMPLES).as_posix() for path in (SAMPLES / "truth").rglob("*.json"))]
    assert made == {name: hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest() for name in committed}


@pytest.mark.parametrize("name", READABLE)
def test_what_a_record_says_stands_on_the_page_it_names(name: str) -> None:
    texts = page_texts(name)
    record = truth(name)
    assert record["pages"] == len(texts)
    for entry in entries(record):
        pages = entry.get("pages") or [entry["page"]]
        assert any(folded(entry["anchor"])[:40] in texts[page - 1] + "".join(texts[page : page + 1]) for page in pages), entry


@pytest.mark.parametrize("name", PDFS)
def test_records_speak_of_the_catalogue(name: str) -> None:
    catalogue = load_catalogue()
    record = truth(name)
    options = [*record.get("options", []), {"coverages": record.get("coverages", {}), "terms": record.get("terms", [])}]
    assert {coverage for option in options for coverage in option["coverages"]} <= set(catalogue.coverages)
    assert set(record["exclusions"]) <= set(catalogue.exclusions)
    assert {term["id"] for option in options for term in option["terms"]} <= set(catalogue.terms)


@pytest.mark.parametrize(
    ("form", "pages", "granted", "excluding"),
    [(BRACKENHOLT, 12, 25, 20), (STONEQUILL, 12, 12, 25), (TIDEWELL, 4, 20, 18), (LANTERNFIELD, 3, 8, 20)],
)
def test_forms_are_as_long_and_as_rich_as_real_ones(form: str, pages: int, granted: int, excluding: int) -> None:
    record = truth(form)
    assert record["pages"] >= pages
    assert sum(coverage["verdict"] == "granted" for coverage in record["coverages"].values()) >= granted
    assert sum(exclusion["present"] for exclusion in record["exclusions"].values()) >= excluding


@pytest.mark.parametrize(
    ("form", "coverage", "verdict"),
    [
        (STONEQUILL, "regulatory_proceedings", "excluded"),
        (STONEQUILL, "client_cascade_liability", "excluded"),
        (STONEQUILL, "invoice_manipulation", "silent"),
        (BRACKENHOLT, "client_cascade_liability", "granted"),
        (BRACKENHOLT, "wrongful_collection", "excluded"),
        (TIDEWELL, "dbi_system_failure", "excluded"),
        (LANTERNFIELD, "tech_eo", "excluded"),
        (LANTERNFIELD, "invoice_manipulation", "silent"),
    ],
)
def test_traps_of_the_forms(form: str, coverage: str, verdict: str) -> None:
    assert truth(form)["coverages"][coverage]["verdict"] == verdict


@pytest.mark.parametrize(
    ("option", "coverage", "verdict", "limit"),
    [
        (1, "social_engineering", "not_purchased", None),
        (2, "social_engineering", "sublimited", 100_000),
        (1, "bi_security", "sublimited", 500_000),
        (3, "bi_security", "sublimited", 500_000),
        (3, "tech_eo", "covered", 3_000_000),
        (3, "cyber_extortion", "sublimited", 250_000),
    ],
)
def test_options_of_the_three_option_quote(option: int, coverage: str, verdict: str, limit: int | None) -> None:
    line = truth(STONEQUILL_QUOTE)["options"][option - 1]["coverages"][coverage]
    assert (line["verdict"], line["limit"]) == (verdict, limit)


@pytest.mark.parametrize("term", ["retro_date", "premium"])
def test_the_renewal_changes_what_the_declarations_state(term: str) -> None:
    values = [
        {found["value"] for found in truth(name)["options"][0]["terms"] if found["id"] == term}
        for name in ("client/2025/brackenholt/Declarations 25-26.pdf", "client/2026/brackenholt/Declarations 26-27.pdf")
    ]
    assert values[0] and values[1] and values[0] != values[1]


def test_unreadable_files_are_unreadable() -> None:
    for name, status in UNREADABLE.items():
        assert truth(name)["status"] == status
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(SAMPLES / name)


def test_the_scan_is_a_picture() -> None:
    assert page_texts(SCAN) == [""]
    assert truth(SCAN)["text_source"] == "ocr"


def test_three_producers_at_least() -> None:
    metadata = [pypdfium2.PdfDocument(SAMPLES / name).get_metadata_dict() for name in READABLE]
    named = " ".join(f"{entry['Producer']} {entry['Creator']}" for entry in metadata)
    assert all(producer in named for producer in ("Typst", "ReportLab", "fpdf2"))


def test_the_samples_stay_small() -> None:
    assert sum((SAMPLES / name).stat().st_size for name in PDFS) < 3_000_000


@pytest.mark.parametrize("trap", TRAPS, ids=[f"{trap['offer']}-{trap['coverage']}" for trap in TRAPS])
def test_traps_name_an_offer_and_a_coverage(trap: dict[str, Any]) -> None:
    assert (SAMPLES / "client" / trap["offer"]).is_dir()
    assert trap["coverage"] in load_catalogue().coverages
