"""What an exclusion gives back -> pairs of what it takes and what it restores, with their effect and the coverages they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.agreements import coverage_names, facets_named
from extractors.candidates import Candidate
from extractors.language.passages import STOP
from extractors.language.scopes import SENTENCE_END, Scope, inside, phrases_of, scopes
from extractors.references import Reference, references
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.matching import Hit, longest, satisfied_groups, tokens_of
from models.records import CarveBack, CarveBackEffect

CONTROL_WITHIN = 60  # characters from "not under" to the control it speaks of
TAKES_WITHIN = 40  # characters from an exception to the words that make it a taking ("except that we will not pay")
OPENS_WITHIN = 30  # characters of a sentence within which it says that it goes on from the one before
SUBJECT_WITHIN = 45  # characters before "does not apply" in which the exclusion that it speaks of is named
LIST_WITHIN = 60  # characters from "does not apply to" to the colon or number that opens a list
LIST_OPENS = re.compile(r":\s*\(?[A-Za-z0-9]{1,3}[.)]$")  # what seems to be the end of a sentence is the number of the first item
MAX_MATTER = 300  # characters that are told of what is excluded
MIN_NAME_WORDS = 2  # single words, such as "media", stand in carve-backs of other things too


@dataclass(frozen=True, slots=True)
class _Block:
    """An exclusion's text with its items; `at` is where the half sentence begins that names it, None where its heading does."""

    wording: Wording
    view: ClauseView
    text: str
    at: int | None
    candidate: Candidate

    @property
    def excludes(self) -> bool:
        return self.view.role == "exclusion" or self.wording.takes_away(self.view)

    @property
    def lists(self) -> bool:
        return any(True for _ in self.wording.below(self.view)) or ";" in self.text.rstrip(" ;.")

    def said(self, scope: Scope) -> str:
        return self.text[scope.start : scope.end]


def carve_backs(wording: Wording, catalogue: Catalogue, candidate: Candidate, whole: ClauseView) -> tuple[CarveBack, ...]:
    """What the exclusion that a candidate found gives back, in text order; `whole` is the clause of which the candidate's is a part."""
    hit = telling_hit(wording, candidate)
    at = None if hit is None else wording.starts[hit.start] - whole.outline.start
    block = _Block(wording, whole, wording.block_text(whole), at, candidate)
    return tuple(_carve_back(block, catalogue, scope) for scope in _given_back(block))


def telling_hit(wording: Wording, candidate: Candidate) -> Hit | None:
    """The phrase around which an exclusion is told: one of the half sentence that says most of its cue, and says it most plainly."""
    view, match = candidate.view, candidate.match
    if match is None:
        return candidate.hit
    starts = _pieces(view.text)
    parts: dict[int, list[Hit]] = {}
    for hit in match.hits:
        parts.setdefault(_number(starts, wording.place(view, hit)), []).append(hit)

    denying = {phrase for group in match.cue.required if any(phrases_of("taking").find(phrase) for phrase in group) for phrase in group}

    def said(number: int) -> tuple[int, int, int]:
        phrases = {hit.phrase for hit in parts[number]}
        words = [hit.end - hit.start for hit in parts[number] if hit.phrase not in denying]
        return sum(not phrases.isdisjoint(group) for group in match.cue.required), max(words, default=0), number

    return parts[max(parts, key=said)][0]


def _given_back(block: _Block) -> Iterator[Scope]:
    pieces = _pieces(block.text)
    for scope in _all_scopes(block.text):
        empty = phrases_of("no_gift").find(block.said(scope)) or _takes(block, scope) or _is_asked(block, scope)
        if not empty and not _of_another(block, scope) and _reaches(block, scope, pieces):
            yield scope


def _all_scopes(text: str) -> list[Scope]:
    """The scopes of carve-backs and of what spares something, not overlapping, in text order."""
    found: list[Scope] = []
    for scope in sorted([*scopes(text, "carve_back"), *scopes(text, "sparing"), *_outside_control(text)], key=lambda scope: scope.start):
        if not found or scope.start >= found[-1].end:
            found.append(Scope(scope.start, _end_of_list(text, scope), scope.opener))
    return found


def _outside_control(text: str) -> Iterator[Scope]:
    doc = tokens_of(text)
    controls = [doc[hit.start].idx for hit in phrases_of("control").find(doc)]
    for hit in longest(phrases_of("outside").find(doc)):
        start, opened = doc[hit.start].idx, doc[hit.end - 1].idx
        if any(opened < control <= opened + CONTROL_WITHIN for control in controls):
            yield Scope(start, _sentence_end(text, opened), hit.phrase)


def _sentence_end(text: str, start: int) -> int:
    match = SENTENCE_END.search(text, start)
    return match.end() if match else len(text)


def _end_of_list(text: str, scope: Scope) -> int:
    """Where "does not apply to: (a) ...; (b) ..." ends: with its list."""
    colon = text.find(":", scope.start, min(scope.end, scope.start + LIST_WITHIN + len(scope.opener)))
    if colon < 0 or (text[scope.end - 1 : scope.end] == "." and not LIST_OPENS.search(text, colon, scope.end)):
        return scope.end
    match = STOP.search(text, scope.end)
    return match.end() if match else len(text)


def _attached(block: _Block, scope: Scope) -> bool:
    """True for an exception to the half sentence before it; what speaks of "this exclusion" is one to the whole of it."""
    return scope.opener in phrases_of("attached").spelt and "exclusion" not in block.said(scope).lower()


def _takes(block: _Block, scope: Scope) -> bool:
    """True for "except that we will not pay for ...": an exception to what was given, not to what was taken."""
    takings = scopes(block.text[scope.start + len(scope.opener) : scope.end], "taking") if _attached(block, scope) else ()
    return bool(takings) and takings[0].start <= TAKES_WITHIN


