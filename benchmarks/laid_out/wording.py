"""Sentences in the manner of insurance forms, assembled from parts. None is taken from a form."""

from __future__ import annotations

from random import Random

OPENINGS = (
    "Subject to the limit shown in the schedule", "After the retention has been borne", "During the policy period",
    "Where an outage lasts longer than the waiting period", "If a supplier fails", "With our prior consent",
    "From the first hour of the event",
    "In the ninety days that follow", "Whether or not a claim is made", "Apart from the costs named above", "On the terms of this section",
    "As soon as practicable", "Without regard to fault", "Within the aggregate of this part", "Save where this form says otherwise",
    "For each event reported in time", "Upon written notice", "At our own expense",
)  # fmt: skip
SUBJECTS = (
    "the insurer", "we", "the named insured", "each covered organisation", "the response team", "an appointed adviser", "the panel firm",
    "any subsidiary", "the broker of record", "a joint venture", "the data controller", "the payment processor", "your service provider",
    "the continuing business", "an outside auditor", "the loss adjuster",
)  # fmt: skip
VERBS = (
    "will pay", "shall reimburse", "agrees to bear", "may recover", "must report", "has to document", "need not advance", "will indemnify",
    "is to keep a record of", "shall not settle", "may audit", "undertakes to restore", "will replace", "bears its own share of",
)  # fmt: skip
OBJECTS = (
    "reasonable expenses of restoring lost files", "income lost while systems stood still", "the fees of a forensic examiner",
    "sums demanded under threat of disclosure", "fines that the law allows to be insured", "the cost of notices to affected persons",
    "damages for errors in technology services", "contractual penalties owed to a customer", "money sent on a forged instruction",
    "hardware that no longer works after an attack", "the charges of a call centre", "assessments by a card brand",
    "loss of reputation in the trade", "the price of credit monitoring", "an award made by a tribunal", "wages paid to extra staff",
    "rent for temporary premises", "defence costs in a regulatory inquiry", "a shortfall in expected turnover", "voluntary shutdown costs",
)  # fmt: skip
TAILS = (
    "up to ${amount},000 for each event", "less a retention of ${amount},000", "for no longer than {number} days",
    "provided that notice is given within {number} days", "except as stated in endorsement {number}", "even where the act was malicious",
    "unless the insured knew of the fault before {year}", "whichever is the later", "as shown in item {number} of the schedule",
    "in the proportion that the limit bears to the loss", "but not the cost of betterment", "together with interest at {number} percent",
    "at the rate agreed in writing", "in excess of any other insurance", "to the extent that it was foreseeable",
    "once the system has been restored", "on the first day of {year}", "",
)  # fmt: skip
HEADINGS = (
    "Loss of income", "Duties after an event", "Extortion and ransom", "Restoring of data", "Liability for technology services",
    "Costs of a response", "What this part does not pay", "Other insurance", "Meaning of words", "Cancellation", "Territory and law",
    "Retention and waiting period", "Fraudulent instructions", "Notice of circumstances", "Transfer of rights", "Dependent systems",
)  # fmt: skip
CELLS = (
    "Ransom demands", "Lost income", "Card assessments", "Privacy suits", "Forged instructions", "Ruined hardware", "Notice costs",
    "Forensic work", "Regulatory inquiry", "Supplier outage", "Media offences", "Technology errors", "Harm to name", "Call centre",
)  # fmt: skip
LONGEST_PARAGRAPH = 5  # sentences


def sentence(draw: Random) -> str:
    """One sentence with a full stop; about one in three has no opening."""
    opening = f"{draw.choice(OPENINGS)}, " if draw.random() < 0.66 else ""
    tail = draw.choice(TAILS).format(
        amount=draw.choice((5, 10, 25, 50, 100, 250, 500)), number=draw.randint(2, 90), year=draw.randint(2012, 2027)
    )
    body = f"{opening}{draw.choice(SUBJECTS)} {draw.choice(VERBS)} {draw.choice(OBJECTS)} {tail}".strip()
    return body[0].upper() + body[1:] + "."


def paragraph(draw: Random, sentences: int = 0) -> str:
    """So many sentences, or one to LONGEST_PARAGRAPH, now and then with bold words in them."""
    texts = [sentence(draw) for _ in range(sentences or draw.randint(1, LONGEST_PARAGRAPH))]
    if draw.random() < 0.3:
        first, *others = texts[0].split(" ")
        at = draw.randrange(len(others) - 1)
        texts[0] = " ".join([first, *others[:at], f"**{others[at].rstrip('.,')}**", *others[at + 1 :]])
    return " ".join(texts)


def heading(draw: Random) -> str:
    return draw.choice(HEADINGS)


def row(draw: Random, columns: int) -> tuple[str, ...]:
    """A row of a schedule: a label, then amounts."""
    return (draw.choice(CELLS), *(f"${draw.choice((25, 50, 100, 250, 500, 750))},000" for _ in range(columns - 1)))
