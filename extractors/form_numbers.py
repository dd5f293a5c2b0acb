"""Form numbers with their editions, as "CM-TC 231 (04/26)": those that a document bears, and those that it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extractors.evidence import Citer
from extractors.pdf import PdfText, Word
from extractors.pdf.parts import baselines
from extractors.schedules.grid import Row, page_rows
from extractors.schedules.lines import without_number
from extractors.schedules.passages import lines_of
from models.catalogue import Catalogue
from models.catalogue.matching import Phrases, longest
from models.records import Evidence, Term

CONFIDENCE = 0.9
LABEL_SHARE = 0.6  # of a label's characters at least are a name for a list of forms
HEADS = 1  # rows under the label that may come before the first form: "Form Number | Title"
MAX_TITLE = 120
LIST = "forms_list"
_FORM = re.compile(
    r"(?<![A-Za-z/])(?P<number>[A-Z]{1,6}\d{0,6}(?:[-/ ][A-Z]{0,6}\d{0,6}(?:\.\d)?){0,3})[ ,]*"
    r"(?:\((?:Ed\.? ?|Rev\.? ?)?(?P<bracketed>\d{1,2}[/ -]\d{2,4}|\d{4,6})\)"
    r"|(?:Ed(?:ition|\.)?|Rev\.?) ?(?P<marked>\d{1,2}[/ -]\d{2,4}|\d{4,6})"
    r"|(?<=[ ,])(?P<bare>\d{2}[/ -]\d{2}(?:\d{2})?|\d{6})(?: ed\.?)?)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class FormNumber:
    """A form number with its character offsets in the text that was searched."""

    start: int
    end: int
    number: str
    edition: str

    def __str__(self) -> str:
        return f"{self.number} ({self.edition})"


def form_numbers(text: str) -> list[FormNumber]:
    """Every form number of a text, from left to right."""
    return [
        FormNumber(match.start(), match.end(), " ".join(match["number"].split()), match["bracketed"] or match["marked"] or match["bare"])
        for match in _FORM.finditer(text)
        if any(char.isdigit() for char in match["number"]) or match["bracketed"] or match["marked"]
    ]


def borne(pdf: PdfText, lists: bool) -> tuple[str, ...]:
    """The form numbers in the running heads and feet of a document and, unless it `lists` those of others, on lines of their own."""
    found: dict[str, None] = {}
    for page in pdf.pages:
        for line in (*page.furniture, *(() if lists else page.lines)):
            text = line.text.strip()
            forms = form_numbers(text)
            alone = len(forms) == 1 and (forms[0].start, forms[0].end) == (0, len(text))
            if line in page.furniture or alone:
                found |= dict.fromkeys(map(str, forms))
    return tuple(found)


def listed_forms(pdf: PdfText, citer: Citer, catalogue: Catalogue) -> tuple[Term, ...]:
    """One term per form that the list of a schedule names, with what stands beside it as `raw`."""
    rows = [row for page in pdf.pages for row in page_rows(page, pdf.tables)]
    terms: dict[str, Term] = {}
    for row in _listing(rows, Phrases(catalogue.terms[LIST].labels)):
        evidence, text = _cited(row, citer), _as_printed(row)
        forms = form_numbers(text) if evidence else []
        ends = [*(form.start for form in forms[1:]), len(text)]
        for form, end in zip(forms, ends, strict=True):
            title = text if len(forms) == 1 else text[form.start : end]
            if evidence is not None:
                terms.setdefault(str(form), Term(LIST, str(form), evidence, raw=title.strip(" ;,")[:MAX_TITLE], confidence=CONFIDENCE))
    return tuple(terms.values())


def _listing(rows: Sequence[Row], labels: Phrases) -> Iterator[Row]:
    """Rows that begin with a name for a list of forms, and those below such a heading as long as each names a form."""
    waited = HEADS + 1  # more than may pass: no list is open
    for row, below in zip_longest(rows, rows[1:]):
        beside = [part.cells[0].text for part in (row, below) if part is not None]
        label = _is_label(beside[0], labels) or _is_label(" ".join(beside), labels)  # a label may run over two lines
        if form_numbers(row.text) and (label or waited <= HEADS):
            waited = 0
            yield row
        else:
            waited = 0 if label else waited + 1


def _as_printed(row: Row) -> str:
    """The text of a row line by line, without its label: what runs over in one cell does not part what stands beside it."""
    cells = [cell for cell in row.cells[1:] if cell.words] if not form_numbers(row.cells[0].text) else row.cells
    return " ".join(word.shown for line in baselines(word for cell in cells for word in cell.words) for word in line)


def _is_label(text: str, labels: Phrases) -> bool:
    label = without_number(text).rstrip(" :")
    hits = longest(labels.find(label)) if label else []
    return bool(hits) and len(" ".join(hit.phrase for hit in hits)) >= LABEL_SHARE * len(label)


def _cited(row: Row, citer: Citer) -> Evidence | None:
    groups: list[Sequence[Word]] = [row.words, *(cell.words for cell in row.cells if form_numbers(cell.text)), *lines_of(row.words)]
    return citer.cite(row.page, *groups)
