"""Accuracy of table cells on generated schedules: covergap beside pdfplumber's default `page.extract_tables()`.

    python -m benchmarks.tables [--seed 1] [--kind NAME] [--wrong]

The schedules are those of `benchmarks.schedules`: 84 documents of 28 kinds for each seed, by ReportLab, fpdf2 and Typst. Seven of
the kinds were held out from tuning (marked "held out"); the others were tuned on with the seeds 1 to 4, 11 to 13, 21 to 23,
51 to 53, 82, 83 and 92, and any other seed is unseen. Every cell with text is known by its row, column, column span and text. A cell
is right where a found cell of the same (row, column) has the same span and the same text, white space folded. Accuracy is

    right / (known + extra)

where `extra` are found cells with text at a (row, column) that has none. A missing cell, a wrong text, a wrong span and every
cell of a row that is counted wrongly count against. Tables are matched to the known ones by the cells that they share; what
matches none is extra as a whole.

A raised footnote mark is text of its cell; whether a space stands before it is not judged. Only the row in which a cell begins is
compared, not how many rows it spans.

pdfplumber's tables are taken as they come, in its favour: tables with the same number of columns on following pages are laid
together, a repeated head is left out, `None` behind a cell is taken for its span, and glyphs of check boxes are put in our form.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from benchmarks.schedules import HELD_OUT, KINDS, Schedule, draw, set_pdf
from benchmarks.schedules.model import Known, known_cells
from extractors.pdf import read_pdf, with_tables

Cells = list[Known]
RAISED = re.compile(r"(?<=[a-z]) (?=\d$)")
MARKS = {"☒": "[x]", "☑": "[x]", "✔": "[x]", "✓": "[x]", "☐": "[ ]", "❏": "[ ]"}


class Score(NamedTuple):
    """Cells that are right, and those that could have been: the known ones and what was read beyond them."""

    right: int
    of: int

    @property
    def accuracy(self) -> float:
        return self.right / self.of


def main() -> int:
    """Print the accuracy of each kind and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), help="only this kind")
    parser.add_argument("--wrong", action="store_true", help="print the cells that covergap reads wrongly")
    options = parser.parse_args()
    ours: dict[str, list[Score]] = {}
    peer: dict[str, list[Score]] = {}
    schedules = [schedule for schedule in draw(options.seed) if options.kind in (None, schedule.kind)]
    for schedule in schedules:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "schedule.pdf"
            path.write_bytes(set_pdf(schedule))
            found = covergap_tables(path)
            ours.setdefault(schedule.kind, []).append(score(schedule, found))
            peer.setdefault(schedule.kind, []).append(score(schedule, _pdfplumber_tables(path)))
        if options.wrong:
            _print_wrong(schedule, found)
    print(f"{len(schedules)} schedules, seed {options.seed}{'covergap':>23s}{'pdfplumber':>13s}{'cells':>8s}")
    for kind in ours:
        _print(f"{kind}{' (held out)' if kind in HELD_OUT else ''}", ours[kind], peer[kind])
    for name, kinds in (("tuned on", set(KINDS) - set(HELD_OUT)), ("held out", set(HELD_OUT)), ("all", set(KINDS))):
        chosen = [kind for kind in ours if kind in kinds]
        if chosen:
            _print(name, [s for kind in chosen for s in ours[kind]], [s for kind in chosen for s in peer[kind]])
    return 0


def covergap_tables(path: Path) -> list[Cells]:
    """The cells of each table of a document as covergap reads them."""
    document = with_tables(path, read_pdf(path))
    return [[_known(cell.row, cell.column, cell.columns, cell.text) for cell in table.cells if cell.text] for table in document.tables]


def _known(row: int, column: int, columns: int, text: str) -> Known:
    return Known(row, column, columns, RAISED.sub("", text))


def score(schedule: Schedule, found: Sequence[Cells]) -> Score:
    """The found tables against those of the schedule."""
    known = [[_known(*cell) for cell in known_cells(grid)] for grid in schedule.grids]
    matched = _matched(known, found)
    right = sum(len(set(cells) & set(found[number])) for cells, number in zip(known, matched, strict=True) if number is not None)
    extra = sum(len(_places(cells)) for number, cells in enumerate(found) if number not in matched)
    extra += sum(len(_places(found[number]) - _places(cells)) for cells, number in zip(known, matched, strict=True) if number is not None)
    return Score(right, sum(map(len, known)) + extra)


def _matched(known: Sequence[Cells], found: Sequence[Cells]) -> list[int | None]:
    """For each known table the number of the found one that shares most cells with it, each given once."""
    given: list[int | None] = []
    for cells in known:
        texts = {cell.text for cell in cells}
        shared = [
            (len(set(cells) & set(other)), len(texts & {cell.text for cell in other}), -number)
            for number, other in enumerate(found)
            if number not in given
        ]
        best = max(shared, default=(0, 0, 0))
        given.append(-best[2] if best[1] else None)
    return given


def _places(cells: Cells) -> set[tuple[int, int]]:
    return {(cell.row, cell.column) for cell in cells}


def _pdfplumber_tables(path: Path) -> list[Cells]:
    joined: list[tuple[int, list[list[str | None]]]] = []
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages):
            for rows in page.extract_tables():
                before = joined[-1] if joined else None
                if before and before[0] == number - 1 and len(before[1][0]) == len(rows[0]):
                    joined[-1] = (number, before[1] + (rows[1:] if rows[0] == before[1][0] else rows))
                else:
                    joined.append((number, rows))
    return [_cells_of(rows) for _, rows in joined]


def _cells_of(rows: Sequence[Sequence[str | None]]) -> Cells:
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text and text.strip():
                end = next((at for at in range(column + 1, len(row)) if row[at] is not None), len(row))
                words = " ".join(MARKS.get(word, word) for word in text.split())
                cells.append(_known(number, column, end - column, words))
    return cells


def _print(name: str, ours: Sequence[Score], peer: Sequence[Score]) -> None:
    us, them = (Score(sum(s.right for s in scores), sum(s.of for s in scores)) for scores in (ours, peer))
    print(f"{name:40s}{us.accuracy:9.2%}{them.accuracy:12.2%}{us.of:9d}")


def _print_wrong(schedule: Schedule, found: Sequence[Cells]) -> None:
    known = [[_known(*cell) for cell in known_cells(grid)] for grid in schedule.grids]
    for cells, number in zip(known, _matched(known, found), strict=True):
        other = found[number] if number is not None else []
        for mark, some in (("missing", set(cells) - set(other)), ("found", set(other) - set(cells))):
            for cell in sorted(some):
                print(f"{schedule.kind} by {schedule.producer}: {mark} {tuple(cell)}")


if __name__ == "__main__":
    sys.exit(main())
