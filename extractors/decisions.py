"""Decisions that take two findings together: an exclusion with what it gives back, a grant with what denies it.

Each answer cites one of the findings that it rests on; where a finding is lacking, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.catalogue import Catalogue
from models.catalogue.cues import parse_cue
from models.catalogue.matching import catalogue_phrases, satisfied
from models.catalogue.schema import TermEntry
from models.records import Denial, Evidence, Grant, Taking, Term

CONFIDENCE = 0.7
SECURITY_COVERAGES = ("network_security_liability", "privacy_liability")
NAMED_ONLY = "widespread_dependency_named"  # also found where a form leaves out utilities; only names on a schedule are asked for
# Exclusions that limit what comes from a vendor or strikes many at once, and what the gap table calls them.
VENDOR_EVENTS = {
    "widespread_event": "widespread_event",
    "neglected_software": "unpatched_software",
    "vendor_software": "vendor_software",
    NAMED_ONLY: "scheduled_providers_only",
}


def find_decisions(grants: Sequence[Grant], takings: Sequence[Taking], denials: Sequence[Denial], catalogue: Catalogue) -> tuple[Term, ...]:
    """The decisions that one wording allows, in the catalogue's order."""
    granted = {grant.coverage: grant.evidence for grant in grants if not grant.service_only}
    taken = {taking.exclusion: taking for taking in takings}
    denied = {denial.coverage: denial.evidence for denial in denials}
    found = [
        *_combined(granted),
        *_collision(granted, taken, denied, catalogue),
        *_client_response(granted, denied),
        *_vendor_events(taken, catalogue),
        *_carved_back(taken, catalogue),
    ]  # fmt: skip
    order = list(catalogue.terms)
    return tuple(sorted(found, key=lambda term: order.index(term.term)))


def _combined(granted: dict[str, Evidence]) -> Iterator[Term]:
    if "tech_eo" in granted and any(coverage in granted for coverage in SECURITY_COVERAGES):
        yield _term("cyber_eo_combined", "yes", granted["tech_eo"])


def _collision(granted: dict[str, Evidence], taken: dict[str, Taking], denied: dict[str, Evidence], catalogue: Catalogue) -> Iterator[Term]:
    """Cyber cover that excludes professional services, or E&O that denies security and privacy, without giving the other's loss back.

    Where one form grants both and excludes the services from all of it, a person must read which part is meant.
    """
    entry = catalogue.terms["cyber_eo_collision"]
    security = next((coverage for coverage in SECURITY_COVERAGES if coverage in granted), None)
    services = taken.get("professional_services")
    if security and services is not None and _speaks_of(services, entry, catalogue):
        meets = _gives_back(services, entry, catalogue)
        if "tech_eo" not in granted:
            yield _term(entry.id, "no" if meets else "yes", services.evidence)
            return
        if not meets and services.scope == "all":
            yield _term(entry.id, "unclear", services.evidence)
            return
    if "tech_eo" not in granted:
        return
    refused = next((denied[coverage] for coverage in SECURITY_COVERAGES if coverage in denied), None)
    if security:
        yield _term(entry.id, "no", granted["tech_eo"])
    elif refused is not None:
        yield _term(entry.id, "yes", refused)


def _client_response(granted: dict[str, Evidence], denied: dict[str, Evidence]) -> Iterator[Term]:
    paid, refused = granted.get("notify_on_behalf"), denied.get("notify_on_behalf")
    if paid is not None:
        yield _term("client_response_costs", "unclear" if refused is not None else "yes", paid)
    elif refused is not None:
        yield _term("client_response_costs", "no", refused)


def _vendor_events(taken: dict[str, Taking], catalogue: Catalogue) -> Iterator[Term]:
    entry = catalogue.terms["vendor_event_wording"]
    for exclusion, value in VENDOR_EVENTS.items():
        taking = taken.get(exclusion)
        if taking is not None and (exclusion != NAMED_ONLY or _speaks_of(taking, entry, catalogue)):
            yield _term(entry.id, value, taking.evidence)


def _carved_back(taken: dict[str, Taking], catalogue: Catalogue) -> Iterator[Term]:
    """Whether an exclusion gives back the matter that a term asks for, or is worded so that it never takes it."""
    for entry in catalogue.terms.values():
        taking = taken.get(entry.carved)
        if taking is None or entry.id == "cyber_eo_collision":
            continue
        if _gives_back(taking, entry, catalogue):
            yield _term(entry.id, "yes", taking.evidence)
        elif _speaks_of(taking, entry, catalogue):
            yield _term(entry.id, "other_matters_only" if taking.carve_backs else "no", taking.evidence)


def _speaks_of(taking: Taking, entry: TermEntry, catalogue: Catalogue) -> bool:
    """True where the passage is of the matter itself: the definition of a word may limit it too, and gives nothing back."""
    return _satisfies(f"{taking.heading} {taking.evidence.quote}", entry.cues, catalogue)


def _gives_back(taking: Taking, entry: TermEntry, catalogue: Catalogue) -> bool:
    texts = (*taking.given_back, taking.evidence.quote)
    return any(_satisfies(text, cues, catalogue) for text in texts for cues in entry.values.values())


def _satisfies(text: str, cues: Sequence[str], catalogue: Catalogue) -> bool:
    present = catalogue_phrases(catalogue).present(text)
    return any(satisfied(parse_cue(cue), present) for cue in cues)


def _term(term: str, value: str, evidence: Evidence) -> Term:
    return Term(term, value, evidence, raw=evidence.quote, confidence=CONFIDENCE)
