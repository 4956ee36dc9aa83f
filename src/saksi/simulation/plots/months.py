"""By month and status: how many were hit, how many are named in a report, how many are estimated."""

from datetime import date
from itertools import product
from typing import Any

import altair as alt
import polars as pl

from saksi.simulation.baselines import chao, patterns
from saksi.simulation.codes import STATUSES
from saksi.simulation.plots.drawing import COLOURS, SHAPES, rows_of, titled
from saksi.simulation.plots.labels import Language, word

UPRIGHT = alt.Axis(titleAngle=0, titleAlign="right", titleY=-6, titleX=-4)
SERIES = ("truth", "reported", "estimated")


def by_month(
    victims: pl.DataFrame, people: pl.DataFrame, lists: tuple[str, ...], start: date
) -> pl.DataFrame:
    """Return the numbers of the figure.

    Parameters
    ----------
    victims
        ``person``, ``status``, ``day`` of the first severe act: all there are.
    people
        ``person`` and a 0/1 column a list: the documented.
    lists
        Names of the lists.
    start
        The scenario's first day.

    Returns
    -------
    pl.DataFrame
        ``month`` (its first day), ``status``, ``truth``, ``reported``, ``estimated`` in people; ``lower`` and
        ``upper`` of the estimate's 95 % interval. Estimates are Chao's (a baseline); null where nobody of the
        month is on two lists.
    """
    dated = victims.with_columns(
        month=pl.lit(start)
        .dt.offset_by(pl.concat_str(pl.col("day").cast(pl.String), pl.lit("d")))
        .dt.truncate("1mo")
    )
    rows = []
    months = dated["month"].unique().sort()
    for month, status in product(months, STATUSES):
        group = dated.filter((pl.col("month") == month) & (pl.col("status") == status))
        seen = people.filter(pl.col("person").is_in(group["person"].implode()))
        found = chao(patterns(seen.select(lists).to_numpy().astype(bool)))
        rows.append((month, status, group.height, seen.height, found.total, found.lower, found.upper))
    columns = {
        "month": pl.Date(), "status": pl.String(), "truth": pl.Int64(), "reported": pl.Int64(),
        "estimated": pl.Float64(), "lower": pl.Float64(), "upper": pl.Float64(),
    }  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row").sort("status", "month")


def month_chart(table: pl.DataFrame, language: Language) -> dict[str, Any]:
    """Return the chart of `by_month`, a panel a status, as Vega-Lite."""
    long = table.unpivot(SERIES, index=["month", "status"], variable_name="series", value_name="number")
    long = long.with_columns(
        pl.col("series").replace_strict({name: word(name, language) for name in SERIES}),
        pl.col("number").cast(pl.Float64),
    )
    order = [word(name, language) for name in SERIES]
    panels = []
    for status in STATUSES:
        base = alt.Chart(rows_of(_plain(long.filter(pl.col("status") == status))))
        spread = alt.Chart(
            rows_of(_plain(table.filter((pl.col("status") == status) & pl.col("lower").is_not_null())))
        )
        x = alt.X("month:T", title=None, axis=alt.Axis(format="%Y-%m", tickCount=6, labelOverlap=True))
        y = alt.Y("number:Q", title=word("people", language), scale=alt.Scale(zero=True), axis=UPRIGHT)
        colour = alt.Color("series:N", scale=alt.Scale(domain=order, range=list(COLOURS[:3])))
        shape = alt.Shape("series:N", scale=alt.Scale(domain=order, range=list(SHAPES[:3])))
        bars = spread.mark_rule(color=COLOURS[2], opacity=0.45).encode(
            x=x, y=alt.Y("lower:Q", title=word("people", language), axis=UPRIGHT), y2="upper:Q"
        )
        lines = base.mark_line(strokeWidth=1.6).encode(x=x, y=y, color=colour)
        points = base.mark_point(filled=True, size=38, opacity=1).encode(x=x, y=y, color=colour, shape=shape)
        title = alt.TitleParams(word(status, language), fontSize=13, offset=4)
        panels.append((bars + lines + points).properties(width=640, height=150, title=title))
    chart = alt.vconcat(*panels).resolve_scale(y="independent")
    text = "; ".join(
        f"{word(status, language)}: "
        + ", ".join(f"{word(s, language)} {_sum(table, status, s)}" for s in SERIES[:2])
        for status in STATUSES
    )
    return titled(chart, "months", language, f"{word('months', language)}. {text}")


def _plain(table: pl.DataFrame) -> list[dict[str, Any]]:
    return table.with_columns(pl.col("month").cast(pl.String)).to_dicts()


def _sum(table: pl.DataFrame, status: str, series: str) -> int:
    return int(table.filter(pl.col("status") == status)[series].sum())
