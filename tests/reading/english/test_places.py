from collections.abc import Callable

import pytest

from saksi.record import Claim


@pytest.mark.parametrize(
    ("text", "place", "country", "admin1"),
    [
        ("Two women were arrested in Vennick.", "Vennick", "XO", "South Calder"),
        (
            "Two traders were arrested at the market in Pyongyang, North Korea.",
            "Pyongyang",
            "KP",
            "Pyongyang",
        ),
        ("Two traders were arrested in North Korea.", "North Korea", "KP", None),
        ("North Korean police arrested two traders.", None, "KP", None),
        ("In North Korea, he was taken to a labor camp.", "a labor camp", "KP", None),
        ("The couple were sent to Camp 14, a source in Hyesan said.", "Camp 14", "KP", "South Pyongan"),
        ("Police arrested two traders.", None, None, None),
    ],
)
def test_the_most_specific_place_of_the_clause(
    read_one: Callable[[str], Claim], text: str, place: str | None, country: str | None, admin1: str | None
) -> None:
    found = read_one(text).place
    assert (found.text, found.country) == (place, country)
    assert admin1 is None or (found.admin1 or "").startswith(admin1)
