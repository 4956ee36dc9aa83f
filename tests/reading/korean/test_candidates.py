from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.korean import Draft, read_drafts
from saksi.reading.korean.candidates import FEWEST, MOST

NUMBERS = (
    "agent", "passive", "lead", "place", "length", "quoted", "passages", "acts", "claims",
)  # fmt: skip


def read(text: str) -> list[Draft]:
    return read_drafts(text, published=date(2024, 5, 6), outlet="새벽통신")


def test_what_lacks_the_words_around_it_is_a_candidate_that_says_why() -> None:
    drafts = read("그는 강가에서 숨졌다.")
    assert drafts
    assert not any(draft.sure for draft in drafts)
    assert {draft.features["weak"] for draft in drafts} == {"context"}


def test_a_bare_noun_is_a_candidate_only() -> None:
    (draft,) = read("처형 소식을 들은 사람들이 놀랐다.")
    assert (draft.claim.act, draft.features["weak"], draft.sure) == ("execution", "noun", False)


def test_a_telling_joined_to_another_claim_stays_in_the_queue() -> None:
    text = "보위부가 밀수꾼 3명을 체포했다. 이들은 지난 2일 강가에서 붙잡혔다."
    claim, joined = read(text)
    assert len(claim.claim.passages) == 2
    assert joined.features["weak"] == "joined"


@given(st.lists(st.sampled_from(["밀수꾼이 체포됐다. ", "처형 소식이 돈다. ", "그가 숨졌다. "]), max_size=30))
def test_the_queue_keeps_its_bounds_and_every_draft_its_features(parts: list[str]) -> None:
    drafts = read("".join(parts))
    sure = sum(not draft.features["weak"] for draft in drafts)
    assert len(drafts) <= max(FEWEST, MOST * sure)
    for draft in drafts:
        assert all(0 <= float(draft.features[name]) <= 1 for name in NUMBERS)
