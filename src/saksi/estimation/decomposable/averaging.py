"""Averaging over decomposable graphs: how many are unseen, on a grid, under each graph and over all.

References
----------
Madigan and York (1997), Biometrika 84, 19-31; Dawid and Lauritzen (1993); the package dga.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from saksi.estimation.decomposable.graphs import Graphs

Floats = NDArray[np.float64]

FINE = 64  # unseen people up to here are grid points one by one
POINTS = 700  # beyond, in geometric steps
MANY, COARSE, NOTHING = 2_000, 16, -20.0  # graphs above which a coarser grid finds those that weigh anything


class Posterior(NamedTuple):
    """What is known of the unseen.

    Parameters
    ----------
    unseen
        Grid, shape (points,), people.
    mass
        Probability of each point and what it stands for, shape (points,); sums to one.
    weights
        Of the graphs, shape (graphs,); sums to one.
    complete_weight
        What the complete graph weighs among all, whether it takes part or not: its answer is the prior.
    """

    unseen: Floats
    mass: Floats
    weights: Floats
    complete_weight: float

    def quantile(self, share: float | Floats) -> Floats:
        """Return the unseen at a share of the mass."""
        inside = np.cumsum(self.mass) - self.mass / 2  # a point's mass lies around it
        found: Floats = np.maximum(np.interp(share, inside, self.unseen), 0)
        return found

    def draws(self, rng: np.random.Generator, size: int) -> Floats:
        """Return draws of the unseen."""
        return self.quantile(rng.random(size))

    @property
    def near_end(self) -> float:
        """Mass in the last twentieth of the grid's reach."""
        return float(self.mass[self.unseen > 0.95 * self.unseen[-1]].sum())


def grid(last: float, first: int = 0) -> tuple[Floats, Floats]:
    """Return points of the unseen up to `last` and the number of people each stands for."""
    fine = np.arange(first, min(FINE, last) + 1, dtype=float)
    if last > FINE:
        beyond = np.unique(np.round(np.geomspace(FINE, last, POINTS)))[1:]
        fine = np.concatenate([fine, beyond])
    edges = np.concatenate([[fine[0] - 0.5], (fine[1:] + fine[:-1]) / 2, [fine[-1] + 0.5]])
    return fine, np.diff(edges)


def average(
    cells: Floats, graphs: Graphs, *, delta: float, points: tuple[Floats, Floats], complete: bool
) -> Posterior:
    """Weigh the graphs and the unseen together; prior 1/N on the total, equal on graphs.

    Parameters
    ----------
    cells
        People by pattern code, shape (2**lists,); cell 0 is not looked at.
    graphs
        Of as many lists.
    delta
        Prior people in each cell of the full table (Dirichlet); one over the number of cells by default.
    points
        Of `grid`.
    complete
        Whether the complete graph takes part; its weight beside the others is said in any case.
    """
    unseen, width = points
    kept = np.arange(len(graphs.signs))
    if len(kept) > MANY:  # 18,154 graphs of six lists: a few hundred ever weigh anything
        rough = slice(None, None, COARSE)
        heights = logsumexp(_joint(cells, graphs.signs, delta, unseen[rough], width[rough]), axis=1)
        best = np.delete(heights, graphs.complete).max()
        kept = np.union1d(np.flatnonzero(heights > best + NOTHING), [graphs.complete])
    joint = _joint(cells, graphs.signs[kept], delta, unseen, width)
    alone = kept == graphs.complete
    heights = logsumexp(joint, axis=1)
    complete_weight = float(np.exp(logsumexp(heights[alone]) - logsumexp(heights)))
    if not complete:  # before anything is scaled: it may outweigh the others by hundreds of log units
        joint[alone] = -np.inf
    share = np.exp(joint - joint.max())
    weights = np.zeros(len(graphs.signs))
    weights[kept] = share.sum(axis=1) / share.sum()
    return Posterior(unseen, share.sum(axis=0) / share.sum(), weights, complete_weight)


def _joint(cells: Floats, signs: Floats, delta: float, unseen: Floats, width: Floats) -> Floats:
    """Return the log of likelihood times prior by graph and unseen, up to a constant."""
    n_lists, n = (len(cells) - 1).bit_length(), cells[1:].sum()
    scores = np.stack([_marginal(cells, code, n_lists, delta, unseen) for code in range(1, 2**n_lists)])
    joint: Floats = signs[:, 1:] @ scores
    joint += gammaln(n + unseen + 1) - gammaln(unseen + 1) - np.log(n + unseen) + np.log(width)
    return joint


def _marginal(cells: Floats, code: int, n_lists: int, delta: float, unseen: Floats) -> Floats:
    """Return the log likelihood of the table of some lists alone, for each number of unseen."""
    codes = np.arange(2**n_lists) & code
    table = np.bincount(codes[1:], weights=cells[1:], minlength=2**n_lists)
    kept = np.unique(codes)
    prior = delta * 2 ** (n_lists - code.bit_count())
    whole = delta * 2**n_lists
    fixed = gammaln(whole) - len(kept) * gammaln(prior) + gammaln(prior + table[kept[1:]]).sum()
    n = cells[1:].sum()
    found: Floats = fixed + gammaln(prior + table[0] + unseen) - gammaln(whole + n + unseen)
    return found
