"""The kinds of schedules: which table, set how, by which producer. Content and geometry are drawn by seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from benchmarks.schedules import content
from benchmarks.schedules.model import Block, Grid, Look, Paragraph, Rules

Producer = Literal["reportlab", "fpdf2", "typst"]
PER_KIND = 3  # schedules of each kind, one by each producer that can set it


@dataclass(frozen=True, slots=True)
class Schedule:
    """One document: a title, then paragraphs and tables as they follow each other."""

    kind: str
    producer: Producer
    look: Look
    title: str
    blocks: tuple[Block, ...]

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))


@dataclass(frozen=True, slots=True)
class Kind:
    grids: Callable[[Random], list[Grid]]
    look: Callable[[Random], Look]
    producers: tuple[Producer, ...] = ("reportlab", "fpdf2", "typst")


def _look(random: Random, rules: Rules, **fixed: Any) -> Look:
    drawn: dict[str, Any] = {
        "face": random.choice(("sans", "serif")),
        "size": random.choice((8.0, 8.5, 9.0, 9.5, 10.0, 10.5)),
        "padding": random.uniform(2.0, 6.0),
        "side": random.uniform(3.0, 7.0),
        "margin": random.uniform(45.0, 75.0),
        "middle": random.random() < 0.3,
    }
    return Look(rules, **(drawn | fixed))


def _short(random: Random) -> list[Grid]:
    return [content.limits(random, random.randint(5, 12))]


KINDS: dict[str, Kind] = {
    "grid": Kind(lambda r: [*_short(r), content.forms(r, 6)], lambda r: _look(r, "grid")),
    "merged heads": Kind(lambda r: [content.options(r, 8, r.choice((2, 2, 3)), r.random() < 0.7)], lambda r: _look(r, "grid", size=8.5)),
    "row labels over rows": Kind(lambda r: [content.labelled(r, 4)], lambda r: _look(r, "grid")),
    "rules across only": Kind(lambda r: [content.limits(r, 9, sections=True)], lambda r: _look(r, "rows")),
    "no rules": Kind(lambda r: [*_short(r), content.forms(r, 7)], lambda r: _look(r, "none", middle=False)),
    "no rules, merged heads": Kind(
        lambda r: [content.without_spans(content.options(r, 9, 2))], lambda r: _look(r, "none", middle=False, size=9.0)
    ),
    "no rules, wrapped cells": Kind(lambda r: [content.limits(r, 9, long=True)], lambda r: _look(r, "none", padding=r.uniform(3.0, 6.0))),
    "zebra": Kind(lambda r: [content.limits(r, 12, long=r.random() < 0.5)], lambda r: _look(r, "zebra")),
    "over pages, head repeated": Kind(lambda r: [content.limits(r, 60)], lambda r: _look(r, r.choice(("grid", "none", "rows")))),
    "over pages, head once": Kind(lambda r: [content.limits(r, 60)], lambda r: _look(r, r.choice(("grid", "none")), repeat=False)),
    "check boxes": Kind(
        lambda r: [content.ticked(r, 10)],
        lambda r: _look(r, r.choice(("grid", "rows")), ticks=r.choice(("dingbat", "drawn", "letter"))),
        ("reportlab", "typst"),
    ),
    "double and tight rules": Kind(
        lambda r: _short(r), lambda r: _look(r, r.choice(("double", "grid")), padding=r.uniform(0.5, 1.5), side=r.uniform(1.0, 2.0))
    ),
    "rules down only": Kind(lambda r: [content.limits(r, 10)], lambda r: _look(r, "columns")),
    "book rules, merged heads": Kind(lambda r: [content.without_spans(content.options(r, 8, 2))], lambda r: _look(r, "book", size=9.0)),
    "declarations": Kind(lambda r: [content.declarations(r)], lambda r: _look(r, "none")),
    "landscape, turned": Kind(lambda r: [content.options(r, 12, 3)], lambda r: _look(r, "grid", landscape=True, turned=True)),
    "dashed grid": Kind(_short, lambda r: _look(r, "dashed"), ("reportlab", "typst")),
    "tiles": Kind(_short, lambda r: _look(r, "tiles")),
    "frame and head rule": Kind(_short, lambda r: _look(r, "frame")),
    "matrix": Kind(lambda r: [content.matrix(r, 9)], lambda r: _look(r, r.choice(("grid", "rows", "none")))),
    "options in rows, far apart": Kind(lambda r: [content.offers(r)], lambda r: _look(r, "none", padding=r.uniform(7.0, 10.0))),
    "shaded sections": Kind(lambda r: [content.limits(r, 9, sections=True)], lambda r: _look(r, "sections")),
    "three options, no rules": Kind(
        lambda r: [content.without_spans(content.options(r, 10, 3))], lambda r: _look(r, "none", landscape=True)
    ),
    "declarations, rules across": Kind(lambda r: [content.declarations(r)], lambda r: _look(r, "rows")),
    "row labels, no rules": Kind(lambda r: [content.labelled(r, 4)], lambda r: _look(r, "none", middle=False)),
    "forms over pages, zebra": Kind(lambda r: [content.forms(r, 60)], lambda r: _look(r, "zebra")),
    "small type, tiles": Kind(lambda r: [content.limits(r, 10, long=True)], lambda r: _look(r, "tiles", size=6.5)),
    "inner rules, dark head": Kind(lambda r: [content.limits(r, 9, sections=True)], lambda r: _look(r, "inner", dark_head=True)),
}
HELD_OUT = (
    "dashed grid", "tiles", "matrix", "declarations, rules across", "row labels, no rules",
    "forms over pages, zebra", "small type, tiles",
)  # fmt: skip


def draw(seed: int) -> list[Schedule]:
    """Every kind PER_KIND times: the same for the same seed."""
    return [_schedule(seed, name, kind, number) for name, kind in KINDS.items() for number in range(PER_KIND)]


def _schedule(seed: int, name: str, kind: Kind, number: int) -> Schedule:
    random = Random(f"{seed}/{name}/{number}")
    look = kind.look(random)
    title = random.choice(("Schedule of cover", "Declarations", "Quotation", "Terms offered"))
    blocks: list[Block] = [Paragraph(random.choice(content.INTRODUCTIONS))]
    for part, grid in enumerate(kind.grids(random), 1):
        blocks += [Paragraph(f"Part {part}", bold=True), grid]
    blocks.append(Paragraph(random.choice(content.NOTES)))
    return Schedule(name, kind.producers[number % len(kind.producers)], look, title, tuple(blocks))
