from datetime import date

import pytest

from saksi.reading.korean import read_korean
from saksi.reading.korean.narrators import narrator_of

TESTIMONY = """증언 12. 문가람(가명, 여, 1980년생)

나는 2003년 5월 은벌시에서 보위부에 체포됐다. 그해 7월 나는 해솔교화소에 수감됐다.
내가 있던 감방에서 두 명이 굶어 죽었다. 나는 이듬해 3월 풀려났다.
"""
RECORD = """피해자: 강다솜(여, 1975년생)
2006년 5월 은벌시 보위부에 체포됨. 6월 해솔교화소로 이송됨.
"""

CASE = """○ 증언자: 남, 1971년생
증언자의 부친은 2003년 5월 은벌시에서 체포됐다. 증언자는 이듬해 풀려났다.
증언자가 있던 감방에서 두 명이 굶어 죽었다.
"""
INTERVIEW = """은벌시에서 만난 문가람(가명·38) 씨는 장갑을 벗지 않았다. 성당에서 12년을 일했다.

2003년 5월 두 남자가 문 씨를 체포했다. 그는 이틀 밤을 유치장에서 보냈다. 문 씨는 직장에서 쫓겨났다.
"""


def test_a_testimony_is_told_by_its_narrator_as_an_eyewitness() -> None:
    claims = read_korean(TESTIMONY, published=date(2010, 1, 1), outlet="새벽통신")
    arrest = next(claim for claim in claims if claim.act == "detention_other")
    assert (arrest.victim.name, arrest.victim.sex) == ("문가람", "female")
    assert {claim.attribution.directness for claim in claims} == {"eyewitness"}
    assert [link.role for link in arrest.attribution.chain] == ["victim", "outlet"]


def test_that_year_and_the_next_go_back_to_the_year_told() -> None:
    claims = read_korean(TESTIMONY, published=date(2010, 1, 1), outlet=None)
    release = next(claim for claim in claims if claim.act == "release")
    assert (release.time.from_, release.time.to) == (date(2004, 3, 1), date(2004, 3, 31))


def test_in_a_case_record_a_bare_month_is_one_of_the_year_told() -> None:
    claims = read_korean(RECORD, published=date(2020, 1, 1), outlet=None)
    assert {claim.time.from_ for claim in claims} == {date(2006, 5, 1), date(2006, 6, 1)}
    assert {claim.victim.name for claim in claims} == {"강다솜"}


def test_a_news_report_has_no_narrator() -> None:
    assert narrator_of("소식통은 “나는 봤다. 내가 말렸다. 나도 잡혔다”고 말했다.") is None


@pytest.mark.parametrize(("text", "origin"), [(CASE, "증언자"), (INTERVIEW, "문가람")])
def test_a_case_record_and_an_interview_are_told_by_whom_they_are_about(text: str, origin: str) -> None:
    claims = read_korean(text, published=date(2010, 1, 1), outlet="새벽통신")
    assert claims
    assert {claim.attribution.chain[0].text for claim in claims} == {origin}
    assert {claim.attribution.directness for claim in claims} == {"eyewitness"}
