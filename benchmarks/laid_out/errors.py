"""What a producer raises."""

from __future__ import annotations


class OverfullError(Exception):
    """A page does not hold the text that is planned for it."""
