"""The sealed file: header, chunks under AES-256-GCM with counted nonces, a last chunk that says what it is.

```
header   magic "SAKSI-O1" (8) | salt (32) | nonce prefix (7)             AAD of every chunk
chunk i  AES-256-GCM(file key, prefix | i (4, big endian) | 0, 64 KiB)   the last of them may be shorter
trailer  AES-256-GCM(file key, prefix | n (4, big endian) | 1, id (32) | SHA-256 (32) | size (8))
```
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest
from os import SEEK_CUR, SEEK_END, SEEK_SET
from secrets import token_bytes
from typing import IO, Self, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saksi.archive.errors import Damaged
from saksi.archive.keys import hkdf

MAGIC = b"SAKSI-O1"
CHUNK = 65_536
TAG = 16
HEADER = struct.Struct("8s32s7s")
TRAILER = struct.Struct(">32s32sQ")
MOST_CHUNKS = 2**32 - 1  # 256 TiB: the counter must never come round
_NONCE = struct.Struct(">7sI?")


@dataclass(frozen=True)
class Trailer:
    """What the last chunk says: whose file this is, and what was sealed."""

    object_id: bytes
    sha256: bytes
    size: int


class Sealer:
    """Writes one sealed file, chunk by chunk; never a byte in clear."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        salt, self._prefix = token_bytes(32), token_bytes(7)
        self._header = HEADER.pack(MAGIC, salt, self._prefix)
        self._cipher = AESGCM(_file_key(key, salt))
        self._file = file
        self._n = 0
        file.write(self._header)

    def write(self, chunk: bytes) -> None:
        """Seal one chunk: 64 KiB, or less for the last."""
        self._write(chunk, last=False)

    def finish(self, trailer: Trailer) -> None:
        """Seal the last chunk; without it the file counts as cut."""
        self._write(TRAILER.pack(trailer.object_id, trailer.sha256, trailer.size), last=True)

    def _write(self, data: bytes, *, last: bool) -> None:
        if self._n >= MOST_CHUNKS:
            raise OverflowError("a file over 256 TiB cannot be sealed as one")
        nonce = _NONCE.pack(self._prefix, self._n, last)
        self._file.write(self._cipher.encrypt(nonce, data, self._header))
        self._n += 1


class SealedReader(io.RawIOBase):
    """Reads one sealed file. What it gives out has been authenticated; the trailer is read first.

    Raises
    ------
    Damaged
        On opening: the header, the length, the trailer or the name does not fit. On reading: a chunk
        was changed.
    """

    def __init__(self, file: IO[bytes], key: bytes, object_id: str) -> None:
        super().__init__()
        self._file = file
        self._id = object_id
        self._header = file.read(HEADER.size)
        if len(self._header) < HEADER.size or not self._header.startswith(MAGIC):
            raise self._damaged("its header is not what was written")
        _, salt, self._prefix = HEADER.unpack(self._header)
        self._cipher = AESGCM(_file_key(key, salt))
        self.trailer = self._read_trailer()
        self._position = 0
        self._at = -1  # which chunk is held
        self._held = b""

    def chunks(self) -> Iterator[bytes]:
        """Yield all chunks in order."""
        for n in range(-(-self.trailer.size // CHUNK)):
            yield self._chunk(n)

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position in clear bytes."""
        return self._position

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move to a position in clear bytes."""
        start = {SEEK_SET: 0, SEEK_CUR: self._position, SEEK_END: self.trailer.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with authenticated bytes of one chunk, and return how many."""
        if self._position >= self.trailer.size:
            return 0
        n, start = divmod(self._position, CHUNK)
        if self._at != n:
            self._held, self._at = self._chunk(n), n
        view = memoryview(cast("bytearray", buffer))
        piece = self._held[start : start + len(view)]
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the sealed file and forget what is held."""
        self._held = b""
        self._file.close()
        super().close()

    def __enter__(self) -> Self:
        return self

    def _chunk(self, n: int) -> bytes:
        wanted = min(CHUNK, self.trailer.size - n * CHUNK)
        data = self._open(n, wanted, last=False)
        if data is None:
            raise self._damaged(f"chunk {n} was changed, moved or lost")
        return data

    def _read_trailer(self) -> Trailer:
        length = self._file.seek(0, SEEK_END) - HEADER.size - TRAILER.size - TAG
        n = -(-length // (CHUNK + TAG))
        data = self._open(n, TRAILER.size, last=True, offset=HEADER.size + length) if length >= 0 else None
        if data is None:
            raise self._damaged("its end is missing or was changed")
        trailer = Trailer(*TRAILER.unpack(data))
        if trailer.size + TAG * n != length or -(-trailer.size // CHUNK) != n:
            raise self._damaged("its length is not that of what was sealed")
        if not compare_digest(trailer.object_id.hex(), self._id):
            raise self._damaged("the file under this name is another original")
        return trailer

    def _open(self, n: int, size: int, *, last: bool, offset: int | None = None) -> bytes | None:
        self._file.seek(HEADER.size + n * (CHUNK + TAG) if offset is None else offset)
        try:
            sealed = self._file.read(size + TAG)
            return self._cipher.decrypt(_NONCE.pack(self._prefix, n, last), sealed, self._header)
        except (InvalidTag, ValueError, struct.error):
            return None
        except OSError as error:  # a sector that cannot be read
            raise self._damaged(
                f"the disk does not give it: {(error.strerror or 'read error').lower()}"
            ) from None

    def _damaged(self, why: str) -> Damaged:
        return Damaged(f"original {self._id} is damaged: {why}. Restore it from a backup")


def _file_key(key: bytes, salt: bytes) -> bytes:
    return hkdf(key, salt=salt, info="saksi/1/original")
