import pytest
from tests.workspace.conftest import Add, Write

from saksi.record import InvalidInput
from saksi.workspace.holdings.searching import search
from saksi.workspace.session import Archive

TEXTS = {
    "trial": "A public trial was held in Corrow. The trial lasted an hour.",
    "notice": "The trial was not public, an official said.",
    "stadium": "경기장에서 공개처형이 있었다고 소식통이 전했다.",
    "radio": "라디오를 들었다는 이유로 총살했다.",
}


@pytest.fixture(autouse=True)
def texts(archive: Archive, add: Add, write: Write) -> None:
    add(*(write(name, text=text, title=None) for name, text in TEXTS.items()))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("trial", {"trial", "notice"}),
        ("TRIAL public", {"trial", "notice"}),
        ('"public trial"', {"trial"}),
        ("처형", {"stadium"}),
        ("공개처형", {"stadium"}),
        ("총살", {"radio"}),
        ("처", {"stadium"}),
        ("trial 처형", set()),
        ("rial", set()),
        ("AND OR NOT", set()),
        ('tri"al', set()),
    ],
)
def test_words_are_found_whole_and_syllables_inside_words(question: str, found: set[str]) -> None:
    assert {hit.report_id for hit in search(question)} == found


def test_a_hit_shows_its_places_and_the_words_around() -> None:
    [hit] = search("처형")
    [(start, end)] = hit.spans
    assert TEXTS["stadium"][start:end] == "처형"
    assert "공개처형이" in hit.contexts[0]


def test_each_place_of_a_word_is_shown() -> None:
    hits = {hit.report_id: hit for hit in search("trial")}
    assert len(hits["trial"].spans) == 2


def test_no_more_than_asked_for() -> None:
    assert len(search("trial", limit=1)) == 1


@pytest.mark.parametrize("question", ["", "  ", '""', "…!"])
def test_a_question_without_a_word_is_refused(question: str) -> None:
    with pytest.raises(InvalidInput, match="no word"):
        search(question)
