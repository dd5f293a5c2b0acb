"""A quote drawn by seed and number: layout, content, wording, look and producer."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import get_args

from benchmarks.quotes_drawn import facts
from benchmarks.quotes_drawn.facts import Fact
from benchmarks.quotes_drawn.layouts import LAYOUTS, closing, opening
from benchmarks.quotes_drawn.model import Quote
from benchmarks.quotes_drawn.writing import Writing
from benchmarks.schedules import Schedule, set_pdf
from benchmarks.schedules.kinds import Producer
from benchmarks.schedules.model import Look, Rules

SHOWS_SPANS: tuple[Rules, ...] = ("grid", "double", "inner", "grid")
RULES: tuple[Rules, ...] = ("grid", "grid", "rows", "none", "book", "zebra", "inner", "frame", "double", "columns")
PRODUCERS: tuple[Producer, ...] = get_args(Producer)
PORTRAIT = 5  # columns that a page upright holds
SHORT, LONG = (4, 14), (45, 60)  # forms listed at the end


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quote as a PDF, with what it states, what follows from that, and the labels that it uses."""

    layout: str
    producer: Producer
    pdf: bytes
    stated: frozenset[Fact]
    derived: frozenset[Fact]
    labels: tuple[str, ...]


def draw(seed: int, number: int, long: bool = False) -> Drawn:
    """The same quote for the same seed and number; each layout comes in turn. `long`: over some five pages."""
    random = Random(f"{seed}/{number}")
    layout = LAYOUTS[number % len(LAYOUTS)]
    producer = random.choice(PRODUCERS)
    writing = Writing(random)
    quote = layout.quote(random)
    look = _look(random, layout.name, _columns(layout.name, quote))
    blocks = [*opening(random, quote, writing), *layout.body(random, quote, writing, look.rules in SHOWS_SPANS)]
    blocks += closing(random, writing, random.randint(*(LONG if long else SHORT)))
    title = random.choice(("Quotation", "Cyber Liability Quote", "Quote", "Technology E&O and Cyber Quotation", "Premium Indication"))
    schedule = Schedule(layout.name, producer, look, title, tuple(blocks))
    return Drawn(layout.name, producer, set_pdf(schedule), facts.stated(quote), facts.derived(quote), tuple(writing.used))


def _columns(layout: str, quote: Quote) -> int:
    """Columns of the widest table that such a layout makes."""
    each = {"limit and retention by option": 2 * len(quote.options), "option rows": 3 + len(quote.options[0].fees)}
    return 1 + each.get(layout, len(quote.options))


def _look(random: Random, layout: str, columns: int) -> Look:
    rules = random.choice(SHOWS_SPANS if layout in ("option columns", "limit and retention by option") and random.random() < 0.6 else RULES)
    return Look(
        rules,
        face=random.choice(("sans", "serif")),
        size=random.choice((8.0, 8.5, 9.0, 9.5, 10.0)),
        padding=random.uniform(2.5, 6.0),
        side=random.uniform(3.0, 7.0),
        margin=random.uniform(45.0, 75.0),
        repeat=random.random() < 0.6,
        dark_head=random.random() < 0.2,
        landscape=columns > PORTRAIT,
    )
