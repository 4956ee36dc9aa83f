from datetime import date

import pytest

from saksi.reading.korean import read_drafts
from saksi.record import Claim

SAID = [
    ("주민 3명이 체포됐다.", "detention_other", "act", "happened"),
    ("보위부는 지금도 그를 감시하고 있다.", "surveillance", "act", "ongoing"),
    ("그는 아직 구류장에 갇혀 있다.", "detention_other", "act", "ongoing"),
    ("그는 구류장에 갇혀 있었다.", "detention_other", "act", "happened"),
    ("그는 곧 처형될 예정이다.", "execution", "act", "planned"),
    ("그가 처형됐다는 소문이 돈다.", "execution", "act", "uncertain"),
    ("그는 처형될 수도 있다.", "execution", "act", "uncertain"),
    ("그는 처형되지 않았다.", "execution", "act", "denied"),
    ("외무성은 그가 처형됐다는 보도는 사실이 아니라고 밝혔다.", "execution", "act", "denied"),
    ("당국은 위반자를 체포하라고 지시했다.", "detention_other", "order", "planned"),
    ("어기는 자는 총살한다고 포고했다.", "execution", "order", "planned"),
    ("탈북을 시도하다 붙잡히면 처형된다.", "execution", "order", "planned"),
    ("당국은 주민들의 이동을 금지하고 있다.", "restriction", "order", "ongoing"),
    ("주민들이 체포될까 봐 두려워하고 있다.", "detention_other", "condition", "feared"),
    ("교화소 수감자들이 굶주림에 시달리고 있다.", "deprivation", "condition", "ongoing"),
]


def read(sentence: str) -> list[Claim]:
    return [
        draft.claim
        for draft in read_drafts(sentence, published=date(2024, 5, 6), outlet="새벽통신")
        if draft.sure
    ]


@pytest.mark.parametrize(("sentence", "act", "kind", "modality"), SAID)
def test_the_form_of_words_decides_kind_and_modality(
    sentence: str, act: str, kind: str, modality: str
) -> None:
    assert (act, kind, modality) in {(claim.act, claim.kind, claim.modality) for claim in read(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "지금까지 체포된 일이 없다.",
        "누가 체포됐는가?",
        "체포되면 연락이 끊긴다.",
        "어디로 끌려갔는지 묻는다.",
    ],
)
def test_conditions_questions_and_never_assert_nothing(sentence: str) -> None:
    assert [claim for claim in read(sentence) if claim.act == "detention_other"] == []
