import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.workspace.words import indexed, phrases, places, tokens


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Radio MERRIN free", "radio merrin free"),
        ("공개처형", "공개 개처 처형"),
        ("처형된 두 사람", "처형 형된 두 사람"),
        ("총살 2명", "총살 2 명"),
        ("Isk라디오", "isk 라디 디오"),
        ("처형", "처형"),  # decomposed: what a Mac's file names look like
        ("… — !", ""),
    ],
)
def test_the_index_holds_words_and_pairs_of_syllables(text: str, index: str) -> None:
    assert indexed(text) == index


@given(st.text())
def test_a_token_stands_where_it_says(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.text() | st.text(alphabet="aé가나ㄱᄀ처\u0301 .İ９"))
def test_the_index_is_made_of_the_same_words_that_are_looked_for(text: str) -> None:
    assert indexed(text) == " ".join(token.word for token in tokens(text))


@given(st.text(alphabet="가나다라ab ", min_size=1), st.data())
def test_a_cutting_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    cutting = text[start : data.draw(st.integers(start + 1, len(text)))]
    words = cutting.split()
    if words and cutting == " ".join(words) and all(f" {word} " in f" {text} " for word in words):
        assert places(text, phrases(f'"{cutting}"'))


def test_quoted_words_stand_side_by_side() -> None:
    assert places("a public trial, no trial in public", phrases('"public trial"')) == [(2, 14)]
    assert len(places("a public trial, no trial in public", phrases("public trial"))) == 4
