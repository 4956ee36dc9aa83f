from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.times import find_times, narrower

WEDNESDAY = date(2024, 3, 20)
PHRASES = [
    *(
        "on the 8th",
        "last month",
        "early last month",
        "since March",
        "on Monday",
        "last Friday",
        "next winter",
    ),
    *("New Year’s Day", "in the 1990s", "two years ago", "3000 years ago", "99999999 days ago", "this year"),
    *("from March to May", "on February 29", "on 3 March 2023", "at the end of the previous month", "in May"),
    *("since last week", "yesterday", "recently", "in late 2021", "may", "march", "on the 31st"),
]


@pytest.mark.parametrize(
    ("words", "from_", "to"),
    [
        ("on the 8th", "2024-03-08", "2024-03-08"),
        ("on the 25th", "2024-02-25", "2024-02-25"),  # not yet come this month
        ("on the 5th of last month", "2024-02-05", "2024-02-05"),
        ("last month", "2024-02-01", "2024-02-29"),
        ("early last month", "2024-02-01", "2024-02-10"),
        ("the middle of last month", "2024-02-11", "2024-02-20"),
        ("at the end of the previous month", "2024-02-21", "2024-02-29"),
        ("in mid-October", "2023-10-11", "2023-10-20"),
        ("late September", "2023-09-21", "2023-09-30"),
        ("in March", "2024-03-01", "2024-03-31"),
        ("in May", "2023-05-01", "2023-05-31"),
        ("last December", "2023-12-01", "2023-12-31"),
        ("since March", "2024-03-01", None),
        ("since early 2021", "2021-01-01", None),
        ("on Monday", "2024-03-18", "2024-03-18"),
        ("on Saturday night", "2024-03-16", "2024-03-16"),
        ("last Friday", "2024-03-15", "2024-03-15"),
        ("last week", "2024-03-11", "2024-03-17"),
        ("yesterday", "2024-03-19", "2024-03-19"),
        ("on New Year’s Day", "2024-01-01", "2024-01-01"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("in early 2023", "2023-01-01", "2023-04-30"),
        ("in the summer of 2019", "2019-06-01", "2019-08-31"),
        ("winter of 2022", "2022-12-01", "2023-02-28"),
        ("two years ago", "2022-01-01", "2022-12-31"),
        ("a month ago", "2024-02-01", "2024-02-29"),
        ("three weeks ago", "2024-02-28", "2024-02-28"),
        ("on 3 March 2023", "2023-03-03", "2023-03-03"),
        ("March 3, 2023", "2023-03-03", "2023-03-03"),
        ("on February 29", "2024-02-29", "2024-02-29"),
        ("from March to May", "2023-03-01", "2023-05-31"),
        ("between November and February", "2023-11-01", "2024-02-29"),
        ("from November to February 2023", "2022-11-01", "2023-02-28"),
        ("on the night of March 5", "2024-03-05", "2024-03-05"),
        ("around 11 at night on March 14", "2024-03-14", "2024-03-14"),
        ("before dawn on Friday", "2024-03-15", "2024-03-15"),
        ("From the beginning of January to December 20, 2021", "2021-01-01", "2021-12-20"),
        ("from July 5 to 9", "2023-07-05", "2023-07-09"),
        ("on 3-4 March", "2024-03-03", "2024-03-04"),
        ("between 3 and 7 May 2021", "2021-05-03", "2021-05-07"),
        ("in the first week of September", "2023-09-01", "2023-09-07"),
        ("in the first half of 2023", "2023-01-01", "2023-06-30"),
        ("In September and October", "2023-09-01", "2023-10-31"),
        ("in early January this year", "2024-01-01", "2024-01-10"),
        ("in March last year", "2023-03-01", "2023-03-31"),
        ("since the coup of February 1", "2024-02-01", None),
        ("over the last six months", "2023-09-20", "2024-03-20"),
        ("For two months now", "2024-01-20", "2024-03-20"),
        ("until 2017", None, "2017-12-31"),
        ("until April 10", None, "2024-04-10"),  # nearer ahead than back
        ("by the end of the month", None, "2024-03-31"),
        ("before 2017", None, "2016-12-31"),
        ("on Christmas Eve", "2023-12-24", "2023-12-24"),
        ("on Easter Sunday 2022", "2022-04-17", "2022-04-17"),
        ("last winter", "2023-12-01", "2024-02-29"),
        ("last night", "2024-03-19", "2024-03-19"),
        ("12.03.2021", "2021-03-12", "2021-03-12"),
        ("the early 1990s", "1990-01-01", "1993-12-31"),
        ("on the fifteenth of August", "2023-08-15", "2023-08-15"),
        ("on the third", "2024-03-03", "2024-03-03"),
        ("on 4 March this year", "2024-03-04", "2024-03-04"),
        ("on October 9 last year", "2023-10-09", "2023-10-09"),
        ("on the last day of February", "2024-02-29", "2024-02-29"),
        ("last Monday", "2024-03-11", "2024-03-11"),  # of the week before, not of the day before yesterday
        ("by Friday", None, "2024-03-22"),
        ("since he left his rented room in the port on January 12", "2024-01-12", None),
        ("Since coming to power in late 2011", "2011-09-01", None),
    ],
)
def test_words_become_days_counted_from_publication(words: str, from_: str | None, to: str | None) -> None:
    (found,) = find_times(f"He was arrested {words}, it said.", WEDNESDAY)
    assert found.text == words
    assert found.from_ == (date.fromisoformat(from_) if from_ else None)
    assert found.to == (date.fromisoformat(to) if to else None)


@pytest.mark.parametrize(
    "words", ["recently", "in recent weeks", "on February 30", "on the 31st", "3000 years ago"]
)
def test_what_no_calendar_can_place_keeps_its_words(words: str) -> None:
    (found,) = find_times(f"It happened {words}, he said", WEDNESDAY)
    assert (found.text, found.from_, found.to) == (words, None, None)


@pytest.mark.parametrize(
    "words", ["last month", "on Monday", "since March", "two years ago", "on New Year's Day"]
)
def test_without_a_day_of_publication_relative_times_have_words_and_no_days(words: str) -> None:
    (found,) = find_times(f"They were taken {words}, he said", None)
    assert (found.text, found.from_, found.to) == (words, None, None)


@pytest.mark.parametrize("words", ["on 3 March 2023", "in 2023", "in the 1990s"])
def test_without_a_day_of_publication_a_full_date_still_has_its_days(words: str) -> None:
    (found,) = find_times(f"They were taken {words}, he said", None)
    assert found.from_ is not None


@pytest.mark.parametrize(
    "text",
    [
        "The 25 trading households",
        "of the 14 people",
        "The army may march",
        "They marched in march step",
        "May they rest",
        "on the 9th floor",
        "Room 2023-05",
    ],
)
def test_verbs_floors_and_numbers_are_no_times(text: str) -> None:
    assert find_times(text, WEDNESDAY) == []


def test_a_sentence_with_two_times_gives_both_in_order() -> None:
    text = "Arrested in January 2023, he was shot on 3 March 2023."
    assert [found.text for found in find_times(text, None)] == ["in January 2023", "on 3 March 2023"]


@pytest.mark.parametrize(
    ("words", "from_", "to"),
    [
        ("the next morning", "2023-06-12", "2023-06-12"),
        ("on the same day", "2023-06-11", "2023-06-11"),
        ("that night", "2023-06-11", "2023-06-11"),
        ("two weeks later", "2023-06-25", "2023-06-25"),
        ("three days earlier", "2023-06-08", "2023-06-08"),
        ("a fortnight previously", "2023-05-28", "2023-05-28"),
        ("the following month", "2023-07-01", "2023-07-31"),
        ("since then", "2023-06-11", None),
        ("on the 19th", "2023-06-19", "2023-06-19"),
        ("the following April", "2024-04-01", "2024-04-30"),
        ("the week before", "2023-05-29", "2023-06-04"),
    ],
)
def test_some_times_are_counted_from_the_one_told_before(words: str, from_: str, to: str | None) -> None:
    *_, found = find_times(f"He was taken on 11 June 2023. She was freed {words}.", WEDNESDAY)
    assert found.from_ == date.fromisoformat(from_)
    assert found.to == (date.fromisoformat(to) if to else None)


@pytest.mark.parametrize("words", ["the next day", "two weeks later", "that month"])
def test_without_a_time_told_before_they_have_no_days(words: str) -> None:
    (found,) = find_times(f"She was freed {words}.", WEDNESDAY)
    assert (found.from_, found.to) == (None, None)


def test_the_same_day_is_the_last_day_told_not_the_last_year() -> None:
    text = "On Sunday a court upheld the sentence of 2015. On the same day it jailed a teacher."
    *_, found = find_times(text, WEDNESDAY)
    assert (found.text, found.from_) == ("On the same day", date(2024, 3, 17))


def test_the_year_in_the_name_of_a_case_or_a_law_is_no_time() -> None:
    text = "A court held 29 defendants in Case 910 of 2021 under Law No. 12 of 2018."
    assert find_times(text, WEDNESDAY) == []


def test_what_came_days_before_the_act_is_counted_back_from_its_day() -> None:
    text = "He died on Thursday, eleven days after the guards had let him go."
    assert [found.from_ for found in find_times(text, WEDNESDAY)] == [date(2024, 3, 14), date(2024, 3, 3)]


@pytest.mark.parametrize(
    ("told", "near", "from_"),
    [
        (date(2023, 6, 11), True, date(2023, 6, 19)),
        (date(2023, 6, 11), False, date(2024, 3, 19)),
        (date(2023, 6, 25), True, date(2024, 3, 19)),  # the story has passed it
    ],
)
def test_a_bare_day_is_in_the_month_that_its_paragraph_told(told: date, near: bool, from_: date) -> None:
    (found,) = find_times("They came on the 19th.", WEDNESDAY, (told, told), near=near)
    assert found.from_ == from_


@pytest.mark.parametrize(
    "words", ["after nine days", "the second time", "in the same weeks", "within ten days"]
)
def test_a_time_without_days_keeps_its_words(words: str) -> None:
    (found,) = find_times(f"{words.capitalize()} she was freed.", WEDNESDAY)
    assert (found.text.lower(), found.from_, found.to) == (words, None, None)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("in March", "on 5 March", "on 5 March"),
        ("on 5 March", "in March", "on 5 March"),
        ("in January", "on 5 March", "in January"),
        ("recently", "on 5 March", "on 5 March"),
        ("since March", "on 5 March", "since March"),
    ],
)
def test_of_two_times_of_one_act_the_narrower_holds(first: str, second: str, kept: str) -> None:
    (one,), (other,) = find_times(first, WEDNESDAY), find_times(second, WEDNESDAY)
    found = narrower(one, other)
    assert found is not None
    assert found.text == kept
    assert narrower(None, other) == other


def test_a_month_in_an_old_story_is_of_the_years_told() -> None:
    *_, found = find_times("He was held in June 2019. He was moved in October and freed in May.", WEDNESDAY)
    assert found.from_ == date(2020, 5, 1)


@given(
    st.lists(st.sampled_from(PHRASES) | st.text(max_size=8), max_size=6),
    st.none() | st.dates(),
)
def test_bounds_are_ordered_and_offsets_return_the_words(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    found = find_times(text, published)
    for when in found:
        assert text[when.start : when.end] == when.text
        assert when.from_ is None or when.to is None or when.from_ <= when.to
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Unlike last year, many were locked up this year.", ["this year"]),
        ("Three were shot, compared with 2021, in May 2023.", ["in May 2023"]),
        ("Twice as many were sent there as opposed to in 2021.", []),
        ("More were jailed than in 2021.", []),
        ("More were jailed than last year.", []),
        ("He was held for more than a week ending on 3 March 2023.", ["on 3 March 2023"]),
        ("She came back less than two weeks ago.", ["two weeks ago"]),
    ],
)
def test_a_time_told_to_compare_is_none_of_the_story(words: str, told: list[str]) -> None:
    assert [when.text for when in find_times(words, WEDNESDAY)] == told
