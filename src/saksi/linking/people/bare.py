"""Records that say nothing by which people can be told apart: joined to nothing, the pair kept as a question.

Two men executed in one town on one day may be one man told twice, or two; two records of one common name, and
nothing else, likewise. No tool can tell; a tool that joins them anyway makes victims vanish.
"""

from typing import Final

import polars as pl

from saksi.linking.people.explain import ONLY_NAMES, REFUSED

PAIRS: Final = {
    "row_a": pl.Int64(),
    "row_b": pl.Int64(),
    "probability": pl.Float64(),  # null: it cannot be decided
    "weight": pl.Float64(),  # log2 odds; null with it
    "explanation": pl.String(),
}
TELLING: Final = ("place", "day", "act", "occupation", "age", "sex")  # what two such records may share
DISTINGUISHING: Final = ("birth_year", "age", "place", "postcode", "day", "occupation")
HARDLY_KNOWN: Final = 0.02  # share of a table's records with such a fact, up to which it says names only
MOST_ALIKE: Final = 40  # records that share a place and day, from which naming every pair helps nobody
_WORDS: Final = {"day": "date"}
_TOGETHER: Final = (
    ("place", "day"),
    ("place", "act"),
    ("day", "act"),
    ("name_key",),
    ("given", "family"),
)


def is_bare(records: pl.DataFrame) -> pl.Series:
    """Say which records tell nobody apart.

    Those with no name, no whole date of birth, and no postcode with a year of birth; and all records of a
    table that knows hardly anything but names.
    """
    named = pl.col("given").is_not_null() | pl.col("family").is_not_null()
    born = (
        pl.col("birth_year").is_not_null()
        & pl.col("birth_month").is_not_null()
        & pl.col("birth_day").is_not_null()
    )
    housed = pl.col("postcode").is_not_null() & pl.col("birth_year").is_not_null()
    told = born | housed if _only_names(records) else named | born | housed
    return records.select((~told).alias("bare"))["bare"]


def bare_pairs(records: pl.DataFrame, bare: pl.Series) -> pl.DataFrame:
    """Return pairs of such records that agree in name or in two of place, date and act, and clash in nothing.

    Columns `PAIRS`; probability and weight are null, because there is none.
    """
    lone = records.filter(bare)
    pairs = pl.concat([_sharing(lone, keys) for keys in _TOGETHER]).unique().sort("row_a", "row_b")
    if pairs.is_empty():
        return pl.DataFrame(schema=PAIRS)
    wide = pairs.join(lone, left_on="row_a", right_on="row", maintain_order="left").join(
        lone, left_on="row_b", right_on="row", suffix="_b", maintain_order="left"
    )
    clash = pl.any_horizontal(pl.col(field) != pl.col(f"{field}_b") for field in TELLING)
    one_list = pl.col("list") == pl.col("list_b")
    kept = wide.filter(~clash.fill_null(value=False) & ~one_list.fill_null(value=False))
    shared = pl.concat_str(
        (pl.when(_same(field)).then(pl.lit(f" {_WORDS.get(field, field)},")) for field in TELLING),
        ignore_nulls=True,
    )
    words = shared.str.strip_chars(" ,")
    return kept.select(
        "row_a",
        "row_b",
        probability=pl.lit(None, dtype=pl.Float64),
        weight=pl.lit(None, dtype=pl.Float64),
        explanation=pl.concat_str(
            pl.when(pl.col("given").is_null() & pl.col("family").is_null())
            .then(pl.lit(REFUSED))
            .otherwise(pl.lit(ONLY_NAMES)),
            pl.when(words != "").then(pl.concat_str(pl.lit("; the same: "), words)).otherwise(pl.lit("")),
        ),
    )


def _only_names(records: pl.DataFrame) -> bool:
    """Say whether the table knows hardly anything but names, for any two records to be compared by."""
    most = max((records.height - records[field].null_count() for field in DISTINGUISHING), default=0)
    return most <= HARDLY_KNOWN * records.height


def _same(field: str) -> pl.Expr:
    return (pl.col(field) == pl.col(f"{field}_b")).fill_null(value=False)


def _sharing(records: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    side = records.select("row", *keys).drop_nulls()
    side = side.filter(pl.len().over(keys) <= MOST_ALIKE)
    joined = side.join(side, on=list(keys), suffix="_b").filter(pl.col("row") < pl.col("row_b"))
    return joined.select(pl.col("row").alias("row_a"), "row_b")
