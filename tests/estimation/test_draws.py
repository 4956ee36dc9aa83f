from dataclasses import replace

import numpy as np
import pytest
from tests.estimation.tables import QUICK, table_of

from saksi.estimation import CaptureHistories, Estimate, estimate
from saksi.estimation.draws import FILLINGS, completed, mix

LAW = np.array([0.35, 0.3, 0.25, 0.2])


def people(seed: int, number: int = 2500) -> np.ndarray:
    return np.random.default_rng(seed).random((number, 4)) < LAW


def row(total: float, spread: float, method: str = "dga") -> Estimate:
    draws = total * np.exp(spread * np.linspace(-2, 2, 101))
    return Estimate.from_draws(method, 100, draws, level=0.95)


def test_one_table_is_its_own_answer() -> None:
    rows = [row(300, 0.1)]
    assert mix([(rows, 1.0)], QUICK) is rows


def test_draws_that_differ_widen_the_interval_and_their_share_is_said() -> None:
    [mixed] = mix([([row(300, 0.05)], 1.0), ([row(600, 0.05)], 1.0)], QUICK)
    assert mixed.lower is not None
    assert mixed.upper is not None
    assert mixed.lower < 310
    assert mixed.upper > 590
    assert mixed.diagnostics["draws"]["share_of_variance_between"] > 0.9


def test_equal_draws_cost_nothing() -> None:
    [mixed] = mix([([row(300, 0.05)], 1.0), ([row(300, 0.05)], 3.0)], QUICK)
    assert mixed.diagnostics["draws"]["share_of_variance_between"] == pytest.approx(0)
    assert mixed.total == pytest.approx(300, rel=1e-3)


def test_weights_decide() -> None:
    [mixed] = mix([([row(300, 0.05)], 99.0), ([row(600, 0.05)], 1.0)], QUICK)
    assert mixed.total == pytest.approx(300, rel=0.02)


@pytest.mark.parametrize(("refused", "answered"), [(1, True), (3, False)])
def test_it_refuses_where_most_draws_do_and_says_so_where_some_do(refused: int, answered: bool) -> None:
    no = Estimate("dga", 90, refused="Nothing overlaps.", diagnostics={"rule": "no_three_overlap"})
    rows = [([no], 1.0)] * refused + [([row(300, 0.1)], 1.0)] * (4 - refused)
    [mixed] = mix(rows, QUICK)
    assert mixed.answered == answered
    said = " ".join(mixed.warnings) if answered else str(mixed.refused)
    assert f"{refused / 4:.0%} of 4 draws" in said


def test_unknown_memberships_are_neither_yes_nor_no() -> None:
    """Hide a third of one list at random: as absence the total would rise by about a tenth."""
    on, rng = people(2), np.random.default_rng(8)
    member = on.astype(np.int8)
    hidden = (rng.random(len(on)) < 0.35) & np.delete(on, 0, axis=1).any(axis=1)
    member[hidden, 0] = -1
    seen = on.any(axis=1)
    table = CaptureHistories.grouped([f"list{j}" for j in range(4)], member[seen])
    [whole, part, zero] = (
        estimate(one, "dga", settings=QUICK)["dga"].total or 0
        for one in (table_of(on), table, table_of(np.where(member == -1, 0, member) == 1))
    )
    assert abs(np.log(part / whole)) < abs(np.log(zero / whole)) / 2


def test_filled_tables_keep_everybody_and_share_the_weight() -> None:
    table = replace(
        CaptureHistories.grouped(
            "ABC", np.array([[1, -1, 0], [1, 1, 0], [-1, -1, 1]]), np.array([50, 30, 20])
        ),
        weight=2.0,
    )
    made = completed(table, seed=1)
    assert len(made) == FILLINGS
    assert {one.documented for one in made} == {100}
    assert sum(one.weight for one in made) == pytest.approx(2.0)
    assert len({one.content_hash for one in made}) > 1
    assert [one.content_hash for one in completed(table, seed=1)] == [one.content_hash for one in made]


def test_linkage_draws_with_missed_matches_show_up_as_variance_between_them() -> None:
    on, tables = people(5), []
    for missed in (0.0, 0.1, 0.2):
        rng = np.random.default_rng(6)
        lost = on & (rng.random(on.shape) < missed) & (on.sum(axis=1) > 1)[:, None]
        person, where = np.nonzero(lost)
        alone = np.zeros((len(person), 4), bool)
        alone[np.arange(len(person)), where] = True
        tables.append(table_of(np.vstack([on & ~lost, alone])))
    found = estimate(tables, "dga", settings=QUICK)["dga"]
    assert found.diagnostics["draws"]["number"] == 3
    assert found.diagnostics["draws"]["share_of_variance_between"] > 0.5
