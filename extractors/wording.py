"""A document's clauses with the catalogue's phrases found in them: what grants, exclusions and terms are read from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from extractors.evidence import MAX_QUOTE, Citer
from extractors.language.addresses import addresses
from extractors.language.outline import UNSETTLED, OutlineClause
from extractors.language.pipeline import source_of
from extractors.language.roles import heading_role
from extractors.language.scopes import SENTENCE_END, Scope, ScopeKind, inside, phrases_of, scopes
from extractors.pdf import Word
from extractors.undefined import payable, undefined_terms
from models.catalogue import Catalogue
from models.catalogue.cues import Cue
from models.catalogue.matching import CueIndex, Hit, Owner, catalogue_phrases
from models.classifier import ClauseText, load_classifier
from models.classifier.marks import marks
from models.records import Evidence, Role, Target
from models.targets import Form

MAX_LEAD_IN = 500  # characters looked back for the words that open a list
OPENING = 40  # characters within which a clause that takes away says so
NEAR = 60  # characters before a list within which the words that give its items back must begin
BULLETS = tuple("•●▪■◦‣·")
ITEM_END = re.compile(r"[.;,]\s*(?:and|or|and/or)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause: its outline entry, its own text (without its items), and the phrases in it.

    The tokens of `hits` count over the document; `places` are the characters of `text` at which they begin.
    """

    index: int
    outline: OutlineClause
    text: str
    hits: tuple[Hit, ...]
    places: tuple[int, ...]
    phrases: frozenset[str]

    @property
    def role(self) -> Role:
        return self.outline.role

    def hits_between(self, start: int, end: int) -> tuple[Hit, ...]:
        """The hits that begin in a range of `text`."""
        return self.hits[bisect_left(self.places, start) : bisect_left(self.places, end)]

    @property
    def clause(self) -> str:
        return f"c{self.index + 1}"

    @property
    def above(self) -> str:
        return f"c{self.outline.parent + 1}" if self.outline.parent >= 0 else ""

    @property
    def path(self) -> str:
        return self.outline.path

    @property
    def heading(self) -> str:
        return self.outline.heading

    @property
    def is_bare(self) -> bool:
        """True for a heading without text of its own: what it heads stands below it."""
        return bool(self.outline.heading) and len(self.text) <= len(self.outline.label) + len(self.outline.heading) + 3


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue that a clause satisfies, with the clause's own hits that satisfy it."""

    cue: Cue
    hits: tuple[Hit, ...]


