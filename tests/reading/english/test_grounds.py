from collections.abc import Callable

import pytest

from saksi.reading.english.grounds import behind_cause, grounds, plain
from saksi.record import Claim


def told(clause: str, victim: str | None, sentence: str) -> tuple[str, ...]:
    return grounds(clause, victim, behind_cause(plain(sentence)))


@pytest.mark.parametrize(
    ("clause", "codes"),
    [
        ("She was arrested in March", ()),
        ("She was arrested after a march", ("protest",)),
        ("two traders were arrested", ()),
        ("two traders were arrested for smuggling", ("economic",)),
        ("was shot for smuggling drugs over the border", ("border_crossing", "drugs")),
    ],
)
def test_grounds_are_what_the_words_allege(clause: str, codes: tuple[str, ...]) -> None:
    assert set(told(clause, None, clause)) == set(codes)


def test_a_ground_elsewhere_in_the_sentence_counts_behind_a_word_of_cause() -> None:
    clause, because = "He was taken away", "because he had prayed"
    assert told(clause, "He", f"{clause} one night, {because}.") == ("religion",)
    assert told(clause, "He", f"{clause} one night. They prayed.") == ()


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("She was fined for a post about the war", {"criticism"}),
        ("He was jailed on charges of leaking state secrets", {"secrecy_breach"}),
        ("She was detained over her hijab", {"appearance"}),
        ("They were expelled because their brother had fled", {"border_crossing"}),
        ("He was held for refusing to sign the order", {"policy_disagreement"}),
        ("He was shot on suspicion of spying", {"resistance_links"}),
        ("Two were arrested while a couple watched", set()),
        ("He was held without charge for six months", {"none_given"}),
        ("He was jailed for three years", set()),
    ],
)
def test_a_word_of_cause_lets_more_words_name_a_ground(sentence: str, codes: set[str]) -> None:
    assert set(told(sentence, None, sentence)) == codes


def test_the_clause_goes_before_its_sentence() -> None:
    sentence = "Two were held for smuggling and a teacher was dismissed for prostitution"
    assert told("Two were held for smuggling", None, sentence) == ("economic",)


def test_a_sentence_beside_it_may_state_the_accusation(read: Callable[[str], list[Claim]]) -> None:
    first, *_ = read("Two traders were shot in Vennick. They were accused of spying for the enemy.")
    assert first.grounds == ("resistance_links",)
    assert "grounds.beside" in (first.rules or ())


def test_what_is_done_in_custody_has_no_charge_of_its_own(read: Callable[[str], list[Claim]]) -> None:
    beaten, *_ = read(
        "Two traders were beaten in the cells of Vennick. They were accused of spying for the enemy."
    )
    assert (beaten.act, beaten.grounds) == ("torture", ())


def test_what_a_ban_forbids_is_not_why_it_is_imposed(read_one: Callable[[str], Claim]) -> None:
    assert read_one("Two nurses were forbidden to leave the country.").grounds == ()


def test_who_is_let_go_is_punished_for_nothing(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Two Christians were released on Monday.")
    assert (claim.act, claim.grounds) == ("release", ())


def test_the_matter_that_a_report_keeps_coming_back_to_is_the_ground(
    read: Callable[[str], list[Claim]],
) -> None:
    text = (
        "Two traders were arrested because they had prayed. Bibles were found in a loft. The two had held"
        " prayer meetings for years.\n\nA teacher was arrested, too."
    )
    assert read(text)[-1].grounds == ("religion",)


def test_families_who_are_punished_are_punished_for_a_relative(read_one: Callable[[str], Claim]) -> None:
    assert read_one("The family was banished to the mountains.").grounds == ("association",)


def test_kin_are_punished_for_a_relative_and_not_for_the_matter_of_the_report(
    read: Callable[[str], list[Claim]],
) -> None:
    text = (
        "A trader was arrested because he had prayed. Bibles were found in a loft. He had held prayer"
        " meetings for years.\n\nHis parents were banished to the mountains."
    )
    kin = read(text)[-1]
    assert (kin.victim.status, kin.grounds) == ("family_of_accused", ("association",))
