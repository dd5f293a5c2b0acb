"""What an engine of optical character recognition is to covergap: a picture in, words with boxes and confidences out.

Another engine is another module with a class that has these two methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from extractors.pdf.geometry import Turn
from models.records import Box

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page or a part of it in grey, 0 black to 255 white, with `scale` pixels to a point."""

    grey: Grey
    scale: float


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as an engine read it. `box` and type `size` are in points of the picture, the box is as high as its line.

    `confidence` is from 0 to 1.
    """

    text: str
    box: Box
    size: float
    confidence: float


class Engine(Protocol):
    """One recogniser of this process, used for page after page."""

    def read(self, picture: Picture) -> tuple[OcrWord, ...]:
        """The words of a picture, line by line."""
        ...

    def turn(self, picture: Picture) -> Turn | None:
        """By how many degrees clockwise the picture must be turned to be upright; None where that cannot be told."""
        ...
