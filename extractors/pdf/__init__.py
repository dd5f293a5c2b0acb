"""PDF in, words with boxes out."""

from extractors.pdf.layout import Line, Page, PdfText, Table, TableCell, Word
from extractors.pdf.reader import read_pdf
from extractors.pdf.tables import with_tables

__all__ = ["Line", "Page", "PdfText", "Table", "TableCell", "Word", "read_pdf", "with_tables"]
