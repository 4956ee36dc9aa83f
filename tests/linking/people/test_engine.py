"""Pairs by their keys, levels by Splink's tests, terms by how common they are."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.people.people_made_up import ROLES, records

from saksi.linking.people.blocking import block, candidates
from saksi.linking.people.comparisons import BIRTH, FAMILY, GIVEN, comparisons_for
from saksi.linking.people.engine import chance_of_agreement, compared_columns, level_of, on_duckdb
from saksi.linking.people.prepare import RECORDS, prepare
from saksi.linking.people.terms import levels_and_terms, terms_of

PLACES_IN_ORDER = ["Hoeryong", "회령시", "North Hamgyong", "Camp 14", "Kaechon", "Chongjin"]
KEYS = st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 4))] * 2), max_size=25)
LISTS = st.lists(st.sampled_from([None, "one", "two"]), min_size=25, max_size=25)


@given(KEYS, LISTS)
def test_candidates_are_the_pairs_that_share_a_key_and_no_list(
    keys: list[tuple[int | None, int | None]], lists: list[str | None]
) -> None:
    size = len(keys)
    table = pl.DataFrame(keys, schema={"key_0": pl.UInt64, "key_1": pl.UInt64}, orient="row")
    listed = pl.DataFrame({"list": lists[:size]}, schema={"list": pl.String})
    a, b = candidates(table, listed)
    wanted = [
        (i, j)
        for i in range(size)
        for j in range(i + 1, size)
        if any(x is not None and x == y for x, y in zip(keys[i], keys[j], strict=True))
        and (lists[i] is None or lists[i] != lists[j])
    ]
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == wanted


def test_levels_come_in_the_order_of_the_comparison_and_terms_beside_them() -> None:
    table = pl.DataFrame(
        {
            "given": ["Ansel", "Ansel", "Oakes", "Brida", None],
            "family": ["Oakes", "Oaks", "Ansel", "Quist", "Oakes"],
            "born": ["1970-03-04", "1970-04-03", "1971-03-04", None, "1970-03-04"],
        }
    )
    prepared = prepare(table, {"given_name": "given", "family_name": "family", "birth_date": "born"})
    comparisons = (FAMILY, GIVEN, BIRTH)
    with on_duckdb(prepared, comparisons, block(prepared)) as pairs:
        found = levels_and_terms(pairs, slice(None), terms_of(prepared, comparisons))
    said = {
        (int(a), int(b)): tuple(
            comparison.words(row[f"gamma_{comparison.name}"]) for comparison in comparisons
        )
        for a, b, row in zip(pairs.a, pairs.b, found.iter_rows(named=True), strict=True)
    }
    assert said[0, 1] == ("one letter apart, a rare spelling", "the same", "day and month exchanged")
    assert said[0, 2] == (
        "not known on both sides",
        "the same, in the other order",
        "the same day, the year one digit apart",
    )
    assert said[0, 3] == ("different", "different", "not known on both sides")
    assert said[0, 4] == ("the same", "not known on both sides", "the same")
    assert found["tf_given"].to_list()[0] == pytest.approx(2 / 104), (
        "two of four, and half of two hundred elsewhere, as half of the four are there once"
    )


def test_random_pairs_say_how_often_strangers_agree() -> None:
    prepared = prepare(records(people=300, again=0.0), ROLES)
    comparisons = comparisons_for(prepared)
    chance = chance_of_agreement(prepared, comparisons)
    counts = prepared["place"].value_counts()["count"]
    exact = float((counts * (counts - 1)).sum()) / (prepared.height * (prepared.height - 1))
    assert abs(chance["place"][-1] - exact) < 0.01
    assert all(abs(sum(shares) - 1) < 0.01 for shares in chance.values())


def test_a_comparison_knows_the_columns_that_its_tests_name() -> None:
    columns = compared_columns((FAMILY, GIVEN, BIRTH))
    assert set(columns) <= set(RECORDS)
    assert {"given", "family", "birth_year", "birth_month", "birth_day", "given_rare"} <= set(columns)
    assert level_of(GIVEN).count("WHEN") == len(GIVEN.levels) + 1


def test_places_are_compared_by_what_holds_them_where_most_are_known() -> None:
    table = pl.DataFrame({"name": list("abcdef"), "where": PLACES_IN_ORDER})
    prepared = prepare(table, {"given_name": "name", "place": "where"})
    place = next(one for one in comparisons_for(prepared) if one.name == "place")
    with on_duckdb(prepared, (place,), block(prepared)) as pairs:
        levels = pairs.levels(slice(None))["gamma_place"].to_list()
    said = {
        (int(a), int(b)): place.words(level) for a, b, level in zip(pairs.a, pairs.b, levels, strict=True)
    }
    assert said[0, 1] == "the same, written otherwise"
    assert said[0, 2] == said[1, 2] == "one lies in the other", "a city lies in its province"
    assert said[3, 4] == "one lies in the other", "a camp lies in its county"
    assert said[0, 5] == "in the same province"
    assert said[0, 3] == said[2, 4] == "different"
