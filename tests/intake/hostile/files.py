"""The hostile files, built when the tests run; `port` is where a page or document would call home."""

import json
import random
from collections.abc import Iterator
from io import BytesIO
from struct import pack, unpack_from
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tests.intake.made import (
    CANARY,
    SENTENCE,
    SHEET,
    WORD,
    Hostile,
    docx,
    mail,
    pdf,
    relation,
    stream,
    xlsx,
    zipped,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGH_DTD = f'<!DOCTYPE x [<!ENTITY l0 "{CANARY}">{LAUGHS}]>'


def hostile_files(port: int) -> list[Hostile]:
    home = f"http://127.0.0.1:{port}"
    return [
        *_office(home), *_archives(), *_names(), *_polyglots(), *_pages(home), *_data(), *_mails(),
        *_tables(home), *_pdfs(home),
    ]  # fmt: skip


def _word(dtd: str, text: str) -> str:
    body = f"<w:body><w:p><w:r><w:t>{SENTENCE} {text}</w:t></w:r></w:p></w:body>"
    return f'<?xml version="1.0"?>{dtd}<w:document xmlns:w="{WORD}">{body}</w:document>'


def _office(home: str) -> Iterator[Hostile]:
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    long = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
    settings = {
        "word/settings.xml": f'<w:settings xmlns:w="{WORD}"/>',
        "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relation(1, "attachedTemplate", f"{home}/t.dotm", outside=True)}</Relationships>',
    }
    shared = f'<?xml version="1.0"?>{LAUGH_DTD}<sst xmlns="{SHEET}"><si><t>&l9;</t></si></sst>'
    sheet = f'<?xml version="1.0"?>{outside}<worksheet xmlns="{SHEET}"><sheetData>&e;</sheetData></worksheet>'
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield Hostile("laughs.docx", docx(_word(LAUGH_DTD, "&l9;")), "declares entities")
    yield Hostile("quadratic.docx", docx(_word(long, "&a;" * 20_000)), "declares entities")
    yield Hostile("entity.docx", docx(_word(outside, "&e;")), "declares entities")
    yield Hostile("dtd.docx", docx(_word(f'<!DOCTYPE x SYSTEM "{home}/x.dtd">', "")), "declares entities")
    late = "<!--" + " " * 5_000 + "-->" + LAUGH_DTD
    yield Hostile("late.docx", docx(_word(late, "&l9;")), "damaged")
    yield Hostile(
        "late-entity.docx", docx(_word("<!--" + " " * 5_000 + "-->" + outside, "&e;")), None
    )  # not expanded
    yield Hostile(
        "late.xlsx", xlsx(shared=shared.replace("?>", "?><!--" + " " * 5_000 + "-->", 1)), "damaged"
    )
    yield Hostile("laughs.xlsx", xlsx(shared=shared), "declares entities")
    yield Hostile("entity.xlsx", xlsx(sheet), "declares entities")
    yield Hostile(
        "template.docx", docx(more=settings, relations=(relation(9, "settings", "settings.xml"),)), None
    )
    picture = relation(9, "image", f"{home}/pixel.png", outside=True)
    yield Hostile("picture.docx", docx(relations=(picture,)), None)
    yield Hostile("macros.docx", docx(more={"word/vbaProject.bin": b"\0" * 99}), None)
    yield Hostile("docm.docx", docx(main=macros), "a file with macros")
    yield Hostile("bomb.docx", docx(b" " * 60_000_000), "as in a bomb")
    yield Hostile("deep.docx", docx(body="<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "damaged")
    yield Hostile("hollow.docx", zipped({"word/other.xml": "x"}), "needed: a Word document")


def _archives() -> Iterator[Hostile]:
    yield Hostile("ratio.zip", zipped({"a.txt": b"a" * 19_000_000}), "over 200 times")
    yield Hostile("count.zip", zipped({f"{n}.txt": b"" for n in range(10_001)}), "10001 members")
    nested = zipped({"a.txt": SENTENCE})
    for _ in range(6):
        nested = zipped({"inside.zip": nested})
    yield Hostile("nested.zip", nested, "4 containers inside one another")
    tree = zipped({f"{n}.txt": b"" for n in range(5)})
    for _ in range(2):
        tree = zipped({f"{n}.zip": tree for n in range(3)})
    yield Hostile("tree.zip", tree, "the file is empty")
    yield Hostile("overlap.zip", _overlapping(), "lie on one another")
    whole = zipped({"a.txt": SENTENCE * 20})
    yield Hostile("cut.zip", whole[: len(whole) // 2], "damaged zip")
    yield Hostile("flag.zip", _with_flag(zipped({"a.txt": SENTENCE})), "password")
    yield Hostile("liar.zip", _with_size(zipped({"a.txt": SENTENCE * 20})), "damaged inside")
    yield Hostile("many.zip", whole[:-12] + pack("<H", 0xFFFE) + whole[-10:], "65534 members")
    link = ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_STORED) as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", SENTENCE)
    yield Hostile("link.zip", stored.getvalue(), None)
    mixed = zipped({"good.txt": SENTENCE, "bad.pdf": "%PDF-1.7 nothing", "bad.json": "{", "worse.docx": "no"})
    yield Hostile("mixed.zip", mixed, "damaged PDF")


def _overlapping() -> bytes:
    """Two entries of the directory for one member's bytes."""
    data = zipped({"a.txt": SENTENCE})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    tail = bytearray(data[end:])
    tail[8:12] = pack("<HH", 2, 2)
    tail[12:16] = pack("<I", 2 * len(entry))
    return data[:at] + entry + entry + bytes(tail)


def _with_flag(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        changed[at : at + 2] = pack("<H", unpack_from("<H", data, at)[0] | 1)
    return bytes(changed)


def _with_size(data: bytes) -> bytes:
    """The directory says a tenth of what is packed."""
    changed, at = bytearray(data), data.index(b"PK\x01\x02") + 24
    changed[at : at + 4] = pack("<I", 10)
    return bytes(changed)


def _names() -> Iterator[Hostile]:
    names = {
        "up": f"../../../{CANARY.lower()}/evil.txt",
        "absolute": "/evil.txt",
        "windows": "..\\..\\evil.txt",
        "device": "CON.txt",
        "long": "n" * 300 + ".txt",
        "rtl": "note\u202etxt.exe.txt",
        "line": "a\nall is well.txt",
    }
    for kind, name in names.items():
        yield Hostile(f"name-{kind}.zip", zipped({name: SENTENCE}), None)
    cut = zipped({"evilX.txt": SENTENCE}).replace(b"evilX.txt", b"evil\0.txt")
    yield Hostile("name-zero.zip", cut, "no suffix")


def _polyglots() -> Iterator[Hostile]:
    page = f"<p>{SENTENCE}</p>".encode()
    archive = zipped({"a.txt": SENTENCE})
    yield Hostile("zip-behind.html", page + archive, "two files in one")
    yield Hostile("zip-behind.pdf", pdf() + archive, "two files in one")
    yield Hostile("html-before.zip", page + archive, "found: text")
    yield Hostile("gif.html", b"GIF89a/*" + page + b"*/=1;alert(1)", "the file is a picture")
    yield Hostile("pdf-inside.html", b"\n<!--" + pdf() + b"-->" + page, "the file is a PDF")
    yield Hostile("page.pdf", page, "found: text; needed: a PDF")
    yield Hostile("program.txt", b"MZ\x90\x00" + b"\0" * 99, "a program")
    yield Hostile("table.docx", xlsx(), "needed: a Word document")
    yield Hostile("old.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 500, "with a password")


def _pages(home: str) -> Iterator[Hostile]:
    words = f"<p>{SENTENCE}</p>"
    yield Hostile("nested.html", ("<div>" * 100_000 + words).encode(), "nests deeper")
    yield Hostile("marked.html", ("<![CDATA[<![if x]>" * 50_000 + words).encode(), None)
    yield Hostile("open.html", ("<b><i><a href=x>" * 30_000 + words).encode(), "nests deeper|at most")
    yield Hostile(
        "attributes.html",
        (f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{SENTENCE}").encode(),
        "100001 attributes",
    )
    yield Hostile("entities.html", (f"<!DOCTYPE x [{LAUGHS}]>{words}" + "&l9;" * 9_000).encode(), None)
    fetch = f'<img src="{home}/a.png"><script src="{home}/a.js"></script>'
    fetch += f'<link rel=stylesheet href="{home}/a.css">'
    yield Hostile(
        "fetch.html", (fetch + f'<iframe src="{home}"></iframe><base href="{home}">' + words).encode(), None
    )
    yield Hostile("tables.html", ("<table><tr><td>" * 80 + words).encode(), None)
    yield Hostile("charset.html", b"<meta charset=utf-7>" + words.encode() + b"+ADw-script+AD4-", None)


def _data() -> Iterator[Hostile]:
    text = json.dumps({"text": SENTENCE})
    yield Hostile("deep.json", b'{"text":' * 100_000, "nested too deep")
    yield Hostile(
        "number.json", f'{{"text": "{CANARY}", "n": {"9" * 9_000}}}'.encode(), "a number is too long"
    )
    yield Hostile("half.json", f'{{"text": "{CANARY} \\ud800"}}'.encode(), "half of a surrogate")
    yield Hostile("lines.jsonl", f'{text}\n{{"text": ["{CANARY}"]}}\n'.encode(), "text: a list")
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    yaml = f"---\na0: &a0 [{CANARY}]\n{layers}\n---\n{SENTENCE}"
    yield Hostile("laughs.md", yaml.encode(), None)
    yield Hostile("quotes.md", (">" * 20_000 + SENTENCE).encode(), "no text beside")
    yield Hostile("links.md", ("[" * 20_000 + SENTENCE).encode(), None)
    noise = random.Random(7).randbytes(50_000)  # noqa: S311 - noise, no secret
    yield Hostile("noise.txt", noise + CANARY.encode(), "not text")


def _mails() -> Iterator[Hostile]:
    kind = "Content-Type: "
    yield Hostile("headers.eml", mail(*(f"X-{n}: {CANARY}" for n in range(10_000))), None)
    inner = mail()
    for _ in range(30):
        inner = mail(f"{kind}message/rfc822", body=inner.decode())
    yield Hostile("forwarded.eml", inner, "4 containers inside")
    deep = "".join(f"--b{n}\r\n{kind}multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(400))
    yield Hostile(
        "multipart.eml", mail(f"{kind}multipart/mixed; boundary=b0", body=deep), "nested too deep|inside one"
    )
    yield Hostile("charset.eml", mail(f"{kind}text/plain; charset=no-such-charset"), None)
    subject = "=?utf-8?q?" + "a" * 60 + "?= "
    yield Hostile("subject.eml", mail(f"Subject: {subject * 3_000}"), None)
    coded = mail(f"{kind}text/plain", "Content-Transfer-Encoding: base64", body=f"{CANARY}!!!")
    yield Hostile("base64.eml", coded, None)
    attached = f'Content-Disposition: attachment; filename="../../{CANARY}/evil.txt"'
    body = f"--b\r\n{kind}text/plain\r\n{attached}\r\n\r\n{SENTENCE}\r\n--b--"
    yield Hostile("attached.eml", mail(f"{kind}multipart/mixed; boundary=b", body=body), None)
    many = "".join(f"--b\r\n{kind}text/csv\r\n{attached}\r\n\r\nx\r\n" for _ in range(40))
    yield Hostile("attachments.eml", mail(f"{kind}multipart/mixed; boundary=b", body=many), None)


def _tables(home: str) -> Iterator[Hostile]:
    yield Hostile("wide.csv", ("text," * 1_000_000 + f"\n{SENTENCE}").encode(), "columns; at most")
    yield Hostile("zero.csv", f"text\n{CANARY}\0\0\n".encode(), "zero bytes")
    yield Hostile("marks.csv", f'text\n"{SENTENCE}\n'.encode() + b'x,"y\n' * 2_000, "quotation marks")
    yield Hostile("cell.csv", f'text\n"{CANARY} {"a" * 2_500_000}"\n'.encode(), "too long|at most")
    yield Hostile("nameless.csv", f"{CANARY},12\nx,y\n".encode(), "no known name")
    yield Hostile("rows.csv", b"text\n" + b"no words here\n" * 10_003, "over 10000 reports")
    yield Hostile("dimension.xlsx", xlsx(dimension="A1:XFD1048576"), None)
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    yield Hostile("far.xlsx", xlsx(rows=far), "columns; at most")
    call = (
        f'<row r="3"><c r="A3"><f>WEBSERVICE("{home}")</f></c><c r="B3"><f>cmd|\'/c calc\'!A0</f></c></row>'
    )
    yield Hostile("formula.xlsx", xlsx(rows=call), None)
    many = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{CANARY}</v></c></row>' for n in range(3, 11_000))
    yield Hostile("rows.xlsx", xlsx(rows=many), "over 10000 reports")


def _pdfs(home: str) -> Iterator[Hostile]:
    script = "/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    script += "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"
    yield Hostile("script.pdf", pdf(catalog=script), None)
    yield Hostile("launch.pdf", pdf(catalog="/OpenAction<</S/Launch/F(/bin/sh)>>"), None)
    yield Hostile("call.pdf", pdf(catalog=f"/OpenAction<</S/URI/URI({home})>>"), None)
    broken = pdf()
    yield Hostile("xref.pdf", broken[: broken.index(b"xref")] + b"xref\n0 9\nzzz\n", "damaged PDF")
    yield Hostile("count.pdf", pdf(pages="/Kids[3 0 R]/Count 2000000000"), None)  # the pages that are there
    yield Hostile(
        "bomb.pdf", pdf(content=b" " * 90_000_000 + b"BT ET"), "without words|memory|without an answer"
    )
    yield Hostile("loop.pdf", pdf(pages="/Kids[2 0 R 2 0 R]/Count 2"), "damaged|without words")
    form = stream(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    own = pdf(page="/XObject<</X 6 0 R>>", content=b"/X Do", more=(form,))
    yield Hostile("self.pdf", own, "without words|without an answer")
    locked = (
        "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"
        + "00" * 32
        + ">/U<"
        + "11" * 32
        + ">>>/ID[<00><00>]"
    )
    yield Hostile("locked.pdf", pdf(trailer=locked), "encrypted")
    image = stream(
        b"\0" * 100, "/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    scan = pdf(page="/XObject<</I 6 0 R>>", content=b"q 600 0 0 700 0 0 cm /I Do Q", more=(image,))
    yield Hostile("scan.pdf", scan, "a scan: 1 of 1 pages")
    yield Hostile("cut.pdf", b"%PDF-1.7\n" + CANARY.encode(), "damaged PDF")
