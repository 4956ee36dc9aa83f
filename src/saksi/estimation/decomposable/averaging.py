"""Averaging over decomposable graphs: how many are unseen, on a grid, under each graph and over all.

References
----------
Madigan and York (1997), Biometrika 84, 19-31; Dawid and Lauritzen (1993); the package dga.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from saksi.estimation.decomposable.graphs import Graphs

Floats = NDArray[np.float64]

FINE = 64  # unseen people up to here are grid points one by one
POINTS = 400  # beyond, in geometric steps: quantiles move by less than a thousandth
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
        heights, _ = _summed(_joint(cells, graphs.signs, delta, unseen[rough], width[rough]))
        best = np.delete(heights, graphs.complete).max()
        kept = np.union1d(np.flatnonzero(heights > best + NOTHING), [graphs.complete])
    heights, shapes = _summed(_joint(cells, graphs.signs[kept], delta, unseen, width))
    alone = kept == graphs.complete
    share = np.exp(heights - heights.max())
    complete_weight = float(share[alone].sum() / share.sum())
    if not complete:  # before anything is scaled: it may outweigh the others by hundreds of log units
        heights[alone] = -np.inf
        share = np.exp(heights - heights.max())
    share /= share.sum()
    weights = np.zeros(len(graphs.signs))
    weights[kept] = share
    return Posterior(unseen, share @ shapes, weights, complete_weight)


def _summed(joint: Floats) -> tuple[Floats, Floats]:
    """Return the log sum of each row, and the row scaled to one."""
    top = joint.max(axis=1)
    shapes = np.exp(joint - top[:, None])
    sums = shapes.sum(axis=1)
    return top + np.log(sums), shapes / sums[:, None]


def _joint(cells: Floats, signs: Floats, delta: float, unseen: Floats, width: Floats) -> Floats:
    """Return the log of likelihood times prior by graph and unseen, up to a constant."""
    n_lists, n = (len(cells) - 1).bit_length(), cells[1:].sum()
    everybody = gammaln(n + unseen + 1) - gammaln(unseen + 1) - np.log(n + unseen) + np.log(width)
    joint: Floats = signs[:, 1:] @ _marginals(cells, n_lists, delta, unseen)
    joint += everybody
    return joint


def _marginals(cells: Floats, n_lists: int, delta: float, unseen: Floats) -> Floats:
    """Return the log likelihood of the tables of some lists alone, a row a set, for each number of unseen."""
    margins = _margins(n_lists)
    people = margins.sums @ cells
    prior, whole = delta * margins.cells, delta * 2**n_lists
    seen = gammaln(prior[margins.owner] + people) - gammaln(prior[margins.owner])
    fixed = gammaln(whole) - gammaln(prior) + np.bincount(margins.owner, weights=seen, minlength=len(prior))
    nobody = margins.outside @ cells
    found = gammaln((prior + nobody)[:, None] + unseen)
    found += fixed[:, None]
    found -= gammaln(whole + cells[1:].sum() + unseen)
    return np.asarray(found)


class _Margins(NamedTuple):
    """Of each set of lists, by its bits from 1: which cells of the whole table fall into which of its own.

    ``sums`` has a row for each pattern of each set but that of nobody, ``owner`` says whose it is;
    ``outside`` a row for each set: who is on none of its lists; ``cells`` how many one of its own holds.
    """

    sums: Floats
    owner: NDArray[np.int64]
    outside: Floats
    cells: Floats


@lru_cache(maxsize=8)
def _margins(n_lists: int) -> _Margins:
    codes = np.arange(2**n_lists)
    sums, owner, outside = [], [], []
    for code in range(1, 2**n_lists):
        inside = codes & code
        for pattern in np.unique(inside)[1:]:
            sums.append((inside == pattern) & (codes > 0))
            owner.append(code - 1)
        outside.append((inside == 0) & (codes > 0))
    sizes = np.array([2.0 ** (n_lists - code.bit_count()) for code in range(1, 2**n_lists)])
    return _Margins(np.array(sums, float), np.array(owner), np.array(outside, float), sizes)
