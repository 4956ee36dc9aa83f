"""Poisson log-linear models by Newton's method, many models or many tables at once.

The kernel works on a stack: fit b has its own counts, its own columns and its own cells. All small systems
are solved by one call of LAPACK, so that a thousand bootstrap tables cost about as much as forty in a loop.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

STEPS, TOLERANCE = 40, 1e-7  # of the deviance: Newton's next step would change it by its square
START, GLM = 0.1, 1e-8  # what R's glm adds to the counts to start from, and its relative change to stop at
HALVINGS = 20
LARGEST = 60.0  # of a linear predictor: exp(60) people are none
RIDGE = 1e-12

Floats = NDArray[np.float64]


class Fits(NamedTuple):
    """Results of a stack of fits.

    Parameters
    ----------
    coefficients
        Shape (fits, parameters); 0 where a column is not in the model.
    fitted
        Expected people, shape (fits, cells).
    log_likelihood
        Poisson, up to the counts' factorials, over the cells used; shape (fits,).
    constant_error
        Standard error of the constant, which is the logarithm of the unseen; shape (fits,).
    converged
        Shape (fits,).
    """

    coefficients: Floats
    fitted: Floats
    log_likelihood: Floats
    constant_error: Floats
    converged: NDArray[np.bool_]


def fit(
    design: Floats,
    counts: Floats,
    columns: NDArray[np.bool_],
    cells: NDArray[np.bool_],
    *,
    as_glm: bool = False,
) -> Fits:
    """Maximise the Poisson likelihood of each table under its columns; existence is for the caller to check.

    Parameters
    ----------
    design
        Shape (cells, parameters), shared by all.
    counts
        People, shape (fits, cells).
    columns
        Which parameters a fit has, shape (fits, parameters).
    cells
        Which cells a fit learns from, shape (fits, cells).
    as_glm
        Stop where R's glm stops, so that published figures come out to their last digit; otherwise at the
        maximum itself. On flat likelihoods the two differ by up to 1e-4 of the unseen.
    """
    held = np.einsum("cp,cq->cpq", design, design).reshape(len(design), -1)
    use = cells.astype(float)
    people = counts * use
    mean = (people + START) * use  # as glm starts
    beta = _solve(mean, held, columns, (mean * np.log(people + START) + people - mean) @ design * columns)
    weights = mean.copy()
    value, mean = _value(design, people, beta, use)
    saturated = np.where(people > 0, people * np.log(np.maximum(people, 1)) - people, 0).sum(axis=1)
    converged, at = np.zeros(len(people), bool), np.arange(len(people))
    for _ in range(STEPS):
        step = _solve(mean[at], held, columns[at], (people[at] - mean[at]) @ design * columns[at])
        weights[at] = mean[at]
        before = value[at]
        beta[at], value[at], mean[at] = _stepped(
            design, people[at], use[at], beta[at], step, before, mean[at]
        )
        near = GLM * (np.abs(saturated[at] - value[at]) * 2 + 0.1) if as_glm else TOLERANCE
        converged[at] = 2 * np.abs(value[at] - before) < near
        at = at[~converged[at]]
        if not len(at):
            break
    first = np.zeros_like(beta)
    first[:, 0] = 1
    variance = _solve(weights if as_glm else mean, held, columns, first)[:, 0]
    return Fits(beta, mean, value, np.sqrt(np.maximum(variance, 0)), converged)


def _solve(mean: Floats, held: Floats, columns: NDArray[np.bool_], right: Floats) -> Floats:
    """Solve the information matrix against a right side; columns outside the model stay at zero."""
    n = columns.shape[1]
    information: NDArray[Any] = (mean @ held).reshape(-1, n, n) * (columns[:, :, None] & columns[:, None, :])
    at = np.arange(n)
    scale = information[:, at, at].max(axis=1, keepdims=True, initial=1.0)
    information[:, at, at] += np.where(columns, RIDGE * scale, 1.0)
    solved: Floats = np.linalg.solve(information, right[..., None])[..., 0] * columns
    return solved


def _value(design: Floats, people: Floats, beta: Floats, use: Floats) -> tuple[Floats, Floats]:
    eta = np.clip(beta @ design.T, -LARGEST, LARGEST)
    mean = np.exp(eta) * use
    return (people * eta - mean).sum(axis=1), mean


def _stepped(
    design: Floats, people: Floats, use: Floats, beta: Floats, step: Floats, value: Floats, mean: Floats
) -> tuple[Floats, Floats, Floats]:
    """Take the step, halved for the fits where it would lower the likelihood."""
    new = beta + step
    reached, expected = _value(design, people, new, use)
    for _ in range(HALVINGS):
        worse = np.flatnonzero(reached < value - 1e-9 * np.abs(value))
        if not len(worse):
            return new, reached, expected
        step[worse] /= 2
        new[worse] = beta[worse] + step[worse]
        reached[worse], expected[worse] = _value(design, people[worse], new[worse], use[worse])
    new[worse], reached[worse], expected[worse] = beta[worse], value[worse], mean[worse]
    return new, reached, expected
