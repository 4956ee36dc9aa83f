"""How common a shared name, place or calling is: agreement on a rare one says more."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.comparisons import Comparison
from saksi.linking.people.engine import Pairs

Ints = NDArray[np.int64]
Terms = Mapping[str, NDArray[np.float32]]  # comparison -> shape (records,): share of records with its term


def terms_of(records: pl.DataFrame, comparisons: Sequence[Comparison]) -> Terms:
    """Return for each comparison that weighs by frequency how common each record's term is.

    Shares are of the records that know the term, and of those with other terms that the table leaves out: as
    many more as terms that are there once make up of it (Good 1953), of `Comparison.elsewhere`. In a table of
    ten every name looks common, though hardly one is there twice. NaN where it is not known.
    """
    found = {}
    for comparison in comparisons:
        column = next((level.term for level in comparison.levels if level.term), None)
        if column is not None:
            known = len(records) - records[column].null_count()
            count = pl.when(pl.col(column).is_not_null()).then(pl.len().over(column))
            left_out = comparison.elsewhere * (count == 1).sum() / max(1, known)
            share = records.select(
                (count / (known + left_out)).cast(pl.Float32).fill_null(np.nan)
            ).to_series()
            found[comparison.name] = share.to_numpy()
    return found


def levels_and_terms(pairs: Pairs, chosen: Ints | slice, terms: Terms) -> pl.DataFrame:
    """Return the levels of the chosen pairs, and ``tf_<comparison>``: how common the first record's term is.

    Where the level is equality, it is the second record's term too.
    """
    first = pairs.a[chosen]
    shares = [pl.Series(f"tf_{name}", values[first]) for name, values in terms.items()]
    return pairs.levels(chosen).with_columns(shares)
