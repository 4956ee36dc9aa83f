"""A Merkle mountain range over the log: one root for all entries, and a short proof for each (RFC 6962)."""

from collections.abc import Sequence
from hashlib import sha256

HASH_BYTES = 32


def leaf(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, 2.1): marked, so that no node passes for one."""
    return sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return sha256(b"\1" + left + right).digest()


def _root(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return sha256(b"").digest()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


class Peaks:
    """What is needed to go on and to give the root: one hash per 1 in the binary form of the count."""

    def __init__(self, n: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != n.bit_count() or any(len(peak) != HASH_BYTES for peak in peaks):
            raise ValueError(f"a range of {n} leaves has {n.bit_count()} peaks of {HASH_BYTES} bytes")
        self.n = n
        self._peaks = list(peaks)

    def append(self, data: bytes) -> None:
        """Add the next leaf."""
        peak, n, peaks = sha256(b"\0" + data).digest(), self.n, self._peaks
        while n & 1:
            peak = sha256(b"\1" + peaks.pop() + peak).digest()
            n >>= 1
        peaks.append(peak)
        self.n += 1

    def root(self) -> bytes:
        """Return the root over all leaves; of none, the hash of nothing."""
        return _root(self._peaks)

    def to_bytes(self) -> bytes:
        """Return the state in 8 + 32 k bytes, to go on later without the leaves."""
        return self.n.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Peaks":
        """Return the state that `to_bytes` gave.

        Raises
        ------
        ValueError
            It is none.
        """
        n, rest = int.from_bytes(data[:8], "big"), data[8:]
        return cls(n, [rest[i : i + HASH_BYTES] for i in range(0, len(rest), HASH_BYTES)])


class MountainRange:
    """All hashes of the range, so that any leaf can be proved; 64 bytes a leaf."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = []  # level k: the hashes of all full subtrees of 2**k leaves
        self.n = 0

    def append(self, data: bytes) -> None:
        """Add the next leaf."""
        hashed, level, n = leaf(data), 0, self.n
        while True:
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += hashed
            if not n & 1:
                break
            hashed = node(bytes(self._levels[level][-2 * HASH_BYTES : -HASH_BYTES]), hashed)
            level, n = level + 1, n >> 1
        self.n += 1

    def root(self) -> bytes:
        """Return the root over all leaves."""
        return _root([self._at(level, self._full(level) - 1) for level in self._summits()])

    def proof(self, n: int) -> list[bytes]:
        """Return the hashes that lead from leaf n (from 1) to the root: `verify_proof` checks them.

        Raises
        ------
        IndexError
            There is no such leaf.
        """
        if not 1 <= n <= self.n:
            raise IndexError(f"leaf {n} of {self.n}")
        index, start = n - 1, 0
        summits = self._summits()
        for place, level in enumerate(summits):
            if index < start + (1 << level):
                path = [self._at(k, (index >> k) ^ 1) for k in range(level)]
                later = [self._at(k, self._full(k) - 1) for k in summits[place + 1 :]]
                earlier = [self._at(k, self._full(k) - 1) for k in summits[:place]]
                return [*path, *([_root(later)] if later else []), *reversed(earlier)]
            start += 1 << level
        raise AssertionError  # the summits cover all leaves

    def _summits(self) -> list[int]:
        return [level for level in reversed(range(self.n.bit_length())) if self.n >> level & 1]

    def _full(self, level: int) -> int:
        return self.n >> level

    def _at(self, level: int, index: int) -> bytes:
        return bytes(self._levels[level][index * HASH_BYTES : (index + 1) * HASH_BYTES])


def verify_proof(data: bytes, n: int, total: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether a leaf is number n (from 1) of ``total`` under a root (RFC 9162, 2.1.3.2)."""
    if not 1 <= n <= total:
        return False
    index, last, found = n - 1, total - 1, leaf(data)
    for other in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node(other, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node(found, other)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root
