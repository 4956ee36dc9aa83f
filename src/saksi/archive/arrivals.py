"""Originals on their way in: sealed as they arrive, settled together, then under their final names."""

import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Self

from saksi.archive.files import clear_write_errors, create_held, make_folder, settle, settle_folders
from saksi.archive.layout import Layout
from saksi.archive.stream import CHUNK, Sealer, Trailer
from saksi.record.errors import InvalidInput, reason_of

PART = ".part"
IN_MEMORY = 4 * 1024 * 1024  # bytes: up to here an original is looked up before it is sealed
MOST_WAITING = 200  # files kept open until they are settled; systems allow some 1,000 a process


@dataclass(frozen=True)
class Receipt:
    """What an original is known by. Acknowledged once `put`, or the batch it came in, has ended."""

    object_id: str
    sha256: str
    size: int  # bytes
    new: bool  # False: the same bytes were here already


class Batch:
    """Originals that become durable together, when the batch ends; on an error none of the rest does."""

    def __init__(self, layout: Layout, names: bytes, key: bytes, is_sound: Callable[[str], bool]) -> None:
        self._layout = layout
        self._names = names
        self._key = key
        self._is_sound = is_sound
        self._waiting: dict[str, tuple[Path, int]] = {}  # by id: the sealed file and its descriptor
        make_folder(layout.arriving)

    def put(self, stream: IO[bytes]) -> Receipt:
        """Seal what a stream gives, to its end. Putting the same bytes again changes nothing.

        Raises
        ------
        CannotWrite
            The disk is full or read-only; nothing half is left under a final name.
        InvalidInput
            The stream breaks before its end.
        """
        head = _head(stream)
        known = self._trailer(head) if len(head) <= IN_MEMORY else None
        if known is not None and self._is_here(known):
            return _receipt(known, new=False)
        if len(self._waiting) >= MOST_WAITING:
            self.settle()
        with clear_write_errors("an original"):
            return self._seal(head, stream, known)

    def settle(self) -> None:
        """Wait until everything is on the disk, and give it its final name.

        Raises
        ------
        CannotWrite
            The disk refuses; what was settled before stays.
        """
        with clear_write_errors("an original"):
            settle([descriptor for _, descriptor in self._waiting.values()])
            folders: set[Path] = set()
            for object_id, (arriving, descriptor) in list(self._waiting.items()):
                final = self._layout.original(object_id)
                if not final.parent.is_dir():
                    make_folder(final.parent)
                    folders.add(self._layout.originals)
                arriving.replace(final)
                folders.add(final.parent)
                os.close(descriptor)
                del self._waiting[object_id]
            settle_folders(sorted(folders))

    def discard(self) -> None:
        """Remove what is not settled."""
        for arriving, descriptor in self._waiting.values():
            with suppress(OSError):
                os.close(descriptor)
            with suppress(OSError):
                arriving.unlink()
        self._waiting.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self.settle()
        finally:
            self.discard()

    def _seal(self, head: bytes, stream: IO[bytes], known: Trailer | None) -> Receipt:
        arriving, descriptor = create_held(self._layout.arriving, PART)
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                trailer = self._seal_into(file, head, stream, known)
            new = not self._is_here(trailer)
        except BaseException:
            os.close(descriptor)
            with suppress(OSError):
                arriving.unlink()
            raise
        if new:
            self._waiting[trailer.object_id.hex()] = (arriving, descriptor)
        else:
            os.close(descriptor)
            arriving.unlink()
        return _receipt(trailer, new=new)

    def _seal_into(self, file: IO[bytes], head: bytes, stream: IO[bytes], known: Trailer | None) -> Trailer:
        sealer = Sealer(file, self._key)
        if known is not None:
            for chunk in _chunks(BytesIO(head)):
                sealer.write(chunk)
            sealer.finish(known)
            return known
        keyed, plain, size = hmac.new(self._names, digestmod=sha256), sha256(), 0
        for chunk in _chunks(BytesIO(head), stream):
            keyed.update(chunk)
            plain.update(chunk)
            size += len(chunk)
            sealer.write(chunk)
        trailer = Trailer(keyed.digest(), plain.digest(), size)
        sealer.finish(trailer)
        return trailer

    def _trailer(self, data: bytes) -> Trailer:
        return Trailer(hmac.digest(self._names, data, "sha256"), sha256(data).digest(), len(data))

    def _is_here(self, trailer: Trailer) -> bool:
        """Also whole: a damaged copy is worth nothing, and is replaced by the bytes at hand."""
        object_id = trailer.object_id.hex()
        if object_id in self._waiting:
            return True
        return self._layout.original(object_id).exists() and self._is_sound(object_id)


def _receipt(trailer: Trailer, *, new: bool) -> Receipt:
    return Receipt(trailer.object_id.hex(), trailer.sha256.hex(), trailer.size, new=new)


def _head(stream: IO[bytes]) -> bytes:
    """Read until there is more than fits, or no more: a pipe gives less than was asked, and goes on."""
    pieces, size = [], 0
    while size <= IN_MEMORY and (piece := _read(stream, IN_MEMORY + 1 - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _read(stream: IO[bytes], size: int) -> bytes:
    """Tell a source that breaks, such as a stick that is pulled out, from a disk that cannot be written."""
    try:
        return stream.read(size)
    except OSError as error:
        reason = reason_of(error)
        raise InvalidInput(f"what is to be added cannot be read: {reason}; nothing of it was kept") from None


def _chunks(*streams: IO[bytes]) -> Iterator[bytes]:
    """Cut into chunks of exactly 64 KiB, the last one shorter."""
    waiting = b""
    for stream in streams:
        while piece := _read(stream, CHUNK - len(waiting)):
            waiting += piece
            if len(waiting) == CHUNK:
                yield waiting
                waiting = b""
    if waiting:
        yield waiting
