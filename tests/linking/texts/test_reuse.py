from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.texts.reuse import main_text, shingles, text_reuse
from saksi.testing import a_report

STORY = (
    "Security agents arrested two traders in Corrow in March. They had carried salt over the pass at night,"
    " and a neighbour who wanted their stall had told the agents where they slept. Nobody saw them since."
)
OTHER = (
    "The harvest in North Kell failed after three weeks of rain. Officials came to count the sacks and left"
    " again before noon, and the farmers were told to hand over what they had kept for seed."
)
WORDS = st.lists(
    st.sampled_from(["a", "quiet", "river", "ran", "below", "the", "old", "mill", "and", "boats"]),
    max_size=60,
)


def test_a_copy_with_a_new_head_holds_nearly_all_of_the_original() -> None:
    copy = a_report(f"Corrow Post, citing Isk Radio.\n\n{STORY}", id="b")
    [(pair, shared)] = text_reuse([a_report(STORY, id="a"), copy]).items()
    assert pair == ("a", "b")
    assert shared.shorter == 1.0
    assert shared.longer < 1.0


def test_a_shortened_copy_is_measured_by_the_shorter_text() -> None:
    short = STORY[: len(STORY) // 2]
    [shared] = text_reuse([a_report(STORY, id="a"), a_report(short, id="b")]).values()
    assert shared.shorter > 0.9
    assert shared.longer < 0.7


def test_texts_that_share_no_run_of_words_are_no_pair() -> None:
    assert text_reuse([a_report(STORY, id="a"), a_report(OTHER, id="b")]) == {}


def test_what_many_reports_share_is_a_formula_and_shows_nothing() -> None:
    formula = "This was told by telephone and could not be confirmed by anybody who was there at the time."
    own = [" ".join(f"word{report}x{n}" for n in range(60)) for report in range(30)]
    assert text_reuse([a_report(f"{words} {formula}", id=words[:8]) for words in own]) == {}


def test_furniture_is_not_compared() -> None:
    button = "Share this page with your friends on every network that you know and love"
    text = f"{STORY}\n{button}"
    report = a_report(text, furniture=[[len(STORY) + 1, len(text)]])
    assert button not in main_text(report)
    assert STORY in main_text(report)


@given(WORDS, WORDS)
def test_containment_is_a_share_and_does_not_depend_on_order(one: list[str], other: list[str]) -> None:
    a, b = a_report(" ".join(one), id="a"), a_report(" ".join(other), id="b")
    found = text_reuse([a, b])
    assert found == text_reuse([b, a])
    for shared in found.values():
        assert 0 < shared.longer <= shared.shorter <= 1
        assert shared.shingles <= min(len(shingles(a.text)), len(shingles(b.text)))
