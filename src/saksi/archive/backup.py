"""One file that holds an archive: a plain tar of parts that stay sealed, with hashes and a signature.

Anybody can list it with `tar` and check it with `sha256sum`; opening needs a passphrase or two sheets, and
`reader.py` inside shows how, without Saksi.
"""

import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from saksi.archive import standalone_reader
from saksi.archive.checkpoints import public_key, sign, signature_holds
from saksi.archive.container import PARTS, Hashing, copy, members, open_backup, read_through
from saksi.archive.errors import ArchiveExists, CannotWrite, Damaged, LogBroken, NoArchive, UnknownFormat
from saksi.archive.files import (
    canonical,
    clear_write_errors,
    create,
    make_folder,
    settle_folder,
    whole_file,
    work_folder,
)
from saksi.archive.keys import MasterKey
from saksi.archive.layout import FORMAT, Layout
from saksi.archive.manifest import MANIFEST, SUMS, Manifest, Member, read_sums, sums_of

README = "README.txt"
READER = "reader.py"
NEEDED = ("archive.toml", "keyslots.json", "record.db")
ABOUT = """\
This is a backup of a Saksi archive. Its parts are sealed; nothing in it can be read without a passphrase
of a key holder or two recovery sheets. To look into it without Saksi, with Python 3.11 or newer:

    tar -xf THIS-FILE reader.py
    python -m pip install cryptography argon2-cffi sqlcipher3
    python reader.py THIS-FILE --list
    python reader.py THIS-FILE --extract FOLDER

What --extract writes is in clear: only onto an encrypted disk. To check that nothing was damaged:

    tar -xf THIS-FILE && sha256sum -c SHA256SUMS
"""


@dataclass(frozen=True)
class BackupFacts:
    """What a backup holds."""

    archive: str
    created: str
    n_originals: int
    size: int  # bytes of all parts


def write_backup(layout: Layout, snapshot: Path, file: Path, keys: MasterKey) -> BackupFacts:
    """Write a backup beside its final name, and move it there when it is whole.

    Parameters
    ----------
    snapshot
        A consistent copy of `record.db`, sealed, made before this call; originals that arrive later are
        in the backup too, and harm nothing.
    file
        One that exists is replaced in one step, or stays as it is.
    keys
        Of the archive: it signs the backup.

    Raises
    ------
    CannotWrite
        Nothing is left under the final name that was not there before.
    NoArchive
        A part of the archive is missing.
    """
    parts = list(_parts(layout, snapshot))
    with whole_file(file) as stream:
        return _write(stream, layout, parts, keys)


