"""What a sentence is about: themes of its words, marks of its grammar, what its neighbours are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.parsing import Sentence, parse
from saksi.reading.english.themes import NEAR, themes, with_neighbours


def sentence(text: str) -> Sentence:
    (found,) = parse(text)
    return found


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The guard lashed him with a cable.", "hitting"),
        ("Her wrists were tied to a beam.", "body_part"),
        ("They came at four in the morning with a list.", "night_visit"),
        ("His licence to practise was withdrawn.", "losing_post"),
        ("Two men sit at the gate and write down who goes in.", "watching"),
        ("The goalkeeper saved the penalty in the second half.", "sport_words"),
    ],
)
def test_the_words_of_a_sentence_say_its_themes(text: str, theme: str) -> None:
    assert themes(sentence(text))[theme] >= 1


def test_several_words_in_a_row_count_only_together() -> None:
    assert "releasing" in themes(sentence("They were at home again."))
    assert themes(sentence("They write down who goes in."))["watching"] >= 1
    assert "watching" not in themes(sentence("They write a book."))


def test_a_word_counts_once_however_often_it_stands() -> None:
    once, twice = (themes(sentence(text)) for text in ("He paid cash.", "He paid cash, cash, cash."))
    assert once["money_taking"] == twice["money_taking"] == pytest.approx(2**0.5)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Three traders were seized.", "is:done-to"),
        ("Three letters were opened.", "is:done"),
        ("Three traders were seized by the police.", "is:by-state"),
        ("The police seized three traders.", "is:state-to-somebody"),
        ("No trader was seized.", "is:negated"),
        ("The trader will be seized.", "is:modal"),
    ],
)
def test_its_grammar_is_marked(text: str, mark: str) -> None:
    assert mark in themes(sentence(text))


def test_a_state_that_does_nothing_to_anybody_is_told_from_one_that_does() -> None:
    assert "is:state-to-somebody" not in themes(sentence("The police opened an office."))


def test_the_sentences_beside_it_are_near_and_those_beyond_are_not() -> None:
    found = with_neighbours([{"gun": 2.0}, {"money": 1.0, "is:quoted": 1.0, "word:cash": 1.0}, {}, {}])
    assert found[0] == {"gun": 2.0, "near:money": NEAR}
    assert found[1] == {"money": 1.0, "is:quoted": 1.0, "word:cash": 1.0, "near:gun": 2.0 * NEAR}
    assert found[2] == {"near:money": NEAR}
    assert found[3] == {}


@given(
    st.lists(st.dictionaries(st.sampled_from(["gun", "money", "is:done", "word:cash"]), st.floats(0.1, 3)))
)
def test_what_a_sentence_is_about_itself_stays_as_it_is(own: list[dict[str, float]]) -> None:
    before = [dict(about) for about in own]
    found = with_neighbours(own)
    assert own == before
    assert [
        {name: size for name, size in about.items() if not name.startswith("near:")} for about in found
    ] == own
