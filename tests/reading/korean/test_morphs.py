import sys

import pytest

from saksi.reading.korean import read_korean
from saksi.reading.korean.morphs import analyser, sentences
from saksi.record import InvalidInput, Passage


def test_every_morpheme_lies_where_it_says_even_after_astral_characters() -> None:
    text = "😀 𠀀 보위부가 밀수꾼 3명을 체포했다."
    morphs = {morph.form: text[morph.start : morph.end] for s in sentences(text) for morph in s.morphs}
    assert morphs["보위부"] == "보위부"
    assert morphs["체포"] == "체포"


def test_a_sentence_ends_at_a_full_stop_outside_quotation_marks() -> None:
    text = "소식통은 “그가 잡혔다. 집도 뒤졌다”고 말했다. 그는 교원이다."
    assert len(sentences(text)) == 2


def test_a_quoted_term_does_not_cut_a_clause() -> None:
    (sentence,) = sentences("이 집은 ‘역적 집안’으로 찍혔다.")
    assert len(sentence.clauses) == 1


def test_furniture_is_not_read() -> None:
    text = "관련 기사: 교원 3명 체포됐다\n목사 2명이 추방됐다."
    claims = read_korean(
        text, published=None, outlet=None, furniture=[Passage(start=0, end=text.index("\n"))]
    )
    assert [claim.act for claim in claims] == ["banishment"]


def test_a_text_without_sentence_ends_is_read_in_pieces() -> None:
    text = "교원 3명이 체포됐고 " * 3_000
    assert len(sentences(text)) > 50
    assert read_korean(text, published=None, outlet=None)


@pytest.mark.parametrize("text", ["", " \n\t", "\u202e\u200b", "!!!", "12345", "abc def"])
def test_text_that_tells_nothing_gives_nothing(text: str) -> None:
    assert read_korean(text, published=None, outlet=None) == []


def test_without_the_analyser_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    with pytest.raises(InvalidInput, match="extra 'ko'"):
        analyser.__wrapped__()
