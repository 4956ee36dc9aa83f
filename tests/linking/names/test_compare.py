"""Are two spellings one name: tables of habits, and what holds for any names."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking import name_similarity
from saksi.linking.names import SAME, compare_names, compare_table, likely_readings, name_key
from saksi.linking.names.scripts import latin

NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Ri Mun-hyok", "이문혁", "Rhee Moon Hyuk", "Omar Sabri", "عمر صبري", "Олег Бурый", "王明", ""]
    ),
)


@given(NAMES, NAMES)
def test_similarity_is_symmetric_and_a_share(a: str, b: str) -> None:
    found = name_similarity(a, b)
    assert 0 <= found <= 1
    assert found == name_similarity(b, a)


@given(NAMES)
def test_a_name_is_like_itself_unless_it_has_no_letters(name: str) -> None:
    assert name_similarity(name, name) in {0.0, 1.0}
    assert (name_similarity(name, name) == 1.0) == any(char.isalpha() for char in latin(name))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ch'oe Mun-gyu", "Choe Mungyu"),
        ("PAK TŎK-SU", "Pak Tok Su"),
        ("Hŏ Chŏng-min", "Ho Chong Min"),
        ("Ri Kyo'ng-a", "ri kyong a"),
    ],
)
def test_case_hyphens_and_marks_are_no_difference(a: str, b: str) -> None:
    assert name_similarity(a, b) == 1.0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Pak Chŏng-su", "Park Jung-soo"),  # McCune-Reischauer, passport
        ("Choe Kyong-hui", "Choi Gyeonghui"),  # northern official, Revised
        ("Ri Tok-chun", "Lee Deok Joon"),
        ("Ryu Hak-chol", "Yoo Hakcheol"),  # initial-sound rule
        ("Ro Kwang-su", "No Gwangsu"),
        ("Mun-hyok Ri", "Ri Mun Hyok"),  # family last
        ("박정수", "Pak Chŏng-su"),
        ("이덕준", "Ri Tok Jun"),
        ("리덕준", "이덕준"),
        ("Ri Szong-cshol", "Ri Song-chol"),
        ("Qasim Darwish", "Kasem Darwiche"),
        ("Abd al-Rahman Nouri", "Abdurrahman Nuri"),
        ("خالد الجبوري", "Khalid al-Jabouri"),
        ("Сергей Беляев", "Sergey Belyayev"),
        ("王志强", "Wang Zhiqiang"),
    ],
)
def test_spellings_of_one_name_are_taken_for_one(a: str, b: str) -> None:
    assert name_similarity(a, b) >= SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Pak Chŏng-su", "Pak Chŏng-ho"),
        ("Ri Tok-chun", "Kim Tok-chun"),
        ("Choe Kyong-hui", "Choe Kyong-ok"),
        ("박정수", "박정호"),
        ("박정수", "Pak Chong-ho"),
        ("Kim Jong-su", "Kim Yong-su"),
        ("Qasim Darwish", "Qasim Haddad"),
        ("Oleg Buryi", "Pavel Buryi"),
        ("Wang Ming", "Wang Fang"),
    ],
)
def test_names_that_share_a_part_are_two(a: str, b: str) -> None:
    assert name_similarity(a, b) < SAME


def test_a_spelling_of_several_names_is_undecidable_however_alike() -> None:
    found = compare_names("Pak Yong-su", "Pak Yong-su")
    assert (found.similarity, found.verdict) == (1.0, "undecidable")
    assert set(found.readings) >= {"박영수", "박용수"}
    assert compare_names("박용수", "박용수").verdict == "same"


def test_readings_hold_the_name_and_keys_bring_its_spellings_together() -> None:
    spellings = ["Pak Chŏng-su", "Park Jung-soo", "Bak Jeongsu", "박정수"]
    assert all("박정수" in likely_readings(spelling) for spelling in spellings)
    assert len({name_key(spelling) for spelling in spellings}) == 1
    assert name_key("Qasim Darwish") == name_key("Darwish, Kasem")


def test_a_table_is_answered_row_by_row_and_keeps_its_columns() -> None:
    pairs = pl.DataFrame(
        {"name_a": ["Ri Mun-hyok", None], "name_b": ["이문혁", "x"], "note": ["kept", "too"]}
    )
    found = compare_table(pairs)
    assert found.columns == ["name_a", "name_b", "note", "similarity", "same", "verdict"]
    assert found["same"].to_list() == [1, 0]


def _f1(rows: list[dict[str, str]], categories: set[str]) -> float:
    chosen = [
        (name_similarity(row["name_a"], row["name_b"]) >= SAME, row["same"] == "1")
        for row in rows
        if row["category"] in categories
    ]
    right = sum(said and so for said, so in chosen)
    return 2 * right / (sum(said for said, _ in chosen) + sum(so for _, so in chosen))


@pytest.mark.shared
def test_published_spellings_are_told_apart_as_well_as_measured(shared: Path) -> None:
    with (shared / "data/names/korean_pairs.csv").open(encoding="utf-8") as file:
        korean = list(csv.DictReader(file))
    with (shared / "data/names/other_pairs.csv").open(encoding="utf-8") as file:
        others = list(csv.DictReader(file))
    latin_latin = {"pos_person", "pos_samename", "neg_jamo3", "neg_syll1", "neg_jamo1", "neg_sanctions"}
    hangul = {"pos_hangul", "neg_jamo1_hangul", "neg_syll1_hangul", "neg_jamo3_hangul"}
    assert _f1(korean, latin_latin) >= 0.93
    assert _f1(korean, hangul) >= 0.985
    assert _f1(others, {"ar_native", "ar_native_neg"}) >= 0.92
    assert _f1(others, {"ar_latin", "ar_latin_neg"}) >= 0.94
    assert _f1(others, {"ru_latin", "ru_latin_neg"}) >= 0.98
    close = [row for row in korean if row["category"] == "neg_jamo1"]
    assert sum(name_similarity(row["name_a"], row["name_b"]) >= SAME for row in close) <= 0.06 * len(close)
    trivial = [row for row in korean if row["category"] == "pos_trivial"]
    assert all(name_similarity(row["name_a"], row["name_b"]) == 1.0 for row in trivial)
