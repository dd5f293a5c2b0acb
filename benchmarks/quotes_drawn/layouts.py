"""How quotes are laid out: each layout makes the paragraphs and tables of a quote that was drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.quotes_drawn import content, words
from benchmarks.quotes_drawn.model import Line, Option, Quote, Stated
from benchmarks.quotes_drawn.writing import Writing
from benchmarks.schedules.model import Align, Block, Cell, Grid, Paragraph, Row

Blocks = Iterator[Block]


@dataclass(frozen=True, slots=True)
class Layout:
    """`quote` draws what the layout can state, `body` sets it."""

    name: str
    quote: Callable[[Random], Quote]
    body: Callable[[Random, Quote, Writing, bool], Blocks]


def _some(random: Random, fewest: int, most: int) -> Quote:
    return content.quote(random, content.options(random, random.randint(fewest, most)))


# ---------------------------------------------------------------- what every quote has


def opening(random: Random, quote: Quote, writing: Writing) -> Blocks:
    """Who, when and for how long."""
    yield Paragraph(random.choice(words.INTRODUCTIONS))
    yield from _pairs(random, list(_identity(quote, writing)))


def closing(random: Random, writing: Writing, forms: int) -> Blocks:
    """Conditions, forms and notices, none of which states a value."""
    yield Paragraph(writing.pick(("Subjectivities", "Before cover can be bound we need", "Subject to receipt of")), bold=True)
    for number, text in enumerate(random.sample(words.SUBJECTIVITIES, random.randint(2, 5)), 1):
        yield Paragraph(f"{number}. {text}")
    yield Paragraph(writing.pick(("Forms and Endorsements", "Forms that apply", "Schedule of forms")), bold=True)
    yield _forms(random, forms)
    yield Paragraph(random.choice(words.FILLER))


def _identity(quote: Quote, writing: Writing) -> Iterator[tuple[str, str]]:
    yield writing.term("insurer"), quote.insurer
    yield writing.term("named_insured"), quote.insured
    yield writing.term("quote_reference"), quote.reference
    yield writing.term("quote_date"), writing.date(quote.issued)
    yield writing.term("quote_expiry"), writing.date(quote.expires)
    yield writing.term("policy_period"), writing.period(quote)
    if quote.retro is not None:
        yield writing.term("retro_date"), writing.retro(quote.retro)
    if quote.min_earned is not None:
        yield writing.term("min_earned"), f"{quote.min_earned}%"
    if quote.terrorism is not None:
        yield writing.term("tria_premium"), writing.money(quote.terrorism)


def _pairs(random: Random, pairs: Sequence[tuple[str, str]]) -> Blocks:
    """Labels and values: a table of two columns or of four, or lines with colons."""
    manner = random.random()
    colon = random.choice(("", ":"))
    if manner < 0.3:
        yield from (Paragraph(f"{label}: {value}") for label, value in pairs)
    elif manner < 0.8:
        yield Grid((1.0, 1.8), tuple((Cell(label + colon, bold=True), Cell(value)) for label, value in pairs), heads=0)
    else:
        shown = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
        rows = []
        for (label, value), (other, beside) in zip(shown[::2], shown[1::2], strict=True):
            rows.append((Cell(label + colon, bold=True), Cell(value), Cell(other + colon if other else "", bold=True), Cell(beside)))
        yield Grid((1.1, 1.4, 1.1, 1.4), tuple(rows), heads=0)


def _forms(random: Random, count: int) -> Grid:
    rows: list[Row] = [(Cell("Form number", bold=True), Cell("Title", bold=True))]
    letters = random.choice(("QM", "CYT", "TB-E", "XS"))
    for _ in range(count):
        number = f"{letters} {random.randint(100, 999)} {random.randint(1, 12):02d} {random.randint(18, 25)}"
        rows.append((Cell(number), Cell(random.choice(words.FORMS))))
    return Grid((1.0, 2.6), tuple(rows))


def _costs(quote: Quote, writing: Writing, option: Option) -> Iterator[tuple[str, str]]:
    yield writing.term("premium"), writing.money(option.premium)
    yield from ((writing.label(label), writing.money(amount)) for label, amount in option.fees)
    if quote.totalled:
        yield writing.term("total_cost"), writing.money(option.total)


def _basics(writing: Writing, option: Option) -> Iterator[tuple[str, str]]:
    yield writing.term("aggregate_limit"), writing.money(option.aggregate)
    yield writing.term("retention"), writing.money(option.retention)


# ---------------------------------------------------------------- coverage lines of one offer


def _table(random: Random, quote: Quote, writing: Writing, number: int | None) -> Grid:
    """Coverage, limit, retention, and where something is to be said of it waiting time and the insured's share.

    `number` is that of the option, None where the lines hold for every option.
    """
    stated = [line.by_option[number or 0] for line in quote.lines]
    policies = {option.retention for option in quote.options} if number is None else {quote.options[number].retention}
    policy = policies.pop() if len(policies) == 1 else None
    align: Align = random.choice(("left", "right", "center"))
    apart = random.random() < 0.5  # hours have a column of their own, or stand with the retention
    hours, shares = any(map(writing.hours, stated)), any(map(writing.share, stated))
    roles = ["coverage", "limit", "retention", *(["waiting"] if hours and apart else []), *(["coinsurance"] if shares else [])]
    rows: list[Row] = [tuple(Cell(writing.head(role), "left" if role == "coverage" else align, bold=True) for role in roles)]
    sections = _sections(random, len(quote.lines))
    for at, (line, one) in enumerate(zip(quote.lines, stated, strict=True)):
        if at in sections:
            rows.append((Cell(sections[at], bold=True, columns=len(roles)),))
        borne = writing.retention(one, policy)
        if hours and not apart and writing.hours(one):
            borne = (
                f"{borne} / {writing.hours(one)}" if borne[:1] in "$U" else f"{writing.money(one.retention or 0)} / {writing.hours(one)}"
            )
        cells = {"coverage": writing.label(line.label), "limit": writing.limit(one), "retention": borne}
        cells |= {"waiting": writing.hours(one), "coinsurance": writing.share(one)}
        rows.append(tuple(Cell(cells[role], "left" if role == "coverage" else align) for role in roles))
    return Grid((2.4, 1.5, *(1.2,) * (len(roles) - 2)), tuple(rows))


def _sections(random: Random, count: int) -> dict[int, str]:
    if random.random() < 0.6 or count < 6:
        return {}
    return {0: "Third party", count // 2: random.choice(("First party", "Own losses"))}


# ---------------------------------------------------------------- the layouts


def _one_table(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    yield from _pairs(random, list(_basics(writing, quote.options[0])))
    yield _table(random, quote, writing, 0)
    yield from _pairs(random, list(_costs(quote, writing, quote.options[0])))


def _columns(random: Random, quote: Quote, writing: Writing, ruled: bool) -> Blocks:
    """A column for each option, with the policy's own figures and the price in the same table."""
    align: Align = "center" if not ruled else random.choice(("left", "right", "center"))
    count = len(quote.options)
    rows: list[Row] = [
        (Cell(writing.head("coverage"), bold=True), *(Cell(writing.label(option.name), align, bold=True) for option in quote.options))
    ]

    def across(label: str, values: Sequence[str]) -> Row:
        if len(set(values)) == 1 and values[0] and random.random() < 0.5:
            return (Cell(label), Cell(values[0], "center", columns=count))
        return (Cell(label), *(Cell(value, align) for value in values))

    basics = [list(_basics(writing, option)) for option in quote.options]
    rows += [across(figures[0][0], [value for _, value in figures]) for figures in zip(*basics, strict=True)]
    for line in quote.lines:
        one = line.by_option
        text = [_with_hours(writing, stated) for stated in one]
        rows.append(across(writing.label(line.label), text))
    costs = [list(_costs(quote, writing, option)) for option in quote.options]
    rows += [across(figures[0][0], [value for _, value in figures]) for figures in zip(*costs, strict=True)]
    yield Grid((2.2, *(1.4,) * count), tuple(rows))


