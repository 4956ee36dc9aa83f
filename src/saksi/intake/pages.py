"""Web pages: the whole visible text, with everything that is not the report marked as furniture.

What is main text is trafilatura's judgement, carried over to our blocks by their words, and corrected
towards keeping: what reads as prose and stands in no menu, form or aside is read.
"""

import logging
import re
from collections.abc import Iterable, Sequence

from lxml import html

from saksi.intake.blocks import BLOCK_TAGS, Block, parse_page, visible_blocks
from saksi.intake.encodings import decode
from saksi.intake.furniture import is_prose, join_spans, mark_furniture
from saksi.intake.identifiers import id_from_name
from saksi.intake.layout import BETWEEN, put_together
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.intake.page_facts import read_facts
from saksi.record import Report, UnreadableDocument

DECLARED_ENCODING = re.compile(
    rb"<(?:meta[^>]{0,200}?|\?xml[^>]{0,60}?)(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CERTAIN_WORDS = 25  # letters; shorter blocks must equal a line of the main text, not just occur in it
MOSTLY_LINKS = 0.6
LONG_PROSE = 80  # characters
MOST_ELEMENTS = 30_000  # more, or more links, is not judged by trafilatura:
MOST_LINKS = 3_000
MOST_INLINE = 1_000  # or more inline elements in one paragraph; its time grows with the square of these
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
MOST_ATTRIBUTES = 10_000  # a data: picture is long, but one word

# They log what they find in pages; a caller's log must not hold the text of reports.
for _name in ("trafilatura", "htmldate", "justext", "readability"):
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())


def parse_html(document: Document) -> Intake:
    """Return the one report of a web page.

    Raises
    ------
    UnreadableDocument
        The bytes are no text, nothing on the page is visible, it is too long, or the parser would have
        to leave a part out.
    """
    declared = DECLARED_ENCODING.search(document.data[:4_000])
    decoded = decode(document.data, declared[1].decode("ascii") if declared else None)
    _check_tags(decoded.text)
    root = parse_page(decoded.text)
    blocks = visible_blocks(root)
    text = BETWEEN.join(block.text for block in blocks)
    if not text:
        raise UnreadableDocument("the page shows no words (a picture, a script?). Save its text as .txt")
    check_characters(text, document.settings)
    facts = read_facts(root, decoded.text)
    main, found_main = _main_blocks(blocks, root, facts.title)
    _, outside = put_together((block.text, not told) for block, told in zip(blocks, main, strict=True))
    report = Report(
        id=id_from_name(document.name),
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published,
        language=facts.language,
        text=text,
        synthetic=facts.synthetic,
        furniture=join_spans(text, (*outside, *mark_furniture(text))),
    )
    notes = list(decoded.notes)
    if not found_main:
        notes.append("its layout does not show the main text: only menus, buttons and forms are marked")
    return Intake(reports=(report,), notes=tuple(Note(document.name, note) for note in notes))


def _check_tags(source: str) -> None:
    """Refuse a tag of endless attributes: the parser's time grows with the square of their number."""
    for tag in LONG_TAG.finditer(source):
        if (n_words := len(tag[0].split())) > MOST_ATTRIBUTES:
            raise UnreadableDocument(
                f"a tag with {n_words} attributes; at most {MOST_ATTRIBUTES} are read. Open the page in a"
                " browser and save its text as .txt"
            )


def _main_blocks(
    blocks: Sequence[Block], root: html.HtmlElement, title: str | None
) -> tuple[list[bool], bool]:
    """Judge each block; the second answer is whether trafilatura found a main text at all."""
    main_text = _main_text(root)
    said = _in_main_text(blocks, main_text)
    if not any(said):
        return [not (b.is_furniture or b.may_be_furniture or _is_links(b)) for b in blocks], False
    first, last = said.index(True), len(said) - 1 - said[::-1].index(True)
    judged = [
        _is_main(block, said[n], inside=first < n < last, is_title=block.text == title)
        for n, block in enumerate(blocks)
    ]
    return judged, True


def _is_main(block: Block, in_main_text: bool, inside: bool, is_title: bool) -> bool:
    if block.is_furniture:
        return False
    if is_title and block.tag in HEADINGS:
        return True
    if in_main_text:
        return not _is_bare_link(block)
    if block.may_be_furniture or _is_links(block):
        return False
    return inside or (len(block.text) >= LONG_PROSE and is_prose(block.text))


def _is_links(block: Block) -> bool:
    return block.link_share > MOSTLY_LINKS


def _is_bare_link(block: Block) -> bool:
    """A headline of something else: nothing but a link, and no sentence."""
    return block.link_share > 0.9 and len(block.text) < LONG_PROSE and not is_prose(block.text)


def _main_text(root: html.HtmlElement) -> str:
    """Return trafilatura's main text; "" where it finds none. It may change the tree: call it last."""
    if _would_take_long(root):
        return ""
    import trafilatura  # noqa: PLC0415  half a second that only pages need

    try:
        found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True, fast=True)
    except Exception:  # noqa: BLE001  whatever it trips over, the page's own words are read all the same
        return ""
    return (found.text or "") if found else ""


def _would_take_long(root: html.HtmlElement) -> bool:
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS or sum(1 for _ in root.iter("a")) > MOST_LINKS:
        return True
    full = (element for element in root.iter() if len(element) > MOST_INLINE)
    return any(sum(1 for child in element if child.tag not in BLOCK_TAGS) > MOST_INLINE for element in full)


def _in_main_text(blocks: Iterable[Block], main_text: str) -> list[bool]:
    lines = {_letters(line) for line in main_text.split("\n")} - {""}
    whole = _letters(main_text)
    said, position = [], 0
    for block in blocks:
        letters = _letters(block.text)
        is_said = letters in lines
        if not is_said and len(letters) >= CERTAIN_WORDS:
            at = whole.find(letters, position)
            is_said = at >= 0
            position = at + len(letters) if is_said else position
        said.append(is_said)
    return said


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
