"""Wordings -> the coverages that they say are not paid."""

from __future__ import annotations

import pytest

from extractors.denials import find_denials
from models.catalogue import load_catalogue
from tests.layout import wording_of

DENIED = [
    # an exclusion in words of its own
    ("# EXCLUSIONS\n1. A drop in sales because the press wrote ill of you, or loss of goodwill of any sort.", {"reputational_harm"}),
    ("# EXCLUSIONS\n1. Sums a debtor never paid you because somebody sent him a falsified invoice.", {"invoice_manipulation"}),
    ("# WHAT WE WILL NOT PAY\n• Phone charges run up by unauthorized use of your switchboard.", {"utility_fraud"}),
    ("# EXCLUSIONS\n1. Theft by staff of property that belongs to a customer.", {"client_funds_property"}),
    ("# EXCLUSIONS\n1. The outage of a vendor that comes from a mere error of the vendor.", {"dbi_system_failure"}),
    ("# EXCLUSIONS\n1. The replacement of any device that no longer works.", {"hardware_bricking"}),
    # by its name
    ("# EXCLUSIONS\n1. Cover for social engineering fraud, however it comes about.", {"social_engineering"}),
    # what a definition or an agreement leaves out
    (
        "# DEFINITIONS\n**Response** **Costs** means lawyers' fees. It does not include notifying individuals on behalf of a customer.",
        {"notify_on_behalf"},
    ),
    (
        "# INSURING AGREEMENTS\nA. Income\n    We pay income lost to an attack. We will not pay for an outage due to operator error.",
        {"bi_system_failure"},
    ),
]


@pytest.mark.parametrize(("text", "denied"), DENIED)
def test_what_a_wording_denies(text: str, denied: set[str]) -> None:
    found = find_denials(wording_of(text), load_catalogue())
    assert denied <= {denial.coverage for denial in found}
    assert all(denial.evidence.quote and 0 < denial.confidence < 1 for denial in found)


NOT_DENIED = [
    # a carve-back gives back, and what is given back is not denied
    (
        "# EXCLUSIONS\n1. Harm to persons; but this exclusion does not apply to a loss of goodwill or of customers after an attack.",
        "reputational_harm",
    ),
    (
        "# INSURING AGREEMENTS\nA. Claims\n    We will pay damages. "
        "This exclusion shall not apply to a claim for disclosure of private information.",
        "privacy_liability",
    ),
    ("# INSURING AGREEMENTS\nA. Goodwill\n    We will pay income lost through adverse publicity.", "reputational_harm"),
    ("# DEFINITIONS\n**Vendor** means a supplier whose failure or outage stops your work.", "dbi_system_failure"),
    ("# EXCLUSIONS\n1. The failure of power, gas or water.", "dbi_system_failure"),
    ("# EXCLUSIONS\n1. Loss of money by trading in shares.", "client_funds_property"),
]


@pytest.mark.parametrize(("text", "coverage"), NOT_DENIED)
def test_what_denies_nothing(text: str, coverage: str) -> None:
    assert coverage not in {denial.coverage for denial in find_denials(wording_of(text), load_catalogue())}
