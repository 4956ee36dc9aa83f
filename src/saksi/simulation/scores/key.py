"""The answer key of a run: what score needs of the truth."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import polars as pl
from pydantic import ValidationError

from saksi.record import InvalidInput, Report, explain
from saksi.simulation.codes import STATUSES
from saksi.simulation.output import MANIFEST, Folder


@dataclass(frozen=True)
class AnswerKey:
    """What a run knows and the stages do not.

    Parameters
    ----------
    gold
        The written reports with their exact claims, by id.
    claims
        What each claim rests on, columns `saksi.simulation.reporting.tables.CLAIM_TRUTH`.
    reports
        Who copied whom, columns `saksi.simulation.reporting.tables.REPORTS`.
    records
        Who the records of the lists are, columns `RECORD_TRUTH`.
    statuses
        Status by person, in words.
    totals
        How many people there truly are a stratum, columns `TOTALS`.
    """

    gold: Mapping[str, Report]
    claims: pl.DataFrame
    reports: pl.DataFrame
    records: pl.DataFrame
    statuses: Mapping[int, str]
    totals: pl.DataFrame


def load_key(folder: Folder) -> AnswerKey:
    """Read the answer key of a run's folder.

    Raises
    ------
    InvalidInput
        The folder holds no whole run with its reports.
    """
    names = folder.names()
    manifest = json.loads(folder.read(MANIFEST)) if MANIFEST in names else {}
    if "reporting" not in manifest:
        raise InvalidInput(
            "this folder holds no whole run: needed what `saksi sim run` writes, with its reports"
        )

    def table(name: str) -> pl.DataFrame:
        return pl.read_parquet(BytesIO(folder.read(f"provenance/{name}.parquet")))

    records = table("records")
    people = [name for name, entry in manifest["files"].items() if entry["table"] == "persons"]
    named = records.filter(pl.col("person") >= 0)["person"].unique()
    ranks = pl.concat(
        [pl.read_parquet(BytesIO(folder.read(name)), columns=["person", "status"]) for name in sorted(people)]
    ).filter(pl.col("person").is_in(named.implode()))
    return AnswerKey(
        gold={name: report for name, report in map(_report(folder), sorted(names)) if report},
        claims=table("claims"),
        reports=table("reports"),
        records=records,
        statuses={person: STATUSES[rank] for person, rank in ranks.iter_rows()},
        totals=pl.read_csv(folder.read("lists/totals.csv")),
    )


def _report(folder: Folder) -> Callable[[str], tuple[str, Report | None]]:
    def read(name: str) -> tuple[str, Report | None]:
        if not name.startswith("text/"):
            return (name, None)
        try:
            report = Report.model_validate_json(folder.read(name))
        except ValidationError as error:
            raise InvalidInput(f"{name}: {explain(error)}; run `saksi sim run` anew") from None
        return (report.id, report)

    return read
