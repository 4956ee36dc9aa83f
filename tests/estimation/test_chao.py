from collections.abc import Callable

import pytest
from tests.estimation.conftest import Reference
from tests.estimation.tables import QUICK, patterns

from saksi.estimation import Refused
from saksi.estimation.chao import chao

TABLES = (
    "artificial_3", "congenital_massachusetts", "gaza", "hare", "hepatitis_taiwan", "hiv_rome", "kosovo",
    "philippines_manila_police", "philippines_manila_unidentified", "sim_nonidentifiability_example_small",
    "sim_sim1", "sim_sim3", "sim_sim5", "sim_wide_growing_5", "sim_wide_growing_independent_5",
    "spina_bifida", "uk", "uk_5", "western_us",
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", TABLES)
def test_it_says_what_rcapture_says(name: str, reference: Callable[[str], Reference]) -> None:
    table, said = reference(name)
    [model] = [one for one in said["Rcapture"]["closedp_t"] if one["model"] == "Mth Chao (LB)"]
    row = chao(table, seed=1, budget_seconds=1, settings=QUICK)
    assert row.total == pytest.approx(model["abundance"], rel=1e-8)


def test_it_never_claims_a_floor() -> None:
    row = chao(
        patterns({"100": 40, "010": 30, "001": 20, "110": 9, "011": 8}),
        seed=1,
        budget_seconds=1,
        settings=QUICK,
    )
    assert not any("at least" in said for said in (*row.caveats, *row.warnings))
    assert any("no floor" in said for said in row.caveats)


def test_without_overlap_it_refuses() -> None:
    with pytest.raises(Refused, match="two lists"):
        chao(patterns({"100": 40, "010": 30, "001": 20}), seed=1, budget_seconds=1, settings=QUICK)
