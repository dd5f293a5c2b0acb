"""What a document itself calls its options: "Choice 1" and "Choice 2", side by side over columns, down a table, or over like schedules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.language.amounts import find_amounts
from extractors.schedules.grid import Row
from extractors.schedules.vocabulary import Vocabulary

ENUMERATORS: tuple[tuple[str, ...], ...] = (("1", "2", "3", "4", "5", "6"), tuple("ABCDEF"), ("I", "II", "III", "IV", "V"))
ENUMERATED = re.compile(r"^(?P<stem>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?:No\. ?|# ?)?(?P<mark>[1-6]|[A-F]|I{1,3}|IV|V)[:.]?$")
ALIKE = 3  # lines at least that begin alike under two headings, where these are options


def own_names(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words with a running number or letter that stand for options in this document and are not among those of the vocabulary."""
    never = {name.lower() for name in (*vocabulary.option.names, *vocabulary.option.parts)}
    stems = [*_over_columns(rows), *_down_a_table(rows), *_over_schedules(rows)]
    return tuple(dict.fromkeys(stem for stem in stems if stem.lower() not in never))


def _over_columns(rows: Iterable[Row]) -> Iterator[str]:
    """Two or more beside each other in one row."""
    for row in rows:
        marked = [match for cell in row.cells if (match := ENUMERATED.match(cell.text))]
        yield from _in_turn(marked)


def _down_a_table(rows: Iterable[Row]) -> Iterator[str]:
    """Rows below each other that state nothing but amounts."""
    marked = []
    for row in rows:
        match = ENUMERATED.match(row.cells[0].text)
        if match and len(row.cells) > 2 and all(find_amounts(cell.text) for cell in row.cells[1:] if cell.words):
            marked.append(match)
        else:
            yield from _in_turn(marked)
            marked = []
    yield from _in_turn(marked)


def _over_schedules(rows: Sequence[Row]) -> Iterator[str]:
    """Headings under which the same lines stand."""
    places = [(number, match) for number, row in enumerate(rows) if len(row.cells) == 1 and (match := ENUMERATED.match(row.text))]
    for stem in dict.fromkeys(match["stem"] for _, match in places):
        own = [(number, match) for number, match in places if match["stem"] == stem]
        below = [{row.cells[0].text for row in rows[start:end]} for start, end in pairwise([*(number for number, _ in own), len(rows)])]
        if all(len(one & other) >= ALIKE for one, other in pairwise(below)):
            yield from _in_turn([match for _, match in own])


def _in_turn(marked: Sequence[re.Match[str]]) -> Iterator[str]:
    """The word before the numbers, where there are two at least and they run from the first."""
    for stem in dict.fromkeys(match["stem"] for match in marked):
        marks = tuple(match["mark"] for match in marked if match["stem"] == stem)
        if len(marks) > 1 and any(marks == run[: len(marks)] for run in ENUMERATORS):
            yield stem
