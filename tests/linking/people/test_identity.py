"""Numbers of persons over runs: they stay, and what changed is written down."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.people import number_persons

RECORDS = ["a", "b", "c", "d", "e"]


def numbered(
    labels: list[int], before: dict[str, str] | None = None
) -> tuple[list[str], list[tuple[str | None, ...]]]:
    found = number_persons(np.array(labels), RECORDS, before)
    return found.ids, found.history.rows()


def test_a_first_run_counts_persons_in_the_order_of_records() -> None:
    assert numbered([0, 0, 2, 0, 4]) == (["P0000001", "P0000001", "P0000002", "P0000001", "P0000003"], [])


def test_a_person_that_gains_a_record_keeps_the_number() -> None:
    before = {"a": "P0000007", "b": "P0000007", "c": "P0000009"}
    ids, history = numbered([0, 0, 2, 0, 4], before)
    assert ids == ["P0000007", "P0000007", "P0000009", "P0000007", "P0000010"]
    assert history == [("P0000010", "new", None)]


def test_a_merge_keeps_the_larger_number_and_says_so() -> None:
    before = {"a": "P0000001", "b": "P0000002", "c": "P0000002"}
    ids, history = numbered([0, 0, 0, 3, 4], before)
    assert ids[:3] == ["P0000002"] * 3
    assert ("P0000002", "merged", "P0000001") in history


def test_a_split_leaves_the_number_with_most_records() -> None:
    before = dict.fromkeys(("a", "b", "c"), "P0000001")
    ids, history = numbered([0, 0, 2, 3, 4], before)
    assert ids[:3] == ["P0000001", "P0000001", "P0000002"]
    assert ("P0000002", "split", "P0000001") in history


@given(st.lists(st.integers(0, 4), min_size=5, max_size=5))
def test_running_again_changes_nothing(labels: list[int]) -> None:
    ids, _ = numbered(labels)
    again, history = numbered(labels, dict(zip(RECORDS, ids, strict=True)))
    assert again == ids
    assert history == []


@given(
    st.lists(st.integers(0, 4), min_size=5, max_size=5), st.lists(st.integers(0, 4), min_size=5, max_size=5)
)
def test_two_persons_never_share_a_number(first: list[int], second: list[int]) -> None:
    ids, _ = numbered(first)
    after, _ = numbered(second, dict(zip(RECORDS, ids, strict=True)))
    assert len(set(after)) == len(set(second))
