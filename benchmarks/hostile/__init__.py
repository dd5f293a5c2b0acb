"""Files made to do harm, or broken as files get broken: families of variants, the same bytes for the same seed."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.hostile import actions, content, fonts, pictures, structure, volume
from benchmarks.hostile.raw import Hostile

FAMILIES = (
    *structure.FAMILIES,
    *content.FAMILIES,
    *fonts.FAMILIES,
    *pictures.FAMILIES,
    *actions.FAMILIES,
    *volume.FAMILIES,
)


def hostile_files(seed: int) -> Iterator[Hostile]:
    """All variants, one of each family in turn, made one by one: the largest fill some 50 MB."""
    families = {family.__name__: family(seed) for family in FAMILIES}
    while families:
        for name, variants in list(families.items()):
            made = next(variants, None)
            if made is None:
                del families[name]
            else:
                yield Hostile(f"{name}-{made[0]}", made[1])
