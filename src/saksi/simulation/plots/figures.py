"""All figures of a run, in both languages."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import polars as pl

from saksi.record import InvalidInput
from saksi.simulation.codes import SEVERE_CODES, STATUSES
from saksi.simulation.lint import load_scenario
from saksi.simulation.networks import compare
from saksi.simulation.output import MANIFEST, SCENARIO, Folder
from saksi.simulation.plots.drawing import Figure, drawn
from saksi.simulation.plots.labels import LANGUAGES
from saksi.simulation.plots.months import by_month, month_chart
from saksi.simulation.plots.networks import network_chart
from saksi.simulation.plots.stories import busiest_event, story_chart, story_table
from saksi.simulation.reporting.invented import outlets
from saksi.simulation.reporting.lists import list_names


def figures(
    folder: Folder, *, replicates: int = 60, on_progress: Callable[[str, int, int], None] | None = None
) -> Iterator[Figure]:
    """Yield the figures of a run's folder: months, story, networks, each in English and Korean.

    Raises
    ------
    InvalidInput
        The folder holds no whole run with its reports, or nothing severe happened in it.
    """
    manifest = json.loads(folder.read(MANIFEST)) if MANIFEST in folder.names() else {}
    if "reporting" not in manifest:
        raise InvalidInput(
            "this folder holds no whole run: needed what `saksi sim run` writes, with its reports"
        )
    scenario = load_scenario(folder.read(SCENARIO).decode(), SCENARIO)

    def truth(table: str, columns: list[str]) -> pl.DataFrame:
        names = sorted(name for name, entry in manifest["files"].items() if entry["table"] == table)
        return pl.concat([pl.read_parquet(BytesIO(folder.read(name)), columns=columns) for name in names])

    def key(name: str) -> pl.DataFrame:
        return pl.read_parquet(BytesIO(folder.read(name)))

    hit = truth("acts", ["person", "act", "day"]).filter(pl.col("act").is_in(SEVERE_CODES))
    ranks = truth("persons", ["person", "status"])
    victims = hit.group_by("person").agg(pl.col("day").min()).join(ranks, on="person").sort("person")
    if victims.is_empty():
        raise InvalidInput("nothing severe happened in this run: there is nothing to draw")
    words = dict(enumerate(STATUSES))
    people = key("provenance/people.parquet").join(key("lists/people.parquet"), on="key")
    months = by_month(
        victims.with_columns(pl.col("status").replace_strict(words, return_dtype=pl.String)),
        people,
        list_names(scenario.outlets.n),
        scenario.meta.start,
    )
    events = key("provenance/events.parquet")
    printers = outlets(scenario.outlets.n)
    names = tuple(outlet.name.en for outlet in printers)
    story = story_table(
        busiest_event(events),
        events,
        key("provenance/claims.parquet"),
        key("provenance/reports.parquet"),
        names,
    )
    statuses = victims["status"].to_numpy().astype(np.int64)
    networks = compare(statuses, replicates=replicates, seed=manifest["seed"], on_progress=on_progress)
    for language in LANGUAGES:
        local = {outlet.name.en: outlet.name.of(language) for outlet in printers}
        yield drawn(f"months.{language}", month_chart(months, language), months)
        yield drawn(f"story.{language}", story_chart(story, language, local), story)
        yield drawn(f"networks.{language}", network_chart(networks, language), networks)
