"""Schedules of quotes, declarations, binders, slips and endorsements: limits, retentions, premiums, dates and parties."""

from extractors.schedules.reader import Declared, read_schedule

__all__ = ["Declared", "read_schedule"]
