"""How documents are to be read, beyond what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows of the documents. `passwords` are tried on protected files in their order; they are never printed.

    `recognising_seconds` are what reading pictures of pages may take in one document; pages beyond are told as unread.
    """

    passwords: tuple[str, ...] = field(default=(), repr=False)
    recognising_seconds: float = 120


AS_IT_IS = ReadOptions()
