"""Dynamic XFA forms: files whose pages are made by Adobe's program when they are opened. The PDF itself holds a "Please wait" page."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.layout import MIN_CHARACTERS
from models.errors import DocumentError

SHELL = re.compile(r"\s*please\s+wait\b", re.IGNORECASE)  # how the page begins that stands in for the form


def refuse_shell(document: pdfium.PdfDocument, texts: Sequence[str]) -> None:
    """Raise DocumentError `unsupported` where the form is not in the file's pages. `texts` has PDFium's text of each page.

    A dynamic form that was saved with its pages, and a static one, are read as any other file.
    """
    if document.get_formtype() not in (c.FORMTYPE_XFA_FULL, c.FORMTYPE_XFA_FOREGROUND):
        return
    written = [text for text in texts if len(text.strip()) >= MIN_CHARACTERS]
    if not written or SHELL.match(written[0]):
        reason = "the file is a dynamic XFA form, whose pages are made only when Adobe Acrobat or Reader opens it"
        raise DocumentError("unsupported", f"{reason}: open it there and print it to a new PDF")
