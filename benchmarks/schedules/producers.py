"""A schedule as a PDF, set by the producer that its draw names."""

from __future__ import annotations

from benchmarks.schedules.kinds import Schedule
from benchmarks.schedules.turned import turned
from benchmarks.schedules.with_fpdf import fpdf_pdf
from benchmarks.schedules.with_reportlab import reportlab_pdf
from benchmarks.schedules.with_typst import typst_pdf


def set_pdf(schedule: Schedule) -> bytes:
    """The finished PDF, the same bytes for the same schedule."""
    made = {"reportlab": reportlab_pdf, "fpdf2": fpdf_pdf, "typst": typst_pdf}[schedule.producer](schedule)
    return turned(made) if schedule.look.turned else made