def _of_another(block: _Block, scope: Scope) -> bool:
    """True where another exclusion than this one is what does not apply: "Exclusion C does not apply to ..."."""
    before = block.text[max(0, scope.start - SUBJECT_WITHIN) : scope.start]
    return any(reference.kind == "exclusion" and not _is_own(block, reference) for reference in references(before))


def _is_own(block: _Block, reference: Reference) -> bool:
    meant = block.wording.meant(reference.target, block.view)
    if meant is None:
        return reference.target.numbers[-1:] == (block.view.outline.label.lower().strip("() ."),)
    return block.wording.stands_in(block.view, meant)


def _is_asked(block: _Block, scope: Scope) -> bool:
    """True for "unless it was verified" outside the exclusions, where only these words make it the restriction that was found."""
    match = block.candidate.match
    if match is None or block.view.role == "exclusion" or not _attached(block, scope):
        return False
    places = {hit: block.wording.starts[hit.start] - block.view.outline.start for hit in match.hits}
    outside = {hit.phrase for hit, place in places.items() if not inside(place, (scope,))}
    return not satisfied_groups(match.cue, outside | block.wording.lead_hits[block.candidate.view.index])


def _pieces(text: str) -> list[int]:
    """Where the sentences and half sentences of a text begin."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text) if match.end() < len(text))]


def _reaches(block: _Block, scope: Scope, pieces: Sequence[int]) -> bool:
    """Whether a carve-back of the block is one of the matter for which it was found."""
    if block.at is None or (block.excludes and not (block.lists and _attached(block, scope))):
        return True
    here, there = _number(pieces, block.at), _number(pieces, scope.start)
    return here <= there and (_only_one(block, scope) or all(_goes_on(block.text, pieces, number) for number in range(here + 1, there + 1)))


def _only_one(block: _Block, scope: Scope) -> bool:
    """True where a numbered clause speaks of "this exclusion" once: it is one exclusion, wherever it stands."""
    return (
        bool(block.view.outline.label) and "this exclusion" in block.said(scope).lower() and block.text.lower().count("this exclusion") == 1
    )


def _number(pieces: Sequence[int], position: int) -> int:
    return max(number for number, start in enumerate(pieces) if start <= position)


def _goes_on(text: str, pieces: Sequence[int], number: int) -> bool:
    """True for a sentence that begins by giving back something of the one before."""
    return any(pieces[number] <= scope.start <= pieces[number] + OPENS_WITHIN for scope in _all_scopes(text))


def _carve_back(block: _Block, catalogue: Catalogue, scope: Scope) -> CarveBack:
    start = _subject(block, scope)
    restored = _told(block.text[start : scope.end])
    restores = restored_coverages(block.wording, catalogue, block.view, restored)
    return CarveBack(_matter(block, start), restored, effect_of(restored), restores)


def _subject(block: _Block, scope: Scope) -> int:
    """Where a carve-back begins: with its first words, or with its half sentence where that is another than the one that excludes."""
    pieces = _pieces(block.text)
    number = _number(pieces, scope.start)
    if scope.opener.split()[0] not in phrases_of("predicates").spelt or not number or number == _number(pieces, block.at or 0):
        return scope.start
    return pieces[number]


def _matter(block: _Block, begins: int) -> str:
    """What a carve-back goes on from: the words before it in its sentence, else the sentence before."""
    starts = [start for start in _pieces(block.text) if start < begins]
    for start in reversed(starts):
        if told := _told(block.text[start:begins]):
            return told[:MAX_MATTER].strip(" ,;")
    return block.wording.name(block.view)


def matter_of(wording: Wording, view: ClauseView) -> str:
    """What an exclusion takes, in its first words."""
    text = wording.block_text(view)
    return _told(text[: _sentence_end(text, len(view.outline.label) + len(view.outline.heading) + 3)])[:MAX_MATTER]


def _told(text: str) -> str:
    return " ".join(text.split())


def effect_of(restored: str) -> CarveBackEffect:
    """How much a carve-back gives back: the loss, the loss on a condition, or the cost of defending alone."""
    doc = tokens_of(restored)
    if phrases_of("defending").find(doc) and not phrases_of("damaging").find(_without(restored)):
        return "defence_only"
    if phrases_of("on_condition").find(doc) and not phrases_of("no_condition").find(doc):
        return "conditional"
    return "restored"


def _without(restored: str) -> str:
    """A carve-back as far as it gives back: "pays claim expenses, but no damages"."""
    doc = tokens_of(restored)
    return restored[: min([doc[hit.start].idx for hit in phrases_of("but_no").find(doc) if hit.start], default=len(restored))]


def restored_coverages(wording: Wording, catalogue: Catalogue, view: ClauseView, restored: str) -> tuple[str, ...]:
    """The coverages that a carve-back names by name or by their insuring agreement, and the facets of coverages that it speaks of."""
    names, restored = coverage_names(catalogue), _without(restored)
    hits = [hit for hit in longest(names.phrases.find(restored)) if hit.end - hit.start >= MIN_NAME_WORDS]
    named = [coverage for hit in hits for coverage in names.coverages[hit.phrase]]
    for reference in references(restored):
        if reference.kind not in ("agreement", "clause"):
            continue
        agreement = wording.meant(reference.target, view)
        if agreement is not None and agreement.role == "insuring_agreement":
            headed = longest(names.phrases.find(agreement.outline.heading))
            named += [coverage for hit in headed for coverage in names.coverages[hit.phrase]]
    return tuple(dict.fromkeys([*named, *facets_named(catalogue, restored)]))
