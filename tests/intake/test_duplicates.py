import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake import comparison_key
from saksi.intake.duplicates import mark_duplicates
from saksi.record import Passage, Report

TEXT = "Soldiers arrested twelve teachers in Ardel. 아르델에서 교사 열두 명이 체포됐다. Où? À l’école."


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace(" ", "\n\n"),
        TEXT.replace(" ", "\u00a0"),
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("e", "e\u200b"),
        "\ufeff" + TEXT + "\r\n",
    ],
)
def test_spaces_and_forms_of_characters_make_no_difference(same: str) -> None:
    assert comparison_key(same) == comparison_key(TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("twelve", "eleven"), TEXT.lower(), TEXT + " More."])
def test_other_words_make_another_text(other: str) -> None:
    assert comparison_key(other) != comparison_key(TEXT)


def test_the_same_article_under_another_menu_is_a_copy() -> None:
    first = Report(id="a", text="Menu one\n\n" + TEXT * 4, furniture=(Passage(start=0, end=8),))
    second = Report(id="b", text="Other menu\n\n" + TEXT * 4, furniture=(Passage(start=0, end=10),))
    assert mark_duplicates([first, second])[1].duplicate_of == "a"


def test_pages_with_hardly_any_main_text_are_compared_whole() -> None:
    first = Report(id="a", text="News\n\nTwelve held.", furniture=(Passage(start=6, end=18),))
    second = Report(id="b", text="News\n\nForty shot.", furniture=(Passage(start=6, end=17),))
    assert mark_duplicates([first, second])[1].duplicate_of is None


def test_every_copy_names_the_first_of_its_kind() -> None:
    reports = [
        Report(id=name, text=text) for name, text in zip("abcd", (TEXT, "Other.", TEXT, TEXT), strict=True)
    ]
    assert [report.duplicate_of for report in mark_duplicates(reports)] == [None, None, "a", "a"]


@given(st.text(max_size=80), st.text(alphabet=" \n\t\u200b\u2060", max_size=9))
def test_invisible_characters_never_matter(text: str, invisible: str) -> None:
    assert comparison_key(text + invisible) == comparison_key(invisible + text)
