import numpy as np

from saksi.estimation.loglinear.bootstrap import reselected
from saksi.estimation.loglinear.search import weigh

CELLS = np.array([0, 400, 310, 90, 220, 60, 45, 20], dtype=float)


def test_the_same_seed_gives_the_same_tables() -> None:
    held, found = weigh(CELLS)
    assert found is not None
    first, second = (
        reselected(held, found.columns, CELLS, replicates=40, rng=np.random.default_rng(3))[0]
        for _ in range(2)
    )
    assert (first == second).all()


def test_choosing_anew_is_less_sure_than_one_model() -> None:
    held, found = weigh(CELLS)
    assert found is not None
    one, _ = reselected(held, found.columns[:1], CELLS, replicates=300, rng=np.random.default_rng(3))
    race, chosen = reselected(held, found.columns, CELLS, replicates=300, rng=np.random.default_rng(3))
    assert len(set(chosen.tolist())) > 1
    assert np.log(race).std() > np.log(one).std()


def test_late_it_keeps_to_the_best_model() -> None:
    held, found = weigh(CELLS)
    assert found is not None
    _, chosen = reselected(
        held, found.columns, CELLS, replicates=20, rng=np.random.default_rng(3), late=lambda: True
    )
    assert set(chosen.tolist()) == {0}


def test_a_table_without_any_estimate_is_not_counted() -> None:
    cells = np.array([0, 30, 30, 0, 30, 0, 0, 1], dtype=float)
    held, found = weigh(cells)
    assert found is not None
    totals, chosen = reselected(held, found.columns, cells, replicates=100, rng=np.random.default_rng(3))
    assert np.isnan(totals).any()
    assert (np.isnan(totals) == (chosen == -1)).all()
