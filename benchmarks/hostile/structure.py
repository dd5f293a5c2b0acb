"""Damage to the file around its pages: cut off, cross-references, page tree, types, lengths, encryption, and files that are no PDF."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from benchmarks.hostile.raw import FONTS, MEDIA, PAGES, WORDS, Family, Raw, one_page, packed, stream

Variants = Iterator[tuple[str, bytes]]


def cut_off(seed: int) -> Variants:
    whole = one_page(WORDS * 20, more=(packed(WORDS * 50),)).written()
    places = {len(whole) * step // 30 for step in range(1, 30)} | set(random.Random(seed).sample(range(1, len(whole)), 25))
    for place in sorted(places):
        yield f"after {place}", whole[:place]


def cross_references(seed: int) -> Variants:
    good, whole = one_page(), one_page().written()
    for shift in (1, -1, 7, 10**6, -(10**6)):
        yield f"offsets {shift:+d}", good.written(shift=shift)
    for start in (0, 5, len(whole) * 2, 2**31, 2**63):
        yield f"startxref {start}", good.written(startxref=start)
    table = whole.index(b"xref\n")
    yield "no table", whole[:table] + b"trailer\n<</Root 1 0 R>>\n%%EOF"
    yield "no trailer", whole[: whole.index(b"trailer")]
    yield "no startxref", whole[: whole.index(b"startxref")]
    yield "letters for numbers", whole[:table] + whole[table:].replace(b"00000 n", b"0000x n")
    yield "too many entries", whole.replace(b"xref\n0 6", b"xref\n0 9999999")
    yield "billions of objects", whole.replace(b"/Size 6", b"/Size 4294967295")
    yield "former table is itself", good.written(b"/Prev %d" % table)
    yield "former table beyond", good.written(b"/Prev 99999999999")
    yield "stream is its own table", good.written(b"/XRefStm %d" % table)
    yield "root is a page", whole.replace(b"/Root 1 0 R", b"/Root 3 0 R")
    yield "root is nothing", whole.replace(b"/Root 1 0 R", b"/Root 77 0 R")
    shuffled = whole.splitlines(keepends=True)
    random.Random(seed).shuffle(shuffled)
    yield "lines shuffled", b"".join(shuffled)
    for widths in (b"[1 2 1]", b"[0 0 0]", b"[-1 2 1]", b"[9 9 9]", b"[1 2147483647 1]"):
        entries = b"/Type/XRef/Size 7/Root 1 0 R/W%s/Index[0 7]" % widths
        tail = b"6 0 obj\n" + stream(bytes(range(28)), entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % table
        yield f"stream of widths {widths.decode()}", whole[:table] + tail


def page_tree(_seed: int) -> Variants:
    bodies = {
        "its own kid": b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        "kid and page": b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 5>>",
        "catalog as kid": b"<</Type/Pages/Kids[1 0 R]/Count 1>>",
        "a thousand pages that are none": b"<</Type/Pages/Kids[]/Count 1000>>",
        "count negative": b"<</Type/Pages/Kids[3 0 R]/Count -7>>",
        "count huge": b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>",
        "count a name": b"<</Type/Pages/Kids[3 0 R]/Count/Many>>",
        "no kids": b"<</Type/Pages/Count 3>>",
        "kids empty": b"<</Type/Pages/Kids[]/Count 0>>",
        "kids a number": b"<</Type/Pages/Kids 3/Count 1>>",
        "kids null": b"<</Type/Pages/Kids[null null]/Count 2>>",
        "kids missing": b"<</Type/Pages/Kids[88 0 R 89 0 R]/Count 2>>",
        "kids a stream": b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        "one page 100,000 times": b"<</Type/Pages/Kids[%s]/Count 100000>>" % (b"3 0 R " * 100_000),
        "no type": b"<</Kids[3 0 R]/Count 1>>",
        "a number": b"17",
        "null": b"null",
    }
    for name, body in bodies.items():
        raw = one_page()
        raw.objects[PAGES - 1] = body
        yield name, raw.written()
    for depth in (100, 10_000):
        raw = one_page()
        raw.objects[PAGES - 1] = b"<</Type/Pages/Kids[6 0 R]/Count 1>>"
        for level in range(depth):
            raw.add(
                b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (level + 5 if level else 2, level + 7 if level < depth - 1 else 3)
            )
        yield f"{depth} deep", raw.written()
    ring = one_page(more=(b"<</Type/Pages/Kids[7 0 R]/Count 1>>", b"<</Type/Pages/Kids[6 0 R]/Count 1>>"))
    ring.objects[PAGES - 1] = b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 2>>"
    yield "a ring", ring.written()
    wide = Raw([b"<</Type/Catalog/Pages 2 0 R>>", b""])
    wide.objects[1] = b"<</Type/Pages/Count 2000/Kids[%s]>>" % b" ".join(b"%d 0 R" % number for number in range(3, 2003))
    wide.objects += [b"<</Type/Page/Parent 2 0 R%s>>" % MEDIA] * 2000
    yield "2,000 pages", wide.written()


def nesting(_seed: int) -> Variants:
    for depth in (1_000, 100_000, 2_000_000):
        yield f"arrays {depth}", one_page(more=(b"[" * depth + b"]" * depth,), catalog=b"/Deep 6 0 R").written()
        yield f"dictionaries {depth}", one_page(more=(b"<</a" * depth + b" 1" + b">>" * depth,), catalog=b"/Deep 6 0 R").written()
        yield f"arrays on the page {depth}", one_page(b"[" * depth + b"]" * depth + b" TJ\n" + WORDS).written()
        yield f"dictionaries on the page {depth}", one_page(b"/P " + b"<</a" * depth + b">>" * depth + b" BDC\n" + WORDS).written()
        yield f"brackets in a text {depth}", one_page(b"BT /F1 9 Tf (" + b"(" * depth + b")" * depth + b") Tj ET\n" + WORDS).written()
        yield f"open arrays {depth}", one_page(more=(b"[" * depth,), page=MEDIA + b"/Deep 6 0 R").written()


def references(_seed: int) -> Variants:
    for length in (1, 2, 1000):
        ring = tuple(b"%d 0 R" % (6 + (number + 1) % length) for number in range(length))
        yield f"ring of {length} as contents", one_page(more=ring).written().replace(b"/Contents 4 0 R", b"/Contents 6 0 R")
        yield f"ring of {length} as media box", one_page(page=b"/MediaBox 6 0 R", more=ring).written()
        yield f"ring of {length} as length", one_page(b"<</Length 6 0 R>>\nstream\n%s\nendstream" % WORDS, more=ring).written()


def lengths(_seed: int) -> Variants:
    for length in (b"0", b"1", b"-1", b"99999", b"4294967295", b"99999999999999999999", b"4 0 R", b"77 0 R", b"/Long", b"null", b"1e9"):
        yield f"length {length.decode()}", one_page(b"<</Length %s>>\nstream\n%s\nendstream" % (length, WORDS)).written()
    yield "no length", one_page(b"<<>>\nstream\n%s\nendstream" % WORDS).written()
    yield "no end", one_page(b"<</Length %d>>\nstream\n%s" % (len(WORDS), WORDS)).written()
    yield "no line after stream", one_page(b"<</Length %d>>stream%s\nendstream" % (len(WORDS), WORDS)).written()


def types(_seed: int) -> Variants:
    wrong = (b"null", b"true", b"-1", b"1e38", b"/Name", b"(text)", b"[]", b"[[[]]]", b"<<>>", b"77 0 R", b"3 0 R")
    for key in (b"MediaBox", b"Contents", b"Resources", b"Parent", b"Rotate", b"Annots"):
        for value in wrong:
            entries = {b"MediaBox": b"[0 0 612 792]", b"Contents": b"4 0 R", b"Resources": b"<<%s>>" % FONTS, b"Parent": b"2 0 R"}
            raw = one_page()
            raw.objects[2] = b"<</Type/Page%s>>" % b"".join(b"/%s %s" % entry for entry in (entries | {key: value}).items())
            yield f"{key.decode()} is {value.decode()}", raw.written()


def object_streams(_seed: int) -> Variants:
    inner = b"6 0 7 30 <</Type/Pages/Kids[3 0 R]/Count 1>> <</Length 4>>"
    for name, entries, body in (
        ("N huge", b"/N 999999999/First 9", inner),
        ("N negative", b"/N -1/First 9", inner),
        ("First beyond", b"/N 2/First 99999", inner),
        ("First negative", b"/N 2/First -9", inner),
        ("extends itself", b"/N 2/First 9/Extends 6 0 R", inner),
        ("cut off", b"/N 2/First 9", inner[:20]),
        ("holds itself", b"/N 1/First 4", b"6 0 7 0 R"),
        ("letters", b"/N 2/First 9", b"a b c d e f"),
    ):
        raw = one_page(more=(packed(body, b"/Type/ObjStm" + entries),))
        table = raw.written().index(b"xref\n")
        rows = bytes([2, 0, 6, 0, 2, 0, 6, 1]) * 5
        tail = b"7 0 obj\n" + packed(rows, b"/Type/XRef/Size 10/Root 1 0 R/W[1 2 1]/Index[0 10]") + b"\nendobj\n"
        yield name, raw.written()[:table] + tail + b"startxref\n%d\n%%%%EOF" % table
    torn = bytearray(zlib.compress(inner, 9))
    torn[len(torn) // 2] ^= 0xFF
    yield "torn", one_page(more=(stream(bytes(torn), b"/Type/ObjStm/N 2/First 9/Filter/FlateDecode"),)).written()


def linearised(_seed: int) -> Variants:
    for entries in (
        b"/L 9/H[1 2]/O 3/E 9/N 1/T 9",
        b"/L -1/O -3/N -1",
        b"/N 2147483647/O 3",
        b"/H[9999999 9999999]/O 3/N 1",
        b"/O 77/N 1/P 5",
    ):
        whole = one_page().written()
        yield entries.decode(), whole[:15] + b"9 0 obj\n<</Linearized 1%s>>\nendobj\n" % entries + whole[15:]


def encryption(_seed: int) -> Variants:
    keys = b"/O<%s>/U<%s>/P -4" % (b"ab" * 32, b"cd" * 32)
    identity = b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    variants = {
        "keys that fit nothing": b"/Filter/Standard/V 1/R 2" + keys,
        "128 bits": b"/Filter/Standard/V 2/R 3/Length 128" + keys,
        "length 0": b"/Filter/Standard/V 2/R 3/Length 0" + keys,
        "length huge": b"/Filter/Standard/V 2/R 3/Length 99999999" + keys,
        "length negative": b"/Filter/Standard/V 2/R 3/Length -8" + keys,
        "AES without its keys": b"/Filter/Standard/V 5/R 6" + keys + identity,
        "AES, keys too short": b"/Filter/Standard/V 5/R 6/O<00>/U<00>/OE<00>/UE<00>/Perms<00>/P 0" + identity,
        "V 4 without filters": b"/Filter/Standard/V 4/R 4" + keys,
        "V 4, filter missing": b"/Filter/Standard/V 4/R 4/CF<<>>/StmF/Gone/StrF/Gone" + keys,
        "versions that are none": b"/Filter/Standard/V 99/R 99" + keys,
        "versions negative": b"/Filter/Standard/V -1/R -1" + keys,
        "by certificate": b"/Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Recipients[<00>]",
        "by rights management": b"/Filter/MicrosoftIRMServices/V 1",
        "empty": b"",
        "keys of wrong type": b"/Filter/Standard/V 2/R 3/O 1/U[]/P/x",
    }
    for name, entries in variants.items():
        yield name, one_page(more=(b"<<%s>>" % entries,)).written(b"/Encrypt 6 0 R/ID[<00><00>]")
    yield "itself a page", one_page().written(b"/Encrypt 3 0 R")
    yield "missing", one_page().written(b"/Encrypt 77 0 R")


def no_pdf(seed: int) -> Variants:
    noise = random.Random(seed)
    archive = BytesIO()
    with ZipFile(archive, "w") as packing:
        packing.writestr("policy.pdf", one_page().written())
    whole = one_page().written()
    yield "no bytes", b""
    yield "archive", archive.getvalue()
    yield "web page", b"<!DOCTYPE html><html><body>Please log in to download the policy.</body></html>"
    yield "program", b"MZ" + noise.randbytes(4000)
    yield "text", b"Please find attached the policy.\n" * 40
    yield "rich text", b"{\\rtf1 Policy}"
    yield "photograph", b"\xff\xd8\xff\xe0" + noise.randbytes(2000)
    yield "fax", b"II*\x00" + noise.randbytes(2000)
    yield "mark only", b"%PDF-1.7"
    yield "mark and noise", b"%PDF-1.7\n" + noise.randbytes(100_000)
    yield "noise", noise.randbytes(100_000)
    yield "zeros", bytes(100_000)
    yield "spaces", b" " * 100_000
    yield "16-bit text", "Policy".encode("utf-16") * 100
    yield "mark far inside", noise.randbytes(5000) + whole
    yield "mail around it", b"MIME-Version: 1.0\nContent-Type: application/pdf\n\n" + whole
    yield "version 9.9", whole.replace(b"%PDF-1.7", b"%PDF-9.9")
    yield "twice", whole + whole
    yield "noise behind", whole + noise.randbytes(200_000)
    yield "line ends of the web", whole.replace(b"\n", b"\r\n")


FAMILIES: tuple[Family, ...] = (
    cut_off, cross_references, page_tree, nesting, references, lengths, types, object_streams, linearised, encryption, no_pdf,
)  # fmt: skip
