"""Words on a page -> lines in reading order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.pdf import Line, Page, Word
from extractors.pdf.furniture import set_apart
from extractors.pdf.layout import union
from extractors.pdf.order import reading_order
from models.records import Box
from tests.layout import HEIGHT, LEADING, WIDTH, words_of

PROSE = "the insurer pays what the insured must pay after a breach of its duty"


def column(text: str, x0: float, rows: int, shift: float = 0.0) -> list[Word]:
    """`rows` lines of prose, each begun with its column's name and its number."""
    return [word for row in range(rows) for word in words_of(f"{text}{row} {PROSE[:40]}", x0, 100 + shift + row * LEADING)]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    lines = reading_order(column("left", 60, 12) + column("right", 330, 12))
    assert [line.words[0].text for line in lines] == [f"left{n}" for n in range(12)] + [f"right{n}" for n in range(12)]


def test_columns_whose_baselines_do_not_meet() -> None:
    lines = reading_order(column("left", 60, 14) + column("right", 330, 14, shift=5.0))
    assert [line.words[0].text for line in lines] == [f"left{n}" for n in range(14)] + [f"right{n}" for n in range(14)]


def test_a_heading_over_both_columns_parts_them() -> None:
    above = words_of("WHAT IS INSURED AND WHAT IS NOT INSURED UNDER EACH OF THE MODULES OF THIS CONTRACT OF INSURANCE", 60, 80)
    lines = reading_order(above + column("left", 60, 12) + column("right", 330, 12))
    assert [line.words[0].text for line in lines][:2] == ["WHAT", "left0"]


def test_what_is_and_what_is_not_paid_side_by_side_is_read_section_by_section() -> None:
    words: list[Word] = []
    for section, top in (("One", 80), ("Two", 280)):
        words += words_of(f"**Section** **{section}**", 60, top)
        words += words_of("**We** **will** **pay**", 60, top + 20) + words_of("**We** **will** **not** **pay**", 330, top + 20)
        for name, x0 in (("paid", 60), ("unpaid", 330)):
            words += [w for n in range(9) for w in words_of(f"{name}{section}{n} {PROSE[:40]}", x0, top + 40 + n * LEADING)]
    begins = [line.text if line.words[0].bold else line.words[0].text for line in reading_order(words)]
    assert begins == [
        text
        for section in ("One", "Two")
        for text in (
            f"Section {section}",
            "We will pay",
            *(f"paid{section}{n}" for n in range(9)),
            "We will not pay",
            *(f"unpaid{section}{n}" for n in range(9)),
        )
    ]


def test_rows_of_a_table_stay_whole() -> None:
    rows = [(f"Agreement {letter}", f"${n},000,000", "$25,000") for n, letter in enumerate("ABCDEFGHIJKL", 1)]
    words = [
        word
        for n, (name, limit, retention) in enumerate(rows)
        for word in words_of(name, 60, 100 + n * LEADING)
        + words_of(limit, 300, 100 + n * LEADING)
        + words_of(retention, 450, 100 + n * LEADING)
    ]
    assert [line.text for line in reading_order(words)] == [" ".join(row) for row in rows]


def test_a_label_in_the_margin_stands_before_the_text_beside_it() -> None:
    label = words_of("**NOTICE** **OF**", 50, 100) + words_of("**CLAIMS**", 50, 112)
    lines = reading_order(label + [w for n in range(16) for w in words_of(f"body{n} {PROSE}", 180, 104 + n * LEADING)])
    assert [line.text.split(" the ")[0] for line in lines][:3] == ["NOTICE OF CLAIMS", "body0", "body1"]


def test_names_in_the_first_columns_of_a_table_of_agreements_stand_before_what_they_pay() -> None:
    rows = [(100 + 40 * n, f"**{n}.** **Agreement** **Number** **{n}**", f"pays{n}") for n in range(1, 9)]
    words = words_of("The insurer pays for what is listed here where a limit stands in the schedule", 60, 80)
    for top, name, paid in rows:
        words += words_of(name, 60, top) + words_of(f"{paid} {PROSE}", 200, top) + words_of(PROSE, 200, top + LEADING)
    starts = [line.words[0].text for line in reading_order(words)]
    assert starts[0] == "The"
    assert starts[1:] == [start for n in range(1, 9) for start in (f"{n}.", f"pays{n}", "the")]


def test_running_heads_and_feet_are_set_apart() -> None:
    def page(number: int) -> Page:
        body = [Line(tuple(words_of(f"clause {number} pays what it says", 72, 200)))]
        head = Line(tuple(words_of("CYBER POLICY SQ 100", 72, 30)))
        foot = Line(tuple(words_of(f"Page {number} of 3", 280, 760)))
        return Page(number, WIDTH, HEIGHT, (head, *body, foot))

    for page_apart in set_apart([page(1), page(2), page(3)]):
        assert [line.text for line in page_apart.lines] == [f"clause {page_apart.number} pays what it says"]
        assert len(page_apart.furniture) == 2


def test_a_line_that_returns_below_the_first_of_the_text_is_no_running_head() -> None:
    def page(number: int) -> Page:
        head = Line(tuple(words_of("CYBER POLICY SQ 100", 72, 30)))
        section = Line(tuple(words_of(f"Section {'ABC'[number - 1]}", 72, 55)))
        paid = Line(tuple(words_of("We will pay", 72, 75)))
        return Page(number, WIDTH, HEIGHT, (head, section, paid, Line(tuple(words_of("the cost", 72, 200)))))

    for page_apart in set_apart([page(1), page(2), page(3)]):
        assert [line.text for line in page_apart.lines][1:] == ["We will pay", "the cost"]
        assert [line.text for line in page_apart.furniture] == ["CYBER POLICY SQ 100"]


boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), st.floats(0, 500), st.floats(0, 700), st.floats(1, 90), st.floats(6, 14))


@given(st.lists(boxes, min_size=1, max_size=60))
def test_every_word_is_read_exactly_once(found: list[Box]) -> None:
    words = [Word(f"w{n}", box, 10.0) for n, box in enumerate(found)]
    read = [word for line in reading_order(words) for word in line.words]
    assert sorted(word.text for word in read) == sorted(word.text for word in words)


@given(st.lists(boxes, min_size=1, max_size=20))
def test_a_union_holds_its_boxes(found: list[Box]) -> None:
    whole = union(found)
    assert all(whole.x0 <= b.x0 and whole.top <= b.top and whole.x1 >= b.x1 and whole.bottom >= b.bottom for b in found)
