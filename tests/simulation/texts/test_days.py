from datetime import date

import pytest

from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.english import days as english
from saksi.simulation.texts.korean import days as korean
from saksi.simulation.texts.story import (
    RECENTLY,
    When,
    between,
    in_month,
    in_part,
    in_year,
    on_day,
    since,
)

WEDNESDAY = date(2031, 6, 18)


@pytest.mark.parametrize(
    ("when", "in_english", "in_korean"),
    [
        (on_day(date(2031, 6, 16), relative=True), {"on Monday"}, {"지난 16일", "이달 16일"}),
        (
            on_day(date(2031, 6, 3), relative=True),
            {"on the 3rd", "on the 3rd of this month"},
            {"지난 3일", "이달 3일"},
        ),
        (
            on_day(date(2031, 5, 23), relative=True),
            {"on the 23rd of last month", "last month, on the 23rd,"},
            {"지난달 23일"},
        ),
        (on_day(date(2031, 3, 4)), {"on March 4"}, {"3월 4일"}),
        (on_day(date(2030, 12, 4)), {"on December 4"}, {"지난해 12월 4일"}),
        (on_day(date(2029, 12, 4)), {"on December 4, 2029"}, {"2029년 12월 4일"}),
        (
            in_part(2031, 5, 2, relative=True),
            {"late last month", "at the end of last month"},
            {"지난달 말", "지난달 하순"},
        ),
        (in_part(2031, 3, 1), {"in mid-March", "in the middle of March"}, {"3월 중순"}),
        (in_month(2031, 5, relative=True), {"last month"}, {"지난달"}),
        (in_month(2030, 11), {"in November", "during November"}, {"지난해 11월"}),
        (in_year(2030, relative=True), {"last year"}, {"지난해", "작년"}),
        (in_year(2027), {"in 2027", "during 2027"}, {"2027년"}),
        (since(date(2031, 2, 1)), {"since February"}, {"2월부터"}),
        (since(date(2031, 2, 7)), {"since February 7"}, {"2월 7일부터"}),
        (
            between(date(2031, 3, 1), date(2031, 5, 31)),
            {"from March to May", "between March and May"},
            {"3월부터 5월 사이"},
        ),
        (
            between(date(2031, 4, 2), date(2031, 4, 9)),
            {"from April 2 to April 9", "between April 2 and April 9"},
            {"4월 2일부터 9일 사이", "4월 2일부터 9일까지"},
        ),
        (When(), {""}, {""}),
    ],
)
def test_an_interval_has_words_that_mean_exactly_it(
    when: When, in_english: set[str], in_korean: set[str]
) -> None:
    assert {english.words_for(when, WEDNESDAY, Dice(seed)) for seed in range(40)} == in_english
    assert {korean.words_for(when, WEDNESDAY, Dice(seed)) for seed in range(40)} == in_korean


def test_recently_has_words_and_no_days() -> None:
    assert (RECENTLY.first, RECENTLY.last) == (None, None)
    assert english.words_for(RECENTLY, WEDNESDAY, Dice(1))
    assert korean.words_for(RECENTLY, WEDNESDAY, Dice(1))


def test_the_last_third_of_a_month_ends_with_the_month() -> None:
    assert in_part(2032, 2, 2).last == date(2032, 2, 29)
    assert in_part(2031, 4, 2).last == date(2031, 4, 30)
