"""What exclusions and provisos leave of a coverage.

An exclusion about the very thing a coverage pays can take it away; one that names the coverage among others can cut or condition it;
one that stands over the whole policy (war, fraud, prior knowledge) changes no status and is listed beside the cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.facets import facet_effects, taken_facets
from models.policy import Position, Sourced, place
from models.records import CarveBack, CoverageStatus, Taking
from models.rules import Outright, says
from models.verdict import Bench, Verdict

_NAMED_AT_MOST = 3
_WORDING = ("form", "endorsement")
_LABEL = re.compile(r"\(?([A-Z]|[IVX]+|\d+)[.)]")  # of an insuring agreement's heading, such as "C. Regulatory defence"


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one exclusion or proviso does. `status` is None where it changes nothing."""

    phrase: str
    status: CoverageStatus | None = None
    taking: Sourced[Taking] | None = None


def erode(verdict: Verdict, position: Position, bench: Bench) -> Verdict:
    """The verdict on a granted or scheduled coverage after its provisos and exclusions; never a better one."""
    effects = [*_provisos(position, bench), *(effect for taking in position.takings if (effect := _effect(taking, position, bench)))]
    if not effects:
        return verdict
    status = bench.rules.worst([verdict.status, *(effect.status for effect in effects if effect.status)])
    effects.sort(key=lambda effect: bench.rules.order.index(effect.status) if effect.status else -1, reverse=True)
    reason = "; ".join([verdict.reason, *(effect.phrase for effect in effects[:_NAMED_AT_MOST])])
    if len(effects) > _NAMED_AT_MOST:
        reason += f"; and {len(effects) - _NAMED_AT_MOST} more"
    decisive = next((effect.taking for effect in effects if effect.status == status and status != verdict.status and effect.taking), None)
    if decisive is None:
        return replace(verdict, status=status, reason=reason)
    confidence = verdict.confidence * decisive.found.confidence
    if status != "excluded":
        return replace(verdict, status=status, reason=reason, confidence=confidence)
    return Verdict(status, reason, decisive.via, decisive.found.evidence, confidence)


def takes_away(position: Position, bench: Bench) -> Verdict | None:
    """The verdict on a coverage that nothing grants, where an exclusion is about it."""
    outright = [(taking, rule) for taking in position.takings if (rule := bench.rules.outright_for(taking.found, position.coverage))]
    if not outright:
        return _denied(position)
    kept_out = [
        taking for taking, rule in outright if not (_gives_back(taking.found, position, rule, bench) or _pays(taking.found, rule, bench))
    ]
    if kept_out:
        return _excluded(min(kept_out, key=lambda taking: len(taking.found.carve_backs)), bench)
    taking, rule = outright[0]
    status: CoverageStatus = "partial" if rule.carve_back_grants or _pays(taking.found, rule, bench) else "unclear"
    restoring = _restoring(taking.found, position, rule, bench) or list(taking.found.carve_backs)
    given_back, subject = _short(" ".join(each.restored for each in restoring)), bench.catalogue.coverages[position.coverage].name
    where = f" on {place(restoring[0].evidence)}" if restoring[0].evidence else ""
    reason = f'no insuring agreement found; {_title(taking, bench)} gives back{where} "{given_back}", which speaks of {subject}'
    return Verdict(status, reason, taking.via, taking.found.evidence, taking.found.confidence)


def _excluded(taking: Sourced[Taking], bench: Bench) -> Verdict:
    reason = f"no grant found, and excluded by {_title(taking, bench)}"
    if taking.found.carve_backs:
        reason += f', which gives back only "{_short(taking.found.given_back[0])}"'
    return Verdict("excluded", reason, taking.via, taking.found.evidence, taking.found.confidence)


def _denied(position: Position) -> Verdict | None:
    if position.denial is None:
        return None
    found = position.denial.found
    reason = f'no grant found, and {position.denial.place} says that it is not paid: "{_short(found.evidence.quote)}"'
    return Verdict("excluded", reason, position.denial.via, found.evidence, found.confidence)


