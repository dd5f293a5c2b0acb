"""Pages in, one spaCy Doc out: sections, clauses, amounts, dates and defined terms as spans that can be followed to the page."""
