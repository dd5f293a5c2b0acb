"""What exclusions and provisos leave of a coverage.

An exclusion about the very thing a coverage pays can take it away; one that names the coverage among others can cut or condition it;
one that stands over the whole policy (war, fraud, prior knowledge) changes no status and is listed beside the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from models.policy import Position, Sourced
from models.records import CoverageStatus, Taking
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
    kept_out = [taking for taking, rule in outright if not (_gives_back(taking.found, position, rule, bench) or _pays(taking.found, bench))]
    if kept_out:
        return _excluded(min(kept_out, key=lambda taking: len(taking.found.carve_backs)), bench)
    taking, rule = outright[0]
    status: CoverageStatus = "partial" if rule.carve_back_grants or _pays(taking.found, bench) else "unclear"
    given_back, subject = _short(" ".join(taking.found.carve_backs)), bench.catalogue.coverages[position.coverage].name
    reason = f'no insuring agreement found; {_title(taking, bench)} gives back "{given_back}", which speaks of {subject}'
    return Verdict(status, reason, taking.via, taking.found.evidence, taking.found.confidence)


def _excluded(taking: Sourced[Taking], bench: Bench) -> Verdict:
    reason = f"no grant found, and excluded by {_title(taking, bench)}"
    if taking.found.carve_backs:
        reason += f', which gives back only "{_short(taking.found.carve_backs[0])}"'
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
    if taking.found.carve_backs:
        return _Effect(f'{title} reaches it, giving back "{_short(taking.found.carve_backs[0])}"')
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
        return _Effect(f'{title} gives it back: "{_short(" ".join(found.carve_backs))}"')
    if "endorsement" in granted_by:
        return _Effect(f"{title} stands beside it in an endorsement", "partial", taking)
    if found.carve_backs:
        return _Effect(f'cut by {title}, which gives back only "{_short(found.carve_backs[0])}"', "partial", taking)
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


def _scoped_effect(taking: Sourced[Taking], position: Position, bench: Bench) -> _Effect:
    title, scope = _title(taking, bench), _short(taking.found.scope)
    if says(taking.found.scope, _names_of(position, bench)):
        return _Effect(f'{title} takes it away without a carve-back for "{scope}"', "unclear", taking)
    return _Effect(f'{title} is limited to "{scope}"', "partial", taking)


def _gives_back(taking: Taking, position: Position, rule: Outright, bench: Bench) -> bool:
    """True where a carve-back speaks of the coverage, by its subject, its name, or a reference to its insuring agreement."""
    given_back = " ".join(taking.carve_backs)
    if says(given_back, (*rule.restored_by, *_names_of(position, bench))):
        return True
    if position.grant is None or not says(given_back, bench.rules.agreement_references):
        return False
    label = _LABEL.match(position.grant.found.heading)
    return label is None or says(given_back, (label[1],))


def _pays(taking: Taking, bench: Bench) -> bool:
    """True where a carve-back itself pays something of what the exclusion takes."""
    return says(" ".join(taking.carve_backs), bench.rules.paying)


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
