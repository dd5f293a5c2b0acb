"""Quotations: verbatim words of a page, found again in PDFium's own text of that page or not used at all."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf import Page, PdfText, Word
from extractors.pdf.geometry import union
from models.records import Box, Evidence

MAX_QUOTE = 400  # characters; a longer passage is quoted from its start

_SAME = {
    "‘": "'", "’": "'", "‚": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015\u00ad\ufffe\u0002", ""),
}  # fmt: skip


def folded(text: str) -> str:
    """Text without the differences between two readings of one page: white space, hyphens, case, kinds of quotation marks."""
    text = "".join(text.split())
    for spelt, same in _SAME.items():  # most of them stand on no page: to look for each is faster than to look up every character
        text = text.replace(spelt, same)
    return text.lower()


class Citer:
    """Makes Evidence for one document. `rejected` counts the findings whose quotation was not found again on its page."""

    def __init__(self, document: str, pdf: PdfText) -> None:
        self.document = document
        self.rejected = 0
        self.begins: dict[Evidence, Word] = {}  # the word with which each quotation begins
        self._pages = {page.number: page for page in pdf.pages}
        self._texts = {page.number: folded(page.raw) for page in pdf.pages}

    def cite(self, page: int, *passages: Sequence[Word]) -> Evidence | None:
        """The quotation of the first of these runs of words that the page (1-based) holds; None, and counted, where it holds none."""
        for words in filter(None, passages):
            quoted = _shortened(words)
            quote = " ".join(word.text for word in quoted if word.text)
            key = folded(quote)
            if key and key in self._texts[page]:
                evidence = Evidence(self.document, page, _place(self._pages[page], quoted), quote)
                self.begins.setdefault(evidence, quoted[0])
                return evidence
        self.rejected += 1
        return None


def _place(page: Page, words: Sequence[Word]) -> Box:
    """The box around words on the page as shown, as far as it lies on it: type at an edge runs over."""
    width, height = (page.width, page.height) if page.turn in (0, 180) else (page.height, page.width)
    x0, top, x1, bottom = (round(value, 2) for value in page.shown(union(word.box for word in words)))
    return Box(min(max(x0, 0.0), width), min(max(top, 0.0), height), min(max(x1, 0.0), width), min(max(bottom, 0.0), height))


def _shortened(words: Sequence[Word]) -> Sequence[Word]:
    length = 0
    for index, word in enumerate(words):
        length += len(word.text) + 1
        if length > MAX_QUOTE and index:
            return words[:index]
    return words
