"""Lists within a sentence -> each item with the words that open it: "costs of: (1) an attorney; (2) examiners; and (3) notices"."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.language.numbering import markers

ITEM = re.compile(r"(?:^|(?<=[\s:;,]))\((?:\d{1,2}|[a-z]|[ivx]{1,5})\)\s+")
OPENING = 160  # characters before a list that open it
MIN_ITEMS = 2


def inline_items(text: str) -> tuple[str, ...]:
    """Every item of the first list that begins with (1), (a) or (i), the words before it in front; () where there is no list."""
    marks = [(match, {(marker.kind, marker.ordinal) for marker in markers(match.group())}) for match in ITEM.finditer(text)]
    first = next((at for at, (_, readings) in enumerate(marks) if any(ordinal == 1 for _, ordinal in readings)), None)
    if first is None:
        return ()
    found, readings = [marks[first][0]], {(kind, 1) for kind, ordinal in marks[first][1] if ordinal == 1}
    for match, here in marks[first + 1 :]:
        following = {(kind, ordinal + 1) for kind, ordinal in readings} & here
        if following:
            found.append(match)
            readings = following
    if len(found) < MIN_ITEMS:
        return ()
    opening = text[max(0, found[0].start() - OPENING) : found[0].start()]
    ends = [*((after.start()) for _, after in pairwise(found)), len(text)]
    return tuple(f"{opening} {text[match.end() : end]}" for match, end in zip(found, ends, strict=True))
