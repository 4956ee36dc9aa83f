"""Names and ages in words: computed from (seed, person, field) when a record is written, never stored.

Frequencies set how many people share a name: the tables follow Zipf's law, so that namesakes are as common as
the size of the tables makes them, which is the hard case for linking.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.streams import uniform
from saksi.simulation.syllables import family_name, given_name

FAMILY, GIVEN, AGE_FORM = 1, 2, 3  # fields of the hash
EXACT, DECADE = 0.5, 0.85  # an age is said in years, as a decade, or not at all


@dataclass(frozen=True, slots=True)
class NameTables:
    """How many names there are, and how unequal they are."""

    families: int = 120  # at most 240
    given: int = 900  # at most 2,000
    exponent: float = 1.0  # of Zipf's law; 0: all names equally common


def names(seed: int, persons: NDArray[np.integer], tables: NameTables | None = None) -> pl.DataFrame:
    """Return the invented names of persons, the family name first as in Korean.

    Parameters
    ----------
    seed
        The seed of the run: the same seed and person have the same name everywhere.
    persons
        Person numbers, shape (records,).
    tables
        Sizes of the name tables; ``None`` takes 120 x 900.

    Returns
    -------
    pl.DataFrame
        Columns ``person``, ``family_en``, ``given_en``, ``name_en``, ``name_ko``, in the order given.
    """
    tables = tables or NameTables()
    family = _choice(uniform(seed, persons, FAMILY), tables.families, tables.exponent)
    given = _choice(uniform(seed, persons, GIVEN), tables.given, tables.exponent)
    families = [family_name(number) for number in range(tables.families)]
    givens = [given_name(number) for number in range(tables.given)]
    columns = {
        "person": pl.Series(persons, dtype=pl.Int32),
        "family_en": pl.Series([latin for latin, _ in families]).gather(family),
        "given_en": pl.Series([latin for latin, _ in givens]).gather(given),
        "family_ko": pl.Series([hangul for _, hangul in families]).gather(family),
        "given_ko": pl.Series([hangul for _, hangul in givens]).gather(given),
    }
    return pl.DataFrame(columns).select(
        "person",
        "family_en",
        "given_en",
        pl.concat_str("family_en", "given_en", separator=" ").alias("name_en"),
        pl.concat_str("family_ko", "given_ko", separator=" ").alias("name_ko"),
    )


def ages_said(seed: int, persons: NDArray[np.integer], years: NDArray[np.integer]) -> pl.DataFrame:
    """Return how a record puts each person's age: in years, as a decade, or not (null).

    Parameters
    ----------
    seed, persons
        As for `names`.
    years
        Ages in years, shape (records,).

    Returns
    -------
    pl.DataFrame
        Columns ``age_en`` ("42", "40s", "under 10") and ``age_ko`` ("42세", "40대", "10세 미만").
    """
    form = uniform(seed, persons, AGE_FORM)
    table = pl.DataFrame({"form": form, "age": years.astype(np.int64)})
    age, decade = pl.col("age").cast(pl.String), (pl.col("age") // 10 * 10).cast(pl.String)
    said = {}
    for name, exact, about, child in (("age_en", "", "s", "under 10"), ("age_ko", "세", "대", "10세 미만")):
        rounded = pl.when(pl.col("age") < 10).then(pl.lit(child)).otherwise(decade + about)
        coarse = pl.when(pl.col("form") < DECADE).then(rounded)
        said[name] = pl.when(pl.col("form") < EXACT).then(age + exact).otherwise(coarse)
    return table.select(**said)


def _choice(u: NDArray[np.float64], size: int, exponent: float) -> NDArray[np.int64]:
    weights = np.arange(1, size + 1, dtype=np.float64) ** -exponent
    bounds = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(bounds, u, side="right"), size - 1)
