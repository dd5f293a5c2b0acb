"""Whose documents these are: names of insureds held against each other, and documents of another insured set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.utils import default_process

from models.records import Document, Offer, Reading

LEGAL_FORMS = frozenset(
    (
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "lp",
        "llp",
        "pllc",
        "pc",
        "gmbh",
        "pty",
    )
)
# Words that many names hold: two insureds are not one for sharing them.
USUAL = frozenset(
    (
        "a", "and", "of", "the", "it", "msp", "managed", "services", "service", "systems", "system", "solutions", "technology",
        "technologies", "tech", "group", "holdings", "partners", "network", "networks", "consulting", "consultants", "computer",
        "computers", "data", "cyber", "digital", "support", "associates", "international", "global", "insured", "named",
    )
)  # fmt: skip
_TRADING_AS = re.compile(r"\b(?:d[./]?b[./]?a\.?|doing business as|t/a|trading as|a\.?k\.?a\.?)(?=\s)", re.IGNORECASE)


def plain_names(insured: str) -> set[str]:
    """The names in an insured's line without legal form, case and punctuation; a trade name counts beside the legal one."""
    parts = (default_process(part.replace(".", "")).split() for part in _TRADING_AS.split(insured))
    names = (" ".join(word for word in words if word not in LEGAL_FORMS) for words in parts)
    return {name for name in names if name}


def without_strangers(offers: Sequence[Offer], account: str) -> tuple[Offer, ...]:
    """The offers with the documents of another insured told and counted for nothing.

    A document is another's where its insured shares no telling word with the account or with those whose insured does, and it bears a
    number that none of these bears. Nothing is told where no document names the account.
    """
    documents = [reading.document for offer in offers for reading in offer.readings]
    ours = [document for document in documents if _telling(account) & _telling(document.insured)]
    known = _telling(account).union(*(_telling(document.insured) for document in ours))
    numbers = {number for document in ours for number in _numbers(document)}

    def set_aside(reading: Reading) -> Reading:
        document = reading.document
        if not ours or not _telling(document.insured) or _telling(document.insured) & known or not _numbers(document) - numbers:
            return reading
        reason = f"names another insured ({document.insured}) than the client's documents ({ours[0].insured}): counted for nothing"
        told = replace(document, of_another=True, reason="; ".join(filter(None, (document.reason, reason))))
        return Reading(told, options=("1",), seconds=reading.seconds)

    return tuple(replace(offer, readings=tuple(set_aside(reading) for reading in offer.readings)) for offer in offers)


def _telling(name: str) -> frozenset[str]:
    return frozenset(word for plain in plain_names(name) for word in plain.split() if len(word) > 1) - USUAL


def _numbers(document: Document) -> set[str]:
    return {document.policy_number, document.quote_reference} - {""}
