"""A clause in passages: what it says, what it leaves out, and what it gives back of that. The words are those of scopes.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.language.scopes import phrases_of
from models.catalogue.matching import Hit, longest, tokenizer

Kind = Literal["said", "left_out", "given_back"]
SAID: Kind = "said"
LEFT_OUT: Kind = "left_out"
GIVEN_BACK: Kind = "given_back"

STOP = re.compile(r"\.(?=\s+[\u201c\"(]?[A-Z(]|\s*$)")
PIECE_END = re.compile(r";")
LIST = re.compile(r"[^;.]{0,40}?(?::|\(?\b(?:1|a|i)[).]\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of a clause from `start` to `end`; `opened` is where the words begin that it goes on from."""

    start: int
    end: int
    kind: Kind
    opened: int


@lru_cache(maxsize=10_000)
def passages(text: str, leaves_out: bool = False) -> tuple[Passage, ...]:
    """The passages of a clause in text order; `leaves_out` where the words that open its list say that its items are left out."""
    return tuple(passage for whole in sentences(text) for passage in _sentence(text, whole.start, whole.end, leaves_out))


@lru_cache(maxsize=10_000)
def sentences(text: str) -> tuple[Passage, ...]:
    """The sentences of a clause, each by itself."""
    ends = [match.end() for match in STOP.finditer(text)]
    found = [Passage(start, end, SAID, start) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return tuple(sentence for sentence in found if text[sentence.start : sentence.end].strip())


def _sentence(text: str, start: int, end: int, leaves_out: bool) -> Iterator[Passage]:
    """A sentence piece by piece: after "does not include: (1)" every piece is left out, else a semicolon ends what is left out."""
    turns = _turns(text[start:end])
    listed = leaves_out or any(kind == "before" for _, _, kind in turns)
    ends = [start + match.end() for match in PIECE_END.finditer(text[start:end])]
    for first, last in zip([start, *ends], [*ends, end], strict=True):
        kind: Kind = LEFT_OUT if listed else SAID
        at, opened = first, first
        for place, behind, turn in turns:
            if not first <= start + place < last or turn == "before":
                continue
            new = _turned(kind, turn)
            listed = listed or (turn == "taking" and LIST.match(text, start + behind, last) is not None)
            if new != kind:
                yield Passage(at, start + place, kind, opened)
                # what is given back goes on from what was left out: "customers' systems, except while you manage them"
                at, opened, kind = start + place, at if new == GIVEN_BACK else start + place, new
        yield Passage(at, last, kind, opened)


def _turned(kind: Kind, turn: str) -> Kind:
    if turn == "including":
        return SAID
    if turn == "taking":
        return LEFT_OUT
    return GIVEN_BACK if kind == LEFT_OUT else LEFT_OUT if turn == "except" else kind


def _turns(sentence: str) -> list[tuple[int, int, str]]:
    """(where it begins, where it ends, what it does) of the words that turn the meaning of what follows, in text order."""
    doc = tokenizer().make_doc(sentence)
    kinds = {name: phrases_of(name) for name in ("before", "including", "except", "carve_back", "no_carve_back", "taking")}
    hits: dict[tuple[int, int], tuple[Hit, str]] = {}
    for name, phrases in kinds.items():
        for hit in phrases.find(doc):
            hits.setdefault((hit.start, hit.end), (hit, name))
    kept = longest([hit for hit, _ in hits.values()])
    turns: list[tuple[int, int, str]] = []
    reached = 0
    for hit in sorted(kept, key=lambda hit: hit.start):
        name = hits[hit.start, hit.end][1]
        if hit.start >= reached and name != "no_carve_back":  # "this exclusion does not apply | to" is one turn, not two
            turns.append((doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1]), name))
        reached = max(reached, hit.end)
    return turns
