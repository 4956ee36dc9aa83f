from collections.abc import Callable
from datetime import date

import pytest

from saksi.record import Claim


@pytest.mark.parametrize(
    ("text", "from_"),
    [
        ("Two traders were arrested on Monday.", date(2024, 3, 18)),
        ("A trader who had fled in 2019 was arrested on Monday.", date(2024, 3, 18)),
        ("Two traders were arrested, a source said on Monday.", None),
        ("A source said on Monday that two traders were arrested last week.", date(2024, 3, 11)),
        ("On Monday police came, and two traders were arrested.", date(2024, 3, 18)),
        ("Police came on Monday. Two traders were arrested.", date(2024, 3, 18)),
        ("Police came on Monday.\n\nTwo traders were arrested.", None),
        ("“Two traders were arrested in May,” a source said on Monday.", date(2023, 5, 1)),
    ],
)
def test_the_time_of_an_act_and_not_of_its_telling(
    read_one: Callable[[str], Claim], text: str, from_: date | None
) -> None:
    assert read_one(text).time.from_ == from_


def test_a_habit_takes_no_date_from_the_story(read: Callable[[str], list[Claim]]) -> None:
    *_, habit = read("Police came on Monday. Traders are often beaten.")
    assert habit.modality == "ongoing"
    assert habit.time.from_ is None
