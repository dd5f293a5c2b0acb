"""Pictures whose data is noise, whose sizes lie, and whose filters pile up."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from benchmarks.hostile.raw import FONTS, MEDIA, PAGES, WORDS, Family, one_page, repeated, stream

Variants = Iterator[tuple[str, bytes]]


def _shown(picture: bytes, *more: bytes) -> bytes:
    return one_page(WORDS + b"q 600 0 0 700 0 0 cm /I Do Q", resources=FONTS + b"/XObject<</I 6 0 R>>", more=(picture, *more)).written()


def _picture(data: bytes, entries: bytes) -> bytes:
    return stream(data, b"/Type/XObject/Subtype/Image" + entries)


def codecs(seed: int) -> Variants:
    noise = random.Random(seed)
    heads = {
        b"DCTDecode": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03",
        b"JPXDecode": b"\x00\x00\x00\x0cjP  \r\n\x87\n\xff\x4f\xff\x51\x00\x2f",
        b"JBIG2Decode": b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\xff\xff\xff\xff",
        b"CCITTFaxDecode": b"\x00\x10\x01",
        b"LZWDecode": b"\x80\x0b\x60",
        b"RunLengthDecode": b"\x81\x00",
        b"FlateDecode": b"x\xda",
        b"UnknownDecode": b"",
    }
    size = b"/Width 2000/Height 2000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    for codec, head in heads.items():
        entries = size + b"/Filter/%s" % codec
        yield f"{codec.decode()} noise", _shown(_picture(noise.randbytes(20_000), entries))
        yield f"{codec.decode()} head and noise", _shown(_picture(head + noise.randbytes(20_000), entries))
        yield f"{codec.decode()} none", _shown(_picture(b"", entries))
    fax = size + b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2147483647/Rows 2147483647>>"
    yield "fax endless", _shown(_picture(bytes(1000), fax))
    yield "segments of themselves", _shown(_picture(bytes(100), size + b"/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 6 0 R>>"))
    predictor = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 255/BitsPerComponent 16>>"
    yield "predictor endless", _shown(_picture(b"x\x9c\x03\x00\x00\x00\x00\x01", size + predictor))


def sizes(_seed: int) -> Variants:
    for width, height in ((0, 0), (-1, -1), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1), (100_000, 100_000), (60_000, 60_000)):
        entries = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (width, height)
        yield f"{width} by {height}", _shown(_picture(b"\x00" * 100, entries))
    for bits in (0, -8, 3, 77, 2**31 - 1):
        yield f"{bits} bits", _shown(_picture(b"\x00" * 100, b"/Width 10/Height 10/BitsPerComponent %d/ColorSpace/DeviceRGB" % bits))
    plain = b"/Width 10/Height 10/BitsPerComponent 8/ColorSpace"
    for space in (b"/Nothing", b"[/Indexed/DeviceRGB 99999 (x)]", b"6 0 R", b"[/ICCBased 6 0 R]", b"[/Lab<</WhitePoint[0 0 0]>>]", b"null"):
        yield f"colours {space.decode()}", _shown(_picture(bytes(300), plain + space))
    yield "mask of itself", _shown(_picture(bytes(300), plain + b"/DeviceRGB/SMask 6 0 R"))
    yield (
        "masks in a ring",
        _shown(_picture(bytes(300), plain + b"/DeviceRGB/SMask 7 0 R"), _picture(bytes(300), plain + b"/DeviceGray/SMask 6 0 R")),
    )
    yield (
        "drawn 20,000 times",
        one_page(
            WORDS + b"q 9 0 0 9 0 0 cm /I Do Q " * 20_000,
            resources=FONTS + b"/XObject<</I 6 0 R>>",
            more=(_picture(bytes(300), plain + b"/DeviceRGB"),),
        ).written(),
    )


def filters(_seed: int) -> Variants:
    for name, value in (
        ("unknown", b"/Filter/Secret"),
        ("a number", b"/Filter 7"),
        ("a ring", b"/Filter 4 0 R"),
        ("a thousand", b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1000)),
        ("deep", b"/Filter" + b"[" * 1000 + b"/FlateDecode" + b"]" * 1000),
        ("crypt", b"/Filter[/Crypt/FlateDecode]/DecodeParms[<</Name/Gone>> null]"),
        ("in another file", b"/F(/etc/hostname)/FFilter/FlateDecode"),
        ("in another place", b"/F<</FS/URL/F(http://example.invalid/policy)>>"),
    ):
        yield name, one_page(stream(WORDS, value)).written()


def scans(seed: int) -> Variants:
    """Pages that are nothing but a picture: these are recognised."""
    noise = random.Random(seed)

    dots = zlib.compress(noise.randbytes(3300 * -(-2550 // 8)), 1)
    yield "white", _scan(repeated(b"\xff" * 1700, 2200), 1700, 2200)
    yield "black", _scan(repeated(bytes(1700), 2200), 1700, 2200)
    yield "dots of noise", _scan(dots, 2550, 3300, 1)
    yield "grey noise", _scan(zlib.compress(noise.randbytes(850 * 1100), 1), 850, 1100)
    for every in (1, 3, 10):
        rows = (bytes(every) + b"\xff" * every) * (500 // every), (b"\xff" * every + bytes(every)) * (500 // every)
        squares = zlib.compress(b"".join(rows[y // every % 2] for y in range(1000)))
        yield f"squares of {every}", _scan(squares, len(rows[0]), 1000)
    yield "rows without data", _scan(zlib.compress(bytes(1000)), 5000, 5000)
    for box in (b"[0 0 0 0]", b"[0 0 .01 .01]", b"[0 0 1 1]", b"[0 0 14400 14400]", b"[0 0 1 100000]", b"[0 0 100000 1]", b"[0 0 1e7 1e7]"):
        yield f"page {box.decode()}", _scan(dots, 2550, 3300, 1, page=b"/MediaBox%s" % box)
    for side in (20_000, 30_000, 65_000):
        yield f"{side} by {side}", _scan(repeated(bytes(side), side), side, side)
    yield "unit 75,000", _scan(dots, 2550, 3300, 1, page=MEDIA + b"/UserUnit 75000")
    yield "200 pages of noise", _scan(dots, 2550, 3300, 1, pages=200)


def _scan(data: bytes, width: int, height: int, bits: int = 8, *, page: bytes = MEDIA, pages: int = 1) -> bytes:
    """The same page `pages` times, with a grey picture over all of it; `data` is compressed."""
    entries = b"/Width %d/Height %d/BitsPerComponent %d/ColorSpace/DeviceGray/Filter/FlateDecode" % (width, height, bits)
    drawn = b"q 612 0 0 792 0 0 cm /I Do Q"
    raw = one_page(drawn, page=page, resources=b"/XObject<</I 6 0 R>>", more=(_picture(data, entries),))
    raw.objects[PAGES - 1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b"3 0 R " * pages)
    return raw.written()


FAMILIES: tuple[Family, ...] = (codecs, sizes, filters, scans)
