"""Lists within a sentence -> their items, each with the words that open the list."""

from __future__ import annotations

import pytest

from extractors.language.inline_lists import inline_items

LISTS = [
    ("It means the cost of: (1) counsel; (2) examiners; and (3) notices.", ["counsel; ", "examiners; and ", "notices."]),
    ("We pay (a) rent and (b) wages.", ["rent and ", "wages."]),
    # a figure or a reference in between does not count
    ("We pay for (i) an item of section (c) above, and (ii) another.", ["an item of section (c) above, and ", "another."]),
    ("Items (3) and (4) stay as they are.", []),
    ("We pay (a) rent.", []),
    ("No list at all.", []),
]


@pytest.mark.parametrize(("text", "items"), LISTS)
def test_items_of_a_list_within_a_sentence(text: str, items: list[str]) -> None:
    opening = text.split("(")[0]
    assert [item.removeprefix(f"{opening} ") for item in inline_items(text)] == items
