"""Estimates as HTML: a section for reports and notebooks, a page of its own for the public.

Words that a court understands; every refusal with its reason; counts under five hidden.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from saksi.estimation.charts import SMALL, intervals, learnt, overlaps, ranks, shown, traces
from saksi.estimation.histories import CaptureHistories
from saksi.estimation.results import Estimate, Estimates

STYLE = """
.estimates{font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:46rem}
.estimates table{border-collapse:collapse;width:100%}
.estimates th,.estimates td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc}
.estimates td{vertical-align:top}
.estimates svg{width:100%;height:auto}.estimates svg text{font:13px system-ui,sans-serif}
.estimates .name{text-anchor:end}.estimates .tick{text-anchor:middle}
.estimates .seen,.estimates .list{fill:#b9c6d3}.estimates .pair{fill:#7d95ab}
.estimates .interval{stroke:#8a2f1d;stroke-width:3}.estimates .number{fill:#8a2f1d}
.estimates .chain{fill:none;stroke-width:1.5;stroke:#3c5a78}.estimates .c1{stroke:#8a2f1d}
.estimates .c2{stroke:#5d7a3a}.estimates .c3{stroke:#7a5d8a}
.estimates .learnt{fill:#8a2f1d}.estimates .prior{stroke:#3c5a78;stroke-width:2;stroke-dasharray:5 4}
.estimates .refused{border-left:4px solid #8a2f1d;padding-left:.8rem}
"""


def page(found: Estimates, table: CaptureHistories) -> str:
    """Return a self-contained HTML page of a run: opens without network, holds no script."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Documented and estimated</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>'
        f"{section(found, table)}</body></html>\n"
    )


def section(found: Estimates, table: CaptureHistories | None = None) -> str:
    """Return a run as an HTML section.

    Parameters
    ----------
    found
        The run.
    table
        What it was made of, for the overlaps; null leaves them out.
    """
    strata = list(dict.fromkeys(row.stratum for row in found))
    parts = [_stratum(found, stratum, table, alone=len(strata) == 1) for stratum in strata]
    caveats = dict.fromkeys(caveat for row in found for caveat in row.caveats)
    listed = "".join(f"<li>{escape(caveat)}</li>" for caveat in caveats)
    made = ", ".join(f"{escape(str(k))} {escape(str(v))}" for k, v in found.versions.items())
    return (
        f'<section class="estimates"><style>{STYLE}</style><h2>Documented and estimated</h2>{"".join(parts)}'
        f"<h3>What this rests on</h3><ul>{listed}</ul>"
        f"<p>Made with {made}; seed {escape(str(found.settings.get('seed', '')))}; table"
        f" {escape(found.input_sha256[:12])}. Counts of 1 to {SMALL - 1} are hidden.</p></section>"
    )


def _stratum(found: Estimates, stratum: str | None, table: CaptureHistories | None, *, alone: bool) -> str:
    rows = [row for row in found if row.stratum == stratum]
    head = "" if alone else f"<h3>{escape(stratum or 'All strata together')}</h3>"
    last = rows[-1]
    parts = [head, _answer(last), intervals(rows), _rows(rows)]
    part = _table_of(table, stratum)
    if part is not None:
        parts.append(f"<h4>What the lists share</h4>{overlaps(part)}")
    if last.draws is not None and last.documented:
        bound = float(found.settings.get("largest_ratio", 21.0))
        parts.append(f"<h4>Assumed before, and learnt</h4>{learnt(last.draws, last.documented, bound)}")
    return "".join([*parts, _sensitivity(last), _chains(rows)])


def _table_of(table: CaptureHistories | None, stratum: str | None) -> CaptureHistories | None:
    if table is None or stratum is None:
        return table
    return next((part for part in table.parts if part.stratum == stratum), None)


def _answer(row: Estimate) -> str:
    people = f"{shown(row.documented)} people are documented."
    if row.total is None or row.lower is None or row.upper is None:
        return (
            f'<p class="refused">{people} How many there were cannot be told: {escape(row.refused or "")}</p>'
        )
    return (
        f"<p>{people} The overlaps of the lists suggest about <strong>{row.total:,.0f}</strong> in all;"
        f" if the assumptions below hold, the true number lies between {row.lower:,.0f} and {row.upper:,.0f}"
        f" in {row.level:.0%} of such cases.</p>" + _listed(row.warnings)
    )


def _listed(warnings: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(w)}</li>' for w in warnings)}</ul>" if warnings else ""


def _rows(rows: Sequence[Estimate]) -> str:
    return _table(
        ("method", "people", "interval", "refused, doubts"),
        [
            (
                row.method,
                _number(row.total),
                _ends(row.lower, row.upper),
                row.refused or "; ".join(row.warnings),
            )
            for row in rows
        ],
    )


def _sensitivity(row: Estimate) -> str:
    said: Any = row.diagnostics
    parts = []
    if said.get("dial"):
        parts.append("<h4>If all lists together depend on each other, which nobody can see</h4>")
        steps = [(f"{s['xi']:.2g}", _number(s["total"]), _ends(s["lower"], s["upper"])) for s in said["dial"]]
        parts.append(_table(("times as many unseen", "people", "interval"), steps))
    if said.get("without"):
        parts.append("<h4>With one list left out (log-linear)</h4>")
        parts.append(
            _table(("without", "people"), [(s["list"], _number(s["total"])) for s in said["without"]])
        )
    if said.get("known_sizes"):
        parts.append("<h4>A list's known size, and what the others make of it</h4>")
        sizes = [(s["list"], shown(s["size"]), _number(s["estimate"])) for s in said["known_sizes"]]
        parts.append(_table(("list", "size", "estimated"), sizes))
    return "".join(parts)


def _chains(rows: Sequence[Estimate]) -> str:
    parts = []
    for row in rows:
        said: Any = row.diagnostics
        if "trace" in said and "ranks" in said:
            parts.append(f"<h4>Do the chains of {escape(row.method)} agree?</h4>")
            parts += [traces(np.asarray(said["trace"], dtype=float)), ranks(np.asarray(said["ranks"]))]
    return "".join(parts)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _ends(lower: float | None, upper: float | None) -> str:
    return "unknown" if lower is None or upper is None else f"{lower:,.0f} – {upper:,.0f}"


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}"
