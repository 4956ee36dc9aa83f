from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake.dates import find_days, read_day

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "words",
    [
        "2024-03-05", "2024/3/5", "2024.03.05.", "2024. 3. 5", "2024년 3월 5일", "5 March 2024",
        "5th of March, 2024",
        "March 5, 2024", "Mar. 5th 2024", "Tuesday, MARCH 5, 2024", "20240305",
        "Tue, 05 Mar 2024 10:00:00 +0000",
        "2024-03-05T23:30:00-05:00",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(words: str) -> None:
    assert read_day(words) == DAY


@pytest.mark.parametrize(
    "words",
    ["", "March 2024", "2024", "05/03/2024", "2024-02-30", "2024-13-01", "5 March", "yesterday", "9999999999",
     "between 2024-03-05 and 2024-03-09", "0000-00-00", "12024-03-055"],
)  # fmt: skip
def test_what_names_no_single_day_is_unknown(words: str) -> None:
    assert read_day(words) is None


@pytest.mark.parametrize(
    ("words", "day"), [("25/03/2024", date(2024, 3, 25)), ("03/25/2024", date(2024, 3, 25))]
)
def test_figures_are_read_where_only_one_order_is_a_date(words: str, day: date) -> None:
    assert read_day(words) == day


@given(
    st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)), st.text(alphabet="ab .,", max_size=9)
)
def test_a_written_day_is_found_where_it_stands(day: date, before: str) -> None:
    text = f"{before} {day.isoformat()} "
    found = [each for each in find_days(text) if each.day == day]
    assert text[found[0].start : found[0].end] == day.isoformat()
