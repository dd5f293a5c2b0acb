"""The clauses that an endorsement's instruction means, by their numbers, their headings and the terms that they define."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.catalogue.matching import stems_of
from models.records import Clause, Reading, Role, Target, TargetKind

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


class Form:
    """The clauses of one document, to be found by what a reference calls them."""

    def __init__(self, reading: Reading) -> None:
        self.document = reading.document.document
        self.clauses = tuple(clause for clause in reading.clauses if not clause.operation)
        self._by_id = {clause.clause: clause for clause in self.clauses}
        self._numbers: dict[str, tuple[str, ...]] = {}
        for clause in self.clauses:
            self._numbers[clause.clause] = self._number(clause)

    def meant(self, target: Target) -> tuple[Clause, ...]:
        """The clause that a target names, with all that stands in it; () where none is sure."""
        scored = [(score, clause) for clause in self.clauses if (score := self._score(target, clause))]
        best = max((score for score, _ in scored), default=0)
        found = [clause for score, clause in scored if score == best]
        if not found:
            return ()
        block = (found[0], *self._below(found[0]))
        if target.kind == "definition" and target.name and target.numbers:
            items = [clause for clause in block[1:] if self._numbers[clause.clause][-1:] == target.numbers[-1:]]
            return tuple(items[:1] + list(self._below(items[0]))) if items else ()
        return block if all(clause in block for clause in found) else ()

    def section(self, target: Target) -> tuple[Clause, ...]:
        """The clauses of the part of the form to which something is added."""
        return tuple(clause for clause in self.clauses if clause.role in ROLES.get(target.kind, ()))

    def _score(self, target: Target, clause: Clause) -> int:
        """How surely a clause is the one meant, 0 where it is not: by its whole number, by the end of it, by name."""
        if clause.role not in ROLES.get(target.kind, ()):
            return 0
        if target.kind == "definition" and target.name:
            return 4 if _defines(clause, target.name) else 0
        numbers, named = self._numbers[clause.clause], bool(target.name) and _like(target.name, clause)
        if not target.numbers:
            return 3 if named and not self._named_above(target.name, clause) else 0
        own = self._labelled(clause) and (target.kind == "clause" or not self._is_part(clause))
        if own and numbers == target.numbers:
            return 5 + named
        if own and len(numbers) >= len(target.numbers) and numbers[-len(target.numbers) :] == target.numbers:
            return 3 + 2 * named - (target.kind == "clause")
        if own and len(target.numbers) > len(numbers) and target.numbers[-len(numbers) :] == numbers:
            return 2 + 2 * named
        return 1 if named and not self._named_above(target.name, clause) else 0

    def _named_above(self, name: str, clause: Clause) -> bool:
        """True where the clause above bears the name already."""
        above = self._by_id.get(clause.above)
        return (
            above is not None
            and above.role == clause.role
            and bool(above.heading)
            and above.heading == clause.heading
            and _like(name, above)
        )

    def _is_part(self, clause: Clause) -> bool:
        """True for a section of the form: "Exclusion 3" is none, though it be the third section that holds the exclusions."""
        return PART.match(clause.text.strip()) is not None

    def _labelled(self, clause: Clause) -> bool:
        above = self._by_id.get(clause.above)
        return bool(self._numbers[clause.clause]) and (above is None or self._numbers[clause.clause] != self._numbers[above.clause])

    def _number(self, clause: Clause) -> tuple[str, ...]:
        """What a clause is called by, the outermost first: ("iii", "b", "2"); a number written out in full says it all."""
        above = self._numbers.get(clause.above, ())
        written = OWN_NUMBER.match(clause.text)
        if written and not written["number"].replace(".", "").isdigit():
            return _parts(written["number"])
        label = clause.path.removeprefix(self._by_id[clause.above].path) if clause.above in self._by_id else clause.path
        return above + _parts(PLACES.sub(" ", label))

    def _below(self, clause: Clause) -> Iterator[Clause]:
        inside = {clause.clause}
        for other in self.clauses:
            if other.above in inside:
                inside.add(other.clause)
                yield other


def _parts(number: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in re.findall(r"[A-Za-z]+|\d+", number))


def _like(name: str, clause: Clause) -> bool:
    """True where a clause's heading, or the words with which it begins, are a name's."""
    wanted = set(stems_of(name)) - COMMON
    said = set(stems_of(clause.heading or " ".join(clause.text.split()[: len(name.split()) + 3]))) - COMMON
    return bool(wanted) and len(wanted & said) >= LIKE * len(wanted) and (not clause.heading or len(wanted & said) >= LIKE * len(said))


def _defines(clause: Clause, term: str) -> bool:
    text = re.sub(r"^\W*(?:[A-Z]{1,3}|\d{1,3}|[a-z])[.)]\s+", "", clause.text)
    wanted, said = stems_of(term), stems_of(" ".join(text.split()[:TERM_WORDS]))
    return bool(wanted) and said[: len(wanted)] == wanted


def clauses_meant(target: Target, forms: Sequence[Form]) -> dict[str, tuple[Clause, ...]]:
    """By document the clauses that a target means in it."""
    return {form.document: found for form in forms if (found := form.meant(target))}
