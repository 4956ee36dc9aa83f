"""The act lexicon, one sentence a use: which act is read, and which words are no act."""

from datetime import date

import pytest

from saksi.reading.korean import read_drafts
from saksi.reading.korean.lexicon import ActRule, act_rules
from saksi.record import vocabulary

TOLD = [
    ("execution", "지난달 해솔시에서 살인을 저지른 30대 남성이 공개 총살됐다."),
    ("execution", "법원은 야당 지도자에게 사형을 언도했다."),
    ("execution", "이들은 사람들이 보는 앞에서 총에 맞아 처형당했다."),
    ("execution", "주모자 두 명은 사형 판결을 받았다."),
    ("execution", "간부 5명을 본보기로 처단했다고 한다."),
    ("execution", "그는 재판도 없이 총살형에 처해졌다."),
    ("killing_other", "국경경비대가 강을 건너던 여성에게 총을 쏴 숨지게 했다."),
    ("killing_other", "경비대 군인들이 도강하던 남성 1명을 사살했다."),
    ("killing_other", "국경에 접근하는 자는 무조건 사살하라는 명령이 내려졌다."),
    ("killing_other", "정부군의 공격으로 마을 주민 30명이 목숨을 잃었다."),
    ("death_in_custody", "교화소에서 수감자 3명이 영양실조로 숨졌다."),
    ("death_in_custody", "보위부에서 조사받던 여성이 고문 끝에 사망했다."),
    ("death_in_custody", "구류장에 있던 40대 남성이 스스로 목숨을 끊었다."),
    ("death_in_custody", "그는 감옥에서 맞아 죽었다."),
    ("disappearance", "밤사이 한 가족이 통째로 사라졌다."),
    ("disappearance", "체포된 뒤 그의 소식을 아는 사람이 없다."),
    ("disappearance", "가족들은 아직 그의 행방을 모른다."),
    ("detention_political_camp", "김 씨 일가는 정치범수용소로 보내졌다."),
    ("detention_political_camp", "그는 은벌수용소에 수감됐다."),
    ("detention_political_camp", "온 가족이 관리소로 실려 갔다."),
    ("detention_political_camp", "그의 가족은 정치범관리소에 수용된 것으로 알려졌다."),
    ("detention_political_camp", "종파 잔당들이 통제구역으로 끌려갔다."),
    ("detention_other", "경찰이 기자 두 명을 체포했다."),
    ("detention_other", "지난 3일 도강하려던 주민 3명이 국경경비대에 붙잡혔다."),
    ("detention_other", "그는 노동교화형 5년을 선고받았다."),
    ("detention_other", "주민 4명이 노동단련대 6개월 처벌을 받았다."),
    ("detention_other", "20대 청년은 10년의 노동교화형에 처해졌다."),
    ("detention_other", "손전화를 쓰던 여성이 보위부에 덜미를 잡혔다."),
    ("detention_other", "브로커 최 모 씨는 현재 구금 상태에 있다."),
    ("detention_other", "목사와 신도 10명을 잡아갔다."),
    ("detention_other", "그는 보위부에 의해 체포돼 조사를 받고 있다."),
    ("detention_other", "한국 영화를 보다 적발된 고급중학교 학생 3명이 소년교양소로 보내졌다."),
    ("detention_other", "대학생 2명이 교화형 12년을 선고받고 수감됐다."),
    ("detention_other", "군인 5명이 영창에 갇혔다."),
    ("detention_other", "탈북을 시도하던 일가족 3명이 현장에서 체포됐다."),
    ("detention_other", "그는 재판에서 무기징역을 받았다."),
    ("torture", "보위원들은 그를 몽둥이로 때리며 자백을 강요했다."),
    ("torture", "조사 과정에서 심한 구타를 당했다."),
    ("torture", "임신한 여성들은 강제로 낙태를 당했다."),
    ("torture", "경찰은 그에게 전기 고문을 가했다."),
    ("violence", "경찰이 시위대에 최루탄을 쐈다."),
    ("violence", "단속원들이 장마당 여성들을 마구 때렸다."),
    ("violence", "군인들의 발포로 수십 명이 다쳤다."),
    ("sexual_violence", "계호원이 여성 수감자를 성폭행했다."),
    ("sexual_violence", "단속에 걸린 여성들이 안전원에게 성추행을 당했다."),
    ("forced_labour", "학생들이 농장에 강제로 동원됐다."),
    ("forced_labour", "수용소에서는 하루 14시간씩 강제노동에 시달린다."),
    ("forced_labour", "제대군인들이 탄광에 집단 배치됐다."),
    ("forced_labour", "송환된 여성들은 돌격대에서 강제 노역을 했다."),
    ("banishment", "탈북자 가족 20세대가 산간 오지로 추방됐다."),
    ("banishment", "당국은 이 가족을 먼 산간 군으로 이주시켰다."),
    ("banishment", "그의 가족은 하루아침에 수도에서 쫓겨났다."),
    ("banishment", "국경 지역에 사는 탈북자 가족들을 내륙으로 강제 이주시키고 있다."),
    ("forced_repatriation", "중국 당국이 탈북민 500여 명을 북송했다."),
    ("forced_repatriation", "붙잡힌 탈북 여성 4명이 본국으로 송환됐다."),
    ("forced_repatriation", "파견 노동자가 본국으로 강제 소환됐다."),
    ("screening", "보위부가 마을 주민들을 불러 조사하고 있다."),
    ("screening", "규찰대가 대학 기숙사를 불시에 수색했다."),
    ("screening", "안전원들이 집집마다 다니며 숙박검열을 벌였다."),
    ("screening", "그는 세 차례 불려가 취조를 받았다."),
    ("screening", "간부들의 뒤를 캐는 집중검열이 시작됐다."),
    ("screening", "경찰이 길 가는 사람들의 휴대전화를 뒤졌다."),
    ("screening", "교수 3명이 사상 검증을 받았다."),
    ("screening", "시 안전부는 수사에 착수했다."),
    ("screening", "보위부는 전파탐지기를 동원해 불법 통화자를 찾아내고 있다."),
    ("surveillance", "보위부가 탈북자 가족을 24시간 감시하고 있다."),
    ("surveillance", "당국은 중국 손전화 사용자를 도청하고 있다."),
    ("surveillance", "그의 집에는 늘 감시원이 붙어 있다."),
    ("surveillance", "보위부는 밀정을 늘려 주민들의 일거수일투족을 살피고 있다."),
    ("false_accusation", "그는 간첩으로 몰렸다."),
    ("false_accusation", "보위부는 그에게 간첩 누명을 씌웠다."),
    ("false_accusation", "검찰은 그가 테러를 선동했다고 기소했다."),
    ("false_accusation", "간부들은 힘없는 주민에게 죄를 덮어씌운다."),
    ("dismissal", "세관장이 해임됐다."),
    ("dismissal", "군당 책임비서가 철직됐다."),
    ("dismissal", "그는 직위에서 해임되고 당에서 출당됐다."),
    ("dismissal", "대학생 2명이 퇴학당했다."),
    ("dismissal", "교원이 교단에서 쫓겨났다."),
    ("dismissal", "그는 보직에서 물러나 농장원으로 강등됐다."),
    ("dismissal", "탈북자 친척이라는 이유로 보위원이 제대됐다."),
    ("deprivation", "수감자에게 하루 한 끼만 준다."),
    ("deprivation", "가족 면회도 허용되지 않고 있다."),
    ("deprivation", "당국은 무직자 세대에 전기와 수돗물을 끊었다."),
    ("deprivation", "노동자들은 몇 달째 임금을 받지 못하고 있다."),
    ("confiscation", "안전부가 돈주의 재산을 몰수했다."),
    ("confiscation", "단속원들이 매대 물건을 빼앗아 갔다."),
    ("confiscation", "보위원은 송금액의 절반을 뜯어 갔다."),
    ("confiscation", "군인들이 마을에 불을 질렀다."),
    ("restriction", "여권을 압수당했다."),
    ("public_shaming", "학생 5명이 공개비판 무대에 올랐다."),
    ("public_shaming", "주민 300명이 모인 가운데 공개재판이 열렸다."),
    ("public_shaming", "그들은 사상투쟁회의에 세워졌다."),
    ("public_shaming", "그는 텔레비전에 나와 죄를 자백하도록 강요당했다."),
    ("fine", "한국 옷을 입은 청년에게 벌금 50만 원을 물렸다."),
    ("restriction", "당국이 주민들의 타 지역 이동을 전면 금지했다."),
    ("restriction", "해솔시가 20일간 봉쇄됐다."),
    ("restriction", "경찰은 수염을 기른 남성들의 머리를 강제로 깎았다."),
    ("restriction", "밤 8시 이후 통행을 금지하는 조치가 내려졌다."),
    ("restriction", "교회 12곳이 폐쇄됐다."),
    ("restriction", "주교가 가택연금됐다."),
    ("coerced_attendance", "주민 수천 명이 처형 장면을 강제로 지켜봐야 했다."),
    ("coerced_attendance", "전국에서 주민 대상 강연회가 열렸다."),
    ("coerced_attendance", "학생들까지 동원해 공개재판을 참관하게 했다."),
    ("crackdown", "당국이 한국 드라마 시청에 대한 단속을 강화하고 있다."),
    ("crackdown", "반사회주의·비사회주의 행위를 뿌리 뽑기 위한 소탕전이 벌어지고 있다."),
    ("crackdown", "최고지도자는 비사회주의와의 전쟁을 선포했다."),
    ("crackdown", "당내에 숙청 바람이 불고 있다."),
    ("punishment_unspecified", "위반자는 엄벌에 처한다."),
    ("punishment_unspecified", "간부 3명이 처벌을 받았다."),
    ("punishment_unspecified", "관련자들은 법적 책임을 지게 된다."),
    ("punishment_unspecified", "책임 간부들이 문책당했다."),
    ("release", "체포됐던 주민 2명이 뇌물을 주고 풀려났다."),
    ("release", "그는 석 달 만에 석방됐다."),
    ("release", "당국은 수감자 100명을 사면했다."),
    ("other", "보위원은 날마다 그를 찾아와 협박했다."),
    ("other", "주민들에게 서약서를 쓰게 했다."),
]
NOTHING = [
    "쌀 가격이 1kg에 5천 원까지 올랐다.",
    "강변도에 큰비가 내려 다리가 끊겼다.",
    "두 나라 외무장관이 회담을 갖고 협력을 논의했다.",
    "축구 대표팀이 2대 1로 이겼다.",
    "농민들은 모내기에 바쁘다.",
    "시장에서 휘발유 판매가 늘고 있다.",
    "유엔은 대북 제재를 결의했다.",
    "태풍으로 주택 300채가 파손됐다.",
    "주민들은 땔감을 구하러 산에 오른다.",
    "대학 입학시험이 다음 달 치러진다.",
    "연구진은 조사 결과를 발표했다.",
    "새로 지은 병원이 문을 열었다.",
    "미사일 발사를 금지한 유엔 결의를 위반했다.",
    "감독은 선수를 교체했다.",
    "주민들이 결핵에 걸려 병원을 찾고 있다.",
    "버스가 굴러떨어져 5명이 숨졌다.",
    "당국은 모범 농장원들을 표창했다.",
    "공장 노동자들이 생산 계획을 넘겨 수행했다.",
    "기업소가 새 기계를 들여왔다.",
    "가수가 수도에서 공연을 했다.",
    "중국 단체관광객이 다시 들어오기 시작했다.",
    "환율이 급등하면서 돈주들이 손해를 봤다.",
    "여론조사에서 응답자의 절반이 찬성했다.",
]


