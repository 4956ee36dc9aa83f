from collections.abc import Callable
from math import exp

import numpy as np
import pytest
from scipy.stats import norm
from tests.estimation.conftest import Reference
from tests.estimation.test_chao import TABLES

from saksi.estimation.loglinear.stepwise import stepwise

LEVELS = {"2.5%": 0.025, "10%": 0.1, "point est.": 0.5, "90%": 0.9, "97.5%": 0.975}


@pytest.mark.shared
@pytest.mark.parametrize("name", TABLES)
def test_number_and_interval_are_sparsemses_to_every_printed_digit(
    name: str, reference: Callable[[str], Reference]
) -> None:
    table, said = reference(name)
    found = stepwise(table.cells(), threshold=0.02)
    assert found is not None
    printed = said["SparseMSE"]["stepwise"]["estimate"]
    ours = {
        key: table.documented + exp(found.unseen_log + float(norm.ppf(share)) * found.error)
        for key, share in LEVELS.items()
    }
    assert ours == {key: pytest.approx(value, abs=2e-6) for key, value in printed.items()}


@pytest.mark.shared
def test_a_threshold_of_zero_leaves_the_lists_independent(reference: Callable[[str], Reference]) -> None:
    table, said = reference("uk_5")
    found = stepwise(table.cells(), threshold=0)
    assert found is not None
    assert table.documented + found.unseen == pytest.approx(
        said["SparseMSE"]["main_effects"]["point est."], abs=2e-6
    )


def test_lists_that_never_overlap_have_no_estimate() -> None:
    cells = np.zeros(8)
    cells[[1, 2, 4]] = 40, 30, 20
    assert stepwise(cells, threshold=0.02) is None
