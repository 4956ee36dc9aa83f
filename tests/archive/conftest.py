"""Archives to test with: invented key holders, and guesses that cost little."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from saksi.archive import Cost, Holder, Layout, MasterKey, Originals, create_slots, new_layout

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@dataclass(frozen=True)
class Sealed:
    """An archive with two key holders, heron and otter, and recovery sheets."""

    layout: Layout
    master: MasterKey
    sheets: tuple[str, ...]
    cost: Cost = CHEAP
    heron: str = "seven grey herons stand"
    otter: str = "수달 아홉 마리가 헤엄친다"

    @property
    def originals(self) -> Originals:
        return Originals(self.layout, self.master)


def _sealed(folder: Path) -> Sealed:
    layout = new_layout(folder, kind="synthetic")
    holders = [Holder("heron", Sealed.heron), Holder("otter", Sealed.otter)]
    created = create_slots(layout, holders, recovery=True, cost=CHEAP)
    return Sealed(layout, created.master, created.sheets)


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return _sealed(tmp_path / "archive")


@pytest.fixture(scope="module")
def one_sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Return one archive for many examples: what is put into it stays."""
    return _sealed(tmp_path_factory.mktemp("one") / "archive")


@pytest.fixture
def cheap() -> Cost:
    return CHEAP
