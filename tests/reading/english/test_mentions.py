"""Which words assert which act: constructions rather than single words."""

import pytest

from saksi.reading.english.mentions import Mention, find_mentions
from saksi.reading.english.modality import assertion
from saksi.reading.english.parsing import parse


def mentions(text: str) -> list[Mention]:
    return [mention for sentence in parse(text) for mention in find_mentions(sentence)]


def told(text: str) -> dict[str, str | None]:
    """The acts asserted, with the lemma of the victim's head."""
    return {
        mention.act: mention.victim.lemma_.lower() if mention.victim is not None else None
        for mention in mentions(text)
        if mention.weak is None
    }


@pytest.mark.parametrize(
    ("text", "act", "victim"),
    [
        ("Residents were forced to stand and watch.", "coerced_attendance", "resident"),
        ("Guards made the women kneel for hours.", "torture", "woman"),
        ("The villagers were forced to dig canals.", "forced_labour", "villager"),
        ("The bishop had to leave the country.", "banishment", "bishop"),
        ("The judge was forced to resign.", "dismissal", "judge"),
        ("He was made to say on camera that he repented.", "public_shaming", "he"),
        ("She was forced to divorce her husband.", "other", "she"),
        ("The teacher was forced to pay a bribe.", "confiscation", "teacher"),
    ],
)
def test_what_somebody_is_made_to_do_is_the_act(text: str, act: str, victim: str) -> None:
    assert told(text)[act] == victim


@pytest.mark.parametrize(
    "text", ["He forced a smile.", "They have to work on the roof.", "Rain made the road slip."]
)
def test_not_every_compulsion_is_an_act_of_the_state(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The nuns were not allowed to travel.", "restriction"),
        ("The prisoners were not given any food.", "deprivation"),
        ("He has not been seen since.", "disappearance"),
    ],
)
def test_a_negation_that_is_part_of_the_act_does_not_deny_it(text: str, act: str) -> None:
    (mention,) = [mention for mention in mentions(text) if mention.act == act and mention.weak is None]
    said = assertion(mention)
    assert said is not None
    assert said.modality != "denied"


@pytest.mark.parametrize(
    ("text", "act", "victim"),
    [
        ("A court had a man flogged on Thursday.", "torture", "man"),
        ("Two pastors arrested in Corrow", "detention_other", "pastor"),
        ("They broke two of his ribs.", "torture", None),
        ("The sheikh was picked up from his flat.", "detention_other", "sheikh"),
        ("Officers bundled the girl into a white van.", "detention_other", "girl"),
        ("She spent nine days in the cellar of a police station.", "detention_other", "she"),
    ],
)
def test_constructions_find_whom_it_is_done_to(text: str, act: str, victim: str | None) -> None:
    found = told(text)
    assert act in found
    assert victim is None or found[act] == victim


def test_who_does_it_is_never_whom_it_is_done_to() -> None:
    assert all(
        mention.victim is None or mention.victim.lower_ != "soldiers"
        for mention in mentions("Soldiers have orders to shoot. Soldiers fired at the crowd.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "She executed a plan.",
        "They arrested the decline of prices.",
        "He was released from the club's squad list.",
    ],
)
def test_things_are_not_executed(text: str) -> None:
    assert "execution" not in told(text)
