"""Boxes on pages: around others, on a page that is turned, on one that was laid in askew. Points from the top left."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from models.records import Box

Turn = Literal[0, 90, 180, 270]


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    xs0, tops, xs1, bottoms = zip(*boxes, strict=True)
    return Box(min(xs0), min(tops), max(xs1), max(bottoms))


def rotated(box: Box, clockwise: int, width: float, height: float) -> Box:
    """Where a box lies after its page of `width` x `height` was turned clockwise by 0, 90, 180 or 270 degrees."""
    if clockwise == 90:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if clockwise == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if clockwise == 270:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return box


def tilted(box: Box, clockwise: float, width: float, height: float) -> Box:
    """Where a box lies after its page was turned clockwise by a few degrees about its middle. It stays level: only its middle moves."""
    cosine, sine = math.cos(math.radians(clockwise)), math.sin(math.radians(clockwise))
    x, y = (box.x0 + box.x1 - width) / 2, (box.top + box.bottom - height) / 2
    right, down = x * cosine - y * sine - x, x * sine + y * cosine - y
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)
