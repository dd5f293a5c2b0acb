"""Terms of the policy as they are stated beside their labels: in rows, under headings, after a colon, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.language.amounts import find_amounts, read_amount
from extractors.language.dates import find_dates
from extractors.pdf import Word
from extractors.pdf.layout import text_of
from extractors.schedules.columns import ALL_OPTIONS, Head, HeadReader
from extractors.schedules.grid import Cell, Row
from extractors.schedules.lines import without_number
from extractors.schedules.passages import Passage, lines_of
from extractors.schedules.values import Value, ValueReader, choice, company_names
from extractors.schedules.vocabulary import LabelHit, Labels, LineNames, Vocabulary
from models.catalogue import Catalogue, TermEntry
from models.catalogue.matching import Phrases, stem, tokenizer

LAYER = ("attachment", "layer")  # of this policy, not of one above it that is placed elsewhere
PRICED = ("aggregate_limit", "retention", "premium", "fees_taxes", "tria_premium", "total_cost")  # what a row of an option holds
OF_COVERAGES = ("retention", "aggregate_limit", "waiting_period", "coinsurance")
MAX_LABEL_TOKENS = 10
MAX_BEFORE_LABEL = 3  # words such as "proposed", "Idaho", "carrier" before the label itself
WEAK_SHARE = 0.5  # of a cell that a weak label must fill
MAX_BETWEEN = 45  # characters between a label and its value in a sentence
NEAR_PERCENT = 40
_COLON = re.compile(r"^\.?(?:\s*\([^)]*\))?\s*:\s*")
_REST_OF_LABEL = re.compile(r"^(?:\s[\w&’'/()-]+){1,5}\s*:\s*")  # "Deductible you carry: "
_JOINED = re.compile(r"\s*(?:and|&|,|before|excluding|excl\.?|without|net of|exclusive of|plus|with|including)\s*", re.IGNORECASE)
_VALUE_NEXT = re.compile(r"^\s*(?::|(?:of|is|at)\s|[$£€]|[A-Z]{3}\s?\d)")
_FURTHER_LABEL = re.compile(r"\s+[A-Z][\w /&’'-]{2,40}:\s")
_OFFER_FOR = re.compile(r"\b(?:quote|quotation|indication|proposal|terms|offer|policy|cover)\s+for\s+$", re.IGNORECASE)
_OFFERS = re.compile(r"^\s+(?:is|are) (?:pleased|prepared|able|willing)|^\s+(?:offers?|proposes?|quotes?|agrees?)\b", re.IGNORECASE)
_ON_BEHALF = re.compile(
    r"\b(?:on behalf of|issued by|insured by|underwritten by|written by|placed with|insurance with|offered by)\s+$", re.IGNORECASE
)
_REGARDING = re.compile(r"^\s*(?:re|regarding|account|subject)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value with where it stands. `words` are tried for the quotation in turn. `option` is "" where it holds for every option."""

    term: str
    value: Value
    option: str
    raw: str
    page: int
    words: tuple[tuple[Word, ...], ...]
    key: str = ""


def _weighs(hit: LabelHit, label: str) -> bool:
    """True where the label found is one that may stand alone, or most of the whole label."""
    return not hit.weak or hit.end - hit.start >= WEAK_SHARE * len(label.rstrip(" :"))


def _of_label(hits: Sequence[LabelHit], label: str) -> list[LabelHit]:
    """Of labels in a line "Premium before taxes and fees: ..." the one that begins it and those behind the colon."""
    first = next((hit for hit in hits if hit.before == 0 and hit.end <= len(label) and _weighs(hit, label)), None)
    return [hit for hit in hits if hit is first or hit.start > len(label)] if first and label else []


def _apart(hits: Sequence[LabelHit], text: str) -> list[LabelHit]:
    """The labels without those that a small word joins to a premium: "premium before taxes and fees" is one label."""
    premiums = [hit for hit in hits if hit.term == "premium"]
    fees = [hit for hit in hits if hit.term == "fees_taxes"]
    joined = [fee for fee in fees for one in premiums if one.start < fee.start and _JOINED.fullmatch(text[one.end : fee.start] or ",")]
    return [hit for hit in hits if hit not in joined]


