"""Tables: a page as it is laid out -> its cells, with what they span; every word once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from benchmarks.schedules import draw, set_pdf
from benchmarks.tables import covergap_tables, score
from extractors.evidence import Citer
from extractors.pdf import Line, Page, PdfText, Table, Word, read_pdf, with_tables
from extractors.pdf.layout import LEADER, text_of
from extractors.pdf.rules import Rule, Rules, TickBox
from extractors.pdf.tables import read_tables
from extractors.pdf.ticks import with_ticks
from extractors.schedules.grid import page_rows
from models.records import Box

LEFT, TOP, CHARACTER, SIZE, PITCH, BLANK = 50.0, 60.0, 5.0, 10.0, 12.0, 6.0

Cells = list[tuple[int, int, int, str]]


def page_of(picture: str, number: int = 1) -> tuple[Page, tuple[Rule, ...]]:
    """A page set in letters of one width, and its rules: a line of dashes is a rule, an empty line some white, **a b** is bold."""
    lines, rules, y = [], [], TOP
    for row in picture.strip("\n").split("\n"):
        if not row.strip():
            y += BLANK
        elif not row.strip(" -"):
            start = LEFT + CHARACTER * row.index("-")
            rules.append(Rule(y + 1, start, LEFT + CHARACTER * len(row)))
            y += 2
        else:
            lines.append(Line(tuple(_words(row, y))))
            y += PITCH
    return Page(number, 612.0, 792.0, tuple(lines)), tuple(rules)


def _words(row: str, y: float) -> list[Word]:
    words, bold, x = [], False, LEFT
    for text in row.split(" "):
        opens, closes = text.startswith("**"), text.endswith("**")
        bold, plain = bold or opens, text.replace("**", "")
        if plain:
            x0 = x + CHARACTER * 2 * opens
            words.append(Word(plain, Box(x0, y, x0 + CHARACTER * len(plain), y + SIZE), SIZE, bold))
        x += CHARACTER * (len(text) + 1)
        bold = bold and not closes
    return words


def tables_of(*pictures: str) -> tuple[Table, ...]:
    made = [page_of(picture, number) for number, picture in enumerate(pictures, 1)]
    pdf = PdfText(tuple(page for page, _ in made))
    return read_tables(pdf, {page.number: Rules(across=rules) for page, rules in made}).tables


def cells_of(table: Table) -> Cells:
    return [(cell.row, cell.column, cell.columns, cell.text) for cell in table.cells if cell.text]


@pytest.mark.parametrize(
    ("picture", "cells"),
    [
        pytest.param(
            """
Coverage                 Limit     Retention
Cyber extortion        $500,000      $25,000

Telephone fraud         $50,000
""",
            [(0, 0, 1, "Coverage"), (0, 1, 1, "Limit"), (0, 2, 1, "Retention"), (1, 0, 1, "Cyber extortion"), (1, 1, 1, "$500,000"),
             (1, 2, 1, "$25,000"), (2, 0, 1, "Telephone fraud"), (2, 1, 1, "$50,000")],
            id="figures to the right, an empty cell",
        ),
        pytest.param(
            """
Dependent business       $500,000 each event    12 hours
interruption             and in the aggregate

Data restoration         $250,000               $5,000
""",
            [(0, 0, 1, "Dependent business interruption"), (0, 1, 1, "$500,000 each event and in the aggregate"), (0, 2, 1, "12 hours"),
             (1, 0, 1, "Data restoration"), (1, 1, 1, "$250,000"), (1, 2, 1, "$5,000")],
            id="cells over several lines stand closer than rows",
        ),
        pytest.param(
            """
**Coverage**               **Option 1**               **Option 2**

                    **Limit**     **Retention**   **Limit**     **Retention**

Cyber extortion     $1,000,000    $25,000         $2,000,000    $50,000

Media liability     $500,000      $25,000         $750,000      $10,000
""",
            [(0, 0, 1, "Coverage"), (0, 1, 2, "Option 1"), (0, 3, 2, "Option 2"), (1, 1, 1, "Limit"), (1, 2, 1, "Retention"),
             (1, 3, 1, "Limit"), (1, 4, 1, "Retention"), (2, 0, 1, "Cyber extortion"), (2, 1, 1, "$1,000,000"), (2, 2, 1, "$25,000"),
             (2, 3, 1, "$2,000,000"), (2, 4, 1, "$50,000"), (3, 0, 1, "Media liability"), (3, 1, 1, "$500,000"), (3, 2, 1, "$25,000"),
             (3, 3, 1, "$750,000"), (3, 4, 1, "$10,000")],
            id="heads that span the heads below them",
        ),
        pytest.param(
            """
