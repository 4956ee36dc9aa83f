"""Small whole files of each kind, made by hand, so that a hostile one differs in one thing only."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

CANARY = "Quillomar"  # an invented name in every hostile file; no message may repeat it
SENTENCE = f"Two traders were held in Corrow, {CANARY} said."

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument"


class Hostile(NamedTuple):
    """A file that means harm; `why` is what the reason says, None where it is read all the same."""

    name: str
    data: bytes
    why: str | None


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _relations(*targets: str) -> str:
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{"".join(targets)}</Relationships>'


def relation(number: int, kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def docx(
    document: str | bytes | None = None,
    *,
    more: Mapping[str, bytes | str] | None = None,
    relations: tuple[str, ...] = (),
    body: str = "",
    main: str = f"{TYPES}.wordprocessingml.document.main+xml",
) -> bytes:
    words = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    whole = f'{XML}<w:document xmlns:w="{WORD}"><w:body>{words}{body}</w:body></w:document>'
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin"'
        ' ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _relations(relation(1, "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(*relations),
            "word/document.xml": document if document is not None else whole,
            **(more or {}),
        }
    )


def xlsx(
    sheet: str | None = None, shared: str | None = None, rows: str = "", dimension: str = "A1:B2"
) -> bytes:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{SENTENCE}</t></is></c></row>{rows}'
    )
    data = f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData>'
    whole = f'{XML}<worksheet xmlns="{SHEET}">{data}</worksheet>'
    kind = f"{TYPES}.spreadsheetml"
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    book = (
        f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="one" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _relations(relation(1, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relations(
                relation(1, "worksheet", "worksheets/sheet1.xml"),
                relation(2, "sharedStrings", "sharedStrings.xml"),
            ),
            "xl/sharedStrings.xml": shared or f'{XML}<sst xmlns="{SHEET}"/>',
            "xl/worksheets/sheet1.xml": sheet or whole,
        }
    )


def stream(content: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>stream\n".encode()
    return head + packed + b"\nendstream"


def pdf(
    *,
    catalog: str = "",
    page: str = "",
    pages: str = "/Kids[3 0 R]/Count 1",
    content: bytes | None = None,
    more: tuple[bytes, ...] = (),
    trailer: str = "",
) -> bytes:
    """A PDF of one page; further objects are numbered from 6."""
    words = f"BT /F1 12 Tf 72 700 Td ({SENTENCE}) Tj ET".encode()
    resources = f"<</Font<</F1 5 0 R>>{page}>>"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages{pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources{resources}>>".encode(),
        stream(words if content is None else content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    out, places = b"%PDF-1.7\n", list[int]()
    for number, data in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()


def mail(*lines: str, body: str = SENTENCE) -> bytes:
    head = ("From: post@mail.example", "Date: Tue, 05 Mar 2024 10:00:00 +0900", "Subject: News", *lines)
    return "\r\n".join((*head, "", body)).encode()
