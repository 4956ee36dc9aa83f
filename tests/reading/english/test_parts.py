"""A numbered part of the victims is a claim of its own beside the whole."""

from collections.abc import Callable

import pytest

from saksi.record import Claim

Read = Callable[[str], list[Claim]]


def counted(claims: list[Claim], act: str) -> list[int]:
    return sorted(claim.count.min or 0 for claim in claims if claim.act == act)


@pytest.mark.parametrize(
    ("text", "act", "numbers"),
    [
        ("Some 417 people, 61 of them women, were flogged by the guards.", "torture", [61, 417]),
        ("At least 299 people were executed, four of them for deeds done as boys.", "execution", [4, 299]),
        ("Thirty-five Christians, most of them women, were arrested.", "detention_other", [35]),
        ("Six men were arrested, one of them a clerk.", "detention_other", [6]),
    ],
)
def test_the_part_counts_beside_the_whole(read: Read, text: str, act: str, numbers: list[int]) -> None:
    assert counted(read(text), act) == numbers


def test_a_part_with_a_verb_of_its_own_is_told_by_that_verb(read: Read) -> None:
    claims = read("Four students were arrested. Three of them were released after ten days.")
    assert counted(claims, "detention_other") == [4]
    assert counted(claims, "release") == [3]


def test_the_passage_of_a_part_is_the_part(read: Read) -> None:
    text = "At least 299 people were executed, four of them for deeds done as boys."
    part = next(claim for claim in read(text) if claim.count.min == 4)
    assert text[part.passages[0].start : part.passages[0].end].startswith("four of them")
