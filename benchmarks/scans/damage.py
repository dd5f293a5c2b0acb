"""What scanners and fax machines do to a printed page: few dots, black and white only, specks, a page laid in askew or turned."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.scans.printed import Printed

POINTS = 72  # per inch
MAX_SKEW = 3.0  # degrees by which a page is laid in askew
SPECKS = 0.0004  # of a fax's dots are begun by a speck
BLACK = 150  # grey below which a fax machine sees black
FAX_ACROSS, FAX_FINE, FAX_STANDARD = 204, 196, 98  # dots per inch (ITU-T T.4)
PROOF = 400  # dots per inch at which a page lies on the glass of a fax machine

Scan = tuple[bytes, tuple[str, ...]]


def scanned(page: Printed, scanner: str, seed: int) -> Scan:
    """The page as a PDF that holds one picture, and its lines (a fax has one more: its head)."""
    return SCANNERS[scanner](page, Random(f"{page.name} {scanner} {seed}"))


def _clean(page: Printed, draw: Random) -> Scan:
    """An office scanner: 200 dpi, grey, hardly askew, the shades of paper and toner."""
    picture = _laid_in(_rendered(page, 200), draw.uniform(-0.3, 0.3))
    grains = (
        np.asarray(picture, float) * 0.92 + 8 + np.random.default_rng(draw.getrandbits(32)).normal(0, 4, (picture.height, picture.width))
    )
    return _pdf(Image.fromarray(grains.clip(0, 255).astype(np.uint8)), (200, 200)), page.lines


def _turned(page: Printed, draw: Random) -> Scan:
    """The same, fed sideways or on its head."""
    picture = _laid_in(_rendered(page, 200), draw.uniform(-0.5, 0.5))
    return _pdf(picture.rotate(draw.choice((90, 180, 270)), expand=True), (200, 200)), page.lines


def _fine_fax(page: Printed, draw: Random) -> Scan:
    return _fax(page, draw, FAX_FINE)


def _standard_fax(page: Printed, draw: Random) -> Scan:
    return _fax(page, draw, FAX_STANDARD)


def _fax(page: Printed, draw: Random, down: int) -> Scan:
    """Black and white, dots wider or higher than they should be, specks, askew, the sender's line at the head."""
    picture = _laid_in(_rendered(page, PROOF), draw.uniform(-MAX_SKEW, MAX_SKEW)).filter(ImageFilter.GaussianBlur(0.8))
    size = round(picture.width * FAX_ACROSS / PROOF), round(picture.height * down / PROOF)
    dots = np.asarray(picture.resize(size, Image.Resampling.BOX)) < BLACK
    grains = np.random.default_rng(draw.getrandbits(32))
    for dark in (True, False):
        for y, x in zip(*np.nonzero(grains.random(dots.shape) < SPECKS), strict=True):
            dots[y : y + draw.randint(1, 2), x : x + draw.randint(1, 2)] = dark
    sender = f"FROM {draw.randint(5550100, 5550199)}  P. 0{draw.randint(1, 9)}/09"
    head = f"07/{draw.randint(10, 28)}/2026 {draw.randint(10, 18)}:{draw.randint(10, 59)}  {sender}"
    fax = Image.fromarray(np.where(dots, 0, 255).astype(np.uint8))
    label = Image.new("L", (size[0], 28), 255)
    ImageDraw.Draw(label).text((90, 2), head, fill=0, font=ImageFont.load_default(22))
    fax.paste(label.resize((size[0], max(12, 28 * down // FAX_FINE))), (0, 8))
    return _pdf(fax.point(lambda grey: 255 if grey > 127 else 0).convert("1"), (FAX_ACROSS, down)), (head, *page.lines)


SCANNERS: dict[str, Callable[[Printed, Random], Scan]] = {
    "clean 200 dpi": _clean,
    "turned": _turned,
    "fax 200x200": _fine_fax,
    "fax 200x100": _standard_fax,
}


def _rendered(page: Printed, dpi: int) -> Image.Image:
    document = pdfium.PdfDocument(page.pdf)
    picture: Image.Image = document[0].render(scale=dpi / POINTS, grayscale=True).to_pil()
    document.close()
    return picture


def _laid_in(picture: Image.Image, skew: float) -> Image.Image:
    return picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)


def _pdf(picture: Image.Image, dpi: tuple[int, int]) -> bytes:
    """One picture that fills its page."""
    buffer = io.BytesIO()
    page = (picture.width * POINTS / dpi[0], picture.height * POINTS / dpi[1])
    document = pdfium.PdfDocument.new()
    sheet = document.new_page(*page)
    image = pdfium.PdfImage.new(document)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(picture.convert("L")))
    image.set_matrix(pdfium.PdfMatrix().scale(*page))
    sheet.insert_obj(image)
    sheet.gen_content()
    document.save(buffer)
    document.close()
    return buffer.getvalue()
