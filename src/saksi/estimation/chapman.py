"""Chapman's estimator: how many people, when two lists were gathered independently."""

from math import exp, log1p, sqrt

import numpy as np
from scipy.stats import norm

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.results import Estimate, Refused
from saksi.estimation.settings import EstimationSettings

DRAWS = 2000
MINIMUM_OVERLAP = 7  # people; with fewer the bias is not negligible (Robson and Regier 1964)
ASSUMPTION = (
    "Assumes that the two lists were gathered independently and that everybody had the same chance to be on"
    " each; with two lists nothing of this can be tested."
)


def chapman(
    histories: CaptureHistories, *, seed: int, budget_seconds: float, settings: EstimationSettings
) -> Estimate:
    """Estimate the number of people: the less the lists overlap, the more neither reached.

    Parameters
    ----------
    histories
        One table of two lists, memberships known.
    seed, budget_seconds
        Not needed: a formula.
    settings
        The level of the interval.

    Returns
    -------
    Estimate
        In people: ``documented <= lower <= total <= upper``.

    Raises
    ------
    Refused
        There are not two lists, the overlap is under `MINIMUM_OVERLAP`, or one list lies inside the other.

    References
    ----------
    Chapman (1951); variance Seber (1970); interval Chao (1987). docs/methods/two-lists.md
    """
    del seed, budget_seconds
    if len(histories.lists) != 2:
        raise Refused(
            f"The table has {len(histories.lists)} lists and Chapman's formula takes two.",
            rule="not_two_lists", needed=("another method, or a choice of two lists",),
        )  # fmt: skip
    (n1, both), (_, n2) = histories.overlaps.tolist()
    documented = histories.documented
    if both < MINIMUM_OVERLAP:
        raise Refused(
            f"{both} people are on both lists and {MINIMUM_OVERLAP} are needed: report the {documented}"
            " documented people, and say that the total is unknown.",
            rule="too_few_on_both", needed=(f"{MINIMUM_OVERLAP - both} more people found on both lists",),
        )  # fmt: skip
    if both in {n1, n2}:  # the formula would claim certainty: an interval of zero width
        raise Refused(
            "One list lies inside the other: was it compiled from it?", rule="drawn_from_another",
            needed=("a list gathered in another way",),
        )  # fmt: skip
    unseen = (n1 - both) * (n2 - both) / (both + 1)
    variance = unseen * (n1 + 1) * (n2 + 1) / ((both + 1) * (both + 2))
    z = float(norm.ppf((1 + settings.level) / 2))
    spread = exp(z * sqrt(log1p(variance / unseen**2)))
    total, lower, upper = (documented + unseen * x for x in (1, 1 / spread, spread))
    steps = norm.ppf((np.arange(DRAWS) + 0.5) / DRAWS)
    draws = documented + unseen * np.exp(steps * sqrt(log1p(variance / unseen**2)))
    return Estimate(
        "chapman", documented, total, lower, upper, level=settings.level, caveats=(ASSUMPTION,),
        diagnostics={"on_first": n1, "on_second": n2, "on_both": both}, draws=draws,
    )  # fmt: skip
