"""Text of documents on its way to a reader's screen: data, whatever it says."""

from __future__ import annotations

import re

# What XML and terminals cannot hold, and the marks that make text read in another order than it stands.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
PDFIUM_HYPHENS = re.compile("[\x02\ufffe]")  # how PDFium writes the hyphen at a line's end


def readable(text: str) -> str:
    """`text` with hyphens at line ends as "-" and everything that cannot or must not be shown as U+FFFD."""
    return UNSHOWABLE.sub("\ufffd", PDFIUM_HYPHENS.sub("-", text))


def storable(text: str) -> str:
    """`text` as it stands, with only what UTF-8 cannot hold (half of a surrogate pair, as in some file names) replaced by "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def shortened(text: str, length: int) -> str:
    """At most `length` characters, with "…" where something was left out."""
    return text if len(text) <= length else text[: length - 1] + "…"
