"""Why two records may be one person, in words for anybody; no value of a record is in them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.comparisons import Comparison
from saksi.linking.people.model import Model, company_of_differences, evidence

Floats = NDArray[np.float64]

STRONG: Final = 3.0  # log odds: twenty to one
SAYS_LITTLE: Final = 0.4
RARE: Final = 0.0005  # share of records with the term, from which agreement on it is called rare
ONLY_NAMES: Final = "possibly the same: only names are known, and people share names, so it cannot be decided"
REFUSED: Final = "possibly the same: no name and no distinguishing fact, so it cannot be decided"


def explain(pairs: pl.DataFrame, comparisons: Sequence[Comparison], model: Model) -> pl.Series:
    """Return a sentence or two a pair: what speaks for one person, what against, what is not known.

    Parameters
    ----------
    pairs
        ``gamma_<comparison>`` and ``tf_<comparison>``, as the engine gives them.
    """
    said = evidence(pairs, model)
    counts, worth_of_counts = company_of_differences(pairs, model)
    keys = []
    for comparison in comparisons:
        name = comparison.name
        rare = pl.lit(value=False)
        if f"tf_{name}" in pairs.columns:
            rare = (pl.col(f"tf_{name}") < RARE) & (pl.col(f"gamma_{name}") == len(comparison.levels))
        keys += [pl.col(f"gamma_{name}"), rare.fill_null(value=False).alias(f"rare_{name}")]
    patterns = pairs.select(keys).with_columns(
        pl.Series("differing", counts),
        *(pl.Series(f"worth_{name}", _steps(worth)) for name, worth in said.items()),
        pl.Series("worth_differing", _steps(worth_of_counts)),
    )
    distinct = patterns.unique(maintain_order=True)
    words = [_sentence(row, comparisons) for row in distinct.iter_rows(named=True)]
    texts = patterns.join(
        distinct.with_columns(explanation=pl.Series(words, dtype=pl.String)),
        on=distinct.columns,
        how="left",
        maintain_order="left",
        nulls_equal=True,
    )
    return texts["explanation"]


def _steps(worth: Floats) -> Floats:
    return np.asarray(np.sign(worth) * np.digitize(np.abs(worth), (SAYS_LITTLE, STRONG)))


def _sentence(row: dict[str, float], comparisons: Sequence[Comparison]) -> str:
    speaks: dict[str, list[str]] = {"For": [], "Against": [], "Says little": [], "Not known": []}
    for comparison in comparisons:
        level, worth = int(row[f"gamma_{comparison.name}"]), row[f"worth_{comparison.name}"]
        if level < 0:
            speaks["Not known"].append(comparison.label)
            continue
        words = f"{comparison.label} {comparison.words(level)}"
        if row[f"rare_{comparison.name}"]:
            words += ", and rare"
        if abs(worth) >= 2:
            words += " (strongly)"
        speaks["Says little" if worth == 0 else "For" if worth > 0 else "Against"].append(words)
    several = f"{row['differing']} fields differ"
    if row["worth_differing"] < 0:
        speaks["Against"].append(f"{several}, and in this table mistakes seldom come together")
    elif row["worth_differing"] > 0:
        speaks["For"].append(f"{several}, and in this table mistakes often come together")
    return ". ".join(f"{what}: {'; '.join(points)}" for what, points in speaks.items() if points)
