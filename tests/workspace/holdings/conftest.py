"""Columns in memory are of one archive; each test has an archive of its own."""

from collections.abc import Iterator

import pytest

from saksi.workspace.holdings import columns


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Leave no columns of this test's archive to the next test."""
    yield
    columns.forget()
