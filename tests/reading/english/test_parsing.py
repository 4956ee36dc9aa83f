import pytest

from saksi.reading.english.parsing import LONGEST_BLOCK, blocks, parse
from saksi.record import Passage

WRAPPED = (
    "The two traders were taken from the market at night,\nneighbours in the next street said on Friday."
)


def test_wrapped_lines_are_one_block_and_headings_stand_alone() -> None:
    text = f"Two taken\n{WRAPPED}\n\n- first item\n- second item"
    assert [block.text for block in blocks(text)] == ["Two taken", WRAPPED, "- first item", "- second item"]


def test_blocks_stand_where_they_say() -> None:
    text = f"\n\n  Heading \r\n\n\t{WRAPPED}\n\n "
    for block in blocks(text):
        assert text[block.start : block.start + len(block.text)] == block.text
        assert block.text == block.text.strip()


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\u3000"])
def test_an_empty_text_has_no_blocks_and_no_sentences(text: str) -> None:
    assert list(blocks(text)) == []
    assert list(parse(text)) == []


def test_page_furniture_is_left_out_and_nothing_is_moved() -> None:
    text = f"Share this page\n\n{WRAPPED}\n\nRead more"
    furniture = (Passage(start=0, end=15), Passage(start=len(text) - 9, end=len(text)))
    (only,) = blocks(text, furniture)
    assert only.start == text.index("The two")


@pytest.mark.parametrize(
    "text", ["word and " * 22_000, "was shot\u3000" * 22_000, "a\n" * 100_000, "가나 " * 66_000], ids=len
)
def test_two_hundred_thousand_characters_without_a_stop_are_cut_into_bounded_blocks(text: str) -> None:
    cut = list(blocks(text))
    assert max(len(block.text) for block in cut) <= LONGEST_BLOCK
    assert sum(len("".join(block.text.split())) for block in cut) == len("".join(text.split()))


@pytest.mark.parametrize("long", ["x" * 200_000, "9" * (LONGEST_BLOCK + 1)], ids=len)
def test_a_word_longer_than_a_block_is_left_out_and_what_stands_around_it_is_read(long: str) -> None:
    assert [block.text for block in blocks(f"They were shot. {long} They were held.")] == [
        "They were shot.",
        "They were held.",
    ]


def test_a_block_is_cut_at_white_space_and_not_inside_a_word() -> None:
    text = "prisoners were held\t" * 1_000
    assert {word for block in blocks(text) for word in block.text.split()} == {"prisoners", "were", "held"}


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("HOLLIN (MP) — Two were taken.", "HOLLIN (MP) —"),
        ("NETHER TAMSEL, Oct. 18 -- Two were taken.", "NETHER TAMSEL, Oct. 18 --"),
        ("Hollin, 3 March (MP) - Two were taken.", "Hollin, 3 March (MP) -"),
        ("Two traders – both from Hollin – were taken.", None),
        ("Mr Kell (MP) was taken – nobody knows where.", None),
        ("KELL was taken on Monday.", None),
    ],
)
def test_a_dateline_stands_apart_and_counts_to_the_paragraph_behind_it(
    text: str, dateline: str | None
) -> None:
    found = list(parse(f"{text}\n\nHe is gone."))
    assert [sentence.text for sentence in found if sentence.dateline] == ([dateline] if dateline else [])
    assert [sentence.block for sentence in found if not sentence.dateline] == [0, 1]


def test_sentences_know_their_place_in_the_report() -> None:
    text = f"Two taken\n\n{WRAPPED} They “did not” return."
    found = list(parse(text))
    assert [text[sentence.start : sentence.end] for sentence in found] == [
        "Two taken",
        WRAPPED,
        "They “did not” return.",
    ]
    assert [sentence.block for sentence in found] == [0, 1, 1]
