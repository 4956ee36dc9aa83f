"""Bits that flip, over each kind of file: what cannot be read says so, what can is what was written."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from saksi.archive import (
    ArchiveError,
    check_checkpoint,
    check_slots,
    open_layout,
    public_key,
    read_checkpoints,
    sign_checkpoint,
    unlock,
    write_checkpoint,
)
from saksi.archive.backup import restore_backup, write_backup

FLIPS = 60
REPORT = b"the ferry did not leave on Monday. " * 3_000


@pytest.fixture
def whole(sealed: Any) -> Any:
    sealed.originals.put(BytesIO(REPORT))
    head = sign_checkpoint(sealed.master, n=3, head=b"h" * 32, root=b"r" * 32)
    write_checkpoint(sealed.layout.checkpoints, head)
    return sealed


@pytest.fixture
def backup(whole: Any, tmp_path: Path) -> Path:
    (tmp_path / "snapshot").write_bytes(b"sealed pages" * 900)
    write_backup(whole.layout, tmp_path / "snapshot", tmp_path / "backup", whole.master)
    return tmp_path / "backup"


def flipped(path: Path) -> Iterator[int]:
    """Leave the file with one bit flipped, time and again, each time another one."""
    sound, random = path.read_bytes(), Random(20260503)  # noqa: S311 - the same places in each run
    for i in range(FLIPS):
        damaged = bytearray(sound)
        damaged[random.randrange(len(sound))] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        yield i


def look(sealed: Any) -> dict[str, Any]:
    """Return all that the files of an archive say; an error where one of them is damaged."""
    layout = open_layout(sealed.layout.folder)
    master = unlock(layout, sealed.heron, holder="heron")
    check_slots(layout, master)
    originals = type(sealed)(layout, master, ()).originals
    checkpoints = read_checkpoints(layout.checkpoints)
    if not all(check_checkpoint(one, public_key(sealed.master)) for one in checkpoints):
        raise ArchiveError("a checkpoint is not signed")
    return {
        "facts": layout.facts,
        "key": master.reveal(),
        "originals": {i: originals.digest(i) for i in originals.ids()},
        "checkpoints": checkpoints,
    }


@pytest.mark.parametrize(
    ("part", "at_least"),
    # A comment, or the case of a hexadecimal digit, may flip without effect; a sealed byte never.
    [("archive.toml", 20), ("keyslots.json", 45), ("checkpoints/*", 45), ("originals/??/*", FLIPS)],
)
def test_no_flip_in_the_archive_is_silent(whole: Any, part: str, at_least: int) -> None:
    (path,) = whole.layout.folder.glob(part)
    before, silent = look(whole), 0
    for _ in flipped(path):
        with suppress(ArchiveError):
            assert look(whole) == before, "a flip changed what is read, and nobody said so"
            silent += 1
    assert FLIPS - silent >= at_least


def test_no_flip_in_a_backup_is_silent(backup: Path, tmp_path: Path) -> None:
    reference, silent = contents(restore_backup(backup, tmp_path / "sound").folder), 0
    for i in flipped(backup):
        folder = tmp_path / f"restored {i}"
        with suppress(ArchiveError):
            assert contents(restore_backup(backup, folder).folder) == reference
            silent += 1  # in the zeros between the parts
            shutil.rmtree(folder)
        assert not folder.exists()
    assert FLIPS - silent > FLIPS // 2


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
