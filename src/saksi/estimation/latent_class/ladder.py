"""A ladder of chains: the table, and the same table ever thinner, whose classes are exchanged.

With few people the posterior is one broad hill, and any chain walks all over it; what is found there climbs
the ladder, one exchange at a time, to the table itself. Counts stay whole, so Gibbs stays exact on every
rung. Geyer (1991); even and odd pairs in turn: Okabe and others (2001), Syed and others (2022). A ladder of
one rung is a plain chain.
"""

from math import exp, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Counts, Floats, unseen_draw
from saksi.estimation.latent_class.gibbs import missed_by_class, stick_weights
from saksi.estimation.latent_class.glides import glide
from saksi.estimation.latent_class.patterns import Patterns, Prior
from saksi.estimation.latent_class.sweeps import Moves, gibbs_sweep

ACCEPTED = 0.75  # of glides, aimed at while the step is tuned


@compiled
def log_chances(table: Patterns, sticks: Floats, rates: Floats, out: Floats) -> None:
    """Write the log chance of each pattern into `out`, and last that of being reached by any list."""
    weights, missed = stick_weights(sticks), missed_by_class(rates)
    odds = np.exp(rates)
    base = weights * missed
    share = np.empty_like(base)
    for m in range(len(table.people)):
        share[:] = base
        for at in range(table.yes_from[m], table.yes_from[m + 1]):
            share *= odds[table.yes_list[at]]
        for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
            share *= 1.0 + odds[table.unknown_list[at]]
        out[m] = log(np.sum(share))
    out[-1] = log(np.sum(weights * (1.0 - missed)))


@compiled
def height(people: Counts, chances: Floats) -> float:
    """Return the log likelihood of counts, classes and unseen summed out, from `log_chances`."""
    total = 0.0
    for m in range(len(people)):
        if people[m] > 0:
            total += people[m] * (chances[m] - chances[-1])
    return total


@compiled
def _rung(table: Patterns, people: Counts) -> Patterns:
    return Patterns(
        people,
        table.yes_from,
        table.yes_list,
        table.unknown_from,
        table.unknown_list,
        table.lists,
        people.sum(),
    )


@compiled
def _prior(prior: Prior, share: float) -> Prior:
    return Prior(
        prior.rate_yes,
        prior.rate_no,
        prior.alpha_shape,
        prior.alpha_rate,
        int(prior.most_unseen * share),
    )


@compiled
def unseen_beside(rng: np.random.Generator, people: int, sticks: Floats, rates: Floats, most: int) -> int:
    """Draw the unseen of a table of so many people; -1 above the bound."""
    weights, missed = stick_weights(sticks), missed_by_class(rates)
    lost, reached = np.sum(weights * missed), np.sum(weights * (1.0 - missed))
    return unseen_draw(rng, people, lost, reached, most)


@compiled
def run_ladder(
    rng: np.random.Generator,
    table: Patterns,
    rungs: Counts,
    prior: Prior,
    moves: Moves,
    state: tuple[Floats, Floats, Counts, Counts, Floats],
    sweeps: int,
    tuned: int,
) -> tuple[Floats, Floats, Floats]:
    """Run sweeps on all rungs, exchanging neighbours after each.

    Parameters
    ----------
    rungs
        Counts of the patterns, shape (rungs, patterns); the first row is the table's own.
    prior
        Its bound on the unseen is the table's; thinner rungs have their share of it.
    state
        By walker: sticks, rates, unseen; by rung: which walker stands there, and the length of a glide's
        step. Changed in place.
    tuned
        Sweeps for which steps were tuned before, -1 to leave them: they are tuned in the warm-up only, since
        tuning bends the target.

    Returns
    -------
    tuple
        Of the first rung the total and the log likelihood of each sweep; then, shape (4 + rungs - 1,): splits
        tried and accepted, glides tried and the sum of their chances, refusals of each pair of rungs.
    """
    sticks, rates, unseen, walker, step = state
    levels, patterns = rungs.shape
    totals, heights = np.empty(sweeps), np.empty(sweeps)
    counted = np.zeros(3 + levels)
    chances = np.empty((levels, patterns + 1))
    sizes = rungs.sum(axis=1)
    for sweep in range(sweeps):
        splits = moves.splits if sweep % moves.split_every == 0 else 0
        glides = moves.glides if sweep % moves.glide_every == 0 else 0
        now = Moves(moves.swaps, splits, glides, moves.steps, 1, 1)
        for level in range(levels):
            at = walker[level]
            here, held = _rung(table, rungs[level]), _prior(prior, sizes[level] / sizes[0])
            unseen[at], done = gibbs_sweep(rng, here, held, sticks[at], rates[at], unseen[at], now)
            counted[0] += now.splits
            counted[1] += done
            for _ in range(now.glides):
                reach = (step[level], moves.steps)
                chance, unseen[at] = glide(rng, here, held, sticks[at], rates[at], unseen[at], reach)
                counted[2] += 1
                counted[3] += chance
                if tuned >= 0:
                    step[level] *= exp(2.0 * (chance - ACCEPTED) / (10.0 + tuned + sweep) ** 0.7)
            log_chances(table, sticks[at], rates[at], chances[at])
        totals[sweep] = sizes[0] + unseen[walker[0]]
        heights[sweep] = height(rungs[0], chances[walker[0]])
        for level in range(sweep % 2, levels - 1, 2):
            low, high = walker[level], walker[level + 1]
            ratio = height(rungs[level], chances[high]) + height(rungs[level + 1], chances[low])
            ratio -= height(rungs[level], chances[low]) + height(rungs[level + 1], chances[high])
            counted[4 + level] += 2.0 * (1.0 - exp(min(0.0, ratio)))  # a pair is tried every other sweep
            if not log(1.0 - rng.random()) < ratio:
                continue
            most = (
                int(prior.most_unseen * sizes[level] / sizes[0]),
                int(prior.most_unseen * sizes[level + 1] / sizes[0]),
            )
            up = unseen_beside(rng, sizes[level], sticks[high], rates[high], most[0])
            down = unseen_beside(rng, sizes[level + 1], sticks[low], rates[low], most[1])
            if up >= 0 and down >= 0:
                walker[level], walker[level + 1] = high, low
                unseen[high], unseen[low] = up, down
    return totals, heights, counted
