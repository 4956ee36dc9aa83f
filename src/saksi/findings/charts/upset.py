"""Which lists tell the same events: a column a combination, a filled dot for a list that is in it (UpSet).

References
----------
Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), UpSet: Visualization of intersecting sets.
"""

from saksi.findings.blocks import UpSet
from saksi.findings.charts.drawing import Drawing, fit
from saksi.findings.text import Language, say

BARS = 110.0  # height of the tallest bar
ROW = 22
STEP = 26
TOP = 22


def draw_upset(chart: UpSet, language: Language, width: int) -> Drawing:
    """Draw combinations, most events first; those that do not fit are counted in the title."""
    narrow = width < 500
    left = 140.0 if narrow else 230.0
    fits = int((width - left - 10) // STEP)
    columns = chart.combinations[:fits]
    foot = TOP + BARS
    height = foot + 18 + ROW * len(chart.lists)
    drawing = Drawing(width, height, _sentence(chart, len(columns), language), language)
    most = max((n for _, n in columns), default=1)
    drawing.text(0, TOP - 6, say("chart.upset_axis").plain(language), colour="ink-3")
    for number, (label, size) in enumerate(chart.lists):
        y = foot + 18 + ROW * number
        if number % 2 == 0:
            drawing.rect(0, y - 4, width, ROW, "sunk", 0.6)
        drawing.text(left - 46, y + 11, fit(label.plain(language), left - 50), anchor="end")
        drawing.text(left - 14, y + 11, f"{size:,}", anchor="end", colour="ink-3")
    for number, (members, n) in enumerate(columns):
        _column(drawing, (left + STEP * number + STEP / 2, foot), set(members), n / most, len(chart.lists))
        drawing.text(left + STEP * number + STEP / 2, foot - BARS * n / most - 4, f"{n:,}", anchor="middle")
    return drawing


def _column(drawing: Drawing, at: tuple[float, float], members: set[int], share: float, lists: int) -> None:
    x, foot = at
    drawing.rect(x - 8, foot - BARS * share, 16, max(BARS * share, 1), "ink-2")
    ys = [foot + 25 + ROW * number for number in range(lists)]
    inside = [y for number, y in enumerate(ys) if number in members]
    if len(inside) > 1:
        drawing.line(x, inside[0], x, inside[-1], "ink", 2)
    for number, y in enumerate(ys):
        if number in members:
            drawing.circle(x, y, 5, fill="ink")
        else:
            drawing.circle(x, y, 4, stroke="line-2", width=1.2)


def _sentence(chart: UpSet, drawn: int, language: Language) -> str:
    names = [label.plain(language) for label, _ in chart.lists]
    parts = [f"{' + '.join(names[i] for i in members)}: {n:,}" for members, n in chart.combinations[:drawn]]
    hidden = sum(n for _, n in chart.combinations[drawn:])
    rest = say("chart.upset_rest", n=hidden).plain(language) if hidden else ""
    return f"{chart.title.plain(language)} {'; '.join(parts)}.{rest}"
