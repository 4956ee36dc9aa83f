from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.simulation.baselines import METHODS, Baseline, chao, independence, patterns, stepwise, union


def independent(people: int, reach: tuple[float, ...]) -> np.ndarray:
    """Return the expected patterns of independent lists."""
    codes = np.arange(2 ** len(reach))
    on = (codes[:, None] >> np.arange(len(reach))) & 1
    counts = people * np.prod(np.where(on, reach, 1 - np.array(reach)), axis=1)
    counts[0] = 0
    return np.asarray(counts)


def test_patterns_count_people_by_the_lists_they_are_on() -> None:
    lists = np.array([[1, 0], [0, 1], [1, 1], [1, 1]], bool)
    assert patterns(lists).tolist() == [0, 1, 1, 2]


def test_with_two_lists_independence_is_lincoln_and_petersen() -> None:
    counts = np.array([0.0, 11, 6, 9])  # 20 on the first, 15 on the second, 9 on both
    assert independence(counts).total == pytest.approx(20 * 15 / 9)


def test_chao_with_two_lists_is_the_documented_and_a_quarter_of_f1_squared_over_f2() -> None:
    assert chao(np.array([0.0, 11, 6, 9])).total == pytest.approx(26 + 17**2 / (4 * 9))


@pytest.mark.parametrize("method", ["independence", "stepwise BIC", "two classes"])
def test_on_lists_that_are_exactly_independent_it_finds_everybody(method: str) -> None:
    counts = independent(3_000, (0.3, 0.25, 0.2, 0.15))
    assert METHODS[method](counts).total == pytest.approx(3_000, rel=0.02)


def test_a_dependence_between_two_lists_is_found_by_the_stepwise_model_only() -> None:
    counts = independent(3_000, (0.3, 0.25, 0.2))
    copied = counts.copy()
    for code in (1, 5):  # on the first and not on the second: a third is copied
        copied[code] -= counts[code] / 3
        copied[code + 2] += counts[code] / 3
    plain = independence(copied).total
    assert plain is not None
    assert plain < 2_500
    assert stepwise(copied).total == pytest.approx(3_000, rel=0.02)


def test_the_interval_of_independence_is_lognormal_around_the_missing() -> None:
    found = independence(independent(2_000, (0.3, 0.2, 0.2)))
    assert found.total is not None and found.lower is not None and found.upper is not None  # noqa: PT018
    seen = union(independent(2_000, (0.3, 0.2, 0.2))).total or 0
    middle = seen + exp((log(found.lower - seen) + log(found.upper - seen)) / 2)
    assert middle == pytest.approx(found.total)


@given(st.lists(st.integers(0, 200), min_size=7, max_size=7))
def test_nothing_undercuts_the_documented_and_bounds_stay_ordered(cells: list[int]) -> None:
    counts = np.array([0.0, *map(float, cells)])
    for name, method in METHODS.items():
        found = method(counts)
        if found.total is None:
            assert found == Baseline(None), name
            continue
        assert found.total >= counts.sum() - 1e-6, name
        if found.lower is not None and found.upper is not None:
            assert counts.sum() - 1e-6 <= found.lower <= found.total + 1e-6 <= found.upper + 2e-6, name
