"""What kind of document this is, which line of insurance it belongs to, and whose it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from extractors.form_numbers import form_numbers
from extractors.pdf import Line, Page, PdfText
from models.catalogue import Catalogue
from models.catalogue.cues import parse_cue
from models.catalogue.matching import Phrases, longest, satisfied, tokenizer
from models.records import DocumentType

TITLE_LINES = 14  # lines of page one among which the title is looked for
TITLE_WORDS = 12  # a longer line of the usual size is a sentence
LARGER = 1.5  # points above the usual size: a title wherever it stands on page one
TITLES_COUNTED = 2  # titles that count at most, so that a long heading does not outweigh the text
OTHER_LINE = 3  # times the words of cyber and technology E&O: a document of another line
SECOND_LINE = 0.4  # of the first line's words: a document of both lines
TEXT_PAGES = 4  # pages whose text speaks for the kind
LABEL = re.compile(r"^(?:(?:The|Issuing|Proposed|Insurer|Insurers|Carrier|Company|Underwriter|Underwriters|Paper|Security|With|By|For) )+")
COMPANY_PAGES = 3
TRADE = "Insurance|Assurance|Indemnity|Casualty|Underwriters|Underwriting|Reinsurance"
COMPANY = re.compile(
    r"(?:[A-Z][\w&.\u2019'-]+ (?:(?:and|&|of) )?){1,5}?"
    rf"(?:{TRADE}|Lines)"
    r"(?: (?:and|&) [A-Z]\w+)?"
    r"(?: (?:(?:Company|Corporation|Limited|[Pp]lc|PLC|SE|Group|Managers|Exchange|Association)\b|(?:Ltd|Inc)\b\.?))+"
    r"|(?:[A-Z][\w.'-]+ ){1,3}Syndicate \d{3,4}"
)
NAME_GOES_ON = re.compile(rf"(?:{TRADE}|Company|Corporation)\b")
COMPANY_ENDING = re.compile(
    r"\s*(?:(?:Property|Fire|Excess|Surplus|Lines|Mutual)?\s*(?:(?:and|&)\s*(?:Casualty|Marine|Surety|Guaranty|Life)\s*)?"
    r"(?:Insurance|Assurance|Indemnity|Casualty|Reinsurance|Underwriting)\b.*"
    r"|\b(?:Company|Corporation|Limited|Ltd|[Pp]lc|Inc)\.?)$"
)
CAPITALS = re.compile(r"^(?:[^a-z]+$|(?:[A-Z]{4,}[ ,]+)+[A-Z]{4,}\b)")  # a line of capitals, or two words of them that begin one
OWN_NAME = 4  # an issuing company or product weighs so many mentions of a brand


@dataclass(frozen=True, slots=True)
class Identity:
    """The kind of a document, its line of insurance, the carrier's brand ("" where none is known) and the issuing company as printed."""

    type: DocumentType
    line: str
    carrier: str
    insurer: str


def identify(pdf: PdfText, catalogue: Catalogue) -> Identity:
    """Kind and carrier from the title, the manner of the text and the names in it."""
    pages = [tokenizer().make_doc(page.raw) for page in pdf.pages]
    carrier, insurer = _carrier(pdf, pages, catalogue)
    return Identity(_kind(pdf, pages, catalogue), _line(pages, catalogue), carrier, insurer)


def _kind(pdf: PdfText, pages: Sequence[Doc], catalogue: Catalogue) -> DocumentType:
    titles, cues = _kind_phrases(catalogue)
    lines = [(is_large, {hit.phrase for hit in longest(titles.find(line.text))}) for line, is_large in _title_lines(pdf)]
    title = {phrase for _, named in lines for phrase in named}
    large = {phrase for is_large, named in lines if is_large for phrase in named}
    present = {hit.phrase for page in pages[:TEXT_PAGES] for hit in cues.find(page)}
    scores: dict[DocumentType, int] = {}
    for kind in catalogue.kinds.values():
        spoken = sum(satisfied(parse_cue(cue), present) for cue in kind.cues)
        named = min(len(title & set(kind.titles)), TITLES_COUNTED)
        scores[kind.type] = spoken + named if spoken else 0  # a title alone proves nothing: brochures are full of them
    # Of equals the kind that evidences no cover: to take a brochure for a policy is the worse mistake.
    # Then the one that the title in large type names.
    best = max(
        scores,
        key=lambda kind: (scores[kind], not catalogue.kinds[kind].evidence, not large.isdisjoint(catalogue.kinds[kind].titles)),
    )
    return best if scores[best] else "unknown"


def _line(pages: Sequence[Doc], catalogue: Catalogue) -> str:
    """The line of insurance whose words the document is full of, joined for cyber with technology E&O; "unknown" without any.

    Another line must clearly outweigh ours: a cyber form speaks of fires and injuries too, to exclude them.
    """
    counts = Counter(hit.phrase for page in pages for hit in _line_words(catalogue).find(page))
    weights = {line.id: sum(counts[word] for word in line.words) for line in catalogue.lines.values()}
    compared = {line: weight for line, weight in weights.items() if catalogue.lines[line].compared}
    others = {line: weight for line, weight in weights.items() if not catalogue.lines[line].compared}
    strongest = max(compared.values())
    other = max(others, key=lambda line: others[line])
    if others[other] > OTHER_LINE * sum(compared.values()):
        return other
    both = [line for line, weight in compared.items() if weight >= SECOND_LINE * strongest and weight]
    return "_".join(sorted(both, reverse=True)) or "unknown"


