import io
import json
import shutil
import stat
import tarfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from saksi.archive import (
    ArchiveExists,
    CannotWrite,
    Damaged,
    Layout,
    LogBroken,
    NoArchive,
    UnknownFormat,
    open_layout,
    read_checkpoints,
    sign_checkpoint,
    unlock,
    write_checkpoint,
)
from saksi.archive.backup import BackupFacts, restore_backup, write_backup
from saksi.archive.files import canonical

REPORTS = [b"report %d of the harbour office" % i * 30 for i in range(7)]


@pytest.fixture
def full(sealed: Any) -> Any:
    for data in REPORTS:
        sealed.originals.put(BytesIO(data))
    write_checkpoint(
        sealed.layout.checkpoints, sign_checkpoint(sealed.master, n=3, head=b"h" * 32, root=b"r" * 32)
    )
    return sealed


@pytest.fixture
def backup(full: Any, tmp_path: Path) -> Path:
    file = tmp_path / "stick" / "backup.saksi"
    file.parent.mkdir()
    written(full, file)
    return file


def written(sealed: Any, file: Path) -> BackupFacts:
    snapshot = file.parent / "snapshot.db"
    snapshot.write_bytes(b"sealed pages of the record" * 500)
    facts = write_backup(sealed.layout, snapshot, file, sealed.master)
    snapshot.unlink()
    return facts


def restored(backup: Path) -> Layout:
    return restore_backup(backup, backup.with_name("restored"))


def test_what_is_restored_is_the_same_archive(full: Any, backup: Path, tmp_path: Path) -> None:
    layout = restore_backup(backup, tmp_path / "restored")
    assert open_layout(layout.folder).facts == full.layout.facts
    assert unlock(layout, full.otter).reveal() == full.master.reveal()
    assert layout.database.read_bytes() == b"sealed pages of the record" * 500
    assert read_checkpoints(layout.checkpoints) == read_checkpoints(full.layout.checkpoints)
    there = type(full)(layout, full.master, ()).originals
    assert list(there.ids()) == list(full.originals.ids())
    assert {there.digest(i) for i in there.ids()} == {full.originals.digest(i) for i in full.originals.ids()}
    for path in (layout.folder, *layout.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_backup_says_what_it_holds_and_is_for_its_owner_alone(full: Any, tmp_path: Path) -> None:
    facts = written(full, tmp_path / "backup.saksi")
    assert (facts.archive, facts.n_originals) == (full.layout.facts.id, 7)
    with tarfile.open(tmp_path / "backup.saksi") as tar:
        sizes = {info.name: info.size for info in tar}
    assert facts.size == sum(sizes.values()) - sizes["SHA256SUMS"] - sizes["manifest.json"]
    assert stat.S_IMODE((tmp_path / "backup.saksi").stat().st_mode) == 0o600


def test_nothing_in_it_is_in_clear(full: Any, backup: Path) -> None:
    content = backup.read_bytes()
    assert b"harbour office" not in content
    assert full.master.reveal() not in content
    assert full.heron.encode() not in content


def remade(path: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    """Unpack, change, and pack again as whoever holds no key can."""
    with tarfile.open(path) as tar:
        parts = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]
    change(parts)
    with tarfile.open(path, "w") as tar:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, BytesIO(data))


def an_original(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("originals/"))


def flip_an_original(parts: dict[str, bytes]) -> None:
    name = an_original(parts)
    parts[name] = parts[name][:-1] + bytes([parts[name][-1] ^ 1])


def to_the_end(parts: dict[str, bytes], name: str) -> None:
    parts[name] = parts.pop(name)


