"""Words on a page -> lines in reading order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.laid_out import laid_out_document, reading
from benchmarks.order import distance, our_words, tokens
from extractors.kind import page_form_number
from extractors.language.source import source_text
from extractors.pdf import Line, Page, Word
from extractors.pdf.furniture import set_apart
from extractors.pdf.geometry import union
from extractors.pdf.layout import PrintedNumber
from extractors.pdf.order import arranged, as_rows, reading_order
from models.records import Box
from tests.layout import HEIGHT, LEADING, WIDTH, words_of

PROSE = "the insurer pays what the insured must pay after a breach of its duty"


def column(text: str, x0: float, rows: int, shift: float = 0.0) -> list[Word]:
    """`rows` lines of prose, each begun with its column's name and its number."""
    return [word for row in range(rows) for word in words_of(f"{text}{row} {PROSE[:40]}", x0, 100 + shift + row * LEADING)]


def begins(words: list[Word]) -> list[str]:
    """The first word of each line, as read."""
    return [line.words[0].text for line in reading_order(words)]


def numbered(*columns: tuple[str, int]) -> list[str]:
    """How the lines of columns begin, one column after the other."""
    return [f"{name}{number}" for name, rows in columns for number in range(rows)]


NARROW = "we pay what is owed to all by"
LAYOUTS = (
    # Three columns, the last one short
    (
        [w for name, x0, rows in (("a", 50, 12), ("b", 225, 12), ("c", 400, 3)) for n in range(rows)
         for w in words_of(f"{name}{n} {NARROW}", x0, 100 + n * LEADING)],
        numbered(("a", 12), ("b", 12), ("c", 3)),
    ),
    # Two columns above text over the full width
    (
        column("left", 60, 10) + column("right", 330, 8)
        + [w for n in range(3) for w in words_of(f"full{n} {PROSE} and what else the schedule says", 60, 240 + n * LEADING)],
        numbered(("left", 10), ("right", 8), ("full", 3)),
    ),
    # Columns of three rows are too few to tell from a table, unless longer ones stand at the same gutter
    (
        column("left", 60, 9) + column("right", 330, 9) + words_of(f"full0 {PROSE} and what else the schedule says", 60, 220)
        + column("below", 60, 3, shift=140) + column("beside", 330, 3, shift=140),
        numbered(("left", 9), ("right", 9), ("full", 1), ("below", 3), ("beside", 3)),
    ),
    # The name of a table stands over both its columns, though the frame keeps it from their heads
    (
        words_of("What is covered", 60, 84, bold=True) + words_of("What is not covered", 330, 84, bold=True)
        + column("paid", 60, 8) + column("refused", 330, 3) + words_of("Section 2 Theft", 60, 210, bold=True)
        + words_of("What is covered", 60, 238, bold=True) + words_of("What is not covered", 330, 238, bold=True)
        + column("stolen", 60, 8, shift=154) + column("lent", 330, 3, shift=154),
        ["What", *numbered(("paid", 8)), "What", *numbered(("refused", 3)), "Section",
         "What", *numbered(("stolen", 8)), "What", *numbered(("lent", 3))],
    ),
    # A heading with space above it and nothing beside it stands over both columns
    (
        column("a", 60, 9) + column("b", 330, 8) + words_of("**Heading**", 60, 232) + column("c", 60, 9, shift=150)
        + column("d", 330, 9, shift=150),
        [*numbered(("a", 9), ("b", 8)), "Heading", *numbered(("c", 9), ("d", 9))],
    ),
    # A heading within the left column does not, though the right one ends beside it
    (
        column("a", 60, 9) + words_of("**Heading**", 60, 220) + column("c", 60, 5, shift=140) + column("b", 330, 10),
        [*numbered(("a", 9)), "Heading", *numbered(("c", 5), ("b", 10))],
    ),
    # A row over the full width with a wide space just at the gutter
    (
        words_of(f"full0 {PROSE[:42]}", 60, 80) + words_of("event whether or not a claim is made", 318, 80)
        + column("left", 60, 10) + column("right", 330, 10),
        ["full0", *numbered(("left", 10), ("right", 10))],
    ),
    # A box right of the text is read after it
    (
        [w for n in range(12) for w in words_of(f"main{n} {PROSE}", 60, 100 + n * LEADING)]
        + [w for n in range(5) for w in words_of(f"box{n} limits are", 470, 112 + n * LEADING)],
        numbered(("main", 12), ("box", 5)),
    ),
    # Labels in plain type, each beside the beginning of a paragraph
    (
        [w for label, top in (("Notice", 100), ("Retention", 148), ("Transfer", 196)) for w in words_of(label, 50, top)]
        + [w for n in range(12) for w in words_of(f"text{n} {PROSE}{'.' if n % 4 == 3 else ''}", 160, 100 + n * LEADING)],
        ["Notice", *(f"text{n}" for n in range(4)), "Retention", *(f"text{n}" for n in range(4, 8)), "Transfer",
         *(f"text{n}" for n in range(8, 12))],
    ),
    # Labels of a slip with their values stay in their rows
    (
        [w for n, (label, value) in enumerate([("TYPE:", "Cyber liability of the first layer"), ("INSURED:", "Harrow Lane"),
                                              ("PERIOD:", "Twelve months"), ("INTEREST:", "Loss from an event in its systems")] * 3)
         for w in words_of(label, 60, 100 + n * LEADING) + words_of(value, 230, 100 + n * LEADING)],
        ["TYPE:", "INSURED:", "PERIOD:", "INTEREST:"] * 3,
    ),
)  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), LAYOUTS)
def test_layouts(words: list[Word], expected: list[str]) -> None:
    assert begins(words) == expected


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


