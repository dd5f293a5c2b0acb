"""Numbers, headings and paragraphs -> clauses with role, path and heading."""

from __future__ import annotations

import pytest

from extractors.language.roles import confines, heading_role
from tests.layout import wording_of

HEADINGS = [
    ("INSURING AGREEMENTS", "insuring_agreement"),
    ("III. EXCLUSIONS", "exclusion"),
    ("EXCLUSIONS RELATING TO ALL INSURING CLAUSES", "exclusion"),  # what it begins with decides
    ("What we will not pay for", "exclusion"),
    ("Words with special meaning", "definition"),
    ("How much we will pay", "limit"),
    ("General conditions", "condition"),
    ("INSURING AGREEMENT, DEFENSE AND SETTLEMENT", "insuring_agreement"),
    ("Regulatory defense and penalties", None),  # names an agreement, opens no section
    ("OTHER MATTERS AFFECTING COVERAGE", "condition"),
    ("Prior notice", None),
    ("WHAT WE DON'T COVER", "exclusion"),
    ("Exclusions of this Coverage Part", "exclusion"),
    ("What we won’t pay", "exclusion"),
    ("Content", None),  # an agreement; "Contents" lists the parts of the document
]


@pytest.mark.parametrize(("heading", "role"), HEADINGS)
def test_section_headings(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


NUMBERED = """
# I. INSURING AGREEMENTS
A. Breach Response
    We will pay breach costs that you incur because of a data breach that
    you discover in the policy period.
B. Cyber Extortion
    We will pay extortion costs.

# II. EXCLUSIONS
We will not pay any loss based upon or arising out of:
A. war, invasion or insurrection;
B. bodily injury. This exclusion does not apply:
    1. to mental anguish from a privacy breach; or
    2. to data.
C. any patent.
"""


DIVIDED = """
# SURPLUS LINES NOTICE
Some words about the tax that is due on this contract.
# SECTION I. INSURING AGREEMENTS
Cover is afforded where a limit is shown.
# LIABILITY COVERAGES
A. Privacy Liability. We will pay damages that you must pay.
# CYBERCRIME
B. Funds Transfer. We will pay for money that is stolen from you.
# SECTION II. EXCLUSIONS
1. War. We will not pay for war.
"""


@pytest.mark.parametrize(
    ("heading", "confined"),
    [
        ("With respect to Insuring Agreements A and B only", True),
        ("B. With respect to Insuring Agreement C", True),
        ("(2) Applicable to Insuring Agreement D only", True),
        ("As respects all Insuring Agreements", True),
        ("IV. In respect of Section 2", True),
        ("Insuring Agreements", False),
        ("A. Applications and proposals", False),
    ],
)
def test_headings_that_say_what_a_part_is_about(heading: str, confined: bool) -> None:
    assert confines(heading) is confined


def test_headings_divide_a_section_without_ending_it() -> None:
    roles = {view.outline.heading: (view.role, view.outline.path) for view in wording_of(DIVIDED).views}
    assert roles["Privacy Liability"] == ("insuring_agreement", "SECTION I.A")
    assert roles["Funds Transfer"] == ("insuring_agreement", "SECTION I.B")
    assert roles["War"] == ("exclusion", "SECTION II.1")


BOOKLET = """
# About the policy
Some words about how it is read.

#14 Section 1: Loss of income

# What we will pay
We will pay the income that you lose because of:

(a) an attack on your systems; or

(b) an attack on a supplier.

# What we will not pay
We will not pay for planned downtime.

#14 Section 2: Theft

# Being tricked
We will pay for money that you send to an impostor.
"""


def test_a_named_section_in_larger_type_closes_the_heads_of_the_section_before() -> None:
    views = wording_of(BOOKLET).views
    roles = {view.outline.heading: view.role for view in views if view.outline.heading}
    assert roles["Being tricked"] == "insuring_agreement"
    assert roles["Theft"] == "other"
    item = next(view for view in views if view.text.startswith("(b)"))
    parents = [views[item.outline.parent].outline.heading, views[views[item.outline.parent].outline.parent].outline.heading]
    assert parents == ["What we will pay", "Loss of income"]


LETTERED = """
# SECTION I. INSURING AGREEMENTS
A.1 **Performance.** The Company will pay loss because of a mistake.
A.2 **Company** shall pay loss because of lost data.

# SECTION II. EXCLUSIONS
B.1 **Wars.** arising out of war.
"""


def test_clauses_numbered_by_a_letter_and_a_figure() -> None:
    found = {view.outline.label: (view.outline.path, view.outline.heading) for view in wording_of(LETTERED).views if view.outline.label}
    assert found["A.1"] == ("SECTION I.A.1", "Performance")
    assert found["A.2"] == ("SECTION I.A.2", "")  # a defined term in bold type, which the sentence goes on from
    assert found["B.1"] == ("SECTION II.B.1", "Wars")


PROMISING = """
# Part 1. If someone makes a claim against you
1.1 Mistakes. We will pay damages because of a mistake in your work.
1.2 Data. We will pay damages because of lost data.
1.3 Regulators. When an authority asks questions the cost of answers is met.

# Part 2. If you have a claim
2.1 Tell us within sixty days.
2.2 Help us. We will pay for the time of your witnesses.
2.3 Admit nothing.
"""


def test_a_part_of_which_most_clauses_promise_to_pay_holds_agreements() -> None:
    roles = {view.outline.label: view.role for view in wording_of(PROMISING).views}
    assert [roles[label] for label in ("1.1", "1.2", "1.3")] == ["insuring_agreement"] * 3
    assert [roles[label] for label in ("2.1", "2.2", "2.3")] == ["condition"] * 3


DEFINED = """
# DEFINITIONS
**Claim** means a written demand for money that someone makes of you.
**Loss** means damages, and it does not include fines.
ACT means an error in what you do for others. The word
Act is used in this sense everywhere.
"""


def test_definitions_without_space_between_them_are_clauses_of_their_own() -> None:
    texts = [view.text.split(" means")[0] for view in wording_of(DEFINED).views]
    assert texts == ["DEFINITIONS", "Claim", "Loss", "ACT"]


def test_clauses_have_path_role_and_heading() -> None:
    found = [(view.outline.path, view.role, view.outline.heading) for view in wording_of(NUMBERED).views]
    assert found == [
        ("I", "insuring_agreement", "INSURING AGREEMENTS"),
        ("I.A", "insuring_agreement", "Breach Response"),
        ("I.B", "insuring_agreement", "Cyber Extortion"),
        ("II", "exclusion", "EXCLUSIONS"),
        ("II.A", "exclusion", ""),
        ("II.B", "exclusion", ""),
        ("II.B.1", "exclusion", ""),
        ("II.B.2", "exclusion", ""),
        ("II.C", "exclusion", ""),
    ]


def test_the_words_that_open_a_list_belong_to_each_item() -> None:
    wording = wording_of(NUMBERED)
    by_path = {view.outline.path: wording.lead_ins[view.index] for view in wording.views}
    assert "based upon or arising out of" in by_path["II.C"]
    assert by_path["II.B.2"].endswith("This exclusion does not apply:")


def test_a_clause_goes_on_over_the_page_break() -> None:
    wording = wording_of(
        "# EXCLUSIONS\nA. loss from war, except that this exclusion does not", "apply to cyber terrorism.\nB. nuclear risks."
    )
    assert [view.outline.path for view in wording.views] == ["", "A", "B"]
    assert wording.views[1].text.endswith("cyber terrorism.")


def test_an_endorsements_instruction_opens_the_section_that_it_names() -> None:
    wording = wording_of(
        "# Managed Services Endorsement\n1. Exclusions, paragraph 3, is deleted and replaced by:\n"
        "    any claim arising out of managed services.\n"
        "2. Definitions, Computer System, is amended to read as follows:\n    systems that you operate."
    )
    assert [(view.outline.label, view.role) for view in wording.views] == [("", "other"), ("1", "exclusion"), ("2", "definition")]


def test_definitions_without_numbers() -> None:
    wording = wording_of(
        "# DEFINITIONS\n**Breach** **Costs** means:\n1. fees of a lawyer; and\n2. costs of letters.\n"
        "\n**Claim** means a demand for money.\n\n**Claim** will not include a criminal proceeding."
    )
    assert list(wording.definitions) == ["Breach Costs", "Claim"]
    letters = next(view for view in wording.views if "letters" in view.text)
    assert wording.defined_term_of(letters) == "Breach Costs"


def test_a_definition_is_reached_from_the_agreement_that_pays_it() -> None:
    wording = wording_of(
        "# INSURING AGREEMENTS\n**A.** **Response**\nWe will pay Breach Costs.\n\n# DEFINITIONS\n"
        "**Breach** **Costs** means the fees of a lawyer.\n\n**Bricking** **Loss** means the price of hardware."
    )
    assert wording.reachable_terms() == {"Breach Costs"}
