"""Intervals around a share and around a statistic of units: Wilson's, and the bootstrap's."""

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1_000
Z = 1.959963984540054  # 95 %
LEAST = 5  # units; of fewer the bootstrap repeats a handful of values and says nothing


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share; None where nothing was counted.

    Unlike the textbook interval it stays within 0 and 1 and is not of width zero at 0 or n hits.

    Raises
    ------
    ValueError
        More hits than trials, or fewer than none: an error of the program.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if not 0 <= hits <= n:
        raise ValueError("hits lie between 0 and n")
    if n == 0:
        return None
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return (0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half)


def bootstrap(
    n_units: int, statistic: Callable[[Floats], Floats], rng: np.random.Generator, *, draws: int = DRAWS
) -> tuple[float, float] | None:
    """Return the 95 % interval of a statistic by drawing its units anew (Efron 1979).

    Parameters
    ----------
    statistic
        From weights, shape (draws, units), how often each unit was drawn, to one value a draw; NaN where a
        draw has no answer, for instance because all its units are alike.

    Returns
    -------
    tuple of float or None
        None for fewer than `LEAST` units, or where more than a tenth of the draws have no answer.
    """
    if n_units < LEAST:
        return None
    weights = rng.multinomial(n_units, np.full(n_units, 1 / n_units), size=draws).astype(np.float64)
    values = statistic(weights)
    answered = values[~np.isnan(values)]
    if len(answered) < 0.9 * draws:
        return None
    low, high = np.quantile(answered, (0.025, 0.975))
    return float(low), float(high)
