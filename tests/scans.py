"""Scans made from a page: its picture, laid in askew or turned, as the only thing on the page of a new PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

POINTS = 72  # per inch


def scan(path: Path, pdf: Path, *, dpi: int = 200, skew: float = 0.0, turn: int = 0, typed: str = "") -> Path:
    """A scanned copy of `pdf`, each page `skew` degrees and then `turn` degrees clockwise; `typed` is a line of text at the head."""
    canvas = Canvas(str(path), invariant=1)
    for picture in pictures(pdf, dpi):
        laid_in = picture.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255).rotate(-turn, expand=True)
        width, height = laid_in.width * POINTS / dpi, laid_in.height * POINTS / dpi
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(laid_in), 0, 0, width, height)
        canvas.drawString(40, height - 20, typed)
        canvas.showPage()
    canvas.save()
    return path


def pictures(pdf: Path, dpi: int) -> list[Image.Image]:
    """The pages in grey."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / POINTS, grayscale=True).to_pil().convert("L") for page in document]


def printed(path: Path, lines: Sequence[str], size: float = 11.0, leading: float = 22.0) -> Path:
    """A page of text with a line per line, the first 72 points from the left and 100 from the top."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(72, 792 - 100 - leading * number, line)
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path
