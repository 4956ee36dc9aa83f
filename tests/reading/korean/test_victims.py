import pytest

from saksi.reading.korean import read_korean
from saksi.record import Claim

SAID = [
    ("보위부가 20대 여성 3명을 체포했다.", "20대 여성 3명", "ordinary", "group"),
    ("세관장이 해임됐다.", "세관장", "official", "individual"),
    ("체포된 밀수꾼 두 명은 말이 없었다.", "밀수꾼 두 명", "ordinary", "group"),
    ("탈북자 가족들이 추방됐다.", "탈북자 가족들", "family_of_accused", "group"),
    ("나머지 청년들에게는 7년의 노동교화형이 떨어졌다.", "나머지 청년들", "ordinary", "group"),
    ("배 모(45) 씨가 체포됐다.", "배 모(45) 씨", "ordinary", "individual"),
    ("안전원들이 최 씨의 집을 뒤졌다.", "최 씨", "ordinary", "individual"),
    ("보위부는 파견 노동자들에 대한 감시를 강화했다.", "파견 노동자들", "ordinary", "group"),
]


def only(text: str) -> Claim:
    (claim,) = read_korean(text, published=None, outlet="새벽통신")
    return claim


@pytest.mark.parametrize(("sentence", "words", "status", "kind"), SAID)
def test_the_victim_is_the_one_who_suffers(sentence: str, words: str, status: str, kind: str) -> None:
    victim = only(sentence).victim
    assert (victim.text, victim.status, victim.type) == (words, status, kind)


def test_sex_and_age_are_read_where_they_are_said() -> None:
    victim = only("보위부가 20대 여성 한 명을 체포했다.").victim
    assert (victim.sex, victim.age) == ("female", "20대")


def test_the_child_of_an_official_has_the_parents_standing_and_is_not_the_family_of_an_accused() -> None:
    claim = only("보위부는 시 검찰소장의 딸을 석방했다.")
    assert (claim.victim.status, claim.grounds) == ("official", ())


def test_a_name_is_a_name_only_if_the_report_gives_one() -> None:
    assert only("배 모(45) 씨가 체포됐다.").victim.name == "배 모"
    assert only("배 모(45) 씨가 체포됐다.").victim.age == "45"
    assert only("밀수꾼 한 명이 체포됐다.").victim.name is None


def test_a_pronoun_takes_what_was_said_of_the_person_before() -> None:
    first, second = read_korean(
        "밀수꾼 강 씨가 체포됐다. 그는 한 달 뒤 처형됐다.", published=None, outlet="새벽통신"
    )
    assert second.victim == first.victim
    assert second.count == first.count


def test_the_agent_is_no_victim() -> None:
    claim = only("보위부가 교원을 체포했다.")
    assert claim.perpetrator.institution == "state security"
    assert claim.victim.text == "교원"


def test_a_prison_is_where_not_who() -> None:
    assert only("교원 한 명이 교화소로 보내졌다.").perpetrator.institution is None


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("은벌시 보위부는 문 씨와 부모, 남동생을 체포했다.", 4, 4),
        ("A씨 부모가 은벌시에서 체포됐다.", 2, 2),
        ("은벌시 전체 교원이 체포됐다.", 2, None),
    ],
)
def test_people_named_side_by_side_are_added_up(sentence: str, low: int, high: int | None) -> None:
    count = only(sentence).count
    assert (count.min, count.max) == (low, high)
