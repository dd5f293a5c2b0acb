"""The policy in force as a document: what stands, what was struck, what was added, each with where it comes from."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.wording import write_wordings
from models.catalogue import load_catalogue
from models.limits import LimitNode, limit_trees
from models.records import Offer
from models.wording_in_force import Piece, WordingInForce, wording_in_force
from tests.test_endorsements import endorsement_text
from tests.test_in_force import DECLARATIONS, FORM, offer_of
from tests.wordings import write_form

NOTHING_IN_IT = endorsement_text("Exclusion 3, Portable media, is deleted in its entirety.")


def pieces(wording: WordingInForce) -> list[Piece]:
    return [piece for form in wording.forms for clause in form.clauses for piece in clause.pieces]


def marked(offer: Offer, mark: str) -> list[str]:
    return [piece.text for piece in pieces(wording_in_force(offer)) if piece.mark == mark]


def test_a_deleted_clause_is_struck(tmp_path: Path) -> None:
    (struck,) = marked(offer_of(tmp_path, NOTHING_IN_IT), "struck")
    assert struck.startswith("3. Portable media.")


def test_a_replaced_clause_is_struck_and_the_new_one_added(tmp_path: Path) -> None:
    offer = offer_of(tmp_path, endorsement_text("Exclusion 3 is deleted and replaced by: 3. Gambling. arising out of games of chance."))
    assert [text[:10] for text in marked(offer, "struck")] == ["3. Portabl"]
    assert marked(offer, "added") == ["3. Gambling. arising out of games of chance."]


def test_words_are_struck_within_a_clause(tmp_path: Path) -> None:
    text = "In Conditions, paragraph 1, the words \u201cas soon as practicable\u201d are replaced by \u201cwithin ten days\u201d."
    offer = offer_of(tmp_path, endorsement_text(text))
    assert (marked(offer, "struck"), marked(offer, "added")) == (["as soon as practicable"], ["within ten days"])


def test_an_added_exclusion_stands_behind_the_others(tmp_path: Path) -> None:
    text = "The following exclusion is added to Section 3, Exclusions:\n\n5. Gambling. arising out of games of chance."
    wording = wording_in_force(offer_of(tmp_path, endorsement_text(text)))
    (form,) = wording.forms
    at = next(index for index, clause in enumerate(form.clauses) if clause.pieces[0].mark == "added")
    assert form.clauses[at - 1].pieces[0].text.startswith("4. Patents.")
    assert form.clauses[at].provenance == "Endorsement 1 (endorsement 1.pdf p. 1)"


def test_every_clause_says_where_it_comes_from(tmp_path: Path) -> None:
    wording = wording_in_force(offer_of(tmp_path, NOTHING_IN_IT))
    assert all(clause.provenance and clause.evidence.quote for form in wording.forms for clause in form.clauses)


def test_a_cancelled_endorsement_changes_no_clause(tmp_path: Path) -> None:
    offer = offer_of(tmp_path, NOTHING_IN_IT, endorsement_text("Endorsement No. 1 is void.", "2"))
    assert not marked(offer, "struck")
    assert [bool(by.out) for by in wording_in_force(offer).endorsements] == [True, False]


# Limits


def names(nodes: tuple[LimitNode, ...]) -> list[tuple[str, float | None]]:
    return [(node.coverage, node.amount) for node in nodes]


def test_limits_are_a_tree_below_the_aggregate(tmp_path: Path) -> None:
    relation = "Item 7. All limits are part of, and not in addition to, the Policy Aggregate Limit."
    offer = offer_of(tmp_path, declarations=f"{DECLARATIONS}\n\n{relation}")
    root, *beside = limit_trees(offer, "1", load_catalogue())
    assert (root.amount, beside) == (2_000_000, [])
    assert ("social_engineering", 250_000) in names(root.parts)
    assert next(node.relation for node in root.parts if node.coverage == "social_engineering") == "part_of"


def test_a_limit_in_addition_stands_beside_the_aggregate(tmp_path: Path) -> None:
    text = "Item 4 of the Declarations is amended: the limit for Cyber Extortion is $500,000, in addition to the Policy Aggregate Limit."
    root, *beside = limit_trees(offer_of(tmp_path, endorsement_text(text)), "1", load_catalogue())
    assert names(tuple(beside)) == [("cyber_extortion", 500_000)]
    assert "cyber_extortion" not in dict(names(root.parts))


# Documents


class Tags(HTMLParser):
    """The tags of a page, and the text outside style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)


HOSTILE = endorsement_text(
    "The following exclusion is added to Section 3, Exclusions:\n\n"
    '5. <script>alert(1)</script> <img src=x onerror=alert(2)> [click](javascript:alert(3)) ~~not struck~~ **bold** `code` "><b>.'
)


@pytest.mark.usefixtures("own_process")
def test_the_documents(tmp_path: Path) -> None:
    folder = tmp_path / "clients" / "caldmoor"
    for name, pages in {"form.pdf": FORM, "declarations.pdf": (DECLARATIONS,), "endorsement.pdf": (HOSTILE,)}.items():
        write_form(folder / name, *pages)
    (written,) = write_wordings(folder, tmp_path / "out").folders.values()
    page, text = ((written / name).read_text(encoding="utf-8") for name in ("wording.html", "wording.md"))
    tags = Tags()
    tags.feed(page)
    assert not {"script", "img", "b"} & set(tags.tags)
    assert "&lt;script&gt;" in page and tags.tags.count("ins") == 2  # one in the legend
    assert r"\<script\>" in text and r"\~\~not struck\~\~" in text and r"\[click\]\(javascript" in text
    assert "Endorsement 1" in text and "USD 2,000,000" in text
