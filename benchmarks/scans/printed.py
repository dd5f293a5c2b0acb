"""Printed pages: quotes, declarations, prose and letters, set by ReportLab in several typefaces and sizes, with what stands on them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.scans.wording import CLIENTS, COVERAGES, HEADINGS, INSURERS, LIMBS, STREETS, date, money, reference, sentence

SIZES = (8.5, 9.0, 10.0, 11.0, 12.0)  # points: from a dense schedule to a letter
TYPEFACES = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold"), ("Vera", "VeraBd"))
LEADING = 1.3  # font sizes
MARGIN = 64.0  # points
FIGURES = re.compile(r"(?:\$|USD )[\d,]+(?:\.\d\d)?(?!\d)|\b\d\d/\d\d/\d{4}\b|\b[A-Z][a-z]+ \d{1,2}, \d{4}\b")


@dataclass(frozen=True)
class Printed:
    """One page as PDF bytes. `lines` are its lines from top to bottom, a row of a table being one line."""

    name: str
    pdf: bytes
    lines: tuple[str, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The amounts and dates on the page, each as often as it stands there."""
        return tuple(FIGURES.findall("\n".join(self.lines)))


@dataclass
class _Sheet:
    """A page being set from top to bottom."""

    canvas: Canvas
    width: float
    y: float
    face: str
    bold: str
    size: float
    lines: list[str] = field(default_factory=list)

    def line(self, text: str, *, bold: bool = False, size: float = 0.0) -> None:
        self.row([(MARGIN, text)], bold=bold, size=size)

    def row(self, cells: list[tuple[float, str]], *, bold: bool = False, size: float = 0.0) -> None:
        self.canvas.setFont(self.bold if bold else self.face, size or self.size)
        self.y -= LEADING * (size or self.size)
        for x, text in cells:
            self.canvas.drawString(x, self.y, text)
        self.lines.append(" ".join(text for _, text in cells))

    def paragraph(self, text: str, indent: float = 0.0) -> None:
        for part in simpleSplit(text, self.face, self.size, self.width - 2 * MARGIN - indent):
            self.row([(MARGIN + indent, part)])
        self.space(0.5)

    def space(self, lines: float = 1.0) -> None:
        self.y -= lines * LEADING * self.size

    def rule(self) -> None:
        self.canvas.line(MARGIN, self.y - 0.35 * self.size, self.width - MARGIN, self.y - 0.35 * self.size)

    @property
    def full(self) -> bool:
        return self.y < MARGIN + 3 * LEADING * self.size


def printed_pages(count: int, seed: int) -> Iterator[Printed]:
    """So many pages, all kinds in turn, the same for the same seed."""
    for face in ("Vera", "VeraBd"):
        registerFont(TTFont(face, f"{face}.ttf"))
    draw = Random(seed)
    for number in range(count):
        compose = (_quote, _declarations, _prose, _letter)[number % 4]
        buffer = io.BytesIO()
        width, height = draw.choice((LETTER, A4))
        canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
        sheet = _Sheet(canvas, width, height - MARGIN, *draw.choice(TYPEFACES), draw.choice(SIZES))
        compose(sheet, draw)
        canvas.save()
        yield Printed(f"{compose.__name__.strip('_')} in {sheet.size:g} pt {sheet.face}", buffer.getvalue(), tuple(sheet.lines))


def _heading(sheet: _Sheet, draw: Random, title: str) -> None:
    sheet.line(draw.choice(INSURERS).upper(), bold=True, size=1.5 * sheet.size)
    sheet.line(f"{title} {reference(draw)}", bold=True, size=1.2 * sheet.size)
    sheet.space()


