"""A slice of `python -m benchmarks.robustness`: hostile files of every family and mutated samples, each accounted for in words."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.hostile import FAMILIES, hostile_files
from benchmarks.hostile.mutations import mutations
from extractors.options import ReadOptions
from extractors.reading import read_document
from flows.shards import Limits, Workers
from flows.sources import find_sources

SEED = 11
OF_EACH = 1  # variants of each family: the first are the lightest
MUTATIONS = 25
LIMITS = Limits(seconds=10, memory_mb=500)
SAMPLES = Path(__file__).parents[1] / "sample_docs"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    samples = sorted(path for path in SAMPLES.rglob("*.pdf") if path.stat().st_size)
    for number, file in enumerate([*islice(hostile_files(SEED), OF_EACH * len(FAMILIES)), *mutations(samples, MUTATIONS, SEED)]):
        family = file.name.partition("-")[0]
        (folder / f"{number:03d} {family}.pdf").write_bytes(file.data)
    return folder


def test_every_hostile_file_is_accounted_for(hostile: Path) -> None:
    sources = find_sources(hostile, max_file_mb=100).files
    pool = Workers(1)
    try:
        rows = [reading.document for reading in pool.read(sources, LIMITS)]
    finally:
        pool.close()
    assert len(rows) == OF_EACH * len(FAMILIES) + MUTATIONS
    assert not [row.document for row in rows if row.status != "read" and not row.reason]
    assert not [f"{row.document}: {row.reason}" for row in rows if row.reason.startswith("reading failed")]
    assert {"read", "corrupt", "empty", "encrypted", "too_large"} <= {row.status for row in rows}


@pytest.mark.parametrize(
    ("variant", "status"),
    [
        ("boxes-media [0 0 0.001 792]", "empty"),
        ("boxes-CropBox [0 0 -612 -792]", "empty"),
        ("boxes-media [-2147483648 0 2147483647 1]", "empty"),
        ("scans-page [0 0 1 100000]", "empty"),
        ("nesting-brackets in a text 100000", "read"),
        ("letters-20000 words, 20 a line", "read"),
        ("page_tree-one page 100,000 times", "too_large"),
    ],
)
def test_what_once_failed_or_hung(tmp_path: Path, variant: str, status: str) -> None:
    path = tmp_path / "policy.pdf"
    family = next(family for family in FAMILIES if variant.startswith(f"{family.__name__}-"))
    path.write_bytes(next(data for name, data in family(SEED) if variant.endswith(f"-{name}")))
    assert read_document(path, "policy.pdf", "", ReadOptions()).document.status == status
