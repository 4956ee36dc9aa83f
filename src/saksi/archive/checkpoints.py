"""Checkpoints: signed heads of the audit log, small enough to print, mail or carry away.

The key that signs is derived from the master key. The key that checks is not kept in the archive: while it
is unlocked it is derived, and every folder of the user's choice keeps the one it saw first. Whoever
replaces the archive with all that is in it does not reach that folder.
"""

import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from saksi.archive.errors import Damaged, LogBroken
from saksi.archive.files import (
    bytes_of,
    canonical,
    clear_write_errors,
    make_folder,
    read_json,
    text_of,
    write_whole,
)
from saksi.archive.keys import MasterKey

PUBLIC_KEY = "public-key-{archive}.json"
NAME = re.compile(r"checkpoint-[0-9a-f]{8}-\d{12}-[0-9a-f]{8}\.json")
_DOMAIN = b"saksi/1/checkpoint"


@dataclass(frozen=True)
class Checkpoint:
    """What the log was at one moment: number of entries, hash of the last, root over all."""

    archive: str
    n: int
    head: bytes
    root: bytes
    at: str  # UTC, to the second
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """Return what the signature covers."""
        values = asdict(self) | {"head": self.head.hex(), "root": self.root.hex()}
        del values["signature"]
        return _DOMAIN + canonical(values)


def public_key(keys: MasterKey) -> bytes:
    """Return the 32-byte Ed25519 key that checks this archive's signatures."""
    return _private(keys).public_key().public_bytes_raw()


def sign(keys: MasterKey, data: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature of this archive."""
    return _private(keys).sign(data)


def signature_holds(key: bytes, signature: bytes, data: bytes) -> bool:
    """Return whether a signature is by the holder of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_checkpoint(
    keys: MasterKey, *, n: int, head: bytes, root: bytes, at: datetime | None = None
) -> Checkpoint:
    """Return the signed head of the log; ``at`` is now if it is left out."""
    moment = (at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    unsigned = Checkpoint(keys.archive_id, n, head, root, moment)
    return replace(unsigned, signature=sign(keys, unsigned.signed_bytes()))


def check_checkpoint(checkpoint: Checkpoint, key: bytes) -> bool:
    """Return whether a checkpoint was signed with the archive's key."""
    return signature_holds(key, checkpoint.signature, checkpoint.signed_bytes())


def write_checkpoint(folder: Path, checkpoint: Checkpoint) -> Path:
    """Write a checkpoint into a folder and return its file; the same one twice is one file.

    Raises
    ------
    CannotWrite
        The folder cannot be written.
    """
    with clear_write_errors(folder.name):
        if not folder.is_dir():
            make_folder(folder)
    # The archive: a folder may serve several. The head: two histories with one number are both kept.
    name = f"checkpoint-{checkpoint.archive[:8]}-{checkpoint.n:012}-{checkpoint.head.hex()[:8]}.json"
    path = folder / name
    values = asdict(checkpoint) | {
        "head": checkpoint.head.hex(),
        "root": checkpoint.root.hex(),
        "signature": checkpoint.signature.hex(),
    }
    if not path.exists():
        write_whole(path, canonical(values) + b"\n")
    return path


def read_checkpoints(folder: Path, *, archive_id: str | None = None) -> list[Checkpoint]:
    """Read the checkpoints of a folder, by number; with an id, those of other archives are left out.

    Raises
    ------
    Damaged
        One of them is not what we write: it is named.
    """
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    found = [_read(path) for path in paths]
    return sorted((one for one in found if archive_id in (None, one.archive)), key=lambda one: one.n)


def keep_public_key(folder: Path, keys: MasterKey) -> None:
    """Leave the archive's public key in a folder outside, once; later it must be the same.

    Raises
    ------
    LogBroken
        The folder knows this archive under another key: it, or the archive, was replaced.
    """
    known = read_public_key(folder, keys.archive_id)
    if known is None:
        path = folder / PUBLIC_KEY.format(archive=keys.archive_id)
        write_whole(
            path, canonical({"archive": keys.archive_id, "public_key": public_key(keys).hex()}) + b"\n"
        )
    elif known != public_key(keys):
        raise LogBroken(
            f"{folder.name} knows this archive under another key: one of the two was replaced."
            " Trust neither before you know which"
        )


def read_public_key(folder: Path, archive_id: str) -> bytes | None:
    """Return the public key that a folder keeps for an archive; ``None`` when it keeps none.

    Raises
    ------
    Damaged
        The file is not what we write.
    """
    path = folder / PUBLIC_KEY.format(archive=archive_id)
    return bytes_of(_object(path), "public_key", path.name) if path.exists() else None


def _private(keys: MasterKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.derive("signing"))


def _read(path: Path) -> Checkpoint:
    values = _object(path)
    n = values.get("n")
    if type(n) is not int or n < 0:
        raise Damaged(f"{path.name}: n is missing or no count: take the copy that is kept elsewhere")
    return Checkpoint(
        archive=text_of(values, "archive", path.name),
        n=n,
        head=bytes_of(values, "head", path.name),
        root=bytes_of(values, "root", path.name),
        at=text_of(values, "at", path.name),
        signature=bytes_of(values, "signature", path.name),
    )


def _object(path: Path) -> dict[str, Any]:
    values = read_json(path)
    if not isinstance(values, dict):
        raise Damaged(f"{path.name} holds no JSON object: take the copy that is kept elsewhere")
    return values
