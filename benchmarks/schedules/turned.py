"""Pages whose content is laid sideways on an upright sheet and turned to be shown, as office programs store landscape pages."""

from __future__ import annotations

import io

import pikepdf


def turned(pdf: bytes) -> bytes:
    """The same pages to look at, stored a quarter turned with /Rotate."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            width, height = (float(value) for value in page.mediabox[2:])
            page.contents_add(f"q 0 1 -1 0 {height:g} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, height, width]
            page.rotate(90, relative=False)
        document.save(out, deterministic_id=True)
    return out.getvalue()
