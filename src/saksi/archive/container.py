"""A backup as a file: a tar with parts of few names, read by somebody who trusts none of it."""

import re
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from saksi.archive.errors import Damaged, NoArchive
from saksi.archive.manifest import MANIFEST, SUMS, Manifest, Member, read_manifest
from saksi.record.errors import reason_of

PARTS = re.compile(
    r"README\.txt|reader\.py|archive\.toml|keyslots\.json|record\.db|SHA256SUMS|manifest\.json"
    r"|checkpoints/[A-Za-z0-9-]{1,80}\.json|originals/([0-9a-f]{2})/\1[0-9a-f]{62}"
)
BLOCK = 1 << 20
MOST_MANIFEST = 65_536  # bytes; ours have some 500


def open_backup(path: Path) -> tarfile.TarFile:
    """Open a backup for reading; nothing in it is trusted yet.

    Raises
    ------
    NoArchive
        It is absent, or no backup.
    """
    try:
        return tarfile.open(path, mode="r:", errorlevel=2)
    except FileNotFoundError:
        raise NoArchive(f"{path.name} does not exist: give the file that `saksi backup` wrote") from None
    except (tarfile.TarError, EOFError):
        raise NoArchive(f"{path.name} is no backup: give the file that `saksi backup` wrote") from None
    except OSError as error:
        raise NoArchive(f"{path.name} cannot be read: {reason_of(error)}") from None


def members(tar: tarfile.TarFile, file: str) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Yield the parts in order, each to be read before the next.

    Raises
    ------
    Damaged
        A name or type that we never write, or one name twice: refused before it is used. Or a cut.
    """
    seen: set[str] = set()
    while True:
        try:
            info = tar.next()
        except (tarfile.TarError, EOFError, OSError, ValueError):
            raise Damaged(f"{file} is damaged after part {len(seen)}: take another copy") from None
        if info is None:
            return
        if not info.isreg() or info.issparse() or not PARTS.fullmatch(info.name) or info.name in seen:
            raise Damaged(
                f"{file}: part {len(seen) + 1} is nothing that Saksi writes into a backup; not opened"
            )
        seen.add(info.name)
        stream = tar.extractfile(info)
        if stream is None:
            raise Damaged(f"{file}: part {info.name} has no content: take another copy")
        yield info, stream


def read_through(path: Path) -> tuple[dict[str, Member], bytes, Manifest]:
    """Read a backup to its end: what each part is, the list of hashes as it lies there, the manifest.

    Raises
    ------
    Damaged
        As of `members`; also when the manifest is missing or not the last part.
    """
    found: dict[str, Member] = {}
    manifest, sums = None, BytesIO()
    with open_backup(path) as tar:
        for info, stream in members(tar, path.name):
            if manifest is not None:
                raise Damaged(
                    f"{path.name}: something follows the manifest, which is the last part; not opened"
                )
            if info.name == MANIFEST:
                manifest = read_manifest(_small(stream, path.name), path.name)
            elif info.name == SUMS:
                copy(stream, sums)
            else:
                found[info.name] = Member(info.name, *copy(stream))
    if manifest is None:
        raise Damaged(f"{path.name} is cut: its manifest, which comes last, is missing. Take another copy")
    return found, sums.getvalue(), manifest


def copy(stream: IO[bytes], sink: IO[bytes] | None = None) -> tuple[str, int]:
    """Read a part to its end, into a sink if one is given; return its SHA-256 and its size in bytes.

    Raises
    ------
    Damaged
        The backup is cut in the middle of it.
    """
    digest, size = sha256(), 0
    try:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
            if sink:
                sink.write(block)
    except (tarfile.TarError, EOFError):
        raise Damaged(f"a backup is cut after {size} bytes of a part: take another copy") from None
    return digest.hexdigest(), size


def _small(stream: IO[bytes], file: str) -> bytes:
    try:
        data = stream.read(MOST_MANIFEST + 1)
    except (tarfile.TarError, EOFError):
        data = b""
    if not 0 < len(data) <= MOST_MANIFEST:
        raise Damaged(f"{file}: {MANIFEST} is cut, or longer than we write it: take another copy")
    return data


class Hashing:
    """A stream that hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = sha256()

    def read(self, size: int = -1) -> bytes:
        """Read, and hash it."""
        data = self._stream.read(size)
        self._digest.update(data)
        return data

    def hexdigest(self) -> str:
        """Return the SHA-256 of what was read."""
        return self._digest.hexdigest()
