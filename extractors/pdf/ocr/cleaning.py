"""What a scanner or a fax machine added, taken off a picture: the grey of the paper, faint print, specks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter
from scipy import ndimage

from extractors.pdf.ocr.engine import Grey, Picture

WHITE = 255
PAPER_SHRINK = 8  # the shade of the paper changes slowly: it is measured on a picture reduced so many times
PAPER_WINDOW = 100.0  # points: higher than a dark bar behind a heading
PAPER_SHARE = 70  # per cent of such a window that is darker than its paper
DARKEST_PAPER = 128  # grey: what is darker is print, however much of it there is
GRAIN = 20  # grey by which the dots of one sheet differ
LEAST_CONTRAST = 60  # grey between paper and print: less is grain
INK = 128  # grey, after the levels were set, below which a dot is ink
SPECK = 1.2  # square points: two dots of a coarse fax; the full stop of small print is as large
BESIDE = 3.5  # points from print within which a dot may be a full stop or belong to an i
SPECKLED = 150  # lone specks on a page from a fax; a clean page has a dozen
SMOOTHING = 0.35  # points: about one dot of a fax


def cleaned(picture: Picture) -> Picture:
    """The picture with white paper, dark print and no specks."""
    return _without_specks(Picture(_levels(picture), picture.scale))


def _levels(picture: Picture) -> Grey:
    """Paper to white and the darkest print to black. Grain of the paper costs an engine whole lines."""
    paper = _paper(picture)
    ink = min(float(np.percentile(picture.grey[::4, ::4], 0.1)), WHITE - LEAST_CONTRAST)
    level = (picture.grey - ink) * (WHITE / np.maximum(paper - GRAIN - ink, 1))
    levels: Grey = np.clip(level, 0, WHITE).astype(np.uint8)
    return levels


def _paper(picture: Picture) -> npt.NDArray[np.float32]:
    """The shade of the paper at every dot."""
    small = np.asarray(Image.fromarray(picture.grey).reduce(PAPER_SHRINK))
    window = max(3, round(PAPER_WINDOW * picture.scale / PAPER_SHRINK))
    shade = ndimage.percentile_filter(small[::2, ::2], PAPER_SHARE, size=window // 2, mode="nearest")
    shade = np.maximum(shade, DARKEST_PAPER).astype(np.float32)
    size = picture.grey.shape[1], picture.grey.shape[0]
    return np.asarray(Image.fromarray(shade).resize(size, Image.Resampling.BILINEAR))


def _without_specks(picture: Picture) -> Picture:
    """A speckled picture without the specks that stand alone, its ragged edges smoothed; any other as it is."""
    ink = picture.grey < INK
    labels, count = ndimage.label(ink, np.ones((3, 3)))
    small = np.bincount(labels.ravel()) <= SPECK * picture.scale**2
    small[0] = False
    specks = small[labels]
    beside = _grown(ink & ~specks, BESIDE * picture.scale)
    lone = np.setdiff1d(np.flatnonzero(small), np.unique(labels[specks & beside]))
    if len(lone) < SPECKLED:
        return picture
    is_lone = np.zeros(count + 1, bool)
    is_lone[lone] = True
    grey = np.where(ndimage.maximum_filter(is_lone[labels], 3), WHITE, picture.grey).astype(np.uint8)
    return Picture(np.asarray(Image.fromarray(grey).filter(ImageFilter.GaussianBlur(SMOOTHING * picture.scale))), picture.scale)


def _grown(mask: npt.NDArray[np.bool_], pixels: float) -> npt.NDArray[np.bool_]:
    grown: npt.NDArray[np.bool_] = ndimage.maximum_filter(mask, 2 * round(pixels) + 1)
    return grown
