"""What reviewers decided makes probabilities honest: a "0.8" should be right in eight of ten cases."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

ENOUGH: Final = 20  # decided pairs, from which they change the probabilities
SLOPE_BELIEF: Final = 30.0  # how strongly it is believed that the slope is right as it is: a hundred
SHIFT_BELIEF: Final = 15.0  # decisions know a shift to within a quarter of log odds only
MIDDLE: Final = 4.6  # log odds: what reviewers see and decide lies between these
WIDEST: Final = 9.0  # log odds beyond which nothing is changed: nobody has looked there
EDGE: Final = 8.0  # where the ends of the line lie at most, so that order is kept


def recalibrate(odds: Floats, decided: Floats, same: NDArray[np.bool_]) -> Floats:
    """Return the log odds of all pairs, corrected by pairs that people decided.

    A line through the log odds (Platt 1999) between `MIDDLE` and its opposite, drawn towards "as they are"
    while there are few decisions; outside it fades into no change. The order of pairs never changes.

    Parameters
    ----------
    odds
        Log odds of all pairs.
    decided, same
        Log odds of the decided pairs, and whether they are one person. Under `ENOUGH` of them, or with
        one answer only, nothing is changed.
    """
    if len(decided) < ENOUGH or same.all() or not same.any():
        return odds
    x = np.clip(decided, -MIDDLE, MIDDLE)
    y = same.astype(np.float64)

    def loss(values: Floats) -> float:
        slope, shift = float(np.exp(values[0])), float(values[1])
        z = slope * x + shift
        fit = float(np.sum(np.logaddexp(0.0, z) - y * z))
        return fit + 0.5 * SLOPE_BELIEF * float(values[0]) ** 2 + 0.5 * SHIFT_BELIEF * shift**2

    slope, shift = minimize(loss, np.zeros(2), method="Nelder-Mead").x
    ends = np.clip(float(np.exp(slope)) * np.array([-MIDDLE, MIDDLE]) + float(shift), -EDGE, EDGE)
    inside = np.interp(odds, [-WIDEST, -MIDDLE, MIDDLE, WIDEST], [-WIDEST, *ends, WIDEST])
    return np.where(np.abs(odds) < WIDEST, inside, odds)
