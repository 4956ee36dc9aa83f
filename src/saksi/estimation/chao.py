"""Chao's estimator: from those on one list and on two, whatever the visibility of the rest."""

from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.loglinear.designs import design
from saksi.estimation.loglinear.existence import exists
from saksi.estimation.loglinear.fitting import fit
from saksi.estimation.merging import merged_to
from saksi.estimation.results import Estimate, Refused
from saksi.estimation.settings import EstimationSettings

DRAWS = 2000
MOST_LISTS = 12  # a table of 4,095 patterns
ASSUMPTION = (
    "Approaches the number from below only if people differ in visibility and the lists depend on each other"
    " in no other way; where lists avoid each other's people it is too high. It is no floor."
)


def chao(
    histories: CaptureHistories, *, seed: int, budget_seconds: float, settings: EstimationSettings
) -> Estimate:
    """Estimate the people from those on exactly one and exactly two lists, with lists of unequal size.

    The model Mth of Rivest and Baillargeon: lists' effects, and a free coefficient for each number of lists
    above two; coefficients that would be negative are taken out.

    Parameters
    ----------
    histories
        One table, memberships known; more than twelve lists are merged.
    seed, budget_seconds
        Not needed.
    settings
        The level of the interval.

    Raises
    ------
    Refused
        Fewer than two lists, or nobody is on two lists.

    References
    ----------
    Chao (1987); Rivest and Baillargeon (2007). docs/methods/chao.md
    """
    del seed, budget_seconds
    table, groups = merged_to(histories, MOST_LISTS)
    if len(table.lists) < 2:
        raise Refused("One list; nothing overlaps.", rule="too_few_lists", needed=("a second list",))
    found = unseen_log(table.cells()[1:], table.reliable_cells(), len(table.lists))
    if found is None:
        raise Refused(
            "Too few people are on exactly two lists: the formula has no value.", rule="no_estimate_exists",
            needed=("people who are on two lists",),
        )  # fmt: skip
    log_unseen, error = found
    z, n = float(norm.ppf((1 + settings.level) / 2)), histories.documented
    total, lower, upper = (n + exp(log_unseen + k * error) for k in (0, -z, z))
    draws = n + np.exp(log_unseen + error * norm.ppf((np.arange(DRAWS) + 0.5) / DRAWS))
    on = table.membership.clip(0).sum(axis=1)
    return Estimate(
        "chao", n, total, lower, upper, level=settings.level, caveats=(ASSUMPTION,),
        diagnostics={
            "on_one_list": int(table.counts[on == 1].sum()), "on_two_lists": int(table.counts[on == 2].sum()),
            "merged": groups,
        },
        draws=draws,
    )  # fmt: skip


def unseen_log(
    counts: NDArray[np.float64], reliable: NDArray[np.bool_], n_lists: int
) -> tuple[float, float] | None:
    """Return the logarithm of the unseen and its standard error; null where there is no estimate."""
    on = np.array([code.bit_count() for code in range(1, 2**n_lists)])
    base, kept = design(n_lists, (), ()), list(range(2, n_lists))
    while True:
        columns = np.column_stack([base, *(np.maximum(on - k, 0) for k in kept)])
        used = np.ascontiguousarray(columns[reliable])
        if not exists(used, counts[reliable] > 0):
            if not kept:
                return None
            kept.pop()
            continue
        every = np.ones((1, columns.shape[1]), bool)
        fits = fit(columns, counts[None], every, reliable[None], as_glm=True)
        extra = fits.coefficients[0, 1 + n_lists :]
        if (extra >= 0).all():
            return float(fits.coefficients[0, 0]), float(fits.constant_error[0])
        kept = [k for k, value in zip(kept, extra, strict=True) if value >= 0]