**Coverage**           **Limit**       **Retention**
Crime
Telephone fraud        $50,000         $5,000
**Own losses**
Data restoration       $250,000        $5,000
""".replace("Crime", "**Crime**"),
            [(0, 0, 1, "Coverage"), (0, 1, 1, "Limit"), (0, 2, 1, "Retention"), (1, 0, 3, "Crime"), (2, 0, 1, "Telephone fraud"),
             (2, 1, 1, "$50,000"), (2, 2, 1, "$5,000"), (3, 0, 3, "Own losses"), (4, 0, 1, "Data restoration"), (4, 1, 1, "$250,000"),
             (4, 2, 1, "$5,000")],
            id="headings of sections",
        ),
        pytest.param(
            """
The limits below are the most that is paid for the whole of the policy period, whatever the number of claims is.

Policy number:         QTX-10442
Named insured:         Tarn Systems
                       and its subsidiaries

Words in bold type have the meaning that the form gives them wherever they stand in this schedule or in the form.
""",
            [(0, 0, 1, "Policy number:"), (0, 1, 1, "QTX-10442"), (1, 0, 1, "Named insured:"),
             (1, 1, 1, "Tarn Systems and its subsidiaries")],
            id="labels and values between running text",
        ),
        pytest.param(
            """
Coverage               Limit           Basis
--------------------------------------------------
Cyber extortion        $500,000        each event
                                       and in all
--------------------------------------------------
Telephone fraud        $50,000         each event
--------------------------------------------------
Media liability        $750,000        each claim
--------------------------------------------------
""",
            [(0, 0, 1, "Coverage"), (0, 1, 1, "Limit"), (0, 2, 1, "Basis"), (1, 0, 1, "Cyber extortion"), (1, 1, 1, "$500,000"),
             (1, 2, 1, "each event and in all"), (2, 0, 1, "Telephone fraud"), (2, 1, 1, "$50,000"), (2, 2, 1, "each event"),
             (3, 0, 1, "Media liability"), (3, 1, 1, "$750,000"), (3, 2, 1, "each claim")],
            id="rules across part the rows",
        ),
        pytest.param(
            """
EX 101 04 .............. Sanctions
EX 230 11 .............. Prior knowledge
""",
            [(0, 0, 1, "EX 101 04"), (0, 1, 1, "Sanctions"), (1, 0, 1, "EX 230 11"), (1, 1, 1, "Prior knowledge")],
            id="leaders of dots part cells and are no text",
        ),
    ],
)  # fmt: skip
def test_a_table_without_a_grid(picture: str, cells: Cells) -> None:
    [table] = tables_of(picture)
    assert cells_of(table) == cells


def test_running_text_is_no_table() -> None:
    assert not tables_of("""
This schedule is part of the policy. Words in bold type have the meaning that
the form gives them, wherever they stand. Limits are the most that is paid, and
retentions are borne by the insured.
""")


def test_a_caption_parts_two_tables() -> None:
    limits, forms = tables_of("""
Coverage                           Limit
Cyber extortion                    $500,000

**Forms**

Number     Edition                 Title
EX 101     04/26                   Sanctions
EX 230     11/25                   Prior knowledge
""")
    assert [cell.text for cell in limits.cells] == ["Coverage", "Limit", "Cyber extortion", "$500,000"]
    assert [cell.text for cell in forms.cells][:3] == ["Number", "Edition", "Title"]


def grid(columns: tuple[float, ...], rows: tuple[float, ...]) -> Rules:
    """A full grid of rules at these characters and lines of a picture."""
    xs, ys = [LEFT + CHARACTER * x for x in columns], [TOP + PITCH * y - 1 for y in rows]
    return Rules(tuple(Rule(y, xs[0], xs[-1]) for y in ys), tuple(Rule(x, ys[0], ys[-1]) for x in xs))


def ruled(picture: str, rules: Rules) -> Table:
    page, _ = page_of(picture)
    [table] = read_tables(PdfText((page,)), {1: rules}).tables
    assert table.ruled
    return table


PICTURE = """
Section    Coverage         Limit
Crime      Telephone fraud  $50,000
           Invoice fraud    $25,000
