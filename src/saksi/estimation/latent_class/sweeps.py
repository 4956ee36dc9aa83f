"""One sweep: plain Gibbs with splits, swaps and the concentration drawn with the sticks summed out."""

from typing import NamedTuple

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Floats
from saksi.estimation.latent_class.gibbs import draw_alpha, draw_rates, draw_sticks, seat, tally
from saksi.estimation.latent_class.labels import draw_alpha_from_sizes, swap_labels
from saksi.estimation.latent_class.patterns import Patterns, Prior
from saksi.estimation.latent_class.splits import split_or_merge


class Moves(NamedTuple):
    """What a sweep does besides plain Gibbs.

    ``swaps``: 1 to exchange labels and draw the concentration from the classes' sizes, 0 to draw it from the
    sticks. ``splits`` and ``glides``: tries in each sweep that has any, which is each ``split_every``-th and
    ``glide_every``-th. ``steps``: the most steps of a glide.
    """

    swaps: int = 1
    splits: int = 1
    glides: int = 1
    steps: int = 24
    split_every: int = 1
    glide_every: int = 1


PLAIN = Moves(0, 0, 0, 0)


@compiled
def gibbs_sweep(
    rng: np.random.Generator,
    table: Patterns,
    prior: Prior,
    sticks: Floats,
    rates: Floats,
    unseen: int,
    moves: Moves,
) -> tuple[int, int]:
    """Seat everybody, try splits, then draw order, concentration, sticks and rates anew, in place.

    Returns
    -------
    tuple of int
        The unseen, and how many splits and merges were accepted.
    """
    lists, classes = rates.shape
    seats = np.empty((len(table.people) + 1, classes), np.int64)
    yes, no = np.empty((lists, classes), np.int64), np.empty((lists, classes), np.int64)
    alpha = draw_alpha(rng, prior, sticks)
    unseen = seat(rng, table, prior, sticks, rates, unseen, seats)
    accepted = 0
    for _ in range(moves.splits):
        done, unseen = split_or_merge(rng, table, prior, alpha, seats, unseen)
        accepted += done
    tally(table, seats, yes, no)
    sizes = seats.sum(axis=0)
    if moves.swaps and classes > 1:
        order = np.arange(classes)
        swap_labels(rng, sizes, alpha, order)
        sizes, yes, no = sizes[order], yes[:, order], no[:, order]
        alpha = draw_alpha_from_sizes(rng, prior, sizes, alpha)
    draw_sticks(rng, alpha, sizes, sticks)
    draw_rates(rng, prior, yes, no, rates)
    return unseen, accepted
