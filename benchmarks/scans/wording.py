"""What insurance papers say, in our own words: names, dates, amounts, coverages, sentences. Everything is drawn by a seeded Random."""

from __future__ import annotations

from random import Random

INSURERS = ("Quarrystone Mutual", "Larkmoor Specialty", "Penhallow Casualty", "Underhill Marine & General", "Ostrander Lines")
CLIENTS = ("Wickfield Dental Group, P.C.", "Jumeau & Sons Freight, Inc.", "Blackthorn Managed IT, LLC", "Zephyr Quay Logistics Ltd.")
STREETS = ("418 Kiln Road, Vexford, OH 44012", "77 Juniper Wharf, Quincy, MA 02169", "6 Ropewalk Lane, Millbrae, CA 94030")
MONTHS = ("January", "March", "May", "July", "August", "September", "October", "December")
COVERAGES = (
    "Privacy and network liability", "Regulatory proceedings", "Card brand assessments", "Media liability", "Breach response",
    "Business interruption", "Dependent business interruption", "System failure", "Data recovery", "Cyber extortion",
    "Fraudulent instruction", "Telephone fraud", "Reputational harm", "Bricking of hardware", "Technology errors and omissions",
)  # fmt: skip
SUBJECTS = (
    "The company", "The first named insured", "Any claim that arises out of one wrongful act", "A supplier on whom you depend",
    "Each organization shown in the schedule", "An expert whom we have approved in writing", "The amount that applies in excess of it",
)  # fmt: skip
VERBS = (
    "shall be treated as made on the day on which it was first reported", "will bear the retention before anything is paid",
    "must be told of the event within sixty (60) days", "does not include wages, overhead or the cost of betterment",
    "will be reduced by what was recovered from others", "may settle without the consent of its customers",
    "is liable only for that part of the loss which exceeds the waiting period", "keeps the records that are needed to verify the loss",
)  # fmt: skip
LIMBS = (
    "whether or not it was foreseeable;", "provided always that the computer system was under its own control;",
    "unless a senior officer knew of it before the policy began;", "but only up to the limit shown in Item 4 of the Declarations;",
    "even where the allegation is groundless, false or fraudulent;", "subject to Section III (Exclusions), paragraph B.7;",
)  # fmt: skip
HEADINGS = ("WHAT IS INSURED", "Exclusions", "Conditions", "DEFINITIONS", "Duties in the event of a claim", "Extended reporting period")


def money(draw: Random) -> str:
    """Such as "$2,500,000" or "$7,159.50"."""
    amount = draw.choice((5, 10, 25, 50, 75, 100, 150, 250, 500, 1000, 2000, 3000, 5000)) * 1000
    return draw.choice((f"${amount:,}", f"${amount:,}", f"USD {amount:,}", f"${draw.randint(1000, 98000):,}.{draw.randint(0, 99):02d}"))


def date(draw: Random) -> str:
    """Such as "03/17/2026" or "March 17, 2026"."""
    month, day, year = draw.randint(1, 12), draw.randint(1, 28), draw.randint(2024, 2028)
    return draw.choice((f"{month:02d}/{day:02d}/{year}", f"{draw.choice(MONTHS)} {day}, {year}"))


def sentence(draw: Random) -> str:
    """One sentence; one in four states an amount or a date."""
    said = f"{draw.choice(SUBJECTS)} {draw.choice(VERBS)}"
    match draw.randrange(8):
        case 0:
            return f"{said}, up to {money(draw)}."
        case 1:
            return f"{said}, from {date(draw)} on."
        case _:
            return f"{said}."


def reference(draw: Random) -> str:
    """Such as "QM-40917-B"."""
    return f"{draw.choice(('QM', 'LS', 'PC', 'TX'))}-{draw.randint(10000, 99999)}-{draw.choice('ABDEFG')}"
