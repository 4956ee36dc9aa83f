import numpy as np
import pytest
from tests.estimation.tables import patterns, table_of

from saksi.estimation import Estimate
from saksi.estimation.refusals import (
    answer_far_beyond,
    families_disagree,
    graphs_say_nothing,
    no_three_overlap,
    of_table,
    one_list_holds_all,
    rounded,
    tidied,
    too_few_lists,
    too_few_shared,
)

SOUND = patterns({"100": 90, "010": 80, "001": 70, "110": 12, "101": 11, "011": 9, "111": 3})


def test_a_sound_table_breaks_no_rule() -> None:
    assert of_table(SOUND) == []
    assert tidied(SOUND).table is SOUND


def test_two_lists_are_too_few_and_a_third_would_cure_it() -> None:
    found = too_few_lists(patterns({"10": 50, "01": 40, "11": 30}))
    assert found is not None
    assert found.refuses
    assert "further list" in found.needed[0]


def test_three_lists_in_a_row_name_the_overlap_that_is_missing() -> None:
    found = no_three_overlap(patterns({"100": 50, "010": 40, "001": 30, "110": 20, "011": 20}))
    assert found is not None
    assert found.needed == ("people who are on both A and C",)


def test_a_handful_of_shared_people_is_no_evidence() -> None:
    found = too_few_shared(patterns({"100": 50, "010": 40, "001": 30, "110": 4, "011": 3, "101": 2}))
    assert found is not None
    assert "9 people" in found.says


def test_a_list_that_holds_everybody_may_be_the_others_source() -> None:
    found = one_list_holds_all(patterns({"100": 50, "110": 30, "101": 20, "111": 5}))
    assert found is not None
    assert "A" in found.needed[0]


def test_an_empty_list_is_left_out_and_is_no_doubt() -> None:
    tidy = tidied(patterns({"1000": 50, "0100": 40, "0010": 30, "1100": 9, "0110": 9, "1010": 9}))
    assert tidy.table.lists == ("A", "B", "C")
    assert (tidy.empty, tidy.verdicts) == (("D",), ())


def test_a_list_of_three_inside_another_is_chance() -> None:
    table = patterns({"1000": 200, "0100": 150, "0010": 90, "1100": 40, "1010": 30, "0110": 20, "1001": 3})
    assert tidied(table).verdicts == ()


@pytest.mark.parametrize("missed", [0.0, 0.04])
def test_a_list_printed_twice_counts_once(missed: float) -> None:
    rng = np.random.default_rng(3)
    on = rng.random((3000, 3)) < np.array([0.3, 0.25, 0.2])
    copy = on[:, 1] & (rng.random(3000) >= missed)
    tidy = tidied(table_of(np.column_stack([on, copy])))
    assert [verdict.rule for verdict in tidy.verdicts] == ["copied_list"]
    assert tidy.table.lists == ("list0", "list1+list3", "list2")
    assert tidy.table.documented == table_of(on).documented


def test_a_list_drawn_from_another_counts_as_part_of_it() -> None:
    rng = np.random.default_rng(3)
    on = rng.random((3000, 3)) < np.array([0.3, 0.25, 0.2])
    drawn = on[:, 1] & (rng.random(3000) < 0.3)
    tidy = tidied(table_of(np.column_stack([on, drawn])))
    assert [verdict.rule for verdict in tidy.verdicts] == ["drawn_from_another"]


def test_lists_that_reach_nearly_everybody_are_no_copies() -> None:
    on = np.random.default_rng(3).random((2000, 4)) < 0.96
    assert tidied(table_of(on)).verdicts == ()


def row(total: float, **more: object) -> Estimate:
    return Estimate("loglinear", 100, total, total / 1.2, total * 1.2, **more)  # type: ignore[arg-type]


def test_an_answer_far_beyond_the_documented_is_the_models_alone() -> None:
    assert answer_far_beyond(row(990), 21) is None
    found = answer_far_beyond(row(1010), 21)
    assert found is not None
    assert "10 times" in found.says


def test_mass_at_the_priors_bound_is_the_bounds_answer() -> None:
    draws = np.array([400.0] * 90 + [2080.0] * 10)
    assert answer_far_beyond(row(400, draws=draws), 21) is not None
    assert answer_far_beyond(row(400, draws=draws), 40) is None


@pytest.mark.parametrize(("weight", "speaks"), [(0.4, True), (0.6, False)])
def test_graphs_speak_unless_the_one_that_says_nothing_weighs_most(weight: float, speaks: bool) -> None:
    found = graphs_say_nothing(row(300, diagnostics={"complete_graph_weight": weight}))
    assert (found is None) == speaks


def test_families_a_factor_of_two_apart_are_told_with_both_numbers() -> None:
    assert families_disagree({"loglinear": 11_000, "dga": 21_900}) is None
    found = families_disagree({"loglinear": 11_313, "dga": 22_992})
    assert found is not None
    assert found.says.startswith("Models disagree: 11,000 (loglinear) or 23,000 (dga).")


@pytest.mark.parametrize(
    ("people", "said"), [(7.4, "7"), (943.2, "943"), (4418, "4,400"), (22_992, "23,000")]
)
def test_numbers_are_rounded_as_one_says_them(people: float, said: str) -> None:
    assert rounded(people) == said
