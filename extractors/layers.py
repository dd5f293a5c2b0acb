"""What an excess policy states in its own text: its limit, and what it stands over ("$3,000,000 excess of $2,000,000")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.language.amounts import Found, find_amounts
from extractors.wording import Wording
from models.records import Term

CONFIDENCE = 0.8
OVER = re.compile(r"\b(?:excess|xs|x/s)\b", re.IGNORECASE)  # only a text that says so states a layer


def find_layer(wording: Wording) -> Iterator[Term]:
    """The attachment point and the limit of the first layer that the text states; nothing where it states none."""
    for at, found in _amounts(wording):
        amount = found.amount
        if amount.attachment is None or not amount.value:
            continue
        line = next(line for line in wording.source.lines if line.end > at)
        evidence = wording.cite_range(line.start, line.end)
        if evidence is not None:
            for term, value in (("attachment", amount.attachment), ("aggregate_limit", amount.value)):
                yield Term(term, f"{value:.0f}", evidence, unit=amount.unit or "USD", raw=evidence.quote, confidence=CONFIDENCE)
            return


def _amounts(wording: Wording) -> Iterator[tuple[int, Found]]:
    """The amounts of the clauses that speak of something in excess, each with its place in the running text."""
    for view in wording.views:
        if OVER.search(view.text):
            yield from ((view.outline.start + found.start, found) for found in find_amounts(view.text))
