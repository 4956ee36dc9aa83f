from collections.abc import Container
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.events.clusters import clusters
from saksi.linking.events.columns import Ints

SIZE = 7
PAIRS = list(combinations(range(SIZE), 2))
SCORES = st.lists(st.floats(-8, 8), min_size=len(PAIRS), max_size=len(PAIRS))


def grouped(scores: list[float], apart: Container[tuple[int, int]] = ()) -> Ints:
    left, right = (np.array(side) for side in zip(*PAIRS, strict=True))
    return clusters(SIZE, left, right, np.array(scores), lambda a, b: (min(a, b), max(a, b)) in apart)


def only(joined: dict[tuple[int, int], float]) -> list[float]:
    return [joined.get(pair, -6.0) for pair in PAIRS]


def test_a_chain_of_neighbours_is_no_group() -> None:
    found = grouped(only({(i, i + 1): 2.0 for i in range(SIZE - 1)}))
    assert len(set(found.tolist())) > 1


def test_claims_that_all_agree_are_one_group() -> None:
    assert len(set(grouped([3.0] * len(PAIRS)).tolist())) == 1


def test_nothing_agrees_nothing_is_joined() -> None:
    assert grouped([-1.0] * len(PAIRS)).tolist() == list(range(SIZE))


@given(SCORES, st.sets(st.sampled_from(PAIRS), max_size=8))
def test_what_must_stay_apart_stays_apart_whatever_agrees(
    scores: list[float], apart: set[tuple[int, int]]
) -> None:
    found = grouped(scores, apart)
    assert all(found[a] != found[b] for a, b in apart)


@given(SCORES)
def test_groups_are_numbered_in_order_of_their_first_members(scores: list[float]) -> None:
    found = grouped(scores).tolist()
    assert list(dict.fromkeys(found)) == list(range(len(set(found))))


def test_a_part_that_is_too_large_is_cut_where_it_agrees_least() -> None:
    size = 1_600
    left = np.arange(size - 1)
    scores = np.where(left % 2 == 0, 5.0, 0.5)  # pairs, loosely strung together
    found = clusters(size, left, left + 1, scores, lambda _a, _b: False)
    assert len(set(found.tolist())) == size // 2
