"""Pages without usable text: which they are, how their picture is made straight, and what is read from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.options import ReadOptions
from extractors.pdf import Page, read_pdf
from extractors.pdf.ocr.engine import Picture
from extractors.pdf.ocr.figures import REPAIRED, repaired
from extractors.pdf.ocr.need import usable
from extractors.pdf.ocr.skew import skew_of, straightened
from extractors.reading import read_document
from models.records import Box
from tests.scans import pictures, printed, scan

pytest.importorskip("tesserocr", reason="there is no OCR engine for this system")

PROSE = (
    "We will pay on behalf of the insured all loss in excess of the retention which the insured becomes legally obligated to pay as a "
    "result of a claim first made during the policy period for a wrongful act that took place after the retroactive date, provided that "
    "the insured gives us notice of the claim as soon as practicable and in no event later than sixty days after the policy ends."
)
SHIFTED = "".join(chr((ord(char) - 97 + 3) % 26 + 97) if char.isalpha() else char for char in PROSE.lower())
LINES = (
    "Quillon Harbour Insurance Company",
    "Cyber and technology quotation number QX-774410",
    "Named insured: Marlowe Managed Systems, Inc.",
    "Policy aggregate limit: USD 2,000,000",
    "Retention each claim: USD 10,000",
    "Cyber extortion sublimit: USD 500,000",
    "Policy period: 03/01/2026 to 03/01/2027",
    "This quotation is valid for thirty days and subject to a signed application.",
)
WORDS = sorted(word for line in LINES for word in line.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROSE, True),
        ("1,000,000 10,000 500,000 10,000 250,000 25,000 12 hours 1,000,000 10,000", True),  # a schedule of figures
        ("Dear Sirs, cover is bound from today. Yours truly", True),  # too short to tell its language
        ("Page 3 of 9", False),  # under a picture there is often no more
        (SHIFTED, False),  # a font whose letters stand for others
        ("".join(chr(0xE000 + ord(char)) for char in PROSE), False),  # a font without meanings: private use
        ("(cid:12)(cid:45)(cid:7) " * 30, False),
        ("limit \ufffd\ufffd\ufffd retention \ufffd\ufffd\ufffd\ufffd " * 5, False),
        (PROSE + " \ufffd\ue000", True),  # a bullet or two of a font of signs
    ],
)
def test_whether_a_layer_of_text_is_usable(text: str, expected: bool) -> None:
    assert usable(text) is expected


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("$l,000,000", "$1,000,000"),
        ("S1,OOO,000", "$1,000,000"),
        ("2S0,000;", "250,000;"),
        ("UsSD", "USD"),
        ("usD", "USD"),
    ],
)
def test_a_figure_that_can_be_nothing_else_is_put_right_and_held_in_doubt(read: str, right: str) -> None:
    assert repaired(read, 0.93) == (right, REPAIRED)


@pytest.mark.parametrize("read", ["$1,000,000", "USD", "SOLOS", "Ill,", "B.7", "IO,SOB", "03/01/2026", "used"])
def test_other_words_stay_as_they_were_read(read: str) -> None:
    assert repaired(read, 0.93) == (read, 0.93)


sides = st.floats(100, 2000)
shares = st.floats(0, 1)


@given(sides, sides, shares, shares, st.sampled_from((0, 90, 180, 270)), st.floats(-5, 5))
def test_a_box_goes_to_the_page_as_shown_and_back(width: float, height: float, x: float, y: float, turn: int, skew: float) -> None:
    page = Page(1, width, height, (), turn=turn, skew=skew)  # type: ignore[arg-type]
    box = Box(x * width * 0.9, y * height * 0.9, x * width * 0.9 + 20, y * height * 0.9 + 8)
    assert page.turned(page.shown(box)) == pytest.approx(box, abs=1e-6)
    across, down = (box.bottom - box.top, box.x1 - box.x0) if turn in (90, 270) else (box.x1 - box.x0, box.bottom - box.top)
    shown = page.shown(box)
    assert (shown.x1 - shown.x0, shown.bottom - shown.top) == pytest.approx((across, down))


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.6, 3.0])
def test_how_far_a_page_is_askew(tmp_path: Path, angle: float) -> None:
    (picture,) = pictures(scan(tmp_path / "scan.pdf", printed(tmp_path / "plain.pdf", LINES), skew=angle), 150)
    askew = Picture(np.asarray(picture), 150 / 72)
    assert skew_of(askew) == pytest.approx(-angle, abs=0.1)
    assert skew_of(straightened(askew, skew_of(askew))) == 0


def test_a_picture_without_lines_is_not_turned() -> None:
    assert skew_of(Picture(np.full((1100, 850), 255, np.uint8), 100 / 72)) == 0


def words_of(page: Page) -> list[str]:
    return sorted(word.text for line in (*page.text, *page.furniture) for word in line.words)


def test_a_page_laid_in_askew(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", printed(tmp_path / "plain.pdf", LINES), skew=2.0)
    (page,) = read_pdf(path).pages
    assert page.source == "ocr" and page.skew == pytest.approx(-2.0, abs=0.1) and page.confidence > 0.9
    assert words_of(page) == WORDS
    (amount,) = [word for line in page.text for word in line.words if word.text == "2,000,000"]
    assert amount.confidence < 1
    shown, drawn = page.shown(amount.box), turned_about_middle(place_of("2,000,000"), 2.0)
    assert middle(shown) == pytest.approx(drawn, abs=4)  # points: within the word


def place_of(word: str) -> tuple[float, float]:
    """The middle of a word on the printed page."""
    number, line = next((number, line) for number, line in enumerate(LINES) if word in line)
    before = stringWidth(line[: line.index(word)], "Helvetica", 11)
    return 72 + before + stringWidth(word, "Helvetica", 11) / 2, 100 + 22 * number - 4


def turned_about_middle(point: tuple[float, float], clockwise: float) -> tuple[float, float]:
    angle = np.radians(clockwise)
    x, y = point[0] - 306, point[1] - 396
    return 306 + x * np.cos(angle) - y * np.sin(angle), 396 + x * np.sin(angle) + y * np.cos(angle)


def middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def test_a_page_fed_sideways(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", printed(tmp_path / "plain.pdf", LINES), turn=90)
    (page,) = read_pdf(path).pages
    assert (page.source, page.turn) == ("ocr", 270)
    assert words_of(page) == WORDS
    (amount,) = [word for line in page.text for word in line.words if word.text == "2,000,000"]
    x, y = place_of("2,000,000")
    assert middle(page.shown(amount.box)) == pytest.approx((792 - y, x), abs=4)


def test_a_fax_with_its_head_as_text_is_read_once(tmp_path: Path) -> None:
    head = "07/14/2026 10:32 FROM 5550123 P. 01/09"
    path = scan(tmp_path / "fax.pdf", printed(tmp_path / "plain.pdf", LINES), typed=head)
    (page,) = read_pdf(path).pages
    assert page.source == "ocr"
    assert words_of(page) == sorted([*WORDS, *head.split()])


def test_a_blank_page_is_no_picture(tmp_path: Path) -> None:
    blank = printed(tmp_path / "blank.pdf", [])
    (page,) = read_pdf(blank).pages
    assert (page.source, page.lines) == ("text", ())
    assert "OCR" not in read_document(blank, blank.name, "").document.reason


def test_without_time_the_pages_are_told_as_unread(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", printed(tmp_path / "plain.pdf", LINES))
    document = read_document(path, path.name, "", ReadOptions(recognising_seconds=0)).document
    assert (document.status, document.text_source) == ("partial", "none")
    assert document.reason.startswith("page 1 not read: no time was left to recognise the picture")
