from collections.abc import Callable

import pytest

from saksi.reading.english.circumstances import grounds, penalty
from saksi.record import Claim


@pytest.mark.parametrize(
    ("sentence", "institution"),
    [
        ("Police arrested two traders.", "police"),
        ("Two traders were arrested by border guards.", "border guard"),
        ("The court sentenced two traders to death.", "court"),
        ("Two traders were arrested.", None),
        ("Robbers killed two traders.", None),
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
    ("clause", "said"),
    [
        ("was sentenced to ten years in prison", "ten years in prison"),
        ("got between eight and ten years of reeducation", "between eight and ten years of reeducation"),
        ("were given up to one year", "up to one year"),
        ("was given six months in a labour brigade", "six months in a labour brigade"),
        ("was jailed for life", "for life"),
        ("Last year three were arrested", None),
        ("was arrested", None),
    ],
)
def test_a_penalty_is_the_term_and_not_a_date(clause: str, said: str | None) -> None:
    assert penalty("detention_other", clause) == said


def test_an_act_without_a_term_has_no_penalty() -> None:
    assert penalty("torture", "was beaten for two days") is None


@pytest.mark.parametrize(
    ("clause", "codes"),
    [
        ("She was arrested in March", ()),
        ("She was arrested after a march", ("protest",)),
        ("two traders were arrested", ()),
        ("two traders were arrested for smuggling", ("economic",)),
        ("was shot for smuggling drugs over the border", ("border_crossing", "economic", "drugs")),
    ],
)
def test_grounds_are_what_the_words_allege(clause: str, codes: tuple[str, ...]) -> None:
    assert set(grounds(clause, None, clause)) == set(codes)


def test_a_ground_elsewhere_in_the_sentence_counts_behind_a_word_of_cause() -> None:
    clause, because = "He was taken away", "because he had prayed"
    assert grounds(clause, "He", f"{clause} one night, {because}.") == ("religion",)
    assert grounds(clause, "He", f"{clause} one night. They prayed.") == ()
