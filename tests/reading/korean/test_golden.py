"""Whole invented reports, read from end to end."""

from datetime import date

from saksi.reading.korean import read_drafts
from saksi.record import Claim

ARRESTS = """해솔시 보위부가 지난달 20대 여성 밀수꾼 3명을 체포한 것으로 알려졌다.

강변도의 한 소식통은 9일 “지난달 중순 해솔시에서 밀수를 하던 20대 여성 3명이 보위부에 체포됐다”며 “그중 \
1명은 정치범수용소로 끌려갔고 나머지는 노동단련대에 보내졌다”고 말했다.

소식통은 또 “당국은 밀수를 하다 걸리면 총살한다고 경고했다”고 전했다. 주민들은 불안에 떨고 있다.

다른 소식통은 “체포된 여성들은 조사 과정에서 심한 구타를 당했다”고 증언했다.
"""
TEACHER = """은벌시 교원 김 모(34) 씨가 한국 드라마를 본 혐의로 해임됐다고 소식통이 5일 전했다.

소식통에 따르면 김 씨는 지난 2일 학교에서 공개비판 무대에 섰다. 그의 남편과 두 자녀는 산골로 추방됐다.
"""
QUIET = """지난 주말 열린 축구 경기에서 해솔팀이 2대 0으로 이겼다. 감독은 후반에 선수를 교체했다.

쌀값은 1kg에 5천 원으로 지난달보다 올랐다. 큰비로 다리가 끊겨 버스 운행이 중단됐다.
"""


def read(text: str) -> list[Claim]:
    return [
        draft.claim
        for draft in read_drafts(text, published=date(2024, 5, 10), outlet="새벽통신")
        if draft.sure
    ]


def test_a_report_of_arrests() -> None:
    claims = read(ARRESTS)
    assert [(claim.act, claim.kind, claim.modality) for claim in claims] == [
        ("detention_other", "act", "happened"),
        ("detention_political_camp", "act", "happened"),
        ("detention_other", "act", "happened"),
        ("execution", "order", "planned"),
        ("execution", "condition", "feared"),
        ("torture", "act", "happened"),
    ]
    arrest = claims[0]
    assert (arrest.count.min, arrest.count.max) == (3, 3)
    assert (arrest.victim.sex, arrest.victim.age) == ("female", "20대")
    assert arrest.perpetrator.institution == "state security"
    assert (arrest.time.from_, arrest.time.to) == (date(2024, 4, 11), date(2024, 4, 20))
    assert arrest.grounds == ("economic",)
    assert len(arrest.passages) >= 2
    assert {claim.attribution.directness for claim in claims} == {"anonymous"}
    assert claims[-1].attribution.chain[0].text == "다른 소식통"


def test_a_report_of_a_teacher_and_her_family() -> None:
    dismissal, stage, banishment = read(TEACHER)
    assert (dismissal.act, stage.act, banishment.act) == ("dismissal", "public_shaming", "banishment")
    assert dismissal.victim.name == "김 모"
    assert dismissal.grounds == ("foreign_media",)
    assert stage.time.from_ == date(2024, 5, 2)
    assert banishment.victim.status == "family_of_accused"
    assert "association" in banishment.grounds
    assert banishment.place.text == "산골"


def test_a_report_of_sport_prices_and_weather_gives_nothing() -> None:
    assert read(QUIET) == []
