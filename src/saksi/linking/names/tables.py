"""Many pairs of names at once: a frame in, the same rows with an answer out."""

import polars as pl

from saksi.linking.names.compare import SAME, compare_names
from saksi.record import InvalidInput

NEEDED = ("name_a", "name_b")
ADDED = ("similarity", "same", "verdict")


def compare_table(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with ``similarity`` in [0, 1], ``same`` (1 or 0) and ``verdict``.

    Parameters
    ----------
    pairs
        Columns ``name_a`` and ``name_b``; null counts as empty. Others are passed on, but columns of
        the answer's names are replaced.

    Raises
    ------
    InvalidInput
        A column of names is missing.
    """
    missing = [column for column in NEEDED if column not in pairs.columns]
    if missing:
        raise InvalidInput(
            f"columns {', '.join(missing)} are missing: needed name_a and name_b, one pair a row"
        )
    names = pairs.select(pl.col(NEEDED).cast(pl.String).fill_null(""))
    found = [compare_names(a, b) for a, b in names.iter_rows()]
    answer = {
        "similarity": pl.Series([round(one.similarity, 6) for one in found], dtype=pl.Float64),
        "same": pl.Series([int(one.similarity >= SAME) for one in found], dtype=pl.Int64),
        "verdict": pl.Series([one.verdict for one in found], dtype=pl.String),
    }
    return pairs.drop(ADDED, strict=False).with_columns(**answer)
