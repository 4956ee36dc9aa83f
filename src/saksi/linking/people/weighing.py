"""Pairs weighed by a model, slice by slice; no sum of common facts joins two names that are unlike.

Sex, age, place, calling and the day of an event agree between many people, and a small table teaches little
of how many. So where two names are known and unlike, only a date of birth or a postcode may outweigh that
(`saksi.linking.people.comparisons.Level.telling`); unless the table shows many people under two names, and
the model has learned from them what that takes.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.names import name_similarity
from saksi.linking.people.comparisons import GIVEN_KOREAN, Comparison
from saksi.linking.people.engine import SLICE, Pairs
from saksi.linking.people.model import Model, log_odds
from saksi.linking.people.terms import Terms, levels_and_terms
from saksi.record import InvalidInput

Floats = NDArray[np.float64]

UNLIKE: Final = 0.2  # likeness of two names below which they are two
NEAR: Final = -3.0  # log odds from which names are looked at: what is less likely joins nothing anyway
TAUGHT: Final = 50.0  # pairs of one person with unlike names, from which the model knows about them
HELD_APART: Final = -7.0  # log odds of two unlike names; a reviewer's word outweighs it


def weigh(
    pairs: Pairs, records: pl.DataFrame, comparisons: Sequence[Comparison], terms: Terms, model: Model
) -> Floats:
    """Return the natural log odds of every pair, shape (pairs,).

    Parameters
    ----------
    pairs
        Their sides are positions in ``records``, columns `saksi.linking.people.prepare.RECORDS`.
    comparisons, terms, model
        What was compared, how common each record's terms are, what was learned.
    """
    compared = {one.name for one in comparisons} & {"given", "family"}  # none: nobody's name is known twice
    taught = min((model.expected * model.same[name][0] for name in compared), default=TAUGHT)
    names = records.select(pl.concat_str("family", "given", separator=" ", ignore_nulls=True)).to_series()
    found = []
    for at in range(0, len(pairs.a), SLICE):
        here = slice(at, at + SLICE)
        levels = levels_and_terms(pairs, here, terms)
        odds = log_odds(levels, model)
        if taught < TAUGHT:
            rows = np.flatnonzero((odds > NEAR) & _may_be_unlike(levels, comparisons))
            unlike = _unlike(names[pairs.a[here][rows]], names[pairs.b[here][rows]])
            odds[rows[unlike]] = np.minimum(odds[rows[unlike]], HELD_APART)
        found.append(odds)
    return np.concatenate(found) if found else np.zeros(0)


def check_fields(model: Model, comparisons: Sequence[Comparison]) -> None:
    """Make sure that the model of an earlier run knows the fields that are compared here, level by level.

    Raises
    ------
    InvalidInput
        It does not: names the fields of both.
    """
    here = {one.name: len(one.levels) + 1 for one in comparisons}
    there = {name: len(chances) for name, chances in model.same.items()}
    if here != there:
        raise InvalidInput(
            f"the model was learned on {', '.join(there)}, and this table is compared by {', '.join(here)}"
            f"{': names are Korean in one of them only' if here.keys() == there.keys() else ''}."
            " Map the same columns, or name another file for the model, so that it is learned anew"
        )


def _may_be_unlike(levels: pl.DataFrame, comparisons: Sequence[Comparison]) -> NDArray[np.bool_]:
    """Say where known names differ and nothing that tells people apart agrees."""
    given, family = (
        pl.col(name) if name in levels.columns else pl.lit(-1)  # a table may know one part of names alone
        for name in ("gamma_given", "gamma_family")
    )
    kin = pl.lit(value=GIVEN_KOREAN in comparisons)  # a quarter of a list may be called Kim: it says nothing
    differ = ((given == 0) & ((family <= 0) | kin)) | ((given < 0) & (family == 0))
    told = [
        pl.col(f"gamma_{one.name}").is_in(
            [len(one.levels) - n for n, level in enumerate(one.levels) if level.telling]
        )
        for one in comparisons
    ]
    return levels.select(differ & ~pl.any_horizontal(pl.lit(value=False), *told)).to_series().to_numpy()


def _unlike(one: pl.Series, other: pl.Series) -> NDArray[np.bool_]:
    """Compare each two names once."""
    table = pl.DataFrame({"one": one, "other": other})
    distinct = table.unique()
    answers = [name_similarity(a, b) < UNLIKE for a, b in distinct.iter_rows()]
    known = distinct.with_columns(unlike=pl.Series(answers, dtype=pl.Boolean))
    return table.join(known, on=["one", "other"], how="left", maintain_order="left")["unlike"].to_numpy()
