"""The clause that a reference means, by its numbers, its heading or the term that it defines: within a document and across documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from models.catalogue.matching import stems_of
from models.records import Clause, Reading, Role, Target, TargetKind
from models.rules import folded

ROLES: dict[TargetKind, tuple[Role, ...]] = {
    "agreement": ("insuring_agreement",),
    "definition": ("definition",),
    "exclusion": ("exclusion",),
    "condition": ("condition", "limit", "other"),
    "clause": ("insuring_agreement", "definition", "exclusion", "condition", "limit", "other", "declarations"),
}
OWN_NUMBER = re.compile(r"^\W{0,2}(?P<number>(?:[IVXL]{1,6}|[A-Z]|\d{1,3})(?:\.(?:[A-Z]|\d{1,3}|[ivxl]{1,5}))+)\.?\s")
PLACES = re.compile(
    r"\b(?:section|part|article|item|insuring|clause|agreement|coverage|module|endorsement|exclusion|extension|chapter|appendix|no)\b",
    re.IGNORECASE,
)
PART = re.compile(r"(?:section|part|article|chapter|appendix)\b", re.IGNORECASE)
LIKE = 0.6  # of the words of a name must stand in a clause's heading
COMMON = frozenset(
    stems_of(
        "the a an of and or for to in by with we us you your our will shall not what pay exclusion exclusions coverage insuring agreement"
    )
)
TERM_WORDS = 12  # words with which a definition begins, among which its term stands


class Place(Protocol):
    """A clause as far as it is found by what a reference calls it; `above` is the clause in which it stands, "" at the top."""

    @property
    def clause(self) -> str: ...
    @property
    def above(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def text(self) -> str: ...


AClause = TypeVar("AClause", bound=Place)


class Form(Generic[AClause]):
    """The clauses of one document, to be found by what a reference calls them."""

    def __init__(self, clauses: Iterable[AClause]) -> None:
        self.clauses = tuple(clauses)
        self._by_id = {clause.clause: clause for clause in self.clauses}
        self._numbers: dict[str, tuple[str, ...]] = {}
        for clause in self.clauses:
            self._numbers[clause.clause] = self._number(clause)

    def numbers(self, clause: AClause) -> tuple[str, ...]:
        """What a clause is called by, the outermost first: ("iii", "b", "2")."""
        return self._numbers[clause.clause]

    def meant(self, target: Target, at: AClause | None = None) -> tuple[AClause, ...]:
        """The clause that a target names, with all that stands in it; () where none is sure.

        Of several the one highest in the outline is meant, and where these are several still, that in the part of the clause `at`.
        """
        scored = [(score, clause) for clause in self.clauses if clause is not at and (score := self._score(target, clause))]
        best = max((score for score, _ in scored), default=0)
        found = self._highest([clause for score, clause in scored if score == best])
        if len(found) > 1 and at is not None:
            found = [clause for clause in found if self.numbers(clause)[:1] == self.numbers(at)[:1]]
        if not found:
            return ()
        block = (found[0], *self._below(found[0]))
        if any(clause not in block for clause in found):
            return ()
        return self._item(target, block) if target.kind == "definition" and target.name and target.numbers else block

    def _highest(self, clauses: list[AClause]) -> list[AClause]:
        least = min((len(self.numbers(clause)) for clause in clauses), default=0)
        return [clause for clause in clauses if len(self.numbers(clause)) == least]

    def _item(self, target: Target, block: tuple[AClause, ...]) -> tuple[AClause, ...]:
        """The item of a definition that bears a number ("item (5) of the definition of Loss"), or the definition that bears it itself."""
        items = [clause for clause in block if self.numbers(clause)[-1:] == target.numbers[-1:]]
        return (items[0], *self._below(items[0])) if items else ()

    def _score(self, target: Target, clause: AClause) -> int:
        """How surely a clause is the one meant, 0 where it is not: by its whole number, by the end of it, by name."""
        if clause.role not in ROLES.get(target.kind, ()):
            return 0
        if target.kind == "definition" and target.name:
            return 4 if _defines(clause, target.name) else 0
        numbers, named = self.numbers(clause), bool(target.name) and _like(target.name, clause)
        if not target.numbers:
            return 3 + (folded(target.name) == folded(clause.heading)) if named and not self._named_above(target.name, clause) else 0
        own = self._labelled(clause) and (target.kind == "clause" or not _is_part(clause))
        if own and numbers == target.numbers:
            return 5 + named
        if own and numbers[-len(target.numbers) :] == target.numbers:
            return 3 + 2 * named - (target.kind == "clause")
        if own and target.numbers[-len(numbers) :] == numbers:
            return 2 + 2 * named
        return 1 if named and not self._named_above(target.name, clause) else 0

    def _named_above(self, name: str, clause: AClause) -> bool:
        """True where the clause above bears the name already."""
        above = self._by_id.get(clause.above)
        return (
            above is not None
            and above.role == clause.role
            and bool(above.heading)
            and above.heading == clause.heading
            and _like(name, above)
        )

    def _labelled(self, clause: AClause) -> bool:
        above = self._by_id.get(clause.above)
        return bool(self.numbers(clause)) and (above is None or self.numbers(clause) != self.numbers(above))

    def _number(self, clause: AClause) -> tuple[str, ...]:
        """A number written out in full says it all; one that repeats those above it ("4.1" in "Section 4") stands for them."""
        above = self._numbers.get(clause.above, ())
        written = OWN_NUMBER.match(clause.text)
        if written and not written["number"].replace(".", "").isdigit():
            return parts_of(written["number"])
        label = clause.path.removeprefix(self._by_id[clause.above].path) if clause.above in self._by_id else clause.path
        own = parts_of(PLACES.sub(" ", label))
        return (*above[: above.index(own[0])], *own) if len(own) > 1 and own[0] in above else above + own

    def _below(self, clause: AClause) -> Iterator[AClause]:
        inside = {clause.clause}
        for other in self.clauses:
            if other.above in inside:
                inside.add(other.clause)
                yield other


def form_of(reading: Reading) -> Form[Clause]:
    """The clauses of a document that no endorsement in it brings in."""
    return Form(clause for clause in reading.clauses if not clause.operation)


def parts_of(number: str) -> tuple[str, ...]:
    """The parts of a number, the outermost first: "III.B.2(a)" is ("iii", "b", "2", "a")."""
    return tuple(part.lower() for part in re.findall(r"[A-Za-z]+|\d+", number))


def _is_part(clause: Place) -> bool:
    """True for a section of the form: "Exclusion 3" is none, though it be the third section that holds the exclusions."""
    return PART.match(clause.text.strip()) is not None


def _like(name: str, clause: Place) -> bool:
    """True where a clause's heading, or the words with which it begins, are a name's."""
    wanted = set(stems_of(name)) - COMMON
    said = set(stems_of(clause.heading or " ".join(clause.text.split()[: len(name.split()) + 3]))) - COMMON
    return bool(wanted) and len(wanted & said) >= LIKE * len(wanted) and (not clause.heading or len(wanted & said) >= LIKE * len(said))


def _defines(clause: Place, term: str) -> bool:
    text = re.sub(r"^\W*(?:[A-Z]{1,3}|\d{1,3}|[a-z])[.)]\s+", "", clause.text)
    wanted, said = stems_of(term), stems_of(" ".join(text.split()[:TERM_WORDS]))
    return bool(wanted) and said[: len(wanted)] == wanted
