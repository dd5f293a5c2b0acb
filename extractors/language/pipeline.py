"""The spaCy pipeline: one Doc per document with clauses and defined terms as spans.

`doc.user_data["source"]` is the SourceText that leads from character offsets to words on pages; `span._.clause` is the OutlineClause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.language.outline import OutlineClause, outline
from extractors.language.roles import section_data
from extractors.language.source import SourceText, source_text
from extractors.pdf import Page
from models.catalogue.matching import long_doc, tokenizer

Span.set_extension("clause", default=None)

MAX_TERM_WORDS = 10


@cache
def pipeline() -> Language:
    """English tokens with our own components; no statistical model, nothing downloaded."""
    nlp = tokenizer()
    nlp.max_length = 20_000_000
    for name in ("clause_outline", "defined_terms"):
        nlp.add_pipe(name)
    return nlp


def read_language(pages: Iterable[Page]) -> Doc:
    """The running text of `pages` with its spans."""
    source = source_text(pages)
    nlp = pipeline()
    doc = long_doc(source.text)
    doc.user_data["source"] = source
    return nlp(doc)


def source_of(doc: Doc) -> SourceText:
    """The way from offsets of `doc` to its pages."""
    source: SourceText = doc.user_data["source"]
    return source


@Language.component("clause_outline", assigns=["doc.spans"])
def clause_outline(doc: Doc) -> Doc:
    """`doc.spans["clauses"]`: every clause, in text order; the label is its role."""
    spans = []
    for clause in outline(source_of(doc)):
        span = _span(doc, clause.start, clause.end, clause.role)
        span._.clause = clause
        spans.append(span)
    doc.spans["clauses"] = spans
    return doc


@Language.component("defined_terms", assigns=["doc.spans"])
def defined_terms(doc: Doc) -> Doc:
    """`doc.spans["definitions"]`: clauses that define a term; the label is the term."""
    spans = []
    text = source_of(doc).text
    for span in doc.spans["clauses"]:
        term = defined_term(span._.clause, text[span.start_char : span.end_char])
        if term:
            definition = _span(doc, span.start_char, span.end_char, term)
            definition._.clause = span._.clause
            spans.append(definition)
    doc.spans["definitions"] = spans
    return doc


@cache
def _definition_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted((re.escape(verb) for verb in section_data()["definitions"]["verbs"]), key=len, reverse=True))
    return re.compile(rf"^[\W\d]*(?P<term>\S[^.;:]{{1,90}}?)[\u201d\"'\s]*[,:]?\s*\b(?:{verbs})\b", re.DOTALL)


def defined_term(clause: OutlineClause, text: str) -> str:
    """The term that a clause defines, "" where it defines none."""
    body = text
    if clause.label:
        body = body.removeprefix(clause.label).lstrip(" .):(")
    match = _definition_pattern().match(body)
    if match is None:
        return ""
    term = " ".join(match["term"].replace("(s)", "").split()).strip("\u201c\u201d\"',: ")
    quoted = body.lstrip()[:1] in '\u201c"'
    if clause.role != "definition" and not quoted and term != clause.heading:
        return ""
    return term if len(term.split()) <= MAX_TERM_WORDS else ""


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None, f"offsets {start}:{end} lie outside the text"
    return span
