import numpy as np
import polars as pl
import pytest
from tests.estimation.tables import QUICK

from saksi.estimation import Estimate, estimate, histories_from_frame
from saksi.estimation.strata import pooled, totals


def row(stratum: str | None, documented: int, total: float | None, method: str = "combined") -> Estimate:
    if total is None:
        return Estimate(method, documented, stratum=stratum, refused="Nothing overlaps.")
    draws = documented + (total - documented) * np.exp(0.1 * np.linspace(-2, 2, 201))
    return Estimate.from_draws(method, documented, draws, level=0.95, stratum=stratum)


def test_the_sum_is_the_sum_and_its_doubt_less_than_the_doubts_added() -> None:
    rows = [row(name, 100, 300) for name in "abcd"]
    [whole] = totals(rows, [row(None, 400, 1200)], QUICK)
    assert whole.total == pytest.approx(1200, rel=0.02)
    assert whole.upper is not None
    assert rows[0].upper is not None
    assert whole.upper - 1200 < 4 * (rows[0].upper - 300) * 0.7
    assert whole.warnings == ()


def test_a_stratum_without_an_answer_is_a_gap_that_is_seen() -> None:
    rows = [*(row(name, 100, 300) for name in "abc"), row("d", 100, None)]
    [whole] = totals(rows, [row(None, 400, 1200)], QUICK)
    assert whole.diagnostics["gaps"] == [{"stratum": "d", "documented": 100}]
    assert any("1 of 4 strata" in said for said in whole.warnings)
    assert whole.total == pytest.approx(1200, rel=0.05)  # as the others: 2 unseen for each documented
    assert whole.diagnostics["answered_strata"]["total"] == pytest.approx(900, rel=0.03)


def test_with_too_few_answers_there_is_no_sum() -> None:
    rows = [row("a", 100, 300), row("b", 100, None), row("c", 100, None)]
    [whole] = totals(rows, [row(None, 300, 900)], QUICK)
    assert whole.refused is not None
    assert "2 of 3 strata have no answer (b, c)" in whole.refused


def test_a_sum_far_from_the_unstratified_fit_is_doubted() -> None:
    rows = [row(name, 100, 300) for name in "abcd"]
    [whole] = totals(rows, [row(None, 400, 2500)], QUICK)
    assert any("factor of 2.1" in said for said in whole.warnings)


def test_pooling_finds_mean_and_spread_of_strata() -> None:
    rng = np.random.default_rng(1)
    true, noise = rng.normal(0.7, 0.4, 400), rng.uniform(0.05, 0.3, 400)
    mean, spread = pooled(true + noise * rng.standard_normal(400), noise**2)
    assert mean == pytest.approx(0.7, abs=0.06)
    assert spread == pytest.approx(0.4, abs=0.05)


def test_strata_of_one_table_come_one_by_one_with_their_sum() -> None:
    rng = np.random.default_rng(4)
    frames = []
    for year, number in (("1999", 1500), ("2000", 900), ("2001", 1)):
        on = rng.random((number, 3)) < np.array([0.5, 0.4, 0.3])
        on = on[on.any(axis=1)] if number > 1 else np.array([[True, False, False]])
        frames.append(pl.DataFrame(on, schema=["a", "b", "c"]).with_columns(year=pl.lit(year)))
    table = histories_from_frame(pl.concat(frames), strata=["year"])
    found = estimate(table, "dga,combined", settings=QUICK)
    assert [row.stratum for row in found if row.method == "combined"] == ["1999", "2000", "2001", None]
    assert found.of("combined", "1999").total == pytest.approx(1500, rel=0.15)
    assert found.of("combined", "2001").refused is not None  # one person
    assert "2001" in str(found["combined"].refused)


def test_dropping_refused_strata_leaves_too_few_and_filling_them_mends_it() -> None:
    """Strata of one law: those refused are the ones with few overlaps, whose share of unseen looks larger."""
    rng = np.random.default_rng(9)
    strata, people = 60, 130
    on = rng.random((strata * people, 4)) < 0.13
    frame = pl.DataFrame(on, schema=["a", "b", "c", "d"]).with_columns(
        place=np.repeat(np.arange(strata), people)
    )
    seen = frame.filter(pl.any_horizontal("a", "b", "c", "d"))
    found = estimate(histories_from_frame(seen, strata=["place"]), "dga,combined", settings=QUICK)
    whole = found["combined"]
    refused = [row for row in found if row.stratum and row.method == "combined" and row.refused]
    assert 5 < len(refused) < 50
    assert whole.total is not None
    truth = strata * people
    dropped = whole.diagnostics["answered_strata"]["total"]
    counted = dropped + sum(gap["documented"] for gap in whole.diagnostics["gaps"])
    assert dropped < counted < whole.total
    assert abs(np.log(whole.total / truth)) < abs(np.log(counted / truth))
