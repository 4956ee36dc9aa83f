from collections.abc import Callable

import numpy as np
import pytest
from tests.estimation.conftest import Reference

from saksi.estimation.loglinear.designs import Model, hierarchical
from saksi.estimation.loglinear.search import weigh


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 113), (5, 1024)])
def test_the_number_of_models_is_the_textbooks(lists: int, number: int) -> None:
    models = hierarchical(lists)
    assert len(set(models)) == len(models) == number


@pytest.mark.shared
@pytest.mark.parametrize("name", ["kosovo", "hiv_rome", "uk_5", "western_us", "spina_bifida", "sim_sim3"])
def test_the_best_model_is_rcaptures(name: str, reference: Callable[[str], Reference]) -> None:
    table, said = reference(name)
    best = said["Rcapture"]["best_BIC"][0]
    _, found = weigh(table.cells())
    assert found is not None
    assert table.documented + np.exp(found.unseen_log[0]) == pytest.approx(best["abundance"], rel=1e-4)


@pytest.mark.shared
def test_a_model_without_an_estimate_never_weighs_anything(reference: Callable[[str], Reference]) -> None:
    table, said = reference("artificial_3")
    assert said["Rcapture"]["best_BIC"][0]["abundance"] > 1e13  # what comes of weighing first
    _, found = weigh(table.cells())
    assert found is not None
    assert found.without > 0
    assert table.documented + np.exp(found.unseen_log).max() < 1000
    assert Model((0b011,)) not in found.models


def test_a_model_is_named_by_its_largest_terms() -> None:
    assert Model((3, 5, 6, 7), "darroch").name(("police", "press", "clinic", "kin")) == (
        "police*press*clinic, kin; visibility varies (darroch)"
    )


def test_the_search_over_six_lists_finds_the_model_that_made_the_table() -> None:
    rng = np.random.default_rng(5)
    codes = np.arange(64)
    on = (codes[:, None] >> np.arange(6)) & 1
    eta = on @ np.full(6, -1.5) + 1.6 * on[:, 0] * on[:, 1] + 1.4 * on[:, 2] * on[:, 5]
    chances = np.exp(eta) / np.exp(eta).sum()
    cells = rng.multinomial(20_000, chances).astype(float)
    _, found = weigh(cells)
    assert found is not None
    assert found.models[0].terms == (0b000011, 0b100100)
    assert cells[1:].sum() + np.exp(found.unseen_log[0]) == pytest.approx(20_000, rel=0.05)


def test_a_search_that_is_late_keeps_the_independent_lists() -> None:
    cells = np.random.default_rng(5).poisson(30, 64).astype(float)
    _, found = weigh(cells, late=lambda: True)
    assert found is not None
    assert found.models == (Model(),)
