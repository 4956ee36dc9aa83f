import polars as pl
import pytest

from saksi.record import InvalidInput
from saksi.simulation.scores import score_estimates
from saksi.simulation.scores.estimates import stratum_total

TOTALS = pl.DataFrame(
    {"year": [1, 1, 2], "status": ["elite", "ordinary", "ordinary"], "total": [10, 100, 90]}
)


def result(
    total: float | None, lower: float | None, upper: float | None, **more: object
) -> dict[str, object]:
    refused = None if total is not None else "overlap 3 people"
    return {
        "method": "chao",
        "stratum": None,
        "total": total,
        "lower": lower,
        "upper": upper,
        "refused": refused,
        **more,
    }


def test_bias_coverage_width_and_refusals() -> None:
    results = [result(220, 190, 260), result(300, 250, 380), result(100, 90, 110), result(None, None, None)]
    found = {one.measure: (one.value, one.n) for one in score_estimates(results, TOTALS)}
    assert found == {
        "bias": (pytest.approx(0.1), 3), "coverage": (pytest.approx(1 / 3), 3),
        "width": (pytest.approx((70 + 130 + 20) / 600), 3), "refused": (0.25, 4),
    }  # fmt: skip


def test_where_everything_was_refused_nothing_is_known_but_that() -> None:
    found = {one.measure: one.value for one in score_estimates([result(None, None, None)], TOTALS)}
    assert found == {"bias": None, "coverage": None, "width": None, "refused": 1.0}


@pytest.mark.parametrize(
    ("stratum", "name", "total"),
    [
        (None, "all", 200), ("all", "all", 200), ({"year": 1}, "year=1", 110),
        ("year=2, status=ordinary", "status=ordinary, year=2", 90),
        ({"status": "ordinary"}, "status=ordinary", 190),
        ("status: elite", "status=elite", 10),
    ],
)  # fmt: skip
def test_a_stratum_is_null_a_mapping_or_words(stratum: object, name: str, total: int) -> None:
    assert stratum_total(stratum, TOTALS) == (name, total)


@pytest.mark.parametrize(
    ("stratum", "why"),
    [("north", "neither"), ({"county": 3}, "stratum column 'county'"), ("year=7", "holds nobody")],
)
def test_a_stratum_of_another_run_is_refused(stratum: object, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        stratum_total(stratum, TOTALS)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([{}], "results, entry 1: no method"),
        ([5], "results, entry 1: no method"),
        ([result(1, 1, 2) | {"upper": "many"}], "a total or bound is no number"),
    ],
)
def test_results_of_another_form_are_refused(results: list[dict[str, object]], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        score_estimates(results, TOTALS)


def test_methods_and_strata_are_scored_apart() -> None:
    results = [result(200, 1, 999), result(9, 1, 20, method="lcm", stratum={"status": "elite"})]
    assert {one.stratum for one in score_estimates(results, TOTALS)} == {
        "method=chao",
        "method=lcm, status=elite",
    }
