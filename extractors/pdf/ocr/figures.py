"""Figures and currencies that a recogniser mistook: put right only where nothing else can stand, and held in doubt."""

from __future__ import annotations

import re

LOOKS_LIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5", "B": "8", "Z": "2"})
# "$l,000,000", "S1,OOO,000", "1,0O0": groups of three behind commas, of which at least one sign is a digit
AMOUNT = re.compile(r"(?P<sign>[$S£€]?)(?P<figures>[\dlI|OoSBZ]{1,3}(?:[,.][\dlI|OoSBZ]{3})+)(?P<rest>[.,;:)]*)")
# "usD", "UsSD": in capitals whose small letters look the same a recogniser sees both
DOLLARS = re.compile(r"u{1,2}s{1,2}d", re.IGNORECASE)
REPAIRED = 0.5  # the confidence of a repaired word: a person must look at it


def repaired(text: str, confidence: float) -> tuple[str, float]:
    """A word and its confidence, amounts and "USD" put right."""
    if text != "USD" and DOLLARS.fullmatch(text):
        return "USD", REPAIRED
    found = AMOUNT.fullmatch(text)
    if not found or not any(char.isdigit() for char in found["figures"]):
        return text, confidence
    sign = "$" if found["sign"] == "S" else found["sign"]
    right = f"{sign}{found['figures'].translate(LOOKS_LIKE)}{found['rest']}"
    return (text, confidence) if right == text else (right, min(confidence, REPAIRED))
