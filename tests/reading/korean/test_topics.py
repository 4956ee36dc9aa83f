from saksi.reading.korean import read_drafts
from saksi.reading.korean.topics import topic_of

MATCH = (
    "해솔팀 감독은 결승 경기를 앞두고 “골문 앞에서는 사살 명령이 떨어졌다고 생각하라”고 했다."
    " 선수 두 명은 벌칙을 받았다. 대표팀은 합숙을 하며 외출이 금지됐다."
    " 전반에 골을 내주며 끌려갔지만 후반에 득점했다. 주장은 우승을 다짐했다."
)


def test_the_tortures_of_a_training_camp_are_no_claims() -> None:
    assert topic_of(MATCH) == "sport"
    assert [d.claim.act for d in read_drafts(MATCH, published=None, outlet=None) if d.sure] == []


def test_a_player_taken_by_the_police_is_a_claim_all_the_same() -> None:
    drafts = read_drafts(MATCH + " 경찰은 은벌팀 선수 한 명을 체포했다.", published=None, outlet=None)
    assert [draft.claim.act for draft in drafts if draft.sure] == ["detention_other"]


def test_a_report_of_arrests_has_no_other_topic() -> None:
    assert topic_of("보위부가 경기장에서 축구 선수를 체포했다.") == ""