def add_first(parts: dict[str, bytes], name: str) -> None:
    others = dict(parts)
    parts.clear()
    parts.update({name: b"", **others})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (flip_an_original, "damaged"),
        (lambda parts: parts.pop(an_original(parts)), "missing"),
        (lambda parts: parts.update({"keyslots.json": b"{}"}), "keyslots.json is damaged"),
        (lambda parts: parts.update({"reader.py": b"import os"}), r"reader\.py is damaged"),
        (lambda parts: parts.update({"SHA256SUMS": b""}), "SHA256SUMS is not the list"),
        (lambda parts: parts.pop("manifest.json"), "manifest, which comes last, is missing"),
        (lambda parts: parts.update({"manifest.json": b"[]"}), "manifest.json"),
        (lambda parts: to_the_end(parts, an_original(parts)), "follows the manifest"),
        (lambda parts: add_first(parts, "originals/ab/" + "ab" * 32), "parts, "),
    ],
)
def test_a_part_that_was_changed_is_named(backup: Path, change: Callable[..., None], why: str) -> None:
    remade(backup, change)
    with pytest.raises(Damaged, match=why):
        restored(backup)
    assert not backup.with_name("restored").exists()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"created": "2001-01-01T00:00:00Z"}, LogBroken),
        ({"public_key": "00" * 32}, LogBroken),
        ({"format": 99}, UnknownFormat),
    ],
)
def test_a_manifest_that_was_changed_or_is_newer_is_refused(
    backup: Path, said: dict[str, object], error: type[Exception]
) -> None:
    def changed(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = canonical(json.loads(parts["manifest.json"]) | said)

    remade(backup, changed)
    with pytest.raises(error, match=r"backup\.saksi.+(not as it was signed|format 99)"):
        restored(backup)
    assert not backup.with_name("restored").exists()


@pytest.mark.parametrize("share", [0.0001, 0.3, 0.7, 0.999])
def test_a_cut_backup_is_found(backup: Path, share: float) -> None:
    content = backup.read_bytes()
    end = content.rindex(b'"}') + 2  # of the manifest; behind it tar writes zeros alone
    backup.write_bytes(content[: int(end * share)])
    with pytest.raises((Damaged, NoArchive), match=r"cut|damaged|no backup"):
        restored(backup)


def hostile(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.size = kind, link, 4 if kind == tarfile.REGTYPE else 0
        tar.addfile(info, BytesIO(b"evil"))
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("../archive.toml", tarfile.REGTYPE, ""),
        ("/srv/archive.toml", tarfile.REGTYPE, ""),
        ("originals/../../evil", tarfile.REGTYPE, ""),
        ("originals/ab/" + "cd" * 32, tarfile.REGTYPE, ""),
        ("checkpoints/../x.json", tarfile.REGTYPE, ""),
        ("archive.toml\n", tarfile.REGTYPE, ""),
        ("ARCHIVE.TOML", tarfile.REGTYPE, ""),
        ("archive.toml", tarfile.SYMTYPE, "/etc/passwd"),
        ("archive.toml", tarfile.LNKTYPE, "record.db"),
        ("archive.toml", tarfile.DIRTYPE, ""),
        ("record.db", tarfile.CHRTYPE, ""),
        ("record.db", tarfile.FIFOTYPE, ""),
    ],
)
def test_hostile_members_change_nothing(tmp_path: Path, name: str, kind: bytes, link: str) -> None:
    path = tmp_path / "in" / "backup.saksi"
    path.parent.mkdir()
    path.write_bytes(hostile(name, kind, link))
    with pytest.raises(Damaged, match="nothing that Saksi writes"):
        restore_backup(path, tmp_path / "in" / "restored")
    assert [p.name for p in (tmp_path / "in").iterdir()] == ["backup.saksi"]
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_a_part_that_comes_twice_is_refused(backup: Path) -> None:
    with tarfile.open(backup, "a") as tar:
        info = tarfile.TarInfo("keyslots.json")
        tar.addfile(info, BytesIO())
    with tarfile.open(backup) as tar:
        assert [info.name for info in tar].count("keyslots.json") == 2
    with pytest.raises(Damaged, match="nothing that Saksi writes"):
        restored(backup)


def test_nothing_may_follow_the_manifest(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup, "a") as tar:
        tar.addfile(tarfile.TarInfo("originals/ab/" + "ab" * 32), BytesIO())
    with pytest.raises(Damaged, match="follows the manifest"):
        restore_backup(backup, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x03\x04" + bytes(2000)])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter"
    path.write_bytes(content)
    with pytest.raises((NoArchive, Damaged)):
        restored(path)
    with pytest.raises(NoArchive, match="does not exist"):
        restored(tmp_path / "absent")


def test_a_folder_that_holds_something_is_not_restored_into(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("kept")
    with pytest.raises(ArchiveExists):
        restore_backup(backup, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter"]


def test_too_little_room_is_said_before_anything_is_written(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000)
    monkeypatch.setattr("saksi.archive.backup.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(CannotWrite, match="1000 are free"):
        restore_backup(backup, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_an_older_backup_stays_when_the_new_one_fails(full: Any, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(NoArchive, match=r"record\.db is missing"):
        write_backup(full.layout, backup.parent / "no such snapshot", backup, full.master)
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_into_a_folder_that_is_not_there_says_so(full: Any, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no such file"):
        write_backup(full.layout, backup, tmp_path / "unplugged" / "b.saksi", full.master)


def test_coreutils_and_tar_check_it_without_us(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "untarred"
    with tarfile.open(backup) as tar:
        assert {(info.mode, info.mtime, info.uid, info.uname) for info in tar} == {(0o600, 0, 0, "")}
        tar.extractall(folder, filter="data")
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    for line in lines:
        digest, name = line.split("  ")
        assert sha256((folder / name).read_bytes()).hexdigest() == digest
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {line.split("  ")[1] for line in lines} | {"SHA256SUMS", "manifest.json"}
