from collections.abc import Callable

import pytest

from saksi.record import Claim


@pytest.mark.parametrize(
    ("sentence", "institution"),
    [
        ("Police arrested two traders.", "police"),
        ("Two traders were arrested by border guards.", "border guard"),
        ("The court sentenced two traders to death.", "court"),
        ("Two traders were arrested.", None),
        ("Robbers killed two traders.", None),
        ("Officers of the Ministry of State Security arrested two traders.", "state security"),
        ("Two traders were jailed in the verdict of a court.", None),
        ("A police officer was arrested.", None),
    ],
)
def test_who_does_it_is_the_grammatical_doer(
    read_one: Callable[[str], Claim], sentence: str, institution: str | None
) -> None:
    assert read_one(sentence).perpetrator.institution == institution


def test_a_country_that_does_something_is_its_government(read_one: Callable[[str], Claim]) -> None:
    by = read_one("North Korea has executed two traders.").perpetrator
    assert (by.text, by.institution, by.level) == ("North Korea", "government", "national")
    assert read_one("A North Korean executed two traders.").perpetrator.institution is None


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("The police came at night. They arrested two traders.", "police"),
        ("The Ministry of State Security was told. The ministry arrested two traders.", "state security"),
        ("Police surrounded the house. Two traders were arrested.", "police"),
        ("Police surrounded the house.\n\nTwo traders were arrested.", None),
        ("The army is near. Two traders were arrested.", None),
    ],
)
def test_who_does_it_may_be_stated_in_the_sentence_before(
    read_one: Callable[[str], Claim], text: str, institution: str | None
) -> None:
    assert read_one(text).perpetrator.institution == institution


def test_an_order_is_of_who_gives_it(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("The Central Committee ordered the police to arrest traders.")
    assert claim.kind == "order"
    assert claim.perpetrator.institution == "party"


def test_who_only_speaks_does_nothing(read_one: Callable[[str], Claim]) -> None:
    assert read_one("Two traders were arrested, the government said.").perpetrator.institution is None
