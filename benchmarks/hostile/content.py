"""What is drawn: boxes, operands, nested and recursive forms and patterns."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.hostile.raw import FONTS, MEDIA, WORDS, Family, one_page, stream

Variants = Iterator[tuple[str, bytes]]

BOXES = (
    b"[0 0 0 0]", b"[0 0 -612 -792]", b"[612 792 0 0]", b"[0 0 1e30 1e30]", b"[0 0 1e-30 1e-30]", b"[-1e38 -1e38 1e38 1e38]",
    b"[0 0 NaN NaN]", b"[nan nan inf inf]", b"[0 0 Infinity -Infinity]", b"[0 0 1e999 1e999]", b"[0 0 99999999999999999999 792]",
    b"[0 0 612]", b"[0 0 612 792 1 2]", b"[/a /b /c /d]", b"[(0)(0)(612)(792)]", b"[0 0 612 0]", b"[0 0 0.001 792]", b"[0 0 14400 14400]",
    b"[0 0 2147483647 2147483647]", b"[-2147483648 0 2147483647 1]", b"[[0 0][612 792]]", b"[0 0 --612 792.5.5]", b"[1e5 1e5 1e5 1e5]",
)  # fmt: skip


def boxes(_seed: int) -> Variants:
    for box in BOXES:
        yield f"media {box.decode()}", one_page(page=b"/MediaBox%s" % box).written()
    for key in (b"CropBox", b"TrimBox"):
        for box in BOXES[:8]:
            yield f"{key.decode()} {box.decode()}", one_page(page=MEDIA + b"/%s%s" % (key, box)).written()
    for turn in (b"45", b"-90", b"1000000090", b"90.5", b"1e30"):
        yield f"turned {turn.decode()}", one_page(page=MEDIA + b"/Rotate %s" % turn).written()
    for unit in (b"0", b"-1", b"1e30", b"75000"):
        yield f"unit {unit.decode()}", one_page(page=MEDIA + b"/UserUnit %s" % unit).written()


def operands(_seed: int) -> Variants:
    contents = {
        "coordinates huge": b"BT /F1 9 Tf 1e38 -1e38 Td (far away) Tj ET",
        "coordinates NaN": b"BT /F1 9 Tf NaN nan Td (nowhere) Tj ET NaN NaN NaN NaN re f",
        "matrix of zeros": b"0 0 0 0 0 0 cm BT 0 0 0 0 0 0 Tm /F1 9 Tf (flat) Tj ET",
        "matrix huge": b"1e38 1e38 1e38 1e38 1e38 1e38 cm 1e38 0 0 1e38 0 0 cm",
        "text scaled to nothing": b"BT /F1 9 Tf 0 Tz -99999 Tc 99999 Tw (nothing at all) Tj ET",
        "size 0": b"BT /F1 0 Tf 72 700 Td (no size) Tj ET",
        "size negative": b"BT /F1 -12 Tf 72 700 Td (upside down) Tj ET",
        "size huge": b"BT /F1 1e30 Tf 72 700 Td (giant) Tj ET",
        "no font": b"BT 72 700 Td (no font chosen) Tj ET",
        "gaps huge": b"BT /F1 9 Tf [(a) 1e30 (b) -1e30 (c) 99999999999 (d)] TJ ET",
        "text without end": b"BT /F1 9 Tf 72 700 Td (never closed",
        "hexadecimal odd": b"BT /F1 9 Tf 72 700 Td <4142434 Tj <zz> Tj ET",
        "brackets crossed": b"BT /F1 9 Tf [(a) ( ] TJ ) >> << ] } { Tj ET",
        "operators without operands": b"Tj TJ Tf Tm cm re Do gs sh BDC d w " * 500,
        "operands without operator": b"1 2 3 (a) /b [c] " * 10_000,
        "ends before it begins": b"ET Q Q Q EMC EMC ET BT BT BT q ET ET",
        "dash of nothing": b"[0 0 0] 0 d 0 0 m 600 600 l S [1e-30] 0 d 0 0 m 600 600 l S",
        "line endlessly wide": b"1e30 w 0 0 m 600 600 l S",
        "curves wild": b"0 0 m " + b"1e9 -1e9 -1e9 1e9 600 600 c " * 1000 + b"S",
        "clipped to nothing": b"0 0 0 0 re W n " * 1000 + WORDS,
        "picture without end": b"BI /W 9999 /H 9999 /BPC 8 /CS /RGB ID abc",
        "picture of size 0": b"BI /W 0 /H -1 /BPC 77 ID abc EI " + WORDS,
        "marks unbalanced": b"/Span <</ActualText (x)>> BDC " * 20_000 + WORDS,
        "zero bytes": bytes(50_000) + WORDS,
        "numbers with many digits": b"9" * 200_000 + b" 0 Td " + WORDS,
        "name endless": b"/" + b"N" * 500_000 + b" gs " + WORDS,
        "percent signs": b"%" * 500_000 + b"\n" + WORDS,
    }
    for name, drawn in contents.items():
        yield name, one_page(drawn).written()


def forms(_seed: int) -> Variants:
    def form(body: bytes, resources: bytes = b"", entries: bytes = b"") -> bytes:
        return stream(body, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>%s" % (resources, entries))

    def drawn(*objects: bytes) -> bytes:
        return one_page(WORDS + b"/X Do", resources=FONTS + b"/XObject<</X 6 0 R>>", more=objects).written()

    yield "draws itself", drawn(form(b"/X Do", b"/XObject<</X 6 0 R>>"))
    yield "two draw each other", drawn(form(b"/X Do", b"/XObject<</X 7 0 R>>"), form(b"/X Do", b"/XObject<</X 6 0 R>>"))
    yield "draws the page", drawn(form(b"/X Do", b"/XObject<</X 4 0 R>>"))
    yield "missing", drawn(b"null")
    yield "a number", drawn(b"12")
    for matrix in (b"[0 0 0 0 0 0]", b"[NaN 0 0 1 0 0]", b"[1e38 0 0 1e38 1e38 1e38]", b"[1]"):
        yield f"matrix {matrix.decode()}", drawn(form(WORDS, FONTS, b"/Matrix%s" % matrix))
    for depth in (20, 500, 10_000):
        chain = [form(b"/X Do", b"/XObject<</X %d 0 R>>" % (7 + level)) for level in range(depth)]
        yield f"{depth} deep", drawn(*chain, form(WORDS, FONTS))
    for fold, depth in ((10, 4), (10, 9), (2, 30)):
        chain = [form(b"/X Do " * fold, b"/XObject<</X %d 0 R>>" % (7 + level)) for level in range(depth)]
        yield f"{fold} to the power of {depth}", drawn(*chain, form(WORDS, FONTS))


def patterns(_seed: int) -> Variants:
    def tiling(body: bytes, step: bytes, resources: bytes = b"") -> bytes:
        entries = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep %s/YStep %s/Resources<<%s>>" % (step, step, resources)
        return stream(body, entries)

    def filled(*objects: bytes) -> bytes:
        contents = WORDS + b"/Pattern cs /P scn 0 0 600 700 re f /S sh"
        resources = FONTS + b"/Pattern<</P 6 0 R>>/Shading<</S 6 0 R>>"
        return one_page(contents, resources=resources, more=objects).written()

    yield "filled with itself", filled(tiling(b"/Pattern cs /P scn 0 0 9 9 re f", b"9", b"/Pattern<</P 6 0 R>>"))
    for step in (b"0", b"1e-30", b"-9", b"NaN", b"1e38"):
        yield f"step {step.decode()}", filled(tiling(b"0 0 9 9 re f", step))
    for kind in (b"2", b"3", b"4", b"6", b"7", b"99"):
        shading = b"<</ShadingType %s/ColorSpace/DeviceRGB/Coords[0 0 0 0 0 0]/Function 7 0 R>>" % kind
        yield f"shading {kind.decode()}", filled(shading, b"<</FunctionType 3/Domain[0 1]/Functions[7 0 R]/Bounds[]/Encode[0 1]>>")
    program = b"{" + b"dup " * 100_000 + b"}"
    yield (
        "function fills its stack",
        filled(b"<</ShadingType 1/ColorSpace/DeviceGray/Function 7 0 R>>", stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")),
    )
    samples = b"/FunctionType 0/Domain[0 1]/Range[0 1]/Size[2147483647]/BitsPerSample 32"
    yield (
        "function of endless samples",
        filled(b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 7 0 R>>", stream(b"", samples)),
    )
    for space in (b"[/Indexed 6 0 R 255 (x)]", b"[/Separation/All 6 0 R 7 0 R]", b"[/ICCBased 6 0 R]", b"[/DeviceN[/a/b]6 0 R 7 0 R]"):
        contents = b"/C cs 0.5 scn 0 0 9 9 re f " + WORDS
        resources = FONTS + b"/ColorSpace<</C 6 0 R>>"
        yield f"colours of themselves {space[:9].decode()}", one_page(contents, resources=resources, more=(space, b"<<>>")).written()


FAMILIES: tuple[Family, ...] = (boxes, operands, forms, patterns)
