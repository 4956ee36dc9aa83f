"""Records with no name and no distinguishing fact: joined to nothing, the pair kept as a question.

Two men executed in one town on one day may be one man told twice, or two. No tool can tell; a tool that
joins them anyway makes victims vanish.
"""

from typing import Final

import polars as pl

from saksi.linking.people.explain import REFUSED

PAIRS: Final = {
    "row_a": pl.Int64(),
    "row_b": pl.Int64(),
    "probability": pl.Float64(),  # null: it cannot be decided
    "weight": pl.Float64(),  # log2 odds; null with it
    "explanation": pl.String(),
}
TELLING: Final = ("place", "day", "act", "occupation", "age", "sex")  # what two such records may share
MOST_ALIKE: Final = 40  # records that share a place and day, from which naming every pair helps nobody
_WORDS: Final = {"day": "date"}


def is_bare(records: pl.DataFrame) -> pl.Series:
    """Say whether a record has no name, no whole date of birth, and no postcode with a year of birth."""
    named = pl.col("given").is_not_null() | pl.col("family").is_not_null()
    born = (
        pl.col("birth_year").is_not_null()
        & pl.col("birth_month").is_not_null()
        & pl.col("birth_day").is_not_null()
    )
    housed = pl.col("postcode").is_not_null() & pl.col("birth_year").is_not_null()
    return records.select((~(named | born | housed)).alias("bare"))["bare"]


def bare_pairs(records: pl.DataFrame, bare: pl.Series) -> pl.DataFrame:
    """Return pairs of such records that agree in two of place, date and act, and contradict in nothing.

    Columns `PAIRS`; probability and weight are null, because there is none.
    """
    lone = records.filter(bare)
    found = [_sharing(lone, keys) for keys in (("place", "day"), ("place", "act"), ("day", "act"))]
    pairs = pl.concat(found).unique(["row_a", "row_b"]).sort("row_a", "row_b")
    if pairs.is_empty():
        return pl.DataFrame(schema=PAIRS)
    one = pairs.join(lone, left_on="row_a", right_on="row", maintain_order="left")
    two = pairs.join(lone, left_on="row_b", right_on="row", maintain_order="left")
    apart = one["list"].is_null() | two["list"].is_null() | (one["list"] != two["list"])
    clash = pl.Series([False]).new_from_index(0, pairs.height)
    words = pl.Series([""]).new_from_index(0, pairs.height)
    for field in TELLING:
        both = one[field].is_not_null() & two[field].is_not_null()
        same = (both & (one[field] == two[field])).fill_null(value=False)
        clash = clash | (both & ~same).fill_null(value=False)
        label = _WORDS.get(field, field)
        words = words + pl.select(pl.when(same).then(pl.lit(f" {label},")).otherwise(pl.lit(""))).to_series()
    shared = words.str.strip_chars(" ,")
    text = pl.DataFrame({"shared": shared}).select(
        pl.concat_str(pl.lit(f"{REFUSED}; the same: "), pl.col("shared")).alias("text")
    )["text"]
    kept = pairs.with_columns(
        probability=pl.lit(None, dtype=pl.Float64), weight=pl.lit(None, dtype=pl.Float64), explanation=text
    )
    return kept.filter((apart.fill_null(value=True)) & ~clash).select(list(PAIRS))


def _sharing(records: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    side = records.select("row", *keys).drop_nulls()
    side = side.filter(pl.len().over(keys) <= MOST_ALIKE)
    joined = side.join(side, on=list(keys), suffix="_b").filter(pl.col("row") < pl.col("row_b"))
    return joined.select(pl.col("row").alias("row_a"), "row_b")