def _quote(sheet: _Sheet, draw: Random) -> None:
    """Labels and values, then limits after dots, then conditions."""
    _heading(sheet, draw, "Cyber quotation")
    for label, value in (
        ("Insured:", draw.choice(CLIENTS)), ("Address:", draw.choice(STREETS)), ("Policy period:", f"{date(draw)} to {date(draw)}"),
        ("Aggregate limit:", money(draw)), ("Retention:", f"{money(draw)} each claim"), ("Retroactive date:", date(draw)),
    ):  # fmt: skip
        sheet.row([(MARGIN, label), (MARGIN + 11 * sheet.size, value)])
    sheet.space()
    for name in draw.sample(COVERAGES, 9):
        sheet.row([(MARGIN, name), (MARGIN + 22 * sheet.size, f"{money(draw)} / {money(draw)}")])
    sheet.space()
    sheet.line("This quotation is subject to:", bold=True)
    for number in range(1, 4):
        sheet.paragraph(f"{number}. {sentence(draw)}")
    sheet.paragraph(f"Premium {money(draw)}; terrorism {money(draw)}; total {money(draw)}. Valid until {date(draw)}.")


def _declarations(sheet: _Sheet, draw: Random) -> None:
    """Numbered items and a ruled schedule, in letters small enough for its columns."""
    sheet.size = min(sheet.size, 10.0)
    _heading(sheet, draw, "DECLARATIONS")
    sheet.paragraph(f"Item 1. Named Insured: {draw.choice(CLIENTS)}, {draw.choice(STREETS)}")
    sheet.paragraph(f"Item 2. Policy Period: from {date(draw)} to {date(draw)} at 12:01 a.m.")
    sheet.paragraph(f"Item 3. Limit of insurance: {money(draw)} in the aggregate. Premium: {money(draw)}")
    columns = [
        MARGIN + 4,
        MARGIN + 0.46 * (sheet.width - 2 * MARGIN),
        MARGIN + 0.66 * (sheet.width - 2 * MARGIN),
        sheet.width - MARGIN - 70,
    ]
    sheet.rule()
    top = sheet.y - 0.35 * sheet.size
    sheet.space(0.2)
    sheet.row(list(zip(columns, ("Insuring agreement", "Limit", "Retention", "Waiting"), strict=True)), bold=True)
    for name in draw.sample([name for name in COVERAGES if stringWidth(name, sheet.face, sheet.size) < columns[1] - columns[0] - 8], 8):
        sheet.rule()
        sheet.space(0.2)
        cells = (name, money(draw), money(draw), f"{draw.choice((6, 8, 10, 12, 24))} hours")
        sheet.row(list(zip(columns, cells, strict=True)))
    sheet.rule()
    for x in [MARGIN, *(column - 4 for column in columns[1:]), sheet.width - MARGIN]:
        sheet.canvas.line(x, top, x, sheet.y - 0.35 * sheet.size)
    sheet.space()
    sheet.paragraph(f"Forms attached: {reference(draw)}, {reference(draw)}. {sentence(draw)}")
    sheet.line(f"Countersigned {date(draw)}")


def _prose(sheet: _Sheet, draw: Random) -> None:
    """A page of a form: headings, numbered paragraphs, lettered limbs."""
    number = 0
    while not sheet.full:
        sheet.line(draw.choice(HEADINGS), bold=True)
        for _ in range(draw.randint(2, 4)):
            number += 1
            if not sheet.full:
                sheet.paragraph(f"{number}. {' '.join(sentence(draw) for _ in range(draw.randint(1, 3)))}")
        for letter in "abc"[: draw.randint(0, 3)]:
            if not sheet.full:
                sheet.paragraph(f"({letter}) {draw.choice(LIMBS)}", indent=18)


def _letter(sheet: _Sheet, draw: Random) -> None:
    """A short letter with much white below."""
    sheet.line(date(draw))
    sheet.space()
    for line in (draw.choice(CLIENTS), draw.choice(STREETS)):
        sheet.line(line)
    sheet.space()
    sheet.line(f"Re: renewal of {reference(draw)}", bold=True)
    sheet.space()
    sheet.paragraph(f"We confirm a limit of {money(draw)} with a retention of {money(draw)} from {date(draw)} to {date(draw)}.")
    sheet.paragraph(" ".join(sentence(draw) for _ in range(3)))
    sheet.paragraph(f"Please let us have your order by {date(draw)}.")
    sheet.line("Yours truly,")
