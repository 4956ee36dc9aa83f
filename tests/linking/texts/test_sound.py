import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.texts.sound import is_hangul, sound


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [("Ubazeth", "우바제스"), ("Tabatuvo", "타바투보"), ("Sovozeth", "소보제스"), ("Alequen", "알레퀜")],
)
def test_both_scripts_of_a_name_have_one_key(latin: str, hangul: str) -> None:
    assert sound(latin) == sound(hangul)


@pytest.mark.parametrize(
    ("one", "other"), [("Pyongan", "P'yŏngan"), ("Ryanggang", "RYANGGANG"), ("Sinuiju", "Shinuiju")]
)
def test_romanisations_of_a_name_have_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Corrow", "North Kell"), ("청진", "혜산"), ("Asmara", "Assab")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text())
def test_any_text_has_a_key_that_does_not_change_with_case_or_spaces(text: str) -> None:
    assert sound(f" {text} ") == sound(text)
    assert not is_hangul(sound(text))
