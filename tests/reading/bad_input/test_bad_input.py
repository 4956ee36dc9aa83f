"""Whatever arrives: an answer with exact offsets, or a refusal that says what to do."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saksi.reading import read_claims, read_report
from saksi.record import Claim, InvalidInput, Report

SAID = {"en": "Police arrested two traders in Kell last month. ", "ko": "보안원들이 상인 두 명을 체포했다. "}
ENGLISH = (
    "Police arrested ", "two traders", " was shot dead", " in Kell on Monday", ", a source said. ", "\n\n",
    "They were ", "sentenced to ten years", " for watching films", "—", "“", "”", "no one was tortured",
)  # fmt: skip
KOREAN = (
    "보안원들이 ", "상인 두 명을 ", "체포했다", "처형됐다고 ", "소식통은 ", "전했다. ",
    "지난달 ", "은벌군에서 ",
)  # fmt: skip
REMAINS = (
    "<p class='x'>", "</div>", "&nbsp;", "&amp;#39;", "<script>alert(1)</script>", "😀", "👨‍👩‍👧", "🇰🇵", "𠀀",
    "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\x1b[31m", "\r", "\x0b", "\x85", "\u2028",
    "\ufffd", "e\u0301", "ㅋㅋㅋ", "ᄒ", "полиция арестовала ", "警察逮捕了两名商人。", "اعتقلت الشرطة ",
    "\ud800", "....", "((((", '"""',
)  # fmt: skip
WHATEVER = st.lists(st.sampled_from(ENGLISH + KOREAN + REMAINS) | st.text(max_size=12), max_size=25).map(
    "".join
)
LANGUAGES = st.sampled_from(["en", "ko", None, "fr", "ko-KP", "", "xx-unknown"])


def read(text: str, language: str | None) -> list[Claim]:
    return read_claims(text, published=date(2024, 5, 6), outlet="Isk Radio", language=language)


def is_sound(claims: list[Claim], text: str) -> None:
    for claim in claims:
        for passage in claim.passages:
            words = passage.of(text)
            assert 0 <= passage.start < passage.end <= len(text)
            assert len(words) == passage.end - passage.start
            assert words.strip(), f"{claim.id}: a blank passage"
        assert claim.confidence is None or 0 <= claim.confidence <= 1
    Report(id="r", text=text, claims=tuple(claims))  # ids differ, codes and days hold


@given(WHATEVER, LANGUAGES)
@example("Police\x00 arrested\x00 two traders", "en")
@example("\u202ePolice arrested two traders\u202c in Kell", "en")
@example("<b>Police</b> arrested <i>two traders</i>", "en")
@example("보안원들이\u200b 상인 두 명을 \x00체포했다", "ko")
@example("arrested", "en")
@example("체포", "ko")
@example("Police arrested two traders", "ko")
@example("보안원들이 상인 두 명을 체포했다", "en")
def test_any_text_is_read_or_refused_and_every_passage_points_at_its_words(
    text: str, language: str | None
) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):  # the only reason to refuse a short text
        with pytest.raises(InvalidInput, match="lone surrogate"):
            read(text, language)
    else:
        is_sound(read(text, language), text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "\x00", "\ufeff", "\u202e\u202c", "police", "보안원", "x" * 100_000, "가" * 30_000,
        "." * 50_000, "\n" * 500_000, "“" * 100_000, "사례" + " " * 50_000, "😀" * 20_000,
        "<td></td>" * 5_000, "( " * 20_000, "1 " * 5_000, "0" * 20_000, "4" + "\t" * 5_000 + "월",
    ],
    ids=lambda text: f"{text[:6]!a} and {len(text)} in all",
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_read_out_of_nothing(text: str, language: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("half", ["\ud800", "\ude00\ud83d"], ids=["one", "two the wrong way round"])
def test_half_a_character_is_refused_with_its_place_and_without_its_text(language: str, half: str) -> None:
    with pytest.raises(InvalidInput, match=rf"lone surrogate\) at {len(SAID[language])};") as refusal:
        read(SAID[language] + half, language)
    assert "traders" not in str(refusal.value)
    assert "상인" not in str(refusal.value)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "noise",
    [
        "<div><p>&nbsp;</p></div>\n\n",
        "😀😀\n\n",
        "\u202e\u2066\n\n",
        "\x00\x00\n\n",
        "полиция\n\n",
        "中文\n\n",
    ],
)
def test_remains_before_a_sentence_move_its_claims_and_hide_none(language: str, noise: str) -> None:
    plain = read_report(Report(id="r", text=SAID[language], language=language)).claims
    noisy = read_report(Report(id="r", text=noise + SAID[language], language=language)).claims
    assert plain
    assert [(claim.act, claim.passages[0].of(noise + SAID[language])) for claim in noisy] == [
        (claim.act, claim.passages[0].of(SAID[language])) for claim in plain
    ]


@settings(max_examples=8)
@given(st.text(alphabet="abc \n.<>&\x00\u202e가나다", min_size=2_000, max_size=6_000))
def test_long_nonsense_is_read_too(text: str) -> None:
    for language in ("en", "ko"):
        is_sound(read(text, language), text)
