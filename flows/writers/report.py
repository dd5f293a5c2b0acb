"""report.html: one self-contained page. Every cell opens its quotations; works without JavaScript and without a network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from flows.writers.text import readable
from flows.writers.words import DISCLAIMER, EFFECT_WORDS, TONE_WORDS, count, must_haves, remark, verdict
from models.gaps import GapRow, GapTable
from models.records import Box, Comparison

TOP_GAPS = 12


def write_report(comparison: Comparison, gaps: GapTable, path: Path) -> None:
    """Write the report. Text of documents is escaped in all places: it is data, whatever it says."""
    gravest = _gravest(gaps)
    page = _template().render(
        account=comparison.account,
        size=comparison.size,
        services=comparison.services,
        documents=comparison.documents,
        attention=[document for document in comparison.documents if document.status != "read"],
        gaps=gaps,
        gravest=gravest[:TOP_GAPS],
        gap_count=len(gravest),
        unstated={row.row for row in gaps.rows if all(cell.status == "not_stated" for cell in row.cells)},
        names={row.row: row.name for row in gaps.rows if row.group == "exclusions"},
        options=list(zip(gaps.columns, must_haves(gaps), strict=True)),
        verdict=verdict(gaps),
        disclaimer=DISCLAIMER,
        tones=TONE_WORDS,
        css=files("flows.writers").joinpath("report.css").read_text(encoding="utf-8"),
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _gravest(gaps: GapTable) -> list[GapRow]:
    """Coverages by the gravest gap of any option, then by how much all options together lack."""
    found = [row for row in gaps.rows if any(cell.severity for cell in row.cells)]
    return sorted(found, key=lambda row: (-max(cell.severity for cell in row.cells), -sum(cell.severity for cell in row.cells)))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown, keep_trailing_newline=True
    )
    environment.filters["place"] = _place
    environment.globals |= {"count": count, "effect_words": EFFECT_WORDS, "remark": remark}
    return environment.from_string(files("flows.writers").joinpath("report.html").read_text(encoding="utf-8"))


def _shown(value: object) -> object:
    """What every expression of the template passes through on its way to the page."""
    return readable(value) if type(value) is str else value


def _place(box: Box) -> str:
    return "from left {:.0f}, top {:.0f} to {:.0f}, {:.0f} pt".format(*box)
