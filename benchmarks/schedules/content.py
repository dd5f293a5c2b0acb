"""What schedules say: coverages, amounts, forms and options, drawn at random. The words are our own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.schedules.model import Align, Cell, Grid, Row, Tick

COVERAGES = (
    "Network security liability", "Privacy liability", "Regulatory proceedings and penalties", "Payment card assessments",
    "Media liability", "Technology services liability", "Breach response costs", "Business interruption",
    "Business interruption following failure of a supplier's systems", "Data restoration", "Cyber extortion",
    "Funds transfer fraud", "Social engineering", "Invoice manipulation", "Telephone fraud", "Computer replacement",
    "Reputational harm", "Criminal reward", "Court attendance costs", "Contingent bodily injury",
    "Betterment after an incident, with the costs of better controls that the response team recommends", "Cryptojacking",
)  # fmt: skip
SECTIONS = ("Liability to others", "Own losses", "Crime", "Further benefits", "Costs of the response")
BASES = ("each claim", "each event", "any one loss", "in the aggregate", "each and every claim")
REMARKS = (
    "Part of the limit for the whole policy and not in addition to it",
    "Costs of defence are inside the limit",
    "Applies in excess of the retention, after the waiting period has run",
    "Subject to the call-back condition in section four of the form",
    "Written down in the endorsement named beside it",
    "Full limit, reinstated once for a further premium of 25%",
    "Not bought",
)
TITLES = (
    "Amendment of the notice condition", "Widened meaning of computer system", "War and state-backed operations", "Prior knowledge date",
    "Consent to the choice of counsel", "Sanctions", "Terrorism, disclosure of premium", "Change of control",
    "Additional insureds where a written contract asks for it", "Waiver of recourse against customers", "Service of suit",
    "Bricking of hardware",
)  # fmt: skip
PEOPLE = ("Tarn & Holloway Systems Ltd", "Quillfeather Hosting LLC", "Marsh Harrier Software, Inc.", "Bramblewick Networks PLC")
PLACES = (
    "14 Lantern Yard, Suite 300, Eastmere, OH 44100",
    "2 Ropewalk Lane, Port Isham, ME 04200",
    "901 Copper Street, Alder Falls, WA 98300",
)
INTRODUCTIONS = (
    "The insurer offers the following terms, which hold for thirty days from the date of this paper and rest on the answers given.",
    "This schedule is part of the policy. Words in bold type have the meaning that the form gives them, wherever they stand.",
    "Limits are the most that is paid. Retentions are borne by the insured and are not part of any limit that is shown below.",
)
NOTES = (
    "* Shared with the line above it. † Not available for customers outside the United States of America or Canada.",
    "The premium is due within thirty days of inception. Taxes and fees are shown apart and are not returned on cancellation.",
    "Please send the signed statement of no known losses before cover is bound, together with the details that are still open.",
)


def amount(random: Random) -> str:
    value = random.choice((10, 25, 50, 100, 150, 250, 500, 750, 1000, 2000, 3000, 5000)) * 1000
    return random.choice((f"${value:,}", f"USD {value:,}", f"${value:,}", f"{value:,}"))


def limits(random: Random, count: int, sections: bool = False, long: bool = False) -> Grid:
    """Coverage, limit, retention and sometimes a remark. `long`: cells over several lines, a basis behind each limit."""
    align: Align = random.choice(("left", "right", "right", "center"))
    remarks = long or random.random() < 0.3
    names = ("Coverage", "Limit of liability", "Retention", *(("Remarks",) if remarks else ()))
    head = tuple(Cell(name, "left" if name in ("Coverage", "Remarks") else align, bold=True) for name in names)
    rows: list[Row] = [head]
    after = _breaks(random, count) if sections else {}
    for number, name in enumerate(_some(random, COVERAGES, count)):
        if number in after:
            rows.append((Cell(after[number], bold=True, columns=len(names)),))
        limit, retention = amount(random), amount(random)
        if long and random.random() < 0.6:
            limit = f"{limit} {random.choice(BASES)} and {random.choice(BASES)}"
        if random.random() < 0.15:
            retention = random.choice(("8 hours", "12 hours", "Nil", "As policy"))
        mark = random.choice(("*", "†", "(1)")) if random.random() < 0.15 else ""
        raised = "1" if not mark and random.random() < 0.08 else ""
        row = [Cell(name, raised=raised), Cell(limit + mark, align), Cell(retention, align)]
        if random.random() < 0.12:
            row[random.choice((1, 2))] = Cell("", align)
        if remarks:
            row.append(Cell(random.choice(REMARKS) if random.random() < 0.7 else ""))
        rows.append(tuple(row))
    widths = (3.0, random.uniform(1.5, 1.9), random.uniform(1.2, 1.6), *((2.6,) if remarks else ()))
    return Grid(widths, tuple(rows))


def options(random: Random, count: int, offered: int, tall: bool = True) -> Grid:
    """Options side by side, each with limit and retention, under a head of two rows. `tall`: "Coverage" reaches over both."""
    align: Align = random.choice(("right", "center", "left"))
    over: Align = random.choice(("center", "center", "left"))
    first = Cell("Coverage", bold=True, rows=2 if tall else 1)
    above = (first, *(Cell(f"Option {number}", over, columns=2, bold=True) for number in range(1, offered + 1)))
    below = tuple(Cell(name, align, bold=True) for _ in range(offered) for name in ("Limit", "Retention"))
    rows: list[Row] = [above, below if tall else (Cell(""), *below)]
    for name in _some(random, [name for name in COVERAGES if len(name) < 30 or offered < 3], count):
        figures = [Cell(amount(random) if random.random() < 0.93 else "", align) for _ in range(2 * offered)]
        if random.random() < 0.1:
            figures = [Cell("Not offered", align), Cell("", align), *figures[2:]]
        rows.append((Cell(name), *figures))
    rows.append((Cell("Annual premium", bold=True), *(Cell(amount(random), align, columns=2, bold=True) for _ in range(offered))))
    return Grid((2.4, *(1.2,) * (2 * offered)), tuple(rows), heads=2)


def without_spans(grid: Grid) -> Grid:
    """The table without cells in its body that span: where no rule is drawn none but a head shows how far it reaches."""
    body = tuple(row for row in grid.rows[grid.heads :] if all(cell.columns == 1 for cell in row))
    return replace(grid, rows=grid.rows[: grid.heads] + body)


def labelled(random: Random, groups: int) -> Grid:
    """Sections whose label reaches over the rows of their coverages."""
    align: Align = random.choice(("right", "left"))
    rows: list[Row] = [tuple(Cell(name, bold=True) for name in ("Section", "Coverage", "Limit", "Retention"))]
    names = iter(_some(random, COVERAGES, 4 * groups))
    for section in _some(random, SECTIONS, groups):
        size = random.randint(1, 4)
        for number in range(size):
            row = (Cell(next(names)), Cell(amount(random), align), Cell(amount(random), align))
            rows.append((Cell(section, rows=size), *row) if number == 0 else row)
    return Grid((1.5, 2.6, 1.4, 1.3), tuple(rows))


def offers(random: Random) -> Grid:
    """Options one below the other, with limit, retention and premium across."""
    head = tuple(Cell(name, "left" if name == "Option" else "right", bold=True) for name in ("Option", "Limit", "Retention", "Premium"))
    rows = tuple(
        (Cell(f"Option {number}"), *(Cell(amount(random), "right") for _ in range(3))) for number in range(1, random.randint(4, 6))
    )
    return Grid((1.6, 1.4, 1.4, 1.4), (head, *rows))


def matrix(random: Random, count: int) -> Grid:
    """Which of three forms has which coverage: an X or nothing."""
    head = tuple(Cell(name, "left" if name == "Coverage" else "center", bold=True) for name in ("Coverage", "Basic", "Plus", "Full"))
    rows = []
    for name in _some(random, COVERAGES[:16], count):
        first = random.randint(0, 2)
        rows.append((Cell(name), *(Cell("X" if number >= first else "", "center") for number in range(3))))
    return Grid((3.0, 1.0, 1.0, 1.0), (head, *rows))


def forms(random: Random, count: int) -> Grid:
    """The list of forms and endorsements that make the policy."""
    rows: list[Row] = [tuple(Cell(name, bold=True) for name in ("No.", "Form number", "Edition", "Title"))]
    for number in range(1, count + 1):
        form = f"{random.choice(('EX', 'CYB', 'TEO'))} {random.randint(100, 999)} {random.randint(1, 12):02d}"
        edition = f"{random.randint(1, 12):02d}/{random.randint(19, 26)}"
        rows.append((Cell(str(number)), Cell(form), Cell(edition if random.random() < 0.9 else ""), Cell(random.choice(TITLES))))
    return Grid((0.6, 1.6, 1.0, 4.0), tuple(rows))


def ticked(random: Random, count: int) -> Grid:
    """Coverages with a check box: before the name, or in columns of their own."""
    if random.random() < 0.5:
        rows: list[Row] = [tuple(Cell(name, bold=True) for name in ("Coverage", "Limit", "Retention"))]
        for name in _some(random, [name for name in COVERAGES if len(name) < 30], count):
            state: Tick = random.choice(("ticked", "ticked", "empty"))
            figures = (amount(random), amount(random)) if state == "ticked" else ("", "")
            rows.append((Cell(name, tick=state), *(Cell(figure, "right") for figure in figures)))
        return Grid((3.0, 1.5, 1.4), tuple(rows))
    rows = [
        tuple(Cell(name, "left" if name == "Coverage" else "center", bold=True) for name in ("Coverage", "Bought", "Declined", "Limit"))
    ]
    for name in _some(random, COVERAGES[:16], count):
        bought = random.random() < 0.7
        states: tuple[Tick, Tick] = ("ticked", "empty") if bought else ("empty", "ticked")
        limit = Cell(amount(random) if bought else "", "right")
        rows.append((Cell(name), *(Cell("", "center", tick=state) for state in states), limit))
    return Grid((3.0, 1.0, 1.0, 1.4), tuple(rows))


def declarations(random: Random) -> Grid:
    """The items of a declarations page: number, label, value; values over several lines."""
    said = (
        ("Named insured", random.choice(PEOPLE)), ("Address", random.choice(PLACES)),
        ("Policy number", f"QTX-{random.randint(10000, 99999)}"),
        ("Policy period", "From 1 March 2026 to 1 March 2027, 12:01 a.m. at the address above"),
        ("Retroactive date", "1 March 2019"),
        ("Limit for the whole policy", f"{amount(random)} in the aggregate, costs of defence included"),
        ("Retention", f"{amount(random)} each claim"), ("Premium", f"{amount(random)} plus tax and fees, due within thirty days"),
        ("Notice of claims", "Claims desk, 77 Quarry Road, Eastmere, OH 44100, open on every day of the year"),
    )  # fmt: skip
    rows = tuple((Cell(f"Item {number}"), Cell(label, bold=True), Cell(value)) for number, (label, value) in enumerate(said, 1))
    return Grid((0.9, 2.0, 3.2), rows, heads=0)


def _some(random: Random, among: tuple[str, ...] | list[str], count: int) -> list[str]:
    """`count` of them, no two the same while they last."""
    return [among[index % len(among)] for index in random.sample(range(max(count, len(among))), count)]


def _breaks(random: Random, count: int) -> dict[int, str]:
    """Before which rows a section begins."""
    at = sorted({0, *random.sample(range(2, count), min(2, count - 2))})
    return dict(zip(at, random.sample(SECTIONS, len(at)), strict=True))
