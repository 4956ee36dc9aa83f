"""The same comparisons on Spark: for archives beyond one machine. What strangers share is learned on DuckDB.

A model that Splink saves from DuckDB does not run on Spark, because its SQL is in DuckDB's dialect. So the
settings are made anew for Spark from the same levels. On one machine Spark costs many times what DuckDB
does: it is for clusters.
"""

from collections.abc import Sequence

import polars as pl
from pyspark.sql import SparkSession  # type: ignore[import-not-found]
from splink import Linker, SparkAPI
from splink.backends.spark import similarity_jar_location

from saksi.linking.people.blocking import Blocks
from saksi.linking.people.comparisons import Comparison
from saksi.linking.people.engine import (
    SAMPLED_PAIRS,
    Scored,
    apart_by,
    score_on_duckdb,
    settings_for,
    silence,
    wanted,
)

SAMPLED_RECORDS = int((2 * SAMPLED_PAIRS) ** 0.5)  # whose pairs tell how often strangers agree
SEED = 20261122


def score_on_spark(
    records: pl.DataFrame, comparisons: Sequence[Comparison], blocks: Blocks, learned: bool = False
) -> Scored:
    """Compare every pair that some key brings together; as `saksi.linking.people.engine.score_on_duckdb`."""
    chance = {} if learned else _chance(records, comparisons)
    table = records.join(blocks.keys, on="row")
    lists = records["list"].null_count() < records.height
    session = _session()
    with silence():
        # "persist" keeps steps in memory; checkpoints and Parquet would lie on disk with names in clear.
        api = SparkAPI(spark_session=session, break_lineage_method="persist")  # type: ignore[no-untyped-call]
        rows = session.createDataFrame(table.to_arrow().to_pylist(), schema=_schema(table))
        settings = settings_for(comparisons, blocks, apart_by(lists, fresh=False), dialect="spark")
        linker = Linker(api.register(rows, table_name="people"), settings, log_level=None)
        found = linker.inference.predict(warning_mode="never")
        columns = {name.name for name in found.columns}
        frame = found.as_spark_dataframe().selectExpr(*wanted(comparisons, columns))
        pairs = pl.DataFrame([row.asDict() for row in frame.toLocalIterator()], infer_schema_length=None)
    return Scored(pairs.sort("row_a", "row_b"), chance)


def _chance(records: pl.DataFrame, comparisons: Sequence[Comparison]) -> dict[str, list[float]]:
    """Learn how often strangers agree from a sample of the records, on DuckDB."""
    sample = records.sample(min(records.height, SAMPLED_RECORDS), seed=SEED).sort("row")
    nothing = sample.select("row", pl.lit(None, dtype=pl.String).alias("key_0"))
    return score_on_duckdb(sample, comparisons, Blocks(nothing, {}, {})).chance


def _session() -> SparkSession:
    """Return the running session, or one on this machine; a cluster starts Saksi inside its own."""
    builder = SparkSession.builder.appName("saksi").config("spark.jars", similarity_jar_location())
    return builder.config("spark.ui.enabled", "false").getOrCreate()


def _schema(table: pl.DataFrame) -> str:
    kinds = {pl.Int64(): "bigint", pl.UInt64(): "decimal(20,0)", pl.List(pl.String()): "array<string>"}
    return ", ".join(f"{name} {kinds.get(kind, 'string')}" for name, kind in table.schema.items())
