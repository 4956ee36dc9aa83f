"""A long step over the posterior of the classes: Hamiltonian Monte Carlo with scales read off the place.

Gibbs creeps along the ridge where a class has more unseen people and lower rates; a glide follows it. Scales
must not depend on the place alone or the step cannot be walked back, so each is drawn about its reading, and
the density of that draw at both ends enters the acceptance. Duane and others (1987); Neal (2011).
"""

from math import exp, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats, unseen_draw
from saksi.estimation.latent_class.gibbs import missed_by_class, stick_weights
from saksi.estimation.latent_class.patterns import Patterns, Prior
from saksi.estimation.latent_class.surface import desk, slope

BLUR = 1.0  # standard deviation of a log curvature about its reading
FLOOR = 10.0  # added to each curvature: small classes change theirs too fast, and Gibbs moves them anyway


@compiled
def curvature(table: Patterns, prior: Prior, sticks: Floats, rates: Floats, out: Floats) -> None:
    """Write log curvatures, if all other coordinates were known; sticks come first."""
    lists, classes = rates.shape
    weights = stick_weights(sticks)
    reached = np.sum(weights * (1.0 - missed_by_class(rates)))
    behind, both = 0.0, prior.rate_yes + prior.rate_no
    for k in range(classes - 1, -1, -1):
        size = weights[k] * table.documented / reached
        if k < classes - 1:
            taken = 1.0 / (1.0 + exp(-sticks[k]))
            out[k] = log(FLOOR + (1.0 + size + behind) * taken * (1.0 - taken))
        behind += size
        for j in range(lists):
            share = 1.0 / (1.0 + exp(-rates[j, k]))
            out[classes - 1 + j * classes + k] = log(FLOOR + (both + size) * share * (1.0 - share))


@compiled
def glide(
    rng: np.random.Generator,
    table: Patterns,
    prior: Prior,
    sticks: Floats,
    rates: Floats,
    unseen: int,
    reach: tuple[float, int],
) -> tuple[float, int]:
    """Glide `sticks` and `rates` once, in place.

    Parameters
    ----------
    reach
        Length of a step in units of the scales, and the most steps; how many are made is drawn.

    Returns
    -------
    tuple of float and int
        The chance with which the glide was accepted, and the unseen: drawn anew where it was.
    """
    lists, classes = rates.shape
    at_rates, coordinates = classes - 1, classes - 1 + lists * classes
    place, up = np.empty(coordinates), np.empty(coordinates)
    seen, drawn, scale, go = (
        np.empty(coordinates),
        np.empty(coordinates),
        np.empty(coordinates),
        np.empty(coordinates),
    )
    to_sticks, to_rates = place[:at_rates], place[at_rates:].reshape(lists, classes)
    up_sticks, up_rates = up[:at_rates], up[at_rates:].reshape(lists, classes)
    to_sticks[:] = sticks
    to_rates[:] = rates
    room = desk(lists, classes)
    before = slope(table, prior, to_sticks, to_rates, up_sticks, up_rates, room)
    curvature(table, prior, sticks, rates, seen)
    for i in range(coordinates):
        blur, go[i] = rng.standard_normal(), rng.standard_normal()
        drawn[i] = seen[i] + BLUR * blur
        scale[i] = reach[0] * exp(-0.5 * drawn[i])
        before -= 0.5 * (blur * blur + go[i] * go[i])
        go[i] += 0.5 * scale[i] * up[i]
    after = before
    steps = 1 + int(rng.random() * reach[1])
    for step in range(steps):
        for i in range(coordinates):
            place[i] += scale[i] * go[i]
        after = slope(table, prior, to_sticks, to_rates, up_sticks, up_rates, room)
        if not after > before - 1000.0:  # fell off: not a number, or hopeless
            return 0.0, unseen
        half = 1.0 if step < steps - 1 else 0.5
        for i in range(coordinates):
            go[i] += half * scale[i] * up[i]
    curvature(table, prior, to_sticks, to_rates, seen)
    for i in range(coordinates):
        blur = (drawn[i] - seen[i]) / BLUR
        after -= 0.5 * (blur * blur + go[i] * go[i])
    chance = exp(min(0.0, after - before))
    if not rng.random() < chance:
        return chance, unseen
    weights, missed = stick_weights(to_sticks), missed_by_class(to_rates)
    lost = np.sum(weights * missed)
    found = unseen_draw(rng, table.documented, lost, np.sum(weights * (1.0 - missed)), prior.most_unseen)
    if found < 0:
        return 0.0, unseen
    sticks[:] = to_sticks
    rates[:] = to_rates
    return chance, found
