"""The outcomes by status as a picture for a report: one sign a claim, milder left, graver right.

On the page the same cells are a table; this is the file that leaves with it.
"""

from saksi.findings.blocks import Cell, Row, Table
from saksi.findings.charts.drawing import Drawing, wrapped
from saksi.findings.select import sign_of
from saksi.findings.text import Language

FIRST = 150.0  # width of the column of statuses
COLUMN = 92.0
STEP = 14.0  # from sign to sign
LINE = 17.0
PER_LINE = 6
SHOWN = 40


def draw_matrix(table: Table, language: Language) -> Drawing | None:
    """Draw a table of marks; null for a table of another kind."""
    if table.look != "matrix" or not table.rows:
        return None
    heads = [wrapped(c.label.plain(language), _room(n)) for n, c in enumerate(table.columns)]
    top = 12 + LINE * max(len(lines) for lines in heads)
    heights = [_height(row, language) for row in table.rows]
    title = table.caption.plain(language)
    note = f". {table.note.plain(language)}" if table.note else ""
    width = FIRST + COLUMN * (len(table.columns) - 1) + 10
    drawing = Drawing(width, top + sum(heights) + 6, title + note, language)
    for number, lines in enumerate(heads):
        for line, words in enumerate(reversed(lines)):
            drawing.text(_left(number), top - 8 - LINE * line, words, colour="ink-3")
    drawing.line(8, top, width - 8, top, "ink-3")
    y = top
    for row, height in zip(table.rows, heights, strict=True):
        for number, cell in enumerate(row.cells):
            (_cell if number else _heading)(drawing, cell, _left(number), y, language)
        y += height
        drawing.line(8, y, width - 8, y, "line")
    return drawing


def _left(number: int) -> float:
    return FIRST + COLUMN * (number - 1) if number else 8.0


def _room(number: int) -> float:
    return COLUMN - 8 if number else FIRST - 20


def _under(cell: Cell, room: float, language: Language) -> list[str]:
    return [line for text in cell.lines for line in wrapped(text.plain(language), room)]


def _height(row: Row, language: Language) -> float:
    lines = [_lines(cell, _room(number), language) for number, cell in enumerate(row.cells)]
    return 14 + LINE * max(lines)


def _lines(cell: Cell, room: float, language: Language) -> int:
    signs = -(-min(len(cell.acts), SHOWN) // PER_LINE) + (1 if len(cell.acts) > SHOWN else 0)
    head = len(wrapped(cell.text.plain(language), room)) if cell.text and not cell.acts else 0
    return max(signs + head, 1) + len(_under(cell, room, language))


def _heading(drawing: Drawing, cell: Cell, x: float, top: float, language: Language) -> None:
    y = top + 19
    for words in wrapped(cell.text.plain(language), _room(0)) if cell.text else ():
        drawing.text(x, y, words, bold=True)
        y += LINE
    for words in _under(cell, _room(0), language):
        drawing.text(x, y, words, colour="ink-3")
        y += LINE


def _cell(drawing: Drawing, cell: Cell, x: float, top: float, language: Language) -> None:
    if not cell.acts:
        drawing.text(x, top + 19, "·", colour="ink-3")
        return
    for number, act in enumerate(cell.acts[:SHOWN]):
        line, place = divmod(number, PER_LINE)
        drawing.glyph(sign_of(act), x + STEP * place, top + 9 + LINE * line)
    y = top + 19 + LINE * -(-min(len(cell.acts), SHOWN) // PER_LINE)
    if len(cell.acts) > SHOWN:
        drawing.text(x, y, f"+{len(cell.acts) - SHOWN:,}", colour="ink-3")
        y += LINE
    for words in _under(cell, _room(1), language):
        drawing.text(x, y, words, colour="ink-2")
        y += LINE
