"""How documents are to be read, beyond what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows of the documents. `passwords` are tried on protected files in their order; they are never printed."""

    passwords: tuple[str, ...] = field(default=(), repr=False)


AS_IT_IS = ReadOptions()