def _provisos(position: Position, bench: Bench) -> list[_Effect]:
    conditions = position.grant.found.conditions if position.grant else ()
    weighty = [condition for condition in conditions if says(condition, bench.rules.weighty_conditions)][:1]
    if position.line and position.line.found.condition:
        weighty.append(position.line.found.condition)
    return [_Effect(f'on condition: "{_short(condition)}"', "conditional") for condition in weighty]


def _effect(taking: Sourced[Taking], position: Position, bench: Bench) -> _Effect | None:
    exclusion = bench.catalogue.exclusions[taking.found.exclusion]
    title = _title(taking, bench)
    if rule := bench.rules.outright_for(taking.found, position.coverage):
        return _outright_effect(taking, position, rule, bench)
    if position.coverage not in exclusion.erodes:
        return None
    if exclusion.id in bench.rules.conditional:
        return _Effect(f"depends on {title}", "conditional", taking)
    if effect := _in_part(taking, position, bench):
        return effect
    if taking.found.carve_backs:
        return _Effect(f'{title} reaches it, giving back "{_short(taking.found.given_back[0])}"')
    weighs = bench.rules.is_sure(taking.found) and taking.found.severity in ("critical", "high") and exclusion.id not in bench.rules.usual
    if weighs and not says(taking.found.evidence.quote, bench.rules.exceptions):
        return _Effect(f"cut by {title}, without a carve-back", "partial", taking)
    return _Effect(f"{title} reaches it")


def _outright_effect(taking: Sourced[Taking], position: Position, rule: Outright, bench: Bench) -> _Effect:
    """The exclusion is about this coverage, yet it is granted: written back, restored, left in part, or gutted."""
    title, found = _title(taking, bench), taking.found
    granted_by = {source.via for source in (position.grant, position.line) if source}
    if "endorsement" in granted_by and taking.via != "endorsement":
        return _Effect(f"the endorsement prevails over {title}")
    if _gives_back(found, position, rule, bench):
        return _in_part(taking, position, bench) or _given_back(taking, position, rule, bench)
    if "endorsement" in granted_by:
        return _Effect(f"{title} stands beside it in an endorsement", "partial", taking)
    if found.carve_backs:
        return _Effect(f'cut by {title}, which gives back only "{_short(found.given_back[0])}"', "partial", taking)
    if says(found.evidence.quote, bench.rules.exceptions):
        return _Effect(f"cut by {title}, which makes an exception of its own", "partial", taking)
    if taking.via not in _WORDING:
        return _Effect(f"{title} is named beside it, and its wording was not read", "partial", taking)
    if not bench.rules.is_sure(found):
        return _Effect(f"cut by what seems to be {title}", "partial", taking)
    if found.scope not in ("", "all"):
        return _scoped_effect(taking, position, bench)
    if rule.beside_grant == "excluded":
        return _Effect(f"taken away by {title}, for every insuring agreement and without a carve-back", "excluded", taking)
    return _Effect(f"{title} speaks against it without a carve-back", rule.beside_grant, taking)


def _given_back(taking: Sourced[Taking], position: Position, rule: Outright, bench: Bench) -> _Effect:
    """What a carve-back of the coverage is worth: all of it, what a condition leaves, or the cost of defending alone."""
    title = _title(taking, bench)
    restoring = _restoring(taking.found, position, rule, bench)
    effects = {carve_back.effect for carve_back in restoring}
    said = _short(" ".join(carve_back.restored for carve_back in restoring))
    if effects == {"defence_only"}:
        return _Effect(f'{title} gives back only the cost of defending it: "{said}"', "partial", taking)
    if "restored" not in effects:
        return _Effect(f'{title} gives it back on a condition: "{said}"', "conditional", taking)
    return _Effect(f'{title} gives it back: "{said}"')


