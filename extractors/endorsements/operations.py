"""The operations of one endorsement: its text cut into sentences, the instructions among them, and what each brings in or strikes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extractors.endorsements.cues import any_cue, load_cues, pattern
from extractors.endorsements.parts import Part, is_header
from extractors.endorsements.targets import targets_of
from extractors.language.amounts import find_amounts
from extractors.language.headings import OPEN_END, Style
from extractors.language.numbering import markers
from extractors.language.scopes import scopes
from extractors.language.source import SourceText
from models.records import OperationKind, Target

SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[\u201c\"(]?[A-Z0-9])|(?<=[.;])\s*\n\s*")
ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Inc|Ltd|Co|Corp|St|Mr|Ms|Dr|Ed|vs|[A-Z]|[IVXL]+)\.|^\W*\d{1,3}\.|"
    r"\b(?i:sections?|items?|parts?|articles?|exclusions?|paragraphs?|clauses?|conditions?|definitions?)\s+[\w.()]{1,6}\.)$"
)
SELF = re.compile(
    r"\bthis\s+(?:exclusion|endorsement|definition|exception|limitation|paragraph|provision|section|policy|insurance)\s*$", re.IGNORECASE
)
SCOPE = re.compile(
    r"\b(?:solely|only)\s+(?:with\s+respect\s+to|in\s+respect\s+of|as\s+respects|for\s+(?:the\s+)?purposes?\s+of|for|under)\s+(?P<scope>(?:[^,;:.]|\.(?=\w)){3,120})"
    r"|\bfor\s+(?:the\s+)?purposes?\s+of\s+(?:the\s+)?(?P<purpose>(?:coverage|insuring|cover)(?:[^,;:.]|\.(?=\w)){3,150}|[A-Z](?:[^,;:.]|\.(?=\w)){3,120})"
    r"|\b(?:with\s+respect\s+to|as\s+respects|in\s+respect\s+of)\s+(?P<respect>(?:[^,;:.]|\.(?=\w)){3,120}?)\s+only\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\u201c\"](?P<words>[^\u201d\"]{1,300})[\u201d\"]")
WORDS = re.compile(r"\b(?:words?|phrases?|sentences?|references?|figures?|number)\b", re.IGNORECASE)
LEADING = re.compile(
    r"^(?:\s|[:,.;\u2013\u2014-]|in\s+(?:its|their)\s+entirety|by\b|with\b|to\s+read\b|the\s+following\b|as\s+follows\b|in\s+full\b|of\s+the\s+policy\b|thereto\b|thereof\b)+",
    re.IGNORECASE,
)
EXCLUSION = re.compile(r"\bexclusions?\b", re.IGNORECASE)
INSTEAD = re.compile(
    r"^(?:in\s+(?:its|their)\s+place|in\s+(?:lieu|place)\s+thereof|instead)\b[\s:,]*(?:the\s+following\b[^:]{0,40}:\s*)?", re.IGNORECASE
)
KINDS = {"waiting": "time", "coinsurance": "percent"}  # of amounts; other figures are money
ITSELF = re.compile(r"\bthis\s+(?:exclusion|endorsement|definition|exception|limitation|paragraph|provision)\s*$", re.IGNORECASE)
GIVES_BACK = 90  # characters within which an addition to an exclusion says that it does not apply
TAIL = 140  # characters behind a cue in which its target may stand
NAMED_PHRASE = 160  # characters before a cue in which its target stands


@dataclass(frozen=True, slots=True)
class Found:
    """An operation by its characters in the running text: the instruction, and the text that it brings in, up to `end`."""

    kind: OperationKind
    target: Target
    start: int
    said: int
    end: int
    new_text: str
    old_text: str = ""
    figure: str = ""
    amount: float | None = None
    unit: str = ""
    scope: str = "all"


@dataclass(frozen=True, slots=True)
class _Instruction:
    kind: OperationKind
    targets: tuple[Target, ...]
    start: int
    said: int  # where the cue ends
    cue: int
    leads: bool  # the cue stands before what is changed
    behind: bool = False  # what is changed is named behind the cue


def operations_of(part: Part, source: SourceText) -> list[Found]:
    """What an endorsement does, in its order."""
    units = list(_units(part, source))
    instructions = [found for start, end in units for found in _instructions(source.text, start, end)]
    if not instructions:
        instructions = [alone for start, end in units if (alone := _alone(source.text, start, end))][:1]
    if not instructions:
        return []
    last = units[-1][1] if units else part.end
    ends = [instruction.start for instruction in instructions[1:]] + [last]
    return [found for instruction, end in zip(instructions, ends, strict=True) for found in _operations(instruction, source.text, end)]


def _units(part: Part, source: SourceText) -> Iterator[tuple[int, int]]:
    """The sentences and headings of the endorsement's own text; its head, and what stands under every endorsement, are left out."""
    style = Style([line for line in source.lines if line.line.words])
    closing, text = _closing(), source.text
    start: int | None = None
    before = None
    for line in part.lines:
        said = line.line.text
        header = (
            is_header(said)
            or said.strip() == part.title
            or (part.title and said.strip() and said.strip() in part.title and line.start < part.start + 900)
        )
        ended = before is not None and _ended(before.line.text)
        parted = before is None or said.isupper() or style.gap(before, line)
        heading = parted and style.looks_like_heading(said, line) and not any_cue().search(said) and not OPEN_END.search(said)
        if start is not None and (
            header or heading or closing.match(said.strip()) or (before and ended) or (before and markers(said) and style.gap(before, line))
        ):
            yield from _sentences(text, start, before.end if before else line.start)
            start = None
        if closing.match(said.strip()) and any_cue().search(said) is None:
            before = line
            continue
        if not header and start is None:
            start = line.start
        before = line
    if start is not None:
        yield from _sentences(text, start, part.lines[-1].end)


