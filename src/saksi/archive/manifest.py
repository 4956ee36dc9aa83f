"""What a backup says of its parts: a list that `sha256sum -c` understands, and a signed page over it."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from json import JSONDecodeError, loads
from typing import Any

from saksi.archive.errors import Damaged
from saksi.archive.files import bytes_of, canonical, text_of

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_DOMAIN = b"saksi/1/backup"
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


@dataclass(frozen=True)
class Member:
    """One part of a backup."""

    name: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class Manifest:
    """The last part: whose backup this is, how many parts it has, and the hash of their list, signed."""

    format: int
    archive: str
    created: str  # UTC, to the second
    parts: int  # without SHA256SUMS and this one
    sums_sha256: str
    public_key: str  # Ed25519; proves who signed only where it is known from elsewhere
    signature: str

    def signed_bytes(self) -> bytes:
        """Return what the signature covers."""
        values = asdict(self)
        del values["signature"]
        return _DOMAIN + canonical(values)

    def with_signature(self, signature: bytes) -> "Manifest":
        """Return the same with its signature."""
        return replace(self, signature=signature.hex())


def sums_of(members: Iterable[Member]) -> bytes:
    """Return the list of hashes, one line a part."""
    return "".join(f"{member.sha256}  {member.name}\n" for member in members).encode()


def read_sums(data: bytes, file: str) -> dict[str, str]:
    """Return the hash of each part by its name.

    Raises
    ------
    Damaged
        A line is not what we write.
    """
    lines = [_LINE.fullmatch(line) for line in data.decode("ascii", "replace").splitlines()]
    if None in lines:
        raise Damaged(f"{file}: {SUMS}, line {lines.index(None) + 1} is damaged: take another copy")
    return {line[2]: line[1] for line in lines if line}


def read_manifest(data: bytes, file: str) -> Manifest:
    """Return the manifest of a backup.

    Raises
    ------
    Damaged
        It is not what we write.
    """
    where = f"{file}: {MANIFEST}"
    try:
        values: Any = loads(data)
    except (UnicodeDecodeError, JSONDecodeError, RecursionError):
        raise Damaged(f"{where} is no JSON: take another copy") from None
    if not isinstance(values, dict) or not all(type(values.get(key)) is int for key in ("format", "parts")):
        raise Damaged(f"{where}: format or parts is missing: take another copy")
    return Manifest(
        format=values["format"],
        archive=text_of(values, "archive", where),
        created=text_of(values, "created", where),
        parts=values["parts"],
        sums_sha256=text_of(values, "sums_sha256", where),
        public_key=bytes_of(values, "public_key", where).hex(),
        signature=bytes_of(values, "signature", where).hex(),
    )
