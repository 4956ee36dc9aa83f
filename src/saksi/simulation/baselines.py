"""Plain estimators for the test bench: union, Chao, independence, stepwise log-linear, two classes.

They are baselines, not what `saksi estimate` offers: intervals are asymptotic and given the selected
model, and nothing is refused but what cannot be computed. Their failures under known networks are the point.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import exp, log, log1p, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054
STEPS, TOLERANCE = 60, 1e-9
CLASSES, STARTS, EM_STEPS = 2, 5, 400
# (2**lists,): people by capture pattern, bit l: on list l; the first are the unseen
Counts = NDArray[np.float64]


class Baseline(NamedTuple):
    """A total with an interval; bounds null where the method has none, all null where it fails."""

    total: float | None
    lower: float | None = None
    upper: float | None = None


def patterns(lists: NDArray[np.bool_]) -> Counts:
    """Return how many people have each capture pattern, from people by list, shape (people, lists)."""
    n_lists = lists.shape[1]
    code = lists.astype(np.int64) @ (1 << np.arange(n_lists))
    counts = np.bincount(code, minlength=2**n_lists).astype(np.float64)
    counts[0] = 0
    return counts


def union(counts: Counts) -> Baseline:
    """Return the documented: a lower bound, with no interval."""
    return Baseline(float(counts.sum()))


def chao(counts: Counts) -> Baseline:
    """Return Chao's lower bound from those on one list and on two (1987), with the factor (k - 1) / k."""
    n_lists = _lists(counts)
    on = np.array([code.bit_count() for code in range(len(counts))])
    seen, once, twice = counts.sum(), counts[on == 1].sum(), counts[on == 2].sum()
    if not twice:
        return Baseline(None)
    a = (n_lists - 1) / n_lists
    missing = a * once**2 / (2 * twice)
    r = once / twice
    variance = twice * (a * r**2 / 2 + a**2 * r**3 + a**2 * r**4 / 4)
    return _lognormal(seen, missing, variance)


def independence(counts: Counts) -> Baseline:
    """Return the log-linear model without interactions: right where lists are independent."""
    return _loglinear(counts, ()) or Baseline(None)


def stepwise(counts: Counts) -> Baseline:
    """Return the log-linear model with pairwise interactions added as long as the BIC falls."""
    n_lists, chosen = _lists(counts), tuple[tuple[int, int], ...]()
    best = _bic(counts, chosen)
    pairs = list(combinations(range(n_lists), 2))
    while len(chosen) < len(pairs):
        tried = [((*chosen, pair), _bic(counts, (*chosen, pair))) for pair in pairs if pair not in chosen]
        more, value = min(tried, key=lambda one: one[1])
        if value >= best:
            break
        chosen, best = more, value
    return _loglinear(counts, chosen) or Baseline(None)


def two_classes(counts: Counts) -> Baseline:
    """Return the total of two latent classes with independent lists in each, by EM; it has no interval.

    The best likelihood of some fixed starts: the surface has several peaks.
    """
    seen = counts.sum()
    if not seen:
        return Baseline(None)
    likelihood, total = _em(counts, _bits(_lists(counts)))
    return Baseline(float(total[likelihood.argmax()]))


METHODS: Mapping[str, Callable[[Counts], Baseline]] = {
    "union": union,
    "chao": chao,
    "independence": independence,
    "stepwise BIC": stepwise,
    "two classes": two_classes,
}


def _lists(counts: Counts) -> int:
    return int(len(counts) - 1).bit_length()


def _bits(n_lists: int) -> NDArray[np.float64]:
    codes = np.arange(2**n_lists)
    bits: NDArray[np.float64] = ((codes[:, None] >> np.arange(n_lists)) & 1).astype(np.float64)
    return bits


