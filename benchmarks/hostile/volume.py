"""Too much of everything: a million objects, and small streams that unpack to gigabytes. The heavy families."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from benchmarks.hostile.raw import FONTS, WORDS, Family, one_page, packed, repeated, stream

Variants = Iterator[tuple[str, bytes]]

GIGABYTE = 1 << 30


def objects(_seed: int) -> Variants:
    units = {
        "rectangles": b"%d %d 40 9 re f\n",
        "frames": b"%d %d 90 12 re S\n",
        "rules": b"%d %d m 500 600 l S\n",
        "texts": b"BT /F1 8 Tf %d %d Td (USD 5,000) Tj ET\n",
        "clips": b"q %d %d 9 9 re W n Q\n",
        "curves": b"%d %d m 1 2 3 4 5 6 c f\n",
    }
    for times in (20_000, 1_000_000):
        for name, unit in units.items():
            drawn = b"".join(unit % (number % 500, number // 500 % 700) for number in range(times))
            yield f"{times} {name}", one_page(packed(drawn)).written()
    yield "3,000,000 rectangles", one_page(packed(b"0 0 5 5 re f\n" * 3_000_000)).written()
    yield "1,000,000 in the file", one_page(more=(b"7",) * 1_000_000).written()
    yield "states 5,000,000 deep", one_page(packed(b"q " * 5_000_000 + WORDS)).written()
    yield "paths of a million points", one_page(packed(b"0 0 m " + b"1 2 l 300 400 l " * 500_000 + b"S " + WORDS)).written()
    grid = b"".join(
        b"0 %d m 600 %d l S %d 0 m %d 700 l S\n" % (place % 700, place % 700, place % 600, place % 600) for place in range(1900)
    )
    yield "a grid of 3,800 rules", one_page(packed(grid)).written()
    yield "300 grids", one_page(packed(grid * 300)).written()


def letters(_seed: int) -> Variants:
    def page(words: int, per_line: int) -> bytes:
        line = b"(%s) Tj T*\n" % (b"word " * per_line)
        return one_page(packed(b"BT /F1 2 Tf 1 TL 10 780 Td\n" + line * (words // per_line) + b"ET")).written()

    for words, per_line in ((20_000, 20), (20_000, 20_000), (100_000, 100), (1_000_000, 1000)):
        yield f"{words} words, {per_line} a line", page(words, per_line)
    yield "one word of 5 MB", one_page(packed(b"BT /F1 2 Tf 10 700 Td (" + b"x" * 5_000_000 + b") Tj ET")).written()
    yield "one place for 100,000 words", one_page(packed(b"BT /F1 9 Tf 72 700 Td " + b"(word ) Tj 0 0 Td " * 100_000 + b"ET")).written()
    yield (
        "each letter apart",
        one_page(packed(b"".join(b"BT /F1 9 Tf %d %d Td (x) Tj ET\n" % (n * 37 % 600, n * 53 % 780) for n in range(100_000)))).written(),
    )


def bombs(_seed: int) -> Variants:
    zeros = repeated(bytes(1 << 16), GIGABYTE >> 16)
    spaces = repeated(b" " * (1 << 16), GIGABYTE >> 16)
    flate = b"/Filter/FlateDecode"
    yield "zeros, 1 GB", one_page(stream(zeros, flate)).written()
    yield "spaces, 1 GB", one_page(stream(spaces, flate)).written()
    yield "packed twice", one_page(stream(zlib.compress(zeros, 9), b"/Filter[/FlateDecode/FlateDecode]")).written()
    deep = zlib.compress(zlib.compress(repeated(zeros, 500), 9), 9)
    yield "packed four times", one_page(stream(deep, b"/Filter[%s]" % (b"/FlateDecode" * 4))).written()
    yield "rectangles, 40 million", one_page(stream(repeated(b"0 0 5 5 re f\n", 40_000_000), flate)).written()
    yield "words, 10 million", one_page(stream(repeated(b"BT /F1 9 Tf 72 700 Td (word) Tj ET\n", 10_000_000), flate)).written()
    yield "one text, 500 MB", one_page(stream(repeated(b"BT /F1 9 Tf 72 700 Td (%s) Tj ET\n" % (b"word " * 200_000), 500), flate)).written()
    yield "run lengths", one_page(stream(b"\x81 " * 4_000_000, b"/Filter/RunLengthDecode")).written()
    yield "ten contents of 1 GB", _many(stream(spaces, flate), 10)
    for name, entries in (
        ("picture", b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ("form", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    ):
        resources = FONTS + b"/XObject<</X 6 0 R>>"
        yield f"in a {name}", one_page(WORDS + b"/X Do", resources=resources, more=(stream(zeros, entries + flate),)).written()
    yield "in an object stream", one_page(catalog=b"/Deep 7 0 R", more=(stream(zeros, b"/Type/ObjStm/N 9/First 99" + flate),)).written()
    attached = b"/Names<</EmbeddedFiles<</Names[(a.pdf) 7 0 R]>>>>"
    described = b"<</Type/Filespec/F(a.pdf)/EF<</F 6 0 R>>>>"
    yield "attached", one_page(catalog=attached, more=(stream(zeros, b"/Type/EmbeddedFile" + flate), described)).written()
    inner = one_page(stream(spaces, flate)).written()
    yield "in an attached PDF", one_page(catalog=attached, more=(packed(inner, b"/Type/EmbeddedFile"), described)).written()
    font = one_page(WORDS, more=(stream(zeros, flate),))
    font.objects[4] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    yield "in what letters mean", font.written()
    whole = one_page().written()
    table = whole.index(b"xref\n")
    tail = b"6 0 obj\n" + stream(zeros, b"/Type/XRef/Size 99999999/Root 1 0 R/W[1 4 2]" + flate) + b"\nendobj\n"
    yield "in a cross-reference stream", whole[:table] + tail + b"startxref\n%d\n%%%%EOF" % table


def _many(contents: bytes, times: int) -> bytes:
    raw = one_page(contents)
    raw.objects[2] = raw.objects[2].replace(b"/Contents 4 0 R", b"/Contents[%s]" % (b"4 0 R " * times))
    return raw.written()


FAMILIES: tuple[Family, ...] = (objects, letters, bombs)
