import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, after_of, check_outsiders, form

from saksi.record import InvalidInput, Passage
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision
from saksi.workspace.review.moving import find_words, moves
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}passages/"
WORDS = "Guards took  two men.\n그들은 끌려갔다"


def test_passages_are_corrected_without_the_value(report: Report, coder: Client) -> None:
    coder.post(ADDRESS, form() | {"span": ["0-8", "16-24"]})
    decision = Decision.objects.get()
    assert decision.fields == ["passages"]
    assert after_of(decision)["passages"] == [[0, 8], [16, 24]]
    assert last_entry().action == "corrected"


def test_the_page_offers_each_end_a_word_further(report: Report, coder: Client) -> None:
    html = coder.get(f"{PAGE}?claim=1&edit=passages&span=9-15").content.decode()
    assert '<blockquote lang="en">agents</blockquote>' in html
    assert "span=0-15" in html
    assert "span=9-24" in html
    assert "end a word earlier" not in html  # nothing would be left


@pytest.mark.parametrize("spans", [[], ["5"], ["8-3"], ["0-99999"], ["a-b"], ["0-" + "9" * 5_000]])
def test_a_passage_that_is_none_is_explained(report: Report, coder: Client, spans: list[str]) -> None:
    answer = coder.post(ADDRESS, form() | {"span": spans})
    assert answer.status_code == 422
    assert Decision.objects.count() == 0


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, **form(span="0-8"))


@given(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS)))
def test_moved_ends_stay_at_words_and_in_order(a: int, b: int) -> None:
    passage = Passage(start=min(a, b - 1), end=max(a + 1, b))
    found = moves(WORDS, passage)
    for moved in (found.start_back, found.start_on, found.end_back, found.end_on):
        if moved is None:
            continue
        assert 0 <= moved.start < moved.end <= len(WORDS)
        assert (moved.start == passage.start) != (moved.end == passage.end)
        changed = moved.start if moved.end == passage.end else moved.end - 1
        assert not WORDS[changed].isspace()


def test_typed_words_are_found_once_however_they_are_spaced() -> None:
    assert find_words(WORDS, "took two").of(WORDS) == "took  two"
    assert find_words("one two", "two") == Passage(start=4, end=7)
    for words in ("", "nobody", "o"):
        with pytest.raises(InvalidInput):
            find_words(WORDS, words)
