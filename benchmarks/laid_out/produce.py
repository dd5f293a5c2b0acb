"""Planned documents -> PDFs, by three producers in turn."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

import pikepdf

from benchmarks.laid_out.errors import OverfullError
from benchmarks.laid_out.layouts import KINDS, layout
from benchmarks.laid_out.plan import Document
from benchmarks.laid_out.with_fpdf import fpdf_pdf
from benchmarks.laid_out.with_reportlab import reportlab_pdf
from benchmarks.laid_out.with_typst import typst_pdf

PRODUCERS: Mapping[str, Callable[[Document], bytes]] = {"reportlab": reportlab_pdf, "fpdf2": fpdf_pdf, "typst": typst_pdf}
FULLEST, LESS = 1.3, 0.93  # of the page: how full it is at first, and by which factor less where it does not fit
TRIES = 20


@dataclass(frozen=True, slots=True)
class Produced:
    """A document's plan, who set it, and the PDF."""

    document: Document
    producer: str
    pdf: bytes


def laid_out_documents(seed: int) -> Iterator[Produced]:
    """One document per kind of layout, producer and geometry (usual and wild): the same bytes for the same seed."""
    for kind in KINDS:
        for producer in PRODUCERS:
            for is_wild in (False, True):
                yield laid_out_document(kind, producer, is_wild, seed)


def laid_out_document(kind: str, producer: str, is_wild: bool, seed: int) -> Produced:
    """A document as full as its pages allow. Raises OverfullError where they hold next to nothing."""
    filled = FULLEST
    for _ in range(TRIES):
        document = layout(kind, Random(f"{seed} {kind} {producer} {is_wild}"), is_wild, filled)
        try:
            return Produced(document, producer, _turned(PRODUCERS[producer](document), document))
        except OverfullError:
            filled *= LESS
    raise OverfullError(f"{kind} by {producer}, seed {seed}")


def _turned(pdf: bytes, document: Document) -> bytes:
    """The PDF with its pages stored turned, as scanners and landscape printers leave them."""
    if not document.turned:
        return pdf
    width, height = document.geometry.width, document.geometry.height
    matrix, box = {
        90: (f"0 -1 1 0 0 {width}", (height, width)),
        180: (f"-1 0 0 -1 {width} {height}", (width, height)),
        270: (f"0 1 -1 0 {height} 0", (height, width)),
    }[document.turned]
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.MediaBox = pikepdf.Array([0, 0, *box])
            page.Rotate = (360 - document.turned) % 360 if document.flagged else 0
        opened.save(buffer, deterministic_id=True)
    return buffer.getvalue()
