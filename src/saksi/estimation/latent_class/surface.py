"""The posterior of the classes alone: everybody's class, the unseen and the concentration summed out.

Coordinates are log odds of sticks and half angles of rates, a rate being sin(h)^2: there a class's people say
as much about a rate wherever it lies. Densities are in these coordinates. Sums of people out of the
likelihood leave sum_m c_m log p_m - n log(1 - p_0), exactly, under p(N) ~ 1/N without a bound; the bound is
kept by drawing the unseen with each proposal and refusing it where they are too many.
"""

from math import atan, cos, exp, log, sin

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats, soft_plus
from saksi.estimation.latent_class.patterns import Patterns, Prior


@compiled
def desk(lists: int, classes: int) -> Floats:
    """Return the room that `slope` works in, to be had once for many calls."""
    return np.empty((6 + 3 * lists, classes))


@compiled
def to_angles(rates: Floats, angles: Floats) -> None:
    """Write log odds as half angles between 0 and pi / 2."""
    for j in range(rates.shape[0]):
        for k in range(rates.shape[1]):
            angles[j, k] = atan(exp(0.5 * rates[j, k]))


@compiled
def to_log_odds(angles: Floats, rates: Floats) -> None:
    """Write half angles, anywhere on the line, as log odds: the way back of `to_angles`."""
    for j in range(rates.shape[0]):
        for k in range(rates.shape[1]):
            rates[j, k] = 2.0 * log(abs(sin(angles[j, k]) / cos(angles[j, k])))


@compiled
def _lay_out(prior: Prior, sticks: Floats, angles: Floats, room: Floats) -> tuple[float, float]:
    """Fill the room with shares, odds and weights; return the log prior and the log of the last share."""
    lists, classes = angles.shape
    weights, missed, base, reached = room[0], room[1], room[2], room[5]
    odds, share = room[6 : 6 + lists], room[6 + lists : 6 + 2 * lists]
    cross = room[6 + 2 * lists : 6 + 3 * lists]
    value, log_rest = 0.0, 0.0
    for k in range(classes - 1):
        first = soft_plus(-sticks[k])
        weights[k] = exp(log_rest - first)
        log_rest -= sticks[k] + first  # log(1 - V) = log V - log odds
        value -= first  # log V: the prior's 1 / (1 - V) and the Jacobian V (1 - V) leave this
    weights[classes - 1] = exp(log_rest)
    value -= (prior.alpha_shape + classes - 1) * log(prior.alpha_rate - log_rest)
    missed[:] = 1.0
    reached[:] = 1.0  # here the chance to be on all lists: for the prior only
    for j in range(lists):
        for k in range(classes):
            s, c = sin(angles[j, k]), cos(angles[j, k])
            share[j, k] = s * s
            odds[j, k] = s * s / (c * c)
            cross[j, k] = s * c
            missed[k] *= c * c
            reached[k] *= s * s
    for k in range(classes):
        value += (prior.rate_yes - 0.5) * log(reached[k]) + (prior.rate_no - 0.5) * log(missed[k])
        base[k] = weights[k] * missed[k]
    return value, log_rest


@compiled
def _take_in(table: Patterns, lists: int, up: Floats, room: Floats) -> float:
    """Add up the log likelihood of the patterns; expected people go into sizes and `up`."""
    base, size, part = room[2], room[3], room[4]
    odds, share = room[6 : 6 + lists], room[6 + lists : 6 + 2 * lists]
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
                up[j, k] += part[k]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            j = table.unknown_list[at]
            for k in range(len(part)):
                up[j, k] += part[k] * share[j, k]
    return value


@compiled
def slope(
    table: Patterns, prior: Prior, sticks: Floats, angles: Floats, up_sticks: Floats, up_angles: Floats,
    room: Floats,
) -> float:  # fmt: skip
    """Return the log posterior density; its slopes go into `up_sticks` and `up_angles`.

    The slope in a rate is what Fisher's identity says: expected people on the list, minus what the rate
    expects of the class. Work grows with patterns x classes, not with people. Loops are written out: this is
    where the time goes.
    """
    lists, classes = angles.shape
    weights, missed, base, size = room[0], room[1], room[2], room[3]
    share, cross = room[6 + lists : 6 + 2 * lists], room[6 + 2 * lists : 6 + 3 * lists]
    value, log_rest = _lay_out(prior, sticks, angles, room)
    reached = 0.0
    for k in range(classes):
        reached += weights[k] * (1.0 - missed[k])
    value -= table.documented * log(reached)
    for k in range(classes):
        size[k] = table.documented / reached * base[k]
    up_angles[:] = 0.0
    value += _take_in(table, lists, up_angles, room)
    yes, both = 2.0 * prior.rate_yes - 1.0, 2.0 * (prior.rate_yes + prior.rate_no) - 2.0
    for j in range(lists):
        for k in range(classes):
            pull = 2.0 * up_angles[j, k] + yes - (2.0 * size[k] + both) * share[j, k]
            up_angles[j, k] = pull / cross[j, k]
    pull = (prior.alpha_shape + classes - 1) / (prior.alpha_rate - log_rest)
    behind = size[classes - 1]
    for k in range(classes - 2, -1, -1):
        taken = 1.0 / (1.0 + exp(-sticks[k]))
        up_sticks[k] = (size[k] + 1.0) * (1.0 - taken) - taken * (behind + pull)
        behind += size[k]
    return value
