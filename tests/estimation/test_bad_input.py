"""Item by item what a careless table holds: a clear error, or a refusal that says what is missing."""

import numpy as np
import polars as pl
import pytest
from tests.estimation.tables import QUICK, patterns, table_of

from saksi.estimation import CaptureHistories, Estimates, estimate, histories_from_csv, histories_from_frame
from saksi.record import InvalidInput

EVERY = "chapman,chao,loglinear,dga,lcm,combined"


def all_refused(table: CaptureHistories) -> Estimates:
    found = estimate(table, EVERY, settings=QUICK)
    for row in found:
        assert row.total is None, row.method
        assert row.refused, row.method
    return found


def test_one_list_is_refused_by_every_method() -> None:
    found = all_refused(patterns({"1": 50}))
    assert "a second list" in str(found["chao"].refused)
    assert "there are 1 (A)" in str(found["combined"].refused)


def test_empty_lists_leave_the_table_and_are_named() -> None:
    table = patterns(
        {"10000": 90, "01000": 80, "00100": 70, "11000": 14, "10100": 12, "01100": 9, "11100": 3}
    )
    found = estimate(table, "dga,combined", settings=QUICK)["combined"]
    assert found.total is not None
    assert found.diagnostics["empty_lists"] == ["D", "E"]


def test_only_empty_lists_are_refused() -> None:
    all_refused(CaptureHistories.grouped("ABC", np.zeros((0, 3), int)))


def test_a_list_given_three_times_counts_once() -> None:
    rng = np.random.default_rng(5)
    on = rng.random((2000, 3)) < np.array([0.3, 0.25, 0.35])
    plain = estimate(table_of(on), "dga,combined", settings=QUICK)["combined"]
    thrice = estimate(table_of(np.column_stack([on, on[:, 2], on[:, 2]])), "dga,combined", settings=QUICK)
    assert thrice["combined"].total == pytest.approx(plain.total, rel=0.01)
    assert sum("a copy" in said for said in thrice["combined"].warnings) == 2


def test_three_lists_of_which_two_are_copies_are_two_lists() -> None:
    found = estimate(patterns({"100": 50, "011": 40, "111": 30}), "dga,combined", settings=QUICK)
    assert "there are 2" in str(found["combined"].refused)


@pytest.mark.parametrize(
    ("count", "why"), [("-3", "negative"), ("2.5", "a fraction of a person"), ("1e400", "no number")]
)
def test_counts_that_are_no_people_name_their_row(count: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=f"lists.csv, row 3, count: {why}; needed whole people"):
        histories_from_csv(f"a,b,count\n1,0,4\n0,1,{count}\n".encode(), name="lists.csv")
    with pytest.raises(InvalidInput, match="row 2"):
        CaptureHistories.grouped("AB", np.array([[1, 0], [0, 1]]), np.array([4.0, float(count)]))


def test_people_counted_on_no_list_are_an_error_that_says_what_they_are() -> None:
    with pytest.raises(InvalidInput, match="that pattern is what is to be estimated"):
        histories_from_csv(b"a,b,count\n1,0,4\n0,0,9\n1,1,2\n")
    by_person = pl.DataFrame({"a": [1, 0, 1], "b": [0, 0, 1]})
    with pytest.raises(InvalidInput, match="row 3: people are counted who are on no list"):
        histories_from_frame(by_person)


def test_an_all_zero_row_that_counts_nobody_is_passed_over() -> None:
    assert histories_from_csv(b"a,b,count\n0,0,0\n1,0,4\n1,1,2\n").documented == 6


def test_twenty_five_lists_come_back_from_every_method_in_time() -> None:
    rng = np.random.default_rng(7)
    on = rng.random((900, 25)) < rng.uniform(0.02, 0.1, 25)
    found = estimate(table_of(on), "chao,loglinear,dga,lcm,combined", settings=QUICK)
    for row in found:
        assert row.refused or 500 < (row.total or 0) < 1600, row.method
    assert all(row.diagnostics["merged"] for row in found if row.method in {"loglinear", "dga"})


def test_a_stratum_with_one_person_is_a_gap_beside_those_that_have_an_answer() -> None:
    rng = np.random.default_rng(4)
    on = rng.random((1200, 3)) < np.array([0.5, 0.4, 0.3])
    frame = pl.DataFrame(on, schema=["a", "b", "c"]).with_columns(year=pl.lit("1999"))
    lone = pl.DataFrame({"a": [True], "b": [False], "c": [False], "year": ["2000"]})
    seen = pl.concat([frame, lone]).filter(pl.any_horizontal("a", "b", "c"))
    found = estimate(histories_from_frame(seen, strata=["year"]), "dga,combined", settings=QUICK)
    assert found.of("combined", "1999").total == pytest.approx(1200, rel=0.15)
    assert found.of("combined", "2000").refused is not None
    assert found["combined"].diagnostics["gaps"] == [{"stratum": "2000", "documented": 1}]
