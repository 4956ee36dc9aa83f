import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking import components as module
from saksi.linking.components import Groups, components, same_label

ROWS = 9
PAIR = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(PAIR, max_size=20))
def test_components_are_what_walking_along_pairs_reaches(pairs: list[tuple[int, int]]) -> None:
    labels = components(
        ROWS, np.array([a for a, _ in pairs], dtype=np.int64), np.array([b for _, b in pairs], dtype=np.int64)
    )
    reached = {row: {row} for row in range(ROWS)}
    for _ in range(ROWS):
        for a, b in pairs:
            reached[a] |= reached[b]
            reached[b] |= reached[a]
    assert labels.tolist() == [min(reached[row]) for row in range(ROWS)]


@given(st.lists(PAIR, max_size=20))
def test_groups_are_the_components_of_what_was_joined(pairs: list[tuple[int, int]]) -> None:
    groups: Groups[int] = Groups()
    for a, b in pairs:
        groups.join(a, b)
    labels = components(
        ROWS, np.array([a for a, _ in pairs], dtype=np.int64), np.array([b for _, b in pairs], dtype=np.int64)
    )
    for a in range(ROWS):
        assert [groups.of(a) == groups.of(b) for b in range(ROWS)] == [
            labels[a] == labels[b] for b in range(ROWS)
        ]


def test_a_group_bears_the_name_of_the_one_that_was_joined_to() -> None:
    groups: Groups[str] = Groups()
    groups.join("b", "a")
    groups.join("c", "b")
    assert (groups.of("c"), groups.of("alone")) == ("a", "alone")


def test_labels_are_compared_slice_by_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLICE", 2)
    labels, a, b = np.array([0, 0, 2, 2, 0]), np.array([0, 1, 2, 3, 4]), np.array([1, 2, 3, 4, 0])
    assert same_label(labels, a, b).tolist() == [True, False, True, False, True]
    assert same_label(labels, a[:0], b[:0]).tolist() == []
