import pytest

from saksi.simulation.texts.korean.particles import particle


@pytest.mark.parametrize(
    ("word", "wanted", "form"),
    [
        ("학생", "은", "은"),
        ("상인들", "이", "이"),
        ("의사", "을", "를"),
        ("당국", "과", "과"),
        ("보위부", "과", "와"),
        ("서울", "으로", "로"),  # ㄹ takes 로
        ("수용소", "으로", "로"),
        ("감옥", "으로", "으로"),
        ("학생 3", "이", "이"),  # 삼
        ("학생 2", "이", "가"),  # 이
        ("2031", "으로", "로"),  # 일
        ("신문(ABC)", "은", "는"),
        ("Ockl", "으로", "로"),
        ("‘지시문’", "을", "을"),
        ("학생", "에게", "에게"),
    ],
)
def test_a_particle_follows_the_last_sound_of_its_word(word: str, wanted: str, form: str) -> None:
    assert particle(word, wanted) == form
