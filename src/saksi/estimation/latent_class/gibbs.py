"""Plain Gibbs: seat the people in classes, then draw the classes anew. Each step is its full conditional.

State between sweeps: ``sticks`` (classes - 1 log odds of the stick breaking), ``rates`` (lists, classes; log
odds) and the number of unseen people. Manrique-Vallier (2016); docs/methods/latent-class.md
"""

from math import exp

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import (
    Counts,
    Floats,
    log_odds_draw,
    share_out,
    soft_plus,
    unseen_draw,
)
from saksi.estimation.latent_class.patterns import Patterns, Prior


@compiled
def stick_weights(sticks: Floats) -> Floats:
    """Return the classes' shares, multiplied up as logarithms from the first stick: nothing cancels."""
    weights = np.empty(len(sticks) + 1)
    rest = 0.0
    for k in range(len(sticks)):
        weights[k] = exp(rest - soft_plus(-sticks[k]))
        rest -= soft_plus(sticks[k])
    weights[-1] = exp(rest)
    return weights


@compiled
def missed_by_class(rates: Floats) -> Floats:
    """Return for each class the chance that no list names one of its people."""
    missed = np.ones(rates.shape[1])
    for j in range(rates.shape[0]):
        for k in range(rates.shape[1]):
            missed[k] /= 1.0 + exp(rates[j, k])
    return missed


@compiled
def seat(
    rng: np.random.Generator,
    table: Patterns,
    prior: Prior,
    sticks: Floats,
    rates: Floats,
    unseen: int,
    seats: Counts,
) -> int:
    """Seat everybody, seen and unseen, and return the number of unseen people drawn anew.

    ``seats`` has shape (patterns + 1, classes); its last row is for the unseen.
    """
    weights, missed = stick_weights(sticks), missed_by_class(rates)
    odds = np.exp(rates)
    base = weights * missed
    share = np.empty_like(base)
    for m in range(len(table.people)):
        if table.people[m] == 0:
            seats[m] = 0
            continue
        share[:] = base
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            share *= odds[table.yes_list[at]]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            share *= 1.0 + odds[table.unknown_list[at]]
        share_out(rng, table.people[m], share, seats[m])
    reached = np.sum(weights * (1.0 - missed))
    drawn = unseen_draw(rng, table.documented, np.sum(base), reached, prior.most_unseen)
    if drawn >= 0:
        unseen = drawn
    share_out(rng, unseen, base, seats[-1])
    return unseen


@compiled
def tally(table: Patterns, seats: Counts, yes: Counts, no: Counts) -> None:
    """Count, per list and class, who is on it and who is not; unknown membership is neither."""
    yes[:] = 0
    no[:] = 0
    for k in range(seats.shape[1]):
        no[:, k] = seats[:, k].sum()
    for m in range(len(table.people)):
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            j = table.yes_list[at]
            for k in range(seats.shape[1]):
                yes[j, k] += seats[m, k]
                no[j, k] -= seats[m, k]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            j = table.unknown_list[at]
            for k in range(seats.shape[1]):
                no[j, k] -= seats[m, k]


@compiled
def draw_rates(rng: np.random.Generator, prior: Prior, yes: Counts, no: Counts, rates: Floats) -> None:
    """Draw each class's chance to be on each list, given who sits in it."""
    for j in range(rates.shape[0]):
        for k in range(rates.shape[1]):
            rates[j, k] = log_odds_draw(rng, prior.rate_yes + yes[j, k], prior.rate_no + no[j, k])


@compiled
def draw_sticks(rng: np.random.Generator, alpha: float, sizes: Counts, sticks: Floats) -> None:
    """Draw the sticks given the classes' sizes and the concentration."""
    later = sizes.sum()
    for k in range(len(sticks)):
        later -= sizes[k]
        sticks[k] = log_odds_draw(rng, 1.0 + sizes[k], alpha + later)


@compiled
def draw_alpha(rng: np.random.Generator, prior: Prior, sticks: Floats) -> float:
    """Draw the concentration given the sticks (`labels.draw_alpha_from_sizes` sums them out)."""
    remainder = 0.0
    for k in range(len(sticks)):
        remainder += soft_plus(sticks[k])
    shape = prior.alpha_shape + len(sticks)
    return rng.standard_gamma(shape) / (prior.alpha_rate + remainder)
