"""Lines of PDF pages to paragraphs: hyphens undone as the document itself shows, heads and feet marked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from saksi.intake.layout import put_together
from saksi.intake.pdf_pages import Line
from saksi.record import Passage

EDGE_LINES = 3  # of a page, above and below, that may be its head or foot
REPEATED = 3  # pages, at least, on which a head or foot stands
NUMBER = re.compile(
    r"[-–—\s|]*(?:page|p\.|쪽|페이지)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:쪽|페이지)?\s*(?:(?:of|/)\s*\d{1,4})?[-–—\s|]*",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
BULLET = re.compile(r"(?:[•‣▪●○◦■□·※▶]|[-–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z가-힣][.)]\s)")
STOP = re.compile(r"[.!?。…:][\"”’')\]]*$")
HYPHEN_END = re.compile(r"[^\W\d_][-‐\u00ad]$")
WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
HANGUL = re.compile(r"[가-힣]")
WIDER = 1.35  # times the usual distance of lines: a new paragraph


@dataclass
class _Block:
    """A paragraph, or a line of a head or foot."""

    text: str
    is_furniture: bool = False


def laid_out(pages: Sequence[Sequence[Line]]) -> tuple[str, list[Passage]]:
    """Return the text of pages in reading order, and the spans of heads, feet and page numbers.

    A paragraph that runs on over the end of a page stays one; what stands between comes after it.
    """
    edges = [_edge_lines(page, repeated) for repeated in [_repeated(pages)] for page in pages]
    words = Counter(word for page in pages for line in page for word in WORD.findall(line.text.casefold()))
    return put_together((block.text, block.is_furniture) for block in _blocks(pages, edges, words))


def _blocks(
    pages: Sequence[Sequence[Line]], edges: Sequence[set[int]], words: Counter[str]
) -> Iterator[_Block]:
    open_lines, waiting = list[Line](), list[_Block]()
    for page, edge in zip(pages, edges, strict=True):
        body = [line for at, line in enumerate(page) if at not in edge]
        usual = _usual_distance(body)
        column = max((line.right for line in body), default=0)
        heads = [_Block(page[at].text, is_furniture=True) for at in sorted(edge)]
        if heads and not open_lines:
            yield from heads
            heads = []
        waiting += heads
        for at, line in enumerate(body):
            before = open_lines[-1] if open_lines else None
            is_new_page = at == 0
            if before and _begins(before, line, usual, column, is_new_page):
                yield _Block(_joined(open_lines, words))
                yield from waiting
                waiting, open_lines = [], []
            open_lines.append(line)
    if open_lines:
        yield _Block(_joined(open_lines, words))
    yield from waiting


def _begins(before: Line, line: Line, usual: float, column: float, is_new_page: bool) -> bool:
    """Say whether a line begins a paragraph."""
    if before.is_broken:
        return False
    if BULLET.match(line.text) or abs(line.size - before.size) > 0.12 * before.size:
        return True
    ended = bool(STOP.search(before.text))
    if is_new_page or line.top > before.top:  # the next page or column
        return ended
    if before.bottom - line.bottom > WIDER * usual:
        return True
    indented = line.left - before.left > 0.8 * line.height
    short = before.right < column - 0.25 * (column - before.left)
    return ended and (indented or short)


def _usual_distance(lines: Sequence[Line]) -> float:
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom]
    return median(steps) if steps else 0.0


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    text = lines[0].text
    for before, line in pairwise(lines):
        text = _with(text, before.is_broken, line.text, words)
    return text + "-" if lines[-1].is_broken else text


def _with(text: str, is_broken: bool, more: str, words: Counter[str]) -> str:
    if not is_broken and HYPHEN_END.search(text) and more[:1].islower():
        text, is_broken = text[:-1], True
    head, tail = _last_word(text), _first_word(more)
    whole = words[f"{head}{tail}".casefold()]
    if is_broken:
        # Keep the hyphen where the document writes the word with one elsewhere, and never without.
        kept = words[f"{head}-{tail}".casefold()] > whole or not more[:1].islower()
        return f"{text}{'-' if kept else ''}{more}"
    if HANGUL.search(text[-1:]) and HANGUL.search(more[:1]):
        # Korean lines may end inside a word, without a mark: joined where the whole word stands elsewhere.
        return f"{text}{'' if whole > 0 else ' '}{more}"
    return f"{text} {more}"


def _last_word(text: str) -> str:
    found = WORD.findall(text[-60:])
    return found[-1] if found else ""


def _first_word(text: str) -> str:
    found = WORD.match(text)
    return found[0] if found else ""


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Lines at the edge that stand on several pages, whatever their numbers."""
    seen = Counter(key for page in pages for key in {_key(page[at].text) for at in _at_edge(page)})
    return {key for key, count in seen.items() if key and count >= min(REPEATED, max(2, len(pages)))}


def _key(text: str) -> str:
    return DIGITS.sub("0", text.casefold()).strip()


def _at_edge(page: Sequence[Line]) -> list[int]:
    """The highest and the lowest lines of a page, wherever its order puts them."""
    by_height = sorted(range(len(page)), key=lambda at: -page[at].top)
    return sorted({*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]})


def _edge_lines(page: Sequence[Line], repeated: set[str]) -> set[int]:
    by_height = sorted(range(len(page)), key=lambda at: -page[at].top)
    ends = {*by_height[:1], *by_height[-1:]} if len(page) > 1 else set()
    return {
        at
        for at in _at_edge(page)
        if _key(page[at].text) in repeated or (at in ends and NUMBER.fullmatch(page[at].text))
    }
