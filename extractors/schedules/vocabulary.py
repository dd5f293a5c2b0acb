"""The words of schedules, read from vocabulary.toml and validated, and the coverages and terms that a line of a schedule names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError

from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import Hit, Phrases, longest, satisfied, stem, tokenizer
from models.errors import CatalogueError

MAX_BETWEEN = 4  # tokens between the words of one name: "income lost after a security breach"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Relations(_Strict):
    """Phrases of notes and cells that say how one limit stands to another, or that there is none."""

    part_of: tuple[str, ...]
    in_addition: tuple[str, ...]
    every: tuple[str, ...]
    policy: tuple[str, ...]
    not_offered: tuple[str, ...]
    declined: tuple[str, ...]
    waiting_row: tuple[str, ...]
    retention_row: tuple[str, ...]
    retained: tuple[str, ...]
    elsewhere: tuple[str, ...]


class Companies(_Strict):
    paper: tuple[str, ...]
    endings: tuple[str, ...]
    tails: tuple[str, ...]


class OptionNames(_Strict):
    """`names` are those of offers; `parts` are numbered too, and are none."""

    names: tuple[str, ...]
    parts: tuple[str, ...]


class ReadingWords(_Strict):
    """`weak` labels need a colon or a cell of their own; `links` may stand between label and value; `never` and `skipped`
    are labels and terms that schedules do not give."""

    weak: tuple[str, ...]
    links: tuple[str, ...]
    never: tuple[str, ...]
    skipped: tuple[str, ...]


class Whole(_Strict):
    terms: tuple[str, ...]


class Vocabulary(_Strict):
    """The whole of vocabulary.toml."""

    columns: dict[str, tuple[str, ...]]
    option: OptionNames
    relation: Relations
    companies: Companies
    labels: dict[str, tuple[str, ...]]
    label_cues: dict[str, tuple[str, ...]]
    reading: ReadingWords
    after: dict[str, tuple[str, ...]]
    whole: Whole
    retro: dict[str, tuple[str, ...]]
    retro_unset: dict[str, tuple[str, ...]]


@cache
def load_vocabulary() -> Vocabulary:
    """Read and validate vocabulary.toml. Raises CatalogueError where it breaks its own rules."""
    text = files("extractors.schedules").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    try:
        return Vocabulary.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogueError(f"extractors/schedules/vocabulary.toml: {error}") from error


@dataclass(frozen=True, slots=True)
class _Name:
    cue: Cue
    coverages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Coverages that a text names; `start` and `end` are the token numbers of the name."""

    coverages: tuple[str, ...]
    tokens: frozenset[int]

    @property
    def span(self) -> frozenset[int]:
        return frozenset(range(self.start, self.end))

    @property
    def start(self) -> int:
        return min(self.tokens)

    @property
    def end(self) -> int:
        return max(self.tokens) + 1


class LineNames:
    """Finds coverages by their names: the aliases and the cues for lines of the catalogue, the name of most words first."""

    def __init__(self, catalogue: Catalogue) -> None:
        coverages = catalogue.coverages.values()
        self._names = [_Name(parse_cue(cue), tuple(ids)) for cue, ids in _owners((item.id, item.lines) for item in coverages).items()]
        self._names += [_Name(Cue(((alias,),)), (item.id,)) for item in coverages for alias in item.aliases]
        self._by_phrase: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for phrase in name.cue.required[0]:
                self._by_phrase.setdefault(phrase, []).append(number)
        self._joined = [(item.id, other, Phrases(words)) for item in coverages for other, words in item.joined.items()]
        self._phrases = Phrases(phrase for name in self._names for phrase in name.cue.phrases)

    def find(self, text: str) -> list[Named]:
        """Names in text order, none of them sharing a word with another."""
        hits = self._phrases.find(text)
        present: dict[str, list[Hit]] = {}
        for hit in hits:
            present.setdefault(hit.phrase, []).append(hit)
        reached = sorted({number for phrase in present for number in self._by_phrase.get(phrase, ())})
        candidates = [
            Named(name.coverages, tokens)
            for name in (self._names[number] for number in reached)
            if satisfied(name.cue, present) and (tokens := _tokens(name.cue, present))
        ]
        chosen: list[Named] = []
        for candidate in sorted(candidates, key=lambda named: -len(named.tokens)):
            twin = next((n for n, other in enumerate(chosen) if other.tokens == candidate.tokens), None)
            if twin is None and not any(_overlap(candidate, other) for other in chosen):
                chosen.append(candidate)
        return [self._with_more(named, text) for named in sorted(chosen, key=lambda named: named.start)]

    def _with_more(self, named: Named, text: str) -> Named:
        """The name with the coverages that its other words add."""
        added = [
            other
            for id_, other, words in self._joined
            if id_ in named.coverages and any(set(range(hit.start, hit.end)) <= named.span for hit in words.find(text))
        ]
        return Named(tuple(dict.fromkeys([*named.coverages, *added])), named.tokens)

    def coverages(self, label: str) -> tuple[str, ...]:
        """Ids of the coverages that the label of one line names: the longest name, and those joined to it by "and", "&" or a comma."""
        found = self.find(label)
        if not found:
            return ()
        main = max(found, key=lambda named: len(named.tokens))
        tokens = [stem(token.text) for token in tokenizer().make_doc(label)]
        joined = [named for named in found if named is main or len(named.tokens) > 1 or _adjoin(named, main, tokens)]
        return tuple(dict.fromkeys(coverage for named in joined for coverage in named.coverages))