class Wording:
    """The clauses of one document, with lead-ins, defined terms, the classifier's predictions and citations."""

    def __init__(self, doc: Doc, catalogue: Catalogue, citer: Citer) -> None:
        self.doc = doc
        self.source = source_of(doc)
        self.text = self.source.text  # what `doc.text` would put together anew at each call
        self.citer = citer
        self.starts: list[int] = doc.to_array("IDX").tolist()  # character offsets of the tokens
        self.views = _views(doc, self.starts, catalogue)
        self.form = Form(self.views)  # to find clauses by what others call them
        self._holders = _holders(self.views)
        self.definitions: dict[str, OutlineClause] = {}
        for span in doc.spans["definitions"]:
            self.definitions.setdefault(span.label_, span._.clause)
        self.undefined = undefined_terms([view.outline for view in self.views], self.definitions, self.source)
        self.lead_ins = _lead_ins(self.views, self.text)
        opening = {text: frozenset(catalogue_phrases(catalogue).present(text)) for text in set(self.lead_ins)}
        self.lead_hits = [opening[text] for text in self.lead_ins]
        self._taking = [self._opened_by(view, "taking") or _begins_with_taking(view) for view in self.views]
        self.asked = [self._asked(view, catalogue) for view in self.views]
        self.predictions = load_classifier().predict(self.asked)

    def settle(self, excluding: Sequence[tuple[int, int]]) -> None:
        """Let clauses of no known part be exclusions where an endorsement calls these ranges of the running text so."""

        def excludes(view: ClauseView) -> bool:
            clause = view.outline
            return clause.role in UNSETTLED and any(clause.start < end and start < clause.end for start, end in excluding)

        self.views = tuple(
            replace(view, outline=replace(view.outline, role="exclusion")) if excludes(view) else view for view in self.views
        )
        self.form = Form(self.views)

    def of_role(self, *roles: Role) -> Iterator[ClauseView]:
        """Clauses of these roles, in text order."""
        return (view for view in self.views if view.role in roles)

    def holding(self, phrases: Iterable[str]) -> list[ClauseView]:
        """Clauses, notices aside, in which one of these phrases stands, in text order."""
        found = {index for phrase in phrases for index in self._holders.get(phrase, ())}
        return [self.views[index] for index in sorted(found)]

    def _asked(self, view: ClauseView, catalogue: Catalogue) -> ClauseText:
        """A clause as the classifier is asked about it: an item with the words that open its list, for alone it is half a sentence."""
        lead_in = self.lead_ins[view.index] if _is_item(view) else ""
        present = [*(hit.phrase for hit in view.hits), *(sorted(self.lead_hits[view.index]) if lead_in else ())]
        heading = self.title(view)
        return ClauseText(f"{lead_in} {view.text}".strip(), heading, self.section(view), marks(present, heading, catalogue))

    def title(self, view: ClauseView) -> str:
        """The heading of a clause; of one that only names its part ("What we will pay") the heading above it, which names the cover."""
        clause = view.outline
        if clause.parent < 0 or heading_role(clause.heading) is None:
            return clause.heading
        above = self.views[clause.parent].outline.heading
        return above if above and heading_role(above) is None else clause.heading

    def section(self, view: ClauseView) -> str:
        """The headings of the parts of the form in which a clause stands, the outermost first; "" where it stands in none."""
        above = []
        while view.outline.parent >= 0:
            view = self.views[view.outline.parent]
            above.append(view.outline.heading)
        return " ".join(filter(None, reversed(above)))

    def meant(self, target: Target, at: ClauseView) -> ClauseView | None:
        """The clause of this document that a reference in the clause `at` means, None where unsure."""
        return next(iter(self.form.meant(target, at)), None)

    def stands_in(self, view: ClauseView, whole: ClauseView) -> bool:
        """True where a clause is another or an item of it."""
        return view.index == whole.index or self._below(view, whole.index)

    def block_text(self, view: ClauseView) -> str:
        """The text of a clause with its items."""
        end = max([view.outline.end, *(item.outline.end for item in self.below(view))])
        return self.text[view.outline.start : end]

    def below(self, view: ClauseView) -> Iterator[ClauseView]:
        """The items of a clause, with theirs, in text order."""
        for later in self.views[view.index + 1 :]:
            if not self._below(later, view.index):
                break
            yield later

    def _below(self, view: ClauseView, ancestor: int) -> bool:
        parent = view.outline.parent
        while parent > ancestor:
            parent = self.views[parent].outline.parent
        return parent == ancestor

    def name(self, view: ClauseView) -> str:
        """What to call a clause: its heading, else its number, else the heading above it."""
        clause = view.outline
        if clause.heading or clause.parent < 0:
            return clause.heading
        return clause.path if clause.label else self.name(self.views[clause.parent])

    def nearest_heading(self, view: ClauseView) -> str:
        """The clause's heading, else the one above it."""
        clause = view.outline
        return clause.heading if clause.heading or clause.parent < 0 else self.nearest_heading(self.views[clause.parent])

    def takes_away(self, view: ClauseView) -> bool:
        """True where the clause begins by saying that something is not covered, or the words that open its list say so of its items."""
        return self._taking[view.index]

    def gives_back(self, view: ClauseView) -> bool:
        """True where the words that open the clause's list say that an exclusion does not reach what follows."""
        lead_in = self.lead_ins[view.index]
        return self._opened_by(view, "carve_back") and scopes(lead_in, "carve_back")[-1].start >= len(lead_in) - NEAR

    def _opened_by(self, view: ClauseView, kind: ScopeKind) -> bool:
        lead_in = self.lead_ins[view.index]
        found = scopes(lead_in, kind)
        return bool(found) and found[-1].end >= len(lead_in.rstrip()) - 1

    def pays(self, view: ClauseView) -> bool:
        """True where the clause, the words that open its list, or a clause above it say that something is paid."""
        if phrases_of("paying").present(view.text) or phrases_of("paying").present(self.lead_ins[view.index]):
            return True
        return view.outline.parent >= 0 and self.pays(self.views[view.outline.parent])

    def matches(self, view: ClauseView, index: CueIndex[Owner], left_out: Sequence[Scope] = ()) -> dict[Owner, CueMatch]:
        """For each owner of a satisfied cue the one that asks most.

        At least one phrase must stand in the clause itself, outside `left_out`; the others may stand in the words that open its list.
        """
        own = [hit for hit in view.hits if not inside(self.place(view, hit), left_out)] if left_out else list(view.hits)
        return _asking_most(index, view, own, self.lead_hits[view.index])

    def matches_within(self, view: ClauseView, index: CueIndex[Owner], scopes: Sequence[Scope]) -> dict[Owner, CueMatch]:
        """For each owner of a cue that is satisfied within `scopes` of the clause alone, the one that asks most."""
        own = [hit for hit in view.hits if inside(self.place(view, hit), scopes)] if scopes else []
        return _asking_most(index, view, own)

    def place(self, view: ClauseView, hit: Hit) -> int:
        """The character position of a hit in its clause's text."""
        return self.starts[hit.start] - view.outline.start

    def cite(self, view: ClauseView, hit: Hit | None = None) -> Evidence | None:
        """The sentence around a hit, or the clause's first sentence with its heading; it does not run over the end of the page.

        Where the page does not hold it in one piece (a table, a note between columns), the line around it is quoted.
        """
        start, end = view.outline.start, view.outline.end
        at = start if hit is None else self.starts[hit.start]
        if hit is None:
            match = SENTENCE_END.search(self.text, start + len(view.outline.heading) + 8, end)
            first, last = start, match.end() if match else end
        else:
            ends = [start, *(start + match.end() for match in SENTENCE_END.finditer(view.text)), end]
            first = max(position for position in ends if position <= at)
            last = min(position for position in ends if position > at)
        line = self.source.lines[bisect_right(self.source.lines, at, key=lambda line: line.end)]
        return self.citer.cite(line.page, self._words(first, last, at, line.page), line.line.words)

    def cite_range(self, start: int, end: int) -> Evidence | None:
        """The words from one character of the running text to another, as far as they stand on one page and a quotation is long."""
        line = self.source.lines[bisect_right(self.source.lines, start, key=lambda line: line.end)]
        return self.citer.cite(
            line.page, [placed.word for placed in self.source.words_between(start, end) if placed.page == line.page], line.line.words
        )

    def offset(self, evidence: Evidence) -> int | None:
        """Where a quotation of this document begins in the running text; None where it stands in no running text."""
        word = self.citer.begins.get(evidence)
        return self._offsets.get((evidence.page, word)) if word is not None else None

    @cached_property
    def _offsets(self) -> dict[tuple[int, Word], int]:
        return {(placed.page, placed.word): placed.start for placed in self.source.words}

    def _words(self, start: int, end: int, at: int, page: int) -> list[Word]:
        """Words of one page in a range; where the range is longer than a quotation, it begins shortly before `at`."""
        here = [placed for placed in self.source.words_between(start, end) if placed.page == page]
        before = [placed for placed in here if placed.start <= at]
        if before and before[-1].end - before[0].start > MAX_QUOTE - 80:
            here = here[max(0, len(before) - 12) :]
        return [placed.word for placed in here]

    def reachable_terms(self) -> frozenset[str]:
        """Defined terms that say what is paid, used in an insuring agreement or in the definition of one that is."""
        telling = [term for term in self.definitions if payable(term)]
        by_start = {view.outline.start: view for view in self.views}
        seen: set[str] = set()
        waiting = [view.text for view in self.of_role("insuring_agreement")]
        while waiting:
            text = waiting.pop()
            for term in used_terms(text, [term for term in telling if term not in seen]):
                seen.add(term)
                waiting.append(self.block_text(by_start[self.definitions[term].start]))
        return frozenset(seen)

    def defined_term_of(self, view: ClauseView) -> str:
        """The defined term below which a clause stands, "" where there is none."""
        starts = {clause.start: term for term, clause in self.definitions.items()}
        index = view.index
        while index >= 0:
            if self.views[index].outline.start in starts:
                return starts[self.views[index].outline.start]
            index = self.views[index].outline.parent
        return ""