def _with_hours(writing: Writing, one: Stated) -> str:
    """ "$250,000 / 8 hours": limit and hours in one cell."""
    text = writing.limit(one)
    return f"{text} / {writing.hours(one)}" if writing.hours(one) else text


def _paired_columns(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """Under each option its limit and its retention."""
    align: Align = random.choice(("right", "center", "left"))
    over = (
        Cell(writing.head("coverage"), bold=True, rows=2),
        *(Cell(writing.label(o.name), "center", columns=2, bold=True) for o in quote.options),
    )
    below = tuple(Cell(writing.head(role), align, bold=True) for _ in quote.options for role in ("limit", "retention"))
    rows: list[Row] = [over, below]
    for line in quote.lines:
        cells = []
        for one, option in zip(line.by_option, quote.options, strict=True):
            cells += [Cell(writing.limit(one), align), Cell(writing.retention(one, option.retention), align)]
        rows.append((Cell(writing.label(line.label)), *cells))
    yield Grid((2.0, *(1.1,) * (2 * len(quote.options))), tuple(rows), heads=2)
    yield _price_table(quote, writing, align)


def _price_table(quote: Quote, writing: Writing, align: Align) -> Grid:
    """Options as columns, the policy's figures and the price as rows."""
    rows: list[Row] = [(Cell(""), *(Cell(writing.label(option.name), align, bold=True) for option in quote.options))]
    figures = [[*_basics(writing, option), *_costs(quote, writing, option)] for option in quote.options]
    rows += [(Cell(row[0][0]), *(Cell(value, align) for _, value in row)) for row in zip(*figures, strict=True)]
    return Grid((2.0, *(1.3,) * len(quote.options)), tuple(rows))


def _rows(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """A row for each option; the coverage lines are those of all options."""
    align: Align = random.choice(("left", "right", "center"))
    first = list(_costs(quote, writing, quote.options[0]))
    heads = [
        writing.pick(("Option", "Offer", "")),
        writing.term("aggregate_limit"),
        writing.term("retention"),
        *(label for label, _ in first),
    ]
    rows: list[Row] = [tuple(Cell(head, "left" if at == 0 else align, bold=True) for at, head in enumerate(heads))]
    for option in quote.options:
        values = [writing.money(option.aggregate), writing.money(option.retention), *(value for _, value in _costs(quote, writing, option))]
        rows.append((Cell(writing.label(option.name)), *(Cell(value, align) for value in values)))
    yield Grid((1.2, *(1.2,) * (len(heads) - 1)), tuple(rows))
    yield Paragraph(writing.pick(("Coverages in all options", "What each option includes", "Coverage schedule")), bold=True)
    yield _table(random, quote, writing, None)


def _blocks(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """Each option under its heading, whole."""
    for number, option in enumerate(quote.options):
        yield Paragraph(writing.label(option.name), bold=True)
        yield from _pairs(random, list(_basics(writing, option)))
        yield _table(random, quote, writing, number)
        yield from _pairs(random, list(_costs(quote, writing, option)))


def _listed(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """Each coverage is a heading, its figures are lines below it."""
    option = quote.options[0]
    yield from _pairs(random, list(_basics(writing, option)))
    for line in quote.lines:
        one = line.by_option[0]
        yield Paragraph(writing.label(line.label), bold=True)
        yield Paragraph(f"{writing.head('limit')}: {writing.limit(one)}")
        if one.position != "refused":
            yield Paragraph(f"{writing.head('retention')}: {writing.retention(one, option.retention)}")
        if writing.hours(one):
            yield Paragraph(f"{writing.head('waiting')}: {one.hours} hours")
        if writing.share(one):
            yield Paragraph(f"{writing.head('coinsurance')}: {writing.share(one)}")
    yield from _pairs(random, list(_costs(quote, writing, option)))


def _one_line_each(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """ "Cyber extortion: $250,000, retention $10,000"."""
    option = quote.options[0]
    yield from (Paragraph(f"{label}: {value}") for label, value in _basics(writing, option))
    mark = random.choice(("", "• ", "- "))
    between = random.choice((": ", " – ", ": "))
    for line in quote.lines:
        one = line.by_option[0]
        text = writing.limit(one)
        if one.position != "refused":
            text += f", {writing.money(one.retention or 0)} retention" if one.retention else ", nil retention"
        text += f", waiting period {one.hours} hours" if writing.hours(one) else ""
        text += f", coinsurance {writing.share(one)}" if writing.share(one) else ""
        yield Paragraph(f"{mark}{writing.label(line.label)}{between}{text}")
    yield from (Paragraph(f"{label}: {value}") for label, value in _costs(quote, writing, option))


def _matrix(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """Premiums where limits (down) and retentions (across) meet; each is an option."""
    limits = list(dict.fromkeys(option.aggregate for option in quote.options))
    retentions = list(dict.fromkeys(option.retention for option in quote.options))
    premiums = {(option.aggregate, option.retention): option.premium for option in quote.options}
    yield Paragraph(writing.pick(("Annual premium by limit and retention", "Premium for each limit and retention")))
    head = (Cell(f"{writing.term('aggregate_limit')} / {writing.term('retention')}", bold=True),)
    rows: list[Row] = [(*head, *(Cell(writing.money(retention), "right", bold=True) for retention in retentions))]
    rows += [
        (Cell(writing.money(limit)), *(Cell(writing.money(premiums[limit, retention]), "right") for retention in retentions))
        for limit in limits
    ]
    yield Grid((1.8, *(1.0,) * len(retentions)), tuple(rows))
    yield Paragraph(writing.pick(("Coverages in all options", "Coverage schedule")), bold=True)
    yield _table(random, quote, writing, None)


def _letter(random: Random, quote: Quote, writing: Writing, _ruled: bool) -> Blocks:
    """Sentences only."""
    option = quote.options[0]
    yield Paragraph(
        f"The {writing.term('aggregate_limit').lower()} is {writing.money(option.aggregate)} and the "
        f"{writing.term('retention').lower()} is {writing.money(option.retention)} unless a different one is named below."
    )
    for start in range(0, len(quote.lines), 3):
        sentences = (_sentence(random, line, line.by_option[0], writing) for line in quote.lines[start : start + 3])
        yield Paragraph(" ".join(sentences))
    costs = [f"{label.lower()} of {value}" for label, value in _costs(quote, writing, option)]
    yield Paragraph(f"The price is made of {', '.join(costs[:-1])}, which makes a {costs[-1]}.")


def _sentence(random: Random, line: Line, one: Stated, writing: Writing) -> str:
    label = writing.label(line.label)
    if one.position == "refused":
        return random.choice((f"{label} is not covered.", f"We do not offer {label}: it is not included."))
    amount = f"up to {writing.money(one.limit)}" if one.limit is not None else "up to the policy aggregate"
    text = random.choice((f"{label} is covered {amount}", f"For {label} the cover goes {amount}"))
    if one.retention is not None:
        text += f" with a retention of {writing.money(one.retention)}" if one.retention else " without any retention"
    if writing.hours(one):
        text += f" after a waiting period of {one.hours} hours"
    if writing.share(one):
        text += f", and the insured bears {one.share}% of it"
    return text + "."


# ---------------------------------------------------------------- what each layout can state


def _stating(quote: Quote, keep: Callable[[Stated], Stated]) -> Quote:
    lines = tuple(replace(line, by_option=tuple(map(keep, line.by_option))) for line in quote.lines)
    return replace(quote, lines=lines)


def _limits_and_hours(quote: Quote) -> Quote:
    return _stating(quote, lambda one: replace(one, retention=None, share=None))


def _no_more_than_retention(quote: Quote) -> Quote:
    return _stating(quote, lambda one: replace(one, hours=None, share=None))


def _the_same_in_all(quote: Quote) -> Quote:
    """The coverage lines of the first option hold for every option, but none speaks of the policy's own figures."""
    return replace(quote, lines=tuple(replace(line, by_option=(line.by_option[0],) * len(quote.options)) for line in quote.lines))


def _crossed(random: Random) -> Quote:
    """Every limit with every retention; a premium is all that is said of the price."""
    limits, retentions = (
        sorted(random.sample(content.LIMITS, random.choice((2, 3)))),
        sorted(random.sample(content.RETENTIONS[2:6], random.choice((2, 3)))),
    )
    options = [
        Option(f"Option {number}", limit, retention, round(limit / 1000 * (8 - at) * random.uniform(0.9, 1.0)))
        for number, (limit, (at, retention)) in enumerate(((some, other) for some in limits for other in enumerate(retentions)), 1)
    ]
    return replace(_the_same_in_all(content.quote(random, options)), totalled=False)


LAYOUTS = (
    Layout("one table", lambda r: _some(r, 1, 1), _one_table),
    Layout("option columns", lambda r: _limits_and_hours(_some(r, 2, 4)), _columns),
    Layout("limit and retention by option", lambda r: _no_more_than_retention(_some(r, 2, 3)), _paired_columns),
    Layout("option rows", lambda r: _the_same_in_all(_some(r, 2, 4)), _rows),
    Layout("option by option", lambda r: _some(r, 2, 3), _blocks),
    Layout("coverage by coverage", lambda r: _some(r, 1, 1), _listed),
    Layout("line by line", lambda r: _some(r, 1, 1), _one_line_each),
    Layout("limits by retentions", _crossed, _matrix),
    Layout("letter", lambda r: _some(r, 1, 1), _letter),
)
