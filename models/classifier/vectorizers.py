"""Learning the features with scikit-learn; features.py gives the same numbers to a clause that is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from models.classifier.features import RUNS, spelled, stemmed


def new_vectorizers() -> tuple[TfidfVectorizer, TfidfVectorizer]:
    """Unfitted vectorizers for `stemmed` and for `spelled` clauses."""
    words = TfidfVectorizer(
        token_pattern=r"\S+", lowercase=False, ngram_range=(1, 2), max_features=20_000, sublinear_tf=True, dtype=np.float32
    )
    spelling = TfidfVectorizer(
        analyzer="char_wb", lowercase=False, ngram_range=RUNS, min_df=4, max_features=10_000, sublinear_tf=True, dtype=np.float32
    )
    return words, spelling


def learned(vectorizer: TfidfVectorizer) -> dict[str, Any]:
    """What a fitted vectorizer has learned: its terms in the order of their places, and their weights."""
    return {"terms": list(vectorizer.get_feature_names_out()), "idf": vectorizer.idf_.astype(np.float32)}


def features(words: Any, spelling: Any, texts: Sequence[str], headings: Sequence[str], fit: bool = False) -> csr_matrix:
    """One row per clause, of unit length per vectorizer. With `fit` the vectorizers learn their vocabulary from these clauses."""
    pairs = list(zip(texts, headings, strict=True))
    stems = [stemmed(text, heading) for text, heading in pairs]
    plain = [spelled(text, heading) for text, heading in pairs]
    parts = (words.fit_transform(stems), spelling.fit_transform(plain)) if fit else (words.transform(stems), spelling.transform(plain))
    return hstack(parts, format="csr")
