"""PDF in, words with boxes out."""

from extractors.pdf.layout import Line, Page, Table, Word
from extractors.pdf.reader import PdfText, read_pdf

__all__ = ["Line", "Page", "PdfText", "Table", "Word", "read_pdf"]
