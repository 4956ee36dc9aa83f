import numpy as np
import pytest

from saksi.estimation.loglinear.designs import design, pairs
from saksi.estimation.loglinear.existence import exists

# artificial_3 of Chan, Silverman and Vincent: A, B, C and AB hold people; AC, BC and ABC are empty.
FILLED = np.array([True, True, True, True, False, False, False])


@pytest.mark.parametrize(
    ("terms", "filled", "found"),
    [
        ((), FILLED, True),
        ((0b011,), FILLED, False),  # the constant runs away: 1.4e13 in Rcapture
        (pairs(3), np.ones(7, bool), True),
        ((0b011, 0b111), np.ones(7, bool), True),
        ((), np.array([True, True, False, True, False, False, False]), False),  # nobody is on the last list
    ],
)
def test_published_examples(terms: tuple[int, ...], filled: np.ndarray, found: bool) -> None:
    assert exists(design(3, terms), filled) is found


def test_more_coefficients_than_patterns_are_never_identified() -> None:
    assert not exists(design(3, (*pairs(3), 0b111)), np.ones(7, bool))


def test_it_agrees_with_whether_the_likelihood_has_an_end() -> None:
    """Fit with a vanishing ridge: a coefficient that runs away says that there is no maximum."""
    rng = np.random.default_rng(4)
    seen = set()
    for _ in range(60):
        counts = rng.poisson(0.8, 7).astype(float)
        terms = tuple(t for t in pairs(3) if rng.random() < 0.5)
        columns = design(3, terms)
        found = exists(columns, counts > 0)
        seen.add(found)
        assert found == (_largest(columns, counts) < 30)
    assert seen == {True, False}


def _largest(columns: np.ndarray, counts: np.ndarray) -> float:
    beta = np.zeros(columns.shape[1])
    for _ in range(400):
        mean = np.exp(np.clip(columns @ beta, -500, 60))
        gradient = columns.T @ (counts - mean) - 1e-18 * beta
        step = np.linalg.solve(columns.T * mean @ columns + 1e-14 * np.eye(len(beta)), gradient)
        beta = beta + step * min(1.0, 2 / max(np.abs(step).max(), 1e-12))
    return float(np.abs(beta).max())
