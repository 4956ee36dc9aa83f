"""Claims on one line of time: a bar from the first to the last day that one allows, a diamond for a day.

A bar whose end nobody tells runs to the edge.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from saksi.workspace.holdings.views.lines import Line

LEFT, RIGHT = 250, 990  # of the line itself; labels stand before it
TOP, ROW = 46, 32
TICKS = 6


def spans(told: Sequence[tuple[str, Line]]) -> dict[str, Any] | None:
    """Return where everything of a time line stands, for the template to draw; null where no time is told.

    Parameters
    ----------
    told
        What stands before each bar, and the claim.
    """
    times = ((label, line, line.claim.time) for label, line in told)
    dated = [(label, line, time.from_, time.to) for label, line, time in times if time.from_ or time.to]
    days = [day for _, _, *both in dated for day in both if day is not None]
    if not days:
        return None
    first, last = min(days), max(days)
    margin = max(2, (last - first).days // 8)
    first, last = first - timedelta(days=margin), last + timedelta(days=margin)
    scale = (RIGHT - LEFT) / max(1, (last - first).days)

    def x(day: date) -> int:
        return round(LEFT + (day - first).days * scale)

    ticks = [first + timedelta(days=round((last - first).days * n / (TICKS - 1))) for n in range(TICKS)]
    rows = [
        {
            "y": TOP + ROW * n,
            "label": label,
            "line": line,
            "x": x(a or first),
            "end": x(b or last),
            "width": max(1, x(b or last) - x(a or first)),
            "ends": [x(day) for day in (a, b) if day],  # an end that nobody tells has no tick
            "day": a == b,
            "family": line.claim.act,
        }
        for n, (label, line, a, b) in enumerate(dated)
    ]
    untimed = len(told) - len(dated)
    return {
        "rows": rows,
        "ticks": [(x(day), day) for day in ticks],
        "height": TOP + ROW * len(rows),
        "untimed": untimed,
    }
