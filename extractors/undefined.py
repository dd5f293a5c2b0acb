"""Forms whose definitions are elsewhere: the terms they use as if they defined them, and agreements that pay nothing but such a term."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from extractors.language.outline import OutlineClause
from extractors.language.roles import section_data
from extractors.language.source import PlacedWord, SourceText
from models.catalogue.matching import stem
from models.records import Role

MIN_TERMS = 2  # different ones: a single word in capitals may be a name
TERMS_TOLD = 3
USING: tuple[Role, ...] = ("insuring_agreement", "exclusion")
LAW = re.compile(r"^Acts?$|\w+ \w+ Acts?$")  # such as "Motor Vehicles Act", unlike "Wrongful Act"
PAYS = re.compile(r"\b(?:pay|pays|reimburse|reimburses|indemnify|indemnifies|cover|covers|meet|bear)\b(?P<what>[^.;:]*)")
ENDED = (".", ":", ";", "!", "?")


def undefined_terms(clauses: Sequence[OutlineClause], definitions: Collection[str], source: SourceText) -> tuple[str, ...]:
    """Terms of which a form says what it pays, in capitals, bold type or quotation marks within a sentence; () where it defines any."""
    if definitions or any(clause.role == "definition" for clause in clauses):
        return ()
    used = Counter(term for clause in clauses if clause.role in USING for term in _terms(clause, source))
    told = sorted((term for term in used if payable(term) and not LAW.search(term)), key=lambda term: (-used[term], term))
    return tuple(told) if len(told) >= MIN_TERMS else ()


def told_undefined(terms: Sequence[str]) -> str:
    """What is to be said of a document that uses such terms."""
    named = ", ".join(f'"{term}"' for term in terms[:TERMS_TOLD])
    return f"it defines none of its terms (such as {named}): ask for the form that holds the definitions"


def used_in(text: str, terms: Sequence[str]) -> tuple[str, ...]:
    """The terms that stand in a text."""
    plain = " ".join(text.split())
    return tuple(term for term in terms if re.search(rf"\b{re.escape(term)}\b", plain))


def pays_only(text: str, terms: Sequence[str]) -> bool:
    """True where an agreement names what it pays by such a term alone: "We will pay Event Costs that result from an Event"."""
    plain = " ".join(text.split())
    objects = [match["what"] for match in PAYS.finditer(plain)]
    named = [what for what in objects if used_in(what, terms)]
    return bool(named) and not any(_says_what(what, terms) for what in objects)


def _says_what(what: str, terms: Sequence[str]) -> bool:
    """True where plain words of something that can be paid stand beside the terms."""
    for term in sorted(terms, key=len, reverse=True):
        what = re.sub(rf"\b{re.escape(term)}\b", " ", what)
    return any(stem(word) in _paid_stems() for word in re.findall(r"[A-Za-z]+", what))


def payable(term: str) -> bool:
    """True for the name of something that is paid, or of what it is paid for."""
    if term.lower() in section_data()["definitions"]["defence"]:
        return False
    return bool(_payable_stems() & {stem(word.strip("().,")) for word in term.split()})


def _terms(clause: OutlineClause, source: SourceText) -> Iterator[str]:
    """Runs of words within the sentences of a clause that stand out from them."""
    words = source.words_between(clause.start + len(clause.label) + len(clause.heading) + 1, clause.end)
    bold = all(placed.word.bold for placed in words)
    run: list[str] = []
    fresh = True
    for placed in words:
        outstanding = not fresh and _stands_out(placed, bold)
        if run and not outstanding:
            yield " ".join(run)
            run = []
        if outstanding:
            run.append(placed.word.text.strip("\u201c\u201d\"',.;:()"))
        fresh = placed.word.text.endswith(ENDED) or not any(char.isalnum() for char in placed.word.text)
        if run and (fresh or placed.word.text.endswith((",", '"', "\u201d", ")"))):
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _stands_out(placed: PlacedWord, all_bold: bool) -> bool:
    bare = placed.word.text.lstrip("\u201c\"'(")
    if not bare[:1].isalpha():
        return False
    capital = bare[0].isupper() and not (bare.isupper() and len(bare) > 1)
    return capital or (placed.word.bold and not all_bold) or placed.word.text[0] in '\u201c"'


@cache
def _payable_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in section_data()["definitions"]["payable"])


@cache
def _paid_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in section_data()["definitions"]["paid"])
