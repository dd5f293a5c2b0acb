"""The judgement on each coverage of each offer option: what is granted, what the schedule says of it, and what takes it away.

One policy, in the order in which a careful reader asks: is there a document that can evidence cover? What does the schedule say?
What does the wording grant? What takes it away? Only then is silence a finding, and it says what was searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.catalogue import Catalogue
from models.conflicts import conflicts
from models.erosion import erode, takes_away
from models.excess import layered
from models.in_force import without_struck
from models.policy import EffectivePolicy, Papers, Position, Sourced, figure, names, papers
from models.records import Cell, CoverageStatus, Document, Grant, Offer, Reading, Role, ScheduleLine, Size
from models.rules import check_rules, load_rules
from models.verdict import Bench, Verdict

TERMS_TOLD = 3

_SEARCHED: tuple[tuple[Role, str], ...] = (
    ("insuring_agreement", "insuring agreements"),
    ("definition", "definitions"),
    ("exclusion", "exclusions"),
)


def judge(offers: Sequence[Offer], catalogue: Catalogue, size: Size) -> tuple[Cell, ...]:
    """One cell per offer, option and coverage of the catalogue, in that order.

    `size` gives the benchmark against which a limit counts as full where no policy aggregate is stated. Severity is left at 0.
    """
    rules = load_rules()
    check_rules(rules, catalogue)
    bench = Bench(catalogue, rules, catalogue.profiles[size].benchmark_limit)
    cells = [cell for offer in offers for cell in _judge_offer(offer, bench)]
    return layered(cells, offers, catalogue)


def _judge_offer(offer: Offer, bench: Bench) -> list[Cell]:
    filed = papers(without_struck(offer), bench.catalogue)
    policy = EffectivePolicy(filed, bench.catalogue, bench.rules)
    positions = [policy.position(coverage, option) for option in offer.options for coverage in bench.catalogue.coverages]
    return [_cell(offer, position, _verdict(position, filed, bench), filed) for position in positions]


def _cell(offer: Offer, position: Position, verdict: Verdict, filed: Papers) -> Cell:
    line = verdict.line
    disagreeing = [conflict.told for conflict in conflicts(position, filed.evidence)]
    doubt = "; ".join(filter(None, (line.doubt if line else "", *disagreeing)))
    return Cell(
        offer_folder=offer.folder,
        carrier=offer.carrier,
        option=position.option,
        coverage=position.coverage,
        status=verdict.status,
        reason="; ".join(filter(None, (verdict.reason, doubt))),
        limit=line.limit if line else None,
        limit_unit=line.limit_unit if line else "",
        limit_basis=line.limit_basis if line else "",
        limit_relation=line.limit_relation if line else "",
        retention=line.retention if line else None,
        waiting_hours=line.waiting_hours if line else None,
        coinsurance_pct=line.coinsurance_pct if line else None,
        via=verdict.via,
        confidence=verdict.confidence,
        evidence=verdict.evidence,
        takings=tuple(taking.found for taking in position.takings),
        doubt=doubt,
    )


def _verdict(position: Position, filed: Papers, bench: Bench) -> Verdict:
    if not filed.evidence:
        return Verdict("unknown", _no_evidence(filed, bench))
    stated = _by_schedule(position, filed, bench) or _by_grant(position, bench)
    if stated is None or stated.status == "unknown":
        return takes_away(position, bench) or stated or _nothing_found(position, filed)
    verdict = stated if stated.status in ("not_purchased", "excluded") else erode(stated, position, bench)
    return _held_open(verdict, filed) if verdict.status == "covered" else verdict


def _held_open(verdict: Verdict, filed: Papers) -> Verdict:
    """A form that nobody has read may take away what all others grant: nothing is covered for sure before it was read."""
    if not filed.absent:
        return verdict
    return replace(verdict, status="unclear", reason=f"{_told_absent(filed)}, and may change it; {verdict.reason}")


def _told_absent(filed: Papers) -> str:
    more = f" (and {len(filed.absent) - 1} more)" if len(filed.absent) > 1 else ""
    return filed.absent[0].told + more


def _no_evidence(filed: Papers, bench: Bench) -> str:
    reasons = _unread(filed)
    for document in filed.beside:
        line = bench.catalogue.lines.get(document.line)
        what = bench.catalogue.kinds[document.type].name.lower() if line is None or line.compared else f"{line.name} insurance"
        reasons.append(f"{names([document])} ({what}) does not evidence cover")
    return "no policy form, declarations, binder, quote or endorsement could be read: " + (
        "; ".join(reasons) or "only copies of other files lie here"
    )


def _unread(filed: Papers) -> list[str]:
    return [f"{names([document])} could not be read ({document.reason or document.status})" for document in filed.unread]


def _by_schedule(position: Position, filed: Papers, bench: Bench) -> Verdict | None:
    """The verdict of the prevailing schedule line, if one names the coverage."""
    line = position.line
    if line is None or (position.grant and not line.via):
        return None
    if not line.via:
        reason = f"{line.place} names it, but a certificate confers no rights: the policy is needed"
        return Verdict("unclear", reason, line.via, line.found.evidence, line.found.confidence)
    if line.found.position == "unstated":
        return _without_figure(line, position)
    if line.found.position == "included":
        return _included(line, position, filed, bench)
    if line.found.position == "limit" and line.found.limit:
        return _limited(line, f"{line.place} states {_amount(line.found)}", position, filed, bench)
    return _refused(line, position)


def _refused(line: Sourced[ScheduleLine], position: Position) -> Verdict:
    """Nil on the schedule ends the matter, unless an endorsement, which would prevail, grants it all the same."""
    status: CoverageStatus = "excluded" if line.found.position == "excluded" else "not_purchased"
    reason = f"{line.place} marks it as {status.replace('_', ' ')}"
    if grant := position.grant:
        reason += f", although it is granted by {_title(grant)}"
        if grant.via == "endorsement" and line.via != "endorsement":
            status = "unclear"
    return Verdict(status, reason, line.via, line.found.evidence, line.found.confidence, replace(line.found, limit=None))


def _without_figure(line: Sourced[ScheduleLine], position: Position) -> Verdict:
    """A blank is not zero, and not cover either: many forms pay only where a limit is shown, and some say so."""
    if needs := position.needs_limit:
        reason = f"{line.place} shows no limit for it, and the policy pays only where one is shown ({needs.place})"
        return Verdict("not_purchased", reason, line.via, line.found.evidence, line.found.confidence * needs.found.confidence)
    if position.grant is None:
        return Verdict("unknown", f"{line.place} names it without a limit, and no wording that grants it was found")
    reason = f"granted by {_title(position.grant)}, but {line.place} shows no limit for it, and cover may need one"
    return Verdict("unclear", reason, line.via, line.found.evidence, line.found.confidence * position.grant.found.confidence, line.found)


def _included(line: Sourced[ScheduleLine], position: Position, filed: Papers, bench: Bench) -> Verdict | None:
    """An "Included" is worth what its parent is worth: the coverage it belongs to, else the policy aggregate."""
    parent = position.parent
    if parent and parent.via == line.via and parent.found.position in ("limit", "not_purchased", "excluded"):
        name = bench.catalogue.coverages[parent.found.coverage].name
        if not parent.found.limit:
            reason = f"{line.place} includes it in {name}, which is not purchased ({parent.place})"
            return Verdict("not_purchased", reason, line.via, line.found.evidence, line.found.confidence * parent.found.confidence)
        shared = replace(line.found, limit=parent.found.limit, limit_unit=parent.found.limit_unit, limit_basis=parent.found.limit_basis)
        return _limited(
            replace(line, found=shared), f"{line.place} includes it in {name}, {_amount(shared)} ({parent.place})", position, filed, bench
        )
    if aggregate := position.aggregate:
        shared = replace(line.found, limit=figure(aggregate), limit_unit=aggregate.found.unit, limit_basis="policy_aggregate")
        return _limited(
            replace(line, found=shared), f"{line.place} includes it in {_amount(shared)} ({aggregate.place})", position, filed, bench
        )
    if position.grant and position.grant.found.service_only:
        return _granted(position.grant)
    status: CoverageStatus = "granted" if position.grant and not position.grant.found.hollow else "quoted"
    return _weighed(status, f"{line.place} includes it without a limit of its own", line, position, filed)


def _limited(line: Sourced[ScheduleLine], said: str, position: Position, filed: Papers, bench: Bench) -> Verdict:
    full, against = _is_full(line.found, position, bench)
    if full:
        return _weighed("covered" if position.grant and not position.grant.found.hollow else "quoted", said, line, position, filed)
    return _weighed("sublimited", f"{said}, {against}", line, position, filed)


def _weighed(status: CoverageStatus, said: str, line: Sourced[ScheduleLine], position: Position, filed: Papers) -> Verdict:
    """A limit beside what the wording says: granted, not read, or read without finding the grant."""
    confidence = line.found.confidence
    if position.grant:
        reason = f"{said}; granted by {_title(position.grant)}{_resting(position.grant)}"
        confidence *= position.grant.found.confidence
    elif filed.forms and line.via not in ("form", "endorsement"):
        status, reason = (
            "unclear",
            f"{said}, but no insuring agreement for it was found in {names(reading.document for reading in filed.forms)}",
        )
    else:
        reason = f"{said}; the policy form was not read" if not filed.forms else said
    return Verdict(status, reason, line.via, line.found.evidence, confidence, line.found)


def _is_full(line: ScheduleLine, position: Position, bench: Bench) -> tuple[bool, str]:
    """Whether a limit is the policy's own, and if not, what it is less than. A number of people or a share is never the whole."""
    aggregate, limit = position.aggregate, line.limit or 0.0
    if line.limit_unit in bench.rules.count_units:
        return False, f"which counts {line.limit_unit}"
    if aggregate is None:
        return limit >= bench.full_limit, f"below the benchmark of {bench.full_limit:,.0f} (no policy aggregate is stated)"
    if line.limit_unit and aggregate.found.unit and line.limit_unit != aggregate.found.unit:
        return False, f"in another unit than the policy limit ({aggregate.place})"
    return limit >= figure(aggregate), f"below the policy limit of {aggregate.found.unit} {figure(aggregate):,.0f} ({aggregate.place})"


