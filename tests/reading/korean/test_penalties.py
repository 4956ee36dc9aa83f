import pytest

from saksi.reading.korean import read_drafts
from saksi.reading.korean.penalties import penalty_in

SAID = [
    ("그는 노동단련형 1년을 받았다", "노동단련형 1년"),
    ("청년은 교화 10년을 받았다", "교화 10년"),
    ("나머지에게는 7년의 노동교화형이 떨어졌다", "7년의 노동교화형"),
    ("기자는 징역 3년을 선고받았다", "징역 3년"),
    ("두목은 무기징역에 처해졌다", "무기징역"),
    ("다른 한 명은 6개월을 받았다", "6개월"),
    ("상인은 벌금 50만 원을 물었다", "벌금 50만 원"),
    ("3천 위안의 벌금을 냈다", "3천 위안의 벌금"),
]


@pytest.mark.parametrize(("words", "penalty"), SAID)
def test_a_sentence_or_a_sum_is_the_penalty(words: str, penalty: str) -> None:
    assert penalty_in(words) == penalty


@pytest.mark.parametrize("words", ["10년 전 체포됐다", "6개월 동안 소식이 없다", "쌀값이 5천 원이다", ""])
def test_other_years_and_sums_are_no_penalty(words: str) -> None:
    assert penalty_in(words) is None


def test_two_penalties_are_two_claims() -> None:
    text = "강 씨는 교화 10년을 받았다. 문 씨는 교화 3년을 받았다."
    drafts = [draft for draft in read_drafts(text, published=None, outlet=None) if draft.sure]
    assert [draft.claim.penalty for draft in drafts] == ["교화 10년", "교화 3년"]
