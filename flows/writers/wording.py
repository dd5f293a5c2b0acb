"""wording.html and wording.md: the policy in force of one offer, every clause with where it comes from, struck and added words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from flows.writers.text import readable
from flows.writers.words import DISCLAIMER
from models.amount_text import amount_text
from models.catalogue import Catalogue
from models.limits import LimitNode, limit_trees
from models.policy import place
from models.wording_in_force import ClauseInForce, Piece, WordingInForce

ACTIVE = re.compile(r"[\\`*_{}\[\]<>()#+!|~&]|^\s*(?:[-=]|\d+[.)])", re.MULTILINE)
RELATIONS = {"part_of": "part of the limit above", "in_addition": "in addition to the policy limit"}


def write_wording(wording: WordingInForce, catalogue: Catalogue, folder: Path) -> None:
    """Write both files into the existing `folder`. Text of documents is escaped in all places: it is data, whatever it says."""
    limits = [(option, limit_trees(wording.offer, option, catalogue)) for option in wording.offer.options]
    page = _template().render(
        title=_title(wording),
        wording=wording,
        limits=limits,
        struck_lines=[item for item in wording.declared if item.line.standing.struck],
        disclaimer=DISCLAIMER,
        css=files("flows.writers").joinpath("report.css").read_text(encoding="utf-8"),
    )
    (folder / "wording.html").write_text(page, encoding="utf-8", newline="\n")
    (folder / "wording.md").write_text("\n".join(_markdown(wording, limits)) + "\n", encoding="utf-8", newline="\n")


def _title(wording: WordingInForce) -> str:
    return " / ".join(filter(None, (wording.offer.folder, wording.offer.carrier))) or "offer"


def _markdown(wording: WordingInForce, limits: Sequence[tuple[str, tuple[LimitNode, ...]]]) -> Iterator[str]:
    yield f"# Policy in force: {_plain(_title(wording))}\n"
    yield "Struck words (~~so~~) are no longer in force; added words (**so**) come from an endorsement.\n"
    yield "## Endorsements\n"
    for by in wording.endorsements:
        effective = by.endorsement.effective or "date not stated"
        yield f"- {_plain(by.place)} {_plain(by.endorsement.title)}, {effective}: {_plain(by.out) or 'in force'}"
    if not wording.endorsements:
        yield "No endorsement was found among the documents."
    for option, trees in limits:
        yield f"\n## Limits{f' of option {option}' if len(limits) > 1 else ''}\n"
        yield from _branches(trees) if trees else ["No limit is stated."]
    struck = [item for item in wording.declared if item.line.standing.struck]
    if struck:
        yield "\n## Limits no longer in force\n"
        yield from (
            f"- ~~{_plain(item.line.evidence.quote)}~~ ({_plain(item.provenance)}; {_plain(item.line.standing.struck)})" for item in struck
        )
    for form in wording.forms:
        yield f"\n## {_plain(form.title)}\n"
        yield from map(_clause, form.clauses)
    if not wording.forms:
        yield "\nNo policy form is among the documents that were read."
    if wording.unplaced:
        yield "\n## What endorsements say beside the clauses of a form\n"
        yield from map(_clause, wording.unplaced)


def _branches(nodes: Sequence[LimitNode], level: int = 0) -> Iterator[str]:
    for node in nodes:
        yield f"{'  ' * level}- {_plain(node.name)}: {node_text(node)} ({_plain(place(node.evidence))})"
        yield from _branches(node.parts, level + 1)


def _clause(clause: ClauseInForce) -> str:
    """A clause as a quoted paragraph, the deeper the further in, with its source at the end."""
    return f"{'> ' * min(clause.level, 6)}{' '.join(map(_piece, clause.pieces))} *[{_plain(clause.provenance)}]*\n"


def _piece(piece: Piece) -> str:
    text = _plain(piece.text)
    by = f" *[{_plain(piece.by)}]*" if piece.by else ""
    return {"struck": f"~~{text}~~{by}", "added": f"**{text}**{by}", "note": f"*{text}*"}.get(piece.mark, text)


def _plain(text: str) -> str:
    """Text of a document as Markdown that shows it and does nothing."""
    one_line = " ".join(readable(text).split())
    return ACTIVE.sub(lambda match: re.sub(r"([^\s\w])", r"\\\1", match.group()), one_line)


def node_text(node: LimitNode) -> str:
    """The figures of a limit as a broker writes them."""
    parts = [amount_text(node.amount, node.unit) if node.amount is not None else "shares the limit above", node.basis.replace("_", " ")]
    parts += [RELATIONS.get(node.relation, "")]
    parts += [f"in excess of {amount_text(node.attachment, node.unit)}"] if node.attachment is not None else []
    parts += [f"retention {amount_text(node.retention, node.unit if node.unit.isupper() else '')}"] if node.retention is not None else []
    parts += [f"waiting {amount_text(node.waiting_hours, 'hours')}"] if node.waiting_hours is not None else []
    parts += [f"insured bears {amount_text(node.coinsurance_pct, 'percent')}"] if node.coinsurance_pct is not None else []
    parts += [f"defense costs {node.defence} the limit"] if node.defence else []
    return ", ".join(filter(None, parts))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown)
    environment.globals |= {"place": place, "node_text": node_text}
    return environment.from_string(files("flows.writers").joinpath("wording.html").read_text(encoding="utf-8"))


def _shown(value: object) -> object:
    return readable(value) if type(value) is str else value
