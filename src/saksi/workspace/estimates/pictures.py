"""Where everything of the estimates' charts stands: overlap, models, for the template to draw."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

SIZES = {"wide": (760, 270, 34, 68, 34), "narrow": (320, 128, 18, 28, 30)}  # width, first bar, bar, step, row
HEIGHT = 150  # of the tallest bar
MOST_BARS = 7  # patterns that are drawn; the others are in the table


def overlap(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return lists with their sizes, and patterns with their people, largest first, for two widths."""
    lists = list(table["lists"])
    patterns = sorted(table["patterns"], key=lambda one: (-one[1], one[0]))
    people = sum(n for _, n in patterns)
    sizes = [sum(n for member, n in patterns if member[at] == 1) for at in range(len(lists))]
    several = sum(n for member, n in patterns if sum(member) > 1)
    shared = [
        sum(n for member, n in patterns if member[a] == 1 and member[b] == 1)
        for a in range(len(lists))
        for b in range(a + 1, len(lists))
    ]
    return {
        "lists": list(zip(lists, sizes, strict=True)),
        "people": people,
        "several": several,
        "shared": shared,
        "patterns": [([lists[at] for at, on in enumerate(member) if on == 1], n) for member, n in patterns],
        "left_out": max(0, len(patterns) - MOST_BARS),
        "drawings": {name: _upset(name, sizes, patterns[:MOST_BARS]) for name in SIZES},
    }


def _upset(name: str, sizes: Sequence[int], patterns: Sequence[Any]) -> dict[str, Any]:
    width, first, bar, step, row = SIZES[name]
    most = max((n for _, n in patterns), default=1)
    scale = HEIGHT / max(1, most)
    bars = [
        {
            "x": first + step * at,
            "middle": first + step * at + bar // 2,
            "y": round(24 + HEIGHT - n * scale),
            "height": max(1, round(n * scale)),
            "n": n,
            "dots": [(24 + HEIGHT + 34 + row * i, member[i] == 1) for i in range(len(sizes))],
            "ends": _ends([24 + HEIGHT + 34 + row * i for i in range(len(sizes)) if member[i] == 1]),
        }
        for at, (member, n) in enumerate(patterns)
    ]
    longest = 56 / max(1, *sizes) if sizes else 1.0
    return {
        "width": width,
        "height": 24 + HEIGHT + 34 + row * len(sizes),
        "line": 24 + HEIGHT + 6,
        "bar": bar,
        "bars": bars,
        "rows": [(24 + HEIGHT + 38 + row * i, n, max(1, round(n * longest))) for i, n in enumerate(sizes)],
    }


def _ends(dots: Sequence[int]) -> tuple[int, int] | None:
    return (dots[0], dots[-1]) if len(dots) > 1 else None


def models(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return each method's interval on one scale, the documented as its floor; null without a number."""
    known = [row for row in rows if row["upper"] is not None]
    if not known:
        return None
    documented = int(known[0]["documented"])
    most = max(float(row["upper"]) for row in known)
    left, right = 200, 740

    def x(value: float) -> int:
        return round(left + (right - left) * (value - documented) / max(1.0, most - documented))

    drawn = [
        {
            "y": 54 + 30 * at,
            "method": row["method"],
            "last": row["method"] == "combined",
            "low": x(row["lower"]) if row["upper"] is not None else None,
            "at": x(row["total"]) if row["upper"] is not None else None,
            "high": x(row["upper"]) if row["upper"] is not None else None,
            "refused": row["refused"],
        }
        for at, row in enumerate(rows)
    ]
    step = 10 ** int(log10(max(10.0, most - documented)))
    step = step if (most - documented) / step >= 3 else max(1, step // 2)
    first = (documented // step + 1) * step
    ticks = [(x(value), value) for value in range(int(first), int(most) + 1, int(step))][:8]
    height = 54 + 30 * len(rows)
    return {"rows": drawn, "ticks": ticks, "floor": x(documented), "documented": documented, "height": height}
