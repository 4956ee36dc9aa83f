import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.review.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_published_intervals(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_holds_the_share_and_stays_a_share(case: tuple[int, int]) -> None:
    hits, n = case
    found = wilson(hits, n)
    assert found is not None
    assert 0 <= found[0] <= hits / n <= found[1] <= 1
    assert found[0] < found[1]


def test_of_nothing_there_is_none() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="between"):
        wilson(3, 2)
