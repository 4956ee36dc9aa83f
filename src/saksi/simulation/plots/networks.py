"""The eight networks: what five estimators say of the same truth."""

from typing import Any

import altair as alt
import polars as pl

from saksi.simulation.plots.drawing import COLOURS, SHAPES, rows_of, titled
from saksi.simulation.plots.labels import Language, word


def network_chart(table: pl.DataFrame, language: Language) -> dict[str, Any]:
    """Return the chart of `saksi.simulation.networks.compare`: a row a network, a mark a method."""
    methods = table["method"].unique(maintain_order=True).to_list()
    labels = [word(method, language) for method in methods]
    shown = table.with_columns(
        place=pl.col("network").map_elements(lambda name: word(name[0], language), return_dtype=pl.String),
        label=pl.col("method").replace_strict(dict(zip(methods, labels, strict=True))),
        low=pl.col("ratio") - 2 * pl.col("ratio_error"),
        high=pl.col("ratio") + 2 * pl.col("ratio_error"),
    ).drop_nulls("ratio")
    rows = shown["place"].unique(maintain_order=True).to_list()
    base = alt.Chart(rows_of(shown.to_dicts()))
    y = alt.Y("place:N", sort=rows, title=None, axis=alt.Axis(labelLimit=0, grid=True))
    offset = alt.YOffset("label:N", sort=labels)
    colour = alt.Color("label:N", scale=alt.Scale(domain=labels, range=list(COLOURS[: len(labels)])))
    shape = alt.Shape("label:N", scale=alt.Scale(domain=labels, range=list(SHAPES[: len(labels)])))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("ratio:Q", title=word("ratio", language), scale=alt.Scale(zero=False)),
        y=y,
        yOffset=offset,
        color=colour,
        shape=shape,
    )
    spread = base.mark_rule(strokeWidth=1.5).encode(x="low:Q", x2="high:Q", y=y, yOffset=offset, color=colour)
    right = alt.Chart(rows_of([{"at": 1}])).mark_rule(strokeDash=[4, 3], color="#444444").encode(x="at:Q")
    chart = (right + spread + points).properties(width=560, height=alt.Step(11))
    wrong = shown.filter((pl.col("ratio") - 1).abs() > 0.1).height
    return titled(
        chart, "networks", language, f"{word('networks', language)}. {wrong} / {shown.height} > 10 %"
    )
