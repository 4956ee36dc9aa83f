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
        ("Mothers of prisoners of the protests of July 11 were beaten.", None),
        ("He was jailed for shouting slogans in March 2008.", None),
        ("VENNICK, March 19 — Two traders were arrested.", None),
        ("A lawyer was arrested on Monday on account of last month's list.", date(2024, 3, 18)),
        ("Inmates were forced to make Christmas chains.", None),
        ("Two traders were shot in last week's raid.", date(2024, 3, 11)),
        ("Police came on Monday. After nine days they were released.", None),
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


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The arrests of traders began on Monday.", None),
        ("His pension was stopped from October.", None),
        ("Police arrested two traders this week.", date(2024, 3, 20)),
        ("Police will arrest two traders this week.", date(2024, 3, 24)),
        ("Thirteen believers were held in March.", date(2024, 3, 31)),
    ],
)
def test_what_goes_on_has_no_end_and_what_happened_ends_by_publication(
    read_one: Callable[[str], Claim], text: str, to: date | None
) -> None:
    found = read_one(text).time
    assert found.from_ is not None
    assert found.to == to
