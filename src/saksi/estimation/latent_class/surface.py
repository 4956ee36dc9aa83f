"""The posterior of the classes alone: everybody's class, the unseen and the concentration summed out.

Coordinates are log odds of sticks and rates; densities are in these coordinates. Sums of people out of the
likelihood leave sum_m c_m log p_m - n log(1 - p_0), exactly, under p(N) ~ 1/N without a bound; the bound is
kept by drawing the unseen with each proposal and refusing it where they are too many.
"""

from math import exp, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats, soft_plus
from saksi.estimation.latent_class.patterns import Patterns, Prior


@compiled
def desk(lists: int, classes: int) -> Floats:
    """Return the room that `slope` works in, to be had once for many calls."""
    return np.empty((5 + 2 * lists, classes))


@compiled
def _lay_out(prior: Prior, sticks: Floats, rates: Floats, room: Floats) -> tuple[float, float]:
    """Fill the room with shares, odds and weights; return the log prior and the log of the last share."""
    lists, classes = rates.shape
    weights, missed, base = room[0], room[1], room[2]
    odds, share = room[5 : 5 + lists], room[5 + lists :]
    value, log_rest = 0.0, 0.0
    for k in range(classes - 1):
        first = soft_plus(-sticks[k])
        weights[k] = exp(log_rest - first)
        log_rest -= sticks[k] + first  # log(1 - V) = log V - log odds
        value -= first  # log V: the prior's 1 / (1 - V) and the Jacobian V (1 - V) leave this
    weights[classes - 1] = exp(log_rest)
    value -= (prior.alpha_shape + classes - 1) * log(prior.alpha_rate - log_rest)
    missed[:] = 1.0
    for j in range(lists):
        for k in range(classes):
            odds[j, k] = exp(rates[j, k])
            left = 1.0 / (1.0 + odds[j, k])
            share[j, k] = odds[j, k] * left
            missed[k] *= left
            value += prior.rate_yes * rates[j, k]
    for k in range(classes):
        value += (prior.rate_yes + prior.rate_no) * log(missed[k])
        base[k] = weights[k] * missed[k]
    return value, log_rest


@compiled
def _take_in(table: Patterns, lists: int, up_rates: Floats, room: Floats) -> float:
    """Add up the log likelihood of the patterns; expected people go into sizes and `up_rates`."""
    base, size, part = room[2], room[3], room[4]
    odds, share = room[5 : 5 + lists], room[5 + lists :]
    value = 0.0
    for m in range(len(table.people)):
        people = table.people[m]
        part[:] = base
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            j = table.yes_list[at]
            for k in range(len(part)):
                part[k] *= odds[j, k]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            j = table.unknown_list[at]
            for k in range(len(part)):
                part[k] *= 1.0 + odds[j, k]
        chance = 0.0
        for k in range(len(part)):
            chance += part[k]
        value += people * log(chance)
        each = people / chance
        for k in range(len(part)):
            part[k] *= each
            size[k] += part[k]
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            j = table.yes_list[at]
            for k in range(len(part)):
                up_rates[j, k] += part[k]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            j = table.unknown_list[at]
            for k in range(len(part)):
                up_rates[j, k] += part[k] * share[j, k]
    return value


@compiled
def slope(
    table: Patterns,
    prior: Prior,
    sticks: Floats,
    rates: Floats,
    up_sticks: Floats,
    up_rates: Floats,
    room: Floats,
) -> float:
    """Return the log posterior density; its slopes go into `up_sticks` and `up_rates`.

    The slope in a rate is what Fisher's identity says: expected people on the list, minus what the rate
    expects of the class. Work grows with patterns x classes, not with people. Loops are written out: this is
    where the time goes.
    """
    lists, classes = rates.shape
    weights, missed, base, size, share = room[0], room[1], room[2], room[3], room[5 + lists :]
    value, log_rest = _lay_out(prior, sticks, rates, room)
    reached = 0.0
    for k in range(classes):
        reached += weights[k] * (1.0 - missed[k])
    value -= table.documented * log(reached)
    for k in range(classes):
        size[k] = table.documented / reached * base[k]
    up_rates[:] = 0.0
    value += _take_in(table, lists, up_rates, room)
    both = prior.rate_yes + prior.rate_no
    for j in range(lists):
        for k in range(classes):
            up_rates[j, k] += prior.rate_yes - (size[k] + both) * share[j, k]
    pull = (prior.alpha_shape + classes - 1) / (prior.alpha_rate - log_rest)
    behind = size[classes - 1]
    for k in range(classes - 2, -1, -1):
        taken = 1.0 / (1.0 + exp(-sticks[k]))
        up_sticks[k] = (size[k] + 1.0) * (1.0 - taken) - taken * (behind + pull)
        behind += size[k]
    return value
