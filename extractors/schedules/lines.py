"""Coverage lines of a schedule: what each row states for each option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.language.amounts import Amount, find_amounts, read_amount
from extractors.pdf import Word
from extractors.schedules.columns import ALL_OPTIONS, Head, HeadReader
from extractors.schedules.grid import Cell, Row
from extractors.schedules.vocabulary import Labels, LineNames, Vocabulary
from models.catalogue.matching import Phrases

MAX_LABEL_WORDS = 14
INDENT = 4.0  # points further right than the line above: a part of it; the same edge, scanned, wavers by 3
_LABELLED = re.compile(r"^(?P<label>[A-Z][^:$£€\d]{2,40}?)\s*(?::\s*|\s(?=[$£€]|USD|\d))(?P<value>\S.*)$")
_FURTHER = re.compile(r"\s*[/(;,]\s*")  # "Included / 12 hours": what follows the limit
_NO_RETENTION = re.compile(r"\b(?:without|no|nil|zero)\s+(?:any\s+)?(?:retention|deductible|excess)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|shall|will|has|have)\b")  # a sentence, not a list
_NUMBER_CELL = re.compile(r"^(?:\[[x ]\]|[•●▪◦*+»«>–-]|[A-Z]?\d{0,2}(?:\.\d{1,2})*[.)]?|[IVX]+\.?|\([a-z\d]{1,3}\))$")
_FOOTNOTE = re.compile(r"(?<=\w)\s*(?:\((?=\d{1,2}\))|(?=[*†‡]))(\d{1,2}|[*†‡]+)\)?(?=\s|$)")
_UNTICKED = re.compile(r"^\s*\[ \]")
_NUMBERING = re.compile(
    r"^\s*(?:(?:\[[x ]\]|[•●▪◦*+»«>–-])\s*)?(?:I(?:tem|TEM)\s+\d+[.:)]?\s+)?"
    r"(?:(?:[A-Z]\.\d{1,2}\.?|[IVX]+\.[A-Z0-9]{1,2}\.?|\d{1,2}(?:\.\d{1,2})*[.)]|\(?[A-Za-z][.)]|\([ivx]+\))\s+)?(?=\S)"
)
_SUB_NUMBER = re.compile(r"^([A-Z0-9.]+?)\.?\([a-z\d]{1,3}\)$")
_RETENTION_AFTER = re.compile(r"^\s*(?:each\s+\w+\s+)?(?:ret\b|retention|ded\b|deductible|excess|SIR)", re.IGNORECASE)
_RETENTION_BEFORE = re.compile(r"(?:ret\.?|retention|ded\.?|deductible|excess|SIR)(?:\s+of)?\s*:?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Stated:
    """What one row states for some coverages of one option ("" for every option). Amounts are None where the row does not say."""

    option: str
    coverages: tuple[str, ...]
    page: int
    words: tuple[Word, ...]
    label: str
    x0: float
    limit: Amount | None = None
    retention: Amount | None = None
    waiting_hours: float | None = None
    coinsurance: float | None = None
    as_policy: bool = False
    ticked_off: bool = False
    parent: Stated | None = None
    texts: list[str] = field(default_factory=list)
    marks: tuple[str, ...] = ()

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Footnote marks of the label and of the limit, without brackets."""
        return self.marks + (self.limit.marks if self.limit else ())


def without_number(label: str) -> str:
    """A label without its bullet, letter or item number."""
    return _NUMBERING.sub("", label, count=1).strip()


