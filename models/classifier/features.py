"""From a clause to weighted features: word stems in ones and twos, runs of characters, and the catalogue's marks.

The same numbers as scikit-learn's TfidfVectorizer with the settings of vectorizers.py, by which the features are learned: a test holds
both against each other. Every reading process starts with this file, and to load scikit-learn would cost it as much time as ten forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
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
        self._of_word: dict[str, NDArray[np.int32]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def rows(self, texts: Sequence[str]) -> csr_array:
        """One row for each text: the weights of its known terms, of unit length together."""
        found = [self._in_words(text) if self._block.within_words else self._known(text) for text in texts]
        offsets = np.arange(len(texts), dtype=np.int64) * len(self)  # row and place in one number: to count them all at once
        cells, counts = np.unique(np.concatenate(found) + np.repeat(offsets, list(map(len, found))), return_counts=True)
        rows, places = np.divmod(cells, len(self))
        weights = (1.0 + np.log(counts)) * self._idf[places]
        weights /= np.sqrt(np.bincount(rows, weights**2))[rows]
        return csr_array((weights, places, np.searchsorted(rows, np.arange(len(texts) + 1))), shape=(len(texts), len(self)))

    def _known(self, text: str) -> NDArray[np.int32]:
        """The places of the known terms of a text, in text order."""
        return np.array([place for term in self._block.split(text) if (place := self._places.get(term)) is not None], dtype=np.int32)

    def _in_words(self, text: str) -> NDArray[np.int32]:
        """The same where no term reaches over the end of a word: each word is taken apart once."""
        if len(self._of_word) > WORDS_KEPT:
            self._of_word.clear()
        words = text.split()
        for word in set(words).difference(self._of_word):
            self._of_word[word] = self._known(word)
        return np.concatenate([self._of_word[word] for word in words]) if words else self._known("")


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
