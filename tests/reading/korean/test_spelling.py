import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.korean import read_drafts
from saksi.reading.korean.lexicon import northern
from saksi.reading.korean.spelling import southern


@given(st.lists(st.sampled_from([*northern(), "보위부가 ", " ", "😀"]) | st.text(max_size=5), max_size=12))
def test_the_southern_text_is_as_long_as_the_northern(parts: list[str]) -> None:
    text = "".join(parts)
    assert len(southern(text)) == len(text)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("녀성 두명이 로동교화형 3년을 언도받았다.", "detention_other"),
        ("안전원들이 청년을 련행하였다.", "detention_other"),
        ("그는 류치장에 갇혀있다.", "detention_other"),
        ("군인들이 주민들의 량식을 략탈하였다.", "confiscation"),
    ],
)
def test_northern_spelling_is_read_and_its_words_are_kept_as_written(sentence: str, act: str) -> None:
    drafts = [draft for draft in read_drafts(sentence, published=None, outlet=None) if draft.sure]
    assert act in {draft.claim.act for draft in drafts}
    said = [draft.claim.victim.text for draft in drafts if draft.claim.victim.text]
    assert all(words in sentence for words in said)
