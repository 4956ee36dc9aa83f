"""A long step over the posterior of the classes: Hamiltonian Monte Carlo with scales read off the place.

Gibbs creeps along the ridge where a class has more unseen people and lower rates; a glide follows it. In the
coordinates of `surface` what a class's people say about its rates depends on how many they are, and on little
else: so a scale for each class does, and one for each stick. Scales must not depend on the place alone or the
step cannot be walked back, so each is drawn about its reading, and the density of that draw at both ends
enters the acceptance. Duane and others (1987); Neal (2011).
"""

from math import exp, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats, unseen_draw
from saksi.estimation.latent_class.gibbs import missed_by_class, stick_weights
from saksi.estimation.latent_class.patterns import Patterns, Prior
from saksi.estimation.latent_class.surface import desk, slope, to_angles, to_log_odds

BLUR = 0.7  # standard deviation of a log curvature about its reading
FLOOR, PART = 200.0, 0.3  # people, and share of the documented, added to each class: the sizes of small ones
# change too fast for a scale of their own, and Gibbs moves them anyway


@compiled
def curvature(table: Patterns, sticks: Floats, missed: Floats, out: Floats) -> None:
    """Write log curvatures, if everybody's class were known: of each stick, then of each class's angles."""
    classes = len(missed)
    weights = stick_weights(sticks)
    people = table.documented / np.sum(weights * (1.0 - missed))
    behind, floor = 0.0, FLOOR + PART * table.documented
    for k in range(classes - 1, -1, -1):
        size = weights[k] * people
        if k < classes - 1:
            taken = 1.0 / (1.0 + exp(-sticks[k]))
            out[k] = log(floor + (1.0 + size + behind) * taken * (1.0 - taken))
        behind += size
        out[classes - 1 + k] = log(4.0 * (floor + size))


@compiled
def draw_scales(
    rng: np.random.Generator, seen: Floats, length: float, lists: int, drawn: Floats, scale: Floats
) -> float:
    """Draw log curvatures about their readings, write scales of all coordinates; return the log density."""
    height, classes = 0.0, (len(seen) + 1) // 2
    for i in range(len(seen)):
        blur = rng.standard_normal()
        drawn[i] = seen[i] + BLUR * blur
        height -= 0.5 * blur * blur
        own = length * exp(-0.5 * drawn[i])
        if i < classes - 1:
            scale[i] = own
        else:
            for j in range(lists):
                scale[i + j * classes] = own
    return height


@compiled
def glide(
    rng: np.random.Generator, table: Patterns, prior: Prior, sticks: Floats, rates: Floats, unseen: int,
    reach: tuple[float, int],
) -> tuple[float, int]:  # fmt: skip
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
    scale, go = np.empty(coordinates), np.empty(coordinates)
    seen, drawn = np.empty(at_rates + classes), np.empty(at_rates + classes)
    to_sticks, angles = place[:at_rates], place[at_rates:].reshape(lists, classes)
    up_sticks, up_angles = up[:at_rates], up[at_rates:].reshape(lists, classes)
    to_sticks[:] = sticks
    to_angles(rates, angles)
    room = desk(lists, classes)
    before = slope(table, prior, to_sticks, angles, up_sticks, up_angles, room)
    curvature(table, to_sticks, room[1], seen)
    before += draw_scales(rng, seen, reach[0], lists, drawn, scale)
    for i in range(coordinates):
        go[i] = rng.standard_normal()
        before -= 0.5 * go[i] * go[i]
        go[i] += 0.5 * scale[i] * up[i]
    after = before
    steps = 1 + int(rng.random() * reach[1])
    for step in range(steps):
        for i in range(coordinates):
            place[i] += scale[i] * go[i]
        after = slope(table, prior, to_sticks, angles, up_sticks, up_angles, room)
        if not after > before - 1000.0:  # fell off: not a number, or hopeless
            return 0.0, unseen
        half = 1.0 if step < steps - 1 else 0.5
        for i in range(coordinates):
            go[i] += half * scale[i] * up[i]
    curvature(table, to_sticks, room[1], seen)
    for i in range(len(seen)):
        blur = (drawn[i] - seen[i]) / BLUR
        after -= 0.5 * blur * blur
    for i in range(coordinates):
        after -= 0.5 * go[i] * go[i]
    chance = exp(min(0.0, after - before))
    if not rng.random() < chance:
        return chance, unseen
    to_rates = np.empty_like(rates)
    to_log_odds(angles, to_rates)
    weights, missed = stick_weights(to_sticks), missed_by_class(to_rates)
    lost = np.sum(weights * missed)
    found = unseen_draw(rng, table.documented, lost, np.sum(weights * (1.0 - missed)), prior.most_unseen)
    if found < 0:
        return 0.0, unseen
    sticks[:] = to_sticks
    rates[:] = to_rates
    return chance, found
