import html
import re

from hypothesis import given
from hypothesis import strategies as st

from saksi.workspace.review.marking import Mark, Paragraph, paragraph_of, paragraphs

TEXT = "Guards shot two men in Corrow.\n\n“They ran,” a source said. <b> & so on."


def mark(number: int, start: int, end: int, **fields: object) -> Mark:
    usual = {"family": "life", "glyph": "g-life", "state": "", "on": False, "name": f"claim {number}"}
    return Mark(number=number, start=start, end=end, **{**usual, **fields})  # type: ignore[arg-type]


def plain(line: Paragraph) -> str:
    """What is copied: the reference marks are not."""
    without = re.sub(r'<a class="ref.*?</a>', "", line.html)
    return html.unescape(re.sub(r"<[^>]+>", "", without))


@given(
    st.text(st.sampled_from("ab “'<&\n한"), min_size=1, max_size=60).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
                    lambda pair: (min(pair), max(pair[1], min(pair) + 1))
                ),
                max_size=6,
            ),
        )
    )
)
def test_whatever_the_passages_the_words_stay_as_they_are(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    lines = paragraphs(text, [mark(n, start, end) for n, (start, end) in enumerate(spans, 1)])
    assert [plain(line) for line in lines] == [line for line in text.split("\n") if line.strip()]
    for line in lines:
        assert text[line.start :].startswith(plain(line))
        assert line.html.count("<span") == line.html.count("</span>")


def test_each_piece_is_wrapped_once_a_claim_and_lanes_are_kept() -> None:
    [first, _] = paragraphs(TEXT, [mark(1, 0, 30), mark(2, 7, 19), mark(3, 12, 29)])
    assert '<span class="m f-life" data-c="1"><span class="m f-life l1" data-c="2">' in first.html
    assert '<span class="m f-life l2" data-c="3">' in first.html
    assert "l3" not in first.html


def test_a_fourth_overlap_is_thin_and_grey_and_keeps_its_number() -> None:
    [first, _] = paragraphs(TEXT, [mark(n, 0, 20) for n in range(1, 5)])
    assert '<span class="m over" data-c="4">' in first.html
    assert 'aria-label="claim 4"' in first.html


def test_a_mark_stands_at_the_start_with_the_quotation_mark_and_the_first_word() -> None:
    start = TEXT.index("They")
    [_, second] = paragraphs(TEXT, [mark(5, start, start + 8)])
    assert second.html.startswith('<span class="nb">“<a class="ref f-life" id="p5-')
    assert '<span class="m f-life" data-c="5">They</span></span>' in second.html


def test_words_of_a_report_are_never_markup() -> None:
    lines = paragraphs(TEXT, [])
    assert "&lt;b&gt; &amp; so on." in lines[1].html


def test_what_the_reader_passed_over_is_marked_as_such() -> None:
    assert [line.aside for line in paragraphs(TEXT, [], [(0, 30)])] == [True, False]
    assert [line.aside for line in paragraphs(TEXT, [], [(0, 29)])] == [False, False]


def test_the_line_of_the_open_claim_is_marked() -> None:
    lines = paragraphs(TEXT, [mark(1, 0, 10), mark(2, 33, 40, on=True)])
    assert [line.here for line in lines] == [False, True]
    assert [paragraph_of(TEXT, at) for at in (0, 30, 33)] == [1, 0, 2]
