"""Good documents with a few bytes changed, as by a bad disk or a patient fuzzer; the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.hostile.raw import Hostile

MAX_EDITS = 8
MAX_CHUNK = 2000  # bytes
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e38", b"NaN")


def mutations(documents: Sequence[Path], count: int, seed: int) -> Iterator[Hostile]:
    """`count` changed copies of `documents`, in turn."""
    noise = random.Random(seed)
    originals = [path.read_bytes() for path in documents]
    for number in range(count):
        data = bytearray(originals[number % len(originals)])
        edits = noise.choices(EDITS, k=noise.randint(1, MAX_EDITS))
        for edit in edits:
            if data:
                edit(data, noise)
        yield Hostile(f"mutation-{number} {documents[number % len(documents)].stem}", bytes(data))


def _flip(data: bytearray, noise: random.Random) -> None:
    data[noise.randrange(len(data))] ^= 1 << noise.randrange(8)


def _overwrite(data: bytearray, noise: random.Random) -> None:
    start, end = _chunk(data, noise)
    data[start:end] = noise.randbytes(end - start)


def _delete(data: bytearray, noise: random.Random) -> None:
    start, end = _chunk(data, noise)
    del data[start:end]


def _duplicate(data: bytearray, noise: random.Random) -> None:
    start, end = _chunk(data, noise)
    data[start:start] = data[start:end]


def _move(data: bytearray, noise: random.Random) -> None:
    start, end = _chunk(data, noise)
    chunk = data[start:end]
    del data[start:end]
    place = noise.randrange(len(data) + 1)
    data[place:place] = chunk


def _renumber(data: bytearray, noise: random.Random) -> None:
    """Change one number that stands outside of streams' data, or looks as if it did."""
    start, _ = _chunk(data, noise)
    found = re.compile(rb"\d+").search(data, start)
    if found:
        data[found.start() : found.end()] = noise.choice(NUMBERS)


def _chunk(data: bytearray, noise: random.Random) -> tuple[int, int]:
    start = noise.randrange(len(data))
    return start, min(len(data), start + noise.randint(1, MAX_CHUNK))


EDITS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _overwrite, _delete, _duplicate, _move, _renumber)
