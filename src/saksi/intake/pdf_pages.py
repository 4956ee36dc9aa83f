"""Lines of a PDF page with their places, in the order in which a person reads them.

pdfium gives words in the order in which they were drawn. Columns are found as in the XY-cut of Nagy and Seth
(1984): a gutter that no piece of text crosses, with enough prose on both sides; what crosses it, such as a
heading, parts the page into bands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pypdfium2 import PdfiumError  # type: ignore[import-untyped]
from pypdfium2.raw import (  # type: ignore[import-untyped]
    FPDFText_GetCharIndexFromTextIndex,
    FPDFText_GetFontSize,
)

from saksi.intake.layout import BETWEEN_CELLS

LINE_END = re.compile(r"\r\n|[\r\n\ufffe\u0002]")  # the last two: a hyphen at the end of a line
HYPHENS = "\ufffe\u0002"
WORD = re.compile(r"[^\s\ufffe\u0002]+")
WIDE_GAP = 2.0  # heights of the letters; wider than any space between words
MIN_GUTTER = 6.0  # points
LINES_OF_A_COLUMN, LETTERS_OF_A_LINE = 4, 14  # at least, on both sides of a gutter; less is a table
Word = tuple[str, float, float, float, float]  # left, bottom, right, top
MOST_PIECES = 20_000  # on a page; more is a drawing made of letters and keeps its own order


@dataclass(frozen=True)
class Line:
    """Words that stand side by side; places in points, upwards from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float  # of its letters, as the font says
    is_broken: bool = False  # it ends in a hyphen, which is not in the text

    @property
    def height(self) -> float:
        """The letters' height on the page."""
        return self.top - self.bottom


def lines_of(page: Any) -> list[Line]:
    """Return the lines of one page, in reading order; turned pages keep the order of drawing."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        pieces = list(_pieces(textpage, text))
    finally:
        textpage.close()
    if page.get_rotation() or len(pieces) > MOST_PIECES:
        return pieces
    return _ordered(pieces)


def _pieces(textpage: Any, text: str) -> Iterator[Line]:
    """Lines as drawn, cut where a gap is too wide for a space."""
    position = 0
    for end in (*LINE_END.finditer(text), None):
        stop = end.start() if end else len(text)
        is_broken = end is not None and end[0] in HYPHENS
        words = [(m[0], *_box(textpage, m.start(), m.end())) for m in WORD.finditer(text, position, stop)]
        if words:
            yield from _cut(words, _size(textpage, position), is_broken)
        position = end.end() if end else stop


def _cut(words: list[Word], size: float, is_broken: bool) -> Iterator[Line]:
    waiting = list[Word]()
    for word in words:
        if waiting:
            _, _, bottom, right, top = waiting[-1]
            gap = word[1] - right
            if gap > WIDE_GAP * max(1.0, top - bottom) or gap < -10 * (top - bottom):
                yield _line(waiting, size)
                waiting = []
        waiting.append(word)
    if waiting:
        yield _line(waiting, size, is_broken)


def _line(words: list[Word], size: float, is_broken: bool = False) -> Line:
    return Line(
        " ".join(word[0] for word in words),
        min(word[1] for word in words),
        min(word[2] for word in words),
        max(word[3] for word in words),
        max(word[4] for word in words),
        size,
        is_broken,
    )


def _box(textpage: Any, start: int, end: int) -> tuple[float, float, float, float]:
    boxes = [_char_box(textpage, index) for index in {start, end - 1}]
    known = [box for box in boxes if box]
    if not known:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def _char_box(textpage: Any, index: int) -> tuple[float, float, float, float] | None:
    at = FPDFText_GetCharIndexFromTextIndex(textpage, index)
    try:
        box: tuple[float, float, float, float] = textpage.get_charbox(at, loose=True)
    except PdfiumError:
        return None
    return box


def _size(textpage: Any, index: int) -> float:
    return float(FPDFText_GetFontSize(textpage, FPDFText_GetCharIndexFromTextIndex(textpage, index)))


def _ordered(pieces: Sequence[Line], depth: int = 0) -> list[Line]:
    gutter = _gutter(pieces) if depth < 4 else None
    if gutter is None:
        return _rows(pieces)
    crossing = sorted((p for p in pieces if p.left < gutter < p.right), key=lambda p: -p.top)
    rest = [p for p in pieces if not p.left < gutter < p.right]
    ordered = list[Line]()
    for bound in (*crossing, None):
        band = [p for p in rest if bound is None or _middle(p) > _middle(bound)]
        rest = [p for p in rest if not (bound is None or _middle(p) > _middle(bound))]
        ordered += _ordered([p for p in band if p.right <= gutter], depth + 1)
        ordered += _ordered([p for p in band if p.left >= gutter], depth + 1)
        if bound:
            ordered.append(bound)
    return ordered


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Return where a page's columns part, or None where it has one column."""
    if len(pieces) < 2 * LINES_OF_A_COLUMN:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    narrow = sorted((p for p in pieces if p.right - p.left < 0.6 * (right - left)), key=lambda p: p.left)
    best, gutter, reached = MIN_GUTTER, None, left
    for piece in narrow:
        if piece.left - reached >= best and reached > left:
            middle = (piece.left + reached) / 2
            if _is_prose([p for p in narrow if p.right < middle]) and _is_prose(
                [p for p in narrow if p.left > middle]
            ):
                best, gutter = piece.left - reached, middle
        reached = max(reached, piece.right)
    return gutter


def _is_prose(column: Sequence[Line]) -> bool:
    return len(column) >= LINES_OF_A_COLUMN and median(len(p.text) for p in column) >= LETTERS_OF_A_LINE


def _rows(pieces: Sequence[Line]) -> list[Line]:
    """Top down; pieces on one height are one line, the cells of a row."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (-_middle(p), p.left)):
        if rows and abs(_middle(rows[-1][0]) - _middle(piece)) < 0.4 * max(piece.height, rows[-1][0].height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda p: p.left)) for row in rows]


def _row(cells: list[Line]) -> Line:
    if len(cells) == 1:
        return cells[0]
    return Line(
        BETWEEN_CELLS.join(cell.text for cell in cells),
        cells[0].left,
        min(cell.bottom for cell in cells),
        max(cell.right for cell in cells),
        max(cell.top for cell in cells),
        max(cell.size for cell in cells),
        cells[-1].is_broken,
    )
