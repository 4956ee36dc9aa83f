import pytest

from saksi.linking.events.places import joined, parents, spot_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Chongjin", "KP", "North Hamgyong"), ("청진시", "KP", None)),
        (("Corrow", "XO", None), ("코로", "XO", None)),
        (("Ubazeth City", "XN", None), ("우바제스시", "XN", None)),
    ],
)
def test_a_place_is_one_spot_in_both_languages(
    one: tuple[str, str, str | None], other: tuple[str, str, str | None]
) -> None:
    assert spot_of(*one).place is not None
    assert spot_of(*one).place == spot_of(*other).place


def test_a_city_lies_in_its_province_also_where_the_report_does_not_say_so() -> None:
    assert spot_of("Chongjin", "KP", None).admin1 == spot_of(None, "KP", "함경북도").admin1


def test_a_province_that_no_gazetteer_holds_is_known_by_its_unit() -> None:
    assert spot_of("Tabatuvo Province", "XN", None).admin1 == spot_of("타바투보도", "XN", None).admin1
    assert spot_of("Tabatuvo Province", "XN", None).place is None


@pytest.mark.parametrize(
    "words",
    ["the border", "the man's home county", "his village", "현지", "보위부 구류장", "North Korea", None],
)
def test_words_that_only_describe_a_place_are_no_spot(words: str | None) -> None:
    assert spot_of(words, "KP", None).place is None


def test_an_airfield_lies_in_its_city() -> None:
    airfield, city = spot_of("혜산비행장", "KP", None), spot_of("Hyesan", "KP", None)
    assert airfield.place is not None
    assert city.place in parents(airfield.place, "KP")


def test_sounds_that_differ_by_a_letter_are_taken_for_one_and_ids_never() -> None:
    found = joined(["ulatupo", "ulatuppo", "#sinuiju", "#sinuju", None])
    assert found["ulatupo"] == found["ulatuppo"]
    assert not any(key.startswith("#") for key in found)