def test_a_line_that_hangs_into_the_gutter_beside_a_number_runs_over_no_column() -> None:
    left = column("left", 60, 20) + words_of("x-", 301, 100 + 9 * LEADING)  # hangs a little into the gutter
    right = column("right", 352, 20) + words_of("2.", 340, 100 + 9 * LEADING)
    starts = begins(left + right)
    assert starts[:20] == [f"left{row}" for row in range(20)]
    assert starts[29] == "2."


def test_running_heads_and_feet_are_set_apart() -> None:
    def page(number: int) -> Page:
        body = [Line(tuple(words_of(f"clause {number} pays what it says", 72, 200)))]
        head = Line(tuple(words_of("CYBER POLICY SQ 100", 72, 30)))
        foot = Line(tuple(words_of(f"Page {number} of 3", 280, 760)))
        return Page(number, WIDTH, HEIGHT, (head, *body, foot))

    for page_apart in set_apart([page(1), page(2), page(3)]):
        assert [line.text for line in page_apart.lines] == [f"clause {page_apart.number} pays what it says"]
        assert len(page_apart.furniture) == 2


def test_a_running_foot_that_the_file_parts_otherwise_is_still_one() -> None:
    feet = ["AB-TF 0701 Page 1 of 3", "AB- TF 0701 Page 2 of 3", "AB-TF 0701 Page 3 of 3"]
    body = Line(tuple(words_of("what the clause pays", 72, 200)))
    pages = [Page(number, WIDTH, HEIGHT, (body, Line(tuple(words_of(foot, 72, 760))))) for number, foot in enumerate(feet, 1)]
    assert [[line.text for line in page.furniture] for page in set_apart(pages)] == [[foot] for foot in feet]


def test_a_line_that_returns_below_the_first_of_the_text_is_no_running_head() -> None:
    def page(number: int) -> Page:
        head = Line(tuple(words_of("CYBER POLICY SQ 100", 72, 30)))
        section = Line(tuple(words_of(f"Section {'ABC'[number - 1]}", 72, 55)))
        paid = Line(tuple(words_of("We will pay", 72, 75)))
        return Page(number, WIDTH, HEIGHT, (head, section, paid, Line(tuple(words_of("the cost", 72, 200)))))

    for page_apart in set_apart([page(1), page(2), page(3)]):
        assert [line.text for line in page_apart.lines][1:] == ["We will pay", "the cost"]
        assert [line.text for line in page_apart.furniture] == ["CYBER POLICY SQ 100"]