def _design(n_lists: int, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    bits = _bits(n_lists)[1:]
    columns = [np.ones(len(bits)), *bits.T, *(bits[:, a] * bits[:, b] for a, b in pairs)]
    return np.stack(columns, axis=1)


def _fit(
    counts: Counts, pairs: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.floating[Any]], NDArray[np.floating[Any]], float] | None:
    """Return coefficients, covariance and deviance of a Poisson model by Newton's method, or null."""
    y, x = counts[1:], _design(_lists(counts), pairs)
    beta: NDArray[np.floating[Any]] = np.linalg.lstsq(x, np.log(y + 0.5), rcond=None)[0]
    for _ in range(STEPS):
        mu = np.exp(np.clip(x @ beta, -30, 30))
        try:
            step: NDArray[np.floating[Any]] = np.linalg.solve(
                x.T @ (x * mu[:, None]) + 1e-10 * np.eye(len(beta)), x.T @ (y - mu)
            )
        except np.linalg.LinAlgError:
            return None
        beta = beta + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < TOLERANCE:
            break
    mu = np.exp(np.clip(x @ beta, -30, 30))
    covariance: NDArray[np.floating[Any]] = np.linalg.pinv(x.T @ (x * mu[:, None]))
    deviance = 2 * float(np.sum(np.where(y > 0, y * np.log(np.maximum(y, 1) / mu), 0) - (y - mu)))
    return beta, covariance, deviance


def _bic(counts: Counts, pairs: Sequence[tuple[int, int]]) -> float:
    fitted = _fit(counts, pairs)
    if fitted is None:
        return float("inf")
    return fitted[2] + (1 + _lists(counts) + len(pairs)) * log(max(counts.sum(), 2))


def _loglinear(counts: Counts, pairs: Sequence[tuple[int, int]]) -> Baseline | None:
    fitted = _fit(counts, pairs)
    if fitted is None or not counts.sum() or abs(fitted[0][0]) > 25:
        return None
    missing = exp(fitted[0][0])
    return _lognormal(counts.sum(), missing, missing**2 * float(fitted[1][0, 0]) + missing)


def _lognormal(seen: float, missing: float, variance: float) -> Baseline:
    """Return seen + missing with an interval that never undercuts the seen (Chao 1987)."""
    if missing <= 0:
        return Baseline(float(seen), float(seen), float(seen))
    spread = exp(Z * sqrt(log1p(variance / missing**2)))
    return Baseline(float(seen + missing), float(seen + missing / spread), float(seen + missing * spread))


def _em(counts: Counts, bits: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return log-likelihood of the seen and total of each start: the unseen are filled in and shared out.

    All starts go on until none gains more; rates have the shape (starts, classes, lists).
    """
    size = (CLASSES, bits.shape[1])
    spread = np.stack([np.random.default_rng(start).normal(0, 0.8, size) for start in range(STARTS)])
    rate = np.clip(counts @ bits / counts.sum() * np.exp(spread), 0.01, 0.9)
    share = np.full((STARTS, CLASSES), 1 / CLASSES)
    seen, likelihood = counts.sum(), np.full(STARTS, -np.inf)
    full = np.tile(counts, (STARTS, 1))
    for _ in range(EM_STEPS):
        cells = share[..., None] * np.exp(np.log(rate) @ bits.T + np.log1p(-rate) @ (1 - bits.T))
        whole = cells.sum(axis=1)
        reached = np.maximum(1 - whole[:, 0], 1e-9)
        full[:, 0] = seen * whole[:, 0] / reached
        new = np.log(np.maximum(whole[:, 1:], 1e-300)) @ counts[1:] - seen * np.log(reached)
        weight = cells * (full / whole)[:, None, :]
        total = weight.sum(axis=2)
        share = total / total.sum(axis=1, keepdims=True)
        rate = np.clip(weight @ bits / np.maximum(total, 1e-9)[..., None], 1e-6, 1 - 1e-6)
        gained, likelihood = new - likelihood, new
        if (gained < 1e-7 * np.abs(new)).all():
            break
    return likelihood, seen + full[:, 0]
