"""Claims by family of act, one bar a row; the family's sign stands in its part."""

from saksi.findings.blocks import Stack, StackChart
from saksi.findings.charts.drawing import Drawing, fit, text_width
from saksi.findings.parts import FAMILIES
from saksi.findings.text import Language, say

ROW = 24
NARROW_ROW = 40
LEGEND_ROW = 22


def draw_stacks(chart: StackChart, language: Language, width: int) -> Drawing:
    """Draw the chart; below 500 units the labels stand above the bars."""
    narrow = width < 500
    row = NARROW_ROW if narrow else ROW
    left, right = (0.0, width - 44.0) if narrow else (210.0, width - 50.0)
    most = max((sum(r.parts.values()) for r in chart.rows), default=1)
    used = [f for f in FAMILIES if any(f in r.parts for r in chart.rows)]
    legend = _legend(used, language, width)
    legend_lines = legend[-1][2] + 1 if legend else 1
    height = row * len(chart.rows) + LEGEND_ROW * legend_lines + 10
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
    top = row * len(chart.rows) + LEGEND_ROW
    for family, x, line, words in legend:
        drawing.glyph(family, x, top + LEGEND_ROW * line - 9, 10)
        drawing.text(x + 15, top + LEGEND_ROW * line, words, colour="ink-2")
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


def _legend(used: list[str], language: Language, width: float) -> list[tuple[str, float, int, str]]:
    """Return each family with its place: where it begins, on which line, and its name."""
    found: list[tuple[str, float, int, str]] = []
    x, line = 0.0, 0
    for family in used:
        words = say(f"column.{family}").plain(language)
        step = 32 + text_width(words)
        if x + step > width and x > 0:
            x, line = 0.0, line + 1
        found.append((family, x, line, words))
        x += step
    return found


def _sentence(chart: StackChart, language: Language) -> str:
    return "; ".join(f"{r.label.plain(language)} {sum(r.parts.values())}" for r in chart.rows)