def restore_backup(path: Path, folder: Path) -> Layout:
    """Lay a backup out as an archive, in one step: a folder that is whole, or none.

    Before anything is written it is read to its end: each part is compared with its hash, and the hashes with
    the signature. The key that signed lies in the backup itself, so this finds damage; whoever replaces all
    of it can sign with a key of their own, and is found when the archive is unlocked and verified.

    Parameters
    ----------
    folder
        Absent, or empty.

    Raises
    ------
    ArchiveExists
        The folder holds something.
    Damaged
        A part is missing, changed, unknown or cut; the first one is named.
    LogBroken
        The signature does not fit.
    NoArchive
        It is no backup.
    UnknownFormat
        A newer version of Saksi has written it.
    CannotWrite
        No room for it, or no right to write there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveExists(f"{folder.name} is not empty: give a new folder; nothing was changed")
    found, sums, manifest = read_through(path)
    _compare(path.name, found, sums, manifest)
    with clear_write_errors(folder.name):
        _check_room(folder, sum(member.size for member in found.values()))
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with work_folder(folder) as work, clear_write_errors(folder.name):
        whole = work / "whole"
        _lay_out(path, whole, found)
        if folder.exists():
            folder.rmdir()
        whole.replace(folder)
        settle_folder(folder.absolute().parent)
    return Layout(folder)


def _parts(layout: Layout, snapshot: Path) -> Iterator[tuple[str, Path]]:
    yield "archive.toml", layout.facts_file
    yield "keyslots.json", layout.slots_file
    yield "record.db", snapshot
    for path in sorted(layout.checkpoints.glob("*.json")):
        yield f"checkpoints/{path.name}", path
    for path in sorted(layout.originals.glob("??/*")):
        name = f"originals/{path.parent.name}/{path.name}"
        if PARTS.fullmatch(name):
            yield name, path


def _write(file: IO[bytes], layout: Layout, parts: list[tuple[str, Path]], keys: MasterKey) -> BackupFacts:
    members: dict[str, Member] = {}
    moment = datetime.now(UTC)
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:

        def add(name: str, stream: IO[bytes], size: int) -> None:
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = size, 0o600, 0  # when an original came is in the record
            reader = Hashing(stream)
            tar.addfile(info, reader)
            members[name] = Member(name, reader.hexdigest(), size)

        for name, data in ((README, ABOUT.encode()), (READER, _own_reader())):
            add(name, BytesIO(data), len(data))
        for name, path in parts:
            try:
                with path.open("rb") as stream:
                    add(name, stream, os.fstat(stream.fileno()).st_size)
            except FileNotFoundError:
                raise NoArchive(f"{name} is missing: nothing was backed up. Run `saksi verify`") from None
        sums = sums_of(members.values())
        add(SUMS, BytesIO(sums), len(sums))
        del members[SUMS]
        manifest = _signed(layout, members, sums, keys, moment)
        data = canonical(asdict(manifest)) + b"\n"
        add(MANIFEST, BytesIO(data), len(data))
        del members[MANIFEST]
    return BackupFacts(
        archive=manifest.archive,
        created=manifest.created,
        n_originals=sum(name.startswith("originals/") for name in members),
        size=sum(member.size for member in members.values()),
    )


def _signed(
    layout: Layout, members: dict[str, Member], sums: bytes, keys: MasterKey, moment: datetime
) -> Manifest:
    unsigned = Manifest(
        format=FORMAT,
        archive=layout.facts.id,
        created=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        parts=len(members),
        sums_sha256=sha256(sums).hexdigest(),
        public_key=public_key(keys).hex(),
        signature="",
    )
    return unsigned.with_signature(sign(keys, unsigned.signed_bytes()))


def _compare(file: str, found: dict[str, Member], sums: bytes, manifest: Manifest) -> None:
    """Compare the parts with the list of hashes, and the list with the manifest and its signature."""
    if sha256(sums).hexdigest() != manifest.sums_sha256:
        raise Damaged(f"{file}: {SUMS} is not the list that was signed: take another copy")
    for name, digest in read_sums(sums, file).items():
        if name not in found:
            raise Damaged(f"{file}: {name} is missing: take another copy")
        if found[name].sha256 != digest:
            raise Damaged(f"{file}: {name} is damaged: take another copy")
    if len(found) != manifest.parts or any(name not in found for name in NEEDED):
        raise Damaged(f"{file}: {len(found)} parts, {manifest.parts} were written: take another copy")
    if manifest.format > FORMAT:
        raise UnknownFormat(
            f"{file}: format {manifest.format}, and this version of Saksi knows formats up to {FORMAT}:"
            " use the version that wrote it, or a newer one"
        )
    key, signature = bytes.fromhex(manifest.public_key), bytes.fromhex(manifest.signature)
    if not signature_holds(key, signature, manifest.signed_bytes()):
        raise LogBroken(f"{file} is not as it was signed: somebody has changed it. Take another copy")


def _lay_out(path: Path, folder: Path, found: Mapping[str, Member]) -> None:
    layout = Layout(folder)
    for part in (folder, layout.originals, layout.arriving, layout.checkpoints):
        make_folder(part)
    with open_backup(path) as tar:
        for info, stream in members(tar, path.name):
            if info.name in (README, READER, SUMS, MANIFEST):
                continue
            place = folder / info.name  # PARTS lets no `..`, no root and no link through
            make_folder(place.parent)
            with os.fdopen(create(place), "wb") as file:
                digest, _ = copy(stream, file)
                file.flush()
                os.fsync(file.fileno())
            if info.name not in found or digest != found[info.name].sha256:
                raise Damaged(f"{path.name}: {info.name} is not what was read a moment ago; nothing restored")
    for part in sorted(layout.originals.iterdir()):
        settle_folder(part)
    for part in (layout.originals, layout.checkpoints, folder):
        settle_folder(part)


def _check_room(folder: Path, size: int) -> None:
    above = next(parent for parent in folder.absolute().parents if parent.is_dir())
    free = shutil.disk_usage(above).free
    if free < size:
        raise CannotWrite(f"{size} bytes are needed for {folder.name}, {free} are free; nothing was written")


def _own_reader() -> bytes:
    return Path(standalone_reader.__file__).read_bytes()
