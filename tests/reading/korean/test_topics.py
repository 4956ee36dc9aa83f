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


def test_the_lost_at_sea_are_nobodys_victims() -> None:
    text = (
        "20일 새벽 서해 해상에서 목선 한 척이 뒤집혀 선원 7명 가운데 5명이 실종됐다. 해경은 어선들과 함께"
        " 수색에 나섰으나 풍랑이 높아 구조 작업이 늦어지고 있다. 여객선 운항도 통제됐다."
    )
    assert topic_of(text) == "accident"
    assert [d.claim.act for d in read_drafts(text, published=None, outlet=None) if d.sure] == []


def test_what_somebody_is_charged_with_is_no_act_against_people() -> None:
    text = "법원은 초소에 불을 질렀다는 혐의로 기소된 청년에게 사형을 선고했다."
    assert "confiscation" not in {
        d.claim.act for d in read_drafts(text, published=None, outlet=None) if d.sure
    }


FEUD = (
    "항구 도시에서 지난 금요일 마약 카르텔 두 곳이 총격전을 벌여 12명이 숨졌다."
    " 무장 괴한들은 식당에 들어가 총을 쏘았고 몸값을 요구하며 상인 3명을 납치했다."
    " 현장에서 흉기와 마약이 나왔다. 주 정부는 갱단의 보복 살인 사건이라고 밝혔다."
)


def test_what_gangs_do_to_each_other_is_other_news() -> None:
    assert topic_of(FEUD) == "other news"
    assert [d.claim.act for d in read_drafts(FEUD, published=None, outlet=None) if d.sure] == []


def test_gangs_in_a_report_of_repression_do_not_make_it_other_news() -> None:
    text = FEUD[:60] + " 보위부는 인권 활동가들을 정치범 수용소에 구금하고 고문했다고 탈북 소식통이 전했다."
    assert topic_of(text) == ""
