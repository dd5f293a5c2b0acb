"""The shape of each catalogue entry. Unknown keys and malformed cues are errors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.catalogue.cues import parse_cue
from models.records import DocumentType, Severity, Size, Tier


def _checked_cue(text: str) -> str:
    parse_cue(text)
    return text


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
CueText = Annotated[str, AfterValidator(_checked_cue)]
Group = Literal["third_party", "first_party", "crime", "services"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sense(Entry):
    """Names that one carrier gives to this coverage and another to its neighbour; `cues` tell that an agreement so named means this one."""

    names: tuple[str, ...]
    cues: tuple[CueText, ...]


class Coverage(Entry):
    """A recommended coverage.

    `aliases` are names as they stand in headings, schedules and quotes; `grants` are cues for the wording of an insuring
    agreement (or a definition of covered costs) that pays it, `denials` for what says that it is not paid; `lines` are
    cues for names that a schedule's line gives it, and `joined` the coverages that such a line names too where it says one of
    these words; `facets` are tested separately.
    """

    id: Identifier
    name: str
    group: Group
    pays: str
    why: str
    tier_seed: dict[Size, Tier]
    tier_broker: dict[Size, Tier]
    aliases: tuple[str, ...]
    grants: tuple[CueText, ...] = ()
    denials: tuple[CueText, ...] = ()
    lines: tuple[CueText, ...] = ()
    joined: dict[Identifier, tuple[str, ...]] = {}
    facets: dict[Identifier, tuple[CueText, ...]] = {}
    sense: Sense | None = None


class Exclusion(Entry):
    """An exclusion, or a restriction that works like one.

    `headings` are names as they stand over the clause; `cues` hold inside an exclusions section, `anywhere` also in
    definitions, conditions and agreements; `erodes` are coverage ids, "group:<group>" or "*".
    """

    id: Identifier
    name: str
    kind: Literal["exclusion", "restriction"]
    severity: Severity
    erodes: tuple[str, ...]
    headings: tuple[str, ...] = ()
    cues: tuple[CueText, ...] = ()
    anywhere: tuple[CueText, ...] = ()


class TermEntry(Entry):
    """A term to extract. `labels` are what stands beside or over the value; `cues` find it in the wording of a form.

    `per_coverage` terms are stated for single coverages too; `values` maps a value to the cues that mean it. Where `defined`
    names terms, the cues hold only in the definition of one of them, read as a whole; `left_out` are cues for what such a
    definition leaves out ("does not include ..."). `carved` names an exclusion: the values are read from what it gives back.
    `sentence` where a value's cue must hold within a sentence, or two that follow each other, and the first value in the order wins;
    of periods so read the longest.
    `subject` are cues for what is spoken of: yes where it is covered or given back, no where it is excluded.
    """

    id: Identifier
    name: str
    kind: Literal["money", "hours", "days", "percent", "date", "period", "name", "reference", "choice", "text", "yes"]
    labels: tuple[str, ...] = ()
    per_coverage: bool = False
    values: dict[str, tuple[CueText, ...]] = {}
    cues: tuple[CueText, ...] = ()
    defined: tuple[str, ...] = ()
    left_out: dict[str, tuple[CueText, ...]] = {}
    carved: str = ""
    sentence: bool = False
    subject: tuple[CueText, ...] = ()


class Carrier(Entry):
    """A carrier's brand, with the companies that issue its paper and the product names that give it away."""

    brand: str
    companies: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


class DocumentKind(Entry):
    """A kind of document. `titles` are phrases of its first page's title, `cues` of its text; `evidence` says if it can evidence cover."""

    type: DocumentType
    name: str
    evidence: bool
    titles: tuple[str, ...] = ()
    cues: tuple[CueText, ...] = ()


class Line(Entry):
    """A line of insurance. `words` are what its documents are full of; only `compared` lines are evidence in a comparison."""

    id: Identifier
    name: str
    compared: bool
    words: tuple[str, ...]


class ClientProfile(Entry):
    """A size band of client: revenue (USD) and staff below which it ends, and the limit (USD) that its peers buy."""

    size: Size
    name: str
    revenue_below: float | None = None
    staff_below: int | None = None
    benchmark_limit: float
    note: str
