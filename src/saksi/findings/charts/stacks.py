"""Claims by family of act, one bar a row; the family's sign stands in its part."""

from saksi.findings.blocks import Stack, StackChart
from saksi.findings.charts.drawing import Drawing, fit, text_width
from saksi.findings.parts import FAMILIES
from saksi.findings.text import Language, say

ROW = 24
NARROW_ROW = 40


def draw_stacks(chart: StackChart, language: Language, width: int) -> Drawing:
    """Draw the chart; below 500 units the labels stand above the bars."""
    narrow = width < 500
    row = NARROW_ROW if narrow else ROW
    left, right = (0.0, width - 44.0) if narrow else (210.0, width - 50.0)
    most = max((sum(r.parts.values()) for r in chart.rows), default=1)
    used = [f for f in FAMILIES if any(f in r.parts for r in chart.rows)]
    legend_lines = _legend_lines(used, language, width)
    height = row * len(chart.rows) + 22 * legend_lines + 10
    drawing = Drawing(width, height, chart.title.plain(language) + " " + _sentence(chart, language), language)
    for number, stack in enumerate(chart.rows):
        y = row * number + (20 if narrow else 3)
        label = stack.label.plain(language)
        if narrow:
            drawing.text(0, y - 6, fit(label, width - 10))
        else:
            drawing.text(left - 12, y + 13, fit(label, left - 16), anchor="end")
        x = _bar(drawing, stack, left, y, (right - left) / most)
        drawing.text(x + 7, y + 13, f"{sum(stack.parts.values()):,}", bold=True)
    _legend(drawing, used, language, row * len(chart.rows) + 22)
    return drawing


def _bar(drawing: Drawing, stack: Stack, left: float, y: float, unit: float) -> float:
    """Draw one bar and return where it ends; a gap of 1.5 parts the families."""
    x = left
    for family, n in stack.parts.items():
        drawing.rect(x, y, max(n * unit - 1.5, 1.5), 17, family, 0.28)
        drawing.rect(x, y + 14, max(n * unit - 1.5, 1.5), 3, family)
        if n * unit > 18:
            drawing.glyph(family, x + 4, y + 2, 9)
        x += n * unit
    return x


def _legend(drawing: Drawing, used: list[str], language: Language, top: float) -> None:
    x, y = 0.0, top
    for family in used:
        label = say(f"column.{family}").plain(language)
        step = 32 + text_width(label)
        if x + step > drawing.width and x > 0:
            x, y = 0.0, y + 22
        drawing.glyph(family, x, y - 9, 10)
        drawing.text(x + 15, y, label, colour="ink-2")
        x += step


def _legend_lines(used: list[str], language: Language, width: float) -> int:
    lines, x = 1, 0.0
    for family in used:
        step = 32 + text_width(say(f"column.{family}").plain(language))
        if x + step > width and x > 0:
            lines, x = lines + 1, 0.0
        x += step
    return lines


def _sentence(chart: StackChart, language: Language) -> str:
    return "; ".join(f"{r.label.plain(language)} {sum(r.parts.values())}" for r in chart.rows)
