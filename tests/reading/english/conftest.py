"""What the tests of English reading share: one text read as a report of an invented station."""

from collections.abc import Callable
from datetime import date

import pytest

from saksi.reading.english.reader import read_english
from saksi.record import Claim

PUBLISHED = date(2024, 3, 20)  # a Wednesday
SURE = 0.22  # what rules only hint at lies below


@pytest.fixture(scope="session")
def read() -> Callable[[str], list[Claim]]:
    """Return a reader by rules alone: text to claims, published by Isk Radio on 20 March 2024."""

    def claims(text: str) -> list[Claim]:
        found = read_english(text, published=PUBLISHED, outlet="Isk Radio")
        return [claim for claim in found if (claim.confidence or 0) >= SURE]

    return claims


@pytest.fixture(scope="session")
def read_one(read: Callable[[str], list[Claim]]) -> Callable[[str], Claim]:
    """Return a reader of texts that tell one act: its surest claim."""

    def one(text: str) -> Claim:
        return max(read(text), key=lambda claim: claim.confidence or 0)

    return one
