import pytest

from saksi.countries import find_countries, general

UNITED_NATIONS = 193


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [
        (text[match.start : match.end], match.country.iso)
        for match in find_countries(text, language=language)
    ]


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("two Eritreans fled", "Eritreans", "ER"),
        ("Belarusian KGB", "Belarusian", "BY"),
        ("the Burmese army", "Burmese", "MM"),
        ("the U.S. said", "U.S", "US"),
        ("in the DR Congo", "DR Congo", "CD"),
        ("South Sudanese troops", "South Sudanese", "SS"),
        ("Papua New Guinea", "Papua New Guinea", "PG"),
        ("North Korea's army", "North Korea", "KP"),
        ("Côte d’Ivoire", "Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "Cote d'Ivoire", "CI"),
        ("Guinea-Bissau", "Guinea-Bissau", "GW"),
    ],
)
def test_names_and_demonyms_are_found(text: str, words: str, iso: str) -> None:
    assert found(text) == [(words, iso)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("북한에서는", "KP"),
        ("중국인 남성", "CN"),
        ("미얀마군", "MM"),
        ("에리트레아의", "ER"),
        ("남한 드라마", "KR"),
    ],
)
def test_korean_names_are_found_before_particles(text: str, iso: str) -> None:
    assert [code for _, code in found(text, "ko")] == [iso]


@pytest.mark.parametrize("text", ["tell us", "polish the floor", "a turkey", "인도적 지원", "수단과"])
def test_a_common_word_is_no_sure_country(text: str) -> None:
    language = "ko" if text[0] > "가" else "en"
    assert all(match.ambiguous for match in find_countries(text, language=language))


@pytest.mark.parametrize("text", ["Georgia", "Jordan", "Chad", "Turkey", "the North", "Poles"])
def test_names_that_often_mean_something_else_are_marked(text: str) -> None:
    assert [match.ambiguous for match in find_countries(text, language="en")] == [True]


def test_the_same_words_are_sure_with_a_full_name() -> None:
    assert [match.ambiguous for match in find_countries("North Korea and Eritrea", language="en")] == [
        False,
        False,
    ]


def test_a_demonym_is_told_from_a_name() -> None:
    assert [match.demonym for match in find_countries("Iranian agents in Iran", language="en")] == [
        True,
        False,
    ]


def test_every_member_of_the_united_nations_is_there() -> None:
    assert len(general().countries) >= UNITED_NATIONS
    without = [c.iso for c in general().countries if not c.demonyms["en"]]
    assert set(without) <= {
        "CG",
        "CK",
        "DM",
        "VA",
    }  # their words are those of a neighbour, or none are in use
