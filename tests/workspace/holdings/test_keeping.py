from pathlib import Path

import pytest
from tests.workspace.conftest import Add, Made, Write

from saksi.archive import Damaged, Layout
from saksi.archive.backup import restore_backup
from saksi.workspace import differing
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings import keeping
from saksi.workspace.holdings.keeping import back_up, verify_restored
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


def test_a_backup_is_restored_and_compared_before_it_is_called_good(
    archive: Archive, add: Add, write: Write, tmp_path: Path, made: Made
) -> None:
    add(write("one"), write("two", text="Another day in Corrow."))
    done = back_up(archive, file=tmp_path / "b.saksi")
    assert (done.facts.n_originals, done.verdict.code) == (2, 0)
    layout = restore_backup(tmp_path / "b.saksi", tmp_path / "restored")
    assert verify_restored(layout, made.keys, actor="ann").rows >= 4
    assert Report.objects.count() == 2  # the archive in hand is still the first one


def test_a_backup_that_is_not_good_is_not_kept(
    archive: Archive, add: Add, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(write())
    backup = tmp_path / "b.saksi"
    backup.write_bytes(b"the one from yesterday")
    write_backup = vars(keeping)["write_backup"]

    def spoiled(layout: Layout, copy: Path, *rest: object, **more: object) -> object:
        data = bytearray(copy.read_bytes())
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
        return write_backup(layout, copy, *rest, **more)

    monkeypatch.setattr(keeping, "write_backup", spoiled)
    with pytest.raises(Damaged):
        back_up(archive, file=backup)
    assert backup.read_bytes() == b"the one from yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "b.saksi", "documents"]
    assert verify(archive).code == 0


def test_work_goes_on_during_a_backup(
    archive: Archive, add: Add, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is added after the snapshot is not in the backup, and the backup is good."""
    add(write("one"))
    snapshot = differing.snapshot

    def and_then_work(file: Path, key: bytes) -> None:
        snapshot(file, key)
        add(write("two", text="Another day in Corrow."))

    monkeypatch.setattr(differing, "snapshot", and_then_work)
    done = back_up(archive, file=tmp_path / "b.saksi")
    assert done.verdict.code == 0
    assert Report.objects.count() == 2


def test_nothing_stands_in_clear_in_a_backup(
    archive: Archive, add: Add, write: Write, tmp_path: Path
) -> None:
    add(write(text="The canary word is heronwatcher."))
    back_up(archive, file=tmp_path / "b.saksi")
    assert b"heronwatcher" not in (tmp_path / "b.saksi").read_bytes()
