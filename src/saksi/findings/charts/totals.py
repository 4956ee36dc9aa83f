"""Documented people beside estimated ones: a solid bar is counted, a bar between ticks is an interval."""

from saksi.findings.blocks import Total, TotalChart
from saksi.findings.charts.drawing import Drawing, fit
from saksi.findings.text import Language, plain, say

ROW = 46
TOP = 22


def draw_totals(chart: TotalChart, language: Language, width: int) -> Drawing:
    """Draw one line a stratum from zero; a refused one shows what is documented and says so."""
    narrow = width < 500
    left, right = (4.0, width - 60.0) if narrow else (190.0, width - 70.0)
    top = TOP + (18 if narrow else 0)
    row = ROW + (24 if narrow else 0)
    height = top + row * len(chart.totals)
    sentence = "; ".join(_said(total, language) for total in chart.totals)
    drawing = Drawing(width, height, f"{chart.title.plain(language)} {sentence}", language)
    most = max([max(t.high or 0, t.documented) for t in chart.totals] + [1])
    unit = (right - left) / most
    drawing.line(left, top - 6, left, height, "line-2")
    drawing.text(left, 12, "0", colour="ink-3")
    drawing.text(right, 12, f"{most:,}", anchor="middle", colour="ink-3")
    for number, total in enumerate(chart.totals):
        y = top + row * number
        label = total.label.plain(language)
        if narrow:
            drawing.text(left, y + 4, fit(label, width - 10))
            y += 14
        else:
            drawing.text(left - 12, y + 17, fit(label, left - 20), anchor="end")
        _line(drawing, total, (left, y, unit), language)
    return drawing


def _line(drawing: Drawing, total: Total, place: tuple[float, float, float], language: Language) -> None:
    left, y, unit = place
    end = left + total.documented * unit
    drawing.rect(left, y + 4, max(end - left, 1), 14, "ink-2")
    counted = say("chart.documented", n=total.documented).plain(language)
    drawing.text(left + 4, y + 34, counted, colour="ink-2")
    if total.low is None or total.high is None:
        drawing.text(end + 8, y + 16, say("undocumented.refused").plain(language), colour="ink-3")
        return
    low, high = left + total.low * unit, left + total.high * unit
    drawing.rect(low, y + 7, max(high - low, 1), 8, "liberty", 0.35)
    for x in (low, high):
        drawing.line(x, y + 2, x, y + 20, "liberty", 2.5)
    if total.middle is not None:
        drawing.circle(left + total.middle * unit, y + 11, 4, fill="liberty")
    words = plain(f"{total.low:,}–{total.high:,}").plain(language)
    drawing.text(min(high, drawing.width - 60), y + 34, words, anchor="end", bold=True)


def _said(total: Total, language: Language) -> str:
    counted = say("chart.documented", n=total.documented)
    if total.low is None or total.high is None:
        return say("chart.total_refused", label=total.label, documented=counted).plain(language)
    return say("chart.total", label=total.label, documented=counted, low=total.low, high=total.high).plain(
        language
    )
