from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

from saksi.review.agreement import Level, alpha, kappa, measure

GAP: int | None = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: 4 observers, 12 units, gaps;
# published are 0.743 nominal and 0.849 interval
FOUR_OBSERVERS = list(
    zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
        strict=True,
    )
)
# the same paper, section A: two observers, binary, published 0.095; section B: nominal, published 0.692
BINARY = list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True))
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))

codes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


def test_the_published_examples_of_krippendorff() -> None:
    assert alpha(FOUR_OBSERVERS) == pytest.approx(0.743, abs=5e-4)
    assert alpha(FOUR_OBSERVERS, "interval") == pytest.approx(0.849, abs=5e-4)
    assert alpha(BINARY) == pytest.approx(0.095, abs=5e-4)
    assert alpha(NOMINAL) == pytest.approx(0.692, abs=5e-4)


def test_kappa_of_a_table_worked_by_hand() -> None:
    """20 both yes, 15 both no, 5 and 10 apart: 0.7 observed, 0.5 by chance."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(*zip(*pairs, strict=True)) == pytest.approx(0.4)


@given(codes)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    ours = kappa(first, second)
    if ours is None:
        assert len(set(first) | set(second)) == 1
    else:
        assert ours == pytest.approx(cohen_kappa_score(first, second))


@given(codes, st.permutations(range(4)))
def test_names_of_codes_and_order_of_units_and_coders_do_not_matter(
    pairs: list[tuple[int, int]], names: Sequence[int]
) -> None:
    for measured in (alpha, lambda units: kappa(*zip(*units, strict=True))):
        as_it_is = measured(pairs)
        renamed = measured([(names[b], names[a]) for a, b in reversed(pairs)])
        assert renamed == (as_it_is if as_it_is is None else pytest.approx(as_it_is))


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 2)), min_size=3, max_size=3), max_size=30))
def test_alpha_by_sums_is_alpha_by_pairs(units: list[list[int | None]]) -> None:
    levels: tuple[Level, ...] = ("nominal", "interval")
    for level in levels:
        found = alpha(units, level)
        assert found == (by_pairs(units, level) if found is None else pytest.approx(by_pairs(units, level)))


def by_pairs(units: list[list[int | None]], level: str) -> float | None:
    """The definition, pair by pair: one minus observed over expected disagreement."""

    def apart(a: int, b: int) -> float:
        return float(a != b) if level == "nominal" else float((a - b) ** 2)

    kept = [[v for v in unit if v is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    values = [v for unit in kept for v in unit]
    n = len(values)
    observed = sum(
        apart(a, b) / (len(unit) - 1)
        for unit in kept
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    expected = sum(apart(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    return None if n == 0 or expected == 0 else 1 - (observed / n) / (expected / (n * (n - 1)))


def test_what_chance_would_give_too_is_not_defined() -> None:
    assert alpha([(1, 1), (1, 1)]) is None
    assert kappa([1, 1], [1, 1]) is None
    assert alpha([(1, None)]) is None


def test_the_interval_holds_the_value_and_shrinks_with_more_units() -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 3, 400)
    noisy = np.where(rng.random(400) < 0.8, truth, rng.integers(0, 3, 400))
    units = [(int(a), int(b)) for a, b in zip(truth, noisy, strict=True)]
    few, many = measure(units[:40], np.random.default_rng(2)), measure(units, np.random.default_rng(2))
    for found in (few, many):
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        assert found.low < found.value < found.high
    assert many.high - many.low < few.high - few.low  # type: ignore[operator]
    again = measure(units, np.random.default_rng(2))
    assert again == many


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Two coders who agree by copying with probability 0.6: kappa is 0.6 in the long run."""
    rng = np.random.default_rng(5)
    held = 0
    for _number in range(100):
        first = rng.integers(0, 3, 120)
        second = np.where(rng.random(120) < 0.6, first, rng.integers(0, 3, 120))
        units = [(int(a), int(b)) for a, b in zip(first, second, strict=True)]
        found = measure(units, rng, kind="kappa", draws=300)
        held += found.low <= 0.6 <= found.high  # type: ignore[operator]
    assert 88 <= held <= 100


def test_too_few_units_have_no_interval() -> None:
    found = measure([(1, 2), (1, 1), (2, 2)], np.random.default_rng(1))
    assert (found.low, found.high, found.n) == (None, None, 3)
