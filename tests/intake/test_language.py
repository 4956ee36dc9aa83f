import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake import detect_language
from saksi.intake.language import CYRILLIC_WORDS, LATIN_WORDS

SENTENCES = {
    "en": "The soldiers came to the village in the night and took three of the men with them.",
    "ko": "군인들이 밤에 마을에 와서 우리와 이야기한 남자 세 명을 데려갔다고 한다. Saksi 통신.",
    "ja": "兵士たちは夜に村へ来て、私たちと話した三人の男を連れて行ったという。",
    "zh": "士兵晚上来到村里，带走了同我们谈过话的三个人，至今没有消息。",
    "ru": "Солдаты пришли в село ночью и увели трёх мужчин, и они не вернулись.",
    "uk": "Солдати прийшли в село вночі та забрали трьох чоловіків, і вони не повернулися.",
    "de": "Die Soldaten kamen in der Nacht in das Dorf und nahmen drei Männer mit, die dort waren.",
    "fr": "Les soldats sont venus dans le village la nuit et ils ont pris trois des hommes.",
    "es": "Los soldados llegaron a la aldea por la noche y se llevaron a tres de los hombres.",
}
UNKNOWN = [
    "Салдаты прыйшлі ў вёску ўначы і забралі трох мужчын, якія гаварылі з намі, і яны не вярнуліся.",
    "",
    "12 345 --- 6/7",
    "Ardel, Norrow, Osmere",
    "Sotilaat tulivat kylään yöllä ja veivät kolme miestä jotka olivat puhuneet meille.",
    "जवान रात में गाँव आए और हमसे बात करने वाले तीन लोगों को ले गए।",
    "جاء الجنود إلى القرية ليلا وأخذوا ثلاثة رجال تحدثوا إلينا ولم يعودوا.",
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_one_sentence_is_enough_to_know_a_language(language: str, sentence: str) -> None:
    assert detect_language(sentence) == language


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_language_is_said_and_not_guessed(text: str) -> None:
    assert detect_language(text) is None


def test_a_korean_report_with_an_english_menu_is_korean() -> None:
    assert detect_language("Home News Politics " + SENTENCES["ko"] * 3) == "ko"


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    assert detect_language(text) in {None, "ko", "ja", "zh", *LATIN_WORDS, *CYRILLIC_WORDS}
