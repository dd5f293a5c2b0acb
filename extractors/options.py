"""How documents are to be read, beyond what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows of the documents. `passwords` are tried on protected files in their order; they are never printed.

    `recognising_seconds` are what reading pictures of pages may take in one document; pages beyond are told as unread.
    `cache` is the folder of the pages that were read before; None where all are to be read anew.
    """

    passwords: tuple[str, ...] = field(default=(), repr=False)
    recognising_seconds: float = 120
    cache: Path | None = None


AS_IT_IS = ReadOptions()
