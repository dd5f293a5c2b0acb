"""Learning the features with scikit-learn; features.py gives the same numbers to a clause that is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from models.classifier.features import BLOCKS, RUNS, Block, ClauseText

_SETTINGS: dict[str, dict[str, Any]] = {
    "words": {"token_pattern": r"\S+", "ngram_range": (1, 2), "max_features": 20_000},
    "spelling": {"analyzer": "char_wb", "ngram_range": RUNS, "min_df": 4, "max_features": 10_000},
    "marks": {"token_pattern": r"\S+", "use_idf": False},
}


class Vectorizers:
    """One vectorizer for each block of features."""

    def __init__(self, blocks: Sequence[Block] = BLOCKS) -> None:
        self._blocks = [
            (block, TfidfVectorizer(lowercase=False, sublinear_tf=True, dtype=np.float32, **_SETTINGS[block.name])) for block in blocks
        ]

    def learn(self, clauses: Sequence[ClauseText]) -> csr_matrix:
        """Learn the terms of some clauses; one row per clause, each block of unit length."""
        return hstack([one.fit_transform(map(block.clean, clauses)) for block, one in self._blocks], format="csr")

    def features(self, clauses: Sequence[ClauseText]) -> csr_matrix:
        """The same of other clauses."""
        return hstack([one.transform(map(block.clean, clauses)) for block, one in self._blocks], format="csr")

    def learned(self) -> dict[str, dict[str, Any]]:
        """For each block its terms in the order of their places, and their weights."""
        return {block.name: {"terms": list(one.get_feature_names_out()), "idf": _idf(one)} for block, one in self._blocks}


def _idf(vectorizer: TfidfVectorizer) -> Any:
    count = len(vectorizer.vocabulary_)
    return vectorizer.idf_.astype(np.float32) if vectorizer.use_idf else np.ones(count, dtype=np.float32)
