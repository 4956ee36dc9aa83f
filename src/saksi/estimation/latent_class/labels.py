"""Which class comes first: the order of the stick breaking and its concentration, with the sticks summed out.

Given only the classes' sizes the sticks integrate to a closed form, so orders and the concentration move
freely: conditional on the sticks they hardly would. Papaspiliopoulos and Roberts (2008) swap labels with the
sticks kept; Hastie, Liverani and Richardson (2015) show what is lost without such moves.
"""

from math import exp, lgamma, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Counts
from saksi.estimation.latent_class.patterns import Prior


@compiled
def log_seating(sizes: Counts, alpha: float) -> float:
    """Return the log probability that people sit so, for classes of these sizes, sticks summed out.

    The product of B(1 + n_k, alpha + later_k) / B(1, alpha) telescopes: but for the first and last class,
    what is left of a stick is 1 / (alpha + later).
    """
    last = len(sizes) - 1
    if last == 0:
        return 0.0
    later = sizes[last]
    total = last * log(alpha) + lgamma(alpha + later)
    for k in range(last - 1, -1, -1):
        later += sizes[k]
        total += lgamma(1.0 + sizes[k])
        if k > 0:
            total -= log(alpha + later)
    return total - lgamma(1.0 + alpha + later)


@compiled
def swap_labels(rng: np.random.Generator, sizes: Counts, alpha: float, order: Counts) -> None:
    """Offer each pair of neighbours to change places; `order` says which old class sits at each place.

    Two that change places alter one remainder, so the ratio needs no gammas except at the last place.
    """
    last = len(sizes) - 1
    behind = sizes.sum()
    for k in range(last):
        here, there = sizes[order[k]], sizes[order[k + 1]]
        if k + 1 < last:
            ratio = (alpha + behind - here) / (alpha + behind - there)
        else:
            ratio = exp(
                lgamma(1.0 + there) + lgamma(alpha + here) - lgamma(1.0 + here) - lgamma(alpha + there)
            )
        if rng.random() < ratio:
            order[k], order[k + 1] = order[k + 1], order[k]
        behind -= sizes[order[k]]


@compiled
def _log_density(log_alpha: float, prior: Prior, sizes: Counts) -> float:
    alpha = exp(log_alpha)
    return prior.alpha_shape * log_alpha - prior.alpha_rate * alpha + log_seating(sizes, alpha)


@compiled
def draw_alpha_from_sizes(rng: np.random.Generator, prior: Prior, sizes: Counts, alpha: float) -> float:
    """Move the concentration by one slice of its density given the sizes alone (Neal 2003)."""
    here, width = log(alpha), 1.5
    level = _log_density(here, prior, sizes) + log(1.0 - rng.random())
    low = here - width * rng.random()
    high = low + width
    while _log_density(low, prior, sizes) > level:
        low -= width
    while _log_density(high, prior, sizes) > level:
        high += width
    while True:
        there = low + (high - low) * rng.random()
        if _log_density(there, prior, sizes) > level:
            return exp(there)
        if there < here:
            low = there
        else:
            high = there
