"""A long text is read in pieces: the same words, exact offsets, and a limit that is said."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading import reader as reading
from saksi.reading.pieces import LONGEST, PIECE, check_text, moved, pieces, within
from saksi.reading.reader import read_claims, rules_reader
from saksi.record import InvalidInput, Passage
from saksi.testing import a_claim

SENTENCE = {"en": "Police arrested two traders in Kell. ", "ko": "보안원들이 상인 두 명을 체포했다. "}


@given(st.text(alphabet="ab \n.", max_size=400), st.integers(2, 60))
def test_pieces_cover_the_text_in_order_and_keep_to_their_size(text: str, size: int) -> None:
    found = list(pieces(text, size))
    assert "".join(piece.of(text) for piece in found) == text
    assert all(piece.end - piece.start <= size for piece in found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("one two.\n\nthree four", "one two.\n\n"),
        ("one two.\nthree four", "one two.\n"),
        ("one. two three four", "one. two three "),
        ("one two three four", "one two three "),
        ("onetwothreefourfive", "onetwothreefour"),
    ],
)
def test_a_text_is_cut_where_it_pauses_longest(text: str, first: str) -> None:
    assert next(pieces(text, 15)).of(text) == first


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_text_of_many_pieces_is_read_to_its_end_with_exact_offsets(language: str) -> None:
    sentence = SENTENCE[language]
    text = (sentence + "\n\n") * 6
    with patch.object(reading, "pieces", lambda whole: pieces(whole, len(sentence) * 2)):
        found = [claim for claim in read_claims(text, language=language) if claim.act == "detention_other"]
    starts = {claim.passages[0].start for claim in found}
    assert {start // (len(sentence) + 2) for start in starts} == set(range(6))
    assert {claim.passages[0].of(text) for claim in found} == {sentence.strip().rstrip(".")}
    assert len({claim.id for claim in found}) == len(found)


def test_furniture_is_not_read_in_a_later_piece() -> None:
    sentence = SENTENCE["en"]
    text = (sentence + "\n\n") * 4
    furniture = [Passage(start=text.rindex("Police"), end=len(text))]
    with patch.object(reading, "pieces", lambda whole: pieces(whole, len(sentence) * 2)):
        found = rules_reader(text, language="en", furniture=furniture)
    assert max(claim.passages[0].end for claim in found) <= furniture[0].start


def test_furniture_is_cut_to_the_piece() -> None:
    spans = [Passage(start=0, end=4), Passage(start=8, end=14), Passage(start=30, end=40)]
    assert within(spans, Passage(start=10, end=20)) == [Passage(start=0, end=4)]


def test_a_claim_moves_with_its_piece() -> None:
    claim = moved(a_claim(passages=[[2, 9], [12, 15]]), 100, 7)
    assert (claim.id, claim.passages) == ("c7", (Passage(start=102, end=109), Passage(start=112, end=115)))


def test_five_megabytes_are_read_and_more_than_the_limit_is_refused_with_the_way_out() -> None:
    assert read_claims("\n" * 5_000_000, language="en") == []
    assert read_claims("가" * 5_000_000 + "." * 10, language="en") == []
    check_text("x" * LONGEST)
    with pytest.raises(InvalidInput, match=f"{LONGEST + 1} characters.*split it"):
        read_claims("x" * (LONGEST + 1))


def test_a_report_of_forty_pages_is_read_whole() -> None:
    text = "word " * (PIECE // 5)
    assert [piece.of(text) for piece in pieces(text)] == [text]