@pytest.mark.parametrize("figure", ["25%", "$3", "(3.5)"])
def test_a_figure_in_the_last_line_of_a_table_is_no_page_number(figure: str) -> None:
    rows = (Line(tuple(words_of("Coinsurance", 72, 200))), Line(tuple(words_of(figure, 400, 770))))
    [page] = set_apart([Page(1, WIDTH, HEIGHT, rows)])
    assert [line.text for line in page.lines] == ["Coinsurance", figure]


FEET = (
    ("Page 3 of 30", PrintedNumber("3", 30), ("", "")),
    ("SQ 100 (05/26) Page 3 of 30", PrintedNumber("3", 30), ("SQ 100", "05/26")),
    ("3", PrintedNumber("3"), ("", "")),
    ("– 3 –", PrintedNumber("3"), ("", "")),
    ("3/30", PrintedNumber("3", 30), ("", "")),
    ("iii", PrintedNumber("iii"), ("", "")),
    ("page iv", PrintedNumber("iv"), ("", "")),
    ("SQ-7 Ed. 05-26          12", PrintedNumber("12"), ("SQ-7", "05-26")),
    ("SQ 100 (05/26)", None, ("SQ 100", "05/26")),
    ("Specimen for 2026", None, ("", "")),
    ("Section C", None, ("", "")),
)


@pytest.mark.parametrize(("foot", "number", "form"), FEET)
def test_page_number_and_form_number_of_a_foot(foot: str, number: PrintedNumber | None, form: tuple[str, str]) -> None:
    left, _, right = foot.partition("   ")
    line = Line(tuple(words_of(left, 72, 760) + words_of(right, 500, 760)))
    pages = [Page(n, WIDTH, HEIGHT, (Line(tuple(words_of(f"clause {n}", 72, 200))), line)) for n in (1, 2)]
    for page in set_apart(pages):
        assert (page.printed, page_form_number(page)) == (number, form)


TEXT = [w for n in range(30) for w in words_of(PROSE[:40], 60, 100 + n * LEADING)]


def small(text: str, x0: float, top: float, size: float = 7.0) -> list[Word]:
    """Words of a footnote: its mark may be smaller still."""
    return [Word(w.text, Box(w.box.x0, top, w.box.x1, top + size), size) for w in words_of(text, x0, top)]


@pytest.mark.parametrize(
    ("bearing", "mark", "bearer"),
    [
        ("$50,000* for each claim.", "*", "$50,000*"),
        ("fines1 and penalties", "1", "fines1"),
        ("fines† and penalties", "†", "fines†"),
        ("the limit.2 Other", "2", "limit.2"),
    ],
)
def test_a_footnote_is_read_after_both_columns_and_knows_the_word_that_bears_its_mark(bearing: str, mark: str, bearer: str) -> None:
    words = TEXT + words_of(bearing, 60, 470) + [w for n in range(40) for w in words_of("right " + PROSE[:40], 330, 100 + n * LEADING)]
    words += small(f"{mark} Limited to $10,000", 60, 600) + small("for each event.", 60, 608)
    (page,) = arranged([Page(1, WIDTH, HEIGHT, as_rows(words))])
    (note,) = page.footnotes
    assert (note.mark, note.bearer.text if note.bearer else "") == (mark, bearer)
    assert [line.text for line in note.lines] == [f"{mark} Limited to $10,000", "for each event."]
    assert [line.words[0].text for line in page.lines] == ["the"] * 30 + [bearing.split()[0]] + ["right"] * 40


def test_a_raised_mark_begins_a_footnote_though_no_word_bears_it() -> None:
    words = TEXT + small("1", 60, 598, size=4.5) + small("Limited to $10,000", 66, 600)
    (page,) = arranged([Page(1, WIDTH, HEIGHT, as_rows(words))])
    assert [(note.mark, note.bearer) for note in page.footnotes] == [("1", None)]


