"""What is laid over a page: values of form fields and typewritten notes as words at their place, comments and highlights apart.

A field's value is text of the page, as a reader sees it there; PDFium's page text has none of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.pdf.attachments import PINNED
from extractors.pdf.characters import box_mapper
from extractors.pdf.geometry import Turn
from extractors.pdf.layout import Comment, SetAside, Word
from models.records import Box

CHECKED, UNCHECKED = "☒", "☐"
MAX_ANNOTATIONS = 5000  # looked at on a page
MAX_CHARACTERS = 20_000  # of one value
USUAL_SIZE = 10.0  # points, where a field fits its type to its height
CHARACTER_WIDTH = 0.5  # of the type size, on average
LEADING = 1.2  # of the type size
PADDING = 2.0  # points between a field's edge and its text
PASSWORD_FLAG = 1 << 13  # PDF 32000-1, table 228
UNSEEN_FLAGS = c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW
TICKED = (c.FPDF_FORMFIELD_CHECKBOX, c.FPDF_FORMFIELD_RADIOBUTTON)
CHOSEN = (c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)
COMMENTS = {
    c.FPDF_ANNOT_TEXT: "note",
    c.FPDF_ANNOT_HIGHLIGHT: "highlight",
    c.FPDF_ANNOT_UNDERLINE: "underline",
    c.FPDF_ANNOT_SQUIGGLY: "underline",
    c.FPDF_ANNOT_STRIKEOUT: "strike-out",
    c.FPDF_ANNOT_STAMP: "stamp",
    c.FPDF_ANNOT_CARET: "insertion",
    c.FPDF_ANNOT_FILEATTACHMENT: PINNED,
}


@dataclass(frozen=True, slots=True)
class Annotations:
    """`words` are text of the page, `aside` values of hidden fields, `comments` what readers noted on it. Boxes of the turned page."""

    words: tuple[Word, ...] = ()
    aside: tuple[SetAside, ...] = ()
    comments: tuple[Comment, ...] = ()


def page_annotations(page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None, turn: Turn, printed: Sequence[Word]) -> Annotations:
    """Read what is laid over `page`, which `turn` brings upright. `printed` are its own words: a value that they show is not told twice."""
    to_box = box_mapper(page.get_bbox(), (page.get_rotation() + turn) % 360)
    words: list[Word] = []
    aside: list[SetAside] = []
    comments: list[Comment] = []
    for item in _items(page, form, to_box):
        if item.comment:
            comments.append(Comment(item.comment, item.text, item.box))
        elif item.hidden:
            aside += [SetAside(word, "invisible") for word in _placed(item)]
        elif not _shown(item, printed):
            words += _placed(item)
    return Annotations(tuple(words), tuple(aside), tuple(comments))


@dataclass(frozen=True, slots=True)
class _Item:
    """One annotation: its text and place; `comment` is the kind of a remark, "" for text of the page."""

    text: str
    box: Box
    size: float
    hidden: bool = False
    comment: str = ""


def _items(page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None, to_box: Callable[[c.FS_RECTF], Box]) -> Iterator[_Item]:
    for index in islice(range(c.FPDFPage_GetAnnotCount(page.raw)), MAX_ANNOTATIONS):
        annotation = c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = c.FPDFAnnot_GetSubtype(annotation)
            rect = c.FS_RECTF()
            if not c.FPDFAnnot_GetRect(annotation, rect):
                continue
            box = to_box(rect)
            hidden = bool(c.FPDFAnnot_GetFlags(annotation) & UNSEEN_FLAGS)
            if kind == c.FPDF_ANNOT_WIDGET and form is not None:
                yield _Item(_field_value(annotation, form), box, _font_size(annotation, form), hidden)
            elif kind == c.FPDF_ANNOT_FREETEXT:
                yield _Item(_contents(annotation), box, 0.0, hidden)
            elif kind in COMMENTS:
                yield _Item(_contents(annotation), box, 0.0, hidden, COMMENTS[kind])
        finally:
            c.FPDFPage_CloseAnnot(annotation)


def _field_value(annotation: Any, form: pdfium.PdfFormEnv) -> str:
    """What a reader sees in a form field: "" for buttons, signatures and passwords."""
    kind = c.FPDFAnnot_GetFormFieldType(form.raw, annotation)
    if kind in TICKED:
        return CHECKED if c.FPDFAnnot_IsChecked(form.raw, annotation) else UNCHECKED
    if kind in CHOSEN:
        count = min(c.FPDFAnnot_GetOptionCount(form.raw, annotation), MAX_ANNOTATIONS)
        chosen = [index for index in range(count) if c.FPDFAnnot_IsOptionSelected(form.raw, annotation, index)]
        if chosen:
            labels = (_string(c.FPDFAnnot_GetOptionLabel, form.raw, annotation, index) for index in chosen)
            return ", ".join(filter(None, labels))
    elif kind != c.FPDF_FORMFIELD_TEXTFIELD or c.FPDFAnnot_GetFormFieldFlags(form.raw, annotation) & PASSWORD_FLAG:
        return ""
    return _string(c.FPDFAnnot_GetFormFieldValue, form.raw, annotation)


def _font_size(annotation: Any, form: pdfium.PdfFormEnv) -> float:
    """Points; 0 where the field fits the type to its height."""
    size = ctypes.c_float(0.0)
    c.FPDFAnnot_GetFontSize(form.raw, annotation, size)
    return size.value


def _contents(annotation: Any) -> str:
    return _string(c.FPDFAnnot_GetStringValue, annotation, b"Contents")


def _string(ask: Callable[..., int], *about: Any) -> str:
    """A string of PDFium, which writes UTF-16 into a buffer and tells its length in bytes."""
    length = min(ask(*about, None, 0), 2 * MAX_CHARACTERS)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(*about, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0].strip()


def _shown(item: _Item, printed: Sequence[Word]) -> bool:
    """True where there is nothing to show, or the page's own words in the field's place show it already."""
    if not item.text:
        return True
    box = item.box
    inside = (
        word.text
        for word in printed
        if box.x0 <= (word.box.x0 + word.box.x1) / 2 <= box.x1 and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom
    )
    return "".join(item.text.split()) == "".join(inside)


def _placed(item: _Item) -> list[Word]:
    """The words of an item line by line from the top of its box, a single line in the middle of its height."""
    height, width = item.box.bottom - item.box.top, item.box.x1 - item.box.x0
    size = item.size or min(USUAL_SIZE, max(height / LEADING, 1.0))
    lines = list(_wrapped(item.text, max(width - 2 * PADDING, size), size))
    top = item.box.top + (PADDING if len(lines) > 1 else max((height - size) / 2, 0.0))
    words = []
    for number, line in enumerate(lines):
        x = item.box.x0 + PADDING
        step = min(CHARACTER_WIDTH * size, max(width - PADDING, 1.0) / max(len(" ".join(line)), 1))
        for text in line:
            y = top + number * LEADING * size
            words.append(Word(text, Box(x, y, x + step * len(text), y + size), round(size, 1)))
            x += step * (len(text) + 1)
    return words


def _wrapped(text: str, width: float, size: float) -> Iterator[list[str]]:
    """Lines of words that fit into `width` points, each at least one word long."""
    room = width / (CHARACTER_WIDTH * size)
    for paragraph in text.splitlines():
        line: list[str] = []
        for word in paragraph.split():
            if line and len(" ".join([*line, word])) > room:
                yield line
                line = []
            line.append(word)
        if line:
            yield line
