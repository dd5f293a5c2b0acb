"""The hammer clause: what share the insured bears of what a claim costs after it has refused a settlement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.definitions import satisfying
from extractors.language.amounts import find_amounts
from extractors.language.passages import Passage, sentences
from extractors.wording import ClauseView, Wording
from models.catalogue import Catalogue
from models.catalogue.cues import Cue, parse_cue
from models.catalogue.matching import Hit
from models.records import Term

TERM = "hammer_insured_share"
CONFIDENCE = 0.75
WHOLE = 100.0  # what the insured bears where the insurer pays no more than the settlement would have cost
BEHIND = 60  # characters behind a share in which "payable by us" may stand

_INSURER = r"(?:insurers?|underwriters?|company|we|us|our)"
_INSURED = r"(?:insureds?|insured (?:organization|organisation|company|entity)|policyholder|assured|you|your)"
_BEARS = r"(?:shall |will |must |is to |are to |agrees? to )?(?:be (?:liable|responsible) for|bears?|pays?|contributes?|covers?|funds?)"
_WHO = rf"(?:(?P<insured>{_INSURED})|(?P<insurer>{_INSURER}))"
PAYABLE_BY = re.compile(
    rf"(?:payable|paid|borne|met|funded|the responsibility of|for the account of)(?: by)?(?: the| your| our)? {_WHO}\b", re.IGNORECASE
)
BEARER = re.compile(
    rf"\b{_WHO}[’'s]* (?:{_BEARS}|(?:total |maximum )?(?:liability|obligation|share|responsibility))\b", re.IGNORECASE
)  # fmt: skip
CAPPED = re.compile(
    r"(?:not (?:exceed|be (?:more|greater) than)|limited to|no more than|not pay more than|most (?:we|the \w+) (?:will|shall) pay)"
    r"(?:.{0,160}?(?:could|would|might) have (?:been |then )?(?:settled|resolved|disposed|cost|accepted|paid)"
    r"| (?:that|the|such|this) (?:proposed |recommended |refused )?(?:settlement|offer|sum)\b)",
    re.IGNORECASE,
)


def find_hammer(wording: Wording, catalogue: Catalogue) -> Iterator[Term]:
    """The insured's share in per cent, from the first clause that tells what follows a refused settlement."""
    cues = list(map(parse_cue, catalogue.terms[TERM].cues))
    for view in wording.holding(phrase for cue in cues for phrase in cue.wanted):
        for sentence, hit in _refusals(wording, view, cues):
            share = insured_share(" ".join(_told(wording, view, sentence).split()))
            evidence = wording.cite(view, hit) if share is not None else None
            if evidence is not None:
                yield Term(TERM, f"{share:g}", evidence, unit="percent", raw=evidence.quote, confidence=CONFIDENCE)
                return


def insured_share(text: str) -> float | None:
    """The insured's share that a passage states in per cent, all of it where the insurer's part ends at the settlement refused."""
    for found in find_amounts(text):
        value = found.amount.value
        if found.amount.kind != "percent" or value is None:
            continue
        by = PAYABLE_BY.search(text, found.end, found.end + BEHIND) or next(reversed(list(BEARER.finditer(text, 0, found.start))), None)
        if by is not None:
            return value if by["insured"] else WHOLE - value
    return WHOLE if CAPPED.search(text) else None


def _refusals(wording: Wording, view: ClauseView, cues: Sequence[Cue]) -> Iterator[tuple[Passage, Hit]]:
    for sentence in sentences(view.text):
        for cue in cues:
            hit = satisfying(wording, view, sentence, cue)
            if hit is not None:
                yield sentence, hit
                break


def _told(wording: Wording, view: ClauseView, sentence: Passage) -> str:
    """The sentence that tells of the refusal and the next one, or the list that it opens."""
    following = next((other for other in sentences(view.text) if other.start >= sentence.end), None)
    if following is None and view.text.rstrip().endswith((":", ";", ",")):
        # the list may hang below the clause, or stand behind it on the same level
        at = view.outline.start + sentence.start
        below = max([view.outline.end, *(item.outline.end for item in wording.views[view.index + 1 : view.index + 4])])
        return wording.text[at:below]
    return view.text[sentence.start : following.end if following else sentence.end]