def _asking_most(index: CueIndex[Owner], view: ClauseView, own: Sequence[Hit], elsewhere: Collection[str] = ()) -> dict[Owner, CueMatch]:
    """For each owner of a cue that the hits satisfy the one that asks most; what a cue forbids may stand nowhere in the clause."""
    best: dict[Owner, Cue] = {}
    for owner, cue in index.satisfied([hit.phrase for hit in own], elsewhere, view.phrases):
        if owner not in best or len(cue.required) > len(best[owner].required):
            best[owner] = cue
    return {owner: CueMatch(cue, tuple(hit for hit in own if hit.phrase in cue.wanted)) for owner, cue in best.items()}


def _begins_with_taking(view: ClauseView) -> bool:
    """True for "An outage gives rise to no payment ...": an exclusion that stands among agreements or conditions."""
    if view.role == "definition":
        return False
    begins = len(view.text) - len(view.text.removeprefix(view.outline.label).lstrip(" .)("))
    found = scopes(view.text, "taking")
    return bool(found) and found[0].start <= begins + OPENING and not phrases_of("paying").find(view.text[begins : found[0].start])


def _views(doc: Doc, offsets: Sequence[int], catalogue: Catalogue) -> tuple[ClauseView, ...]:
    text = source_of(doc).text
    hits = catalogue_phrases(catalogue).find(doc)
    starts = [hit.start for hit in hits]
    views = []
    for index, span in enumerate(doc.spans["clauses"]):
        clause: OutlineClause = span._.clause
        own = hits[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if addressed := addresses(text[clause.start : clause.end]):
            own = [hit for hit in own if not inside(offsets[hit.start] - clause.start, addressed)]
        places = tuple(offsets[hit.start] - clause.start for hit in own)
        views.append(ClauseView(index, clause, text[clause.start : clause.end], tuple(own), places, frozenset(hit.phrase for hit in own)))
    return tuple(views)


def _holders(views: Sequence[ClauseView]) -> dict[str, list[int]]:
    """For each phrase the indices of the clauses, notices aside, in which it stands."""
    found: dict[str, list[int]] = {}
    for view in views:
        for phrase in view.phrases if view.role != "notice" else ():
            found.setdefault(phrase, []).append(view.index)
    return found


def _lead_ins(views: Sequence[ClauseView], text: str) -> list[str]:
    """For each clause the words that open the list in which it stands, with those of the lists around it; "" outside lists."""
    found: list[str] = []
    siblings: dict[int, int] = {}
    for view in views:
        clause = view.outline
        parent = found[clause.parent] if clause.parent >= 0 else ""
        before = text[max(0, clause.start - MAX_LEAD_IN) : clause.start].rstrip()
        previous = siblings.get(clause.parent)
        if not _is_item(view) and view.role != "definition":
            found.append(parent)
        elif before and not ITEM_END.search(before):
            found.append((parent + " " + _last_sentence(before)).strip())
        elif previous is not None and _is_item(view):
            found.append(found[previous])
        else:
            found.append(parent)
        siblings[clause.parent] = view.index
    return found


def _is_item(view: ClauseView) -> bool:
    return bool(view.outline.label) or view.text[:1] in BULLETS


def _last_sentence(text: str) -> str:
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[max((end for end in ends if end < len(text) - 1), default=0) :].strip()


def used_terms(text: str, terms: Iterable[str]) -> list[str]:
    """The defined terms that a text uses: one of a single word by its capitals, one of several by its words."""
    lowered = text.lower()
    return [term for term in terms if all(word in lowered for word in term.lower().split()) and _use_of(term).search(text)]


@lru_cache(maxsize=1_000)
def _use_of(term: str) -> re.Pattern[str]:
    words = term.split()
    return re.compile(r"\b" + r"\s+".join(map(re.escape, words)) + r"s?\b", 0 if len(words) == 1 else re.IGNORECASE)
