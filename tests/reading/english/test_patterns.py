"""A phrase is sought only where its keyword stands: that must lose none."""

from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.patterns import keyword, words, words_in

PIECES = ("shot", "shoot-to-kill", "'s faction", "#", "~", "{kin}", "orders to", "a")
CLASSES = {"kin": ("mother", "sisters")}
FILLED = {"#": "twelve", "~": "one cold morning", "{kin}": "mother"}


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["", "He was ", "(", "“"]))
def test_where_a_phrase_stands_its_keyword_does(pieces: list[str], before: str) -> None:
    phrase = " ".join(pieces)
    pattern = words([phrase], classes=CLASSES)
    said = f"{before}{' '.join(FILLED.get(piece, piece) for piece in pieces)}.".lower()
    if pattern is not None and pattern.search(said):
        assert keyword(phrase) in words_in(said)


def test_the_keyword_is_the_longest_word_and_no_class() -> None:
    assert keyword("sent back to ~ {relatives}") == "sent"
    assert keyword("# ~ #") == ""
