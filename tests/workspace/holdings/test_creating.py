from pathlib import Path

import pytest
from tests.workspace.conftest import CHEAP, WORDS, Made

from saksi.archive import ArchiveExists, Holder, SetUpRefused, unlock, unlock_with_sheets
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.creating import Sheets, create_archive
from saksi.workspace.session import opened

ANN = Holder("ann", WORDS["ann"])


def make(folder: Path, **how: object) -> list[Sheets]:
    handed: list[Sheets] = []
    asked = {
        "holders": [ANN],
        "recovery": True,
        "hand_over": lambda _layout, sheets: handed.append(sheets),
        "kind": "synthetic",
        "cost": CHEAP,
        **how,
    }
    create_archive(folder, **asked)  # type: ignore[arg-type]
    return handed


def test_each_holder_and_two_sheets_open_it(made: Made) -> None:
    for name, word in WORDS.items():
        assert unlock(made.layout, word, holder=name).reveal() == made.keys.reveal()
    assert unlock_with_sheets(made.layout, made.sheets.archive[:2]).reveal() == made.keys.reveal()


def test_it_begins_with_an_entry_and_a_checkpoint_and_its_members(made: Made) -> None:
    with opened(made.layout, made.keys) as archive:
        assert Entry.objects.get(n=1).action == "created"
        assert set(Member.objects.values_list("name", flat=True)) == set(WORDS)
        verdict = verify(archive)
    assert (verdict.code, verdict.checkpoints) == (0, 1)


def test_one_person_alone_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SetUpRefused):
        make(tmp_path / "a", recovery=False)
    assert not (tmp_path / "a").exists()


def test_a_sheet_that_is_not_typed_back_undoes_everything(tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").mkdir()
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "a", hand_over=refuse)
    assert list((tmp_path / "a").iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("mine")
    with pytest.raises(ArchiveExists):
        make(tmp_path / "a")
    assert (tmp_path / "a" / "mine.txt").read_text() == "mine"


def test_a_real_archive_wants_a_strong_passphrase_and_its_cost(tmp_path: Path) -> None:
    with pytest.raises(SetUpRefused, match="MiB"):
        make(tmp_path / "a", kind="real")
