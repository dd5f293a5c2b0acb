"""The hard cases of the field reference, each a client's folder of its own: from its papers through the whole program to the tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flows.compare import compare_folder
from tests.hard_cases.cases import Case, Expected, load_cases
from tests.hard_cases.papers import pdf_of, write_papers

CASES = 37


@pytest.mark.usefixtures("own_process")
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: f"{case.number}: {case.title}")
def test_hard_case(case: Case, tmp_path: Path) -> None:
    client = tmp_path / "wrenhaven"
    write_papers(case.paper, client)
    tables = compare_folder(client, tmp_path / "out", workers=1).folder
    differing = [told for expected in case.expect for told in _differences(tables, expected)]
    assert not differing, f"{case.why}\n" + "\n".join(differing)


def _differences(tables: Path, expected: Expected) -> list[str]:
    """What is not as expected, in words."""
    with (tables / f"{expected.table}.csv").open(newline="", encoding="utf-8") as handle:
        found = [row for row in csv.DictReader(handle) if all(row[column] == value for column, value in expected.where.items())]
    if expected.none:
        return [f"{expected.table}: not expected {expected.where}, found {row}" for row in found]
    if not found:
        return [f"{expected.table}: nothing where {expected.where}"]
    return [
        f"{expected.table} {expected.where}: {column} is {row[column]!r}, not {value!r}; {row.get('reason', row.get('quote'))}"
        for row in found
        for column, value in expected.holds.items()
        if not _is(row[column], value)
    ]


def _is(found: str, expected: str | float | list[str]) -> bool:
    if isinstance(expected, list):
        return found in expected
    if isinstance(expected, str):
        return expected[1:].casefold() in found.casefold() if expected.startswith("~") else found == expected
    return found != "" and float(found) == expected


def test_every_case_has_its_fixture() -> None:
    assert [case.number for case in load_cases()] == list(range(1, CASES + 1))


def test_the_papers_are_the_same_bytes_every_time() -> None:
    for paper in (paper for case in load_cases()[:5] for paper in case.paper):
        assert pdf_of(paper) == pdf_of(paper)
