"""How sure the classifier is that a clause grants a coverage: read without what it says is not paid, and with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.language.inline_lists import inline_items
from extractors.language.scopes import scopes
from extractors.undefined import payable
from extractors.wording import ClauseView, Wording, uses
from models.catalogue import Catalogue
from models.classifier import ClauseText, load_classifier
from models.classifier.marks import with_marks

MAX_TEXT = 900  # characters of an agreement with its items, and of a definition that it is read with
COMMON = 0.5  # of the agreements use a term: it does not tell them apart

Chances = dict[int, dict[str, float]]


def granting_chances(wording: Wording, catalogue: Catalogue) -> Chances:
    """For each agreement and definition, by its index, the probability of every coverage: that of the reading which speaks most for it."""
    terms = _telling_terms(wording)
    views = list(wording.of_role("insuring_agreement", "definition"))
    asked = [(view.index, with_marks(reading, catalogue)) for view in views for reading in _readings(wording, view, terms)]
    chances = {view.index: wording.predictions[view.index].coverages for view in views if not _takings(view.text)}
    for (index, _), found in zip(asked, load_classifier().predict([reading for _, reading in asked]), strict=True):
        before = chances.get(index, found.coverages)
        chances[index] = {coverage: max(chance, before[coverage]) for coverage, chance in found.coverages.items()}
    return chances


def _readings(wording: Wording, view: ClauseView, terms: dict[str, str]) -> Iterator[ClauseText]:
    """The clause without what it takes away, where it takes away something; item by item; with the terms that an agreement uses."""
    clause = wording.asked[view.index]
    paid = _paid(clause.text)
    if _takings(view.text):
        yield replace(clause, text=paid)
    for item in inline_items(paid):
        yield replace(clause, text=item)
    whole = wording.block_text(view)[:MAX_TEXT]
    used = [text for term, text in terms.items() if uses(whole, term)]
    if view.role == "insuring_agreement" and (used or len(whole) > len(view.text)):
        yield replace(clause, text=" ".join([paid, _paid(whole[len(view.text) :]), *used]))


def _telling_terms(wording: Wording) -> dict[str, str]:
    """What the defined terms mean that say what is paid, as far as it is paid, and that are not in every agreement."""
    by_start = {view.outline.start: view for view in wording.views}
    agreements = [view.text for view in wording.of_role("insuring_agreement") if not view.is_bare]
    told = {term: by_start[clause.start] for term, clause in wording.definitions.items() if payable(term)}
    rare = {term: view for term, view in told.items() if sum(uses(text, term) for text in agreements) <= max(1.0, COMMON * len(agreements))}
    return {term: _paid(wording.block_text(view)[:MAX_TEXT]) for term, view in rare.items()}


def _takings(text: str) -> bool:
    return bool(scopes(text, "taking"))


def _paid(text: str) -> str:
    """A text without what it says is not paid."""
    kept, start = [], 0
    for scope in scopes(text, "taking"):
        kept.append(text[start : scope.start])
        start = scope.end
    return "".join([*kept, text[start:]])
