"""Splink on DuckDB: pairs by the keys, levels field by field; in memory, away from disk and net.

`temp_directory` is empty because DuckDB would spill names in clear; `enable_external_access` is off because
nothing of a linkage may come from or go to a file or an address that SQL names.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_level import ComparisonLevel

from saksi.linking.people.blocking import Blocks
from saksi.linking.people.comparisons import Comparison
from saksi.record import InvalidInput

SEED = 20261122  # Splink's sampling; a hash of row numbers, the same on every machine
SAMPLED_PAIRS = 2e6  # random pairs from which it is learned how often strangers agree
PAIRS_A_PART = 1_000_000  # pairs in memory at a time, with the fields that they compare
UNSEEN = 0.5 / SAMPLED_PAIRS  # chance of a level that no random pair shows
QUIET = logging.ERROR
ONE_FRESH = " AND (l.fresh OR r.fresh)"
OTHER_LIST = " AND (l.list IS NULL OR r.list IS NULL OR l.list <> r.list)"


@dataclass(frozen=True, slots=True)
class Scored:
    """What the database found.

    ``pairs``: ``row_a``, ``row_b``, a column of levels a comparison (-1 null, 0 different), and the
    frequency of the shared term where a comparison weighs by it. ``chance``: for each comparison and level
    the share of random pairs on it, the same order as the levels of Splink, from 0.
    """

    pairs: pl.DataFrame
    chance: dict[str, list[float]]


def settings_for(
    comparisons: Sequence[Comparison], blocks: Blocks, apart: str, dialect: str = "duckdb"
) -> SettingsCreator:
    """Return Splink's settings: what to compare, which pairs, and what holds two records apart."""
    rules: list[BlockingRuleCreator | dict[str, Any]] = [
        CustomRule(f"l.{key} = r.{key}{apart}", sql_dialect=dialect)
        for key in blocks.keys.columns
        if key != "row"
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=[comparison.creator() for comparison in comparisons],
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
        probability_two_random_records_match=0.001,
    )


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory; nothing is spilled to disk, nothing outside can be named."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET temp_directory = ''")  # before the door is shut: afterwards it cannot be set
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def apart_by(lists: bool, fresh: bool) -> str:
    """Return the condition of every pair: not of one list, and one of them fresh."""
    return (OTHER_LIST if lists else "") + (ONE_FRESH if fresh else "")


Scorer = Callable[[pl.DataFrame, Sequence[Comparison], Blocks, bool], Scored]


def scorer(engine: str) -> Scorer:
    """Return how pairs are compared.

    Raises
    ------
    InvalidInput
        The engine is unknown, or its package is not installed.
    """
    if engine == "duckdb":
        return score_on_duckdb
    if engine != "spark":
        raise InvalidInput(f"--engine {engine!r}: needed duckdb or spark")
    if find_spec("pyspark") is None:
        raise InvalidInput(
            "--engine spark needs pyspark and Java, which Saksi does not bring along: install pyspark 3.5 or"
            " newer beside Saksi where the job starts, or leave --engine away: DuckDB carries millions"
        )
    from saksi.linking.people.spark import score_on_spark  # noqa: PLC0415 - pyspark is optional

    return score_on_spark


def score_on_duckdb(
    records: pl.DataFrame, comparisons: Sequence[Comparison], blocks: Blocks, learned: bool = False
) -> Scored:
    """Compare every pair that some key brings together, in a DuckDB that lives for this call."""
    with database() as connection:
        return score(records, comparisons, blocks, connection, learned)


def score(
    records: pl.DataFrame,
    comparisons: Sequence[Comparison],
    blocks: Blocks,
    connection: duckdb.DuckDBPyConnection,
    learned: bool = False,
    frequencies: Mapping[str, pl.DataFrame] | None = None,
) -> Scored:
    """Compare every pair that some key brings together.

    Parameters
    ----------
    records
        In normal form; with a column ``fresh`` only pairs that hold a fresh record are compared.
    frequencies
        How common the terms of a comparison are where the records are only some of all: column ``tf_<name>``.
    learned
        A model is there already: how often strangers agree is not sampled anew, ``chance`` stays empty.
    """
    table = records.join(blocks.keys, on="row")
    parts = 1 + sum(blocks.pairs.values()) // PAIRS_A_PART
    lists = records["list"].null_count() < records.height
    with silence():
        api = DuckDBAPI(connection=connection)
        linker = Linker(
            api.register(table.to_arrow(), table_name="people"),
            settings_for(comparisons, blocks, apart_by(lists, "fresh" in records.columns)),
            log_level=None,
        )
        for name, shares in (frequencies or {}).items():
            linker.table_management.register_term_frequency_lookup(api.register(shares.to_arrow()), name)
        if not learned:
            linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
        chunks = [_chunk(linker, (part, parts), comparisons, connection) for part in range(1, parts + 1)]
        pairs = pl.concat(chunks)
        chance = {} if learned else _chance(linker)
    return Scored(pairs.sort("row_a", "row_b"), chance)


def _chunk(
    linker: Linker,
    part: tuple[int, int],
    comparisons: Sequence[Comparison],
    connection: duckdb.DuckDBPyConnection,
) -> pl.DataFrame:
    """Compare one part of the pairs and keep levels and frequencies only: names stay in the database."""
    found = linker.inference.predict_chunk(part, (1, 1), warning_mode="never")
    columns = {name.name for name in found.columns}
    chosen = ", ".join(wanted(comparisons, columns))
    query = f"SELECT {chosen} FROM {found.physical_name}"  # noqa: S608 - every name in it is ours
    pairs = pl.DataFrame(connection.execute(query).to_arrow_table())
    found.drop_table_from_database_and_remove_from_cache()
    return pairs


def wanted(comparisons: Sequence[Comparison], columns: set[str]) -> list[str]:
    """Return the SQL of what is kept of each pair, the same for every engine."""
    terms = [one.name for one in comparisons if f"tf_{one.name}_l" in columns]
    return [
        "CAST(least(row_l, row_r) AS INTEGER) AS row_a",
        "CAST(greatest(row_l, row_r) AS INTEGER) AS row_b",
        *(f"CAST(gamma_{one.name} AS TINYINT) AS gamma_{one.name}" for one in comparisons),
        *(f"CAST(greatest(tf_{name}_l, tf_{name}_r) AS FLOAT) AS tf_{name}" for name in terms),
    ]


def _chance(linker: Linker) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for comparison in linker._settings_obj.comparisons:  # noqa: SLF001 - Splink publishes no other way
        levels = {level.comparison_vector_value: level for level in comparison.comparison_levels}
        found[comparison.output_column_name] = [
            _chance_of(level) for value, level in sorted(levels.items()) if value >= 0
        ]
    return found


def _chance_of(level: ComparisonLevel) -> float:
    known = level.u_probability if level._has_estimated_u_values else None  # noqa: SLF001 - as above
    return UNSEEN if known is None else known


@contextmanager
def silence() -> Iterator[None]:
    """Keep Splink's log and warnings off the screen: what matters of them we say ourselves."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(QUIET)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logger.setLevel(before)
