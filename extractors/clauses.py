"""The clauses of a wording as records, with the catalogue ids that a reader would label them with."""

from __future__ import annotations

from extractors.wording import Wording
from models.classifier import THRESHOLD
from models.records import Clause


def labelled_clauses(wording: Wording) -> tuple[Clause, ...]:
    """Every clause that can be cited, in text order.

    `role` is the outline's, but an exclusion for what takes away among agreements; labels and confidence are the classifier's.
    """
    clauses = []
    for view, prediction in zip(wording.views, wording.predictions, strict=True):
        evidence = wording.cite(view)
        if evidence is None:
            continue
        found = {**prediction.coverages, **prediction.exclusions}
        labels = tuple(sorted(label for label, probability in found.items() if probability >= THRESHOLD))
        clauses.append(
            Clause(
                clause=view.clause,
                path=view.path,
                heading=view.heading,
                role="exclusion" if wording.takes_away(view) else view.role,
                labels=labels,
                confidence=round(max((found[label] for label in labels), default=prediction.role_probability), 3),
                text=" ".join(view.text.split()),
                evidence=evidence,
                above=view.above,
            )
        )
    return tuple(clauses)
