"""Phrases of the catalogue found in text by word stems: case, inflection, hyphens and punctuation between words do not matter."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import snowballstemmer
from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue

Owner = TypeVar("Owner", bound=Hashable)

NUMBER_AND_WORD = r"(?<=[A-Z0-9])\.(?=[A-Z][a-z])"
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: `start` and `end` are token numbers of the text that was searched (end exclusive)."""

    phrase: str
    start: int
    end: int


class Phrases:
    """A set of phrases that can be looked for together in one pass; `spelt` are they in the order given."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.spelt = tuple(dict.fromkeys(phrases))
        self._matcher = PhraseMatcher(tokenizer().vocab, attr="ORTH")
        by_stems: dict[tuple[str, ...], list[str]] = {}
        for phrase in self.spelt:
            by_stems.setdefault(stems_of(phrase), []).append(phrase)
        self._by_stems = {"\x1f".join(stems): spelt for stems, spelt in by_stems.items() if stems}
        for key in self._by_stems:
            self._matcher.add(key, [Doc(tokenizer().vocab, words=key.split("\x1f"))])

    def find(self, text: str | Doc) -> list[Hit]:
        """All hits in text order, overlapping ones too."""
        kept, stems = _stemmed(tokenizer().make_doc(text) if isinstance(text, str) else text)
        matches = self._matcher(stems)
        hits = [
            Hit(phrase, kept[start], kept[end - 1] + 1)
            for key, start, end in matches
            for phrase in self._by_stems[tokenizer().vocab.strings[key]]
        ]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.phrase))


@cache
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a phrase, by which two spellings of it are the same."""
    return tuple(stemmed for token in tokenizer().make_doc(text) if (stemmed := stem(token.text)))


def _stemmed(doc: Doc) -> tuple[list[int], Doc]:
    """The tokens of a text that have a stem, and these stems; kept with the text, in which several sets of phrases are looked for."""
    if STEMS not in doc.user_data:
        kept = [(index, stemmed) for index, token in enumerate(doc) if (stemmed := stem(token.text))]
        stems = Doc(tokenizer().vocab, words=[stemmed for _, stemmed in kept])
        doc.user_data[STEMS] = ([index for index, _ in kept], stems)
    found: tuple[list[int], Doc] = doc.user_data[STEMS]
    return found


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that do not lie within a longer one. Hits of the same extent all stay."""
    return [
        hit
        for hit in hits
        if not any(other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start for other in hits)
    ]


def satisfied(cue: Cue, present: Collection[str]) -> bool:
    """True where every required group has a phrase in `present` and no forbidden phrase is there."""
    return all(any(phrase in present for phrase in group) for group in cue.required) and not any(
        phrase in present for phrase in cue.forbidden
    )


class CueIndex(Generic[Owner]):
    """Cues by the phrases they ask for, so that a clause is held only against cues that it can satisfy."""

    def __init__(self, cues: Mapping[Owner, Iterable[str]]) -> None:
        self._by_phrase: dict[str, list[tuple[Owner, Cue]]] = {}
        for owner, texts in cues.items():
            for cue in map(parse_cue, texts):
                for phrase in {phrase for group in cue.required for phrase in group}:
                    self._by_phrase.setdefault(phrase, []).append((owner, cue))

    def touched(self, phrases: Iterable[str]) -> dict[tuple[Owner, Cue], None]:
        """The cues that ask for one of these phrases, each once, in a stable order."""
        return {item: None for phrase in phrases for item in self._by_phrase.get(phrase, ())}


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