def _by_grant(position: Position, bench: Bench) -> Verdict | None:
    """The verdict of what grants the coverage, unless that is not sure and a passage says that the coverage is not paid."""
    grant, denial = position.grant, position.denial
    if grant is None or (denial and grant.found.confidence < min(bench.rules.sure_grant, denial.found.confidence)):
        return None
    return _granted(grant)


def _granted(grant: Sourced[Grant]) -> Verdict:
    if grant.found.hollow:
        reason = f"{_title(grant)} pays only what its terms mean ({_terms(grant.found.undefined)}): no document that was read defines them"
        return Verdict("unclear", reason, grant.via, grant.found.evidence, grant.found.confidence)
    status: CoverageStatus = "service_only" if grant.found.service_only else "granted"
    what = "only a service is offered by" if grant.found.service_only else "granted by"
    return Verdict(
        status, f"{what} {_title(grant)}; no limit seen{_resting(grant)}", grant.via, grant.found.evidence, grant.found.confidence
    )


def _resting(grant: Sourced[Grant]) -> str:
    terms = grant.found.undefined
    return f"; its terms ({_terms(terms)}) are defined in no document that was read" if terms else ""


def _nothing_found(position: Position, filed: Papers) -> Verdict:
    """Silence is a finding only after a complete search of the wording; else it is not known."""
    if not filed.forms and not filed.only_endorsements:
        where = names(reading.document for reading in filed.evidence)
        unread = "".join(f"; {told}" for told in _unread(filed))
        return Verdict("unknown", f"not named in {where}, and the policy form is not among the documents{unread}")
    searched = [reading for reading in filed.evidence if reading.document.type in ("policy_form", "endorsement")]
    if gaps := _gaps(searched, filed):
        return Verdict("unknown", f"nothing found, but the search was not complete: {gaps}")
    beside = f"; exclusions of general scope that would reach it: {len(position.takings)}" if position.takings else ""
    return Verdict("silent", f"no grant and no exclusion of it found in {', and '.join(_search(reading) for reading in searched)}{beside}")


