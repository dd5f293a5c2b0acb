"""What exclusions give back: of what, how far, and which coverages; where it stands with them and where it stands elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.carve_backs import effect_of
from extractors.clauses import labelled_clauses
from extractors.exclusions import find_takings
from extractors.standing import placed
from extractors.write_backs import find_write_backs
from models.catalogue import load_catalogue
from models.records import CarveBack, CarveBackEffect, Document, Reading
from models.write_backs import with_write_backs
from tests.layout import wording_of


def given_back(text: str, exclusion: str) -> tuple[CarveBack, ...]:
    found = {taking.exclusion: taking for taking in find_takings(wording_of(text), load_catalogue())}
    return found[exclusion].carve_backs


PAIRS = [
    (
        "A. any pollution. However, this exclusion does not apply to smoke from a fire.",
        "pollution_nuclear",
        [("any pollution.", "However, this exclusion does not apply to smoke from a fire.")],
    ),
    (
        "A. infringement of a patent; or of a copyright, other than in advertising.",
        "ip_patent_trade_secret",
        [("infringement of a patent", None), ("or of a copyright", "other than in advertising.")],
    ),
    (
        "A. bodily injury or property damage. Data is not tangible property.",
        "bi_pd",
        [("bodily injury or property damage.", "Data is not tangible property.")],
    ),
    (
        "A. liability assumed under a contract. This exclusion does not reach:\n"
        "    1. liability that would exist without it; or\n    2. a promise of confidence.",
        "contractual_liability",
        [(
            "liability assumed under a contract.",
            "This exclusion does not reach: 1. liability that would exist without it; or 2. a promise of confidence.",
        )],
    ),
    (
        "A. failure of satellites or power that are not under the Insured's operational control.",
        "infrastructure_failure",
        [("failure of satellites or power that are", "not under the Insured's operational control.")],
    ),
    ("A. pollution, however it was caused.", "pollution_nuclear", []),
    ("A. any fraud. Exclusion B does not apply to fraud.\nB. any patent.", "fraud_dishonesty", []),  # another exclusion is meant
]  # fmt: skip


@pytest.mark.parametrize(("text", "exclusion", "pairs"), PAIRS)
def test_what_is_excluded_and_what_of_it_restored(text: str, exclusion: str, pairs: list[tuple[str, str | None]]) -> None:
    found = given_back(f"# EXCLUSIONS\nWe will not pay loss arising out of:\n{text}", exclusion)
    expected = [(excluded, restored) for excluded, restored in pairs if restored]
    assert [restored for _, restored in expected] == [carve_back.restored for carve_back in found]
    assert all(carve_back.excluded.endswith(excluded) for carve_back, (excluded, _) in zip(found, expected, strict=True))


def test_what_a_restriction_asks_for_gives_nothing_back() -> None:
    text = (
        "# INSURING AGREEMENTS\nA. Social engineering\n    We will pay for money that you send on a false instruction. "
        "We have no duty to pay unless you had verified the instruction by calling back a known telephone number."
    )
    assert given_back(text, "callback_verification") == ()


EFFECTS: list[tuple[str, CarveBackEffect]] = [
    ("This exclusion does not apply to hackers.", "restored"),
    ("unless the device was encrypted.", "conditional"),
    ("but only if the patch was less than a month old.", "conditional"),
    ("until a final adjudication.", "conditional"),
    ("unless you would have been liable without the contract, that is in the absence of it.", "restored"),  # a measure, no condition
    ("we will nonetheless pay claim expenses.", "defence_only"),
    ("we will pay defense costs, but no damages.", "defence_only"),
    ("we will pay damages and claim expenses.", "restored"),
]


@pytest.mark.parametrize(("restored", "effect"), EFFECTS)
def test_how_much_a_carve_back_gives_back(restored: str, effect: CarveBackEffect) -> None:
    assert effect_of(restored) == effect


RESTORES = [
    ("This exclusion does not apply to Insuring Agreement B.", ("cyber_extortion",)),
    ("This exclusion does not apply to cyber extortion.", ("cyber_extortion",)),
    ("This exclusion does not apply to client systems.", ("network_security_liability.client_systems", "privacy_liability.client_systems")),
    ("This exclusion does not apply to smoke.", ()),
]
AGREEMENTS = (
    "# INSURING AGREEMENTS\nA. Media Liability\n    We will pay damages for libel.\nB. Cyber Extortion\n    We will pay a ransom.\n\n"
)


@pytest.mark.parametrize(("said", "restores"), RESTORES)
def test_the_coverages_and_facets_that_a_carve_back_names(said: str, restores: tuple[str, ...]) -> None:
    (carve_back,) = given_back(
        f"{AGREEMENTS}# EXCLUSIONS\nWe will not pay loss arising out of:\nA. any pollution. {said}", "pollution_nuclear"
    )
    assert carve_back.restores == restores


EXCLUSIONS = "# I. EXCLUSIONS\nWe will not pay loss arising out of:\nA. any pollution.\nB. any patent.\n\n"
EXCLUDED = ("pollution_nuclear", "ip_patent_trade_secret")
WRITTEN_BACK = [
    ("Exclusion A does not apply to smoke.", {"pollution_nuclear"}),
    ("Exclusions A and B shall not apply to claim expenses.", {"pollution_nuclear", "ip_patent_trade_secret"}),
    ("Notwithstanding Exclusion I.B, we will pay for the defence of such claims.", {"ip_patent_trade_secret"}),
    ("Notwithstanding Exclusion I.B, we will not pay for patents bought.", set()),
    ("Clause 3 is subject to Exclusion A, and does not apply to smoke.", set()),  # the clause is what does not apply
    ("Exclusion A is deleted and replaced with the following.", set()),
]


@pytest.mark.parametrize(("said", "written_back"), WRITTEN_BACK)
def test_a_write_back_is_a_carve_back_of_the_exclusion_that_it_names(said: str, written_back: set[str]) -> None:
    wording = wording_of(f"{EXCLUSIONS}# II. CONDITIONS\n1. {said}")
    takings = find_takings(wording, load_catalogue())
    given = {taking.exclusion: taking.carve_backs for taking in takings if taking.exclusion in EXCLUDED and taking.carve_backs}
    assert set(given) == written_back
    assert all(carve_back.evidence and said in carve_back.evidence.quote for carve_backs in given.values() for carve_back in carve_backs)


def offered(form: str, rider: str) -> tuple[Reading, Reading]:
    """The readings of a policy form and of an endorsement to it."""
    catalogue, wording = load_catalogue(), wording_of(form)
    reading = Reading(Document("form.pdf", "offer", "", type="policy_form"), clauses=labelled_clauses(wording))
    written = find_write_backs(wording_of(rider), catalogue)
    return (
        placed(replace(reading, takings=find_takings(wording, catalogue)), wording, ()),
        Reading(Document("rider.pdf", "offer", "", type="endorsement"), write_backs=tuple(one.write_back for one in written)),
    )


def test_an_endorsement_gives_back_what_an_exclusion_of_the_form_takes() -> None:
    form, rider = offered(EXCLUSIONS, "# ENDORSEMENT NO. 1\nIt is agreed that Exclusion I.B is waived for claims by clients.")
    read = {taking.exclusion: taking for taking in with_write_backs([form, rider])[0].takings}
    assert [carve_back.excluded for carve_back in read["ip_patent_trade_secret"].carve_backs] == ["B. any patent."]
    assert read["pollution_nuclear"].carve_backs == ()
    assert with_write_backs([form, replace(rider, write_backs=())])[0] == form


def test_numbers_name_the_exclusion_that_bears_them_highest_in_the_outline() -> None:
    form, rider = offered(
        "# IV. EXCLUSIONS\nWe will not pay loss arising out of:\n1. hostilities:\n    (1) invasion;\n    (2) war.\n2. any pollution.",
        "# ENDORSEMENT\nExclusion 2 does not apply to smoke.",
    )
    (read, _) = with_write_backs([form, rider])
    assert [taking.exclusion for taking in read.takings if taking.carve_backs] == ["pollution_nuclear"]
