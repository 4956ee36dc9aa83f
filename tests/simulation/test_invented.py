"""I10 for what the truth side invents: nothing bears the name of a real place."""

from importlib.resources import files

import polars as pl
import pytest

from saksi.simulation import World, in_words
from saksi.simulation.syllables import family_name, given_name, place_name

INVENTED = [
    *map(place_name, range(2400)),
    *map(family_name, range(240)),
    *map(given_name, range(2000)),
]


@pytest.fixture(scope="module")
def real() -> set[str]:
    world = pl.read_parquet(str(files("saksi.countries") / "general/gazetteer/world.parquet"))
    country = pl.read_csv(str(files("saksi.countries") / "kp/gazetteer/places.csv"))
    columns = [world[name].explode().drop_nulls() for name in ("en", "ko")]
    columns += [world[name].drop_nulls() for name in ("admin1_en", "admin1_ko")]
    columns += [country[name].drop_nulls() for name in ("name_en", "name_ko")]
    columns += [country[name].drop_nulls().str.split("|").explode() for name in ("aliases_en", "aliases_ko")]
    return {name.lower() for column in columns for name in column}


def test_no_invented_name_is_that_of_a_real_place(real: set[str]) -> None:
    assert len(real) > 30_000
    assert [pair for pair in INVENTED if pair[0].lower() in real or pair[1] in real] == []


@pytest.mark.parametrize(("make", "n"), [(place_name, 2400), (family_name, 240), (given_name, 2000)])
def test_names_differ_in_both_scripts(make: object, n: int) -> None:
    made = [make(number) for number in range(n)]  # type: ignore[operator]
    assert len({latin for latin, _ in made}) == len({hangul for _, hangul in made}) == n


def test_places_of_a_world_are_invented_and_differ(world: World, real: set[str]) -> None:
    bare = world.places["name_en"].str.replace(r" (Province|County|City)$|^Camp ", "")
    assert not set(bare.str.to_lowercase()) & real
    assert world.places["name_en"].is_unique().all()
    kinds = dict(in_words(world.places, "places")["kind"].value_counts().rows())
    assert kinds == {"province": 3, "county": 6, "city": 3, "camp": 3}
