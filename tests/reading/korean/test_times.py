from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.korean.times import find_time

PUBLISHED = date(2021, 4, 22)  # a Thursday
TOLD = date(2021, 4, 10)
SAID = [
    ("지난 8일 해솔시에서", "2021-04-08", "2021-04-08"),
    ("지난 30일", "2021-03-30", "2021-03-30"),
    ("지난달 말", "2021-03-21", "2021-03-31"),
    ("이달 초", "2021-04-01", "2021-04-10"),
    ("3월 중순", "2021-03-11", "2021-03-20"),
    ("올해 2월", "2021-02-01", "2021-02-28"),
    ("지난해 12월 중순에도", "2020-12-11", "2020-12-20"),
    ("2018년 12월 말", "2018-12-21", "2018-12-31"),
    ("8월 5일 오후 1시", "2020-08-05", "2020-08-05"),
    ("지난 4월", "2021-04-01", "2021-04-30"),
    ("작년", "2020-01-01", "2020-12-31"),
    ("2019년 가을", "2019-09-01", "2019-11-30"),
    ("어제", "2021-04-21", "2021-04-21"),
    ("사흘 전", "2021-04-19", "2021-04-19"),
    ("지난주에는", "2021-04-12", "2021-04-18"),
    ("7일부터 10일까지", "2021-04-07", "2021-04-10"),
    ("8월부터 금지했다", "2020-08-01", None),
    ("오는 20일", "2021-05-20", "2021-05-20"),
    ("이날 오전", "2021-04-10", "2021-04-10"),
    ("이튿날", "2021-04-11", "2021-04-11"),
]


@pytest.mark.parametrize(("words", "low", "high"), SAID)
def test_words_of_time_become_days(words: str, low: str, high: str | None) -> None:
    time = find_time(words, PUBLISHED, TOLD)
    assert time is not None
    assert (str(time.from_), time.to and str(time.to)) == (low, high)
    assert time.text is not None
    assert time.text in words


@pytest.mark.parametrize(
    "words", ["3일간 굶었다", "말 한마디", "초소에서", "21일 데일리뉴스에", "15일 동안", ""]
)
def test_durations_and_other_words_are_no_time(words: str) -> None:
    assert find_time(words, PUBLISHED) is None


@pytest.mark.parametrize("words", ["지난 8일", "지난달 말", "작년", "어제", "지난주"])
def test_without_a_date_of_publication_relative_times_keep_only_their_words(words: str) -> None:
    time = find_time(words, None)
    assert time is not None
    assert (time.text, time.from_, time.to) == (words, None, None)


def test_an_impossible_day_keeps_its_words() -> None:
    time = find_time("지난 2월 31일", PUBLISHED)
    assert time is not None
    assert time.from_ is None


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 31))
def test_a_past_day_never_lies_after_publication(published: date, day: int) -> None:
    time = find_time(f"지난 {day}일", published)
    assert time is not None
    assert time.from_ is None or time.from_ <= published
