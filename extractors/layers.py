"""What an excess policy states in its own text: its limit, and what it stands over ("$3,000,000 excess of $2,000,000")."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.wording import Wording
from models.records import Term

CONFIDENCE = 0.8


def find_layer(wording: Wording) -> Iterator[Term]:
    """The attachment point and the limit of the first layer that the text states; nothing where it states none."""
    for span in wording.doc.spans["amounts"]:
        amount = span._.value
        if amount.attachment is None or not amount.value:
            continue
        line = next(line for line in wording.source.lines if line.end > span.start_char)
        evidence = wording.cite_range(line.start, line.end)
        if evidence is not None:
            for term, value in (("attachment", amount.attachment), ("aggregate_limit", amount.value)):
                yield Term(term, f"{value:.0f}", evidence, unit=amount.unit or "USD", raw=evidence.quote, confidence=CONFIDENCE)
            return
