import json
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from tests.estimation.conftest import Reference
from tests.estimation.tables import QUICK, patterns, table_of

from saksi.estimation import CaptureHistories, EstimationSettings, estimate
from saksi.record import InvalidInput

KEYS = {
    "method", "stratum", "documented", "total", "lower", "upper", "level", "refused", "warnings", "caveats",
    "diagnostics",
}  # fmt: skip


def test_rows_hold_what_the_interface_promises(independent: Callable[..., CaptureHistories]) -> None:
    found = json.loads(estimate(independent(2000, 0.4, 0.3, 0.3), settings=QUICK).to_json())
    assert {row["method"] for row in found["results"]} == {"chao", "loglinear", "dga", "lcm", "combined"}
    assert set(found) == {"results", "settings", "versions", "input_sha256"}
    assert all(set(row) == KEYS for row in found["results"])
    assert found["results"][-1]["method"] == "combined"
    assert found["settings"]["seed"] == 1


def test_the_same_seed_gives_the_same_json_and_another_does_not(
    independent: Callable[..., CaptureHistories],
) -> None:
    table = independent(1500, 0.3, 0.3, 0.2)
    one, again, other = (
        estimate(table, "loglinear", settings=EstimationSettings(seed=seed, replicates=20)).to_json()
        for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other


def test_row_order_of_the_table_never_matters() -> None:
    frame = pl.DataFrame(
        {"a": [1, 0, 0, 1, 1, 0, 1], "b": [0, 1, 0, 1, 0, 1, 1], "c": [0, 0, 1, 0, 1, 1, 1],
         "count": [90, 80, 70, 14, 12, 9, 3]}
    )  # fmt: skip
    one, other = (estimate(f, "loglinear,dga", settings=QUICK).to_json() for f in (frame, frame.reverse()))
    assert one == other


@pytest.mark.shared
def test_artificial_3_refuses(reference: Callable[[str], Reference]) -> None:
    found = estimate(reference("artificial_3")[0], "loglinear,dga,combined", settings=QUICK)["combined"]
    assert found.refused is not None
    assert "people who are on both A and C" in found.diagnostics["needed"]


@pytest.mark.shared
def test_uk_5_says_that_models_disagree(reference: Callable[[str], Reference]) -> None:
    found = estimate(reference("uk_5")[0], "loglinear,dga,combined", settings=QUICK)["combined"]
    assert found.refused is not None
    assert found.refused.startswith("Models disagree: 11,000 (stepwise) or 23,000 (dga)")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["spina_bifida", "hiv_rome", "congenital_massachusetts"])
def test_where_models_agree_the_number_lies_among_theirs(
    name: str, reference: Callable[[str], Reference]
) -> None:
    table, said = reference(name)
    found = estimate(table, "loglinear,dga,combined", settings=QUICK)["combined"]
    assert found.total is not None
    assert found.total == pytest.approx(said["SparseMSE"]["stepwise"]["estimate"]["point est."], rel=0.1)


HARD = {
    "one list": patterns({"1": 50}),
    "two lists": patterns({"10": 50, "01": 40, "11": 30}),
    "nobody": CaptureHistories.grouped("ABC", np.zeros((0, 3), int)),
    "one person": patterns({"110": 1}),
    "an empty list": patterns({"100": 50, "010": 40, "110": 30}),
    "a copy": patterns({"100": 50, "011": 40, "111": 30}),
    "no overlap": patterns({"100": 50, "010": 40, "001": 30}),
    "everybody on all": patterns({"111": 50}),
    "a chain": patterns({"1000": 50, "1100": 9, "0110": 9, "0011": 9, "0001": 50}),
    "one list over all": patterns({"100": 50, "110": 20, "101": 20, "111": 5}),
}


@pytest.mark.parametrize("name", HARD)
def test_tables_that_cannot_carry_a_number_are_refused_with_a_cure(name: str) -> None:
    found = estimate(HARD[name], "loglinear,dga,combined", settings=QUICK)
    last = found.rows[-1]
    assert last.method == "combined"
    assert last.refused
    assert last.total is None
    assert "Needed:" in last.refused
    json.loads(found.to_json())


def test_twenty_five_lists_are_answered_or_refused_within_the_budget() -> None:
    rng = np.random.default_rng(7)
    on = rng.random((1500, 25)) < rng.uniform(0.01, 0.08, 25)
    found = estimate(table_of(on), "loglinear,dga,chao", settings=QUICK)
    assert {row.method for row in found} == {"loglinear", "dga", "chao"}
    for row in found:
        assert row.total is not None
        assert 900 < row.total < 2600


def test_a_method_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="did you mean chao"):
        estimate(patterns({"11": 3}), "chaos")


def test_a_cell_that_is_doubted_does_not_move_the_log_linear_answer() -> None:
    counts = {
        "1000": 300, "0100": 250, "0010": 220, "0001": 200, "1100": 40, "1010": 35, "0110": 33, "0011": 30,
        "1001": 31, "0101": 28, "1111": 2,
    }  # fmt: skip
    codes = [list(map(int, pattern)) for pattern in counts]
    doubt = np.array([False, *[True] * 10])
    unseen = []
    for more in (0, 2000):
        people = np.array(list(counts.values())) + np.array([more, *[0] * 10])
        table = CaptureHistories.grouped("ABCD", np.array(codes), people, reliable=doubt)
        row = estimate(table, "loglinear", settings=QUICK)["loglinear"]
        assert row.documented == 1169 + more
        unseen.append((row.total or 0) - row.documented)
    assert unseen[0] == pytest.approx(unseen[1])
    assert unseen[0] > 0