"""


def test_a_grid_has_the_words_in_its_frames() -> None:
    table = ruled(PICTURE, grid((-1, 10, 27, 37), (0, 1, 2, 3)))
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "Section"), (0, 1, "Coverage"), (0, 2, "Limit"), (1, 0, "Crime"), (1, 1, "Telephone fraud"), (1, 2, "$50,000"),
        (2, 0, ""), (2, 1, "Invoice fraud"), (2, 2, "$25,000"),
    ]  # fmt: skip


def test_frames_without_a_rule_between_span() -> None:
    rules = grid((-1, 10, 27, 37), (0, 1, 2, 3))
    over_rows = rules.across[2]._replace(start=LEFT + CHARACTER * 10)  # no rule below "Crime"
    over_columns = replace(rules, across=(*rules.across[:2], over_rows, rules.across[3]))
    crime = next(cell for cell in ruled(PICTURE, over_columns).cells if cell.text == "Crime")
    assert (crime.row, crime.rows, crime.columns) == (1, 2, 1)
    short = rules.down[2]._replace(start=TOP + PITCH - 1)  # no rule between "Coverage" and "Limit"
    head = ruled(PICTURE, replace(rules, down=(*rules.down[:2], short, rules.down[3]))).cells[1]
    assert (head.text, head.columns) == ("Coverage Limit", 2)


@pytest.mark.parametrize("without", ["frame", "nothing"])
def test_the_frame_around_a_grid_may_be_missing(without: str) -> None:
    rules = grid((-1, 10, 27, 37), (0, 1, 2, 3))
    if without == "frame":
        rules = Rules(rules.across[1:-1], rules.down[1:-1])
    assert {cell.text for cell in ruled(PICTURE, rules).cells} >= {"Section", "Limit", "$25,000"}


HEAD = "**Coverage**             **Limit**       **Retention**\n"
FIRST = HEAD + "Cyber extortion          $500,000        $25,000\nTelephone fraud          $50,000         $5,000\n"
SECOND = "Media liability          $750,000        $10,000\nCrime                    $25,000         Nil\n"
OTHER = "**Form**                 **Edition**     **Date**\n" + "EX 101                   04/26           1 May\n"


@pytest.mark.parametrize(
    ("below", "rows", "repeated"),
    [
        (HEAD + SECOND, [5], 3),
        (SECOND, [5], 0),
        (OTHER, [3, 2], 0),
        ("The premium is due.\n\n\nIt is earned.\n\n\n\n\n" + SECOND, [3, 2], 0),
    ],
    ids=["head repeated", "head once", "another head", "text between"],
)
def test_tables_over_pages(below: str, rows: list[int], repeated: int) -> None:
    tables = tables_of(FIRST, below)
    assert [1 + max(cell.row for cell in table.cells) for table in tables] == rows
    assert len(tables[0].repeated) == repeated
    assert {cell.page for cell in tables[-1].cells if cell.text == "Crime"} <= {2}


def test_a_lone_amount_centred_against_a_label_of_two_lines_makes_a_row() -> None:
    label = [Line(tuple(_words("Betterment after an", TOP))), Line(tuple(_words("insured event", TOP + PITCH)))]
    amount = Line(tuple(_words(" " * 25 + "$75,000", TOP + PITCH / 2)))
    rows = [Line(tuple(_words(f"Crime                    $25,000   ${at},000", TOP + 3 * PITCH + at * 2 * PITCH))) for at in range(3)]
    [table] = read_tables(PdfText((Page(1, 612.0, 792.0, (label[0], amount, label[1], *rows)),)), {}).tables
    assert [cell.text for cell in table.cells if cell.row == 0] == ["Betterment after an insured event", "$75,000"]


def test_a_row_of_words_above_figures_is_no_head_below_a_bold_one() -> None:
    rows = ("Media liability          Nil             8 hours", "Crime                    $25,000         $5,000")
    below = "\n".join((*rows, rows[1].replace("Crime", "Theft")))
    [table] = tables_of(FIRST, below)
    assert [cell.text for cell in table.cells if cell.row == 3] == ["Media liability", "Nil", "8 hours"]


def test_a_repeated_head_is_in_no_row_of_the_schedule() -> None:
    made = [page_of(picture, number) for number, picture in enumerate((FIRST, HEAD + SECOND), 1)]
    pdf = read_tables(PdfText(tuple(page for page, _ in made)), {})
    assert [row.cells[0].text for page in pdf.pages for row in page_rows(page, pdf.tables)] == [
        "Coverage", "Cyber extortion", "Telephone fraud", "Media liability", "Crime",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("☒ Cyber", "[x] Cyber"),
        ("☐ Cyber", "[ ] Cyber"),
        ("✔", "[x]"),
        ("✗", "[ ]"),
        ("☐Yes ☑No", "[ ] Yes [x] No"),
        ("X", "X"),
        ("[X] Yes", "[X] Yes"),
    ],
)
def test_printed_check_boxes_read_in_one_form(printed: str, shown: str) -> None:
    page, _ = page_of(printed)
    assert text_of(word for line in with_ticks(page).lines for word in line.words) == shown


def test_drawn_check_boxes_stand_in_their_line_and_in_no_quotation() -> None:
    page, _ = page_of("  Cyber extortion\n  Telephone fraud\nX Crime\n")

    def box(line: int, crossed: bool) -> TickBox:
        return TickBox(Box(LEFT - 2, TOP + PITCH * line + 1, LEFT + 6, TOP + PITCH * line + 9), crossed)

    ticked = with_ticks(page, [box(0, True), box(1, False), box(2, False)])
    assert [text_of(line.words) for line in ticked.lines] == ["[x] Cyber extortion", "[ ] Telephone fraud", "[x] Crime"]
    pdf = PdfText((replace(ticked, raw="Cyber extortion Telephone fraud X Crime"),))
    evidence = Citer("quote.pdf", pdf).cite(1, ticked.lines[0].words)
    assert evidence is not None
    assert evidence.quote == "Cyber extortion"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("shown_turned", [True, False])
def test_what_is_drawn_is_measured_where_the_words_are(tmp_path: Path, rotation: int, shown_turned: bool) -> None:
    """Also on a page that is turned to be shown, on one whose text stands sideways, and where but a part of the sheet is shown."""
    path = tmp_path / "drawn.pdf"
    sheet = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    sheet.translate(*{0: (0, 0), 90: (600, 0), 180: (600, 780), 270: (50, 600)}[rotation])
    sheet.rotate(rotation)
    sheet.grid([80, 300, 400, 480], [400, 420, 440, 460])
    for number, (name, limit) in enumerate([("Coverage", "Limit"), ("Cyber", "$500,000"), ("Crime", "$25,000")]):
        sheet.drawString(104, 446 - 20 * number, name)
        sheet.drawString(304, 446 - 20 * number, limit)
        if number:
            sheet.rect(88, 446 - 20 * number, 8, 8)
    sheet.line(89, 427, 95, 433)
    sheet.setPageRotation(rotation if shown_turned else 0)
    sheet.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        left, below, right, above = (float(side) for side in pdf.pages[0].mediabox)
        pdf.pages[0].mediabox = [left - 7, below - 5, right, above]
        pdf.pages[0].cropbox = [left + 21, below + 33, right - 14, above - 9]
        pdf.save(path)
    [table] = with_tables(path, read_pdf(path)).tables
    assert [cell.text for cell in table.cells if cell.column < 2] == ["Coverage", "Limit", "[x] Cyber", "$500,000", "[ ] Crime", "$25,000"]


numbers = st.floats(0, 800, allow_nan=False)


@given(st.sampled_from([0, 90, 180, 270]), numbers, numbers, numbers, numbers)
def test_a_box_is_turned_back_to_where_it_was(turn: int, x0: float, top: float, width: float, height: float) -> None:
    page = Page(1, 792.0, 612.0, (), turn=turn)  # type: ignore[arg-type]
    box = Box(x0, top, x0 + width, top + height)
    assert page.turned(page.shown(box)) == pytest.approx(box)
    assert page.shown(page.turned(box)) == pytest.approx(box)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Cyber", "$5", "☐", "x", "....", "any one"])), max_size=40), st.booleans())
def test_every_word_stands_in_one_row_once(cells: list[tuple[int, str]], drawn: bool) -> None:
    picture = "\n".join(" " * (12 * column) + text for column, text in cells) or "Cyber"
    page, _ = page_of(picture)
    rules = {1: grid((-1, 11, 23, 60), (0, 2, 5, 9))} if drawn else {}
    pdf = read_tables(PdfText((page,)), rules)
    words = [word for line in pdf.pages[0].lines for word in line.words if not LEADER.match(word.text)]
    said = [word for row in page_rows(pdf.pages[0], pdf.tables) for cell in row.cells for word in cell.words]
    assert sorted(word.box for word in said) == sorted(word.box for word in words)
    in_cells = [word for table in pdf.tables for cell in table.cells for word in cell.words]
    assert len(in_cells) == len(set(in_cells))


@pytest.mark.parametrize("number", [4, 16, 21, 26, 33, 47])
def test_a_slice_of_the_benchmark(tmp_path: Path, number: int) -> None:
    """`python -m benchmarks.tables` has them all."""
    schedule = draw(1)[number]
    path = tmp_path / "schedule.pdf"
    path.write_bytes(set_pdf(schedule))
    assert score(schedule, covergap_tables(path)).accuracy >= 0.98
