"""Where two classes may lie within one: a few steps of EM from two people of the table.

Nothing here looks at how the class's people are parted now, only at all of them together: the way there and
the way back find the same launch (Jain and Neal 2004), as the detailed balance of a split needs.
"""

from math import exp, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats
from saksi.estimation.latent_class.patterns import Patterns, Prior

ROUNDS = 8  # of EM


@compiled
def class_chances(table: Patterns, places: Floats) -> Floats:
    """Return the weight of a class in each pattern, and last in being reached."""
    odds = np.exp(places[1:])
    missed = 1.0
    for j in range(table.lists):
        missed /= 1.0 + odds[j]
    size = exp(places[0])
    chances = np.full(len(table.people) + 1, size * missed)
    for m in range(len(table.people)):
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            chances[m] *= odds[table.yes_list[at]]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            chances[m] *= 1.0 + odds[table.unknown_list[at]]
    chances[-1] = size * (1.0 - missed)
    return chances


@compiled
def anchored(rng: np.random.Generator, table: Patterns, pattern: int) -> Floats:
    """Return a start for EM: rates near a pattern, a little shaken; without one (-1) all lists alike."""
    start = np.zeros(table.lists + 1)
    rates = np.full(table.lists, 0.15 if pattern >= 0 else 0.3)
    if pattern >= 0:
        for at in range(table.yes_from[pattern], table.yes_from[pattern + 1]):
            rates[table.yes_list[at]] = 0.6
    for j in range(table.lists):
        start[j + 1] = log(rates[j] / (1.0 - rates[j])) + 0.3 * rng.standard_normal()
    return start


@compiled
def climb(table: Patterns, prior: Prior, places: Floats) -> None:
    """Move classes uphill by EM, in place; each is a row of log size and log odds to be on each list."""
    both = prior.rate_yes + prior.rate_no
    own = np.empty((len(places), len(table.people) + 1))
    for _ in range(ROUNDS):
        for c in range(len(places)):
            own[c] = class_chances(table, places[c])
        chances = own.sum(axis=0)
        scale = table.documented / chances[-1]
        for c in range(len(places)):
            yes = np.full(table.lists, prior.rate_yes)
            size = scale * (exp(places[c, 0]) - own[c, -1])
            for m in range(len(table.people)):
                if table.people[m] > 0:
                    part = table.people[m] * own[c, m] / chances[m]
                    size += part
                    for at in range(table.yes_from[m], table.yes_from[m + 1]):
                        yes[table.yes_list[at]] += part
            for j in range(table.lists):
                share = min(yes[j] / (size + both), 0.9999)
                places[c, j + 1] = log(share / (1.0 - share))
            places[c, 0] = log(max(size, 1e-3))
