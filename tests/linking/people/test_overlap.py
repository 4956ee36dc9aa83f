"""Lists that overlap raise their pairs; others are left as they are."""

import numpy as np
import polars as pl
from tests.linking.people.people_made_up import ROLES, records

from saksi.linking.people import link_new, link_people
from saksi.linking.people.overlap import LEFT_OVER, LEFT_OVER_SHARE, raised

SIZE = 400  # records of each of two lists


def two_lists(sure: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return two lists' groups, and pairs of which some are surely one person."""
    groups = np.repeat([0, 1], SIZE)
    a, b = np.arange(SIZE), np.arange(SIZE) + SIZE
    return groups, a, b, np.where(np.arange(SIZE) < sure, 30.0, -30.0)


def test_a_pair_is_raised_by_how_few_are_left_over_on_both_lists() -> None:
    groups, a, b, odds = two_lists(sure=300)
    spare = LEFT_OVER + LEFT_OVER_SHARE * SIZE
    free = (SIZE - 300 + spare) / (SIZE + spare)
    assert np.allclose(raised(groups, a, b, odds) - odds, -2 * np.log(free))


def test_known_pairs_count_as_found() -> None:
    groups, a, b, odds = two_lists(sure=0)
    spare = LEFT_OVER + LEFT_OVER_SHARE * SIZE
    free = (SIZE - 300 + spare) / (SIZE + spare)
    found = raised(groups, a, b, odds, (a[:300], b[:300]))
    assert np.allclose(found - odds, -2 * np.log(free))


def test_without_lists_or_between_records_of_none_nothing_changes() -> None:
    groups, a, b, odds = two_lists(sure=300)
    assert np.array_equal(raised(None, a, b, odds), odds)
    assert np.array_equal(raised(np.where(groups == 1, -1, 0), a, b, odds), odds)


def test_lists_of_the_same_people_leave_hardly_one_unlinked_and_new_records_find_theirs() -> None:
    first = records(people=150, again=0.0)
    second = first.with_columns(
        born=pl.when(pl.int_range(pl.len()) % 4 == 0).then(None).otherwise("born"),
        given=pl.when(pl.int_range(pl.len()) % 5 == 0)
        .then(pl.col("given").str.slice(0, 2))
        .otherwise("given"),
    )
    both = pl.concat([first.with_columns(list=pl.lit("one")), second.with_columns(list=pl.lit("two"))])
    roles = ROLES | {"list": "list"}
    found = link_people(both, roles)
    right = found.labels[150:] == np.arange(150)
    assert right.mean() > 0.97
    assert found.model is not None
    known = found.labels.copy()
    known[-10:] = -1
    again = link_new(both, roles, known, found.model)
    assert (again[-10:] == found.labels[-10:]).mean() >= 0.9
