"""One event, as the answer key has it: independent observations, first reports, who printed them again."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from saksi.record import InvalidInput
from saksi.simulation.plots.drawing import COLOURS, SHAPES, rows_of, titled
from saksi.simulation.plots.labels import Language, word
from saksi.simulation.reporting.stories import report_ids
from saksi.simulation.reporting.tables import HOWS, STYLES

ANSWERS = ("denial", "retraction")
KINDS = ("origin", *HOWS, *ANSWERS)
MOST_ROOTS = 6


def busiest_event(events: pl.DataFrame) -> int:
    """Return the event with the most reports among those with a few independent observations.

    More than `MOST_ROOTS` observations make no picture; where every event has more, or only one, any will do.

    Raises
    ------
    InvalidInput
        No report tells of any event.
    """
    if events.is_empty():
        raise InvalidInput("no report of this run tells of an event: there is no story to draw")
    fits = pl.col("n_roots").is_between(2, MOST_ROOTS)
    ranked = events.with_columns(fits=fits).sort("fits", "n_reports", "event", descending=[True, True, False])
    return int(ranked["event"][0])


def story_table(
    event: int, events: pl.DataFrame, claims: pl.DataFrame, reports: pl.DataFrame, outlets: tuple[str, ...]
) -> pl.DataFrame:
    """Return the nodes of the figure, a row a node.

    Parameters
    ----------
    event
        Of ``events``.
    events, claims, reports
        Columns `EVENT_TRUTH`, `CLAIM_TRUTH`, `REPORTS`.
    outlets
        Their names; the last is the state's.

    Returns
    -------
    pl.DataFrame
        ``node`` (a report's id, or "observation 1"), ``kind`` (origin, original or how copied),
        ``row`` (outlet; null for observations), ``day`` (after the event),
        ``of`` (the nodes from which it comes, with semicolons). Observations are numbered anew: they
        tell no source.
    """
    day = int(events.filter(pl.col("event") == event)["day"][0])
    about = claims.filter(pl.col("event") == event)
    ids = reports.with_columns(report_id=report_ids())
    shown = ids.filter(pl.col("report_id").is_in(about["report_id"].unique().implode())).sort("day", "report")
    name = dict(ids.select("report", "report_id").iter_rows())
    roots: dict[int, str] = {}
    rows: list[tuple[str, str, str | None, int, str]] = []
    for report in shown.iter_rows(named=True):
        own = HOWS[report["how"]] == "original"
        behind = about.filter(pl.col("report_id") == report["report_id"])
        found = sorted({r for c in ("root", "second_root") for r in behind[c].to_list() if r >= 0})
        for root in found:
            roots.setdefault(root, f"observation {len(roots) + 1}")
        answers = own and STYLES[report["style"]] in ANSWERS
        of = ";".join(roots[root] for root in found) if own and not answers else name[report["of"]]
        kind = STYLES[report["style"]] if answers else HOWS[report["how"]]
        rows.append((report["report_id"], kind, outlets[report["outlet"]], report["day"] - day, of))
    first = min((row[3] for row in rows), default=0)
    observed = [(label, "origin", None, min(0, first - 1), "") for label in roots.values()]
    columns = {
        "node": pl.String(),
        "kind": pl.String(),
        "row": pl.String(),
        "day": pl.Int64(),
        "of": pl.String(),
    }
    return pl.DataFrame(observed + rows, schema=columns, orient="row")


def story_chart(
    table: pl.DataFrame, language: Language, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the chart of `story_table`: outlets as rows, lines from a node to its copies.

    ``names``: the outlets of the table in the language of the figure.
    """
    top = word("origins", language)
    names = names or {}
    outlets = table.filter(pl.col("row").is_not_null())["row"].unique(maintain_order=True).to_list()
    outlets = [names.get(name, name) for name in outlets]
    observed = table.filter(pl.col("kind") == "origin")["node"].to_list()
    rows = [f"{word('origin', language)} {n}" for n in range(1, len(observed) + 1)] + outlets
    place = dict(zip(observed, rows, strict=False))
    nodes = []
    used: dict[tuple[str, int], int] = {}
    apart = 0.02 * (1 + int(table["day"].max()) - int(table["day"].min()))  # type: ignore[arg-type]
    for node in table.iter_rows(named=True):
        row = names.get(node["row"], node["row"]) if node["row"] else place[node["node"]]
        at = used[row, node["day"]] = used.get((row, node["day"]), -1) + 1
        nodes.append(
            {**node, "place": row, "x": node["day"] + apart * at, "label": word(node["kind"], language)}
        )
    where = {node["node"]: node for node in nodes}
    lines = [
        {
            "x": where[of]["x"],
            "y": where[of]["place"],
            "x2": n["x"],
            "y2": n["place"],
            "copy": n["kind"] != "original",
        }
        for n in nodes
        for of in filter(None, n["of"].split(";"))
    ]
    kinds = [kind for kind in KINDS if kind in set(table["kind"])]
    labels = [word(kind, language) for kind in kinds]
    colours = [COLOURS[KINDS.index(kind) % len(COLOURS)] for kind in kinds]
    shapes = [SHAPES[KINDS.index(kind) % len(SHAPES)] for kind in kinds]
    y = alt.Y(
        "place:N", sort=rows, title=None, axis=alt.Axis(grid=True, labelLimit=0), scale=alt.Scale(domain=rows)
    )
    points = (
        alt.Chart(rows_of(nodes))
        .mark_point(filled=True, size=120, opacity=1)
        .encode(
            x=alt.X("x:Q", title=word("day", language)),
            y=y,
            color=alt.Color(
                "label:N", scale=alt.Scale(domain=labels, range=colours), legend=alt.Legend(columns=4)
            ),
            shape=alt.Shape("label:N", scale=alt.Scale(domain=labels, range=shapes)),
        )
    )
    edges = (
        alt.Chart(rows_of(lines))
        .mark_rule(opacity=0.7)
        .encode(
            x="x:Q",
            x2="x2:Q",
            y=alt.Y("y:N", sort=rows, scale=alt.Scale(domain=rows)),
            y2="y2:N",
            strokeDash=alt.condition("datum.copy", alt.value([5, 3]), alt.value([1, 0])),
            color=alt.value("#666666"),
        )
    )
    chart = (edges + points).properties(width=640, height=34 * len(rows))
    text = f"{len(observed)} {top}; {word('reports', language)}: {len(nodes) - len(observed)}"
    return titled(chart, "story", language, f"{word('story', language)}. {text}")
