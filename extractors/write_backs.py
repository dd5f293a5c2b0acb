"""Carve-backs that stand outside their exclusion: in an endorsement, an agreement or a condition that names it by number or heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.carve_backs import effect_of, matter_of, restored_coverages
from extractors.language.passages import sentences
from extractors.language.scopes import phrases_of, scopes
from extractors.references import Reference, references
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.matching import Hit, tokens_of
from models.records import CarveBack, Target, WriteBack

LIFTED_WITHIN = 60  # characters from the name of an exclusion to the words that it does not apply
BEFORE_WITHIN = 25  # characters from "notwithstanding" to the name of the exclusion
OBJECT = re.compile(
    r"\b(?:to|under|by|with|in|of|from)\s+(?:the\s+)?$"
)  # "Clause 2 is subject to Exclusion 4, and does not apply": it is the clause that does not


@dataclass(frozen=True, slots=True)
class Written:
    """A write-back, the clause in which it stands, from where to where it gives back, and the clauses of its own document that it names."""

    write_back: WriteBack
    view: ClauseView
    start: int
    end: int
    meant: tuple[ClauseView, ...] = ()


def find_write_backs(wording: Wording, catalogue: Catalogue) -> tuple[Written, ...]:
    """The write-backs of a document, in text order."""
    return tuple(
        written
        for view in wording.views
        if view.role != "notice" and "xclusion" in view.text.lower()
        for sentence in sentences(view.text)
        for written in _of_sentence(wording, catalogue, view, sentence.start, sentence.end)
    )


def write_backs_elsewhere(wording: Wording, catalogue: Catalogue) -> tuple[WriteBack, ...]:
    """The write-backs of exclusions that the document itself does not hold: those of an endorsement to its form."""
    return tuple(written.write_back for written in find_write_backs(wording, catalogue) if not written.meant)


def _of_sentence(wording: Wording, catalogue: Catalogue, view: ClauseView, start: int, end: int) -> Iterator[Written]:
    text = " ".join(view.text[start:end].split())
    if phrases_of("all_of_them").find(text):
        yield from _made(wording, catalogue, view, start, end, None, tuple(_above(wording, view)))
        return
    for reference in references(text):
        if reference.kind == "exclusion" and _gives_back(text, reference):
            meant = wording.meant(reference.target, view)
            if meant is None or not wording.stands_in(view, meant):
                yield from _made(wording, catalogue, view, start, end, reference, (meant,) if meant else ())


def _gives_back(text: str, reference: Reference) -> bool:
    """True for "Exclusion 7 does not apply to ..." and "notwithstanding Exclusion 7 we will pay ...", if nothing takes its place."""
    behind, before = text[reference.end : reference.end + LIFTED_WITHIN], text[max(0, reference.start - BEFORE_WITHIN) : reference.start]
    if phrases_of("replaced").find(text[reference.end :]):
        return False
    if phrases_of("lifted").find(behind) and not OBJECT.search(before):
        return True
    return bool(phrases_of("in_spite").find(before)) and not scopes(text, "taking")


def _made(
    wording: Wording,
    catalogue: Catalogue,
    view: ClauseView,
    start: int,
    end: int,
    reference: Reference | None,
    meant: tuple[ClauseView, ...],
) -> Iterator[Written]:
    text = " ".join(view.text[start:end].split())
    token = bisect_left(wording.starts, view.outline.start + start)
    evidence = wording.cite(view, Hit("", token, token + 1))
    if evidence is None:
        return
    target = reference.target if reference else Target("exclusion")
    excluded = matter_of(wording, meant[0]) if len(meant) == 1 else ".".join(target.numbers).upper() or target.name
    restores = restored_coverages(wording, catalogue, view, _without_exceptions(text))
    carve_back = CarveBack(excluded, text, effect_of(text), restores, evidence)
    yield Written(WriteBack(target, carve_back), view, start, start + len(_without_exceptions(view.text[start:end])), meant)


def _without_exceptions(text: str) -> str:
    """A write-back as far as it gives back: "Exclusion 7 does not apply to fraud, except that we will not pay for ..."."""
    doc = tokens_of(text)
    return text[: min([doc[hit.start].idx for hit in phrases_of("except").find(doc)], default=len(text))]


def _above(wording: Wording, view: ClauseView) -> Iterator[ClauseView]:
    """The exclusions that stand above a clause in its part of the form."""
    part = _part(wording, view)
    return (other for other in wording.views[: view.index] if other.role == "exclusion" and _part(wording, other) == part)


def _part(wording: Wording, view: ClauseView) -> int:
    while view.outline.parent >= 0:
        view = wording.views[view.outline.parent]
    return view.index
