"""Counts and times in words: with a unit that fits, and unknown written out."""

from datetime import date

import pytest

from saksi import record
from saksi.workspace.holdings.views.saying import count_said, time_said


@pytest.mark.parametrize(
    ("low", "high", "unit", "en", "ko"),
    [
        (1, 1, "persons", "1 person", "1명"),
        (2, 2, "persons", "2 persons", "2명"),
        (40, 60, "persons", "40 to 60 persons", "40~60명"),
        (1, None, "families", "1 family or more", "1가구 이상"),
        (1_200, None, "persons", "1,200 persons or more", "1,200명 이상"),
        (None, 3, "houses", "up to 3 houses", "최대 3채"),
        (None, None, "cases", "number not said", "인원 언급 없음"),
    ],
)
def test_a_count_says_bounds_and_unit(low: int | None, high: int | None, unit: str, en: str, ko: str) -> None:
    count = record.Count(min=low, max=high, text=None, unit=unit)
    assert (count_said("en", count), count_said("ko", count)) == (en, ko)


@pytest.mark.parametrize(
    ("since", "until", "en", "ko"),
    [
        (date(2024, 3, 14), date(2024, 3, 14), "14 Mar 2024", "2024년 3월 14일"),
        (date(2024, 3, 1), date(2024, 3, 10), "1 to 10 Mar 2024", "2024년 3월 1~10일"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024, day not known", "2024년 2월, 날짜 알 수 없음"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024, day not known", "2024년, 날짜 알 수 없음"),
        (
            date(2023, 12, 30),
            date(2024, 1, 2),
            "30 Dec 2023 to 2 Jan 2024",
            "2023년 12월 30일~2024년 1월 2일",
        ),
        (date(2024, 1, 1), None, "since 1 Jan 2024", "2024년 1월 1일부터"),
        (None, date(2024, 3, 20), "up to 20 Mar 2024", "2024년 3월 20일까지"),
        (None, None, "time not said", "시기 언급 없음"),
    ],
)
def test_a_time_says_what_is_known_and_no_more(
    since: date | None, until: date | None, en: str, ko: str
) -> None:
    time = record.Time(text=None, from_=since, to=until)
    assert (time_said("en", time), time_said("ko", time)) == (en, ko)
