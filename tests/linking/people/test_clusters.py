"""Groups of records: what was said is never violated, chains do not form, order does not matter."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.components import components
from saksi.linking.people.clusters import cluster, form_persons
from saksi.linking.people.constraints import SLACK, UNKNOWN, Constraints, lives_of
from saksi.record import InvalidInput

ROWS = 9
PAIR = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1)).filter(lambda pair: pair[0] < pair[1])
EVIDENCE = st.dictionaries(PAIR, st.floats(-9, 9, allow_nan=False), max_size=30)


def grouped(evidence: dict[tuple[int, int], float], constraints: Constraints | None = None) -> np.ndarray:
    a = np.array([pair[0] for pair in evidence], dtype=np.int64)
    b = np.array([pair[1] for pair in evidence], dtype=np.int64)
    return cluster(ROWS, a, b, np.array(list(evidence.values()), dtype=float), constraints or Constraints())


def test_one_wrong_pair_does_not_join_two_persons() -> None:
    inside = {(i, j): 5.0 for group in ((0, 1, 2), (3, 4, 5)) for i in group for j in group if i < j}
    across = {(i, j): -4.0 for i in (0, 1, 2) for j in (3, 4, 5)} | {(2, 3): 3.0}
    assert grouped(inside | across).tolist() == [0, 0, 0, 3, 3, 3, 6, 7, 8]


def test_several_weak_pairs_are_together_strong() -> None:
    core = {(0, 1): 6.0, (0, 2): 6.0, (1, 2): 6.0}
    assert grouped(core | {(0, 3): -0.6})[3] == 3
    assert grouped(core | {(0, 3): -0.6, (1, 3): -0.6, (2, 3): -0.6})[3] == 0


@given(EVIDENCE, st.frozensets(PAIR, max_size=6), st.lists(st.integers(-1, 3), min_size=ROWS, max_size=ROWS))
def test_what_is_held_apart_never_meets(
    evidence: dict[tuple[int, int], float], cannot: frozenset[tuple[int, int]], lists: list[int]
) -> None:
    labels = grouped(evidence, Constraints(cannot=cannot, groups=np.array(lists)))
    assert all(labels[a] != labels[b] for a, b in cannot)
    for number in range(4):
        on_list = labels[np.array(lists) == number]
        assert len(set(on_list.tolist())) == len(on_list)


@given(EVIDENCE, st.frozensets(PAIR, max_size=5), st.frozensets(PAIR, max_size=5))
def test_what_was_joined_stays_joined_or_the_contradiction_is_named(
    evidence: dict[tuple[int, int], float],
    must: frozenset[tuple[int, int]],
    cannot: frozenset[tuple[int, int]],
) -> None:
    joined = components(ROWS, *(np.array([pair[side] for pair in must], dtype=np.int64) for side in (0, 1)))
    if any(joined[a] == joined[b] for a, b in cannot):
        with pytest.raises(InvalidInput, match="contradict"):
            grouped(evidence, Constraints(must, cannot))
        return
    labels = grouped(evidence, Constraints(must, cannot))
    assert all(labels[a] == labels[b] for a, b in must)
    assert all(labels[a] != labels[b] for a, b in cannot)


@given(EVIDENCE, st.randoms())
def test_the_order_of_pairs_does_not_matter(evidence: dict[tuple[int, int], float], random: object) -> None:
    shuffled = list(evidence.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert grouped(evidence).tolist() == grouped(dict(shuffled)).tolist()


LIVES = st.lists(
    st.one_of(st.none(), st.tuples(st.integers(-9_000, 9_000), st.integers(0, 9_000))),
    min_size=ROWS,
    max_size=ROWS,
)


@given(EVIDENCE, LIVES)
def test_nobody_is_seen_before_birth(
    evidence: dict[tuple[int, int], float], told: list[tuple[int, int] | None]
) -> None:
    lives = [(UNKNOWN,) * 4 if one is None else (one[0], -sum(one), sum(one), UNKNOWN) for one in told]
    labels = grouped(evidence, Constraints(lives=np.array(lives)))
    for label in set(labels.tolist()):
        rows = [lives[row] for row in np.flatnonzero(labels == label)]
        born, seen = (max(row[column] for row in rows) for column in (0, 1))
        assert UNKNOWN in {born, seen} or born + seen <= SLACK


def test_nobody_is_seen_after_death_however_strong_the_evidence() -> None:
    records = pl.DataFrame(
        {
            "birth_year": [1950, 1950, None],
            "birth_month": [None, None, None],
            "day": [10_000, 11_000, 10_200],
            "act": ["execution", "detention other", "detention other"],
        },
        schema={"birth_year": pl.Int64, "birth_month": pl.Int64, "day": pl.Int64, "act": pl.String},
    )
    lives = lives_of(records)
    a, b = np.array([0, 0, 1]), np.array([1, 2, 2])
    labels = cluster(3, a, b, np.array([9.0, 9.0, 1.0]), Constraints(lives=lives))
    assert labels.tolist() == [0, 1, 0], "1,000 days after it is somebody else; 200 may be an error"


def test_a_pair_is_as_sure_as_its_company() -> None:
    a, b = np.array([0, 0, 1, 2, 3]), np.array([1, 2, 2, 3, 4])
    found = form_persons(5, a, b, np.array([6.0, 6.0, -0.9, -1.0, -6.0]))
    assert found.labels.tolist() == [0, 0, 0, 3, 4]
    assert found.odds[2] > 2, "both are surely the third"
    assert found.odds[3] <= -1.0, "others of that person say nothing for it"
    assert found.odds[4] == -6.0


def test_who_is_somebody_else_already_is_not_this_one() -> None:
    a, b = np.array([0, 1]), np.array([2, 2])
    lists = np.array([7, 7, 8])
    found = form_persons(3, a, b, np.array([6.0, 1.0]), Constraints(groups=lists))
    assert found.labels.tolist() == [0, 1, 0]
    assert found.odds[0] == 6.0
    assert found.odds[1] <= 1.0 - 6.0


def test_two_records_of_one_list_cannot_be_joined_by_decision() -> None:
    with pytest.raises(InvalidInput, match="contradict"):
        grouped({}, Constraints(must=frozenset({(0, 1)}), groups=np.array([1, 1] + [-1] * (ROWS - 2))))


def test_nothing_comes_of_nothing() -> None:
    none = np.array([], dtype=np.int64)
    assert cluster(0, none, none, np.array([])).tolist() == []
