import json
from pathlib import Path

import pytest

from saksi.linking.texts.translations import aligned, translations
from saksi.record import Report
from saksi.testing import a_report

KOREAN = (
    "지난 17일 혜산시에서 주민 4명이 체포됐다. 체포는 새벽 3시에 있었다고 소식통은 전했다.\n\n"
    "이들은 삼수로 가는 버스를 기다리던 중이었다. 12월 이후 비슷한 일이 9차례 있었다.\n\n"
    "보위부는 이 가운데 2명을 풀어 주었다."
)
ENGLISH = (
    "Four residents were arrested in Hyesan on the 17th. The arrests came at 3 in the morning, a source said."
    "\n\nThey had been waiting for the bus to Samsu. Since December the like has happened 9 times.\n\n"
    "State security has let two of them go."
)
ELSEWHERE = (
    "Two officials were dismissed in Wonsan on the 5th. The order came from the party, a source said.\n\n"
    "They had sold 40 tonnes of rice. In June 11 others had lost their posts for the same."
)


def korean(text: str = KOREAN) -> Report:
    return a_report(text, id="ko", language="ko", title=None)


def test_a_translation_is_found_by_what_it_keeps() -> None:
    [(pair, found)] = translations(
        [korean(), a_report(ENGLISH, id="en"), a_report(ELSEWHERE, id="x")]
    ).items()
    assert pair == ("en", "ko")
    assert found.share > 0.7


def test_sentences_are_aligned_in_order() -> None:
    original, translated = korean(), a_report(ENGLISH, id="en")
    found = aligned(original, translated)
    words = [(a.of(original.text), b.of(translated.text)) for a, b in found.passages]
    assert [(a[:6], b[:10]) for a, b in words if "혜산" in a or "Samsu" in b] == [
        ("지난 17일", "Four resid"),
        ("이들은 삼수", "They had b"),
    ]
    starts = [(a.start, b.start) for a, b in found.passages]
    assert starts == sorted(starts)


def test_a_text_of_one_language_is_no_translation() -> None:
    assert translations([a_report(ENGLISH, id="a"), a_report(ENGLISH, id="b")]) == {}


def test_a_text_that_came_long_before_is_no_translation() -> None:
    assert translations([korean(), a_report(ENGLISH, id="en", published="2020-01-01")]) == {}


def test_an_article_on_the_same_town_is_no_translation() -> None:
    about = "On the 17th it rained in Hyesan. " + ELSEWHERE
    assert translations([korean(), a_report(about, id="en")]) == {}


@pytest.mark.shared
def test_the_translations_of_the_developers_reports_are_found_and_nothing_else(
    shared: Path, developers: list[Report]
) -> None:
    folder = shared / "data" / "claims"
    bare = [report.model_copy(update={"claims": ()}) for report in developers]
    wanted = {
        tuple(sorted((p["ko"], p["en"]))) for p in json.loads((folder / "translations-dev.json").read_text())
    }
    assert set(translations(bare)) == wanted
