"""Fonts that are missing, broken, endless or of themselves, and what they say their codes mean."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.hostile.raw import FONT, WORDS, Family, one_page, packed, stream

Variants = Iterator[tuple[str, bytes]]

TYPE0 = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode 7 0 R>>"
CID = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>%s>>"
CMAP = b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def\n%s\nendcmap end"


def _with(font: bytes, *more: bytes, contents: bytes = WORDS) -> bytes:
    raw = one_page(contents, more=more)
    raw.objects[FONT - 1] = font
    return raw.written()


def dictionaries(_seed: int) -> Variants:
    simple = b"<</Type/Font/Subtype/TrueType/BaseFont/Arial%s>>"
    variants = {
        "missing": b"null",
        "a number": b"5",
        "itself": b"5 0 R",
        "the page": b"3 0 R",
        "of no kind": b"<</Type/Font>>",
        "of an unknown kind": b"<</Type/Font/Subtype/Type99/BaseFont/X>>",
        "name endless": b"<</Type/Font/Subtype/Type1/BaseFont/%s>>" % (b"N" * 100_000),
        "name of odd bytes": b"<</Type/Font/Subtype/Type1/BaseFont/#00#ff#0a#fe>>",
        "widths NaN": simple % b"/FirstChar 0/LastChar 3/Widths[NaN 1e38 -1e38 /x]",
        "last before first": simple % b"/FirstChar 255/LastChar -255/Widths[1]",
        "codes beyond": simple % b"/FirstChar -2147483648/LastChar 2147483647/Widths[1]",
        "differences odd": simple % b"/Encoding<</Differences[300 /a -5 /b (c) 4 0 R /d]>>",
        "differences many": simple % (b"/Encoding<</Differences[0 %s]>>" % (b"/uni0041" * 100_000)),
        "encoding itself": simple % b"/Encoding 5 0 R",
        "descriptor itself": simple % b"/FontDescriptor 5 0 R",
        "descriptor wild": simple % b"/FontDescriptor<</Ascent 1e38/Descent 1e38/FontBBox[1e38 0 -1e38 0]/ItalicAngle NaN/StemV -9>>",
        "without descendants": TYPE0 % b"",
        "descendant of itself": TYPE0 % b"5 0 R",
        "descendant a number": TYPE0 % b"12",
        "widths of endless codes": TYPE0 % (CID % b"/W[0 2147483647 500 -5 [1 2 3] 9 8]"),
        "widths deep": TYPE0 % (CID % (b"/W" + b"[" * 10_000 + b"]" * 10_000)),
        "codes to themselves": TYPE0 % (CID % b"/CIDToGIDMap 5 0 R"),
    }
    for name, font in variants.items():
        yield name, _with(font)


def programs(seed: int) -> Variants:
    noise = random.Random(seed)
    for kind, key in ((b"TrueType", b"FontFile2"), (b"Type1", b"FontFile"), (b"Type1", b"FontFile3")):
        font = b"<</Type/Font/Subtype/%s/BaseFont/X/FontDescriptor<</FontName/X/Flags 4/%s 6 0 R>>>>" % (kind, key)
        for name, program in (
            ("none", b""),
            ("noise", noise.randbytes(5000)),
            (
                "head and noise",
                {b"FontFile2": b"\x00\x01\x00\x00\xff\xff", b"FontFile": b"%!PS-AdobeFont-1.0\n"}.get(key, b"\x01\x00\x04\x04")
                + noise.randbytes(3000),
            ),
            ("30 MB", bytes(30_000_000)),
        ):
            yield f"{key.decode()} {name}", _with(font, packed(program, b"/Subtype/Type1C/Length1 %d" % len(program)))


def drawn_fonts(_seed: int) -> Variants:
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix%s/CharProcs<<%s>>/Encoding<</Differences[65 /A /B]>>%s>>"
    codes = b"/FirstChar 65/LastChar 66/Widths[1 1]/Resources<</Font<</F1 5 0 R>>>>"
    text = b"BT /F1 12 Tf 72 700 Td (ABAB) Tj ET"
    for matrix in (b"[1 0 0 1 0 0]", b"[0 0 0 0 0 0]", b"[NaN 0 0 1e38 0 0]", b"[]"):
        itself = font % (matrix, b"/A 6 0 R/B 6 0 R", codes)
        yield f"draws itself, matrix {matrix.decode()}", _with(itself, stream(b"1 0 d0 " + text), contents=text + WORDS)
    yield "glyphs missing", _with(font % (b"[1 0 0 1 0 0]", b"/A 99 0 R", codes), contents=text)
    yield "glyphs a number", _with(font % (b"[1 0 0 1 0 0]", b"/A 7/B null", codes), contents=text)


def meanings(_seed: int) -> Variants:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    maps = {
        "noise": b"\xff\xfe\x00 beginbfchar <zz> endbfchar",
        "uses itself": CMAP % b"/X usecmap",
        "range endless": CMAP % b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange",
        "range backwards": CMAP % b"1 beginbfrange <ff> <00> <0041> endbfrange",
        "count negative": CMAP % b"-1 beginbfchar <41> <0042> endbfchar",
        "half a pair": CMAP % b"1 beginbfchar <41> <d800> endbfchar",
        "beyond all characters": CMAP % b"1 beginbfchar <41> <ffffffffffff> endbfchar",
        "one letter a novel": CMAP % (b"26 beginbfchar\n" + b"".join(b"<%02x> <%s>\n" % (code, b"0041" * 5000) for code in range(97, 123))),
        "text direction turned": CMAP % (b"26 beginbfchar\n" + b"".join(b"<%02x> <202e>\n" % code for code in range(97, 123))),
        "all zero": CMAP % b"1 beginbfrange <00> <ff> <0000> endbfrange",
        "brackets": CMAP % (b"<" * 100_000),
    }
    for name, meaning in maps.items():
        yield name, _with(font, stream(meaning))
    yield "itself", _with(font.replace(b"6 0 R", b"5 0 R"))
    yield (
        "a million pairs",
        _with(
            font, packed(CMAP % (b"100 beginbfchar\n" + b"".join(b"<%06x> <0041>\n" % code for code in range(1_000_000)) + b"endbfchar"))
        ),
    )


FAMILIES: tuple[Family, ...] = (dictionaries, programs, drawn_fonts, meanings)
