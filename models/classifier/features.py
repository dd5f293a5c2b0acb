"""From a clause to weighted features: word stems in ones and twos, runs of characters, and the catalogue's marks.

The same numbers as scikit-learn's TfidfVectorizer with the settings of vectorizers.py, by which the features are learned: a test holds
both against each other. Every reading process starts with this file, and to load scikit-learn would cost it as much time as ten forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

WORDS_KEPT = 50_000  # of which the runs of characters are remembered
RUNS = (4, 5)  # lengths of the runs of characters
_WORD = re.compile(r"[a-z]+(?:'s)?|[$£€%]|\d[\d,.]*")
_STEMMER = stemmer("english")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it is asked about: `heading` and the heading of its `section` are "" where there is none; see marks.py for `marks`."""

    text: str
    heading: str = ""
    section: str = ""
    marks: tuple[str, ...] = ()


class Tfidf:
    """Term weights as learned: `terms` in the order of their places, each with its inverse document frequency."""

    def __init__(self, terms: list[str], idf: NDArray[np.float32], block: Block) -> None:
        self._places = {term: place for place, term in enumerate(terms)}
        self._idf = idf
        self._block = block
        self._of_word: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def row(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """(places, weights) of the known terms of a text; the weights are of unit length together."""
        counts = self._in_words(text) if self._block.within_words else Counter(map(self._places.get, self._block.split(text)))
        counts.pop(None, None)
        places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        weights = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * self._idf[places]
        length = np.sqrt((weights**2).sum())
        return places, weights / length if length else weights

    def _in_words(self, text: str) -> Counter[int | None]:
        """The same count where no term reaches over the end of a word: each word is taken apart once."""
        if len(self._of_word) > WORDS_KEPT:
            self._of_word.clear()
        words = text.split()
        for word in set(words).difference(self._of_word):
            self._of_word[word] = tuple(place for term in self._block.split(word) if (place := self._places.get(term)) is not None)
        return Counter(chain.from_iterable(map(self._of_word.__getitem__, words)))


def word_terms(stems: str) -> Iterator[str]:
    """Stems in ones and twos."""
    words = stems.split()
    return chain(words, map(" ".join, pairwise(words)))


def spelling_terms(text: str) -> Iterator[str]:
    """Runs of characters within each word, a space on either side of it counted in."""
    return chain.from_iterable(map(_runs, text.split()))


def mark_terms(found: str) -> Iterator[str]:
    """The marks, one by one."""
    return iter(found.split())


@lru_cache(maxsize=50_000)
def _runs(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    runs = []
    for length in RUNS:
        runs += [padded[start : start + length] for start in range(max(1, len(padded) - length + 1))]
        if len(padded) <= length:  # a short word has one run only
            break
    return tuple(runs)


def stemmed(clause: ClauseText) -> str:
    """Word stems of section, heading and text; what stands in a heading is marked, for it says more than its words elsewhere."""
    section = [_stem(word) for word in _words(clause.section)]
    title = [_stem(word) for word in _words(clause.heading)]
    words = [_stem(word) for word in _words(clause.text)]
    return " ".join([*(f"s_{stem}" for stem in section), *(f"h_{stem}" for stem in title), *title, *words])


def spelled(clause: ClauseText) -> str:
    """Heading and text in small letters without figures or punctuation, for runs of characters."""
    return " ".join(word for word in (*_words(clause.heading), *_words(clause.text)) if word[0].isalpha())


def marked(clause: ClauseText) -> str:
    """The marks in a row."""
    return " ".join(clause.marks)


@lru_cache(maxsize=500)
def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("\u2019", "'"))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Figures become one token: that an amount or a number of days stands there matters, not how much."""
    return "0" if word[0].isdigit() else str(_STEMMER.stemWord(word))


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of features: how a clause is cleaned for it, and how that is split into terms."""

    name: str
    clean: Callable[[ClauseText], str]
    split: Callable[[str], Iterator[str]]
    within_words: bool = False  # no term reaches over the end of a word


BLOCKS = (
    Block("words", stemmed, word_terms),
    Block("spelling", spelled, spelling_terms, within_words=True),
    Block("marks", marked, mark_terms),
)
