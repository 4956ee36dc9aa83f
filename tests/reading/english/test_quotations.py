import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no one came" and left.', ["no one came"]),
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ('his thirties," a source said. "People had heard."', ["People had heard."]),
        ('A wall of 6" height', []),
        ("She said: “they came. No end", ["they came. No end"]),
        ("«Ils sont venus», dit-elle", ["Ils sont venus"]),
        ('"A whole paragraph that another paper wrote', []),
    ],
)
def test_what_stands_inside_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in zip(*quotations(text), strict=True)] == quoted


@given(st.text(alphabet='ab "“”«».', max_size=40))
def test_spans_are_ordered_and_hold_no_closing_mark(text: str) -> None:
    starts, ends = quotations(text)
    assert all(start <= end for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
