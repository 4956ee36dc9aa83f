"""What goes to the queue only: weak words, other readings, tellings that merging joined."""

import pytest

from saksi.reading import ReadingSettings
from saksi.reading.english.drafts import Draft
from saksi.reading.english.reader import read_drafts


def drafts(text: str) -> list[Draft]:
    return read_drafts(text, published=None, outlet="Isk Radio")


def sure(text: str) -> set[str]:
    """The acts that are claims."""
    return {draft.act for draft in drafts(text) if draft.confidence >= ReadingSettings().threshold}


def queued(text: str) -> dict[str, str]:
    """The acts that are candidates only, with the reason."""
    low = (draft for draft in drafts(text) if draft.confidence < ReadingSettings().threshold)
    return {draft.act: str(draft.features["weak"]) for draft in low}


@pytest.mark.parametrize(
    ("text", "act", "why"),
    [
        ("The jailed teacher wrote to her mother.", "detention_other", "participle"),
        ("A robber shot the cashier.", "killing_other", "weak-word"),
        ("The porter died on Thursday.", "death_in_custody", "weak-word"),
        ("Soldiers shot two villagers.", "violence", "another-code"),
        ("Two men were hanged for beating a guard.", "torture", "ground"),
    ],
)
def test_what_seldom_asserts_an_act_is_a_candidate_with_its_reason(text: str, act: str, why: str) -> None:
    assert act not in sure(text)
    assert queued(text)[act] == why


def test_a_word_that_is_always_an_act_is_a_claim() -> None:
    assert sure("Police arrested two traders.") == {"detention_other"}


def test_a_telling_joined_to_another_claim_stays_in_the_queue() -> None:
    text = "Two traders arrested in Corrow\n\nPolice in Corrow arrested two traders on Monday at the market."
    both = [draft for draft in drafts(text) if draft.features["by"] == "verb"]
    assert [draft.features["weak"] for draft in both] == ["joined", ""]
    assert len(both[1].passages) == 2


def test_no_candidate_repeats_the_words_of_a_claim_with_its_act() -> None:
    text = "Officers arrested and beat a student. The student was arrested in the yard. She was beaten there."
    seen = [(draft.act, draft.passages[0]) for draft in drafts(text)]
    assert len(seen) == len(set(seen))
