"""The papers of the hard cases as PDFs: the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pikepdf

from sample_docs.generate import PRODUCERS
from sample_docs.make.hazards import scanned
from sample_docs.make.markup import source_of
from tests.hard_cases.cases import HERE, Paper
from tests.hard_cases.on_canvas import canvas_pdf


def write_papers(papers: Iterable[Paper], folder: Path) -> None:
    """Write the files of a case below `folder`."""
    files: dict[str, list[bytes]] = {}
    for paper in papers:
        files.setdefault(paper.file, []).append(pdf_of(paper))
    for file, parts in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(parts[0] if len(parts) == 1 else _merged(parts))


def pdf_of(paper: Paper) -> bytes:
    """One paper, set and spoiled as it says. Raises ValueError where what is to be replaced does not stand in it."""
    text = paper.text or (HERE / "papers" / f"{paper.on}.txt").read_text(encoding="utf-8")
    for place, words in paper.fill.items():
        text = _replaced(text, f"«{place}»", words, paper)
    for old, new in paper.instead:
        text = _replaced(text, old, new, paper)
    source = source_of(text, paper.file)
    pdf = (PRODUCERS | {"canvas": canvas_pdf})[paper.producer or source.facts["producer"]](source)
    if paper.pages:
        pdf = _left(pdf, paper.pages)
    for hazard in paper.then:
        pdf = {"scanned": scanned, "sideways": _sideways}[hazard](pdf)
    return pdf


def _replaced(text: str, old: str, new: str, paper: Paper) -> str:
    if old not in text:
        raise ValueError(f"{paper.file}: {old!r} does not stand in {paper.on or 'its text'}")
    return text.replace(old, new)


def _left(pdf: bytes, pages: tuple[int, ...]) -> bytes:
    """The PDF with only these pages, counted from 1."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number in range(len(document.pages), 0, -1):
            if number not in pages:
                del document.pages[number - 1]
        return _saved(document)


def _sideways(pdf: bytes) -> bytes:
    """The PDF with its last page lying on its side, as a sheet fed into the scanner the wrong way."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages[-1].rotate(90, relative=True)
        return _saved(document)


def _merged(parts: Iterable[bytes]) -> bytes:
    with pikepdf.new() as document:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as opened:
                document.pages.extend(opened.pages)
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, static_id=True)
    return buffer.getvalue()
