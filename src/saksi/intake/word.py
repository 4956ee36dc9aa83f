"""Word documents: their words in order, as they would read with every tracked change accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from saksi.intake.blocks import LONGEST_CELL
from saksi.intake.identifiers import id_from_name
from saksi.intake.layout import BETWEEN_CELLS, put_together
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.intake.plain import report_of
from saksi.intake.zips import check_office
from saksi.record import InvalidInput, UnreadableDocument

MAIN = "word/document.xml"
P, TR, TC, R, T = (qn(f"w:{name}") for name in ("p", "tr", "tc", "r", "t"))
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
INSERTED, DELETED = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
UNSEEN = frozenset((
    *DELETED, *map(qn, ("w:instrText", "w:delText", "w:pPr", "w:tblPr", "w:tblGrid", "w:sectPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
))  # fmt: skip
TEXT_BOX = qn("w:txbxContent")
VANISH, RUN_PROPERTIES = qn("w:vanish"), qn("w:rPr")
OFF = ("0", "false", "off")


@dataclass
class _Gathered:
    """Blocks of a document in order, and what was left out."""

    blocks: list[str] = field(default_factory=list)
    title: str | None = None
    n_hidden: int = 0


def parse_docx(document: Document) -> Intake:
    """Return the one report of a Word document. Headers and footers stand at the edges, as furniture.

    Raises
    ------
    UnreadableDocument
        There are no words.
    InvalidInput
        It is no Word document, or a bomb.
    """
    members = check_office(document.data, document.settings, MAIN, "a Word document")
    try:
        opened = docx.Document(BytesIO(document.data))
        part, body = opened.part, opened.element.body
    except (
        etree.XMLSyntaxError,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ):  # what python-docx trips over
        raise InvalidInput(
            "damaged, or of another kind than its suffix (a template, a file with macros)."
            " Save it again as .docx"
        ) from None
    gathered = _Gathered()
    _gather(body, gathered)
    for kind in ("footnotes", "endnotes"):
        for element in _related(part, kind):
            _gather(element, gathered)
    above, below = _edges(part, "header"), _edges(part, "footer")
    edges = ((above, True), (gathered.blocks, False), (below, True))
    text, furniture = put_together((block, at_edge) for blocks, at_edge in edges for block in blocks)
    if not "".join(gathered.blocks).strip():
        raise UnreadableDocument("the document holds no words (pictures only?). Save its text as .txt")
    check_characters(text, document.settings)
    report, noted = report_of(id_from_name(document.name), text, title=gathered.title, furniture=furniture)
    notes = [*_changes(body), *noted, *_left_out(part, members, gathered)]
    return Intake(reports=(report,), notes=tuple(Note(document.name, note) for note in notes))


def _gather(element: Any, gathered: _Gathered) -> None:
    """Walk paragraphs and tables; an element that only wraps them is looked into."""
    for child in element:
        if child.tag == P:
            words = _words(child, gathered).strip(" \n")
            if words:
                gathered.blocks.append(words)
                if gathered.title is None and _style(child) == "Title" and len(words) <= 300:
                    gathered.title = " ".join(words.split())
            for box in child.iter(TEXT_BOX):
                if not any(parent.tag in UNSEEN for parent in box.iterancestors()):
                    _gather(box, gathered)
        elif child.tag == TR:
            _gather_row(child, gathered)
        elif isinstance(child.tag, str) and child.tag not in UNSEEN:
            _gather(child, gathered)


def _gather_row(row: Any, gathered: _Gathered) -> None:
    cells = []
    for cell in row.iterchildren(TC):
        inside = _Gathered()
        _gather(cell, inside)
        gathered.n_hidden += inside.n_hidden
        cells.append(inside.blocks)
    if any(sum(map(len, blocks)) > LONGEST_CELL for blocks in cells):  # a table that only arranges the page
        gathered.blocks += [block for blocks in cells for block in blocks]
    elif any(cells):
        gathered.blocks.append(BETWEEN_CELLS.join(" ".join(blocks) for blocks in cells if blocks))


def _words(element: Any, gathered: _Gathered) -> str:
    said = []
    for child in element:
        tag = child.tag
        if tag == T:
            said.append(child.text or "")
        elif tag in BREAKS:
            said.append(BREAKS[tag])
        elif tag == R and _is_hidden(child):
            gathered.n_hidden += 1
        elif isinstance(tag, str) and tag not in UNSEEN and tag != TEXT_BOX:
            said.append(_words(child, gathered))
    return "".join(said)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{RUN_PROPERTIES}/{VANISH}")
    return mark is not None and mark.get(qn("w:val"), "1") not in OFF


def _style(paragraph: Any) -> str | None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if style is None else style.get(qn("w:val"))


def _related(part: Any, kind: str) -> Iterator[Any]:
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            yield parse_xml(relation.target_part.blob)


def _edges(part: Any, kind: str) -> list[str]:
    gathered = _Gathered()
    for element in _related(part, kind):
        _gather(element, gathered)
    return list(dict.fromkeys(gathered.blocks))  # sections repeat them


def _changes(body: Any) -> list[str]:
    inserted, deleted = (sum(1 for tag in tags for _ in body.iter(tag)) for tags in (INSERTED, DELETED))
    if not inserted + deleted:
        return []
    return [f"{inserted} tracked insertions are read, {deleted} deletions are not: as if all were accepted"]


def _left_out(part: Any, members: set[str], gathered: _Gathered) -> Iterator[str]:
    settings = next((r.target_part for r in part.rels.values() if r.reltype.endswith("/settings")), None)
    everywhere = [*part.rels.values(), *(settings.rels.values() if settings is not None else ())]
    outside = sum(r.is_external and not r.reltype.endswith("/hyperlink") for r in everywhere)
    if outside:
        yield f"it asks for {outside} files from elsewhere (a template, a picture): nothing was fetched"
    if any(name.endswith("vbaProject.bin") for name in members):
        yield "it holds macros, which are not run"
    if "word/comments.xml" in members:
        yield "its comments are not read"
    if gathered.n_hidden:
        yield f"{gathered.n_hidden} hidden pieces of text are not read"
