import pytest

from saksi.simulation.texts.korean.endings import predicate


@pytest.mark.parametrize(
    ("stem", "past"),
    [
        ("처형되", "처형됐다"),
        ("체포하", "체포했다"),
        ("끌려가", "끌려갔다"),
        ("붙잡히", "붙잡혔다"),
        ("빼앗", "빼앗았다"),
        ("빼앗기", "빼앗겼다"),
        ("보내", "보냈다"),
        ("세우", "세웠다"),
        ("가두", "가뒀다"),
        ("쏘", "쐈다"),
        ("쓰", "썼다"),
        ("치르", "치렀다"),
        ("물", "물었다"),
        ("서", "섰다"),
        ("밝히지 않", "밝히지 않았다"),
        ("받지 못하", "받지 못했다"),
    ],
)
def test_the_past_of_a_stem(stem: str, past: str) -> None:
    assert predicate(stem, "happened", "다") == past


@pytest.mark.parametrize(
    ("modality", "form", "words"),
    [
        ("happened", "습니다", "체포됐습니다"),
        ("happened", "다고", "체포됐다고"),
        ("happened", "은", "체포된"),
        ("happened", "며", "체포됐으며"),
        ("habit", "다", "체포된다"),
        ("habit", "습니다", "체포됩니다"),
        ("ongoing", "은", "체포되고 있는"),
        ("planned", "다고", "체포될 예정이라고"),
        ("planned", "은", "체포될 예정인"),
        ("denied", "다", "체포되지 않았다"),
        ("denied", "은", "체포되지 않은"),
        ("uncertain", "고", "체포됐을 가능성이 있고"),
        ("feared", "습니다", "체포될 수 있습니다"),
        ("happened", "라고", "체포되라고"),
    ],
)
def test_a_modality_in_a_form(modality: str, form: str, words: str) -> None:
    assert predicate("체포되", modality, form) == words


def test_what_goes_on_by_itself_takes_no_second_progressive() -> None:
    assert predicate("떨고 있", "ongoing", "다") == "떨고 있다"
    assert predicate("떨고 있", "habit", "다고", way=1) == "떨고 있다고"


def test_verbs_of_the_present_follow_their_last_sound() -> None:
    assert [predicate(stem, "habit", "다") for stem in ("잡", "만들", "보내", "있")] == [
        "잡는다",
        "만든다",
        "보낸다",
        "있다",
    ]
