from collections.abc import Callable

import pytest

from saksi.reading.english.people import age_in
from saksi.record import Claim


@pytest.mark.parametrize(
    ("victim", "status"),
    [
        ("the minister", "elite"),
        ("a senior official of the ministry", "elite"),
        ("the farm manager", "official"),
        ("two traders", "ordinary"),
        ("a soldier", "ordinary"),
        ("six people", "ordinary"),
        ("the wife of the trader", "family_of_accused"),
        ("her children", "family_of_accused"),
        ("forty families", "ordinary"),
        ("a family of three", "ordinary"),
        ("a mother of two", "ordinary"),
        ("the children of executives", "elite"),
        ("high-level executives and ordinary residents alike", "mixed"),
    ],
)
def test_status_follows_the_noun(read_one: Callable[[str], Claim], victim: str, status: str) -> None:
    assert read_one(f"Police arrested {victim}.").victim.status == status


@pytest.mark.parametrize(
    ("victim", "roles"),
    [
        ("a fortune teller", ("fortune teller",)),
        ("the woman, a teacher,", ("teacher",)),
        ("three students", ("student",)),
        ("six people", ()),
        ("two women", ()),
    ],
)
def test_roles_are_singular_nouns_and_never_merely_people(
    read_one: Callable[[str], Claim], victim: str, roles: tuple[str, ...]
) -> None:
    assert read_one(f"{victim.capitalize()} were arrested.").victim.roles == roles


@pytest.mark.parametrize(
    ("victim", "sex", "type_"),
    [
        ("A female student", "female", "individual"),
        ("A schoolgirl", "female", "individual"),
        ("He", "male", "individual"),
        ("Two women", "female", "group"),
        ("Two traders", "unknown", "group"),
    ],
)
def test_sex_is_only_what_the_words_say(
    read_one: Callable[[str], Claim], victim: str, sex: str, type_: str
) -> None:
    claim = read_one(f"{victim} was arrested.")
    assert (claim.victim.sex, claim.victim.type) == (sex, type_)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("a man in his 40s", "40s"),
        ("a woman in her early fifties", "50s"),
        ("a 42-year-old man", "42"),
        ("a girl aged 9", "9"),
        ("a broker, 31, of Corrow", "31"),
        ("a man", None),
        ("31 men", None),
    ],
)
def test_an_age_is_given_as_the_text_gives_it(text: str, age: str | None) -> None:
    assert age_in(text) == age


def test_somebody_named_is_an_individual_with_a_name(read_one: Callable[[str], Claim]) -> None:
    victim = read_one("Kim Dae-sung, a broker, was arrested.").victim
    assert (victim.text, victim.name, victim.type, victim.roles) == (
        "Kim Dae-sung",
        "Kim Dae-sung",
        "individual",
        ("broker",),
    )


@pytest.mark.parametrize(
    ("sentence", "included"),
    [
        ("A trader was sent to a political prison camp along with his family.", True),
        ("A trader was banished together with his wife.", True),
        ("He and his family were banished.", True),
        ("A trader was banished.", False),
    ],
)
def test_a_family_only_appended_is_included(
    read_one: Callable[[str], Claim], sentence: str, included: bool
) -> None:
    claim = read_one(sentence)
    assert claim.victim.family_included is included
    assert claim.victim.status == "ordinary"


def test_a_family_with_its_own_predicate_is_a_claim_of_its_own(read: Callable[[str], list[Claim]]) -> None:
    camp, family = read("Two men were taken to a labor camp and their families were banished.")
    assert (camp.act, camp.count.min) == ("detention_other", 2)
    assert (family.act, family.victim.status) == ("banishment", "family_of_accused")


def test_a_list_of_people_is_one_claim_with_their_sum(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Two women and three men were arrested.")
    assert (claim.count.min, claim.victim.text) == (5, "Two women and three men")
    assert (claim.victim.type, claim.victim.sex) == ("group", "mixed")


@pytest.mark.parametrize("victim", ["Seven men and women", "Seven traders and farmers"])
def test_one_number_counts_both_of_a_pair(read_one: Callable[[str], Claim], victim: str) -> None:
    claim = read_one(f"{victim} were arrested.")
    assert (claim.count.min, claim.count.max) == (7, 7)


def test_who_says_i_is_the_one_who_speaks(read: Callable[[str], list[Claim]]) -> None:
    claims = read("“I was arrested in May,” Orsa Vell told Corrow Daily. “Two men beat me in the cell.”")
    assert {claim.victim.name for claim in claims} == {"Orsa Vell"}
    assert {claim.attribution.directness for claim in claims} == {"eyewitness"}


def test_the_number_of_a_camp_counts_nobody(read_one: Callable[[str], Claim]) -> None:
    count = read_one("The prisoners of Camp 14 are forced to work.").count
    assert (count.min, count.max) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [
        ("Pupils from the age of twelve were arrested by police.", 2, None),
        ("Two Yemenis were beheaded in the square.", 2, 2),
        ("Those who had prayed were arrested.", 2, None),
        ("Each monk was beaten by the police.", 2, None),
        ("At least 131,106 Syrians are still detained.", 131_106, None),
        ("Police arrested his parents.", 2, 2),
        ("A tailor and several others were arrested.", 4, 10),
        ("The whole unit was arrested.", 2, None),
        ("The greater part of them were arrested on Sunday.", 2, None),
    ],
)
def test_people_are_counted_by_their_words_and_not_by_their_age(
    read_one: Callable[[str], Claim], sentence: str, least: int, most: int | None
) -> None:
    count = read_one(sentence).count
    assert (count.min, count.max) == (least, most)


def test_who_saw_it_is_no_victim(read: Callable[[str], list[Claim]]) -> None:
    claims = read("A witness said he saw the execution of two men in public.")
    assert {claim.victim.text for claim in claims} == {"two men"}


def test_whoever_speaks_is_one_person_and_nobody_told_of_before(read: Callable[[str], list[Claim]]) -> None:
    *_, mine = read("Police arrested two traders. They beat me in the corridor.")
    assert mine.victim.text == "me"
    assert (mine.count.min, mine.count.max) == (1, 1)


def test_the_same_people_again_are_as_many(read: Callable[[str], list[Claim]]) -> None:
    first, second = read("Twenty skaters were arrested. The skaters were fined.")
    assert (first.count.min, second.count.min, second.count.max) == (20, 20, 20)


def test_houses_are_counted_as_houses(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Soldiers burned 160 houses in two villages.")
    assert (claim.act, claim.count.min, claim.count.unit) == ("confiscation", 160, "houses")


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("His wife was arrested.", "family_of_accused"),
        ("His wife was arrested for smuggling.", "ordinary"),
        ("Her husband, Arun Vell, was arrested.", "ordinary"),
        ("The teacher was banished because her son had fled.", "family_of_accused"),
    ],
)
def test_kin_are_punished_for_a_relative_unless_for_what_they_did(
    read_one: Callable[[str], Claim], sentence: str, status: str
) -> None:
    assert read_one(sentence).victim.status == status
