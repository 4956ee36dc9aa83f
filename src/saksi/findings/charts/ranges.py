"""Ranges said, on a logarithmic scale: a bar with ticks is a range, a dashed line has no upper end."""

from math import ceil, log10

from saksi.findings.anchors import claim_anchor
from saksi.findings.blocks import Bar, RangeChart
from saksi.findings.charts.drawing import Drawing, fit, text_width
from saksi.findings.phrases import amount
from saksi.findings.text import Language, say
from saksi.record import Bounds

TOP = 26
ROW = 47
NARROW_ROW = 52


def draw_ranges(chart: RangeChart, language: Language, width: int) -> Drawing:
    """Draw the chart; below 500 units the labels stand above the bars."""
    narrow = width < 500
    row = NARROW_ROW if narrow else ROW
    tail = text_width(say("chart.open").plain(language)) + 30
    left, right = (8.0, width - 14.0) if narrow else (150.0, width - tail)
    top = max([b.high or b.low or 1 for b in chart.bars] + [10])
    decades = max(1, ceil(log10(top) - 1e-9))
    height = TOP + row * len(chart.bars) + (18 if narrow else 4)
    title = chart.title.plain(language) + " " + "; ".join(_said(bar, language) for bar in chart.bars)
    drawing = Drawing(width, height, title, language)
    bottom = TOP + row * len(chart.bars)
    for decade in range(decades + 1):
        x = left + (right - left) * decade / decades
        drawing.line(x, 20, x, bottom, "line")
        edge = "middle" if 0 < decade < decades or not narrow else ("start" if decade == 0 else "end")
        drawing.text(x, 14, f"{10**decade:,}", anchor=edge, colour="ink-3")
    if narrow:
        drawing.text(left, height - 4, say("chart.persons_log").plain(language), colour="ink-3")
    else:
        drawing.text(0, 14, say("chart.persons_log").plain(language), colour="ink-3")
    scale = _Scale(left, right, decades)
    for number, bar in enumerate(chart.bars):
        (_narrow_bar if narrow else _wide_bar)(drawing, bar, scale, TOP + row * number, language)
    return drawing


class _Scale:
    """Persons to units; logarithmic, and what is under one person stands at one."""

    def __init__(self, left: float, right: float, decades: int) -> None:
        self.left, self.right, self.decades = left, right, decades

    def x(self, value: int) -> float:
        return self.left + (self.right - self.left) * log10(max(value, 1)) / self.decades


def _wide_bar(drawing: Drawing, bar: Bar, scale: _Scale, top: float, language: Language) -> None:
    y = top + 15
    drawing.text(0, y + 5, fit(bar.label.plain(language), 140))
    start, end = _shape(drawing, bar, scale, y, language)
    low, high = bar.low, bar.high
    if low is not None and high is not None and low != high:
        apart = end - start > 60
        drawing.text(start, y + 25, f"{low:,}", anchor="middle" if apart else "end", bold=True)
        drawing.text(end, y + 25, f"{high:,}", anchor="middle" if apart else "start", bold=True)
        words = bar.said.plain(language) if bar.said else ""
        if words and text_width(words) < end - start - 50:
            drawing.text((start + end) / 2, y + 25, words, anchor="middle", colour="ink-3")
    else:
        value = low if low is not None else high
        drawing.text(start if low is not None else end, y + 25, f"{value:,}", anchor="middle", bold=True)


def _narrow_bar(drawing: Drawing, bar: Bar, scale: _Scale, top: float, language: Language) -> None:
    words = _said(bar, language)
    drawing.text(scale.left, top + 14, fit(words, drawing.width - 16))
    _shape(drawing, bar, scale, top + 30, language)


def _shape(drawing: Drawing, bar: Bar, scale: _Scale, y: float, language: Language) -> tuple[float, float]:
    start = scale.x(bar.low) if bar.low is not None else scale.left
    end = scale.x(bar.high) if bar.high is not None else scale.right + 10
    href = f"#{claim_anchor(bar.claims[0])}" if bar.claims else "#"
    with drawing.link(href, _said(bar, language)):
        if bar.high is None or bar.low is None:
            drawing.line(start, y, end, y, bar.family, 1.5, "4 4")
        else:
            drawing.rect(start, y - 3.5, max(end - start, 1), 7, bar.family, 0.35)
        for value, x in ((bar.low, start), (bar.high, end)):
            if value is not None:
                drawing.line(x, y - 8, x, y + 8, bar.family, 2.5)
        if bar.high is None:
            drawing.path(f"M{end - 2:.1f} {y - 5:.1f}l8 5-8 5z", fill=bar.family)
            if drawing.width > 500:
                drawing.text(end + 12, y + 5, say("chart.open").plain(language), colour="ink-3")
    return start, end


def _said(bar: Bar, language: Language) -> str:
    words = amount(Bounds(min=bar.low, max=bar.high, unit="persons"))
    return say("chart.each", label=bar.label, amount=words).plain(language)
