from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimation.tables import QUICK, patterns

from saksi.estimation import CaptureHistories, Estimate, Refused
from saksi.estimation.chapman import MINIMUM_OVERLAP, chapman


def answer(table: CaptureHistories) -> Estimate:
    return chapman(table, seed=1, budget_seconds=1, settings=QUICK)


def histories(only_first: int, only_second: int, both: int) -> CaptureHistories:
    return patterns({"10": only_first, "01": only_second, "11": both})


def test_the_example_worked_by_hand_in_the_manual() -> None:
    assert answer(histories(20, 15, both=9)).total == 44 + 20 * 15 / (9 + 1)


def test_over_every_possible_overlap_it_is_right_on_average() -> None:
    people, n1, n2 = 40, 30, 25  # unbiased where n1 + n2 >= people (Chapman 1951)
    ways = {m: comb(n1, m) * comb(people - n1, n2 - m) for m in range(n1 + n2 - people, n2)}
    totals = (w * (answer(histories(n1 - m, n2 - m, m)).total or 0) for m, w in ways.items())
    assert sum(totals) / comb(people, n2) == pytest.approx(people, rel=1e-4)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(MINIMUM_OVERLAP, 300))
def test_the_interval_never_undercuts_the_documented(a: int, b: int, both: int) -> None:
    row = answer(histories(a, b, both))
    assert row.total is not None
    assert row.lower is not None
    assert row.upper is not None
    assert row.documented <= row.lower <= row.total <= row.upper


@pytest.mark.parametrize(("lists", "why"), [((50, 50, 6), "6 people"), ((0, 30, 20), "inside")])
def test_it_refuses_and_says_why(lists: tuple[int, int, int], why: str) -> None:
    with pytest.raises(Refused, match=why):
        answer(histories(*lists))


def test_three_lists_are_another_methods_work() -> None:
    with pytest.raises(Refused, match="3 lists"):
        answer(patterns({"111": 20, "100": 30, "010": 30}))
