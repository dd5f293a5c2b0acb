"""From the text and heading of a clause to a sparse row of numbers: word stems in ones and twos, and runs of characters.

Words are stemmed before the vectorizers see them, so that the vectorizers need no code of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer
from snowballstemmer import stemmer

_WORD = re.compile(r"[a-z]+(?:'s)?|[$£€%]|\d[\d,.]*")
_STEMMER = stemmer("english")


def new_vectorizers() -> tuple[TfidfVectorizer, TfidfVectorizer]:
    """Unfitted vectorizers for `stemmed` and for `spelled` clauses."""
    words = TfidfVectorizer(
        token_pattern=r"\S+", lowercase=False, ngram_range=(1, 2), max_features=20_000, sublinear_tf=True, dtype=np.float32
    )
    spelling = TfidfVectorizer(
        analyzer="char_wb", lowercase=False, ngram_range=(4, 5), min_df=4, max_features=10_000, sublinear_tf=True, dtype=np.float32
    )
    return words, spelling


def learned(vectorizer: TfidfVectorizer) -> dict[str, Any]:
    """What a fitted vectorizer has learned, as plain values: its terms in order, one a line, and their weights."""
    return {"terms": "\n".join(vectorizer.get_feature_names_out()), "idf": vectorizer.idf_.astype(np.float32)}


def restored_vectorizers(words: dict[str, Any], spelling: dict[str, Any]) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    """The vectorizers that have `learned` what is given."""
    vectorizers = new_vectorizers()
    for vectorizer, state in zip(vectorizers, (words, spelling), strict=True):
        vectorizer.vocabulary = {term: place for place, term in enumerate(state["terms"].split("\n"))}
        vectorizer.idf_ = state["idf"]
    return vectorizers


def features(words: Any, spelling: Any, texts: Sequence[str], headings: Sequence[str], fit: bool = False) -> csr_matrix:
    """One row per clause, of unit length per vectorizer. With `fit` the vectorizers learn their vocabulary from these clauses."""
    pairs = list(zip(texts, headings, strict=True))
    stems = [stemmed(text, heading) for text, heading in pairs]
    plain = [spelled(text, heading) for text, heading in pairs]
    parts = (words.fit_transform(stems), spelling.fit_transform(plain)) if fit else (words.transform(stems), spelling.transform(plain))
    return hstack(parts, format="csr")


def stemmed(text: str, heading: str) -> str:
    """Word stems of heading and text; those of the heading a second time, marked, since a heading says more than its words elsewhere."""
    title = [_stem(word) for word in _words(heading)]
    return " ".join([*(f"h_{stem}" for stem in title), *title, *(_stem(word) for word in _words(text))])


def spelled(text: str, heading: str) -> str:
    """Heading and text in small letters without figures or punctuation, for runs of characters."""
    return " ".join(word for word in _words(f"{heading} {text}") if word[0].isalpha())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("\u2019", "'"))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Figures become one token: that an amount or a number of days stands there matters, not how much."""
    return "0" if word[0].isdigit() else str(_STEMMER.stemWord(word))
