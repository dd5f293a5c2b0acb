"""How one quote writes: the labels that it chose, its amounts and its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from benchmarks.quotes_drawn import words
from benchmarks.quotes_drawn.model import Quote, Stated

NUMBERS = ("1", "2", "3", "4", "a", "b", "c", "d", "i", "ii", "iii", "iv")


class Writing:
    """One way of writing for a whole quote. `used` keeps each label that was written, with what it stands for."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._labels = {term: random.choice(labels) for term, labels in words.TERMS.items()}
        self._heads = {role: random.choice(heads) for role, heads in words.HEADS.items()}
        self._money = random.choice(("${:,}", "${:,}", "USD {:,}", "${:,}", "US$ {:,}", "short"))
        self._date = random.choice(("%m/%d/%Y", "%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%b %d, %Y"))
        self._to = random.choice(("{} to {}", "From {} to {}", "{} – {}", "{} until {}"))
        self._refused = random.sample(words.REFUSED, 2)
        self._included = random.choice(words.INCLUDED)
        self._hours = random.choice(("{} hours", "{} hrs", "{}-hour waiting period", "{} Hours"))
        self.used: list[str] = []

    def term(self, term: str) -> str:
        """The label of a term."""
        return self._use(self._labels[term])

    def head(self, role: str) -> str:
        """What stands over a column."""
        return self._use(self._heads[role])

    def label(self, label: str) -> str:
        """A label that the content chose itself: of a coverage, a fee or an option."""
        return self._use(label)

    def _use(self, label: str) -> str:
        self.used.append(label)
        return label

    def money(self, amount: float) -> str:
        if self._money == "short":
            return _short(amount)
        return self._money.format(int(amount)) if amount == int(amount) else self._money.replace("{:,}", "{:,.2f}").format(amount)

    def date(self, date: dt.date) -> str:
        return date.strftime(self._date)

    def period(self, quote: Quote) -> str:
        return self._to.format(self.date(quote.begins), self.date(quote.ends))

    def retro(self, retro: dt.date | str) -> str:
        return self.date(retro) if isinstance(retro, dt.date) else retro.capitalize() if retro.islower() else retro

    def limit(self, stated: Stated, basis: str = "") -> str:
        if stated.position == "refused":
            return self._random.choice(self._refused)
        if stated.limit is None:
            return self._included
        return f"{self.money(stated.limit)} {basis}".strip()

    def retention(self, stated: Stated, policy: int | None) -> str:
        """What is borne, in money: "" where the coverage is refused."""
        if stated.position == "refused" or stated.retention is None:
            return self._random.choice(("", "–", "N/A"))
        if stated.retention == policy and self._random.random() < 0.1:
            return self._random.choice(("As policy", "Policy retention"))
        return self.money(stated.retention) if stated.retention else self._random.choice(("Nil", "None", "$0"))

    def hours(self, stated: Stated) -> str:
        return self._hours.format(stated.hours) if stated.hours is not None and stated.position != "refused" else ""

    def share(self, stated: Stated) -> str:
        return f"{stated.share}%" if stated.share is not None and stated.position != "refused" else ""

    def pick(self, choices: Sequence[str]) -> str:
        return self._random.choice(choices)


def _short(amount: float) -> str:
    if amount >= 1_000_000 and amount % 100_000 == 0:
        return f"${amount / 1_000_000:g}M"
    if amount >= 10_000 and amount % 1000 == 0:
        return f"${amount / 1000:g}K"
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def unnumbered(label: str) -> str:
    """A label as lists have it: in lower case, and of "Option 2" what stands before the number."""
    words = label.lower().replace("&", "and").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in NUMBERS else words)
