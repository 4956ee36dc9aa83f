"""From a chart to SVG and PNG, drawn here: no page, no network. The data go along as a table."""

from typing import Any, NamedTuple

import altair as alt
import polars as pl
import vl_convert as vlc

from saksi.simulation.plots.labels import Language, word

FONT = "Noto Sans CJK KR, Noto Sans KR, Noto Sans, sans-serif"
# Okabe and Ito (2008): told apart with any colour vision; black first, it is the truth
COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
SCALE = 2.0  # of the PNG
CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#e6e6e6"},
    "legend": {"labelFontSize": 12, "title": None, "orient": "bottom", "labelLimit": 0, "symbolSize": 90},
    "title": {
        "fontSize": 15,
        "subtitleFontSize": 11,
        "subtitleColor": "#444444",
        "anchor": "start",
        "offset": 12,
    },
    "header": {"labelFontSize": 13, "labelFontWeight": "bold", "title": None},
}


class Figure(NamedTuple):
    """A figure in all its forms; the table says what the picture shows."""

    name: str
    svg: str
    png: bytes
    csv: str


def rows_of(rows: list[dict[str, Any]]) -> Any:
    """Return rows as data of a chart."""
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def titled(chart: alt.Chart | Any, key: str, language: Language, description: str) -> dict[str, Any]:
    """Return the Vega-Lite form of a chart, with its title, the mark of synthetic data and a description."""
    spec: dict[str, Any] = chart.to_dict()
    spec["title"] = {"text": word(key, language), "subtitle": word("synthetic", language)}
    spec["description"] = description
    spec["padding"] = 14
    spec["config"] = CONFIG
    return spec


def drawn(name: str, spec: dict[str, Any], table: pl.DataFrame) -> Figure:
    """Return a chart as SVG and PNG, and its data as CSV. The library is told to fetch nothing."""
    nothing: list[str] = []
    svg = vlc.vegalite_to_svg(spec, allowed_base_urls=nothing)
    png = vlc.svg_to_png(svg, scale=SCALE)
    return Figure(name, svg, png, table.write_csv())
