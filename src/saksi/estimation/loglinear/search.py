"""Weighing log-linear models against each other: those whose estimate exists, by the BIC.

Up to five lists every model is fitted; for more, a search keeps the best and tries their neighbours. No model
is weighed before it passes the existence test: one without an estimate fits well and prints 1e13.

References
----------
Bishop, Fienberg and Holland (1975), chapter 6; Madigan and Raftery (1994) for the window.
"""

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.loglinear.designs import HIERARCHICAL_LISTS, Model, hierarchical, pairs, terms_of
from saksi.estimation.loglinear.tables import Frame, Ready, fit_all, frame, ready

Floats = NDArray[np.float64]
WINDOW = 10.0  # in BIC from the best: a model beyond has under 1 % of the best one's weight
MOST_KEPT, ROUNDS = 12, 40  # of the search over models of many lists


class Weighed(NamedTuple):
    """Models with an estimate, the best first.

    Parameters
    ----------
    columns
        Of each model, shape (models, parameters).
    unseen_log, error
        Logarithm of the unseen and its standard error, shape (models,).
    bic
        Lower is better, up to a constant of the table; shape (models,).
    weights
        Shape (models,); sums to one.
    tried, without
        Models that were fitted, and how many of those near the best have no estimate.
    """

    models: tuple[Model, ...]
    columns: NDArray[np.bool_]
    unseen_log: Floats
    error: Floats
    bic: Floats
    weights: Floats
    tried: int
    without: int


def weigh(
    cells: Floats, *, shapes: Sequence[str] = (), reliable: NDArray[np.bool_] | None = None,
    late: Callable[[], bool] = lambda: False, all_up_to: int = HIERARCHICAL_LISTS + 1,
) -> tuple[Frame, Weighed | None]:  # fmt: skip
    """Fit the models of a table and weigh them.

    Parameters
    ----------
    cells
        People by pattern code, shape (2**lists,); cell 0 is not looked at.
    shapes
        Of unequal visibility that are tried beside none, with pairs of lists.
    reliable
        Which seen patterns may be learnt from; null = all.
    late
        Asked between rounds of a search: true ends it with what it has.
    all_up_to
        Lists up to which all models are tried; beyond, they are searched. At most five.

    Returns
    -------
    Frame, Weighed or None
        Null where no model has an estimate.
    """
    n_lists = (len(cells) - 1).bit_length()
    held = frame(n_lists, terms_of(n_lists), tuple(shapes), reliable)
    if n_lists <= all_up_to:
        found = _fitted(held, _every(n_lists, shapes), cells[1:])
    else:
        found = _searched(held, shapes, cells[1:], late)
    return held, _window(held, found)


def _every(n_lists: int, shapes: Sequence[str]) -> list[Model]:
    some = set(pairs(n_lists))
    plain = hierarchical(n_lists)
    return [Model(terms) for terms in plain] + [
        Model(terms, shape) for shape in shapes for terms in plain if some.issuperset(terms)
    ]


class _Found(NamedTuple):
    models: list[Model]
    ready: Ready
    unseen_log: Floats
    error: Floats
    bic: Floats


def _fitted(held: Frame, models: list[Model], counts: Floats) -> _Found:
    columns = np.array([held.columns(model) for model in models])
    made = ready(held, columns, np.broadcast_to(counts > 0, (len(models), len(counts))))
    fits = fit_all(held, made, counts)
    size = log(max(float(counts @ held.reliable), 1.0))
    bic = -2 * fits.log_likelihood + size * made.parameters
    return _Found(models, made, fits.coefficients[:, 0], fits.constant_error, bic)


def _searched(held: Frame, shapes: Sequence[str], counts: Floats, late: Callable[[], bool]) -> _Found:
    """Add and take away pairs from the best models until no neighbour enters the best."""
    start = [Model(), *(Model((), shape) for shape in shapes)]
    seen = set(start)
    found = _fitted(held, start, counts)
    opened: set[Model] = set()
    for _ in range(ROUNDS):
        if late():
            break
        best = [model for model in _best(held, found, MOST_KEPT).models if model not in opened]
        opened.update(best)
        near = [
            n for n in dict.fromkeys(n for model in best for n in _neighbours(held, model)) if n not in seen
        ]
        if not near:
            break
        seen.update(near)
        more = _fitted(held, near, counts)
        found = _together(found, more)
    return found


def _together(a: _Found, b: _Found) -> _Found:
    return _Found(
        a.models + b.models, a.ready.with_more(b.ready), np.concatenate([a.unseen_log, b.unseen_log]),
        np.concatenate([a.error, b.error]), np.concatenate([a.bic, b.bic]),
    )  # fmt: skip


def _neighbours(held: Frame, model: Model) -> list[Model]:
    has = set(model.terms)
    return [Model(tuple(sorted(has ^ {term})), model.shape) for term in held.terms]


class _Best(NamedTuple):
    at: list[int]
    models: list[Model]
    without: int


def _best(held: Frame, found: _Found, most: int | None = None) -> _Best:
    """Return the models within the window of the best that has an estimate: only these need the test."""
    at: list[int] = []
    without = 0
    for i in np.argsort(found.bic, kind="stable"):
        if at and (found.bic[i] > found.bic[at[0]] + WINDOW or len(at) == most):
            break
        if found.ready.exists(int(i), held):
            at.append(int(i))
        else:
            without += 1
    return _Best(at, [found.models[i] for i in at], without)


def _window(held: Frame, found: _Found) -> Weighed | None:
    best = _best(held, found)
    if not best.at:
        return None
    near = np.array(best.at)
    weights = np.exp(-(found.bic[near] - found.bic[near[0]]) / 2)
    return Weighed(
        tuple(best.models), np.array([held.columns(model) for model in best.models]), found.unseen_log[near],
        found.error[near], found.bic[near], weights / weights.sum(), len(found.models), best.without,
    )  # fmt: skip
