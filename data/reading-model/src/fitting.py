"""Logistic regression over evidence, and probabilities for reports that it was not fitted on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from saksi.reading.learned import Evidence, FieldWeights

Floats = NDArray[np.float64]

OFTEN = 15  # cases with a piece of evidence; what is rarer gets no weight
PENALTIES = (
    0.003,
    0.01,
    0.03,
    0.1,
    0.3,
)  # inverse strength of the penalty on weights; the best out of fold is taken
FOLDS = 10


@dataclass(frozen=True)
class Examples:
    """Cases to learn from: evidence, whether right, and which of them must stay together."""

    known: Sequence[Evidence]
    right: Floats  # 0 or 1
    groups: Sequence[str]

    def at(self, rows: NDArray[np.int64]) -> "Examples":
        """Return these rows only."""
        return Examples(
            [self.known[row] for row in rows], self.right[rows], [self.groups[row] for row in rows]
        )


@dataclass(frozen=True)
class Fit:
    """Weights, and for each example the probability by a model that saw nothing of its group."""

    weights: FieldWeights
    apart: Floats
    penalty: float


def fit(examples: Examples, judged: Examples | None = None, *, penalties: Sequence[float] = PENALTIES) -> Fit:
    """Fit on all examples, with the penalty that does best on groups left out, then calibrate (Platt 1999).

    Parameters
    ----------
    examples
        At least two groups; where all are right or all wrong, the share is all that is learned.
    judged
        Cases of the same groups that `Fit.apart` speaks of; the examples themselves, if none are given.
    penalties
        What to try.
    """
    judged = judged or examples
    if not 0 < examples.right.sum() < len(examples.right) or len(set(examples.groups)) < 2:
        share = (examples.right.sum() + 1) / (len(examples.right) + 2)
        return Fit(FieldWeights(float(_log_odds(share)), {}), np.full(len(judged.right), share), 0.0)
    tried = [(_apart(examples, examples, penalty), penalty) for penalty in penalties]
    odds, penalty = min(tried, key=lambda pair: _loss(_share(pair[0]), examples.right))
    slope, shift = _platt(odds, examples.right)
    raw = _regress(examples, penalty)
    weights = FieldWeights(
        base=raw.base * slope + shift,
        weights={name: weight * slope for name, weight in raw.weights.items()},
    )
    beside = odds if judged is examples else _apart(examples, judged, penalty)
    return Fit(weights, _calibrated_apart(odds, examples, beside, judged), penalty)


def _apart(examples: Examples, judged: Examples, penalty: float) -> Floats:
    odds = np.zeros(len(judged.right))
    for learn, test in _folds(examples):
        model = _regress(examples.at(learn), penalty)
        for row in _of_groups(judged, examples, test):
            odds[row] = model.log_odds(judged.known[row])
    return odds


def _calibrated_apart(odds: Floats, examples: Examples, beside: Floats, judged: Examples) -> Floats:
    """Platt's line for each fold from the other folds: its calibration too is measured on unseen groups."""
    shares = np.zeros(len(beside))
    for learn, test in _folds(examples):
        slope, shift = _platt(odds[learn], examples.right[learn])
        rows = _of_groups(judged, examples, test)
        shares[rows] = _share(beside[rows] * slope + shift)
    return shares


def _of_groups(judged: Examples, examples: Examples, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the judged cases whose groups are those of these rows of the examples."""
    groups = {examples.groups[row] for row in rows}
    return np.array([row for row, group in enumerate(judged.groups) if group in groups], dtype=np.int64)


def _folds(examples: Examples) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    folds = min(FOLDS, len(set(examples.groups)))
    found = GroupKFold(folds).split(np.zeros(len(examples.right)), examples.right, examples.groups)
    return [(learn, test) for learn, test in found]


def _regress(examples: Examples, penalty: float) -> FieldWeights:
    rows = [_terms(known) for known in examples.known]
    seen = Counter(term for row in rows for term, size in row.items() if size)
    terms = sorted(term for term, times in seen.items() if times >= OFTEN)
    table = np.array([[row.get(term, 0.0) for term in terms] for row in rows]).reshape(len(rows), len(terms))
    if not 0 < examples.right.sum() < len(rows) or not terms:
        return FieldWeights(float(_log_odds((examples.right.sum() + 1) / (len(rows) + 2))), {})
    model = LogisticRegression(C=penalty, max_iter=5_000).fit(table, examples.right)
    return FieldWeights(float(model.intercept_[0]), dict(zip(terms, map(float, model.coef_[0]), strict=True)))


def _terms(known: Evidence) -> Mapping[str, float]:
    """Return evidence as `FieldWeights` reads it."""
    return {
        f"{name}={value}" if isinstance(value, str) else name: 1.0 if isinstance(value, str) else value
        for name, value in known.items()
    }


def _platt(odds: Floats, right: Floats) -> tuple[float, float]:
    """Return slope and shift; the line stays as it is where the cases are all right or all wrong.

    A slope that falls says that nothing of use was learned (what is left out has the opposite share of what
    is kept): then the share is all there is.
    """
    if not 0 < right.sum() < len(right):
        return 1.0, 0.0
    model = LogisticRegression(C=10.0, max_iter=5_000).fit(odds.reshape(-1, 1), right)
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    return (slope, shift) if slope > 0 else (0.0, _log_odds(float(right.mean())))


def _share(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _loss(share: Floats, right: Floats) -> float:
    share = np.clip(share, 1e-6, 1 - 1e-6)
    return float(-np.mean(right * np.log(share) + (1 - right) * np.log(1 - share)))
