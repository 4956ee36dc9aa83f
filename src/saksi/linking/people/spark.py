"""The same comparisons on Spark: for archives beyond one machine. What strangers share is learned on DuckDB.

A model that Splink saves from DuckDB does not run on Spark, because its SQL is in DuckDB's dialect. So the
settings are made anew for Spark from the same levels. On one machine Spark costs many times what DuckDB
does: it is for clusters.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pyspark.sql import SparkSession
from splink import Linker, SparkAPI
from splink.backends.spark import similarity_jar_location

from saksi.linking.people.blocking import Blocks
from saksi.linking.people.comparisons import Comparison
from saksi.linking.people.engine import compared_columns, settings_for, silence

Ints = NDArray[np.int64]
OTHER_LIST = " AND (l.list IS NULL OR r.list IS NULL OR l.list <> r.list)"


class PairsOnSpark:
    """Pairs that a Spark job found and compared, their levels brought home."""

    def __init__(self, found: pl.DataFrame) -> None:
        self.a, self.b = (found[name].to_numpy() for name in ("a", "b"))
        self._levels = found.drop("a", "b")

    def levels(self, chosen: Ints | slice) -> pl.DataFrame:
        """Return a column ``gamma_<comparison>`` each (-1 not known, 0 different) of the chosen pairs."""
        return self._levels[chosen]


@contextmanager
def on_spark(
    records: pl.DataFrame, comparisons: Sequence[Comparison], blocks: Blocks
) -> Iterator[PairsOnSpark]:
    """Compare every pair that some key brings together; as `saksi.linking.people.engine.on_duckdb`."""
    keys = [name for name in blocks.keys.columns if name != "row"]
    table = pl.concat(
        [
            records.select(pl.int_range(pl.len()).alias("row"), "list", *compared_columns(comparisons)),
            blocks.keys.select(pl.col(keys).reinterpret(signed=True)),  # Spark has no unsigned numbers
        ],
        how="horizontal",
    )
    apart = OTHER_LIST if records["list"].null_count() < records.height else ""
    with silence(), _session() as session:
        # "persist" keeps steps in memory; checkpoints and Parquet would lie on disk with names in clear.
        api = SparkAPI(spark_session=session, break_lineage_method="persist")  # type: ignore[no-untyped-call]
        rows = session.createDataFrame(table.to_arrow().to_pylist(), schema=_schema(table))
        settings = settings_for(comparisons, [f"l.{key} = r.{key}{apart}" for key in keys], dialect="spark")
        linker = Linker(api.register(rows, table_name="people"), settings, log_level=None)
        found = linker.inference.predict(warning_mode="never").as_spark_dataframe()
        wanted = [f"CAST(gamma_{one.name} AS TINYINT) AS gamma_{one.name}" for one in comparisons]
        chosen = found.selectExpr("least(row_l, row_r) AS a", "greatest(row_l, row_r) AS b", *wanted)
        home = pl.DataFrame(chosen.toArrow())
    yield PairsOnSpark(home.sort("a", "b"))


@contextmanager
def _session() -> Iterator[SparkSession]:
    """Open the running session, or one on this machine that ends here; a cluster starts Saksi in its own."""
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    builder = SparkSession.builder.appName("saksi").config("spark.jars", similarity_jar_location())
    # On one machine a step in two hundred parts costs two hundred starts.
    builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.default.parallelism", "4")
    with TemporaryDirectory(prefix="saksi-spark-") as aside:  # else it leaves a folder where one works
        builder = builder.config("spark.sql.warehouse.dir", aside)
        session = builder.config("spark.ui.enabled", "false").getOrCreate()
        try:
            yield session
        finally:
            session.stop()


def _schema(table: pl.DataFrame) -> str:
    kinds = {
        pl.Int64(): "bigint",
        pl.Boolean(): "boolean",
        pl.List(pl.String()): "array<string>",
    }
    return ", ".join(f"{name} {kinds.get(kind, 'string')}" for name, kind in table.schema.items())
