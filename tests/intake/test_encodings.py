import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake.encodings import decode
from saksi.record import UnreadableDocument

ENGLISH = "Two residents of Ardel said the café was closed. “Nobody came back,” one added.\n" * 3
KOREAN = "아르델 주민들은 군인들이 월요일에 교사 열두 명을 체포했다고 말했다.\n" * 3
RUSSIAN = "Жители города сказали, что солдаты задержали двенадцать учителей в понедельник утром.\n" * 5
CHINESE = "居民说，星期一早上士兵在城里逮捕了十二名教师，没有人知道他们被带到哪里去了。\n" * 5


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (ENGLISH, "utf-8", b""),
        (KOREAN, "utf-8", codecs.BOM_UTF8),
        (ENGLISH, "utf-16-le", codecs.BOM_UTF16_LE),
        (KOREAN, "utf-16-be", codecs.BOM_UTF16_BE),
        (ENGLISH, "utf-32-le", codecs.BOM_UTF32_LE),
        (ENGLISH, "utf-16-le", b""),
        (KOREAN, "utf-16-be", b""),
        (KOREAN, "cp949", b""),
        (KOREAN, "euc-kr", b""),
        (ENGLISH, "cp1252", b""),
        (RUSSIAN, "cp1251", b""),
        (CHINESE, "gb18030", b""),
    ],
)
def test_the_text_comes_back_from_the_encodings_that_reports_arrive_in(
    text: str, encoding: str, mark: bytes
) -> None:
    assert decode(mark + text.encode(encoding)).text == text


@pytest.mark.parametrize(("text", "encoding"), [(KOREAN, "cp949"), (ENGLISH, "utf-16-le")])
def test_a_guess_is_said(text: str, encoding: str) -> None:
    assert any("does not say" in note for note in decode(text.encode(encoding)).notes)


def test_valid_utf8_is_no_guess() -> None:
    assert decode(KOREAN.encode()).notes == ()


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one_character(line_end: str) -> None:
    assert decode(line_end.join(("one", "two", "")).encode()).text == "one\ntwo\n"


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    decoded = decode(KOREAN.encode()[:-3])
    assert decoded.text.startswith(KOREAN[:60])
    damaged = decode(KOREAN.encode() + b"\xff")
    assert damaged.text == KOREAN + "\ufffd"
    assert damaged.notes[0].startswith("1 broken characters")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "spaces"),
        ("\ufeff".encode(), "spaces"),
        (b"%PDF-1.7 words", "a PDF"),
        (b"PK\x03\x04 words", "zip"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"{\\rtf1 words}", "rich text"),
        (b"some words\0\0\0 and more", "zero bytes"),
        (bytes(range(256)) * 20, "not text"),
        (b"\x01\x02\x03\x04 words", "control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        decode(data)


def test_bidi_controls_and_zero_width_characters_stay() -> None:
    text = "a\u202eb\u200bc\u2066d\u2069"
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except UnreadableDocument:
        return
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text
    assert text.encode()  # no half of a surrogate pair