def _same_fee(first: Candidate, second: Candidate) -> bool:
    """True where one fee was found twice, in its row and in its line, say."""
    same = (first.term, first.value, first.option, first.page) == (second.term, second.value, second.option, second.page)
    return same and not set(first.words[0]).isdisjoint(second.words[0])


class TermReader:
    """Reads the terms of one document, the surest places first."""

    def __init__(
        self, catalogue: Catalogue, vocabulary: Vocabulary, labels: Labels, names: LineNames, heads: HeadReader, day_leads: bool
    ) -> None:
        self._entries = catalogue.terms
        self._vocabulary = vocabulary
        self._labels = labels
        self._names = names
        self._heads = heads
        self._values = ValueReader(vocabulary, day_leads)
        self._elsewhere = Phrases(vocabulary.relation.elsewhere)
        self._links = {stem(link) for link in vocabulary.reading.links}
        self._after = {term: Phrases(phrases) for term, phrases in vocabulary.after.items()}

    def read(self, rows: Sequence[tuple[Row, Head | None]], text: Sequence[Passage]) -> list[Candidate]:
        """One candidate per term and option (each fee and tax its own), in the order in which they were found."""
        found: dict[tuple[str, str, str], Candidate] = {}
        places = (
            self._rows(rows), self._under_headings([row for row, _ in rows]), self._lines(rows), self._passages(text), self._whole(text),
            self._parties([row for row, _ in rows], text),
        )  # fmt: skip
        for candidate in self._companies_first([candidate for place in places for candidate in place]):
            taken = any(term == candidate.term and option in ("", candidate.option) for term, option, _ in found)
            if candidate.term == "fees_taxes":
                taken = any(_same_fee(candidate, other) for other in found.values())
            if not taken:
                found.setdefault((candidate.term, candidate.option, candidate.key), candidate)
        return list(found.values())

    def _companies_first(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """An insurer's name that is no company's, such as an underwriter's own, only counts where there is no other."""
        endings = self._vocabulary.companies.endings
        return sorted(
            candidates,
            key=lambda item: item.term == "insurer" and not (self._is_paper(item.value.value) or company_names(item.value.value, endings)),
        )

    def _rows(self, rows: Iterable[tuple[Row, Head | None]]) -> Iterator[Candidate]:
        for row, head in rows:
            cells = [cell for cell in row.cells if cell.words]
            if len(cells) < 2:
                continue
            offered = self._heads.option(cells[0].text)
            if offered and head:
                yield from self._option_row(row, head, offered[0])
                continue
            if not (head and head.options):
                yield from self._side_by_side(row, cells)
            hits = self._row_labels(cells[0].text)
            spanning = head.spans(cells[1:]) if head else False
            for cell in cells[1:]:
                columns = head.columns_of(cell) if head else []
                if hits and hits[0].term == "aggregate_limit" and columns and columns[0].role in ("retention", "waiting"):
                    yield from self._read(
                        columns[0].role.replace("waiting", "waiting_period"), cell.text, row.option, row.page, (row.words,), row.text
                    )
                    continue
                if head and head.options and not any(column.option for column in columns):
                    continue
                everyone = spanning or not (head and head.options) or ALL_OPTIONS.search(cell.text)
                options = [row.option] if everyone else [column.option for column in columns]
                for option in options:
                    for hit in hits:
                        read = list(self._read(hit.term, cell.text, option, row.page, (row.words, cell.words), cells[0].text))
                        yield from read
                        if read:
                            break
                    if not (head and head.options):
                        hits = hits[:1] if hits and hits[0].term == "aggregate_limit" else []

    def _option_row(self, row: Row, head: Head, option: str) -> Iterator[Candidate]:
        """ "Option 2 | $2,000,000 | $15,000 | $19,975" under "Limit | Retention | Premium"."""
        terms = {"limit": "aggregate_limit", "aggregate": "aggregate_limit", "retention": "retention", "premium": "premium"}
        for cell in row.cells[1:]:
            for column in head.columns_of(cell) if read_amount(cell.text) else ():
                labelled = next((hit.term for hit in self._row_labels(column.label) if hit.term in PRICED), "")
                term = labelled or terms.get(column.role, "")
                if term:
                    yield from self._read(term, cell.text, option, row.page, (row.words, cell.words), column.label)

    def _side_by_side(self, row: Row, cells: Sequence[Cell]) -> Iterator[Candidate]:
        """ "Policy Number: | ABC-1 | Effective Date: | 01/01/2026": further pairs to the right of the first."""
        for cell, beside in pairwise(cells[1:]):
            label = cell.text.rstrip(" :")
            hits = [hit for hit in self._labels.find(label) if hit.start == 0 and hit.end >= 0.7 * len(label)]
            for hit in sorted(hits, key=lambda hit: -hit.tokens)[:1] or self._meant(label):
                yield from self._read(hit.term, beside.text, row.option, row.page, (cell.words + beside.words, beside.words), label)

    def _row_labels(self, text: str) -> list[LabelHit]:
        """The labels that a cell may be, the surest first: little may stand before it."""
        label = without_number(text)
        if len(label.split()) > MAX_LABEL_TOKENS:
            return []
        hits = [hit for hit in self._labels.find(label) if hit.before <= MAX_BEFORE_LABEL and _weighs(hit, label)]
        return [*sorted(hits, key=lambda hit: (hit.weak, hit.start, -hit.tokens)), *self._meant(label)]

    def _meant(self, label: str) -> list[LabelHit]:
        """What a label means that is of no list and names no coverage."""
        return [] if self._names.find(label) else self._labels.meant(label)

    def _under_headings(self, rows: Sequence[Row]) -> Iterator[Candidate]:
        """ "6. RETENTION" with "$25,000 each claim" on the next line."""
        for row, below in pairwise(rows):
            if len(row.cells) != 1 or row.page != below.page or find_amounts(row.text) or ":" in row.text.rstrip(" :"):
                continue
            label = without_number(row.text).rstrip(":")
            hits = [hit for hit in self._labels.find(label) if hit.before == 0 and hit.end >= 0.6 * len(label)]
            if hits and self._heads.option(without_number(below.text)):
                yield from self._listed_options(hits[0].term, rows, below)
            elif hits and (len(below.cells) == 1 or self._entries[hits[0].term].kind == "name"):
                yield from self._read(hits[0].term, below.cells[0].text, row.option, row.page, (below.words,), label)

    def _listed_options(self, term: str, rows: Sequence[Row], first: Row) -> Iterator[Candidate]:
        """ "Option 1: $1,000,000", "Option 2: $2,000,000" line by line below a heading."""
        start = next(number for number, row in enumerate(rows) if row is first)
        for row in rows[start:]:
            option = self._heads.option(without_number(row.text))
            if option is None:
                return
            yield from self._read(term, option[1], option[0], row.page, (row.words,), row.text)

    def _lines(self, rows: Iterable[tuple[Row, Head | None]]) -> Iterator[Candidate]:
        """Each printed line of a cell: "Retroactive Date: None", "Certified acts of terrorism $884.12"."""
        for row, head in rows:
            for cell in row.cells:
                for line in lines_of(cell.words):
                    yield from self._labelled(Passage(row.page, line, option=row.option), whole=True)
            if len(row.cells) > 1 and head is None:  # a label that ends one cell, its value in the next
                yield from self._labelled(Passage(row.page, row.words, option=row.option), whole=False)

    def _passages(self, text: Iterable[Passage]) -> Iterator[Candidate]:
        for passage in text:
            yield from self._labelled(passage, whole=False)
            yield from self._percent_before(passage)

    def _labelled(self, passage: Passage, whole: bool) -> Iterator[Candidate]:
        """Labels with their value right behind them. `whole`: the passage is one printed line, which a label begins."""
        text = passage.text
        label = text.split(":")[0] if ":" in text else ""
        if len(label.split()) > MAX_LABEL_TOKENS:
            label = ""
        hits = [hit for hit in _apart(self._labels.find(text), text) if hit.start >= len(label) or _weighs(hit, label)]
        label = label if whole else ""
        read = list(self._behind(passage, _of_label(hits, label) or hits, label, whole))
        yield from read or (self._behind(passage, self._meant(label), label, whole) if label else ())

    def _behind(self, passage: Passage, hits: Sequence[LabelHit], label: str, whole: bool) -> Iterator[Candidate]:
        """What stands behind each label of a passage; `label` is all that stands before its first colon."""
        text = passage.text
        for hit in hits:
            tail = text[hit.end :]
            colon = _COLON.match(tail) or (_REST_OF_LABEL.match(tail) if hit.end < len(label) and not self._names.find(label) else None)
            begins = whole and len(without_number(text[: hit.start]).split()) <= MAX_BEFORE_LABEL
            if whole and colon is None and not begins and hit.term == "coinsurance":
                continue  # of a sentence that began a line above
            if colon is None and hit.weak and not begins and self._entries[hit.term].kind != "reference":
                continue
            if hit.term in OF_COVERAGES and colon is None and self._names.find(text):
                continue  # what is said of one coverage
            start = hit.end + (colon.end() if colon else 0)
            end = min([other.start for other in hits if other.start > start + 2 and _COLON.match(text[other.end :])], default=len(text))
            further = _FURTHER_LABEL.search(text, start, end)
            value = text[start : further.start() if further else end]
            if colon is None:
                offset = self._adjacent(hit.term, value)
                if offset is None:
                    continue
                start, value = start + offset, value[offset:]
            elif self._entries[hit.term].kind in ("name", "text"):
                value = re.split(r"(?<=[a-z)])\.\s", value)[0]
            words = passage.between(hit.start, start + len(value))
            yield from self._read(
                hit.term, value, passage.option, passage.page, (words, passage.words), text[max(0, hit.start - 40) : hit.end]
            )

    def _adjacent(self, term: str, tail: str) -> int | None:
        """Offset of a figure or date that follows a label with nothing but small words between; None where there is none."""
        kind = self._entries[term].kind
        if kind in ("money", "hours", "days", "percent"):
            wanted = {"money": "money", "hours": "time", "days": "time", "percent": "percent"}[kind]
            starts = [item.start for item in find_amounts(tail) if item.amount.kind == wanted]
        elif kind in ("date", "period"):
            starts = [item.start for item in find_dates(tail)]
        elif kind == "reference":
            starts = [match.start() for match in re.finditer(r"(?=[\w-]*\d[\w-]*\d)[A-Z0-9]+-[\w-]{3,}", tail)]
        else:
            return None
        if not starts or starts[0] > MAX_BETWEEN:
            return None
        between = [stem(token.text) for token in tokenizer().make_doc(re.sub(r"\([^)]*\)|\d+(?:\.\d+)?\s?%", " ", tail[: starts[0]]))]
        return starts[0] if all(token in self._links for token in between if token) else None

    def _percent_before(self, passage: Passage) -> Iterator[Candidate]:
        """ "25% minimum earned premium", "twenty-five percent of the premium is earned", "$175 policy fee"."""
        text = passage.text
        for item in find_amounts(text):
            figure, tail = text[item.start : item.end], text[item.end : item.end + NEAR_PERCENT]
            if item.amount.kind == "percent":
                for term in (term for term, phrases in self._after.items() if phrases.find(tail)):
                    yield from self._read(term, figure, passage.option, passage.page, (passage.words,), text)
            elif item.amount.kind == "money":
                for hit in self._labels.find(tail):
                    followed = hit.term == "fees_taxes" or (hit.term == "retention" and not self._names.find(text))
                    if followed and hit.before <= 1 and not _VALUE_NEXT.match(tail[hit.end :]):
                        words = passage.between(item.start, item.end + hit.end)
                        yield from self._read(hit.term, figure, passage.option, passage.page, (words, passage.words), tail[: hit.end])

    def _whole(self, text: Iterable[Passage]) -> Iterator[Candidate]:
        """Choices that any sentence of the document may tell: duty to defend, trigger, defence within the limit."""
        entries = [self._entries[term] for term in self._vocabulary.whole.terms if term in self._entries]
        for passage in text:
            for entry in entries:
                value = choice(entry, passage.text)
                if value:
                    yield Candidate(entry.id, value, "", passage.text, passage.page, (passage.words,))
            rating = self._values.read(self._entries["am_best"], passage.text).get("am_best") if "Best" in passage.text else None
            if rating:
                yield Candidate("am_best", rating, "", passage.text, passage.page, (passage.words,))
            value = self._values.retroactive(passage.text)
            if value:
                yield Candidate("retro_date", value, "", passage.text, passage.page, (passage.words,))
            for term, date in self._values.year(passage.text).items():
                yield Candidate(term, date, "", passage.text, passage.page, (passage.words,))

    def _parties(self, rows: Sequence[Row], text: Iterable[Passage]) -> Iterator[Candidate]:
        """Insurer and insured where no label names them: "on behalf of ...", "Re: ... for ...", the letterhead."""
        endings = self._vocabulary.companies.endings
        for passage in text:
            for start, end, name in company_names(passage.text, endings):
                words = (passage.between(start, end),)
                offers = _ON_BEHALF.search(passage.text[:start]) or _OFFERS.match(passage.text[end:])
                if offers and self._is_paper(name):
                    yield Candidate("insurer", Value(name), "", name, passage.page, words)
                elif (_REGARDING.match(passage.text) or _OFFER_FOR.search(passage.text[:start])) and not self._is_paper(name):
                    yield Candidate("named_insured", Value(name), "", name, passage.page, words)
        for row in rows[:8]:
            date = self._values.lone_date(row.text)
            if date:
                yield Candidate("quote_date", date, "", row.text, row.page, (row.words,))
        for page, cell in [(row.page, cell) for row in rows[:4] for cell in row.cells]:
            for start, end, name in company_names(cell.text, endings):
                if start == 0 and end >= 0.6 * len(cell.text) and self._is_paper(name):
                    yield Candidate("insurer", Value(name), "", name, page, (Passage(page, cell.words).between(start, end),))

    def _is_paper(self, name: str) -> bool:
        return any(word.lower() in name.lower().split() for word in self._vocabulary.companies.paper)

    def _read(self, term: str, text: str, option: str, page: int, words: tuple[tuple[Word, ...], ...], label: str) -> Iterator[Candidate]:
        entry = self._entries.get(term)
        if entry is None or (term in LAYER and self._elsewhere.find(text_of(words[-1]))):
            return
        for id_, value in self._values.read(entry, text).items():
            yield Candidate(id_, value, option, text, page, words, label if id_ == "fees_taxes" else "")
        if term == "aggregate_limit":
            yield from self._layer(entry, text, option, page, words)

    def _layer(self, entry: TermEntry, text: str, option: str, page: int, words: tuple[tuple[Word, ...], ...]) -> Iterator[Candidate]:
        """ "$5M xs $5M": an excess layer and what it stands over."""
        amounts = [item.amount for item in find_amounts(text) if item.amount.attachment is not None]
        if entry.id == "aggregate_limit" and amounts and amounts[0].attachment is not None:
            yield Candidate("attachment", Value(f"{amounts[0].attachment:.0f}", amounts[0].unit or "USD"), option, text, page, words)
            yield Candidate("layer", Value("excess"), option, text, page, words)
