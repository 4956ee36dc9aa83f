"""Charts of an estimate as SVG: intervals, overlaps, what was assumed beside what was learnt.

Drawn here, without scripts, so that the page opens anywhere; colours come from the page's own style.
"""

from collections.abc import Mapping, Sequence
from html import escape
from math import log

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.results import Draws, Estimate
from saksi.estimation.words import words

WIDTH, ROW, LEFT, RIGHT = 640, 26, 190, 24
SMALL = 5  # cells below are hidden: a published count of one can point at a person
BINS = 60


def shown(people: int, language: str = "en") -> str:
    """Return a count for the public: none, hidden if small, else itself."""
    return words(language)["under"].format(n=SMALL) if 0 < people < SMALL else f"{people:,}"


def intervals(rows: Sequence[Estimate], language: str = "en") -> str:
    """Return one line a method: the documented as a bar, the interval as a line, the number as a dot."""
    names = words(language)
    known = [row for row in rows if row.upper is not None]
    most = max([row.upper or 0 for row in known] + [row.documented for row in rows] + [1.0])
    scale = (WIDTH - LEFT - RIGHT) / most
    parts = []
    for at, row in enumerate(rows):
        y = at * ROW + ROW // 2
        parts.append(_label(y, names.get(row.method, row.method)))
        parts.append(
            f'<rect class="seen" x="{LEFT}" y="{y - 8}" width="{row.documented * scale:.1f}" height="16"/>'
        )
        if row.lower is None or row.upper is None or row.total is None:
            parts.append(
                f'<text class="none" x="{LEFT + row.documented * scale + 6:.1f}" y="{y + 4}">'
                f"{names['no_number']}</text>"
            )
            continue
        x1, x2, x = (LEFT + value * scale for value in (row.lower, row.upper, row.total))
        parts.append(f'<line class="interval" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="number" cx="{x:.1f}" cy="{y}" r="5"/>')
    said = "; ".join(f"{names.get(row.method, row.method)}: {_said(row, names)}" for row in rows)
    return _svg("".join(parts), len(rows) * ROW, f"{names['answers_alt']} {said}")


def overlaps(table: CaptureHistories, language: str = "en") -> str:
    """Return bars of the lists and of each pair, what lies in both; small cells without their bar."""
    names = words(language)
    both = table.overlaps
    rows = [(name, int(both[j, j]), "list") for j, name in enumerate(table.lists)]
    rows += [
        (names["both"].format(a=table.lists[a], b=table.lists[b]), int(both[a, b]), "pair")
        for a in range(len(table.lists))
        for b in range(a + 1, len(table.lists))
    ]
    most = max(1, *(people for _, people, _ in rows)) if rows else 1
    scale = (WIDTH - LEFT - RIGHT - 70) / most
    parts = []
    for at, (name, people, kind) in enumerate(rows):
        y, width = at * ROW + ROW // 2, 0.0 if people < SMALL else people * scale
        parts.append(_label(y, name))
        parts.append(f'<rect class="{kind}" x="{LEFT}" y="{y - 8}" width="{width:.1f}" height="16"/>')
        parts.append(
            f'<text class="count" x="{LEFT + width + 6:.1f}" y="{y + 4}">{shown(people, language)}</text>'
        )
    said = "; ".join(f"{name}: {shown(people, language)}" for name, people, _ in rows)
    return _svg("".join(parts), len(rows) * ROW, f"{names['shared_alt']} {said}")


def learnt(draws: Draws, documented: int, bound: float, language: str = "en") -> str:
    """Return the answer over the logarithm of the total, and the prior: flat up to the bound."""
    text = words(language)
    height, ends = 150, (log(documented), log(documented * bound))
    share, edges = np.histogram(np.log(np.maximum(draws, documented)), bins=BINS, range=ends)
    share = share / max(len(draws), 1)
    scale = (WIDTH - LEFT - RIGHT) / BINS
    top = max(float(share.max()), 1 / BINS)
    bars = "".join(
        f'<rect class="learnt" x="{LEFT + i * scale:.1f}" y="{height - 20 - s / top * 120:.1f}"'
        f' width="{scale:.1f}" height="{s / top * 120:.1f}"/>'
        for i, s in enumerate(share)
    )
    level = height - 20 - 120 / BINS / top
    line = f'<line class="prior" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level:.1f}" y2="{level:.1f}"/>'
    ticks = "".join(
        f'<text class="tick" x="{LEFT + log(k) / log(bound) * (WIDTH - LEFT - RIGHT):.1f}"'
        f' y="{height - 4}">{documented * k:,.0f}</text>'
        for k in (1, 2, 5, 10, bound)
    )
    names = _label(30, text["learnt_bars"]) + _label(50, text["believed_line"])
    said = text["most"].format(n=f"{np.exp(edges[int(share.argmax())]):,.0f}")
    return _svg(bars + line + ticks + names, height, f"{text['believed_alt']} {said}")


def traces(chains: NDArray[np.float64], language: str = "en") -> str:
    """Return a line a chain: the total as the sampler went; chains that agree cannot be told apart."""
    said = words(language)["chains_alt"]
    height, low, high = 150, float(chains.min()), float(chains.max())
    across = (WIDTH - LEFT - RIGHT) / max(chains.shape[1] - 1, 1)
    lines = "".join(
        f'<polyline class="chain c{number % 4}" points="'
        + " ".join(
            f"{LEFT + step * across:.1f},{height - 10 - rise:.1f}"
            for step, rise in enumerate((chain - low) / max(high - low, 1e-9) * (height - 20))
        )
        + '"/>'
        for number, chain in enumerate(chains)
    )
    ends = _label(14, f"{high:,.0f}") + _label(height - 10, f"{low:,.0f}")
    return _svg(lines + ends, height, said.format(n=len(chains), low=f"{low:,.0f}", high=f"{high:,.0f}"))


def ranks(counts: NDArray[np.int64], language: str = "en") -> str:
    """Return bars a chain: how often its draws rank low to high among all; level bars = chains agree."""
    text = words(language)
    across = (WIDTH - LEFT - RIGHT) / counts.shape[1]
    most = max(1, int(counts.max()))
    bars = "".join(
        f'<rect class="seen" x="{LEFT + at * across:.1f}" width="{across - 1:.1f}"'
        f' y="{(number + 1) * 2 * ROW - 4 - count / most * 44:.1f}" height="{count / most * 44:.1f}"/>'
        for number, chain in enumerate(counts)
        for at, count in enumerate(chain)
    )
    names = "".join(
        _label((number + 1) * 2 * ROW - 20, text["chain"].format(n=number + 1))
        for number in range(len(counts))
    )
    return _svg(bars + names, len(counts) * 2 * ROW, text["ranks_alt"])


def _label(y: int, text: str) -> str:
    cut = text if len(text) <= 28 else text[:27] + "…"
    return f'<text class="name" x="{LEFT - 8}" y="{y + 4}">{escape(cut)}</text>'


def _said(row: Estimate, names: Mapping[str, str]) -> str:
    if row.total is None:
        return names["no_number"]
    total, lower, upper = (f"{number:,.0f}" for number in (row.total, row.lower or 0, row.upper or 0))
    return names["range"].format(total=total, lower=lower, upper=upper)


def _svg(inside: str, height: int, title: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )
