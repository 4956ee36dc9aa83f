"""Pairs compared level by level, with Splink's levels on DuckDB: in memory, away from disk and net.

`temp_directory` is empty because DuckDB would spill names in clear; `enable_external_access` is off because
nothing of a linkage may come from or go to a file or an address that SQL names. Pairs are compared in slices
and on demand: what a table of a million needs at a time is one slice, not all of its pairs.
"""

import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from typing import Any, Final, Protocol

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_level import ComparisonLevel

from saksi.linking.people.blocking import Blocks, candidates
from saksi.linking.people.comparisons import Comparison
from saksi.record import InvalidInput

Ints = NDArray[np.int64]

SEED: Final = 20261122  # Splink's sampling; a hash of row numbers, the same on every machine
SAMPLED_PAIRS: Final = 2e6  # random pairs from which it is learned how often strangers agree
SLICE: Final = 500_000  # pairs in memory at a time, with the fields that they compare
UNSEEN: Final = 0.5 / SAMPLED_PAIRS  # chance of a level that no random pair shows
QUIET: Final = logging.ERROR


class Pairs(Protocol):
    """Candidate pairs, and their levels on demand. ``a``, ``b``: positions in the table of records."""

    a: Ints
    b: Ints

    def levels(self, chosen: Ints | slice) -> pl.DataFrame:
        """Return a column ``gamma_<comparison>`` each (-1 not known, 0 different) of the chosen pairs."""


Engine = Callable[[pl.DataFrame, Sequence[Comparison], Blocks], AbstractContextManager[Pairs]]


def engine_of(name: str) -> Engine:
    """Return how pairs are compared.

    Raises
    ------
    InvalidInput
        The engine is unknown, or its package is not installed.
    """
    if name == "duckdb":
        return on_duckdb
    if name != "spark":
        raise InvalidInput(f"--engine {name!r}: needed duckdb or spark")
    if find_spec("pyspark") is None:
        raise InvalidInput(
            "--engine spark needs pyspark and Java, which Saksi does not bring along: install the extra"
            " saksi[spark] where the job starts, or leave --engine away: DuckDB carries millions"
        )
    from saksi.linking.people.spark import on_spark  # noqa: PLC0415 - pyspark is optional

    return on_spark


@contextmanager
def on_duckdb(
    records: pl.DataFrame, comparisons: Sequence[Comparison], blocks: Blocks
) -> Iterator["PairsOnDuckDB"]:
    """Open a DuckDB that compares the pairs of the blocks, and lives as long as the context."""
    a, b = candidates(blocks.keys, records)
    with database() as connection:
        yield PairsOnDuckDB(records, comparisons, a, b, connection)


class PairsOnDuckDB:
    """Pairs whose levels a DuckDB finds, slice by slice."""

    def __init__(
        self,
        records: pl.DataFrame,
        comparisons: Sequence[Comparison],
        a: Ints,
        b: Ints,
        connection: duckdb.DuckDBPyConnection,
    ) -> None:
        self.a, self.b = a, b
        self._records = records.select(compared_columns(comparisons))
        self._query = f"SELECT {', '.join(map(level_of, comparisons))} FROM slice"  # noqa: S608 - our own
        self._connection = connection

    def levels(self, chosen: Ints | slice) -> pl.DataFrame:
        """Return a column ``gamma_<comparison>`` each (-1 not known, 0 different) of the chosen pairs."""
        a, b = self.a[chosen], self.b[chosen]
        parts = [self._slice(a[at : at + SLICE], b[at : at + SLICE]) for at in range(0, len(a) or 1, SLICE)]
        return pl.concat(parts)

    def _slice(self, a: Ints, b: Ints) -> pl.DataFrame:
        left = self._records[a].rename({name: f"{name}_l" for name in self._records.columns})
        right = self._records[b].rename({name: f"{name}_r" for name in self._records.columns})
        self._connection.register("slice", pl.concat([left, right], how="horizontal").to_arrow())
        found = pl.DataFrame(self._connection.sql(self._query).to_arrow_table())
        self._connection.unregister("slice")
        return found


def compared_columns(comparisons: Sequence[Comparison]) -> list[str]:
    """Return the columns that the comparisons read."""
    return sorted({column for comparison in comparisons for column in comparison.reads})


def level_of(comparison: Comparison, dialect: str = "duckdb") -> str:
    """Return the SQL that numbers the level of a pair: Splink's tests, in Splink's order."""
    tests = comparison.creator().create_comparison_dict(dialect)["comparison_levels"]
    numbers = [-1, *range(len(tests) - 2, -1, -1)]
    cases = " ".join(
        f"WHEN {test['sql_condition']} THEN {number}"
        for test, number in zip(tests[:-1], numbers[:-1], strict=True)
    )
    return f"CAST(CASE {cases} ELSE 0 END AS TINYINT) AS gamma_{comparison.name}"


def chance_of_agreement(records: pl.DataFrame, comparisons: Sequence[Comparison]) -> dict[str, list[float]]:
    """Learn from random pairs, with Splink, how often strangers agree.

    Returns
    -------
    dict
        For each comparison the share of random pairs on each level, from 0 ("different") up.
    """
    with database() as connection, silence():
        api = DuckDBAPI(connection=connection)
        table = records.select("row", *compared_columns(comparisons)).to_arrow()
        linker = Linker(
            api.register(table, table_name="people"), settings_for(comparisons, []), log_level=None
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
        return _chance(linker)


def settings_for(
    comparisons: Sequence[Comparison], rules: Sequence[str], dialect: str = "duckdb"
) -> SettingsCreator:
    """Return Splink's settings: what to compare, and the conditions that bring pairs together.

    On Spark terms are not weighed: levels come home, and frequencies are looked up here.
    """
    blocking: list[BlockingRuleCreator | dict[str, Any]] = [
        CustomRule(rule, sql_dialect=dialect) for rule in rules or ["1=1"]
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=[comparison.creator(weighed=dialect == "duckdb") for comparison in comparisons],
        blocking_rules_to_generate_predictions=blocking,
        retain_matching_columns=True,  # levels are dropped with them
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
