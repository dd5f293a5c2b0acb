"""What quotes offer, drawn at random; premiums, fees and taxes make the total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from benchmarks.quotes_drawn import words
from benchmarks.quotes_drawn.model import Line, Option, Quote, Stated

LIMITS = (1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000, 10_000_000)
RETENTIONS = (2_500, 5_000, 10_000, 15_000, 25_000, 50_000, 100_000)
SUBLIMITS = (10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 750_000)
HOURS = (6, 8, 10, 12, 18, 24)
RETROS = ("Full Prior Acts", "policy inception", "unlimited", "none")


def quote(random: Random, options: Sequence[Option]) -> Quote:
    """A quote of these options with its coverage lines."""
    issued = dt.date(2025, 1, 1) + dt.timedelta(random.randrange(500))
    begins = issued + dt.timedelta(random.randint(20, 60))
    stems = random.sample(words.STEMS, 2)
    ends = begins.replace(year=begins.year + 1) if (begins.month, begins.day) != (2, 29) else dt.date(begins.year + 1, 3, 1)
    return Quote(
        insurer=f"{stems[0]} {random.choice(words.PAPERS)}",
        insured=f"{stems[1]} {random.choice(words.TRADES)} {random.choice(words.ENDINGS)}",
        reference=_reference(random),
        issued=issued,
        expires=issued + dt.timedelta(random.choice((14, 21, 30, 45))),
        begins=begins,
        ends=ends,
        retro=random.choice((None, begins - dt.timedelta(random.randint(300, 4000)), random.choice(RETROS))),
        options=tuple(options),
        lines=tuple(_lines(random, options)),
        min_earned=random.choice((None, None, 20, 25, 35, 100)),
        terrorism=random.choice((None, None, None, random.randint(40, 900))),
    )


def options(random: Random, count: int) -> list[Option]:
    """Options of growing limits, with premiums, one set of fees, and taxes of the premium."""
    name = random.choice(words.OPTIONS) if count > 1 else ""
    aggregates = sorted(random.sample(LIMITS, count))
    retentions = [random.choice(RETENTIONS[2:6])] * count if random.random() < 0.5 else random.sample(RETENTIONS[2:6], count)
    fees = random.sample(words.FEES, random.choice((0, 1, 2, 2, 3)))
    flat = {label: random.choice((100, 150, 175, 250, 300, 450)) for label in fees}
    made = []
    for number, (aggregate, retention) in enumerate(zip(aggregates, retentions, strict=True)):
        premium = round(aggregate / 1000 * random.uniform(3, 9)) + random.randint(0, 900)
        paid = tuple((label, _tax(label, premium) or flat[label]) for label in fees)
        made.append(Option(_numbered(name, number), aggregate, retention, premium, paid))
    return made


def _numbered(name: str, number: int) -> str:
    """ "Option A" -> "Option C" for the third."""
    if not name:
        return ""
    stem, first = name.rsplit(" ", 1)
    return f"{stem} {str(number + 1) if first == '1' else ('I', 'II', 'III', 'IV')[number] if first == 'I' else 'ABCD'[number]}"


def _tax(label: str, premium: int) -> float:
    rate = {"Surplus lines tax": 0.03, "Surplus lines tax (4.85%)": 0.0485, "Stamping fee": 0.0015}.get(label, 0.0)
    return round(rate * premium, 2)


def _lines(random: Random, options: Sequence[Option]) -> list[Line]:
    names = list(words.COVERAGES)
    random.shuffle(names)
    taken: set[str] = set()
    lines = []
    for coverages in names[: random.randint(8, 25)]:
        if taken.isdisjoint(coverages):
            taken |= set(coverages)
            lines.append(Line(coverages, random.choice(words.COVERAGES[coverages]), _stated(random, coverages, options)))
    return lines


def _stated(random: Random, coverages: tuple[str, ...], options: Sequence[Option]) -> tuple[Stated, ...]:
    """The same in every option, growing with the options, or offered in some only."""
    one = _one(random, coverages, options[0])
    manner = random.random()
    if len(options) == 1 or manner < 0.4:
        return (one,) * len(options)
    if manner < 0.55:
        refused = random.randrange(len(options))
        return tuple(Stated("refused") if number <= refused else one for number in range(len(options)))
    return tuple(_one(random, coverages, option) for option in options)


def _one(random: Random, coverages: tuple[str, ...], option: Option) -> Stated:
    drawn = random.random()
    if drawn < 0.13:
        return Stated("refused")
    retention = random.choice((option.retention, option.retention, option.retention, random.choice(RETENTIONS), 0))
    hours = random.choice(HOURS) if words.INTERRUPTIONS.intersection(coverages) else None
    share = random.choice((10, 15, 20, 25)) if words.SHARED_IN.intersection(coverages) and random.random() < 0.3 else None
    if drawn < 0.25 and words.WITHIN.isdisjoint(coverages):
        return Stated("included", None, retention, hours, share)
    limit = option.aggregate if random.random() < 0.35 else random.choice([some for some in SUBLIMITS if some < option.aggregate])
    return Stated("limit", limit, retention, hours, share)


def _reference(random: Random) -> str:
    digits = f"{random.randrange(10**6):06d}"
    return random.choice(
        (
            f"Q-{digits}",
            f"CYB{digits}-25",
            f"TQ/{digits[:4]}/{digits[4:]}",
            f"{digits}",
            f"QT-{digits[:3]}-{digits[3:]}",
            f"MPL-{digits}-01",
        )
    )
