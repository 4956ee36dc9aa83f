"""The training task of data/reading-model: what it says of unseen reports must be said of unseen reports."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

TASK = Path(__file__).parents[3] / "data" / "reading-model" / "src"
N, GROUPS = 1_200, 24


@pytest.fixture(scope="module")
def fitting() -> Iterator[ModuleType]:
    sys.path.insert(0, str(TASK))
    try:
        yield import_module("fitting")
    finally:
        sys.path.remove(str(TASK))


def test_what_only_a_group_knows_does_not_help_where_the_group_is_left_out(fitting: ModuleType) -> None:
    """Each outlet is all right or all wrong and named in the evidence: a leak would order them perfectly."""
    groups = [f"g{row % GROUPS}" for row in range(N)]
    right = np.array([float(int(group[1:]) % 2) for group in groups])
    fit = fitting.fit(fitting.Examples([{"outlet": group} for group in groups], right, groups))
    assert abs(fit.apart[right == 1].mean() - fit.apart[right == 0].mean()) < 0.1
    for outlet in ("g1", "g2"):  # and nothing of it is shipped
        assert fit.weights.probability({"outlet": outlet}) == pytest.approx(0.5, abs=0.05)


def test_the_probabilities_are_those_that_the_cases_were_drawn_with(fitting: ModuleType) -> None:
    rng = np.random.default_rng(7)
    near = rng.random(N)
    truth = 1 / (1 + np.exp(-(-1 + 3 * near)))
    right = (rng.random(N) < truth).astype(float)
    groups = [f"g{row % GROUPS}" for row in range(N)]
    fit = fitting.fit(fitting.Examples([{"near": float(value)} for value in near], right, groups))
    assert np.abs(fit.apart - truth).mean() < 0.04
    assert fit.weights.weights["near"] == pytest.approx(3, abs=0.7)


def test_what_is_always_right_is_a_share_and_no_more(fitting: ModuleType) -> None:
    fit = fitting.fit(fitting.Examples([{"act": "torture"}] * 18, np.ones(18), ["g"] * 9 + ["h"] * 9))
    assert fit.weights.weights == {}
    assert fit.weights.probability({}) == pytest.approx(19 / 20)


def test_what_is_rare_gets_no_weight(fitting: ModuleType) -> None:
    rng = np.random.default_rng(3)
    right = (rng.random(200) < 0.5).astype(float)
    known = [{"rare": float(row < 5), "near": float(right[row])} for row in range(200)]
    groups = [f"g{row % 10}" for row in range(200)]
    fit = fitting.fit(fitting.Examples(known, right, groups))
    assert set(fit.weights.weights) == {"near"}
