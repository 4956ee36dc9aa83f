import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize

from saksi.estimation.loglinear.designs import Model, design, pairs
from saksi.estimation.loglinear.fitting import fit
from saksi.estimation.loglinear.tables import frame


def test_it_finds_the_maximum_that_a_general_optimiser_finds() -> None:
    columns, counts = design(3, (0b011,)), np.array([40.0, 31, 9, 22, 8, 6, 4])
    found = fit(columns, counts[None], np.ones((1, 5), bool), np.ones((1, 7), bool))

    def loss(beta: np.ndarray) -> float:
        return float(np.exp(columns @ beta).sum() - counts @ columns @ beta)

    best = minimize(loss, found.coefficients[0] + 0.3, method="BFGS", options={"gtol": 1e-9})
    assert found.coefficients[0] == pytest.approx(best.x, abs=1e-5)
    curvature = np.array(
        [approx_fprime(best.x, lambda b, i=i: approx_fprime(b, loss, 1e-5)[i], 1e-4) for i in range(5)]
    )
    assert found.constant_error[0] == pytest.approx(np.sqrt(np.linalg.inv(curvature)[0, 0]), rel=0.01)


def test_a_stack_of_fits_says_what_each_alone_says() -> None:
    rng = np.random.default_rng(2)
    held = frame(3, pairs(3))
    columns = np.array([held.columns(Model(terms)) for terms in ((), (3,), (3, 5), (3, 5, 6))])
    counts = rng.poisson(20, (4, 7)).astype(float)
    cells = np.ones((4, 7), bool)
    cells[1, 6] = False
    stack = fit(held.design, counts, columns, cells)
    for at in range(4):
        alone = fit(held.design, counts[at : at + 1], columns[at : at + 1], cells[at : at + 1])
        assert stack.coefficients[at] == pytest.approx(alone.coefficients[0], abs=1e-9)
        assert stack.constant_error[at] == pytest.approx(alone.constant_error[0], rel=1e-9)


def test_a_cell_that_is_left_out_changes_nothing_whatever_it_holds() -> None:
    columns = design(3, ())
    cells = np.array([[True] * 6 + [False]])
    low, high = (
        fit(columns, np.array([[40.0, 30, 9, 22, 8, 6, last]]), np.ones((1, 4), bool), cells)
        for last in (0, 900)
    )
    assert low.coefficients == pytest.approx(high.coefficients)
