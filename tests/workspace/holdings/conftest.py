"""A demo archive, made anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.workspace.conftest import CHEAP

from saksi.archive import Holder, Layout, MasterKey
from saksi.workspace.holdings import columns
from saksi.workspace.holdings.creating import create_archive


@pytest.fixture
def new_demo() -> Callable[[Path], tuple[Layout, MasterKey]]:
    def make(folder: Path) -> tuple[Layout, MasterKey]:
        return create_archive(
            folder,
            holders=[Holder("demo", "nobody's secret")],
            recovery=False,
            hand_over=lambda _layout, _sheets: None,
            kind="synthetic",
            demo=True,
            cost=CHEAP,
        )

    return make


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Begin without columns of another test's archive."""
    yield
    columns.forget()