@pytest.mark.parametrize("foot", ["2 Limited to $10,000", "1. Limited to $10,000", "Limited to $10,000"])
def test_small_print_without_a_mark_that_is_borne_is_text(foot: str) -> None:
    words = TEXT + words_of("fines1 and penalties", 60, 470) + small(foot, 60, 600)
    (page,) = arranged([Page(1, WIDTH, HEIGHT, as_rows(words))])
    assert not page.footnotes
    assert page.lines[-1].text == foot


def test_a_footnote_waits_till_the_sentence_that_runs_on_has_ended() -> None:
    first = TEXT + words_of("Fines* are paid up to the", 60, 470) + small("* Limited to $10,000.", 60, 600)
    second = words_of("limit of this part.", 60, 100) + words_of("Costs are paid in addition.", 60, 112)
    pages = arranged([Page(n, WIDTH, HEIGHT, as_rows(words)) for n, words in ((1, first), (2, second))])
    assert source_text(pages).text.splitlines()[-4:] == [
        "Fines* are paid up to the", "limit of this part.", "* Limited to $10,000.", "Costs are paid in addition.",
    ]  # fmt: skip


SLICE = (
    ("three columns", "reportlab", True),
    ("headings between columns", "typst", False),
    ("labels in the margin", "fpdf2", True),
    ("footnotes in columns", "typst", True),
)
MAX_ERROR = 0.005  # edit distance of words / words


@pytest.mark.parametrize(("kind", "producer", "is_wild"), SLICE)
def test_pages_laid_out_from_known_text(kind: str, producer: str, is_wild: bool) -> None:
    made = laid_out_document(kind, producer, is_wild, seed=1)
    for sheet, read in zip(made.document.sheets, our_words(made), strict=True):
        truth = tokens(reading(sheet))
        assert distance(truth, read) <= MAX_ERROR * len(truth)


boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), st.floats(0, 500), st.floats(0, 700), st.floats(1, 90), st.floats(6, 14))


sizes = st.sampled_from([6.0, 10.0])
marks = st.sampled_from(["w", "w*", "* W", "1 W", "w1", "Page 1 of 2"])


@given(st.lists(st.lists(st.tuples(boxes, sizes, marks), max_size=60), min_size=1, max_size=3))
def test_every_word_is_read_exactly_once(found: list[list[tuple[Box, float, str]]]) -> None:
    pages = [[Word(text, box, size) for box, size, text in words] for words in found]
    made = arranged([Page(number, WIDTH, HEIGHT, as_rows(words)) for number, words in enumerate(pages, 1)])
    for page, words in zip(made, pages, strict=True):
        read = [word for line in (*page.text, *page.furniture) for word in line.words]
        assert sorted(read, key=repr) == sorted(words, key=repr)


@given(st.lists(boxes, min_size=1, max_size=60))
def test_columns_lose_and_double_no_word(found: list[Box]) -> None:
    left = [Word(f"left{n}", box, 10.0) for n, box in enumerate(found)]
    words = [*left, *column("a", 60, 12), *column("b", 330, 12)]
    read = [word for line in reading_order(words) for word in line.words]
    assert sorted(read, key=repr) == sorted(words, key=repr)


@pytest.mark.parametrize("x1", [float("inf"), float("nan"), 1e9])
def test_a_damaged_box_is_read_like_any_other(x1: float) -> None:
    words = [*column("a", 60, 12), *column("b", 330, 12), Word("lost", Box(60, 300, x1, 310), 10.0)]
    assert len([word for line in reading_order(words) for word in line.words]) == len(words)


@given(st.lists(boxes, min_size=1, max_size=20))
def test_a_union_holds_its_boxes(found: list[Box]) -> None:
    whole = union(found)
    assert all(whole.x0 <= b.x0 and whole.top <= b.top and whole.x1 >= b.x1 and whole.bottom >= b.bottom for b in found)
