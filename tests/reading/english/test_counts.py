import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.counts import Counted, count_in, number, total

NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str), st.sampled_from(["seven", "twenty-three", "two dozen", "a hundred"])
)
BEFORE = st.sampled_from(
    ["", "about ", "at least ", "more than ", "up to ", "a total of ", "several ", "between ", "a group of "]
)
AFTER = st.sampled_from(["", " or more", " to 9", " and 400", "-odd", " percent", " hundred"])


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("three traders", 3, 3),
        ("twenty-three women", 23, 23),
        ("131,106 people", 131_106, 131_106),
        ("two dozen men", 24, 24),
        ("a further dozen men", 12, 12),
        ("a hundred and twenty people", 120, 120),
        ("about 20 students", 20, 20),
        ("around 20 students", 20, 20),
        ("nearly 200 people", 200, 200),
        ("an estimated 1,500 people", 1_500, 1_500),
        ("a total of 25 people", 25, 25),
        ("a group of 12 traders", 12, 12),
        ("at least 30 people", 30, None),
        ("no fewer than nine men", 9, None),
        ("ten or more men", 10, None),
        ("sixty people or more", 60, None),
        ("more than 100 people", 101, None),
        ("over 40 people", 41, None),
        ("more than a dozen people", 13, None),
        ("up to 15 officials", 1, 15),
        ("as many as 12 men", 1, 12),
        ("20 to 30 people", 20, 30),
        ("between 20 and 30 people", 20, 30),
        ("20-30 people", 20, 30),
        ("one or two women", 1, 2),
        ("a trader", 1, 1),
        ("a man of 40", 1, 1),
        ("a 25-year-old man", 1, 1),
        ("a couple", 2, 2),
        ("both brothers", 2, 2),
        ("a few residents", 3, 9),
        ("several believers", 3, 9),
        ("several hundred people", 300, 999),
        ("tens of people", 20, 99),
        ("dozens of people", 24, 99),
        ("dozens to hundreds of people", 24, 999),
        ("hundreds of people", 200, 999),
        ("thousands of people", 2_000, 9_999),
        ("tens of thousands of people", 20_000, 99_999),
        ("hundreds of thousands of people", 200_000, 999_999),
        ("30-odd traders", 30, 39),
        ("thirty-odd traders", 30, 39),
        ("a family of four", 4, 4),
        ("some residents", 2, None),
        ("a group of traders", 2, None),
    ],
)
def test_the_words_said_become_bounds(phrase: str, low: int | None, high: int | None) -> None:
    counted = count_in(phrase)
    assert counted is not None
    assert (counted.min, counted.max, counted.text) == (low, high, phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "40 percent of the village",
        "15 to 20 percent of workers",
        "40% of the village",
        "the trader",
        "residents",
        "the 2019 protesters",
        "9" * 5_000 + " people",
    ],
)
def test_a_share_a_year_and_a_bare_noun_state_no_number(phrase: str) -> None:
    assert count_in(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("five families", "families"),
        ("20 to 30 households", "families"),
        ("three houses", "houses"),
        ("six cases", "cases"),
        ("a family of four", "persons"),
        ("six women", "persons"),
    ],
)
def test_families_houses_and_cases_are_no_persons(phrase: str, unit: str) -> None:
    counted = count_in(phrase)
    assert counted is not None
    assert counted.unit == unit


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,500", 1_500),
        ("three million", 3_000_000),
        ("dozen", 12),
        ("two hundred and six", 206),
        ("further", None),
    ],
)
def test_a_number_in_words_has_a_value(words: str, value: int | None) -> None:
    assert number(words) == value


def test_a_list_adds_up_where_every_member_is_counted_and_of_one_unit() -> None:
    men, women = count_in("seven men"), count_in("two women")
    assert total([men, women]) == Counted(9, 9, "seven men and two women")
    assert total([men, count_in("at least two women")]) == Counted(
        9, None, "seven men and at least two women"
    )
    assert total([men, count_in("several women")]) == Counted(10, 16, "seven men and several women")
    assert total([men, count_in("two families")]) is None
    assert total([men, None]) is None


@pytest.mark.parametrize(
    "words",
    [
        "pupils from the age of twelve",
        "children aged 12 and over",
        "girls aged between 14 and 16",
        "teachers under 40",
        "bailiffs of 4 February",
        "traders of March 11",
    ],
)
def test_ages_and_days_count_nobody(words: str) -> None:
    assert count_in(words) is None


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("over 40 teachers", 41, None),
        ("12 pupils from the age of ten", 12, 12),
        ("3) two shepherds", 2, 2),
        ("at least a score of civilians", 20, None),
        ("the greater part of them", 2, None),
        ("most of the men", 2, None),
    ],
)
def test_what_counts_beside_an_age_or_a_mark_is_read(words: str, least: int, most: int | None) -> None:
    counted = count_in(words)
    assert counted is not None
    assert (counted.min, counted.max) == (least, most)


@given(BEFORE, NUMBERS, AFTER, st.sampled_from([" people", " families", ""]))
def test_bounds_are_ordered_and_never_negative(before: str, stated: str, after: str, noun: str) -> None:
    counted = count_in(f"{before}{stated}{after}{noun}")
    if counted is not None and counted.min is not None:
        assert counted.min >= 0
        assert counted.max is None or counted.min <= counted.max


@given(st.text(alphabet="0123456789aont dozehur-,%fml", max_size=60))
def test_no_text_whatever_makes_it_fail(phrase: str) -> None:
    counted = count_in(phrase)
    assert counted is None or counted.text == phrase
