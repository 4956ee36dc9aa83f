"""Diagnostics: the published definitions, as ArviZ computes them, and what they must find."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.estimation.diagnostics import diagnose, ess_bulk, ess_tail, rank_counts, rhat
from saksi.record import InvalidInput

with warnings.catch_warnings():  # of its own future
    warnings.simplefilter("ignore")
    import arviz


def autoregressive(
    rho: float, draws: int, *, chains: int = 4, apart: float = 0.0, seed: int = 1
) -> np.ndarray:
    rng = np.random.default_rng(seed)
    chain = rng.standard_normal((chains, draws))
    for at in range(1, draws):
        chain[:, at] += rho * chain[:, at - 1]
    return chain + apart * np.arange(chains)[:, None]


@pytest.mark.parametrize("draws", [100, 101, 1000])
@pytest.mark.parametrize(
    ("rho", "apart"), [(0.0, 0.0), (0.5, 0.1), (0.95, 0.0), (-0.6, 0.0), (0.3, 2.0), (0.999, 0.0)]
)
def test_they_are_what_arviz_says(rho: float, apart: float, draws: int) -> None:
    chains = autoregressive(rho, draws, apart=apart)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [float(arviz.rhat(chains))]  # type: ignore[no-untyped-call]
        theirs.append(float(arviz.ess(chains, method="bulk")))  # type: ignore[no-untyped-call]
        theirs.append(float(arviz.ess(chains, method="tail", prob=(0.05, 0.95))))  # type: ignore[no-untyped-call]
    found = diagnose(chains)
    assert [found.rhat, found.ess_bulk, found.ess_tail] == pytest.approx(theirs, rel=1e-6)


def test_independent_draws_are_worth_their_number() -> None:
    chains = np.random.default_rng(3).standard_cauchy((4, 2_000))  # no mean: ranks do not mind
    found = diagnose(chains)
    assert found.rhat is not None
    assert found.rhat < 1.005
    assert found.ess_bulk == pytest.approx(8_000, rel=0.1)


def test_an_autoregressive_chain_is_worth_what_theory_says() -> None:
    rho, draws = 0.9, 20_000
    assert ess_bulk(autoregressive(rho, draws)) == pytest.approx(4 * draws * (1 - rho) / (1 + rho), rel=0.15)


def test_one_chain_elsewhere_is_seen() -> None:
    chains = autoregressive(0.2, 500)
    chains[3] += 3
    assert (rhat(chains) or 0) > 1.2


def test_a_chain_of_another_width_is_seen_by_folding() -> None:
    chains = autoregressive(0.0, 1_000)
    chains[0] *= 5
    assert float(arviz.rhat(chains, method="split")) < 1.01  # type: ignore[no-untyped-call]
    assert (rhat(chains) or 0) > 1.05


def test_constant_chains_have_no_value() -> None:
    found = diagnose(np.full((4, 50), 7.0))
    assert (found.rhat, found.ess_bulk, found.ess_tail) == (None, None, None)


def test_ranks_of_like_chains_are_flat_and_of_one_apart_are_not() -> None:
    chains = np.random.default_rng(5).standard_normal((4, 4_000))
    flat = rank_counts(chains, bins=10)
    assert flat.sum(axis=1).tolist() == [4_000] * 4
    assert abs(flat - 400).max() < 100
    chains[2] += 4
    assert rank_counts(chains, bins=10)[2, :5].sum() < 40


@given(st.floats(0.1, 1e3), st.floats(-1e3, 1e3), st.integers(8, 60))
def test_scale_and_place_do_not_matter(scale: float, place: float, draws: int) -> None:
    chains = np.random.default_rng(draws).standard_normal((3, draws))
    one, other = diagnose(chains), diagnose(scale * chains + place)
    assert (one.ess_bulk, one.ess_tail) == pytest.approx((other.ess_bulk, other.ess_tail), rel=1e-6)


@pytest.mark.parametrize("draws", [np.zeros(10), np.zeros((2, 7)), np.array([[1.0, np.nan] * 8] * 2)])
def test_what_is_no_set_of_chains_is_refused(draws: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match=r"draws of shape|not a finite"):
        ess_tail(draws)