def _in_part(taking: Sourced[Taking], position: Position, bench: Bench) -> _Effect | None:
    """The effect of an exclusion whose carve-backs reach some facets of a coverage and not others; None where they name none of them."""
    coverage, found = bench.catalogue.coverages[position.coverage], taking.found
    restored = {name for carve_back in found.carve_backs for name in carve_back.restores}
    if coverage.id in restored or not any(name.startswith(f"{coverage.id}.") for name in restored) or not bench.rules.is_sure(found):
        return None
    granted = position.grant.found.facets if position.grant and position.grant.found.facets else tuple(coverage.facets)
    effects = facet_effects(found, taken_facets(found, coverage.id, granted))
    taken = bench.catalogue.exclusions[found.exclusion].name
    said = f"{_title(taking, bench)} takes away {taken[:1].lower()}{taken[1:]}"
    if gone := [facet for facet, effect in effects.items() if effect == "gone"]:
        return _Effect(f"{said}; its carve-back does not reach {_facets(gone, bench)}", "partial", taking)
    if asked := [facet for facet, effect in effects.items() if effect == "conditional"]:
        return _Effect(f"{said}; its carve-back gives back {_facets(asked, bench)} on a condition", "conditional", taking)
    return None


def _facets(facets: Sequence[str], bench: Bench) -> str:
    """Facets in a sentence: "fines, assessments and recertification"."""
    *first, last = (bench.rules.facets[facet.partition(".")[2]] for facet in facets)
    return f"{', '.join(first)} and {last}" if first else last


def _scoped_effect(taking: Sourced[Taking], position: Position, bench: Bench) -> _Effect:
    title, scope = _title(taking, bench), _short(taking.found.scope)
    if says(taking.found.scope, _names_of(position, bench)):
        return _Effect(f'{title} takes it away without a carve-back for "{scope}"', "unclear", taking)
    return _Effect(f'{title} is limited to "{scope}"', "partial", taking)


def _gives_back(taking: Taking, position: Position, rule: Outright, bench: Bench) -> bool:
    """True where a carve-back speaks of the coverage, by its subject, its name, or a reference to its insuring agreement."""
    return bool(_restoring(taking, position, rule, bench))


def _restoring(taking: Taking, position: Position, rule: Outright, bench: Bench) -> list[CarveBack]:
    """The carve-backs that speak of the coverage."""
    return [carve_back for carve_back in _of_rule(taking, rule) if _speaks_of(carve_back.restored, position, rule, bench)]


def _of_rule(taking: Taking, rule: Outright) -> list[CarveBack]:
    """The carve-backs of an exclusion; of those that stand elsewhere the ones that go on from what the rule is about."""
    return [each for each in taking.carve_backs if each.evidence is None or not rule.names or says(each.excluded, rule.names)]


def _speaks_of(given_back: str, position: Position, rule: Outright, bench: Bench) -> bool:
    if says(given_back, (*rule.restored_by, *_names_of(position, bench), *bench.rules.lifting)):
        return True
    if position.grant is None or not says(given_back, bench.rules.agreement_references):
        return False
    label = _LABEL.match(position.grant.found.heading)
    return label is None or says(given_back, (label[1],))


def _pays(taking: Taking, rule: Outright, bench: Bench) -> bool:
    """True where a carve-back itself pays something of what the exclusion takes."""
    return any(says(each.restored, bench.rules.paying) for each in _of_rule(taking, rule))


def _names_of(position: Position, bench: Bench) -> tuple[str, ...]:
    coverage = bench.catalogue.coverages[position.coverage]
    heading = (position.grant.found.heading,) if position.grant else ()
    return (*heading, coverage.name, *coverage.aliases)


def _title(taking: Sourced[Taking], bench: Bench) -> str:
    heading = _short(taking.found.heading) or bench.catalogue.exclusions[taking.found.exclusion].name
    return f'exclusion "{heading}" ({taking.place})'


def _short(text: str, width: int = 110) -> str:
    """The beginning of a passage, whole words, for a sentence."""
    words = " ".join(text.split())
    return words if len(words) <= width else words[:width].rsplit(" ", 1)[0] + " ..."
