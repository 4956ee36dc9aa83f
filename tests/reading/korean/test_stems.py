"""Verbs of the lexicon as morphemes: the table that ships, and how running text is cut."""

import json
from importlib.resources import files

import pytest
from kiwipiepy import __version__

from saksi.reading.korean import read_drafts, stems
from saksi.reading.korean.lexicon import act_rules
from saksi.reading.korean.stems import FRAMES, analysed, stems_of

EVERY = 25  # words of the table that are analysed anew


def table() -> dict[str, dict[str, list[str]]]:
    raw = json.loads(files(stems.__package__).joinpath("stems.json").read_text(encoding="utf-8"))
    assert raw["kiwipiepy"] == __version__, "run make -C data/korean-stems"
    found: dict[str, dict[str, list[str]]] = raw["stems"]
    return found


def test_the_table_holds_every_verb_of_the_lexicon_and_no_other() -> None:
    for voice, frame in FRAMES.items():
        words = {word for rule in act_rules() for word in getattr(rule, voice)}
        assert set(table()[frame]) == words


def test_the_table_says_what_the_analyser_says() -> None:
    for frame, words in table().items():
        for word in sorted(words)[::EVERY]:
            assert tuple(tuple(stem.split()) for stem in words[word]) == analysed(word, frame), word


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("돌려보내다", ("돌려보내",)),
        ("돌려보내다", ("돌리", "어", "보내")),
        ("따라다니다", ("따르", "어", "다니")),
        ("끌고 가다", ("끌", "고", "가")),
    ],
)
def test_a_joined_verb_is_known_in_one_piece_and_in_several(word: str, stem: tuple[str, ...]) -> None:
    assert stem in stems_of(word, FRAMES["active"])


def test_another_analyser_makes_the_table_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiwipiepy.__version__", "0.0.1")
    stems._shipped.cache_clear()
    try:
        assert stems._shipped() == {}
        assert stems_of("풀려나다", FRAMES["passive"]) == analysed("풀려나다", FRAMES["passive"])
    finally:
        stems._shipped.cache_clear()


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("파견 노동자들은 석 달 동안 한 푼도 받지 못했다.", "deprivation"),  # cut as 못 하, not as 못하
        ("마을 사람들은 군인들에게 쫓겨 고향을 떠나야 했다.", "banishment"),  # 야 like 어야
        ("그가 가는 곳마다 사복 경찰이 따라다녔다.", "surveillance"),
        ("경찰은 조문객들을 검문소에서 돌려보냈다.", "restriction"),
    ],
)
def test_a_verb_is_found_however_running_text_cuts_it(sentence: str, act: str) -> None:
    drafts = read_drafts(sentence, published=None, outlet=None)
    assert act in {draft.claim.act for draft in drafts if draft.sure}


def test_who_is_named_far_ahead_is_no_part_of_a_later_clause() -> None:
    text = "시어머니는 아들 사진을 창가에 붙였다는 이유로 벌금 1450루블을 냈고 출국도 금지됐다."
    fine, ban = (draft.claim for draft in read_drafts(text, published=None, outlet=None) if draft.sure)
    assert (fine.act, ban.act) == ("fine", "restriction")
    assert ban.passages[0].of(text) == "출국도 금지됐다"
