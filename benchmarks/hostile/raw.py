"""PDFs written by hand, object by object, so that each may be as wrong as wanted."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CATALOG, PAGES, PAGE, CONTENTS, FONT = 1, 2, 3, 4, 5  # the numbers of the objects of `one_page`
FONTS = b"/Font<</F1 5 0 R>>"
MEDIA = b"/MediaBox[0 0 612 792]"
WORDS = b"BT /F1 11 Tf 72 700 Td (The Insurer will pay Damages for a Claim first made in the Policy Period.) Tj ET\n"

Family = Callable[[int], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: `name` is its family and variant."""

    name: str
    data: bytes


@dataclass(slots=True)
class Raw:
    """A PDF as the bodies of its objects: object 1 first."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        """Append an object; its number."""
        self.objects.append(body)
        return len(self.objects)

    def written(self, trailer: bytes = b"", *, shift: int = 0, startxref: int | None = None) -> bytes:
        """The file. `trailer` are further entries of it, `shift` is added to each offset of the table."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out) + shift)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % max(offset, 0) for offset in offsets)
        out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(offsets) + 1, trailer)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % (table if startxref is None else startxref))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """The same, compressed."""
    return stream(zlib.compress(data, 1), entries + b"/Filter/FlateDecode")


def one_page(
    contents: bytes = WORDS,
    *,
    page: bytes = MEDIA,
    resources: bytes = FONTS,
    catalog: bytes = b"",
    more: tuple[bytes, ...] = (),
) -> Raw:
    """A file of one page. `contents` is drawn, or is a stream object ready made; `more` are objects from number 6 on."""
    body = contents if contents.startswith(b"<<") else stream(contents)
    return Raw(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<<%s>>>>" % (page, resources),
            body,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def repeated(unit: bytes, times: int) -> bytes:
    """`unit` over and over, compressed without ever being held as a whole."""
    packer = zlib.compressobj(9)
    block = max(1, (1 << 20) // len(unit))
    out = bytearray()
    while times > 0:
        out += packer.compress(unit * min(block, times))
        times -= block
    return bytes(out + packer.flush())
