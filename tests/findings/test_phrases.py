from datetime import date

import pytest

from saksi.findings.phrases import QUOTE_LENGTH, amount, number, quote, when, when_said
from saksi.findings.select import Statement
from saksi.record import Bounds, Time
from saksi.testing import a_claim, a_report


@pytest.mark.parametrize(
    ("low", "high", "unit", "english", "korean"),
    [
        (1, 1, "persons", "1 person", "1명"),
        (40, 60, "persons", "40 to 60 persons", "40~60명"),
        (40, None, "persons", "40 persons or more", "40명 이상"),
        (None, 60, "persons", "up to 60 persons", "60명 이하"),
        (None, None, "persons", "number not said", "인원 언급 없음"),
        (0, 0, "persons", "0 persons", "0명"),
        (1, None, "families", "1 family or more", "1가구 이상"),
        (2000, 9999, "houses", "2,000 to 9,999 houses", "2,000~9,999채"),
        (3, 3, "cases", "3 cases", "3건"),
    ],
)
def test_no_number_stands_without_its_unit(
    low: int | None, high: int | None, unit: str, english: str, korean: str
) -> None:
    words = amount(Bounds(min=low, max=high, unit=unit))
    assert (words.plain("en"), words.plain("ko")) == (english, korean)


def test_the_large_figure_of_a_korean_page_has_its_unit_inside() -> None:
    words = number(Bounds(min=24, max=None, unit="persons"))
    assert (words.plain("en"), words.plain("ko")) == ("24 or more", "24명 이상")


@pytest.mark.parametrize(
    ("start", "end", "english", "korean"),
    [
        ("2024-03-14", "2024-03-14", "14 Mar 2024", "2024년 3월 14일"),
        ("2024-03-01", "2024-03-10", "1 to 10 Mar 2024", "2024년 3월 1~10일"),
        ("2024-02-01", "2024-02-29", "Feb 2024, day not known", "2024년 2월(날짜 미상)"),
        ("2024-03-01", "2024-05-31", "Mar to May 2024, days not known", "2024년 3월~5월(날짜 미상)"),
        ("2024-01-01", "2024-12-31", "2024, day not known", "2024년(날짜 미상)"),
        ("1994-01-01", "2011-12-31", "1994 to 2011, days not known", "1994~2011년(날짜 미상)"),
        ("2024-03-14", None, "since 14 Mar 2024", "2024년 3월 14일 이후"),
        (None, "2024-03-20", "by 20 Mar 2024", "2024년 3월 20일까지"),
        (None, None, "time not said", "시기 언급 없음"),
        ("2024-01-30", "2024-02-02", "30 Jan 2024 to 2 Feb 2024", "2024년 1월 30일~2024년 2월 2일"),
    ],
)
def test_a_day_is_never_more_exact_than_it_is_known(
    start: str | None, end: str | None, english: str, korean: str
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    words = when(Time(from_=days[0], to=days[1]))
    assert (words.plain("en"), words.plain("ko")) == (english, korean)


@pytest.mark.parametrize(("published", "note"), [(None, "undated"), ("2024-03-20", "too loose")])
def test_a_relative_time_keeps_its_words_and_says_why_it_has_no_day(published: str | None, note: str) -> None:
    claim = a_claim(time={"text": "this year", "from": None, "to": None})
    words = when_said(Statement(a_report(published=published), claim)).plain("en")
    assert words.startswith("“this year”")
    assert note in words


def test_a_long_passage_is_shortened_at_a_word() -> None:
    text = "arrested " * 60
    statement = Statement(a_report(text), a_claim(passages=[[0, len(text)]]))
    shown = quote(statement).plain("en")
    assert len(shown) < QUOTE_LENGTH + 6
    assert shown.endswith("arrested …”")
