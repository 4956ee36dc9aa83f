"""How good probabilities are: calibration, claims above a threshold, the queue."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from gather import Case, scoring
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 10


def reliability(said: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """Return bins of equal size: mean probability, share that is right, cases."""
    order = np.argsort(said, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return [(float(said[part].mean()), float(right[part].mean()), len(part)) for part in parts]


def calibration_error(said: Floats, right: Floats) -> float:
    """Return the expected calibration error: the mean gap of the bins, weighted by cases (Naeini 2015)."""
    bins = reliability(said, right)
    return sum(n * abs(mean - share) for mean, share, n in bins) / max(1, sum(n for *_, n in bins))


def scores(cases: Sequence[Case], said: Floats, threshold: float) -> dict[str, float]:
    """Return what score.py measures when the suggestions from the threshold on are the claims."""
    gold, read = _kept(cases, said, threshold)
    n_gold, n_read, strict, lenient, _, empty, false = scoring().evaluate(gold, read)
    precision, recall, f1 = scoring().prf(strict, n_gold, n_read)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "lenient": scoring().prf(lenient, n_gold, n_read)[2],
        "reports_without": empty,
        "false_there": false,
    }


def queue(cases: Sequence[Case], said: Floats, floor: float) -> tuple[float, float]:
    """Return recall of all suggestions from the floor on, and how many they are a gold claim."""
    gold, read = _kept(cases, said, floor)
    found = sum(len(scoring().match(gold[name]["claims"], read[name]["claims"], True)) for name in gold)
    n_gold = max(1, sum(len(case.gold) for case in cases))
    return found / n_gold, sum(len(report["claims"]) for report in read.values()) / n_gold


def best_threshold(cases: Sequence[Case], said: Floats) -> float:
    """Return the threshold of the best strict F1; of equals, and they are many, the middle one."""
    tried = [(scores(cases, said, at)["f1"], at) for at in np.arange(0.2, 0.56, 0.02)]
    best = max(f1 for f1, _ in tried)
    return round(float(np.median([at for f1, at in tried if f1 >= best - 0.005])), 2)


def by_rules(cases: Sequence[Case]) -> Floats:
    """Return the confidence that the rules alone gave."""
    return np.array([claim["confidence"] for case in cases for claim in case.claims], dtype=float)


def right(cases: Sequence[Case]) -> Floats:
    """Return which suggestions match strictly, 0 or 1."""
    return np.array([float(hit) for case in cases for hit in case.right])


def _kept(cases: Sequence[Case], said: Floats, floor: float) -> tuple[dict[str, Any], dict[str, Any]]:
    gold, read, at = {}, {}, 0
    for case in cases:
        here = said[at : at + len(case.claims)]
        at += len(case.claims)
        gold[case.id] = {"claims": case.gold}
        read[case.id] = {"claims": [c for c, p in zip(case.claims, here, strict=True) if p >= floor]}
    return gold, read
