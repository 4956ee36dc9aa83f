from collections.abc import Callable

import numpy as np
import pytest
from tests.estimation.conftest import Reference
from tests.estimation.tables import QUICK, patterns

from saksi.estimation.decomposable import dga
from saksi.estimation.decomposable.averaging import average, grid
from saksi.estimation.decomposable.graphs import chordal_graphs

TABLES = (
    "artificial_3", "congenital_massachusetts", "gaza", "hepatitis_taiwan", "hiv_rome", "kosovo",
    "sim_nonidentifiability_example_small", "sim_sim1", "sim_sim3", "sim_sim5", "sim_wide_growing_5",
    "sim_wide_growing_independent_5", "spina_bifida", "uk_5", "western_us",
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", TABLES)
def test_quantiles_are_those_of_the_package_within_half_a_per_cent(
    name: str, reference: Callable[[str], Reference]
) -> None:
    table, said = reference(name)
    cells, graphs = table.cells(), chordal_graphs(len(table.lists))
    for block in said["dga"]["results"].values():
        last, step = block["Nmissing_max"], block["Nmissing_step"]
        points = grid(last, first=1)  # the package starts at one
        if step > 1:  # and then its own steps matter where most of the mass lies near none
            points = (np.arange(1, last + 1, step, dtype=float), np.full(-(-last // step), float(step)))
        found = average(cells, graphs, delta=block["delta"], points=points, complete=True)
        for name_, value in block["quantiles"].items():
            ours = table.documented + float(found.quantile(float(name_[:-1]) / 100))
            assert ours == pytest.approx(value, rel=0.005, abs=step)


def test_one_graph_of_independent_lists_has_the_posterior_worked_by_hand() -> None:
    """Without edges the likelihood of each list is beta-binomial; every point is summed on its own."""
    from scipy.special import gammaln  # noqa: PLC0415 - a second way to the same number

    cells = np.array([0, 12, 9, 5, 7, 3, 2, 1], dtype=float)
    graphs = chordal_graphs(3)
    empty = graphs._replace(signs=graphs.signs[graphs.edges == 0], edges=np.array([0]), complete=99)
    unseen = np.arange(0, 400, dtype=float)
    found = average(cells, empty, delta=0.125, points=(unseen, np.ones(400)), complete=True)
    n = cells.sum()
    direct = gammaln(n + unseen + 1) - gammaln(unseen + 1) - np.log(n + unseen)
    for bit in (1, 2, 4):
        on = cells[[code for code in range(8) if code & bit]].sum()
        direct += gammaln(0.5 + on) + gammaln(0.5 + n + unseen - on) - gammaln(1 + n + unseen)
    direct = np.exp(direct - direct.max())
    assert found.mass == pytest.approx(direct / direct.sum(), rel=1e-9)


def test_the_grid_stands_for_every_whole_number_once() -> None:
    points, width = grid(5000)
    assert points[0] == 0
    assert width.sum() == 5001
    assert len(points) < 900


def test_the_complete_graph_is_left_out_and_its_weight_is_said() -> None:
    table = patterns({"100": 40, "010": 30, "001": 20, "110": 6, "011": 5, "101": 4, "111": 3})
    row = dga(table, seed=1, budget_seconds=1, settings=QUICK)
    assert all(one["cliques"] != "A*B*C" for one in row.diagnostics["graphs"])
    assert 0 < row.diagnostics["complete_graph_weight"] < 1
    assert [one["delta"] for one in row.diagnostics["prior_sensitivity"]] == [0.125, 0.5, 1.0]


def test_more_than_six_lists_are_merged_and_nobody_is_lost(independent: Callable[..., object]) -> None:
    table = independent(800, 0.3, 0.25, 0.2, 0.2, 0.15, 0.1, 0.1, 0.05)
    row = dga(table, seed=1, budget_seconds=1, settings=QUICK)  # type: ignore[arg-type]
    assert len(row.diagnostics["merged"]) in {1, 2}
    assert row.lower is not None
    assert row.upper is not None
    assert row.lower < 800 < row.upper


def test_without_the_complete_graph_the_others_answer_however_little_they_weigh() -> None:
    """All on all three lists or on one: no simpler graph fits, by hundreds of log units."""
    cells = np.array([0, 9000, 9000, 3, 9000, 2, 4, 9000], dtype=float)
    found = average(cells, chordal_graphs(3), delta=0.125, points=grid(30 * cells.sum()), complete=False)
    assert found.complete_weight > 1 - 1e-12
    assert found.weights[chordal_graphs(3).complete] == 0
    assert found.mass.sum() == pytest.approx(1)


def test_leaving_out_hopeless_graphs_of_six_lists_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from saksi.estimation.decomposable import averaging  # noqa: PLC0415 - its constant is turned off

    cells = np.random.default_rng(3).poisson(6, 64).astype(float)
    points = grid(3 * cells[1:].sum())
    quick = average(cells, chordal_graphs(6), delta=2.0**-6, points=points, complete=False)
    monkeypatch.setattr(averaging, "MANY", 10**6)
    whole = average(cells, chordal_graphs(6), delta=2.0**-6, points=points, complete=False)
    assert quick.mass == pytest.approx(whole.mass, rel=1e-5, abs=1e-12)