def acts_told(sentence: str) -> set[str]:
    drafts = read_drafts(sentence, published=date(2024, 5, 6), outlet="새벽통신")
    return {draft.claim.act for draft in drafts if not draft.features["weak"]}


@pytest.mark.parametrize(("act", "sentence"), TOLD)
def test_a_sentence_tells_its_act(act: str, sentence: str) -> None:
    assert act in acts_told(sentence)


@pytest.mark.parametrize("sentence", NOTHING)
def test_other_news_tells_no_act(sentence: str) -> None:
    assert [
        draft.claim
        for draft in read_drafts(sentence, published=date(2024, 5, 6), outlet="새벽통신")
        if draft.sure
    ] == []


def test_every_rule_has_an_id_of_its_own_a_known_act_a_note_and_words() -> None:
    rules = act_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert [rule.id for rule in rules if rule.act not in vocabulary("act")] == []
    assert [rule.id for rule in rules if not rule.note] == []
    assert [rule.id for rule in rules if not (rule.nouns or rule.passive or rule.active)] == []


def test_every_act_of_the_vocabulary_has_a_rule() -> None:
    assert set(vocabulary("act").terms) == {rule.act for rule in act_rules()}


@pytest.mark.parametrize("rule", act_rules(), ids=lambda rule: rule.id)
def test_the_example_of_a_rule_tells_its_act(rule: ActRule) -> None:
    assert rule.act in acts_told(rule.example)
