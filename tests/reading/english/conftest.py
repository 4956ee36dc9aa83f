"""What the tests of English reading share: one text read as a report of an invented station."""

from collections.abc import Callable
from datetime import date

import pytest

from saksi.reading import read_claims
from saksi.record import Claim

PUBLISHED = date(2024, 3, 20)  # a Wednesday


@pytest.fixture(scope="session")
def read() -> Callable[[str], list[Claim]]:
    """Return a reader: text to claims, published by Isk Radio on 20 March 2024."""
    return lambda text: read_claims(text, published=PUBLISHED, outlet="Isk Radio", language="en")


@pytest.fixture(scope="session")
def read_one(read: Callable[[str], list[Claim]]) -> Callable[[str], Claim]:
    """Return a reader of texts that make exactly one claim."""

    def one(text: str) -> Claim:
        (claim,) = read(text)
        return claim

    return one
