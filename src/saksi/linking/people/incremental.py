"""New records beside known persons: only pairs with a new record are compared, only touched persons solved.

What was decided before stays together; a new record may join a person, join two persons, or be somebody new.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.bare import is_bare
from saksi.linking.people.blocking import block, candidates, list_codes
from saksi.linking.people.clusters import REACH, cluster
from saksi.linking.people.comparisons import comparisons_for
from saksi.linking.people.constraints import Constraints, lives_of
from saksi.linking.people.engine import PairsOnDuckDB, database
from saksi.linking.people.model import Model
from saksi.linking.people.overlap import raised
from saksi.linking.people.prepare import prepare
from saksi.linking.people.roles import Roles
from saksi.linking.people.terms import terms_of
from saksi.linking.people.weighing import check_fields, weigh

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

    Raises
    ------
    InvalidInput
        The model was learned on fields that this table does not know.
    """
    records = prepare(table, roles)
    labels = _smallest_rows(known)
    fresh = known < 0
    a, b, own = _new_pairs(records.with_columns(fresh=pl.Series(fresh)).filter(~is_bare(records)), model)
    groups = list_codes(records)
    odds = raised(groups, a, b, own, _together(labels))
    touching = odds >= LEAST
    rows = np.append(a[touching], b[touching])
    persons = np.unique(labels[rows])
    inside = np.flatnonzero(np.isin(labels, persons))
    place = np.full(len(labels), -1)
    place[inside] = np.arange(len(inside))
    kept = (place[a] >= 0) & (place[b] >= 0)
    told = Constraints(groups=groups, lives=lives_of(records)).within(inside, place)
    constraints = replace(told, must=_chains(labels, inside, place))
    found = cluster(len(inside), place[a[kept]], place[b[kept]], odds[kept], constraints)
    labels[inside] = inside[found]
    return labels


def _new_pairs(records: pl.DataFrame, model: Model) -> tuple[Ints, Ints, Floats]:
    """Compare the pairs that hold a new record; terms are as common as in all records."""
    comparisons = tuple(one for one in comparisons_for(records) if one.name in model.same)
    check_fields(model, comparisons)
    keys = _with_new(records, block(records).keys)
    a, b = candidates(keys, records)
    fresh = records["fresh"].to_numpy()
    new = fresh[a] | fresh[b]
    with database() as connection:
        pairs = PairsOnDuckDB(records, comparisons, a[new], b[new], connection)
        odds = weigh(pairs, records, comparisons, terms_of(records, comparisons), model)
    rows = records["row"].to_numpy()
    return rows[pairs.a], rows[pairs.b], odds


def _with_new(records: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys, null where nobody new has the same."""
    marked = keys.with_columns(records["fresh"])
    return marked.select(
        "row",
        *(
            pl.when(pl.col("fresh").any().over(name)).then(name).alias(name)
            for name in keys.columns
            if name != "row"
        ),
    )


def _smallest_rows(known: Ints) -> Ints:
    """Name each known person by its smallest row, each new record by itself."""
    rows = np.arange(len(known))
    table = pl.DataFrame({"row": rows, "person": np.where(known < 0, -1 - rows, known)})
    return table.select(pl.col("row").min().over("person"))["row"].to_numpy().astype(np.int64).copy()


def _together(labels: Ints) -> tuple[Ints, Ints]:
    """Return pairs of rows of one known person, each row with the first of its person."""
    later = np.flatnonzero(labels != np.arange(len(labels)))
    return labels[later], later


def _chains(labels: Ints, inside: Ints, place: Ints) -> frozenset[tuple[int, int]]:
    """Return pairs that keep the records of each known person together."""
    return frozenset(
        (int(place[first]), int(place[row]))
        for row, first in zip(inside.tolist(), labels[inside].tolist(), strict=True)
        if row != first
    )
