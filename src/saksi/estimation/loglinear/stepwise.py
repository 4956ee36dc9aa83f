"""Stepwise selection of pairs of lists by Poisson tail probabilities, as in SparseMSE.

References
----------
Chan, Silverman and Vincent (2021), Multiple systems estimation for sparse capture data,
Journal of the American Statistical Association 116; arXiv 1902.05156.
"""

from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from saksi.estimation.loglinear.designs import Model, pairs
from saksi.estimation.loglinear.tables import Frame, Ready, fit_all, frame, ready

Floats = NDArray[np.float64]


class Stepwise(NamedTuple):
    """The selected model and its answer; people.

    Parameters
    ----------
    unseen_log
        Logarithm of the unseen, and its standard error (Wald): the interval is conditional on the model.
    """

    model: Model
    unseen_log: float
    error: float

    @property
    def unseen(self) -> float:
        """People on no list."""
        return exp(self.unseen_log)


def stepwise(
    cells: Floats, *, threshold: float, reliable: NDArray[np.bool_] | None = None
) -> Stepwise | None:
    """Add pairs of lists, the least likely overlap first, while one is less likely than the threshold.

    Parameters
    ----------
    cells
        People by pattern code, shape (2**lists,); cell 0 is not looked at.
    threshold
        Probability of an overlap at least as extreme, one-sided, below which its pair is added.
    reliable
        Which seen patterns may be learnt from; null = all.

    Returns
    -------
    Stepwise or None
        Null where not even the model of independent lists has an estimate.
    """
    n_lists = (len(cells) - 1).bit_length()
    all_pairs = pairs(n_lists)
    held = frame(n_lists, all_pairs, (), reliable)
    counts = cells[1:]
    model = Model()
    now = _of(held, model, counts)
    if not now.exists(0, held):
        return None
    while True:
        fits = fit_all(held, now, counts, as_glm=True)
        more = _next(held, model, fits.fitted[0], counts, threshold)
        if more is None:
            return Stepwise(model, float(fits.coefficients[0, 0]), float(fits.constant_error[0]))
        model, now = more


def _next(
    held: Frame, model: Model, fitted: Floats, counts: Floats, threshold: float
) -> tuple[Model, Ready] | None:
    """Return the model with one pair more, or null where no overlap is unlikely enough."""
    inside = held.inside
    observed = (counts * held.reliable) @ inside
    expected = fitted @ inside
    tail = np.minimum(poisson.cdf(observed, expected), poisson.sf(observed - 1, expected))
    for at in np.argsort(tail, kind="stable"):
        term = held.terms[at]
        if tail[at] >= threshold:
            return None
        if term in model.terms:
            continue
        bigger = Model(tuple(sorted((*model.terms, term))))
        after = _of(held, bigger, counts)
        if after.exists(0, held):
            return bigger, after
    return None


def _of(held: Frame, model: Model, counts: Floats) -> Ready:
    return ready(held, held.columns(model)[None], (counts > 0)[None])
