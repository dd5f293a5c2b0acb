"""The plain markup in which the sample documents are written: what is printed, and beside it what is true of it.

A file opens with TOML between two `+++` lines; blocks follow, parted by blank lines:

    # Title    ## Section    ### Heading    > boxed notice    --- (new page)    paragraph with **bold** and ^[a footnote]
    |= 3 1 1   column weights of the table      |! a | b |   header row      | c | <2>spans two columns |

Two spaces of indent are one level. A block or table row may end in marks, which are not printed:

    {+bi_security}            the wording grants this coverage ("+bi_security=partial" where only in part, "=partial?" where unsure)
    {-terrorism; ^terrorism}  an exclusion of the catalogue ("-terrorism?" where unsure); its carve-back
    {@bi_security limit=500000/1000000 wait=8}   a line of a schedule: one value for all options, or one per option;
                              "ret", "wait" and "coins" stand in the line, "cap" and "bears" come to it from a footnote
    {=retro_date 2019-01-01}  a term; "=sublimit:forensics 50000" for one coverage; "||" parts options; "@@ words" is its anchor
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["title", "section", "heading", "notice", "paragraph", "table", "break"]
PREFIXES: tuple[tuple[str, Kind], ...] = (("### ", "heading"), ("## ", "section"), ("# ", "title"), ("> ", "notice"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, `span` columns wide."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with its marks."""

    cells: tuple[Cell, ...]
    header: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order. `rows` and `widths` belong to tables only."""

    kind: Kind
    text: str = ""
    level: int = 0
    marks: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One sample document as written. `facts` is the TOML at its head."""

    facts: dict[str, Any]
    blocks: tuple[Block, ...]


def read_source(path: Path) -> Source:
    """Read one file of markup. Raises ValueError where it does not open with its facts."""
    return source_of(path.read_text(encoding="utf-8"), path.name)


def source_of(text: str, name: str) -> Source:
    """Read markup; `name` is what a ValueError calls it where it does not open with its facts."""
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{name} does not open with facts between two +++ lines")
    return Source(tomllib.loads(parts[1]), tuple(_block(chunk) for chunk in re.split(r"\n\s*\n", parts[2].strip("\n")) if chunk.strip()))


def runs(text: str) -> list[tuple[str, str]]:
    """Part a text into ("plain" | "bold" | "note", words) runs."""
    found = []
    for piece in re.split(r"(\*\*.+?\*\*|\^\[.+?\])", text):
        if piece.startswith("**"):
            found.append(("bold", piece[2:-2]))
        elif piece.startswith("^["):
            found.append(("note", piece[2:-1]))
        elif piece:
            found.append(("plain", piece))
    return found


def printed(text: str) -> str:
    """The words of a text without its bold signs and footnotes."""
    return "".join(words for kind, words in runs(text) if kind != "note")


def _block(chunk: str) -> Block:
    if chunk.strip() == "---":
        return Block("break")
    if chunk.lstrip().startswith("|"):
        return _table(chunk.splitlines())
    level = (len(chunk) - len(chunk.lstrip(" "))) // 2
    text, marks = _marks(" ".join(line.strip() for line in chunk.splitlines()))
    for prefix, kind in PREFIXES:
        if text.startswith(prefix):
            return Block(kind, text.removeprefix(prefix), level, marks)
    return Block("paragraph", text, level, marks)


def _table(lines: list[str]) -> Block:
    widths: tuple[float, ...] = ()
    rows = []
    for line in lines:
        text, marks = _marks(line.strip())
        if text.startswith("|="):
            widths = tuple(float(width) for width in text[2:].split())
            continue
        header = text.startswith("|!")
        cells = text.removeprefix("|!").removeprefix("|").removesuffix("|").split("|")
        rows.append(Row(tuple(_cell(cell.strip()) for cell in cells), header, marks))
    return Block("table", rows=tuple(rows), widths=widths)


def _cell(text: str) -> Cell:
    spanning = re.match(r"<(\d+)>", text)
    return Cell(text[spanning.end() :], int(spanning[1])) if spanning else Cell(text)


def _marks(text: str) -> tuple[str, tuple[str, ...]]:
    found = re.search(r"\s*\{([^{}]*)\}$", text)
    if not found:
        return text, ()
    return text[: found.start()], tuple(mark.strip() for mark in found[1].split(";"))