class LineReader:
    """Reads rows from top to bottom; remembers the head of the table and the line above."""

    def __init__(self, names: LineNames, labels: Labels, vocabulary: Vocabulary, heads: HeadReader) -> None:
        self._names = names
        self._labels = labels
        self._heads = heads
        self._policy = Phrases(vocabulary.relation.policy)
        self._retained = Phrases(vocabulary.relation.retained)
        self._waiting_row = Phrases(vocabulary.relation.waiting_row)
        self._retention_row = Phrases(vocabulary.relation.retention_row)
        self._offered = ""

    def read(self, rows: Iterable[Row]) -> tuple[list[Stated], list[tuple[Row, Head | None]]]:
        """The coverage lines, and the other rows each with the head that it stands under."""
        stated: list[Stated] = []
        others: list[tuple[Row, Head | None]] = []
        head: Head | None = None
        above: list[Stated] = []
        section: tuple[str, ...] = ()
        heading: Stated | None = None
        for row in map(_numbered, rows):
            offered = self._option_heading(row, section)
            if offered:
                self._offered, head, above = offered, None, []
            row = replace(row, option=self._offered)
            if heading is not None and self._told_below(row, heading):
                stated += [heading] if heading not in stated[-1:] else []
                above = []
                continue
            heading = self._heading(row)
            found = self._heads.read(row, head)
            if found is not None:
                head, above = found, []
                continue
            lines = self._lines(row, head, section)
            if not lines and above and self._complements(row, above):
                continue
            lines = lines or self._blank(row, head, above)
            if lines:
                _attach_parent(lines, stated)
                stated += lines
            else:
                others.append((row, head))
            above = lines
            section = self._section(row, section)
        return stated, others

    def _option_heading(self, row: Row, section: tuple[str, ...]) -> str:
        """Number of the option whose whole schedule follows a heading "OPTION 2", else ""."""
        option = self._heads.option(row.text) if len(row.cells) == 1 and not section and len(row.words) <= MAX_LABEL_WORDS else None
        return option[0] if option and not find_amounts(option[1]) else ""

    def _heading(self, row: Row) -> Stated | None:
        """A coverage named on a line of its own, under which its limit and retention may be told line by line."""
        text = without_number(row.text)
        is_label = len(row.cells) == 1 and len(row.words) <= MAX_LABEL_WORDS and not text.endswith((".", ":", ";"))
        if not is_label or find_amounts(text) or self._is_term(text):
            return None
        coverages = self._names.coverages(text)
        return Stated(row.option, coverages, row.page, row.words, text, row.cells[0].x0) if coverages else None

    def _told_below(self, row: Row, heading: Stated) -> bool:
        """True where a row "Deductible: $10,000" adds to the line of the heading."""
        parted = _LABELLED.match(row.text) if len(row.cells) <= 2 else None
        role = self._heads.role(parted["label"]) if parted else ""
        amount = read_amount(parted["value"]) if parted else None
        if parted is None or self._names.coverages(parted["label"]) or (amount is None and not self._policy.find(parted["value"])):
            return False
        if not role:
            role = "limit" if heading.limit is None and not heading.texts else "retention"
            role = {"percent": "coinsurance", "time": "waiting"}.get(amount.kind if amount else "", role)
        if role not in ("limit", "aggregate", "retention", "waiting", "coinsurance"):
            return False
        self._put(heading, role, parted["value"])
        heading.words += row.words
        return True

    def _section(self, row: Row, section: tuple[str, ...]) -> tuple[str, ...]:
        """Coverages of a heading under which options or limits are listed line by line."""
        if self._heads.option(without_number(row.cells[0].text)):
            return section
        return self._names.coverages(row.text) if len(row.cells) == 1 and len(row.words) <= MAX_LABEL_WORDS else ()

    def _lines(self, row: Row, head: Head | None, section: tuple[str, ...]) -> list[Stated]:
        cells = [cell for cell in row.cells if cell.words]
        option = self._heads.option(without_number(cells[0].text))
        if option is not None and section:
            text = " ".join([option[1], *(cell.text for cell in cells[1:])])
            return [self._listed(Stated(option[0], section, row.page, row.words, row.text, cells[0].x0), text)]
        if len(cells) == 1:
            return self._bullet(row)
        label = without_number(cells[0].text)
        if len(label.split()) > MAX_LABEL_WORDS or self._is_term(label):
            return []
        coverages = self._names.coverages(label)
        if not coverages:
            return []
        lines = self._cells(row, cells, head, coverages) if head else self._by_position(row, cells, coverages)
        return [line for line in lines if line.limit or line.retention or line.waiting_hours is not None or line.texts]

    def _blank(self, row: Row, head: Head | None, above: Sequence[Stated]) -> list[Stated]:
        """A line of a ruled table whose cells are empty: it names its coverages and states nothing of them."""
        cells = [cell for cell in row.cells if cell.words]
        if head is None or not above or len(cells) != 1 or len(row.cells) == 1:
            return []
        line = self._new(row.option, row, cells, self._names.coverages(without_number(cells[0].text)))
        return [line] if line.coverages and not self._is_term(line.label) else []

    def _is_term(self, label: str) -> bool:
        """True for rows of the policy itself: "Aggregate limit", "Premium excluding terrorism", "Surplus lines tax"."""
        hits = self._labels.find(label)
        if self._names.coverages(label):  # "Fees for preparing a proof of loss"
            hits = [hit for hit in hits if hit.term != "fees_taxes" or hit.before]
        return any(hit.before == 0 and (not hit.weak or hit.end >= len(label.rstrip(" :"))) for hit in hits) or any(
            hit.end >= len(label) - 8 and not hit.weak for hit in hits if hit.term == "fees_taxes"
        )

    def _cells(self, row: Row, cells: Sequence[Cell], head: Head, coverages: tuple[str, ...]) -> list[Stated]:
        """Cells under their heads; a cell without an option, or spanning the options, holds for every option."""
        if any(column.role == "other" for column in head.columns):
            return []
        values = cells[1:]
        if not any(column.role in ("limit", "aggregate", "option", "retention", "waiting") for column in head.columns):
            return self._by_position(row, cells, coverages)
        spanning = head.spans(values)
        lines = {option: self._new(option, row, cells, coverages) for option in head.options or (row.option,)}
        for cell in values:
            for column in head.columns_of(cell):
                everyone = not column.option or (spanning and not cell.ruled) or ALL_OPTIONS.search(cell.text)
                for option in lines if everyone else (column.option,):
                    self._put(lines[option], column.role, cell.text)
        return list(lines.values())

    def _by_position(self, row: Row, cells: Sequence[Cell], coverages: tuple[str, ...]) -> list[Stated]:
        """Without a head: the limit first, then the retention or the waiting period."""
        line = self._new(row.option, row, cells, coverages)
        readable = [cell.text for cell in cells[1:] if read_amount(cell.text) or find_amounts(cell.text) or self._policy.find(cell.text)]
        if not readable:
            return []
        for number, text in enumerate(readable[:3]):
            self._put(line, "limit" if number == 0 and not _names_retention(row.text, text) else "retention", text)
        return [line]

    def _new(self, option: str, row: Row, cells: Sequence[Cell], coverages: tuple[str, ...]) -> Stated:
        text = cells[0].text
        first = next((word for word in cells[0].words if word.text[:1].isalnum()), cells[0].words[0])
        line = Stated(option, coverages, row.page, row.words, without_number(text), first.box.x0)
        line.ticked_off = bool(_UNTICKED.match(text))
        line.marks = tuple(mark[1] for mark in _FOOTNOTE.finditer(line.label))
        return line

    def _put(self, line: Stated, role: str, text: str) -> None:
        amount = read_amount(text)
        if role in ("option", "limit", "aggregate"):
            line.texts.append(text)
            if role == "aggregate" and line.limit is not None:
                return
            line.limit = amount or _first_money(text) or read_amount(_FURTHER.split(text)[0])
            if self._retained.find(text):
                line.coinsurance = _percent(text)
            for item in find_amounts(text):
                if item.amount.kind == "time" and item.amount != line.limit:
                    self._put_retention(line, item.amount, "waiting")
            return
        if role == "coinsurance":
            line.coinsurance = amount.value if amount and amount.kind == "percent" else None
            return
        if role == "" and amount is not None and amount.kind == "percent":
            line.coinsurance = amount.value
        if role not in ("retention", "waiting", "") or (role == "" and (amount is None or amount.kind != "time")):
            return
        if self._policy.find(text):
            line.as_policy = True
            return
        if self._retained.find(text):
            line.coinsurance = _percent(text)
        for found in [item.amount for item in find_amounts(text)] or ([amount] if amount else []):
            self._put_retention(line, found, role)

    def _put_retention(self, line: Stated, amount: Amount, role: str) -> None:
        if amount.kind == "time" and amount.value is not None and amount.unit in ("hours", "days"):
            line.waiting_hours = amount.value * (24 if amount.unit == "days" else 1)
        elif amount.kind == "money":
            line.retention = amount
            line.waiting_hours = amount.hours if amount.hours is not None else line.waiting_hours
        elif amount.kind in ("none", "not_applicable") and role == "retention" and line.retention is None:
            line.retention = amount

    def _bullet(self, row: Row) -> list[Stated]:
        """ "Cyber Extortion: $1M, $25K ret" in one cell."""
        text = row.text
        parted = re.match(r"^(.{3,70}?)\s*(?::|\s[–—-]\s)\s*(.+)$", text)
        if not parted:
            return []
        label = without_number(parted[1])
        coverages = () if self._is_term(label) or len(label.split()) > MAX_LABEL_WORDS / 2 else self._names.coverages(label)
        if not coverages or _VERB.search(parted[2]) or not (find_amounts(parted[2]) or read_amount(parted[2])):
            return []
        line = Stated(row.option, coverages, row.page, row.words, label, row.cells[0].x0, ticked_off=bool(_UNTICKED.match(text)))
        return [self._listed(line, parted[2])]

    def _listed(self, line: Stated, text: str) -> Stated:
        """Amounts listed in one text: what is called a retention is one, the first other money is the limit."""
        line.texts.append(text)
        found = find_amounts(text)
        for item in found:
            retained = _RETENTION_AFTER.match(text[item.end :]) or _RETENTION_BEFORE.search(text[: item.start])
            if item.amount.kind == "time" or retained or (line.limit is not None and item.amount.kind == "money"):
                self._put_retention(line, item.amount, "retention")
            elif item.amount.kind == "percent" and self._retained.find(text):
                line.coinsurance = item.amount.value
            elif line.limit is None:
                line.limit = item.amount
        if line.retention is None and _NO_RETENTION.search(text):
            line.retention = Amount("none")
        if line.limit is None:
            line.limit = read_amount(re.split(r"[,;]", text)[0])
        return line

    def _complements(self, row: Row, above: Sequence[Stated]) -> bool:
        """True where a row "waiting period ... 12 hours" or "retention ... $5,000" completes the line above it."""
        if len(row.cells) != 2:
            return False
        label, text = row.cells[0].text, row.cells[1].text
        role = "waiting" if self._waiting_row.find(label) else "retention" if self._retention_row.find(label) else ""
        amount = read_amount(text)
        if not role or amount is None or row.cells[0].x0 < above[0].x0 + INDENT:
            return False
        for line in above:
            self._put_retention(line, amount, role)
            line.words += row.words
        return True


