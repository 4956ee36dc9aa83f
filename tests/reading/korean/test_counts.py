import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.korean.counts import count_in

SAID = [
    ("주민 3명", 3, 3, "persons"),
    ("남학생 둘", 2, 2, "persons"),
    ("여성 한 명", 1, 1, "persons"),
    ("10여 명", 10, 19, "persons"),
    ("30여 명", 30, 39, "persons"),
    ("100여명", 100, 199, "persons"),
    ("여러 명", 3, 9, "persons"),
    ("몇 명", 3, 9, "persons"),
    ("수십 명", 24, 99, "persons"),
    ("수백 명", 200, 999, "persons"),
    ("20~30명", 20, 30, "persons"),
    ("2만여 명", 20_000, 29_999, "persons"),
    ("5명 이상", 5, None, "persons"),
    ("10명이 넘는", 11, None, "persons"),
    ("최소 4명", 4, None, "persons"),
    ("최대 20명", 1, 20, "persons"),
    ("온 가족 4명", 4, 4, "persons"),
    ("2만2천 명", 22_000, 22_000, "persons"),
    ("네 집", 4, 4, "families"),
    ("18세대", 18, 18, "families"),
    ("집 5채", 5, 5, "houses"),
    ("사건 3건", 3, 3, "cases"),
]


@pytest.mark.parametrize(("words", "low", "high", "unit"), SAID)
def test_words_of_number_become_bounds(words: str, low: int, high: int | None, unit: str) -> None:
    count = count_in(words)
    assert count is not None
    assert (count.min, count.max, count.unit) == (low, high, unit)
    assert count.text is not None
    assert count.text in words


@pytest.mark.parametrize("words", ["주민", "300mm", "5∼20㎜의 비", "10인분", "2대 0", "보위부", ""])
def test_what_counts_nobody_is_no_count(words: str) -> None:
    assert count_in(words) is None


@given(st.integers(0, 10**9), st.sampled_from(["", "여"]), st.sampled_from(["명", "세대", "건"]))
def test_bounds_stay_ordered(number: int, odd: str, unit: str) -> None:
    count = count_in(f"{number}{odd} {unit}")
    assert count is not None
    assert count.min == number
    assert count.max is not None
    assert count.max >= number
