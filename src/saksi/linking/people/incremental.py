"""New records beside known persons: only pairs with a new record are compared, only touched persons solved.

What was decided before stays together; a new record may join a person, join two persons, or be somebody new.
"""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.bare import is_bare
from saksi.linking.people.blocking import Blocks, block
from saksi.linking.people.clusters import REACH, Constraints, cluster
from saksi.linking.people.comparisons import comparisons_for
from saksi.linking.people.engine import database, score
from saksi.linking.people.model import Model, log_odds
from saksi.linking.people.prepare import prepare
from saksi.linking.people.roles import Roles

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST: Final = REACH  # log odds from which a new record touches a person


def link_new(table: pl.DataFrame, roles: Roles, known: Ints, model: Model) -> Ints:
    """Place records that no earlier run knew.

    Parameters
    ----------
    table
        All records, known and new.
    roles
        Role -> column, as in the earlier run.
    known
        Shape (records,): equal numbers for records of one person, -1 for a new record.
    model
        Of the earlier run.

    Returns
    -------
    NDArray
        Shape (records,): the smallest row of each row's person.
    """
    records = prepare(table, roles)
    labels = _smallest_rows(known)
    fresh = known < 0
    told = records.with_columns(fresh=pl.Series(fresh)).filter(~is_bare(records))
    a, b, odds = _new_pairs(told, model)
    touching = odds >= LEAST
    rows = np.append(a[touching], b[touching])
    persons = np.unique(labels[rows])
    inside = np.flatnonzero(np.isin(labels, persons))
    place = np.full(len(labels), -1)
    place[inside] = np.arange(len(inside))
    kept = (place[a] >= 0) & (place[b] >= 0)
    constraints = Constraints(_chains(labels, inside, place), frozenset(), _groups(records, inside))
    found = cluster(len(inside), place[a[kept]], place[b[kept]], odds[kept], constraints)
    labels[inside] = inside[found]
    return labels


def _new_pairs(records: pl.DataFrame, model: Model) -> tuple[Ints, Ints, Floats]:
    """Compare the pairs that hold a new record; terms are as common as in all records."""
    comparisons = comparisons_for(records)
    blocks = block(records)
    keys = _with_new(records, blocks)
    taking_part = keys.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    some = records.join(taking_part.select("row"), on="row", how="semi")
    if some.is_empty():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    frequencies = {
        one.name: _frequencies(records, one.name)
        for one in comparisons
        if any(level.term for level in one.levels)
    }
    with database() as connection:
        found = score(
            some,
            comparisons,
            Blocks(taking_part, blocks.pairs, {}),
            connection,
            learned=True,
            frequencies=frequencies,
        )
    a, b = (found.pairs[column].to_numpy().astype(np.int64) for column in ("row_a", "row_b"))
    return a, b, log_odds(found.pairs, model)


def _with_new(records: pl.DataFrame, blocks: Blocks) -> pl.DataFrame:
    """Return the keys, null where nobody new has the same."""
    keys = blocks.keys.join(records.select("row", "fresh"), on="row", how="left", maintain_order="left")
    names = [name for name in blocks.keys.columns if name != "row"]
    return keys.select(
        "row", *(pl.when(pl.col("fresh").any().over(name)).then(name).alias(name) for name in names)
    )


def _frequencies(records: pl.DataFrame, column: str) -> pl.DataFrame:
    counts = records.select(column).drop_nulls().group_by(column).agg(n=pl.len())
    return counts.select(column, (pl.col("n") / pl.col("n").sum()).alias(f"tf_{column}"))


def _smallest_rows(known: Ints) -> Ints:
    """Name each known person by its smallest row, each new record by itself."""
    rows = np.arange(len(known))
    table = pl.DataFrame({"row": rows, "person": np.where(known < 0, -1 - rows, known)})
    return table.select(pl.col("row").min().over("person"))["row"].to_numpy().astype(np.int64).copy()


def _chains(labels: Ints, inside: Ints, place: Ints) -> frozenset[tuple[int, int]]:
    """Return pairs that keep the records of each known person together."""
    return frozenset(
        (int(place[first]), int(place[row]))
        for row, first in zip(inside.tolist(), labels[inside].tolist(), strict=True)
        if row != first
    )


def _groups(records: pl.DataFrame, inside: Ints) -> Ints | None:
    if records["list"].null_count() == records.height:
        return None
    codes = records["list"].cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    return np.asarray(codes[inside])
