"""A page as the reader sees it: its visible words in document order, one block a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from saksi.intake.layout import BETWEEN_CELLS
from saksi.record import UnreadableDocument


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCK_TAGS = _names(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu "
    "nav ol optgroup option p pre section select summary table tbody textarea tfoot thead tr ul"
)
DROPPED_TAGS = _names(
    "script style template noscript head svg math iframe frame object embed applet audio video canvas "
    "map datalist meta link base param source track input img"
)
FURNITURE_TAGS = _names("nav menu button select option optgroup textarea label legend figcaption")
LIKELY_FURNITURE_TAGS = _names("aside footer")
FURNITURE_ROLES = _names("navigation search menu menubar button dialog alertdialog toolbar")
LIKELY_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumb|share|sharing|social|sns|cookie|consent|gdpr|comment|respond|"
    r"reply|related|recommend|recommended|newsletter|subscribe|subscription|sidebar|widget|promo|advert|advertisement|ads?|"
    r"banner|footer|tag|byline|caption|credit|copyright|toolbar|pagination|popup|modal)s?(?=$|[-_\s])",
    re.IGNORECASE,
)
NEVER_FURNITURE_TAGS = _names("html body main article")  # their classes describe the whole page
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST_ELEMENTS = 100_000  # a long page has 20,000; walking more takes seconds
HTML_SPACE = re.compile(r"[ \t\r\n\f]+")
SPACES = re.compile(r" {2,}")
AROUND_BREAK = re.compile(r" *\n *")
BLANK_LINE = re.compile(r" *\n *\n[ \n]*")  # two breaks: how older pages make a paragraph
CELL_TAGS = frozenset(("td", "th"))
LONGEST_CELL = 150  # characters; a row with a longer cell arranges the page, its cells are no data


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item or row as seen."""

    text: str
    tag: str  # of the innermost block element that holds it
    is_furniture: bool = False  # it stands in a menu, a button, a caption
    may_be_furniture: bool = False  # its element's name says so, which is not always true
    link_share: float = 0  # of its characters


@dataclass
class _Open:
    """A block element that the walk is inside of."""

    tag: str
    is_furniture: bool = False
    may_be_furniture: bool = False
    is_layout: bool = False  # a table row that only arranges the page


@dataclass
class _Walk:
    """What the walk has gathered since the last block ended."""

    open: list[_Open] = field(default_factory=lambda: [_Open("html")])
    parts: list[str] = field(default_factory=list)
    n_linked: int = 0
    n_links_open: int = 0
    n_pre_open: int = 0
    is_next_cell: bool = False

    def say(self, words: str | None) -> None:
        if not words:
            return
        kept = words if self.n_pre_open else HTML_SPACE.sub(" ", words)
        if self.is_next_cell and kept.strip():
            self.parts.append(BETWEEN_CELLS)
            self.is_next_cell = False
        self.parts.append(kept)
        self.n_linked += len(kept.strip()) if self.n_links_open else 0

    def end_block(self) -> Iterator[Block]:
        raw = "".join(self.parts)
        share = min(1.0, self.n_linked / max(1, len(raw.strip())))
        inside = self.open[-1]
        paragraphs = [raw] if self.n_pre_open else BLANK_LINE.split(SPACES.sub(" ", raw))
        for paragraph in paragraphs:
            text = paragraph if self.n_pre_open else AROUND_BREAK.sub("\n", paragraph)
            text = text.strip(" \t\r\n\f")
            if text.strip():
                yield Block(text, inside.tag, inside.is_furniture, inside.may_be_furniture, share)
        self.parts.clear()
        self.n_linked = 0
        self.is_next_cell = False


def parse_page(source: str) -> html.HtmlElement:
    """Return the tree of a page; nothing is fetched, no entity of the page's own is expanded.

    Raises
    ------
    UnreadableDocument
        There is no element, or the page goes over the parser's limits (depth 256, one text
        10 MB) or `MOST_ELEMENTS`: what follows such a place would be lost without a word.
    """
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:
        raise UnreadableDocument(
            "the page holds no text. Save it again from a browser that shows it"
        ) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(
            "the page nests deeper than 255 elements or holds a text over 10 MB, and the rest would be lost."
            " Open it in a browser and save its text as .txt"
        )
    n_elements = sum(1 for _ in root.iter())
    if n_elements > MOST_ELEMENTS:
        raise UnreadableDocument(
            f"{n_elements} elements; at most {MOST_ELEMENTS} are read. Open it in a browser and save its text"
            " as .txt"
        )
    return root


def visible_blocks(source: str | html.HtmlElement) -> list[Block]:
    """Return the visible words of a page, block by block in document order.

    Raises
    ------
    UnreadableDocument
        As `parse_page`.
    """
    return list(_walk(parse_page(source) if isinstance(source, str) else source))


def _walk(root: html.HtmlElement) -> Iterator[Block]:
    """Walk without recursion: a page may be as deep as it likes."""
    walk = _Walk()
    steps = etree.iterwalk(root, events=("start", "end"))
    dropped: html.HtmlElement | None = None
    for event, element in steps:
        if event == "start":
            if _is_hidden(element):
                steps.skip_subtree()
                dropped = element
                continue
            yield from _enter(walk, element)
        else:
            if element is dropped:
                dropped = None
            else:
                yield from _leave(walk, element)
            if element is not root:
                walk.say(element.tail)
    yield from walk.end_block()


def _enter(walk: _Walk, element: html.HtmlElement) -> Iterator[Block]:
    tag = element.tag
    outer = walk.open[-1]
    if tag in BLOCK_TAGS or (tag in CELL_TAGS and outer.is_layout):
        yield from walk.end_block()
        sure, likely = _signs(element)
        sure, likely = outer.is_furniture or sure, outer.may_be_furniture or likely
        walk.open.append(_Open(tag, sure, likely, is_layout=tag == "tr" and _is_layout(element)))
    elif tag == "br":
        walk.parts.append("\n")
    elif tag in CELL_TAGS:
        walk.is_next_cell = any(part.strip() for part in walk.parts)
    walk.n_links_open += tag == "a"
    walk.n_pre_open += tag == "pre"
    walk.say(element.text)


def _leave(walk: _Walk, element: html.HtmlElement) -> Iterator[Block]:
    if element.tag in BLOCK_TAGS or (element.tag in CELL_TAGS and walk.open[-1].tag in CELL_TAGS):
        yield from walk.end_block()
        walk.open.pop()
    walk.n_links_open -= element.tag == "a"
    walk.n_pre_open -= element.tag == "pre"


def _is_layout(row: html.HtmlElement) -> bool:
    """Older pages arrange themselves in tables: such a row holds paragraphs, breaks or other tables."""
    if any(element.tag == "br" or element.tag in BLOCK_TAGS for cell in row for element in cell.iter()):
        return True
    return any(len(cell.text_content()) > LONGEST_CELL for cell in row)


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        element.tag in DROPPED_TAGS
        or not isinstance(element.tag, str)
        or "hidden" in element.attrib
        or bool(HIDDEN_STYLE.search(element.get("style", "")))
    )


def _signs(element: html.HtmlElement) -> tuple[bool, bool]:
    """Whether an element is furniture for certain, and whether its name suggests it."""
    if element.tag in NEVER_FURNITURE_TAGS:
        return False, False
    sure = element.tag in FURNITURE_TAGS or element.get("role", "").lower() in FURNITURE_ROLES
    named = LIKELY_FURNITURE_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}")
    return sure, element.tag in LIKELY_FURNITURE_TAGS or bool(named)
