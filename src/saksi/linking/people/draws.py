"""Doubt carried on: many linkages that the evidence allows, and what follows from each.

Each draw moves the log odds of every uncertain pair by logistic noise, so that a pair of probability 0.7 is
taken for one person in seven draws of ten, and shifts all of them a little, because the model itself is
uncertain; then persons are formed anew under the same constraints. What is counted in all draws has an
interval: unique victims, capture histories for estimation (one table a draw, to be combined as Rubin 1987).
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.components import components
from saksi.linking.people.clusters import cluster
from saksi.linking.people.constraints import NONE, Constraints
from saksi.record import Bounds

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

UNCERTAIN: Final = 7.0  # log odds beyond which a pair is left as it is
MODEL_DOUBT: Final = 0.3  # standard deviation of the shift that all pairs of a draw share, in a large table
DOUBT_OF_FEW: Final = 8.0  # by how much it is more where few pairs taught the model: variance times pairs
LEVEL: Final = 0.90


def draw_persons(
    size: int,
    a: Ints,
    b: Ints,
    log_odds: Floats,
    rng: np.random.Generator,
    draws: int = 100,
    constraints: Constraints = NONE,
) -> Iterator[Ints]:
    """Yield linkages that the evidence allows: shape (size,), equal for rows of one person.

    Parameters
    ----------
    size, a, b, log_odds, constraints
        As for `saksi.linking.people.clusters.cluster`.
    draws
        How many.
    """
    certain = cluster(size, a, b, log_odds, constraints)
    open_pairs = np.abs(log_odds) < UNCERTAIN
    reach = log_odds > -UNCERTAIN
    pieces = components(size, a[reach], b[reach])
    touched = np.isin(pieces, np.unique(pieces[a[open_pairs]]))
    rows = np.flatnonzero(touched)
    place = np.full(size, -1)
    place[rows] = np.arange(len(rows))
    inside = touched[a] & touched[b]
    first, second, odds = place[a[inside]], place[b[inside]], log_odds[inside]
    free = np.abs(odds) < UNCERTAIN
    expected = max(1.0, float((0.5 * (1 + np.tanh(log_odds / 2))).sum()))
    doubt = float(np.sqrt(MODEL_DOUBT**2 + DOUBT_OF_FEW / expected))
    own = constraints.within(rows, place)
    for _ in range(draws):
        moved = odds + np.where(free, rng.logistic(size=len(odds)) + rng.normal(0.0, doubt), 0.0)
        labels = certain.copy()
        labels[rows] = rows[cluster(len(rows), first, second, moved, own)]
        yield labels


def unique_persons(linkages: list[Ints], level: float = LEVEL) -> Bounds:
    """Return the interval of the number of persons over draws.

    Raises
    ------
    ValueError
        There is no draw.
    """
    counts = [len(np.unique(labels)) for labels in linkages]
    low, high = np.quantile(counts, [(1 - level) / 2, (1 + level) / 2])
    return Bounds(min=int(np.floor(low)), max=int(np.ceil(high)), unit="people")


def capture_histories(linkages: list[Ints], lists: pl.Series) -> pl.DataFrame:
    """Return who was on which lists, one table a draw.

    Parameters
    ----------
    linkages
        Draws of `draw_persons`.
    lists
        The list of each record; records on no list are left out.

    Returns
    -------
    pl.DataFrame
        ``draw`` from 0, a 0/1 column a list in the order of their names, ``count`` in people: what
        ``saksi estimate`` reads, by draw.
    """
    names = sorted(lists.drop_nulls().unique().cast(pl.String).to_list())
    tables = []
    for number, labels in enumerate(linkages):
        records = pl.DataFrame({"person": labels, "list": lists.cast(pl.String)}).drop_nulls()
        people = records.group_by("person").agg(
            (pl.col("list") == name).any().cast(pl.Int8).alias(name) for name in names
        )
        patterns = people.group_by(names).agg(pl.len().cast(pl.Int64).alias("count")).sort(names)
        tables.append(patterns.select(pl.lit(number).alias("draw"), *names, "count"))
    return pl.concat(tables)
