"""A report's text with its passages drawn: cut at every start and end, wrapped once a claim, in lanes.

Lines stack, nest and cross without scripts, copy as plain text and print. A mark at each passage's start
carries the claim's number: the key without colour, and the way to the card without JavaScript.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from saksi.workspace.holdings.text import lies_in

LANES = 3  # lines that can be told apart; what lies deeper is thin and grey
OPENING = "“‘\"'(「『《["
_WORD = re.compile(r"\s*\S+")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage of one claim, ready to be drawn."""

    number: int  # of the claim, in text order
    start: int  # code points, half-open
    end: int
    family: str  # of the act: the colour and form of its line
    glyph: str  # id of a symbol: ``g-life``
    state: str  # "" suggested, "dec" decided, "no" rejected
    on: bool  # of the claim that is open
    name: str  # for those who listen: "claim 10, execution, suggested"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text."""

    number: int
    start: int
    here: bool  # it holds a passage of the claim that is open
    aside: bool  # a menu, a header line, a caption: kept, not read
    html: SafeString


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    lane: int


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    over: tuple[_Placed, ...]  # outermost first
    begins: tuple[_Placed, ...]


def paragraphs(
    text: str, marks: Sequence[Mark], furniture: Sequence[tuple[int, int]] = ()
) -> list[Paragraph]:
    """Return the lines of a text that hold words, each with its passages drawn.

    Parameters
    ----------
    furniture
        Spans that the reader passed over; a line that lies in one is drawn small.
    """
    placed = _in_lanes(marks)
    found: list[Paragraph] = []
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        inside = [p for p in placed if p.mark.start < line.end() and p.mark.end > line.start()]
        found.append(
            Paragraph(
                number=len(found) + 1,
                start=line.start(),
                here=any(p.mark.on for p in inside),
                aside=lies_in(line.group(), line.start(), furniture),
                html=_drawn(text, _pieces(text, line.start(), line.end(), inside)),
            )
        )
    return found


def paragraph_of(text: str, at: int) -> int:
    """Return the number of the line that holds a place of the text; 0 where it lies between lines."""
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    return next((n for n, line in enumerate(lines, 1) if line.start() <= at < line.end()), 0)


def _in_lanes(marks: Sequence[Mark]) -> list[_Placed]:
    """Give each passage the first lane that is free at its start; it keeps it to its end."""
    ends: list[int] = []
    placed = []
    for mark in sorted(marks, key=lambda each: (each.start, each.start - each.end, each.number)):
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        placed.append(_Placed(mark, lane))
    return placed


def _pieces(text: str, start: int, end: int, inside: Sequence[_Placed]) -> list[_Piece]:
    cuts = {start, end}
    for placed in inside:
        cuts |= {at for at in (placed.mark.start, placed.mark.end) if start < at < end}
        # the quotation mark before a passage goes to its first word, so that no line ends with it
        before = placed.mark.start - 1
        if start < before < end and text[before] in OPENING:
            cuts.add(before)
    ordered = sorted(cuts)
    found = []
    for a, b in pairwise(ordered):
        over = tuple(p for p in inside if p.mark.start <= a and p.mark.end >= b)
        begins = tuple(p for p in inside if _first_place(text, p.mark) == a)
        found.append(_Piece(a, b, over, begins))
    return found


def _first_place(text: str, mark: Mark) -> int:
    """Where a passage begins to be seen: it may start with the space between two lines."""
    words = text[mark.start : mark.end]
    return mark.start + len(words) - len(words.lstrip("\n"))


def _drawn(text: str, pieces: Sequence[_Piece]) -> SafeString:
    done: list[SafeString] = []
    held = mark_safe("")  # an opening quotation mark that waits for its word
    for number, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        if words in OPENING and following is not None and following.begins and not piece.begins:
            held = _wrapped(words, piece.over)
            continue
        if not piece.begins:
            done.append(_wrapped(words, piece.over))
            continue
        first = _WORD.match(words)
        cut = first.end() if first else len(words)
        refs = mark_safe("".join(_reference(p) for p in piece.begins))  # noqa: S308 - each is escaped
        done.append(
            format_html('<span class="nb">{}{}{}</span>', held, refs, _wrapped(words[:cut], piece.over))
        )
        if words[cut:]:
            done.append(_wrapped(words[cut:], piece.over))
        held = mark_safe("")
    return mark_safe("".join(done))  # noqa: S308 - each piece is escaped


def _wrapped(words: str, over: Sequence[_Placed]) -> SafeString:
    html = escape(words)
    for placed in reversed(over):
        html = format_html(
            '<span class="{}" data-c="{}">{}</span>', _classes(placed), placed.mark.number, html
        )
    return html


def _classes(placed: _Placed) -> str:
    return " ".join(_class_names(placed))


def _class_names(placed: _Placed) -> Iterator[str]:
    mark = placed.mark
    yield "m"
    yield f"f-{mark.family}" if placed.lane < LANES else "over"
    if 0 < placed.lane < LANES:
        yield f"l{placed.lane}"
    if mark.state:
        yield mark.state
    if mark.on:
        yield "on"


def _reference(placed: _Placed) -> SafeString:
    mark = placed.mark
    state = "".join(f" {name}" for name in (mark.state, "on" if mark.on else "") if name)
    return format_html(
        '<a class="ref f-{0}{1}" id="p{2}-{3}" href="?claim={2}#c{2}" data-c="{2}" data-go="{2}"'
        ' aria-label="{4}">{2}<svg class="g f-{0}" aria-hidden="true"><use href="#{5}"/></svg></a>',
        mark.family, state, mark.number, mark.start, mark.name, mark.glyph,
    )  # fmt: skip
