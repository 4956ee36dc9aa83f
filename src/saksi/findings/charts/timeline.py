"""A time line of intervals: a diamond only for a day, a bar between ticks for what is known, no guess."""

from collections.abc import Sequence
from datetime import date

from saksi.findings.anchors import claim_anchor
from saksi.findings.blocks import Interval, Timeline
from saksi.findings.charts.drawing import Drawing
from saksi.findings.parts import FAMILIES
from saksi.findings.text import Language, Text, plain, say

ROW = 10
ROWS_SHOWN = 14  # in one family's lane
OPEN = 22.0  # length drawn beyond a known end when the other is open
TOP = 24


def draw_timeline(chart: Timeline, language: Language, width: int) -> Drawing:
    """Draw one lane a family; marks link to their claims."""
    narrow = width < 500
    left, right = (4.0 if narrow else 96.0), width - 26.0
    scale = _Scale(chart.intervals, left + OPEN, right - OPEN)
    lanes = [(f, [i for i in chart.intervals if i.family == f]) for f in FAMILIES]
    packed = [(f, *_pack(members, scale)) for f, members in lanes if members]
    heights = [
        max(ROW * min(len(rows), ROWS_SHOWN), 14) + (22 if narrow else 0) + 14 for _, rows, _ in packed
    ]
    height = TOP + sum(heights) + 2
    drawing = Drawing(width, height, chart.title.plain(language), language)
    for day, words in scale.ticks(language, width):
        drawing.line(scale.x(day), 18, scale.x(day), height, "line")
        drawing.text(scale.x(day), 13, words, anchor="middle", colour="ink-3")
    y = float(TOP)
    for (family, rows, hidden), tall in zip(packed, heights, strict=True):
        _lane(drawing, family, rows, hidden, (y, narrow), scale, language)
        y += tall
    return drawing


def _lane(
    drawing: Drawing,
    family: str,
    rows: Sequence[Sequence[Interval]],
    hidden: int,
    place: tuple[float, bool],
    scale: "_Scale",
    language: Language,
) -> None:
    y, narrow = place
    drawing.line(0, y, drawing.width, y, "line")
    words = say(f"column.{family}").plain(language)
    drawing.glyph(family, 0, y + 7, 11)
    drawing.text(17, y + 17, words, colour="ink-2")
    if hidden:
        more = say("chart.timeline_more", n=hidden).plain(language)
        at = (drawing.width - 26, "end", y + 17) if narrow else (17, "start", y + 34)
        drawing.text(at[0], at[2], more, anchor=at[1], colour="ink-3")
    first = y + (32 if narrow else 13)
    for number, row in enumerate(rows[:ROWS_SHOWN]):
        for interval in row:
            _mark(drawing, interval, scale, first + ROW * number, language)


def _mark(drawing: Drawing, interval: Interval, scale: "_Scale", y: float, language: Language) -> None:
    start, end, family = interval.start, interval.end, interval.family
    a, b = scale.ends(interval)
    with drawing.link(f"#{claim_anchor(interval.ref)}", interval.label.plain(language)):
        if start is not None and start == end:
            drawing.path(f"M{a:.1f} {y - 4.5:.1f}l4.5 4.5-4.5 4.5-4.5-4.5z", fill=family)
            return
        drawing.line(a, y, b, y, family, 2.2, "" if start and end else "3 3")
        if start:
            drawing.line(a, y - 3.5, a, y + 3.5, family, 1.6)
        else:
            drawing.path(f"M{a:.1f} {y - 3.5:.1f}l-6 3.5 6 3.5z", fill=family)
        if end:
            drawing.line(b, y - 3.5, b, y + 3.5, family, 1.6)
        else:
            drawing.path(f"M{b:.1f} {y - 3.5:.1f}l6 3.5-6 3.5z", fill=family)


def _pack(members: Sequence[Interval], scale: "_Scale") -> tuple[list[list[Interval]], int]:
    """Put marks into rows so that none touches another; return the rows and how many marks have none."""
    rows: list[list[Interval]] = []
    until: list[float] = []
    for interval in sorted(members, key=scale.ends):
        a, b = scale.ends(interval)
        a, b = a - 6, max(b, a) + 6
        free = next((n for n, x in enumerate(until) if x <= a), None)
        if free is None:
            rows.append([])
            until.append(0.0)
            free = len(rows) - 1
        rows[free].append(interval)
        until[free] = b
    return rows, sum(len(row) for row in rows[ROWS_SHOWN:])


def _month(day: date) -> Text:
    return say("chart.month", month=say(f"month.{day.month}"), y=plain(str(day.year)))


class _Scale:
    """Days to units; linear."""

    def __init__(self, intervals: Sequence[Interval], left: float, right: float) -> None:
        days = [d for i in intervals for d in (i.start, i.end) if d is not None]
        self.first, self.last = min(days), max(days)
        self.span = max((self.last - self.first).days, 1)
        if (self.last - self.first).days < 20:  # a single day stands in its month
            self.first = date(self.first.year, self.first.month, 1)
            self.span = max((self.last - self.first).days, 31)
        self.left, self.right = left, right

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / self.span

    def ends(self, interval: Interval) -> tuple[float, float]:
        start, end = interval.start, interval.end
        if start is None and end is not None:
            return self.x(end) - OPEN, self.x(end)
        if start is not None and end is None:
            return self.x(start), self.x(start) + OPEN
        known = start or self.first, end or self.last
        return self.x(known[0]), self.x(known[1])

    def ticks(self, language: Language, width: int) -> list[tuple[date, str]]:
        most = width // 70
        years = self.last.year - self.first.year + 1
        if self.span > 400:
            step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 500) if years / s <= most)
            found = [y for y in range(self.first.year, self.last.year + 2) if y % step == 0]
            words = [(date(y, 1, 1), say("network.year", year=plain(str(y)))) for y in found]
        else:
            words = [(d, _month(d)) for d in self._months(most)]
        reach = (self.left - OPEN + 14, self.right + OPEN + 4)
        return [(d, w.plain(language)) for d, w in words if reach[0] <= self.x(d) <= reach[1]]

    def _months(self, most: int) -> list[date]:
        count = self.span // 30 + 2
        step = next(s for s in (1, 2, 3, 6, 12) if count / s <= most)
        months = range(self.first.month - 1, self.first.month + count)
        return [date(self.first.year + m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
