"""Endorsements: where each begins in a document, and what it does to the policy."""

from extractors.endorsements.found import Span, find_endorsements
from extractors.endorsements.parts import Part, parts_of

__all__ = ["Part", "Span", "find_endorsements", "parts_of"]
