"""Phrases of the catalogue found in text by word stems: case, inflection, hyphens and punctuation between words do not matter."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

import snowballstemmer
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue

Owner = TypeVar("Owner", bound=Hashable)

NUMBER_AND_WORD = r"(?<=[A-Z0-9])\.(?=[A-Z][a-z])"
_PIECE = re.compile(r"\S+|\s{2,}|[^\S ]")  # words, and white space that is a token: all but one space between two words
STEMS = "stems"  # where a Doc keeps the stems of its tokens
_STEMMER = snowballstemmer.stemmer("english")
_SAME = {
    "&": "and", "’s": "", "'s": "", "’": "", "'": "", "n't": "not", "n’t": "not", "wo": "will",
    "'ll": "will", "’ll": "will", "'re": "are", "’re": "are", "'ve": "have", "’ve": "have",
}  # fmt: skip
# Words of our field that the stemmer would throw together with others: an insurer is no insured, a systemic event no system event.
_APART = {
    word: kept
    for kept, words in {
        "systemic": "systemic", "security-paper": "securities", "insurer": "insurer insurers", "insured": "insured insureds",
        "willful": "willful wilful", "nationalization": "nationalization nationalisation", "insurable": "insurable",
        "uninsurable": "uninsurable", "informant": "informant informants", "accountant": "accountant accountants accountancy",
        "authority": "authority authorities", "publication": "publication publications", "publicity": "publicity",
        "government": "government governments governmental", "deposition": "deposition depositions", "contents": "contents",
        "underlying": "underlying",
    }.items()
    for word in words.split()
}  # fmt: skip


@cache
def tokenizer() -> English:
    """spaCy's English rules without a statistical model: nothing is downloaded.

    "DD.Period" is a number and a word; "DON'T" in a heading is two words as in running text.
    """
    nlp = English()
    assert isinstance(nlp.tokenizer, Tokenizer)
    for spelt in [rule.upper() for rule in nlp.tokenizer.rules if rule.endswith(("n't", "n’t"))]:
        nlp.tokenizer.add_special_case(spelt, [{"ORTH": spelt[:-3]}, {"ORTH": spelt[-3:]}])
    nlp.tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or []), NUMBER_AND_WORD]).finditer
    return nlp


@cache
def stem(token: str) -> str:
    """The stem by which words are compared, "" for punctuation."""
    lowered = _SAME.get(token.lower(), token.lower())
    if lowered in _APART:
        return _APART[lowered]
    return _STEMMER.stemWord(lowered) if any(char.isalnum() for char in lowered) else ""


class Hit(NamedTuple):
    """A phrase found: `start` and `end` are token numbers of the text that was searched (end exclusive)."""

    phrase: str
    start: int
    end: int


class Phrases:
    """A set of phrases that can be looked for together in one pass; `spelt` are they in the order given."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.spelt = tuple(dict.fromkeys(phrases))
        self._root = _Node()
        for phrase in self.spelt:
            if stems := stems_of(phrase):
                insort(self._root.below(stems).phrases, phrase)

    def find(self, text: str | Doc) -> list[Hit]:
        """All hits in text order, overlapping ones too, the longer before the shorter."""
        runs = list(self._runs(_stems_in(text)))
        kept = _numbers_in(text) if runs else []
        return [Hit(phrase, kept[start], kept[end - 1] + 1) for start, end, phrases in runs for phrase in phrases]

    def present(self, text: str | Doc) -> dict[str, None]:
        """The phrases that stand in a text, each once, in the order of the hits."""
        return {phrase: None for _, _, phrases in self._runs(_stems_in(text)) for phrase in phrases}

    def _runs(self, stems: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
        """(start, end, phrases that these stems spell), in text order, the longer before the shorter."""
        begin, last = self._root.following, len(stems)
        for start in [place for place, stemmed in enumerate(stems) if stemmed in begin]:  # written out: much of a form's time is spent here
            node: _Node | None = begin[stems[start]]
            end, ends = start + 1, []
            while node is not None:
                if node.phrases:
                    ends.append((start, end, node.phrases))
                if end == last:
                    break
                node = node.following.get(stems[end])
                end += 1
            yield from reversed(ends)


class _Node:
    """What may follow after some stems, and the phrases that end here."""

    __slots__ = ("following", "phrases")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.phrases: list[str] = []

    def below(self, stems: Iterable[str]) -> _Node:
        """The node that these stems lead to, made where it is missing."""
        node = self
        for stemmed in stems:
            node = node.following.setdefault(stemmed, _Node())
        return node


@cache
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a phrase, by which two spellings of it are the same."""
    return tuple(stemmed for token in tokenizer().make_doc(text) if (stemmed := stem(token.text)))


def long_doc(text: str) -> Doc:
    """The tokens of a text of many lines.

    spaCy remembers how it took a word apart only as long as it has met no special case ("don't", "Inc.") in the text: of a long text next
    to nothing. To show it each word by itself first is many times faster.
    """
    for word in set(text.split()):
        _parts(word)
    return tokenizer().make_doc(text)


@lru_cache(maxsize=2_000)
def tokens_of(text: str) -> Doc:
    """The tokens of a clause or heading: several questions are put to each, one after the other. Not to be changed."""
    return tokenizer().make_doc(text)


def _stems_in(text: str | Doc) -> list[str]:
    """The stems of a text; kept with it, for several sets of phrases are looked for in each."""
    return _stems_of_words(text) if isinstance(text, str) else _numbered(text)[1]


def _numbers_in(text: str | Doc) -> list[int]:
    """The numbers of the tokens to which these stems belong."""
    return _numbers_of_words(text) if isinstance(text, str) else _numbered(text)[0]


@lru_cache(maxsize=2_000)
def _stems_of_words(text: str) -> list[str]:
    """Word by word, without a Doc: a clause or heading holds few words that were not taken apart before."""
    return list(chain.from_iterable(map(_stems_of_word, text.split())))


@lru_cache(maxsize=2_000)
def _numbers_of_words(text: str) -> list[int]:
    numbers: list[int] = []
    number = int(text[:1] == " " and not text[1:2].isspace())
    for piece in _PIECE.findall(text):
        parts = _parts(piece)
        numbers += [number + place for place, stemmed in enumerate(parts) if stemmed]
        number += len(parts)
    return numbers


@cache
def _stems_of_word(word: str) -> tuple[str, ...]:
    return tuple(filter(None, _parts(word)))


@cache
def _parts(piece: str) -> tuple[str, ...]:
    """The stems of the tokens of a word, "" for punctuation; white space is one token."""
    return ("",) if piece.isspace() else tuple(stem(token.text) for token in tokenizer().make_doc(piece))


def _numbered(doc: Doc) -> tuple[list[int], list[str]]:
    """The tokens of a Doc that have a stem, and these stems."""
    if STEMS not in doc.user_data:
        stems = list(map(_STEMS.__getitem__, doc.to_array("ORTH").tolist()))  # numbers: to make an object of each token costs more
        doc.user_data[STEMS] = ([number for number, stemmed in enumerate(stems) if stemmed], list(filter(None, stems)))
    found: tuple[list[int], list[str]] = doc.user_data[STEMS]
    return found


class _StemsByNumber(dict[int, str]):
    """The stems of tokens by their numbers in the vocabulary."""

    def __missing__(self, token: int) -> str:
        self[token] = stem(tokenizer().vocab.strings[token])
        return self[token]


_STEMS = _StemsByNumber()


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that do not lie within a longer one. Hits of the same extent all stay."""
    return [
        hit
        for hit in hits
        if not any(other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start for other in hits)
    ]


def satisfied(cue: Cue, present: Collection[str]) -> bool:
    """True where every required group has a phrase in `present` and no forbidden phrase is there."""
    return satisfied_groups(cue, present) and not any(phrase in present for phrase in cue.forbidden)


def satisfied_groups(cue: Cue, present: Collection[str]) -> bool:
    """True where every required group has a phrase in `present`, whatever is forbidden."""
    for group in cue.required:  # written out: this is asked a hundred thousand times of a form
        for phrase in group:
            if phrase in present:
                break
        else:
            return False
    return True


class CueIndex(Generic[Owner]):
    """Cues by the phrases of the group of each that fewest cues share, so that a clause is held only against cues that it may satisfy."""

    def __init__(self, cues: Mapping[Owner, Iterable[str]]) -> None:
        self._items = [(owner, parse_cue(text)) for owner, texts in cues.items() for text in texts]
        asked = Counter(phrase for _, cue in self._items for phrase in cue.wanted)
        self._by_phrase: dict[str, list[int]] = {}
        for number, (_, cue) in enumerate(self._items):
            for phrase in min(map(frozenset, cue.required), key=lambda group: sum(asked[phrase] for phrase in group)):
                self._by_phrase.setdefault(phrase, []).append(number)
        self._phrases = frozenset(self._by_phrase)

    def satisfied(
        self, phrases: Collection[str], elsewhere: Collection[str] = (), against: Collection[str] = ()
    ) -> list[tuple[Owner, Cue]]:
        """The cues that ask for one of these phrases and find the others here or `elsewhere`, in the order in which they are asked for.

        No phrase that a cue forbids may stand here or be one of those `against`.
        """
        present = {*phrases, *elsewhere}
        touched = {number for phrase in present & self._phrases for number in self._by_phrase[phrase]}
        met = [number for number in touched if not any(map(present.isdisjoint, self._items[number][1].required))]
        if not met:
            return []
        places = {phrase: place for place, phrase in enumerate(dict.fromkeys(phrases))}
        found: list[tuple[int, int]] = []
        for number in met:
            _, cue = self._items[number]
            own = [places[phrase] for phrase in cue.wanted if phrase in places]
            if own and not any(phrase in places or phrase in against for phrase in cue.forbidden):
                found.append((min(own), number))
        return [self._items[number] for _, number in sorted(found)]


@cache
def catalogue_phrases(catalogue: Catalogue) -> Phrases:
    """Every phrase that the catalogue looks for in wordings."""
    coverages, exclusions, terms = catalogue.coverages.values(), catalogue.exclusions.values(), catalogue.terms.values()
    cues = [
        cue
        for coverage in coverages
        for cue in (*coverage.grants, *coverage.denials, *(cue for facet in coverage.facets.values() for cue in facet))
    ]
    cues += [cue for exclusion in exclusions for cue in (*exclusion.cues, *exclusion.anywhere)]
    cues += [cue for term in terms for cue in (*term.cues, *term.subject)]
    cues += [cue for term in terms for value in (*term.values.values(), *term.left_out.values()) for cue in value]
    names = [alias for coverage in coverages for alias in coverage.aliases]
    names += [heading for exclusion in exclusions for heading in exclusion.headings]
    return Phrases([*names, *(phrase for cue in cues for phrase in parse_cue(cue).phrases)])