def _gaps(searched: Sequence[Reading], filed: Papers) -> str:
    partial = [reading.document for reading in searched if reading.document.status == "partial"]
    undefined = [reading for reading in filed.forms if reading.undefined and not filed.defined]
    unoutlined = [reading.document for reading in filed.forms if not reading.grants and not _clauses(reading)["insuring_agreement"]]
    reasons: list[tuple[Sequence[Document], str]] = [
        (filed.unread, "could not be read"),
        (unoutlined, "shows no insuring agreement that was recognised"),
    ]
    told = [f"{names(documents)} {why}" for documents, why in reasons if documents]
    told += [f"{names([document])} was read in part" + (f" ({document.reason})" if document.reason else "") for document in partial]
    told += [f"the definitions of {names([reading.document])} are missing ({_terms(reading.undefined)})" for reading in undefined]
    told += [_told_absent(filed)] if filed.absent else []
    return "; ".join(told)


def _terms(terms: Sequence[str]) -> str:
    """The first of the terms that are defined nowhere."""
    more = f" and {len(terms) - TERMS_TOLD} more" if len(terms) > TERMS_TOLD else ""
    return ", ".join(f'"{term}"' for term in terms[:TERMS_TOLD]) + more


def _search(reading: Reading) -> str:
    counts = _clauses(reading)
    counted = ", ".join(f"{counts[role]} {name}" for role, name in _SEARCHED)
    return f"{reading.document.pages} pages of {names([reading.document])}: {counted}"


def _clauses(reading: Reading) -> Counter[Role]:
    return Counter(clause.role for clause in reading.clauses)


def _title(grant: Sourced[Grant]) -> str:
    heading = " ".join(grant.found.heading.split())[:90]
    return f'"{heading}" ({grant.place})' if heading else f"a passage of {grant.place}"


def _amount(line: ScheduleLine) -> str:
    """Such as "USD 250,000" or "10,000 people"."""
    money = len(line.limit_unit) == 3 and line.limit_unit.isupper()
    return f"{line.limit_unit} {line.limit:,.0f}" if money else f"{line.limit:,.0f} {line.limit_unit}".strip()
