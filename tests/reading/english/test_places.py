from collections.abc import Callable

import pytest

from saksi.record import Claim


@pytest.mark.parametrize(
    ("text", "place", "country", "admin1"),
    [
        ("Two women were arrested in Vennick.", "Vennick", "XO", "South Calder"),
        (
            "Two traders were arrested at the market in Pyongyang, North Korea.",
            "the market in Pyongyang",
            "KP",
            "Pyongyang",
        ),
        ("Two traders were arrested in North Korea.", "North Korea", "KP", None),
        ("North Korean police arrested two traders.", None, "KP", None),
        ("In North Korea, he was taken to a labor camp.", "a labor camp", "KP", None),
        ("The couple were sent to Camp 14, a source in Hyesan said.", "Camp 14", "KP", "South Pyongan"),
        ("Police arrested two traders.", None, None, None),
        (
            "Two traders were arrested in Hyesan City in Yanggang Province.",
            "Hyesan City in Yanggang Province",
            "KP",
            "Ryanggang",
        ),
        ("A family from Tanchon, South Hamgyong Province, was arrested.", "Tanchon", "KP", "South Hamgyong"),
        ("North Korea executed two traders.", "North Korea", "KP", None),
    ],
)
def test_the_most_specific_place_of_the_clause(
    read_one: Callable[[str], Claim], text: str, place: str | None, country: str | None, admin1: str | None
) -> None:
    found = read_one(text).place
    assert (found.text, found.country) == (place, country)
    assert admin1 is None or (found.admin1 or "").startswith(admin1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police arrested two traders at a house in Vennick.", "a house in Vennick"),
        ("Two traders were shot on a bridge at Corrow.", "a bridge at Corrow"),
        ("The women were beaten in the cells of the Agency.", "the cells of the Agency"),
        ("Two traders were arrested in the northern city of Vennick.", "Vennick"),
        ("Two women were arrested in the capital, Vennick.", "Vennick"),
        ("Two women were taken to prison.", None),
        ("Two teachers were arrested in Vorrasht.", "Vorrasht"),
        ("Two women were arrested for their faith in Jesus.", None),
        ("Dozens were sent to labour camps.", None),
        (
            "Two women were beaten in the corridor of a prison in Vennick.",
            "the corridor of a prison in Vennick",
        ),
        ("Two traders were arrested, people in Vennick said.", None),
        ("Police led two teachers out of the school.", "the school"),
        ("Two traders were beaten in front of the town hall.", "the town hall"),
        ("Two soldiers were shot at a shooting range.", "a shooting range"),
        ("Two teachers were taken to El Marrano.", "El Marrano"),
        ("HOLLIN, Veshany (MP) — Two traders were arrested.", None),
    ],
)
def test_the_phrase_that_says_where(read_one: Callable[[str], Claim], text: str, place: str | None) -> None:
    assert read_one(text).place.text == place


def test_a_place_holds_through_its_paragraph_and_no_further(read: Callable[[str], list[Claim]]) -> None:
    first, second, third = read(
        "Police arrested two traders in Vennick. A teacher was beaten.\n\nA farmer was shot."
    )
    assert (first.place.text, second.place.text, third.place.text) == ("Vennick", "Vennick", None)
    assert "place.clause" in (first.rules or ())
    assert "place.story" in (second.rules or ())


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Chinese phones were found in Onsong and Chongjin. Police arrested two traders.", "KP"),
        ("SEOUL (AP) — North Korea executed a general, Seoul said. He was shot at a range.", "KP"),
        ("Police arrested two Chinese traders.", "CN"),
    ],
)
def test_the_country_is_that_of_its_towns_not_of_the_phones_or_of_the_dateline(
    read: Callable[[str], list[Claim]], text: str, country: str
) -> None:
    assert {claim.place.country for claim in read(text)} == {country}


def test_a_room_holds_for_no_other_sentence(read: Callable[[str], list[Claim]]) -> None:
    first, second = read("Police beat a trader in the kitchen. A teacher was arrested.")
    assert (first.place.text, second.place.text) == ("the kitchen", None)


def test_the_name_that_heads_a_paragraph_is_its_place(read_one: Callable[[str], Claim]) -> None:
    assert read_one("Vennick: Four students were arrested at night.").place.text == "Vennick"