def _ended(text: str) -> bool:
    return text.rstrip().endswith((".", ";", ":", ".\u201d", '."')) and not ABBREVIATED.search(text.rstrip())


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in SENTENCE.finditer(text, start, end):
        if not ABBREVIATED.search(text[at : match.start()]):
            yield at, match.start()
            at = match.end()
    if text[at:end].strip():
        yield at, end


def _instructions(text: str, start: int, end: int) -> Iterator[_Instruction]:
    """The instruction that a sentence is, if it names what is changed; what speaks of itself ("this exclusion does not apply") is none."""
    sentence = text[start:end]
    for kind, leads, matcher in _matchers():
        for match in matcher.finditer(sentence):
            before = sentence[: match.start()]
            if SELF.search(before) and kind in ("write_back", "delete"):
                continue
            targets = _targets(sentence, match, leads)
            if not targets or (kind == "write_back" and leads and targets[0].kind != "exclusion"):
                continue
            behind = leads or not targets_of(_without_scope(before[-NAMED_PHRASE:]))
            yield _Instruction(kind, targets, start, start + match.end(), start + match.start(), leads, behind)
            return


def _targets(sentence: str, match: re.Match[str], leads: bool) -> tuple[Target, ...]:
    before, behind = sentence[: match.start()][-NAMED_PHRASE:], sentence[match.end() :][:TAIL]
    if leads:
        return _placed(targets_of(match.group()), targets_of(_up_to_colon(behind)))
    return targets_of(_without_scope(before)) or targets_of(_up_to_colon(behind))


def _placed(called: tuple[Target, ...], place: tuple[Target, ...]) -> tuple[Target, ...]:
    """What is added, by what it is called and the place to which it is added ("the following exclusion is added to Section III.A")."""
    if called and place and place[0].numbers and place[0].kind in ("clause", called[0].kind):
        return (replace(called[0], numbers=place[0].numbers),)
    return called or place


def _without_scope(text: str) -> str:
    """A scope names what an instruction is confined to, not what it changes."""
    return SCOPE.sub("", text) if targets_of(SCOPE.sub("", text)) else ""


def _up_to_colon(text: str) -> str:
    return re.split(r":|(?<!\bNo)(?<!\b[A-Z])\.\s", text, maxsplit=1)[0]


def _alone(text: str, start: int, end: int) -> _Instruction | None:
    sentence = text[start:end]
    for kind, words in _alone_words():
        match = words.search(sentence)
        if match and not ITSELF.search(sentence[: match.start()]):
            return _Instruction(kind, (Target("policy"),), start, start, start, leads=True)
    return None


