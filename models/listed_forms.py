"""The forms that the declarations list, held against the documents that are there: what is missing, and what is of another edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.records import Document, Offer, Reading, Term

LISTED = "forms_list"
LISTING = ("declarations", "binder")
WORDINGS = ("policy_form", "endorsement")
NOTICE = re.compile(r"\b(?:notices?|disclosures?|advisory|OFAC|signature page|privacy statement|fraud warning)\b", re.IGNORECASE)
TOLD = 5


@dataclass(frozen=True, slots=True)
class Absent:
    """A listed form that is not there. `other` is the document that is there in another edition, if one is."""

    listed: Term
    other: Document | None = None

    @property
    def told(self) -> str:
        evidence = self.listed.evidence
        where = f"{evidence.document.rpartition('/')[2]} p. {evidence.page}"
        if self.other is None:
            return f"{self.listed.value}, listed on {where}, is not among the documents"
        return f"{self.other.document.rpartition('/')[2]} is of edition {self.other.edition}, and {where} lists {self.listed.value}"

    @property
    def matters(self) -> bool:
        """False for a notice, which changes no cover."""
        return not NOTICE.search(self.listed.raw)


def absent_forms(readings: Sequence[Reading]) -> tuple[Absent, ...]:
    """What the list of the declarations (else of the binder) has and the readings have not.

    Nothing is said where a form or endorsement prints no number: it may be any of those that are listed.
    """
    here = [reading for reading in readings if reading.document.status in ("read", "partial") and not reading.document.of_another]
    wordings = [reading for reading in here if reading.document.type in WORDINGS]
    kind = next((kind for kind in LISTING if any(reading.document.type == kind for reading in here)), None)
    if not wordings or not all(reading.forms for reading in wordings):
        return ()
    listed = [term for reading in here if reading.document.type == kind for term in reading.terms if term.term == LISTED]
    return tuple(absent for term in listed if (absent := _absent(term, here)))


def _absent(listed: Term, readings: Sequence[Reading]) -> Absent | None:
    number, edition = _parted(listed.value)
    others = None
    for reading in readings:
        for printed in reading.forms:
            if _parted(printed)[0] == number:
                if _parted(printed)[1] == edition:
                    return None
                others = others or replace(reading.document, edition=printed.rpartition("(")[2].rstrip(")"))
    return Absent(listed, others)


def _parted(form: str) -> tuple[str, str]:
    """ "CM-TC 100 (04/2026)" as ("CMTC100", "0426"), so that spellings of one form are one."""
    number, _, edition = form.rpartition("(")
    digits = re.sub(r"\D", "", edition)
    return re.sub(r"[^A-Z0-9]", "", number.upper()), digits[:2] + digits[4:] if len(digits) == 6 and digits[2:4] in ("19", "20") else digits


def told_absent(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The offers with remarks on the documents: of the list what it lacks, of a form in another edition that it is."""
    return tuple(replace(offer, readings=tuple(_told(offer.readings))) for offer in offers)


def _told(readings: Sequence[Reading]) -> Iterator[Reading]:
    absent = absent_forms(readings)
    for reading in readings:
        name = reading.document.document
        lacking = [one.listed.value for one in absent if one.other is None and one.listed.evidence.document == name]
        remarks = [one.told for one in absent if one.other is not None and one.other.document == name]
        if lacking:
            more = f" and {len(lacking) - TOLD} more" if len(lacking) > TOLD else ""
            remarks.append(f"lists forms that are not among the documents: {', '.join(lacking[:TOLD])}{more}; ask for them")
        reason = "; ".join(filter(None, (reading.document.reason, *dict.fromkeys(remarks))))
        yield replace(reading, document=replace(reading.document, reason=reason))
