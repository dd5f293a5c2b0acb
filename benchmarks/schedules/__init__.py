"""Schedules made for measuring how tables are read: drawn by seed, set by three producers, every cell known."""

from benchmarks.schedules.kinds import HELD_OUT, KINDS, Schedule, draw
from benchmarks.schedules.producers import set_pdf

__all__ = ["HELD_OUT", "KINDS", "Schedule", "draw", "set_pdf"]
