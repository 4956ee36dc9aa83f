"""The reporting side of a run on disk: reporting/, lists/, text/, provenance/, beside the truth."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl

from saksi.record import InvalidInput, Report, dump_report
from saksi.record.tables import claims_table, reports_table
from saksi.simulation.output import MANIFEST, Folder, Progress, as_json, as_parquet
from saksi.simulation.reporting.answers import claim_truth, event_truth
from saksi.simulation.reporting.ground import TABLES, Truth
from saksi.simulation.reporting.linked import Links, linked
from saksi.simulation.reporting.lists import Lists, make_lists
from saksi.simulation.reporting.noise import noisy
from saksi.simulation.reporting.process import report
from saksi.simulation.reporting.stories import report_id, stories
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.reporting.writing import texts
from saksi.simulation.scenario import Scenario
from saksi.simulation.streams import uniform

CHUNK = 2_000  # reports whose rows are made at a time


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reporting side left behind: rows a table, and whether it was there already."""

    rows: Mapping[str, int]
    already_complete: bool


def write_reporting(
    scenario: Scenario, folder: Folder, *, jobs: int = 1, on_progress: Progress | None = None
) -> Reported:
    """Run the reporting network over the truth of a folder and write what it makes of it.

    Parameters
    ----------
    scenario
        That of the folder.
    folder
        Holds a whole truth, see `saksi.simulation.output.write_run`. Broken off, it is done again.
    jobs
        Processes that write texts; the files are the same for every number.
    on_progress
        Told how many texts are written.

    Raises
    ------
    InvalidInput
        The folder holds no whole truth.
    """
    manifest: dict[str, Any] = json.loads(folder.read(MANIFEST)) if MANIFEST in folder.names() else {}
    if not manifest.get("complete"):
        raise InvalidInput("the folder holds no whole truth: run `saksi sim run` on it again")
    before = manifest.get("reporting", {})
    if before:
        return Reported({entry["table"]: entry["rows"] for entry in before.values()}, already_complete=True)
    truth = load_truth(scenario, folder, manifest)
    made = report(truth)
    told = list(stories(made))
    writer = _Writer(folder)
    for name in ("sources", "observations", "transmissions", "reports", "claim_rows"):
        writer.parquet(f"provenance/{name}", getattr(made, name))
    truths = claim_truth(made, told)
    writer.parquet("provenance/claims", truths)
    writer.parquet("provenance/events", event_truth(made))
    _lists(writer, make_lists(made, told))
    written = made.reports.filter("written")["report"].to_list()
    n_texts = len(written)
    writer.links(linked(Links(truths, made.reports), {report_id(number) for number in written}))
    rows: list[pl.DataFrame] = []
    claims: list[pl.DataFrame] = []
    held: list[Report] = []
    for number, text in enumerate(texts(made, told, jobs=jobs), start=1):
        folder.write(f"text/{text.report.id}.json", dump_report(text.report).encode())
        held.append(text.report)
        if len(held) == CHUNK or number == n_texts:
            rows.append(reports_table(held))
            claims.append(claims_table(held))
            held = []
        if on_progress and (number % 50 == 0 or number == n_texts):
            on_progress("texts", number, n_texts)
    gold = pl.concat(claims).sort("report_id", "claim_id") if claims else claims_table(())
    writer.parquet("reporting/reports", pl.concat(rows).sort("report_id") if rows else reports_table(()))
    writer.parquet("reporting/claims_gold", gold)
    writer.parquet("reporting/claims_noisy", noisy(gold, truth))
    writer.files["text"] = {"table": "text", "rows": n_texts}
    manifest["reporting"] = dict(sorted(writer.files.items()))
    folder.write(MANIFEST, as_json(manifest))
    return Reported(
        {entry["table"]: entry["rows"] for entry in writer.files.values()}, already_complete=False
    )


def load_truth(scenario: Scenario, folder: Folder, manifest: Mapping[str, Any]) -> Truth:
    """Read what the reporting side needs of a truth."""
    tables = {}
    for table in TABLES:
        names = sorted(name for name, entry in manifest["files"].items() if entry["table"] == table)
        tables[table] = pl.concat([pl.read_parquet(BytesIO(folder.read(name))) for name in names])
    return Truth(scenario=scenario, seed=manifest["seed"], replicate=0, **tables)


class _Writer:
    """Writes tables and keeps account of them for the manifest."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.files: dict[str, dict[str, Any]] = {}

    def parquet(self, name: str, table: pl.DataFrame) -> None:
        """Write a table as Parquet, marked synthetic."""
        self._put(f"{name}.parquet", name, table.height, as_parquet(table))

    def csv(self, name: str, table: pl.DataFrame) -> None:
        """Write a table as CSV."""
        self._put(f"{name}.csv", name, table.height, table.write_csv().encode())

    def links(self, found: Mapping[str, Any]) -> None:
        """Write the true events and pairs of reports as `saksi link events` would."""
        text = json.dumps(found, ensure_ascii=False, indent=0) + "\n"
        self._put("provenance/linked.json", "provenance/linked", len(found["events"]), text.encode())

    def _put(self, name: str, table: str, rows: int, data: bytes) -> None:
        self._folder.write(name, data)
        self.files[name] = {"table": table, "rows": rows, "sha256": sha256(data).hexdigest()}


def _lists(writer: _Writer, lists: Lists) -> None:
    """Write the lists; who the people truly are stays in provenance/."""
    writer.csv("lists/records", lists.records)
    writer.parquet("lists/records", lists.records)
    writer.parquet("provenance/records", lists.record_truth)
    order = np.argsort(uniform(0, lists.people["person"].to_numpy(), Arrow.LISTS), kind="stable")
    keyed = lists.people[order].with_row_index("key")  # an order that tells nothing of the person
    keyed = keyed.with_columns(key=pl.concat_str(pl.lit("p"), pl.col("key").cast(pl.String).str.zfill(6)))
    writer.csv("lists/people", keyed.drop("person"))
    writer.parquet("lists/people", keyed.drop("person"))
    writer.parquet("provenance/people", keyed.select("key", "person"))
    writer.csv("lists/histories", lists.histories)
    writer.csv("lists/totals", lists.totals)
