"""How many fields differ: the counts are weighed as they come, and what was put in is learned again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.people.mistakes import Differences, Mistakes

CHANCES = st.lists(st.floats(0.02, 0.9), min_size=1, max_size=5)
TOP = 3


def every_pattern(fields: int) -> list[np.ndarray]:
    """Return every way in which all known fields can differ or agree, field by field."""
    bits = (np.arange(2**fields)[:, None] >> np.arange(fields)) & 1
    return [np.where(bits[:, field] == 1, 0, TOP).astype(np.int8) for field in range(fields)]


@given(CHANCES, st.floats(-0.5, 5.0))
def test_over_everything_that_fields_can_show_the_likelihood_sums_to_one(
    apart: list[float], seldom: float
) -> None:
    codes = every_pattern(len(apart))
    differences = Differences(codes, [TOP] * len(apart))
    alone = np.prod(
        [np.where(code == TOP, 1 - one, one) for code, one in zip(codes, apart, strict=True)], axis=0
    )
    worth = differences.worth(Mistakes(np.array(apart), seldom))
    assert float((alone * np.exp(worth)).sum()) == pytest.approx(1.0)


@given(CHANCES)
def test_without_any_tendency_fields_err_by_themselves(apart: list[float]) -> None:
    differences = Differences(every_pattern(len(apart)), [TOP] * len(apart))
    assert differences.worth(Mistakes(np.array(apart), 0.0)) == pytest.approx(0.0, abs=1e-9)


def test_what_is_not_known_is_no_difference() -> None:
    differences = Differences([np.array([-1, 0, 3], np.int8), np.array([-1, -1, 1], np.int8)], [TOP, TOP])
    assert differences.count.tolist() == [0, 1, 1]


@pytest.mark.parametrize("seldom", [-0.3, 0.0, 2.0])
def test_what_pairs_were_drawn_with_is_learned_from_them(seldom: float) -> None:
    true = Mistakes(np.array([0.3, 0.5, 0.2, 0.4]), seldom)
    codes = every_pattern(4)
    differences = Differences(codes, [TOP] * 4)
    alone = np.prod([np.where(c == TOP, 1 - p, p) for c, p in zip(codes, true.apart, strict=True)], axis=0)
    weights = 20_000 * alone * np.exp(differences.worth(true))
    differ = np.array([weights[code < TOP].sum() for code in codes])
    known = np.full(4, weights.sum())
    found = Mistakes(np.full(4, 0.2), 0.0)
    for _ in range(60):
        found = differences.learned(found, weights, differ, known, strength=0.0)
    assert found.seldom == pytest.approx(seldom, abs=0.05)
    assert found.apart == pytest.approx(true.apart, abs=0.03)
