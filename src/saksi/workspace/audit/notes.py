"""What an entry notes of the rows that it left: kind, key and digest of each, packed one after the other."""

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import NamedTuple

from saksi.workspace.audit.states import KINDS

_NOTE = Struct(">BQ32s")  # the kind's number, the row's primary key, its digest
_NUMBERS = {kind: guarded.number for kind, guarded in KINDS.items()}
_KINDS = {number: kind for kind, number in _NUMBERS.items()}


class Note(NamedTuple):
    """The keyed digest of one row as an entry left it; the latest must fit the row as it is."""

    kind: str
    key: int
    digest: bytes


def packed(notes: Iterable[Note]) -> bytes:
    """Return the bytes that stand in the entry."""
    return b"".join(_NOTE.pack(_NUMBERS[kind], key, digest) for kind, key, digest in notes)


def unpacked(data: bytes) -> Iterator[Note]:
    """Yield the notes of an entry, in their order.

    Bytes that are none (cut, or of a kind that we never wrote) yield what no entry's own digest fits.
    """
    if len(data) % _NOTE.size:
        yield Note("", 0, data)
        return
    for number, key, digest in _NOTE.iter_unpack(data):
        yield Note(_KINDS.get(number, ""), key, digest)


def key_of(kind: str, key: int) -> bytes:
    """Return how a note of this row begins: to find entries that tell of it without unpacking all."""
    return _NOTE.pack(_NUMBERS[kind], key, b"")[:-32]
