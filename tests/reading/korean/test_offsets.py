from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from saksi.reading.korean import read_korean

PARTS = st.sampled_from(
    [
        "보위부가 ", "밀수꾼 3명을 ", "체포했다", "처형됐다고 ", "소식통은 ", "“", "”",
        "고 전했다", ". ", "\n",
        "지난 8일 ",
        "해솔시에서 ", "가족은 추방됐고 ", "20대 여성이 ", "😀", "𠀀", "\u202e", "\u200b", "(", ")", "‘", "’",
        "두려워하고 있다",
        "어기는 자는 총살한다고 경고했다", "해솔시에서 3명, 은벌군에서 2명이 처형됐다", "\t", "\r\n", "  ",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS | st.text(max_size=8), max_size=25).map("".join)


@given(TEXTS)
@example("보위부가 밀수꾼 3명을 체포했다")
def test_every_passage_lies_in_the_text_and_has_no_space_at_its_edges(text: str) -> None:
    for claim in read_korean(text, published=date(2024, 5, 6), outlet=None):
        for passage in claim.passages:
            words = passage.of(text)
            assert len(words) == passage.end - passage.start
            assert words == words.strip()


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    once, again = (read_korean(text, published=None, outlet="새벽통신") for _ in range(2))
    assert once == again
