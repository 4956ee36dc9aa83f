"""The random numbers that the sampler needs, each from the generator it is handed: one generator a chain."""

from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.latent_class.compiled import compiled

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@compiled
def soft_plus(x: float) -> float:
    """Return log(1 + exp(x)), whatever the size of x."""
    return x + log1p(exp(-x)) if x > 0.0 else log1p(exp(x))


@compiled
def log_gamma_draw(rng: np.random.Generator, shape: float) -> float:
    """Return the logarithm of a gamma variate; a small shape is drawn one higher and shrunk."""
    if shape < 1.0:
        return log(rng.standard_gamma(shape + 1.0)) + log(1.0 - rng.random()) / shape
    return log(rng.standard_gamma(shape))


@compiled
def log_odds_draw(rng: np.random.Generator, yes: float, no: float) -> float:
    """Return log(x / (1 - x)) for x ~ Beta(yes, no); neither end is rounded to 0 or 1."""
    if yes == 1.0 and no == 1.0:  # an empty class under the flat prior: no gammas
        share = max(rng.random(), 2.0**-54)
        return log(share) - log1p(-share)
    return log_gamma_draw(rng, yes) - log_gamma_draw(rng, no)


@compiled
def share_out(rng: np.random.Generator, people: int, weights: Floats, seats: Counts) -> None:
    """Seat people in classes by weight (multinomial), into `seats`; the chain stops with the last person.

    Remainders are summed from the tail: one minus a running sum would cancel.
    """
    tail = weights.copy()
    for k in range(len(weights) - 2, -1, -1):
        tail[k] += tail[k + 1]
    left = people
    for k in range(len(weights)):
        taken = 0
        if left > 0:
            share = weights[k] / tail[k] if tail[k] > 0.0 else 1.0
            if share >= 1.0:
                taken = left
            elif left == 1:
                taken = 1 if rng.random() < share else 0
            else:
                taken = rng.binomial(left, share)
        seats[k] = taken
        left -= taken


@compiled
def unseen_draw(rng: np.random.Generator, documented: int, missed: float, reached: float, most: int) -> int:
    """Return how many nobody listed, given that a person is missed or reached with these chances.

    With p(N) ~ 1/N this is negative binomial: Poisson with a gamma mean. A draw above `most` returns -1: the
    caller keeps what it had, a Metropolis step that leaves the bounded posterior as it is and cannot loop.
    """
    if reached <= 0.0:
        return -1
    mean = rng.standard_gamma(float(documented)) * missed / reached
    if not mean < 4.0 * most + 100.0:  # a Poisson count so far below its mean does not occur
        return -1
    unseen = rng.poisson(mean)
    return unseen if unseen <= most else -1