def _names_retention(row: str, text: str) -> bool:
    """True where the first amount of a cell is called a retention, in the cell or right before it in its row."""
    amounts = find_amounts(text)
    if not amounts:
        return False
    before = row[: max(row.find(text), 0)] + text[: amounts[0].start]
    return bool(_RETENTION_BEFORE.search(before) or _RETENTION_AFTER.match(text[amounts[0].end :]))


def _numbered(row: Row) -> Row:
    """A row whose first cell is but a number, letter or tick box has it joined to the label beside it."""
    if len(row.cells) < 3 or not _NUMBER_CELL.match(row.cells[0].text):
        return row
    number, label = row.cells[:2]
    joined = Cell(number.words + number.leader + label.words, number.x0, label.x1, label.ruled, label.leader)
    return replace(row, cells=(joined, *row.cells[2:]))


def _percent(text: str) -> float | None:
    return next((item.amount.value for item in find_amounts(text) if item.amount.kind == "percent"), None)


def _first_money(text: str) -> Amount | None:
    found = [item.amount for item in find_amounts(text) if item.amount.kind in ("money", "count", "percent")]
    return found[0] if found else None


def _attach_parent(lines: Sequence[Stated], stated: Sequence[Stated]) -> None:
    """An indented line, or "G(2)" after "G", that is "Included" shares the limit of the line that it stands under."""
    for line in lines:
        number = _SUB_NUMBER.match(line.words[0].text)
        for earlier in reversed(stated):
            if earlier.page != line.page:
                break
            under = earlier.words[0].text.rstrip(".") == number[1] if number else earlier.x0 <= line.x0 - INDENT
            if earlier.option in ("", line.option) and under:
                line.parent = earlier
                break


def by_option(stated: Iterable[Stated], options: Sequence[str]) -> Iterator[tuple[str, Stated]]:
    """Each line for each option that it holds for."""
    for line in stated:
        for option in (line.option,) if line.option else options:
            yield option, line
