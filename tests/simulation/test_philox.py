from math import comb, exp, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.simulation.philox import begin, how_many, state_of, uniform
from saksi.simulation.reference import binomial
from saksi.simulation.streams import StreamName, stream

NAMES = st.builds(
    StreamName,
    seed=st.integers(0, 2**63 - 1),
    process=st.integers(1, 200),
    replicate=st.integers(0, 2**20),
    province=st.integers(0, 60),
)


@given(NAMES, st.integers(0, 8_000))
def test_the_compiled_stream_is_that_of_numpy_bit_for_bit(name: StreamName, day: int) -> None:
    state = state_of(name)
    uniform(state)  # what another day has drawn is forgotten
    begin(state, day)
    theirs = stream(name.seed, name.process, replicate=name.replicate, province=name.province, day=day)
    assert [uniform(state) for _ in range(9)] == theirs.random(9).tolist()


@given(st.integers(0, 5_000), st.floats(0, 1), st.integers(0, 2**40))
def test_engine_and_reference_draw_the_same_binomial(n: int, chance: float, seed: int) -> None:
    state, day = state_of(StreamName(seed, 2)), 3
    begin(state, day)
    nobody = exp(n * log1p(-chance)) if chance < 1 else 0.0
    theirs = stream(seed, 2, day=day)
    assert [how_many(n, chance, nobody, state) for _ in range(3)] == [
        binomial(n, chance, theirs, nobody) for _ in range(3)
    ]
    assert uniform(state) == theirs.random()  # and leave the stream at the same place


@pytest.mark.parametrize(("n", "chance"), [(7, 0.3), (12, 0.8), (60, 0.5), (1, 0.02)])
def test_it_has_the_law_of_the_binomial(n: int, chance: float) -> None:
    state, draws = state_of(StreamName(11, 2)), 20_000
    nobody = exp(n * log1p(-chance))
    found = np.bincount([how_many(n, chance, nobody, state) for _ in range(draws)], minlength=n + 1)
    expected = draws * np.array([comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(n + 1)])
    likely = expected > 5
    squares = ((found - expected) ** 2 / expected)[likely]
    assert squares.sum() < likely.sum() + 4 * np.sqrt(2 * likely.sum())  # four standard deviations


@pytest.mark.parametrize(("n", "chance"), [(100_000, 0.001), (100_000, 0.004), (3_000, 0.7)])
def test_large_ones_are_drawn_in_parts_and_have_the_right_mean_and_spread(n: int, chance: float) -> None:
    state = state_of(StreamName(5, 2))
    nobody = exp(n * log1p(-chance))
    drawn = np.array([how_many(n, chance, nobody, state) for _ in range(2_000)])
    spread = np.sqrt(n * chance * (1 - chance))
    assert abs(drawn.mean() - n * chance) < 4 * spread / np.sqrt(len(drawn))
    assert drawn.std() == pytest.approx(spread, rel=0.08)


@pytest.mark.parametrize(("chance", "k"), [(0.0, 0), (1.0, 40)])
def test_what_is_certain_needs_no_draw(chance: float, k: int) -> None:
    state = state_of(StreamName(5, 2))
    before = state.copy()
    assert how_many(40, chance, 0.0, state) == k
    assert (state == before).all()
