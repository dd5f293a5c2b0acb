"""Policy forms in words of their own, of as many pages as wanted, each page as dense as print gets; the same for the same draw."""

from __future__ import annotations

from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from benchmarks.laid_out.wording import OBJECTS, heading, sentence

CONSIDERATION = "In consideration of the premium, and subject to the terms of this policy, we agree with you as follows."
SECTIONS = {  # and how each of their paragraphs begins
    "Insuring agreements": "We will pay",
    "Exclusions": "This policy does not apply to any claim arising out of",
    "Definitions": "Loss means",
}
SENTENCES = 2  # of a paragraph, besides its first: a page has some 500 words


def write_form(path: Path, pages: int, draw: Random) -> None:
    """A policy form: a title, then sections of agreements, exclusions and definitions, other ones on every page."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Cyber Insurance Policy", styles["Title"]), Paragraph(CONSIDERATION, styles["Normal"])]
    for page in range(pages):
        if page:
            story.append(PageBreak())
        for section, lead in SECTIONS.items():
            story.append(Paragraph(f"{section}, part {page + 1}: {heading(draw)}", styles["Heading2"]))
            for letter in "abc":
                text = " ".join(sentence(draw) for _ in range(SENTENCES))
                story.append(Paragraph(escape(f"({letter}) {lead} {draw.choice(OBJECTS)}. {text}"), styles["Normal"]))
    SimpleDocTemplate(str(path), invariant=1).build(story)