def _operations(instruction: _Instruction, text: str, end: int) -> Iterator[Found]:
    said = text[instruction.start : instruction.said]
    sentence = text[instruction.start : end]
    new = " ".join(text[instruction.said : end].split())
    new = LEADING.sub("", _behind_place(new) if instruction.behind else new)
    quoted = QUOTED.findall(sentence)
    kind = _kind(instruction, said, new)
    old = ""
    if kind in ("amend", "replace") and len(quoted) > 1 and WORDS.search(said):
        kind, old, new = "amend", quoted[0], quoted[1]
    if kind == "delete" and INSTEAD.match(new):
        kind, new = "replace", INSTEAD.sub("", new)
    if kind in ("delete", "cancel"):
        struck = QUOTED.search(said) if instruction.targets[0].kind not in ("endorsement",) else None
        old = struck["words"] if struck and WORDS.search(said) else ""
        kind = "amend" if old else kind
        new = "" if kind == "delete" or old else new
    figure = _figure(said) or ("limit" if kind == "limit" else "")
    amount = next((found.amount for found in find_amounts(new) if found.amount.kind == KINDS.get(figure, "money")), None)
    scope = SCOPE.search(sentence[: max(len(said), instruction.said - instruction.start) + TAIL])
    confined = " ".join(next(filter(None, scope.groups()), "").split()) if scope else "all"
    if kind == "amend" and not (new or old):
        return  # "Section V is amended as follows" only opens a list
    for target in instruction.targets if kind in ("delete", "write_back", "cancel") else instruction.targets[:1]:
        yield Found(
            kind, target, instruction.start, instruction.said, end, new, old, figure,
            amount.value if amount else None, amount.unit if amount else "", confined or "all",
        )  # fmt: skip


def _behind_place(new: str) -> str:
    """What is brought in where the place that it is added to is named first ("to Section III.A: ...")."""
    place, colon, text = new.partition(":")
    return text if colon and len(place) <= TAIL else new


def _kind(instruction: _Instruction, said: str, new: str) -> OperationKind:
    """What a cue means for what it is said of: a figure is changed, not amended; what is added to exclusions excludes or gives back."""
    kind, target = instruction.kind, instruction.targets[0]
    if target.kind == "endorsement":
        return "cancel" if kind in ("replace", "delete", "cancel") else kind
    if kind == "cancel":
        return "delete"
    if kind in ("amend", "add", "replace") and _is_figure(target, said, new):
        return "limit"
    if kind == "write_back":
        return "write_back" if target.kind == "exclusion" or instruction.leads else "exclude" if target.kind == "agreement" else kind
    if kind == "add" and EXCLUSION.search(said) and target.kind in ("clause", "policy"):
        return "exclude"
    if kind in ("add", "amend") and target.kind == "exclusion":
        opened = scopes(new, "carve_back")
        if (target.numbers or target.name) and opened and opened[0].start <= GIVES_BACK:
            return "write_back"
        return "exclude" if not target.numbers or kind == "add" else kind
    return kind


def _is_figure(target: Target, said: str, new: str) -> bool:
    """True where an instruction changes a figure: of the declarations, or one that it calls a limit, a retention ..."""
    figures = any(found.amount.kind in ("money", "time", "percent", "none", "included") for found in find_amounts(f"{said} {new}"))
    called = target.kind not in ("exclusion", "definition") and _figure(said)
    return figures and (target.kind == "declarations_item" or bool(called))


def _figure(said: str) -> str:
    """Which figure an instruction names, the last of several; "" where it is about wording."""
    found = {name: [match.start() for match in words.finditer(said)] for name, words in _figures().items()}
    places = {name: starts[-1] for name, starts in found.items() if starts}
    return max(places, key=lambda name: places[name]) if places else ""


@cache
def _matchers() -> tuple[tuple[OperationKind, bool, re.Pattern[str]], ...]:
    """(kind, whether the cue stands before its target, pattern), in the order in which they are tried."""
    kinds = load_cues().operation
    return (
        *((item.kind, True, pattern(item.before)) for item in kinds if item.before),
        *((item.kind, False, pattern(item.cues)) for item in kinds),
    )


@cache
def _alone_words() -> tuple[tuple[OperationKind, re.Pattern[str]], ...]:
    return tuple((kind, pattern(words)) for kind, words in load_cues().alone.items())


@cache
def _closing() -> re.Pattern[str]:
    return pattern(load_cues().closing)


@cache
def _figures() -> dict[str, re.Pattern[str]]:
    return {name: pattern(words) for name, words in load_cues().figures.items()}
