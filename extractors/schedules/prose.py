"""What sentences say of coverages: limits in a letter, sublimits in a footnote, endorsements, notes below a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.language.amounts import Amount, Found, find_amounts
from extractors.schedules.passages import Passage
from extractors.schedules.vocabulary import LineNames, Vocabulary
from models.catalogue.matching import Phrases, tokenizer

MIN_LIMIT = 1000.0
_CLAUSE = re.compile(r"(?:[,;]\s+(?:and|but|nor|while)\s+|;\s+|\.\s+|\s+and\s+(?=[^,;.]{3,60}?\b(?:is|are|has|have|will|does)\b))")
_RETAINED = re.compile(r"\b(?:retention|deductible|excess)(?:\s+(?:of|is|at|:))?\s*$", re.IGNORECASE)
_MOST = re.compile(r"\bmost\b.{0,60}\bpay\b|\bsub-?limit\b|\blimit of (?:insurance|liability)\b", re.IGNORECASE)
_RETAINED_AFTER = re.compile(r"^\s*(?:retention|deductible|excess)\b", re.IGNORECASE)
_NO_RETENTION = re.compile(r"\b(?:without|no|nil)\s+(?:any\s+)?(?:retention|deductible|excess)\b", re.IGNORECASE)
_BORNE = re.compile(r"\b(?:bears?|carr(?:y|ies)|coinsurance|co-insurance|participat\w+|own\s+risk)\b", re.IGNORECASE)
_FOLLOWS = re.compile(r"^\s*(?:[\w’' -]{0,25}?\b)?(?:for|in respect of|of|on|towards)\b", re.IGNORECASE)
_REPLACED = re.compile(r"\b(?:replaced (?:with|by)|amended to|increased to|reduced to|changed to)\b", re.IGNORECASE)
_DEPENDS = re.compile(r"^\W*(?:if|where|unless|should|when)\b|,?\s(?:if|unless)\b", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:in full|up to the (?:policy )?(?:aggregate|limit))\b", re.IGNORECASE)
_FEE = re.compile(r"\s+(?:\w+\s+)?(?:fee|tax|levy|surcharge)s?\b", re.IGNORECASE)  # "a regulatory assessment fee"
_MARK = re.compile(r"^\s*(?:\(?(\d{1,2}|[a-z])\)|([*†‡§]+|[¹²³⁴⁵⁶⁷⁸⁹]))\s*")


@dataclass(slots=True)
class Said:
    """What one sentence says of some coverages. `mark` is the footnote mark that begins it, without brackets; `condition` the sentence
    itself where the share it speaks of depends on something.

    `option` is "" where it holds for every option.
    """

    coverages: tuple[str, ...]
    passage: Passage
    limit: Amount | None = None
    retention: float | None = None
    waiting_hours: float | None = None
    coinsurance: float | None = None
    condition: str = ""
    relation: str = ""
    included: bool = False
    refused: bool = False
    mark: str = ""
    option: str = ""

    @property
    def says_something(self) -> bool:
        stated = (self.limit, self.retention, self.waiting_hours, self.coinsurance)
        return any(value is not None for value in stated) or bool(self.relation) or self.included or self.refused


@dataclass(frozen=True, slots=True)
class _Spot:
    """A coverage's name with its character offsets in the sentence."""

    coverages: tuple[str, ...]
    start: int
    end: int


