"""Quotes made for measuring how they are read: drawn by seed in many layouts and wordings, every value that they state known."""

from benchmarks.quotes_drawn.draw import Drawn, draw
from benchmarks.quotes_drawn.facts import Fact, told

__all__ = ["Drawn", "Fact", "draw", "told"]
