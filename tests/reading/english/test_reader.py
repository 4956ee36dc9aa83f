from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.reading.english.reader import read_english
from saksi.record import Claim, Passage, Report

SENTENCES = (
    "Police arrested two traders in Corrow last month, a source said.",
    "The two men were arrested and executed",
    "“I was beaten in the cell,” the former detainee told Radio Merrin.",
    "Those caught will be sent to a labor camp!",
    "They didn’t release the student",
    "She cannot leave; her family was banished to the mountains.",
    "Residents fear that up to 30 people (mostly women) will be shot on sight",
)
NOISE = (
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u200b",
    "\x00",
    "\u3000",
    "🚓",
    "체포했다 ",
    "…",
    "“",
)
TEXTS = st.lists(
    st.sampled_from(SENTENCES) | st.sampled_from(NOISE) | st.text(max_size=12), min_size=1, max_size=14
).map("".join)


def read_all(text: str) -> list[Claim]:
    return read_english(text, published=date(2024, 3, 20), outlet="Isk Radio")


def is_cut(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(char.isascii() and char.isalnum() for char in text[at - 1 : at + 1])


@given(TEXTS)
@settings(max_examples=60)
def test_every_passage_lies_in_the_text_and_has_whole_words_at_its_edges(text: str) -> None:
    claims = read_all(text)
    for claim in claims:
        assert claim.passages
        for passage in claim.passages:
            words = text[passage.start : passage.end]
            assert words
            assert len(words) == passage.end - passage.start
            assert words == words.strip()
            assert not is_cut(text, passage.start)
            assert not is_cut(text, passage.end)
    Report(id="r", text=text, language="en", claims=tuple(claims))  # ids, bounds and days hold


@given(st.text(max_size=300))
@settings(max_examples=40)
def test_no_text_whatever_makes_it_fail_and_it_repeats_itself(text: str) -> None:
    assert read_all(text) == read_all(text)


def test_a_text_without_a_full_stop_is_read_to_its_end() -> None:
    text = "the price of salt and of radios and of rope rose " * 600 + "and then police arrested two traders"
    arrest = next(claim for claim in read_all(text) if claim.act == "detention_other")
    assert arrest.passages[0].end == len(text)


def test_page_furniture_is_not_read(read: Callable[[str], list[Claim]]) -> None:
    text = "Police arrested two traders.\n\nRead more: Soldiers shot a smuggler dead"
    furniture = (Passage(start=text.index("Read more"), end=len(text)),)
    found = read_english(text, published=None, outlet=None, furniture=furniture)
    assert "detention_other" in {claim.act for claim in found}
    assert all(span.end <= furniture[0].start for claim in found for span in claim.passages)
    assert len(read(text)) == 2


def test_each_claim_names_its_reader_its_rules_and_a_confidence(read: Callable[[str], list[Claim]]) -> None:
    for claim in read("Police arrested two traders. The party launched a crackdown on smugglers."):
        assert claim.reader == "rules-en"
        assert claim.rules
        assert 0 < (claim.confidence or 0) < 1


@pytest.mark.parametrize(("outlet", "text"), [("Isk Radio", "Isk Radio"), (None, "outlet not named")])
def test_a_report_without_an_outlet_says_so(outlet: str | None, text: str) -> None:
    found = read_english("Police arrested two traders.", published=None, outlet=outlet)
    assert {claim.attribution.chain[-1].text for claim in found} == {text}
