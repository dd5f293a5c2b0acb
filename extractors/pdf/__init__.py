"""PDF in, words with boxes out."""

from extractors.pdf.layout import Line, Page, PdfText, Table, Word
from extractors.pdf.reader import read_pdf
from extractors.pdf.tables import with_tables

__all__ = ["Line", "Page", "PdfText", "Table", "Word", "read_pdf", "with_tables"]