@cache
def _line_words(catalogue: Catalogue) -> Phrases:
    return Phrases(word for line in catalogue.lines.values() for word in line.words)


def _title_lines(pdf: PdfText) -> Iterator[tuple[Line, bool]]:
    """The lines of page one that may be its title, and whether they are in larger type."""
    if not pdf.pages or not pdf.pages[0].lines:
        return
    page = pdf.pages[0]
    usual = Counter(line.size for line in page.lines for _ in line.words).most_common(1)[0][0]
    yield from ((line, False) for line in page.furniture)
    for index, line in enumerate(page.lines):
        is_large = line.size >= usual + LARGER
        is_short = len(line.words) <= TITLE_WORDS and not line.text.endswith(".")
        if is_large or (index < TITLE_LINES and is_short and (line.bold or line.text.isupper() or index < 3)):
            yield line, is_large


@cache
def _kind_phrases(catalogue: Catalogue) -> tuple[Phrases, Phrases]:
    kinds = catalogue.kinds.values()
    return (
        Phrases(title for kind in kinds for title in kind.titles),
        Phrases(phrase for kind in kinds for cue in kind.cues for phrase in parse_cue(cue).phrases),
    )


def _carrier(pdf: PdfText, pages: Sequence[Doc], catalogue: Catalogue) -> tuple[str, str]:
    """(brand, issuing company) by the names that are mentioned most, own paper and products before mere mentions.

    A carrier that the catalogue does not know is named after the company that the document prints.
    """
    names, owners = _carrier_names(catalogue)
    counts: Counter[str] = Counter()
    companies: Counter[str] = Counter()
    for number, doc in enumerate(pages):
        for hit in longest(names.find(doc)):
            brand, is_brand = owners[hit.phrase]
            printed = " ".join(doc[hit.start : hit.end].text.split())
            if printed[:1].islower() or _letters(printed) != _letters(hit.phrase):  # a name, not a word of the same stem
                continue
            counts[brand] += (1 if is_brand else OWN_NAME) * (2 if number == 0 else 1)
            if hit.phrase in catalogue.carriers[brand].companies:
                companies[printed] += 1
    printed = _printed_company(pdf)
    if not counts:
        return COMPANY_ENDING.sub("", printed).strip(" ,&"), printed
    carrier = min(counts, key=lambda brand: (-counts[brand], brand))
    own = [company for company in companies if owners[_known(catalogue, company)][0] == carrier]
    return carrier, max(own, key=lambda company: companies[company]) if own else ""


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _known(catalogue: Catalogue, company: str) -> str:
    """The catalogue's spelling of a company's printed name."""
    names, _ = _carrier_names(catalogue)
    return longest(names.find(company))[0].phrase


def _printed_company(pdf: PdfText) -> str:
    """The insurance company that the document names most often on its first pages, else on the others; "" where it names none."""
    found = _named_companies(pdf.pages[:COMPANY_PAGES]) or _named_companies(pdf.pages[COMPANY_PAGES:])
    return max(found, key=lambda name: (found[name], len(name))) if found else ""


def _named_companies(pages: Sequence[Page]) -> Counter[str]:
    """How often companies are named on pages and in their running feet."""
    found: Counter[str] = Counter()
    for page in pages:
        lines = [_written_small(line.strip()) for line in (*page.raw.splitlines(), *(line.text for line in page.furniture))]
        over_two = (f"{first}\n{second}" for first, second in pairwise(lines) if NAME_GOES_ON.match(second))
        found.update(name for line in lines for name in _companies(line))
        found.update(name for both in over_two for name in _companies(both.replace("\n", " "), both.index("\n")))
    return found


def _companies(text: str, over: int | None = None) -> Iterator[str]:
    """The companies that a text names; with `over` those whose name runs over that place."""
    for match in COMPANY.finditer(text):
        if over is None or match.start() < over < match.end():
            yield LABEL.sub("", " ".join(match.group().split()))


def _written_small(line: str) -> str:
    """The capitals that fill a line or begin it as they would be written in running text, so that a company's name has one spelling."""
    return CAPITALS.sub(lambda match: re.sub(r"\b(?:And|Of)\b", lambda small: small[0].lower(), match[0].title()), line)


@cache
def _carrier_names(catalogue: Catalogue) -> tuple[Phrases, Mapping[str, tuple[str, bool]]]:
    owners: dict[str, tuple[str, bool]] = {}
    for carrier in catalogue.carriers.values():
        owners |= dict.fromkeys((*carrier.companies, *carrier.products), (carrier.brand, False))
        owners[carrier.brand] = (carrier.brand, True)
    return Phrases(owners), owners


def form_number(pdf: PdfText) -> tuple[str, str]:
    """(form number, edition) as printed in the running heads and feet, else at the edges of page one; ("", "") where none stands there."""
    running = [line for page in pdf.pages for line in page.furniture]
    first = pdf.pages[0].lines if pdf.pages else ()
    return _usual_form(running) or _usual_form([*first[:3], *first[-3:]]) or ("", "")


def page_form_number(page: Page) -> tuple[str, str]:
    """(form number, edition) in the running head or foot of one page, by which the forms of a merged file are told apart."""
    return _usual_form(page.furniture) or ("", "")


def _usual_form(lines: Iterable[Line]) -> tuple[str, str] | None:
    found = Counter((form.number, form.edition) for line in lines for form in form_numbers(line.text))
    return found.most_common(1)[0][0] if found else None
