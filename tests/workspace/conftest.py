"""An archive of two people, sealed for real at a small cost: made once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from saksi.archive import Cost, Holder, Layout, MasterKey
from saksi.workspace import ready

ready()

from saksi.testing import a_claim, a_report  # noqa: E402
from saksi.workspace.holdings.adding import Added, add_documents  # noqa: E402
from saksi.workspace.holdings.creating import Sheets, create_archive  # noqa: E402
from saksi.workspace.session import Archive, opened  # noqa: E402

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
TEXT = a_report().text


@dataclass
class Made:
    """The archive that the others are copies of."""

    layout: Layout
    keys: MasterKey
    sheets: Sheets


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    handed: list[Sheets] = []
    layout, keys = create_archive(
        tmp_path_factory.mktemp("made") / "archive",
        holders=[Holder(name, word) for name, word in WORDS.items()],
        recovery=True,
        hand_over=lambda _layout, sheets: handed.append(sheets),
        kind="synthetic",
        cost=CHEAP,
    )
    return Made(layout, keys, handed[0])


@pytest.fixture
def layout(made: Made, tmp_path: Path) -> Layout:
    shutil.copytree(made.layout.folder, tmp_path / "archive")
    return Layout(tmp_path / "archive")


@pytest.fixture
def archive(made: Made, layout: Layout) -> Iterator[Archive]:
    with opened(layout, made.keys, actor="ann") as archive:
        yield archive


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write one invented report as a JSON document; return its file."""

    def written(name: str = "isk-2024-03-20", *, claims: int = 0, **fields: Any) -> Path:
        folder = tmp_path / "documents"
        folder.mkdir(exist_ok=True)
        report = a_report(
            **{
                "id": name,
                "synthetic": True,
                "claims": [a_claim(id=f"c{n}") for n in range(claims)],
                **fields,
            }
        )
        file = folder / f"{name}.json"
        file.write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
        return file

    return written


Add = Callable[..., Added]


@pytest.fixture
def add(archive: Archive) -> Add:
    """Add documents without pauses."""

    def added(*paths: Path, source: str | None = None) -> Added:
        return add_documents(archive, paths=paths, source=source, pause=lambda _seconds: None)

    return added
