"""The answer key: on which acts, sources and independent observations each claim and event rests."""

from collections.abc import Sequence

import polars as pl

from saksi.simulation.codes import ACTS
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.stories import Told, report_ids
from saksi.simulation.reporting.tables import CLAIM_TRUTH, EVENT_TRUTH


def claim_truth(made: Reporting, told: Sequence[Told]) -> pl.DataFrame:
    """Return what each claim rests on, columns `CLAIM_TRUTH`: a row a claim and observation.

    Copies rest on what their first report rests on: printing it again adds no source.
    """
    rows = []
    for one in told:
        for claim, behind in one.rows.items():
            sources = {row["source"] for row in behind} | {row["second_source"] for row in behind}
            roots = {row["root"] for row in behind} | {row["second_root"] for row in behind}
            found = behind[0]["observation"] >= 0 and behind[0]["modality"] != "denied"
            counts = (len(sources - {None}), len(roots - {None})) if found else (0, 0)
            for row in behind:
                known = row["observation"] >= 0
                rows.append(
                    (
                        one.report, claim, row["observation"], row["act_id"] if known else -1,
                        row["person"] if known else -1, row["episode"] if known else -1, row["order"],
                        row["root"] if found else -1, row["second_root"] if row["second"] >= 0 else -1,
                        *counts,
                    )
                )  # fmt: skip
    columns = {"root_report": pl.Int32(), **{name: CLAIM_TRUTH[name] for name in list(CLAIM_TRUTH)[1:]}}
    originals = pl.DataFrame(rows, schema=columns, orient="row")
    everywhere = made.reports.select("report", "root_report").join(originals, on="root_report", how="inner")
    return (
        everywhere.sort("report", "claim_id", "observation")
        .with_columns(report_id=report_ids())
        .select(list(CLAIM_TRUTH))
    )


def event_truth(made: Reporting) -> pl.DataFrame:
    """Return the episodes that any report tells of, columns `EVENT_TRUTH`: how many independent observations.

    A denial tells of an event and adds neither source nor observation.
    """
    about = made.claim_rows.filter(pl.col("observation") >= 0).join(
        made.observations.select("observation", "episode", "source", "root"), on="observation"
    )
    second = about.filter(pl.col("second") >= 0).select("report", observation="second")
    second = second.join(
        made.observations.select("observation", "episode", "source", "root"), on="observation"
    )
    columns = ("report", "episode", "source", "root")
    second = second.select(*columns, modality=pl.lit("happened"))
    told = pl.concat([about.select(*columns, "modality"), second]).filter(pl.col("episode") >= 0)
    seen = pl.col("modality") != "denied"
    counted = told.group_by("episode").agg(
        n_originals=pl.col("report").n_unique(),
        n_sources=pl.col("source").filter(seen).n_unique(),
        n_roots=pl.col("root").filter(seen).n_unique(),
    )
    prints = (
        told.select("episode", root_report="report")
        .unique()
        .join(made.reports.select("report", "root_report"), on="root_report")
    )
    printed = prints.group_by("episode").agg(n_reports=pl.col("report").n_unique())
    what = made.ground.acts.group_by("episode").agg(
        pl.col("act").first(), pl.col("day").first(), pl.col("county").first(), pl.col("n_people").first()
    )
    return (
        counted.join(printed, on="episode")
        .join(what, on="episode")
        .with_columns(act=pl.col("act").replace_strict(dict(enumerate(ACTS)), return_dtype=pl.String))
        .rename({"episode": "event"})
        .sort("event")
        .select(pl.col(name).cast(kind) for name, kind in EVENT_TRUTH.items())
    )
