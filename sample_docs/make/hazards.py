"""The files of a broker's folder that are hard to read, or cannot be: a scan, a locked file, a broken one."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

import pikepdf
import pypdfium2
from PIL import Image

SCAN_DPI = 150


def scanned(pdf: bytes) -> bytes:
    """Each page as a slightly skewed, speckled grey picture of 150 dpi, without any text."""
    pictures = [_picture(page.render(scale=SCAN_DPI / 72).to_pil().convert("L")) for page in pypdfium2.PdfDocument(pdf)]
    buffer = io.BytesIO()
    made = datetime(2026, 1, 5, tzinfo=UTC).timetuple()
    dated = {"creationDate": made, "modDate": made}
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=SCAN_DPI, quality=70, **dated)
    return buffer.getvalue()


def _picture(page: Image.Image) -> Image.Image:
    page = page.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=250)
    speck = random.Random(7)
    for _ in range(400):
        page.putpixel((speck.randrange(page.width), speck.randrange(page.height)), 90)
    return page


def locked(pdf: bytes, password: str) -> bytes:
    """The same PDF behind a user password. RC4 with a fixed id, as AES would draw new salts at each run."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(buffer, static_id=True, encryption=pikepdf.Encryption(user=password, owner=password, R=4, aes=False, metadata=False))
    return buffer.getvalue()


def truncated(pdf: bytes) -> bytes:
    """What is left of a download that broke off."""
    return pdf[: len(pdf) // 5]
