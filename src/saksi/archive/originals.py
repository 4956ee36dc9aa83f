"""Originals, byte for byte, sealed as they arrive, under names that tell an outsider nothing.

A file is a header, data chunks of 64 KiB, and a last chunk that carries id, SHA-256 and size of what was
sealed (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar 2015). So a cut, a changed order,
an edited header and a file under another's name are all found when it is opened, before any byte is used.
"""

import hmac
import re
from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO

from saksi.archive.arrivals import PART, Batch, Receipt
from saksi.archive.errors import Damaged
from saksi.archive.files import clear_write_errors, is_dead, remove_dead
from saksi.archive.keys import MasterKey
from saksi.archive.layout import Layout
from saksi.archive.stream import CHUNK, SealedReader
from saksi.record.errors import reason_of

OBJECT_ID = re.compile(r"[0-9a-f]{64}")


class Originals:
    """The sealed originals of an archive that is unlocked."""

    def __init__(self, layout: Layout, keys: MasterKey) -> None:
        self._layout = layout
        self._names = keys.derive("names")
        self._key = keys.derive("originals")

    def put(self, stream: IO[bytes]) -> Receipt:
        """Seal what a stream gives, to its end. Putting the same bytes again changes nothing.

        Raises
        ------
        CannotWrite
            The disk is full or read-only; nothing half is left under a final name.
        InvalidInput
            The stream breaks before its end.
        """
        with self.batch() as batch:
            return batch.put(stream)

    def id_of(self, data: bytes) -> str:
        """Return the id that these bytes have, or would have, as an original."""
        return hmac.digest(self._names, data, "sha256").hex()

    def batch(self) -> Batch:
        """Return a batch, for many originals at once: ``with originals.batch() as batch: batch.put(…)``.

        Its receipts count once the ``with`` block has ended without an error: then everything is on the
        disk. It costs a third of one `put` each.
        """
        return Batch(self._layout, self._names, self._key, self._sound)

    def open(self, object_id: str) -> BinaryIO:
        """Return the bytes of an original: seekable, each chunk authenticated before it is given out.

        Raises
        ------
        Damaged
            There is no such original, or the file is not what was sealed under this name. Also while
            reading, for a chunk that was changed.
        """
        reader = self._reader(object_id)
        return BufferedReader(reader, CHUNK)

    def digest(self, object_id: str) -> str:
        """Return the SHA-256 of an original, after reading and authenticating all of it.

        Raises
        ------
        Damaged
            There is no such original, or one of its bytes was changed.
        """
        keyed, plain = hmac.new(self._names, digestmod=sha256), sha256()
        with self._reader(object_id) as reader:
            for chunk in reader.chunks():
                keyed.update(chunk)
                plain.update(chunk)
            sealed = reader.trailer
        if keyed.hexdigest() != object_id or plain.digest() != sealed.sha256:
            raise Damaged(f"original {object_id} opens, but holds other bytes than its name says: restore it")
        return plain.hexdigest()

    def size(self, object_id: str) -> int:
        """Return the number of bytes of an original.

        Raises
        ------
        Damaged
            There is no such original, or the file is not what was sealed under this name.
        """
        with self._reader(object_id) as reader:
            return reader.trailer.size

    def ids(self) -> Iterator[str]:
        """Yield the ids of all originals that are there, sorted; whether they are sound is not looked at."""
        if not self._layout.originals.is_dir():
            return
        for folder in sorted(self._layout.originals.iterdir()):
            if len(folder.name) == 2 and folder.is_dir():
                names = sorted(path.name for path in folder.iterdir())
                yield from (n for n in names if OBJECT_ID.fullmatch(n) and n.startswith(folder.name))

    def path(self, object_id: str) -> Path:
        """Return where an original lies, or would lie.

        Raises
        ------
        Damaged
            This is no id of an original.
        """
        if not OBJECT_ID.fullmatch(object_id):
            raise Damaged("an id of an original has 64 hexadecimal digits, and this one has not")
        return self._layout.original(object_id)

    def leftovers(self) -> tuple[Path, ...]:
        """Return what a kill has left half sealed; files that a living process is writing are left out."""
        if not self._layout.arriving.is_dir():
            return ()
        return tuple(path for path in sorted(self._layout.arriving.glob(f"*{PART}")) if is_dead(path))

    def remove_leftovers(self) -> int:
        """Remove what a kill has left, and return how many files that were.

        Raises
        ------
        CannotWrite
            One cannot be removed.
        """
        with clear_write_errors("a leftover"):
            return sum(remove_dead(path) for path in self.leftovers())

    def _reader(self, object_id: str) -> SealedReader:
        path = self.path(object_id)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise Damaged(f"original {object_id} is missing: restore it from a backup") from None
        except OSError as error:
            reason = reason_of(error)
            raise Damaged(f"original {object_id} cannot be read: {reason}") from None
        try:
            return SealedReader(file, self._key, object_id)
        except BaseException:
            file.close()
            raise

    def _sound(self, object_id: str) -> bool:
        try:
            self.digest(object_id)
        except Damaged:
            return False  # sealed anew from the bytes at hand: the copy that is there is worth nothing
        return True
