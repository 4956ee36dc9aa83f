import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.simulation import World, default_world, in_words, run
from saksi.simulation.geography import layout
from saksi.simulation.names import NameTables, ages_said, names


@pytest.fixture(scope="module")
def country() -> World:
    return run(default_world().with_people(60_000, provinces=2, counties=8).with_days(1), seed=3)


def test_shares_are_those_of_the_scenario(country: World) -> None:
    people = in_words(country.persons, "persons")
    shares = dict(people["status"].value_counts(normalize=True).rows())
    assert shares == pytest.approx({"elite": 0.02, "official": 0.1, "ordinary": 0.88}, abs=0.012)
    workers = people.filter((pl.col("status") == "ordinary") & (pl.col("birth") < 2031 - 17))
    jobs = dict(workers["occ"].value_counts(normalize=True).rows())
    assert jobs["farmer"] == pytest.approx(0.29, abs=0.02)
    assert jobs["jobless"] == pytest.approx(0.03, abs=0.01)


def test_involvement_is_that_of_the_scenario_among_those_over_13(country: World) -> None:
    grown = in_words(country.persons, "persons").filter(pl.col("occ") != "child")
    media = grown.group_by("status").agg((pl.col("involved") % 2).mean())
    assert dict(media.rows()) == pytest.approx({"elite": 0.14, "official": 0.08, "ordinary": 0.035}, abs=0.03)


def test_the_young_are_children_then_students(country: World) -> None:
    people = in_words(country.persons, "persons").with_columns(age=2031 - pl.col("birth"))
    assert set(people.filter(pl.col("age") < 14)["occ"]) == {"child"}
    assert set(people.filter(pl.col("age").is_between(14, 16))["occ"]) == {"student"}
    assert "child" not in set(people.filter(pl.col("age") >= 17)["occ"])


def test_a_cell_is_neighbours_of_one_county_about_as_many_as_asked(country: World) -> None:
    cells = country.persons.group_by("cell").agg(
        pl.len(), pl.col("county").n_unique(), first=pl.col("person").min()
    )
    assert (cells["cell"] == cells["first"]).all()
    assert cells["county"].max() == 1
    assert 20 < cells["len"].mean() < 30  # type: ignore[operator]


def test_parents_are_known_for_children_and_half_of_the_adults_under_50(country: World) -> None:
    people = country.persons.with_columns(
        age=2031 - pl.col("birth").cast(pl.Int32), pos=pl.col("person") - pl.col("hh")
    )
    assert (people.filter(pl.col("pos") >= 2)["parent"] >= 0).all()
    adults = people.filter((pl.col("pos") < 2) & (pl.col("age") < 30))
    assert (adults["parent"] >= 0).mean() == pytest.approx(0.5, abs=0.05)


def test_teams_are_officials_and_elite_of_the_county(country: World) -> None:
    members = country.team_members.join(country.teams, on="team").join(
        country.persons.select("person", "status", home="county"), on="person"
    )
    assert members.height == 8 * 12  # a day sees one plan of 8 counties
    assert (members["status"] < 2).all()
    assert (members["home"] == members["county"]).all()
    assert set(members["institution"]) == {0, 1, 2}


@given(st.integers(20, 5000), st.integers(1, 6), st.integers(0, 50))
@settings(max_examples=30)
def test_nobody_is_lost_between_counties(n: int, provinces: int, seed: int) -> None:
    counties = provinces + seed % 7
    where = layout(default_world().with_people(n, provinces=provinces, counties=counties), seed)
    assert where.county_people.sum() == n == where.first_person[-1]
    assert (where.county_people >= 1).all()
    assert len(where.first_county) == provinces + 1


def test_a_person_has_the_same_name_whenever_it_is_asked_for() -> None:
    together = names(1, np.arange(500))
    alone = names(1, np.array([17, 499]))
    assert together[[17, 499]].equals(alone)
    assert not names(2, np.arange(500)).equals(together)


def test_namesakes_are_as_common_as_the_tables_make_them() -> None:
    everybody = np.arange(40_000)
    shared = [
        names(1, everybody, tables)["name_en"].is_duplicated().mean()
        for tables in (NameTables(), NameTables(240, 2000, exponent=0.0), NameTables(20, 50))
    ]
    assert shared[2] > 0.99 > shared[0] > 0.7 > shared[1]  # type: ignore[operator]


def test_latin_and_hangul_say_the_same_name() -> None:
    made = names(1, np.arange(30_000))
    assert (
        made.select("name_en", "name_ko").unique().height
        == made["name_en"].n_unique()
        == made["name_ko"].n_unique()
    )
    assert made["name_ko"].str.contains(r"^[가-힣]+ [가-힣]+$").all()
    assert made["name_en"].str.contains(r"^[A-Z][a-z]+ [A-Z][a-z]+$").all()


def test_ages_are_said_in_years_as_a_decade_or_not() -> None:
    said = ages_said(1, np.arange(2000), np.full(2000, 42))
    assert set(said["age_en"]) == {"42", "40s", None}
    assert set(said["age_ko"]) == {"42세", "40대", None}
    assert "under 10" in set(ages_said(1, np.arange(50), np.full(50, 4))["age_en"])
