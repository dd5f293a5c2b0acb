"""Documents of a client held against each other: strangers, scans of what is there as text, forms that a list names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.compare import held_together
from models.listed_forms import absent_forms
from models.records import Box, Document, DocumentType, Evidence, Offer, Reading, ScheduleLine, Term, TextSource

PLACE = Evidence("Declarations.pdf", 1, Box(0, 0, 10, 10), "Limit")


def document(name: str, kind: DocumentType = "declarations", source: TextSource = "text", **facts: str) -> Reading:
    return Reading(replace(Document(name, "offer", name, kind, text_source=source), **facts))  # type: ignore[arg-type]


def held(account: str, *readings: Reading) -> list[Document]:
    [offer] = held_together([Offer("offer", "Alder", readings)], account)
    return [reading.document for reading in offer.readings]


@pytest.mark.parametrize(
    ("account", "insured", "number", "of_another"),
    [
        ("wrenhaven", "Ottershaw Dental Group, P.C.", "CX-9", True),
        ("wrenhaven", "WRENHAVEN MANAGED IT INC", "CX-9", False),
        ("wrenhaven", "Ottershaw Dental d/b/a Wrenhaven Dental", "CX-9", False),  # a trade name counts as well
        ("wrenhaven", "Corve Landing Holdings, Inc.", "CX-1", False),  # the parent, on the client's own policy
        ("wrenhaven", "Ottershaw Dental Group, P.C.", "", False),  # without a number of its own: a misread name, maybe
        ("wrenhaven", "", "CX-9", False),
        ("renewals 2026", "Ottershaw Dental Group, P.C.", "CX-9", False),  # nothing tells whose folder it is
    ],
)
def test_documents_of_another_insured(account: str, insured: str, number: str, of_another: bool) -> None:
    ours = document("a.pdf", insured="Wrenhaven Managed IT, Inc.", policy_number="CX-1")
    assert held(account, ours, document("b.pdf", insured=insured, policy_number=number))[1].of_another is of_another


def stating(reading: Reading, extortion: float, terms: int = 9) -> Reading:
    line = ScheduleLine("1", "cyber_extortion", "limit", PLACE, extortion, retention=5000)
    stated = tuple(Term(f"term_{number}", "1", PLACE) for number in range(terms))
    return replace(reading, schedule=(line,), terms=(*stated, Term("coverage_limit", str(extortion), PLACE, coverage="cyber_extortion")))


def test_a_scan_of_a_text_is_a_duplicate_and_their_difference_is_told() -> None:
    text, scan = stating(document("text.pdf"), 250_000), stating(document("scan.pdf", source="ocr"), 260_000)
    [offer] = held_together([Offer("offer", "Alder", (scan, text))], "")
    copy, read = offer.readings
    assert (copy.document.status, copy.schedule, read.document.status) == ("duplicate", (), "read")
    assert "cyber extortion 260,000, retention 5,000 in the scan, 250,000, retention 5,000 in the text" in copy.document.reason
    assert "scan of the same document says 260,000" in read.schedule[0].doubt


@pytest.mark.parametrize(
    "other",
    [
        stating(document("scan.pdf", source="ocr", policy_number="CX-88"), 250_000),  # another policy
        stating(document("scan.pdf", "quote", source="ocr"), 250_000),
        stating(document("scan.pdf", source="ocr"), 250_000, terms=2),
        stating(document("scan.pdf"), 250_000),
    ],
)
def test_other_documents_are_no_scans_of_it(other: Reading) -> None:
    text = stating(document("text.pdf", policy_number="AX-12"), 250_000)
    assert [row.status for row in held("", text, other)] == ["read", "read"]


@pytest.mark.parametrize(
    ("listed", "borne", "told"),
    [
        ("CX 100 (04/26)", ("CX 100 (04/26)",), ""),
        ("CX 100 (04/26)", ("CX-100 (04/2026)",), ""),
        ("CX 100 (04/26)", ("CX 100 (01/24)",), "form.pdf is of edition 01/24, and Declarations.pdf p. 1 lists CX 100 (04/26)"),
        ("CX 231 (04/26)", ("CX 100 (04/26)",), "CX 231 (04/26), listed on Declarations.pdf p. 1, is not among the documents"),
        ("CX 231 (04/26)", (), ""),  # the form prints no number: it may be that one
    ],
)
def test_listed_forms(listed: str, borne: tuple[str, ...], told: str) -> None:
    declarations = replace(document("Declarations.pdf"), terms=(Term("forms_list", listed, PLACE, raw=listed),))
    form = replace(document("form.pdf", "policy_form"), forms=borne)
    assert "; ".join(absent.told for absent in absent_forms((declarations, form))) == told
    assert all(absent.matters for absent in absent_forms((declarations, form)))