class ProseReader:
    """`amends`: the document is an endorsement, whose sentences go on about what its heading names."""

    def __init__(self, names: LineNames, vocabulary: Vocabulary, amends: bool) -> None:
        self._names = names
        self._amends = amends
        self._refused = Phrases(vocabulary.relation.not_offered)
        self._part_of = Phrases(vocabulary.relation.part_of)
        self._in_addition = Phrases(vocabulary.relation.in_addition)
        self._retention = Phrases(vocabulary.relation.retention_row)
        self._every = Phrases(vocabulary.relation.every)

    def read(self, text: Iterable[Passage]) -> list[Said]:
        """What each sentence says of the coverages it names; one that names none goes on about the coverages of the one before."""
        said: list[Said] = []
        before: tuple[_Spot, ...] = ()
        page = 0
        for passage in text:
            if passage.page != page:
                before, page = (), passage.page
            spots = self._spots(passage.text)
            borne = not spots and before and self._borne(passage.text)
            if spots or borne:
                said += self._sentence(passage, spots or [_Spot(spot.coverages, 0, 0) for spot in before])
            if spots:
                before = tuple(spots)
        return [item for item in said if item.says_something]

    def every_relation(self, text: Iterable[Passage]) -> str:
        """ "part_of" or "in_addition" where a note says so of every limit of the schedule, else ""."""
        for passage in text:
            if self._every.find(passage.text):
                relation = self._relation(passage.text)
                if relation:
                    return relation
        return ""

    def _relation(self, text: str) -> str:
        if self._part_of.find(text):
            return "part_of"
        return "in_addition" if self._in_addition.find(text) else ""

    def _borne(self, text: str) -> bool:
        amounts = find_amounts(text)
        if self._amends and _MOST.search(text):
            return any(item.amount.kind == "money" for item in amounts)
        return bool(_BORNE.search(text)) and any(item.amount.kind == "percent" for item in amounts)

    def _spots(self, text: str) -> list[_Spot]:
        doc = tokenizer().make_doc(text)
        spots = [
            _Spot(named.coverages, doc[named.start].idx, doc[named.end - 1].idx + len(doc[named.end - 1]))
            for named in self._names.find(text)
        ]
        return [spot for spot in spots if not _FEE.match(text[spot.end :])]

    def _sentence(self, passage: Passage, spots: Sequence[_Spot]) -> list[Said]:
        text = passage.text
        mark = _MARK.match(text)
        said = [Said(spot.coverages, passage, mark=(mark[1] or mark[2]) if mark else "") for spot in spots]
        amounts = find_amounts(text)
        replaced = _REPLACED.search(text)
        for number, item in enumerate(amounts):
            if replaced and item.amount.kind == "money" and item.start < replaced.start():
                continue
            limit = amounts[number + 1].start if number + 1 < len(amounts) else len(text)
            self._put(said[_owner(text, item, spots, limit)], text, item, bool(self._retention.find(passage.label)))
        for clause_start, clause_end in _clauses(text):
            clause = text[clause_start:clause_end]
            inside = [n for n, spot in enumerate(spots) if clause_start <= spot.start < clause_end]
            for n in inside:
                said[n].refused = said[n].limit is None and bool(self._refused.find(clause))
                said[n].included = said[n].limit is None and bool(_SHARED.search(clause))
                if _NO_RETENTION.search(text) and len({spot.coverages for spot in spots}) <= 2:
                    said[n].retention = 0.0
        self._share(said, spots, text)
        return said

    def _share(self, said: Sequence[Said], spots: Sequence[_Spot], text: str) -> None:
        """Names joined by "and" share what is said of one of them; a relation holds for the name that begins the sentence."""
        for first, second in pairwise(range(len(said))):
            if re.fullmatch(r"\s*(?:,|&|and|,\s*and)\s*", text[spots[first].end : spots[second].start]):
                for giver, taker in ((said[first], said[second]), (said[second], said[first])):
                    if giver.limit is not None and taker.limit is None:
                        taker.limit, taker.retention = giver.limit, giver.retention
        if said and not any(item.limit for item in said) and spots[0].start < 12:
            said[0].relation = "in_addition" if self._in_addition.find(text) else ""

    def _put(self, said: Said, text: str, item: Found, retained: bool) -> None:
        amount, value = item.amount, item.amount.value
        if value is None:
            return
        if amount.kind == "time" and amount.unit == "hours":
            said.waiting_hours = value
        elif amount.kind == "percent" and _BORNE.search(text[max(0, item.start - 45) : item.end + 30]):
            said.coinsurance = value
            said.condition = text if _DEPENDS.search(text) else ""
        elif amount.kind == "money" and (retained or _RETAINED.search(text[: item.start]) or _RETAINED_AFTER.match(text[item.end :])):
            said.retention = value
        elif amount.kind in ("money", "count") and value >= MIN_LIMIT:
            said.limit = amount


def _owner(text: str, item: Found, spots: Sequence[_Spot], limit: int) -> int:
    """Number of the name that an amount belongs to: the one it is "for", else the last before it, else the next."""
    following = [n for n, spot in enumerate(spots) if item.end <= spot.start < limit]
    if item.amount.kind != "time" and following and _FOLLOWS.match(text[item.end : spots[following[0]].start]):
        clause = text[item.end : spots[following[0]].start]
        if len(clause) < 40 and not re.search(r"[.;]", clause):
            return following[0]
    before = [n for n, spot in enumerate(spots) if spot.end <= item.start]
    return before[-1] if before else 0


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]
