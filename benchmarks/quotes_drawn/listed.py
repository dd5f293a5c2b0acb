"""The labels that the reader's data lists, for telling how many of those drawn it does not."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.schedules.vocabulary import load_vocabulary
from models.catalogue import load_catalogue
from models.catalogue.cues import parse_cue


def listed_labels() -> frozenset[str]:
    """Every alias, one-phrase cue, label, column word and option name, in lower case."""
    return frozenset(" ".join(label.lower().replace("&", "and").split()) for label in _listed())


def _listed() -> Iterator[str]:
    catalogue, vocabulary = load_catalogue(), load_vocabulary()
    for coverage in catalogue.coverages.values():
        yield from (coverage.name, *coverage.aliases)
        yield from (phrase for cue in map(parse_cue, coverage.lines) if len(cue.required) == 1 for phrase in cue.phrases)
    for term in catalogue.terms.values():
        yield from (term.name, *term.labels)
    for labels in (*vocabulary.labels.values(), *vocabulary.columns.values(), vocabulary.option.names):
        yield from labels
