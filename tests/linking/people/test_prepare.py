"""Records in normal form: what cannot be read is null, nothing is guessed."""

import numpy as np
import polars as pl
import pytest

from saksi.linking.people.blocking import PAIRS_A_KEY, WHOLE, block
from saksi.linking.people.calibrate import recalibrate
from saksi.linking.people.constraints import lives_of
from saksi.linking.people.prepare import prepare, read_day
from saksi.linking.people.roles import check_roles, read_map
from saksi.record import InvalidInput


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1971-03-05", (1971, 3, 5)),
        ("19710305", (1971, 3, 5)),
        ("05/03/1971", (1971, 3, 5)),
        ("03/25/1971", (1971, 3, 25)),
        ("1971-03", (1971, 3, None)),
        ("1971", (1971, None, None)),
        ("1971년 3월 5일", (1971, 3, 5)),
        ("spring", (None, None, None)),
        ("1971-13-45", (1971, None, None)),
    ],
)
def test_dates_are_read_as_far_as_they_say(text: str, day: tuple[int | None, ...]) -> None:
    assert read_day(text) == day


def test_parts_of_a_birth_that_no_calendar_has_are_null() -> None:
    table = pl.DataFrame(
        {"y": ["inf", "1e40", "1970.0", "1981"], "m": ["3", "99", "0", "12"], "d": ["-1", "31", "88", "x"]}
    )
    found = prepare(table, {"birth_year": "y", "birth_month": "m", "birth_day": "d", "date": "y"})
    assert found["birth_year"].to_list() == [None, None, 1970, 1981]
    assert found["birth_month"].to_list() == [3, None, None, 12]
    assert found["birth_day"].to_list() == [None, 31, None, None]
    assert lives_of(found) is not None


def test_fields_take_one_form_and_unknown_is_null() -> None:
    table = pl.DataFrame(
        {
            "n": ["Brida Quist", "Joram del Oakes", "unknown"],
            "s": ["F", "남성", "?"],
            "p": ["Camp 14", "Véspér Bay", "N/A"],
            "a": ["40s", "37 years", "some"],
        }
    )
    found = prepare(table, {"name": "n", "sex": "s", "place": "p", "age": "a"})
    assert found["given"].to_list() == ["brida", "joram", None]
    assert found["middle"].to_list() == [None, "del", None]
    assert found["sex"].to_list() == ["f", "m", None]
    assert found["place"].to_list() == ["camp 14", "vesper bay", None]
    assert found["age"].to_list() == [45, 37, None]


def test_a_crowd_born_on_new_year_is_born_sometime_that_year() -> None:
    table = pl.DataFrame({"b": ["1950-01-01"] * 30 + [f"1950-02-{day:02d}" for day in range(1, 29)]})
    found = prepare(table, {"birth_date": "b"})
    assert found["birth_month"].null_count() == 30
    assert found["birth_year"].null_count() == 0


def test_no_key_lets_a_crowd_in() -> None:
    size = WHOLE + 500
    table = pl.DataFrame(
        {
            "family": ["Quist"] * (size - 40) + [f"Rare{number % 20}" for number in range(40)],
            "born": [
                f"{1900 + number % 100}-{1 + number % 12:02d}-{1 + number % 28:02d}" for number in range(size)
            ],
        }
    )
    blocks = block(prepare(table, {"family_name": "family", "birth_date": "born"}))
    assert all(pairs <= PAIRS_A_KEY * size for pairs in blocks.pairs.values())
    assert blocks.left_out["name_key"] == size - 40
    assert blocks.keys.height == size


def test_ages_are_compared_as_of_one_year() -> None:
    table = pl.DataFrame(
        {"age": ["20", "30", "24", None], "seen": ["2001-05-01", "2011-04-02", "2005-06-07", "2011-04-02"]}
    )
    assert prepare(table, {"age": "age", "date": "seen"})["age"].to_list() == [27, 27, 27, None]
    assert prepare(table, {"age": "age"})["age"].to_list() == [20, 30, 24, None], "without dates as they are"


def test_a_map_names_the_nearest_role_and_column() -> None:
    assert read_map("name=n, birth_date=b") == {"name": "n", "birth_date": "b"}
    with pytest.raises(InvalidInput, match=r"is no role; did you mean birth_date\? Roles: name, "):
        read_map("birthdate=b")
    with pytest.raises(InvalidInput, match=r"'x' is no role\. Roles: name, "):
        read_map("x=b")
    with pytest.raises(InvalidInput, match="twice"):
        read_map("name=a,name=b")
    with pytest.raises(InvalidInput, match="surname"):
        check_roles({"family_name": "surnme"}, ["id", "surname"], "id")


def test_decisions_make_overconfident_probabilities_honest_and_keep_their_order() -> None:
    rng = np.random.default_rng(5)
    odds = rng.normal(0, 4, 4000)
    same = rng.random(4000) < 1 / (1 + np.exp(-(0.5 * odds - 1)))
    found = recalibrate(odds, odds[:500], same[:500])
    said = 1 / (1 + np.exp(-found))
    assert np.array_equal(np.argsort(odds, kind="stable"), np.argsort(found, kind="stable"))
    for low in (0.2, 0.4, 0.6, 0.8):
        inside = (said >= low) & (said < low + 0.2)
        assert same[inside].mean() == pytest.approx(said[inside].mean(), abs=0.12)
    assert np.array_equal(recalibrate(odds, odds[:5], same[:5]), odds)


def test_a_place_is_known_with_what_holds_it_in_either_script() -> None:
    table = pl.DataFrame(
        {
            "where": ["Hoeryong", "회령시", "North Hamgyong", "Camp 14", "Nowhere Yet", "Azaz"],
            "within": [None, None, None, None, None, "Aleppo"],
            "state": [None, None, None, None, None, "sy"],
        }
    )
    roles = {"place": "where", "province": "within", "country": "state"}
    found = prepare(table, roles).select("place_path", "county", "province").rows()
    assert found[0] == found[1] == ("KP>#north-hamgyong>#hoeryong>",) * 2 + ("KP>#north-hamgyong>",)
    assert found[2] == ("KP>#north-hamgyong>", None, "KP>#north-hamgyong>")
    assert found[3] == (
        "KP>#south-pyongan>#kaechon>#camp-14>",
        "KP>#south-pyongan>#kaechon>",
        "KP>#south-pyongan>",
    )
    assert found[4] == (None, None, None)
    path, county, province = found[5]
    assert path == county
    assert path.startswith(province)
    assert province.startswith("SY>")
