"""Drawn quotes: the same for the same seed, and what a quote states is told apart from what its tables tell."""

from __future__ import annotations

import pytest

from benchmarks.quotes import UNLISTED
from benchmarks.quotes_drawn import draw
from benchmarks.quotes_drawn.layouts import LAYOUTS
from benchmarks.quotes_drawn.listed import listed_labels
from benchmarks.quotes_drawn.writing import unnumbered


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_a_quote_is_the_same_for_the_same_seed(number: int) -> None:
    one, again = draw(11, number), draw(11, number)
    assert (one.pdf, one.stated) == (again.pdf, again.stated)
    assert one.stated != draw(12, number).stated


def test_many_labels_stand_in_no_list_of_the_reader() -> None:
    listed = listed_labels()
    labels = [label for number in range(18) for label in draw(11, number).labels]
    assert sum(unnumbered(label) not in listed for label in labels) >= UNLISTED * len(labels)


def test_numbers_of_options_are_no_part_of_their_label() -> None:
    assert [unnumbered(label) for label in ("Option 2", "Quote Option III", "Tech E&O", "Ransom demands")] == [
        "option", "quote option", "tech eando", "ransom demands",
    ]  # fmt: skip
