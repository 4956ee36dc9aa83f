from datetime import date

from saksi.reading.korean import read_drafts
from saksi.record import Claim


def read(text: str) -> list[Claim]:
    return [
        draft.claim
        for draft in read_drafts(text, published=date(2024, 5, 6), outlet="새벽통신")
        if draft.sure
    ]


def test_headline_and_body_become_one_claim_with_both_passages() -> None:
    text = "보위부, 밀수꾼 3명 체포\n\n지난 2일 해솔시에서 밀수꾼 3명이 보위부에 체포됐다."
    (claim,) = read(text)
    core, headline = claim.passages
    assert core.of(text) == "지난 2일 해솔시에서 밀수꾼 3명이 보위부에 체포됐다"
    assert headline.of(text).startswith("보위부")


def test_different_counts_people_and_days_stay_apart() -> None:
    text = "지난 2일 교원 3명이 체포됐다. 지난 4일에는 목사 5명이 체포됐다."
    assert [claim.count.min for claim in read(text)] == [3, 5]


def test_a_family_is_not_merged_with_its_head() -> None:
    text = "밀수꾼 강 씨가 추방됐다. 그의 가족도 추방됐다."
    assert [claim.victim.status for claim in read(text)] == ["ordinary", "family_of_accused"]


def test_a_list_of_places_is_a_claim_a_place() -> None:
    text = "해솔시에서 3명, 은벌군에서 2명이 처형됐다."
    assert [(claim.place.text, claim.count.min) for claim in read(text)] == [("해솔시", 3), ("은벌군", 2)]


def test_an_order_and_an_act_stay_apart() -> None:
    text = "당국은 밀수꾼을 체포하라고 지시했다. 밀수꾼 3명이 체포됐다."
    assert [claim.kind for claim in read(text)] == ["order", "act"]


def test_a_bare_noun_repeats_an_act_but_tells_none() -> None:
    assert read("처형 소식을 들은 사람들이 모였다.") == []


def test_custody_that_only_says_to_whom_is_not_a_claim_of_its_own() -> None:
    claims = read("감방에 갇혀 있던 군인 2명이 굶어 숨졌다.")
    assert [claim.act for claim in claims] == ["death_in_custody"]


def test_ids_follow_the_text_and_each_claim_names_its_rules() -> None:
    claims = read("교원 3명이 체포됐다. 목사 2명이 추방됐다. 상인 4명이 석방됐다.")
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    starts = [claim.passages[0].start for claim in claims]
    assert starts == sorted(starts)
    assert all(claim.rules and claim.reader == "rules-ko" for claim in claims)
