"""Words on one baseline, parted at the gaps where another cell begins, and panels that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.pdf.layout import LEADER, Word

GAP = 0.75  # of the font size: a wider gap between words parts cells
COLUMN_REPEATS = 3  # this many cells that begin at one x make a column
SURE_GAP = 1.3  # of the font size: so wide a gap parts cells in justified text too
JUSTIFIED = 1.6  # times the narrowest gap of a line is no cell's end
JUSTIFIED_GAPS = 3  # a line with more gaps than this tells whether it is justified
WIDER = 1.4  # times the usual gap between words: at a column such a gap parts cells too
MIN_SPACES = 8  # between words tell how wide the usual one is
MARKER_GAP = 4.0  # of the font size: a text further away does not belong to the marker before it
SAME_X = 1.5  # points within which cells begin at the same x
RAISED = 0.85  # of its neighbour's size: the mark of a footnote is smaller
MARK_GAP = 0.25  # of the font size: no more white stands between a word and its mark
MARK_LINES = 4  # baselines among which that of the bearer is found
MIN_PANEL_ROWS = 10
MIN_VALUES = 3  # lines of a panel with a value beside the label
FIRST_COLUMN = 0.25  # of a panel's width: its labels begin there
FIGURE = re.compile(r"[$€£]|\d{2}|\b(?:USD|GBP|EUR)\b")
MARKER = re.compile(r"^(?:[•●▪◦*+»«>–-]|[A-Z]\.|\(?[a-z0-9]{1,2}[.)])$", re.IGNORECASE)

Part = list[Word]


def baselines(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on one baseline, from top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (round(w.box.bottom, 1), w.box.x0)):
        if lines and abs(lines[-1][0].box.bottom - word.box.bottom) <= 0.3 * max(word.size, 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.x0) for line in _with_marks(lines)]


def _with_marks(lines: list[list[Word]]) -> list[list[Word]]:
    """The lines with the raised marks of footnotes in the line of the word that bears them: their own foot stands higher."""
    for number, line in enumerate(lines):
        for below in lines[number + 1 : number + MARK_LINES]:
            largest = max(word.size for word in below)
            marks = [word for word in line if word.size < RAISED * largest and any(_is_mark(word, other) for other in below)]
            below += marks
            line[:] = [word for word in line if word not in marks]
    return [line for line in lines if line]


def _is_mark(word: Word, bearer: Word) -> bool:
    """True for a word in smaller type right behind another, within its height."""
    beside = abs(word.box.x0 - bearer.box.x1) <= MARK_GAP * bearer.size
    return beside and word.size < RAISED * bearer.size and bearer.box.top <= (word.box.top + word.box.bottom) / 2 <= bearer.box.bottom


def parted(lines: Sequence[Sequence[Word]]) -> list[list[Part]]:
    """The parts of each of some lines that stand below each other: where cells begin again and again a narrow gap parts them too.

    Where most gaps are wider than that, the letters are set apart, and only a gap that is wider still parts cells.
    """
    spaces = [gap for line in lines for gap in _gaps(line) if gap < SURE_GAP]
    usual = WIDER * median(spaces) if spaces else GAP
    narrow, wide = min(usual, GAP), min(max(usual, GAP), SURE_GAP) if len(spaces) >= MIN_SPACES else GAP
    columns = _columns(lines, narrow)
    return [parts(line, columns, narrow, wide) for line in lines]


def _gaps(line: Sequence[Word]) -> list[float]:
    """White between following words, in font sizes."""
    return [(after.box.x0 - before.box.x1) / max(before.size, 1.0) for before, after in pairwise(line)]


def _widened(gap: float, line: Sequence[Word]) -> float:
    """A gap that parts the cells of a line. In justified text every gap is wide."""
    gaps = _gaps(line)
    return min(max(gap, JUSTIFIED * min(gaps)), SURE_GAP) if len(gaps) > JUSTIFIED_GAPS else gap


def _columns(lines: Sequence[Sequence[Word]], narrow: float) -> list[float]:
    """Where cells begin again and again."""
    starts = sorted(part[0].box.x0 for line in lines for part in parts(line, gap=narrow)[1:])
    columns, run = [], starts[:1]
    for x in starts[1:]:
        if x - run[-1] <= SAME_X:
            run.append(x)
            continue
        columns += run[:1] if len(run) >= COLUMN_REPEATS else []
        run = [x]
    return columns + (run[:1] if len(run) >= COLUMN_REPEATS else [])


def parts(line: Sequence[Word], columns: Sequence[float] = (), narrow: float = GAP, gap: float = GAP) -> list[Part]:
    """Cells of one line, parted by `gap` times the font size, at one of `columns` by `narrow` times."""
    wide, at_column = _widened(gap, line), _widened(narrow, line)
    found: list[Part] = []
    ended = True
    for word in line:
        if LEADER.match(word.text):
            if found:
                found[-1].append(word)
            ended = True
            continue
        if found and not ended:
            white = (word.box.x0 - found[-1][-1].box.x1) / max(word.size, 1.0)
            least = at_column if any(abs(word.box.x0 - x) <= SAME_X for x in columns) else wide
            ended = white > least and not (_is_marker(found[-1]) and white < MARKER_GAP)
        if ended:
            found.append([word])
        else:
            found[-1].append(word)
        ended = False
    return found


def _is_marker(part: Part) -> bool:
    """A bullet, letter or tick box belongs to the text that follows it."""
    return len(part) == 1 and (part[0].tick is not None or bool(MARKER.match(part[0].text)))


def panels(words: Sequence[Word]) -> list[list[Word]]:
    """Words parted at a gutter where two schedules stand side by side; what runs over the full width comes first."""
    gutter = _gutter(words)
    if gutter is None:
        return [list(words)]
    lines = baselines(words)
    crossing = {id(w) for line in lines if any(word.box.x0 < gutter < word.box.x1 for word in line) for w in line}
    full = [w for w in words if id(w) in crossing]
    left = [w for w in words if id(w) not in crossing and w.box.x1 <= gutter]
    right = [w for w in words if id(w) not in crossing and w.box.x0 >= gutter]
    return [panel for panel in (full, left, right) if panel]


def _gutter(words: Sequence[Word]) -> float | None:
    """The x between two panels whose lines do not share their baselines, or None."""
    lines = baselines(words)
    if not lines:
        return None
    left, right = min(w.box.x0 for w in words), max(w.box.x1 for w in words)
    starts = {round(part[0].box.x0) for line in lines for part in parts(line)}
    best: tuple[int, float] | None = None
    for x in sorted(starts):
        edge = x - 2.0
        if not left + 0.3 * (right - left) < edge < left + 0.7 * (right - left):
            continue
        crossing = sum(any(w.box.x0 < edge < w.box.x1 for w in line) for line in lines)
        before = [line for line in lines if any(w.box.x1 <= edge for w in line)]
        after = [line for line in lines if any(w.box.x0 >= edge for w in line)]
        shared = sum(any(w.box.x1 <= edge for w in line) and any(w.box.x0 >= edge for w in line) for line in lines)
        smaller = min(len(before), len(after))
        if not _begins_a_schedule([[w for w in line if w.box.x0 >= edge] for line in after]):
            continue
        if smaller >= MIN_PANEL_ROWS and crossing <= 0.1 * len(lines) and shared < 0.5 * smaller and (best is None or crossing < best[0]):
            best = (crossing, edge)
    return best[1] if best else None


def _begins_a_schedule(lines: Sequence[Sequence[Word]]) -> bool:
    """True for lines that begin with labels, some of them with a value beside: figures alone are further columns of a table."""
    found = [line for line in map(parts, lines) if line]
    left, right = min(line[0][0].box.x0 for line in found), max(line[-1][-1].box.x1 for line in found)
    first = [line[0] for line in found if line[0][0].box.x0 <= left + FIRST_COLUMN * (right - left)]
    labels = sum(not any(FIGURE.search(word.text) for word in part) for part in first)
    return labels > len(first) / 2 and sum(len(line) > 1 for line in found) >= MIN_VALUES
