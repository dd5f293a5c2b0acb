"""A page that was laid in askew: by how much, and the picture made straight."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

from extractors.pdf.ocr.engine import Picture

MAX_SKEW = 5.0  # degrees; what is more askew was meant so
COARSE, FINE = 0.5, 0.05  # degrees between two angles that are tried
LEAST_SKEW = 0.15  # degrees: less is not worth the blur of turning
LOOK_SCALE = 1.5  # pixels to a point: enough to see where lines run
INK = 160  # grey below which a reduced dot holds ink
MIN_DOTS = 500  # fewer tell nothing
WHITE = 255


def skew_of(picture: Picture) -> float:
    """By how many degrees clockwise a picture must be turned so that its lines run level; 0.0 where it shows none.

    Of level lines the sums of ink along the rows have the highest peaks and deepest valleys (the projection profile).
    """
    looked = np.asarray(Image.fromarray(picture.grey).reduce(max(1, round(picture.scale / LOOK_SCALE))))
    rows, columns = np.nonzero(looked < INK)
    if len(rows) < MIN_DOTS:
        return 0.0
    best = 0.0
    for reach, step in ((MAX_SKEW, COARSE), (COARSE, FINE)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(rows, columns, angle)))
    return round(best, 2) if LEAST_SKEW <= abs(best) <= MAX_SKEW else 0.0


def straightened(picture: Picture, skew: float) -> Picture:
    """The picture turned clockwise by `skew` degrees about its middle, on a sheet large enough to lose no corner."""
    if not skew:
        return picture
    turned = Image.fromarray(picture.grey).rotate(-skew, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    return Picture(np.asarray(turned), picture.scale)


def _sharpness(rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], angle: float) -> float:
    """How much the ink of neighbouring rows differs once the picture was turned clockwise by `angle` degrees."""
    turned = rows * math.cos(math.radians(angle)) + columns * math.sin(math.radians(angle))
    ink = np.bincount((turned - turned.min()).astype(np.intp))
    return float((np.diff(ink).astype(float) ** 2).sum())