def _owners(cues: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    """Coverages by the cue that names them: one line may name several."""
    owners: dict[str, list[str]] = {}
    for id_, texts in cues:
        for text in texts:
            owners.setdefault(text, []).append(id_)
    return owners


def _adjoin(named: Named, main: Named, tokens: Sequence[str]) -> bool:
    first, second = sorted((named, main), key=lambda item: item.start)
    between = tokens[first.end : second.start]
    return bool(between) and all(token in ("", "and") for token in between)


def _tokens(cue: Cue, present: dict[str, list[Hit]]) -> frozenset[int]:
    """Token numbers that the cue's phrases cover where they stand closest together; empty where too much stands between them,
    or one word would have to fill two of the cue's groups."""
    groups = [longest([hit for phrase in group for hit in present.get(phrase, [])]) for group in cue.required]
    best: frozenset[int] = frozenset()
    for anchor in groups[0]:
        covered = set(range(anchor.start, anchor.end))
        for group in groups[1:]:
            free = [hit for hit in group if not set(range(hit.start, hit.end)) <= covered]
            if not free:
                return best
            nearest = min(free, key=lambda hit: (abs(hit.start - anchor.start), hit.start))
            covered |= set(range(nearest.start, nearest.end))
        for hit in sorted((hit for group in groups for hit in group), key=lambda hit: hit.start):
            if min(covered) <= hit.start <= max(covered) + 1:  # "brand harm income loss": the rest of the name
                covered |= set(range(hit.start, hit.end))
        between = max(covered) + 1 - min(covered) - len(covered)
        if between <= MAX_BETWEEN and len(covered) > len(best):
            best = frozenset(covered)
    return best


def _overlap(first: Named, second: Named) -> bool:
    return first.start < second.end and second.start < first.end


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label in a text, with its character offsets. A `weak` one is no label without a colon or a cell of its own."""

    term: str
    start: int
    end: int
    tokens: int
    before: int
    weak: bool


class Labels:
    """Finds which terms a text labels. Labels are those of the vocabulary, then of the catalogue."""

    def __init__(self, catalogue: Catalogue, vocabulary: Vocabulary) -> None:
        self._terms: dict[str, str] = {}
        self._weak = {label.lower() for label in vocabulary.reading.weak}
        ignored = {label.lower() for label in vocabulary.reading.never}
        for term, labels in _labels(catalogue, vocabulary):
            for label in labels:
                self._terms.setdefault(label.lower(), "" if label.lower() in ignored else term)
        self._terms |= dict.fromkeys(ignored, "")
        self._phrases = Phrases(self._terms)
        self._cues = [(term, parse_cue(cue)) for term, cues in vocabulary.label_cues.items() for cue in cues]
        self._words = Phrases(phrase for _, cue in self._cues for phrase in cue.phrases)

    def meant(self, label: str) -> list[LabelHit]:
        """Terms that the words of a whole label may mean where no list has it; weaker than any that a list has."""
        present = {hit.phrase for hit in self._words.find(label)}
        terms = dict.fromkeys(term for term, cue in self._cues if satisfied(cue, present))
        return [LabelHit(term, 0, len(label), len(label.split()), 0, weak=True) for term in terms]

    def find(self, text: str) -> list[LabelHit]:
        """Labels in text order without those within a longer one."""
        doc = tokenizer().make_doc(text)
        return [
            LabelHit(
                self._terms[hit.phrase],
                doc[hit.start].idx,
                doc[hit.end - 1].idx + len(doc[hit.end - 1]),
                hit.end - hit.start,
                hit.start,
                hit.phrase in self._weak,
            )
            for hit in longest(self._phrases.find(doc))
            if self._terms[hit.phrase]
        ]


def _labels(catalogue: Catalogue, vocabulary: Vocabulary) -> Iterable[tuple[str, Sequence[str]]]:
    yield from vocabulary.labels.items()
    for term in catalogue.terms.values():
        if term.id not in vocabulary.reading.skipped and term.kind != "yes":
            yield term.id, term.labels


@cache
def line_names(catalogue: Catalogue) -> LineNames:
    """The names of coverages, compiled once per catalogue."""
    return LineNames(catalogue)


@cache
def term_labels(catalogue: Catalogue) -> Labels:
    """The labels of terms, compiled once per catalogue."""
    return Labels(catalogue, load_vocabulary())
